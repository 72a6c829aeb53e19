"""A user's ``aliases.txt`` to decisions: which names are one concept, and which are not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.names import fold_name
from kg.readers import NoteError

_NAME = r"[^=!\s](?:[^=!]*[^=!\s])?"
_LINE = re.compile(rf"{_NAME}\s*(?:!=\s*{_NAME}|(?:=\s*{_NAME}\s*)+)")
_SIGN = re.compile(r"\s*(!?=)\s*")
_FULL_WIDTH = str.maketrans({"＝": "=", "！": "!", "≠": "!="})
_REMEDY = "write `name = other name` or `name != other name`"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user says of pairs of names, whatever the notes say."""

    forced: tuple[tuple[str, str], ...] = ()
    """Names of one concept."""
    forbidden: tuple[tuple[str, str], ...] = ()
    """Names of two."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is decided on, in order, with repetitions."""
        return tuple(name for pair in (*self.forced, *self.forbidden) for name in pair)


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the file says."""

    number: int
    """From 1."""
    a: str
    sign: str
    """``=`` or ``!=``."""
    b: str


def decide(lines: Sequence[Line]) -> Decisions:
    """Give what lines say, in their order."""
    return Decisions(
        forced=tuple((line.a, line.b) for line in lines if line.sign == "="),
        forbidden=tuple((line.a, line.b) for line in lines if line.sign == "!="),
    )


def read_lines(path: Path, *, warn: Callable[[NoteError], None]) -> tuple[Line, ...]:
    """Read the lines ``A = B`` and ``A != B`` of a file, in order; ``A = B = C`` says two things.

    The signs may be full-width, or ``≠``. Blank lines and lines that begin with ``#`` say nothing;
    a missing file decides nothing.

    Args:
        path: the file.
        warn: told of each line that says something else, or the opposite of an earlier one; it
            is left out.

    Raises:
        ValueError: the file is not UTF-8; the message names it.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8; save it as UTF-8") from error
    read: dict[frozenset[str], Line] = {}
    said: list[Line] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        try:
            said += _read_line(text.strip(), path, number, read)
        except NoteError as error:
            warn(error)
    return tuple(said)


def _read_line(text: str, path: Path, number: int, read: dict[frozenset[str], Line]) -> list[Line]:
    """Read a line, and note its pairs in ``read``."""
    where = str(path)
    signs = text.translate(_FULL_WIDTH)
    if _LINE.fullmatch(signs) is None:
        raise NoteError(where, f"cannot read `{text}`", _REMEDY, line=number)
    names, sign = _SIGN.split(signs)[::2], _SIGN.split(signs)[1]
    pairs = {
        frozenset((fold_name(a), fold_name(b))): Line(number, a, sign, b)
        for a, b in pairwise(names)
    }
    for folded, line in pairs.items():
        if len(folded) < 2 or "" in folded:
            wrong = f"`{text}` names one thing twice, or none"
            raise NoteError(where, wrong, "write names that differ", line=number)
        earlier = read.get(folded, line)
        if earlier.sign != line.sign:
            wrong = f"`{line.a} {line.sign} {line.b}` contradicts line {earlier.number}"
            raise NoteError(where, wrong, "delete one of the two", line=number)
    for folded, line in pairs.items():
        read.setdefault(folded, line)
    return list(pairs.values())
