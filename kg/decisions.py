"""A user's ``aliases.txt`` to decisions: which names are one concept, and which are not."""

import re
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


def read_decisions(path: Path) -> Decisions:
    """Read the lines ``A = B`` and ``A != B`` of a file, in order.

    The signs may be full-width, or ``≠``. Blank lines and lines that begin with ``#`` say nothing;
    a missing file decides nothing.

    Raises:
        ValueError: a line says something else, or the opposite of an earlier one, or the file is
            not UTF-8; the message names the file and the line.
    """
    if not path.exists():
        return Decisions()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8; save it as UTF-8") from error
    pairs: dict[str, list[tuple[str, str]]] = {"=": [], "!=": []}
    signs: dict[frozenset[str], tuple[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        sign, a, b = _read_line(line.strip(), f"{path}:{number}")
        earlier, at = signs.setdefault(frozenset((fold_name(a), fold_name(b))), (sign, number))
        if earlier != sign:
            raise ValueError(f"{path}:{number}: `{a} {sign} {b}` contradicts line {at}")
        pairs[sign].append((a, b))
    return Decisions(forced=tuple(pairs["="]), forbidden=tuple(pairs["!="]))


def _read_line(line: str, place: str) -> tuple[str, str, str]:
    match = _LINE.fullmatch(line.translate(_FULL_WIDTH))
    if match is None:
        raise ValueError(f"{place}: {_EXPECTED}, got `{line}`")
    a, b = match["a"], match["b"]
    if not fold_name(a) or not fold_name(b) or fold_name(a) == fold_name(b):
        raise ValueError(f"{place}: {_EXPECTED}, two names that differ, got `{line}`")
    return match["sign"], a, b
