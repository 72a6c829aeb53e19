"""Words around a place, by which what is copied from elsewhere is known: it says nothing new."""

import re
from collections.abc import Iterator

_MARKS = re.compile(r"\W+")
# How many letters on each side, and at least on both, tell that a name stands in copied words; and
# how many on one side alone do, where the other side was changed.
_AROUND, _LEAST_AROUND = 8, 13
_ONE_SIDE = 12


class Repeats:
    """What was said before, and where first."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._first: dict[str, int] = {}

    def is_copy(self, text: str, start: int, end: int, *, place: int) -> bool:
        """Tell whether ``text[start:end]`` stands in words that another place said before.

        Args:
            text: what is said.
            start: where the name begins.
            end: where it ends.
            place: number of the note or passage; what it says twice itself is no copy.
        """
        first = {self._first.setdefault(said, place) for said in _wordings(text, start, end)}
        return not first <= {place}


def _wordings(text: str, start: int, end: int) -> Iterator[str]:
    """Give a name with the letters on both sides of it, and with those on each side alone."""
    name = text[start:end]
    before = _MARKS.sub("", text[max(0, start - 2 * _ONE_SIDE) : start])[-_ONE_SIDE:]
    after = _MARKS.sub("", text[end : end + 2 * _ONE_SIDE])[:_ONE_SIDE]
    near, following = before[-_AROUND:], after[:_AROUND]
    if len(near + following) >= _LEAST_AROUND:
        yield f"{near}|{name}|{following}"
    if len(before) == _ONE_SIDE:
        yield f"{before}{name}|"
    if len(after) == _ONE_SIDE:
        yield f"|{name}{after}"
