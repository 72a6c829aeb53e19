"""Find names in a text whatever their case, width, spaces and hyphens."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add

from kg.names import fold_name, fold_sizes
from kg.records import Span

_LATIN = re.compile(r"[A-Za-z0-9À-ɏͰ-ϿЀ-ӿＡ-Ｚａ-ｚ０-９]")
_DIGIT = re.compile(r"[0-9０-９]")
_HYPHENS = "-‐‑‒–_"
_PREFIX_CHARS = 2
_MIN_WRAPPED_CHARS = 20


class _Folds(dict[str, str]):
    """Each character's folded form, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = folded = fold_name(character)
        return folded


# A line end parts names, so that those of two list items never become one (but see `_fold`).
_FOLDS = _Folds({"\n": "\n"})


@lru_cache(maxsize=1 << 16)
def is_latin(character: str) -> bool:
    """Tell whether a character belongs to words that spaces part: a letter or a digit."""
    return _LATIN.match(character) is not None


class NameMatcher:
    """Finds the longest of many names at each place of a text, in time linear in the text."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names; those that fold to fewer than two characters are never found."""
        lengths: dict[str, set[int]] = defaultdict(set)
        self._names = {fold_name(name) for name in names}
        for name in self._names:
            if len(name) >= _PREFIX_CHARS:
                lengths[name[:_PREFIX_CHARS]].add(len(name))
        self._lengths = {prefix: sorted(found)[::-1] for prefix, found in lengths.items()}

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span]]:
        """Give folded names with their places in ``text``, leftmost longest, not overlapping.

        A name that begins or ends with a Latin letter or digit is not found inside a word; a
        plural ``s`` after it is allowed and belongs to the place.
        """
        stop = len(text) if end is None else end
        folded, places = _fold(text, start, stop)
        taken = 0
        for at, prefix in enumerate(map(add, folded, folded[1:])):
            for length in self._lengths.get(prefix, ()) if at >= taken else ():
                name = folded[at : at + length]
                known = len(name) == length and name in self._names
                if known and (found := _whole(text, places, at, length, stop)):
                    yield name, found
                    taken = at + length
                    break


def _fold(text: str, start: int, stop: int) -> tuple[str, Sequence[int]]:
    """Give the folded text, and for each of its characters its place in ``text``.

    The end of a long line that breaks off inside a sentence parts no name.
    """
    pieces = [*map(_FOLDS.__getitem__, text[start:stop])]
    at = text.find("\n", start, stop)
    while at >= 0:
        if _is_wrapped(text, at):
            pieces[at - start] = ""
        at = text.find("\n", at + 1, stop)
    folded = fold_sizes("".join(pieces))
    if len(folded) == len(pieces) and "" not in pieces:
        return folded, range(start, stop)
    return folded, [at for at, piece in enumerate(pieces, start) for _ in piece]


def _is_wrapped(text: str, at: int) -> bool:
    """Tell whether the line that ends at ``at`` is as long as wrapped text, and goes on."""
    before, after = text[max(0, at - _MIN_WRAPPED_CHARS) : at], text[at + 1 : at + 2]
    long = len(before) == _MIN_WRAPPED_CHARS and "\n" not in before
    return long and before[-1].isalnum() and after.isalnum()


def _whole(text: str, places: Sequence[int], at: int, length: int, stop: int) -> Span | None:
    """Give the place of a match unless it cuts a word."""
    start, end = places[at], places[at + length - 1] + 1
    if at and places[at - 1] == start:
        return None
    if is_latin(text[start]) and _joins_before(text, start):
        return None
    if not is_latin(text[end - 1]):
        return Span(start, end)
    after = text[end] if end < len(text) else " "
    if after in "sS" and end < stop and not _is_inside(text, end + 1):
        return Span(start, end + 1)
    return None if _is_inside(text, end) else Span(start, end)


def _joins_before(text: str, start: int) -> bool:
    """Tell whether a word goes on before ``start``, as in ``L-softmax`` before softmax."""
    before = text[start - 1] if start else " "
    if before in _HYPHENS:
        return start > 1 and is_latin(text[start - 2])
    return is_latin(before)


def _is_inside(text: str, end: int) -> bool:
    """Tell whether a word goes on at ``end``, as in ``ResNet-50`` after ResNet."""
    after = text[end] if end < len(text) else " "
    if after == "_":
        return end + 1 < len(text) and is_latin(text[end + 1])
    if after in _HYPHENS:
        return end + 1 < len(text) and _DIGIT.match(text[end + 1]) is not None
    return is_latin(after)
