"""A note's text to logical lines: code, formulas, tables and front matter stay whole."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from kg.pages.noise import is_noise, split_noise

_PHYSICAL_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"[ \t]{0,12}(`{3,}|~{3,})")
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?")
_MAX_FORMULA_LINES = 40
_MAX_FENCED_LINES = 2000
_PLAIN = re.compile(
    r"\s*(?:`{3,}|~{3,})\s*(?:te?xt|plain(?:text)?|md|markdown)?\s*$", re.IGNORECASE
)
_CHINESE = re.compile(r"[\u3400-\u9fff，。；：、（）？！“”…]")
_PROSE_SHARE = 0.4
"""Share of Chinese from which on what is fenced, and said to be in no language, is no code."""


class LineKind(StrEnum):
    """What a logical line holds."""

    BLANK = "blank"
    TEXT = "text"
    CODE = "code"
    FORMULA = "formula"
    TABLE = "table"
    FRONT_MATTER = "front matter"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Line:
    """One or more physical lines that belong together, or a part of one; lines tile the text."""

    kind: LineKind
    start: int
    end: int
    """Past the line end."""
    text: str
    """The line without white space at its edges."""
    indent: int = 0
    """Columns of white space before it."""


@dataclass(frozen=True)
class _Lines:
    """Physical lines, and what each of many fences asks of all below it, worked out once."""

    raw: list[str]

    @cached_property
    def blank(self) -> list[int]:
        """The blank lines."""
        return [at for at, line in enumerate(self.raw) if not line.strip()]

    @cached_property
    def bars(self) -> dict[str, list[tuple[int, int]]]:
        """By mark, the lines of fence marks alone, each with how many."""
        bars: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
        for at, line in enumerate(map(str.strip, self.raw)):
            if line[:1] in bars and not line.strip(line[0]):
                bars[line[0]].append((at, len(line)))
        return bars

    @cached_property
    def chars(self) -> list[int]:
        """How many characters but white space stand above each line, and above the end."""
        return [0, *accumulate(sum(map(len, line.split())) for line in self.raw)]

    @cached_property
    def chinese(self) -> list[int]:
        """How many Chinese ones do."""
        return [0, *accumulate(len(_CHINESE.findall(line)) for line in self.raw)]


def lay_out(text: str) -> tuple[Line, ...]:
    """Give the logical lines of a text, which tile it; none for an empty text."""
    return tuple(_logical_lines(text))


def _logical_lines(text: str) -> Iterator[Line]:
    physical = _PHYSICAL_LINE.findall(text)  # not splitlines(): lines end at \\n alone
    lines = _Lines([part for line in physical for part in split_noise(line)])
    raw = lines.raw
    position, index = 0, 0
    closing: set[int] = set()
    while index < len(raw):
        kind, count = _extent(lines, index, at_top=position == 0)
        if kind is LineKind.CODE and _is_prose(lines, index, count):
            closing.add(index + count - 1)
            kind, count = LineKind.BLANK, 1
        elif index in closing and _PLAIN.match(raw[index]):
            kind, count = LineKind.BLANK, 1
        piece = "".join(raw[index : index + count])
        indent = (
            len(piece.expandtabs(4)) - len(piece.expandtabs(4).lstrip()) if piece.strip() else 0
        )
        yield Line(kind, position, position + len(piece), piece.strip().lstrip("\ufeff"), indent)
        position += len(piece)
        index += count


def _extent(lines: _Lines, index: int, *, at_top: bool) -> tuple[LineKind, int]:
    """Tell what begins at a physical line, and how many lines it takes."""
    raw = lines.raw
    line = raw[index].strip()
    if not line:
        return LineKind.BLANK, 1
    if is_noise(line):
        return LineKind.NOISE, 1
    if (
        at_top
        and line.lstrip("\ufeff") == "---"
        and (count := _until(raw, index, {"---", "..."}, 80))
    ):
        return LineKind.FRONT_MATTER, count
    if fence := _FENCE.match(raw[index]):
        closing = _fence_end(lines, index, fence.group(1))
        return LineKind.CODE, closing
    if _is_table(raw, index):
        count = 2
        while index + count < len(raw) and "|" in raw[index + count]:
            count += 1
        return LineKind.TABLE, count
    return _formula_extent(raw, index, line)


def _until(raw: list[str], index: int, closing: set[str], limit: int) -> int:
    for count, line in enumerate(raw[index + 1 : index + limit], start=2):
        if line.strip() in closing:
            return count
    return 0


def _fence_end(lines: _Lines, index: int, fence: str) -> int:
    """Count the lines of fenced code; an unclosed fence ends at the next blank line."""
    bars = lines.bars[fence[0]]
    for place in range(bisect_left(bars, (index + 1, 0)), len(bars)):
        at, length = bars[place]
        if at >= index + _MAX_FENCED_LINES:
            break
        if length >= len(fence):
            return at - index + 1
    after = bisect_right(lines.blank, index)
    return (lines.blank[after] if after < len(lines.blank) else len(lines.raw)) - index


def _is_prose(lines: _Lines, index: int, count: int) -> bool:
    """Tell whether Chinese prose is fenced, whose lines are read as if they were not."""
    if not _PLAIN.match(lines.raw[index]):
        return False
    first, end = index + 1, index + count
    chars = lines.chars[end] - lines.chars[first]
    return (lines.chinese[end] - lines.chinese[first]) / max(1, chars) >= _PROSE_SHARE


def _is_table(raw: list[str], index: int) -> bool:
    return (
        "|" in raw[index]
        and index + 1 < len(raw)
        and bool(_TABLE_RULE.fullmatch(raw[index + 1].strip()))
    )


def _formula_extent(raw: list[str], index: int, line: str) -> tuple[LineKind, int]:
    kind = LineKind.FORMULA if line.startswith(("$$", "\\[", "\\begin{")) else LineKind.TEXT
    joined, count = raw[index], 1
    while _is_open(joined) and count < _MAX_FORMULA_LINES and index + count < len(raw):
        if not raw[index + count].strip() and not line.startswith("$$"):
            break
        joined += raw[index + count]
        count += 1
    if _is_open(joined):
        return LineKind.TEXT, 1
    return kind, count


def _is_open(text: str) -> bool:
    """Tell whether a formula begun in ``text`` is not closed in it."""
    if text.count("$$") % 2:
        return True
    if "\\" in text and text.replace("$$", "").replace("\\$", "").count("$") % 2:
        return True  # a lone dollar without any command is a price
    if text.count("\\[") > text.count("\\]"):
        return True
    return any(f"\\end{{{name}}}" not in text for name in _BEGIN.findall(text))
