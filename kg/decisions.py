"""A user's ``aliases.txt`` to decisions: which names are one concept, and which are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.names import fold_name

_LINE = re.compile(r"(?P<a>[^=!]*[^=!\s])\s*(?P<sign>!=|=)\s*(?P<b>[^=!\s][^=!]*)")
_FULL_WIDTH = str.maketrans({"＝": "=", "！": "!", "≠": "!="})
_EXPECTED = "expected `name = other name` or `name != other name`"


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


def read_decisions(path: Path) -> Decisions:
    """Read the lines ``A = B`` and ``A != B`` of a file, in order.

    Raises:
        ValueError: as for ``read_lines``.
    """
    return decide(read_lines(path))


def decide(lines: Sequence[Line]) -> Decisions:
    """Give what lines say, in their order."""
    return Decisions(
        forced=tuple((line.a, line.b) for line in lines if line.sign == "="),
        forbidden=tuple((line.a, line.b) for line in lines if line.sign == "!="),
    )


def read_lines(path: Path) -> tuple[Line, ...]:
    """Read the lines ``A = B`` and ``A != B`` of a file, in order.

    The signs may be full-width, or ``≠``. Blank lines and lines that begin with ``#`` say nothing;
    a missing file decides nothing.

    Raises:
        ValueError: lines say something else, or the opposite of an earlier one, or the file is
            not UTF-8; the message names the file, and each such line in a line of its own.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8; save it as UTF-8") from error
    read: dict[frozenset[str], Line] = {}
    said: list[Line] = []
    wrong: list[str] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        try:
            said.append(_read_line(text.strip(), path, number, read))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(said)


def _read_line(text: str, path: Path, number: int, read: dict[frozenset[str], Line]) -> Line:
    """Read a line, and note its pair in ``read``."""
    place = f"{path}:{number}"
    match = _LINE.fullmatch(text.translate(_FULL_WIDTH))
    if match is None:
        raise ValueError(f"{place}: {_EXPECTED}, got `{text}`")
    line = Line(number, match["a"], match["sign"], match["b"])
    names = frozenset((fold_name(line.a), fold_name(line.b)))
    if len(names) < 2 or "" in names:
        raise ValueError(f"{place}: {_EXPECTED}, two names that differ, got `{text}`")
    earlier = read.setdefault(names, line)
    if earlier.sign != line.sign:
        said = f"{line.a} {line.sign} {line.b}"
        raise ValueError(f"{place}: `{said}` contradicts line {earlier.number}")
    return line
