"""Kept lines to blocks: headings, questions and answers, lists, paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.pages.layout import Line, LineKind
from kg.pages.line_evidence import SENTENCE_END
from kg.records import Block, BlockKind, DropReason
from kg.sentences import trim, wraps

_TAGS = re.compile(r"(?:</?[A-Za-z][^<>\n]{0,300}>|&(?:nbsp|ensp|emsp);|\s)+")
# Many leave out the space, which from two marks on is no hashtag.
_MARKDOWN = re.compile(r"(#{1,6}(?=\s)|#{2,6}(?=[^\s#]))\s*(.+?)\s*#*$")
_BULLET = re.compile(r"([-*+•·▪◦●○■◆])\s+(?=\S)|([•●■◆])")
_NUMBERS = (
    ("chapter", re.compile(r"第\s?[一二三四五六七八九十百\d]{1,4}\s?[章节篇讲课]\s*[、:：]?")),
    ("一、", re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]\s*")),
    ("（一）", re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]\s*[、.．]?\s*")),
    ("1.1", re.compile(r"\d{1,2}(?:\.\d{1,2})+[.、]?(?=\s|[\u4e00-\u9fff])\s*")),
    ("(1)", re.compile(r"[（(]\d{1,3}[)）]\s*[、.．]?\s*")),
    ("1)", re.compile(r"\d{1,3}\s?[)）]\s*")),
    ("1、", re.compile(r"\d{1,3}\s?、\s*")),
    ("1.", re.compile(r"\d{1,3}\s?[.．](?!\d)\s*")),
    ("①", re.compile(r"[①-⑳]\s*")),
)
_COUNTED = ("(1)", "1)", "1、", "1.")
_DIGITS = re.compile(r"\d{1,3}")
_MAJOR = ("chapter", "一、", "（一）")
_ASKED = re.compile(r"(?:Q|问|问题|提问)\s?\d{0,3}\s?[:：.、]\s*", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A|答|回答|答案|参考答案|解答|解析)\s?\d{0,3}\s?[:：]\s*", re.IGNORECASE)
_MARKS = (("answer", _ANSWER), ("Q", _ASKED), ("bullet", _BULLET), *_NUMBERS)
_QUESTION_END = re.compile(r"[？?][”\"』」]?\s*(?:[（(][^（()）]{0,20}[)）])?[*_\s]*(?:<br>)?$")
_BOLD = re.compile(r"(\*\*|__)(?P<text>[^*_\n]{1,60}?)\1\s*[:：]?\s*(?:<br>)?$")
_RULE = re.compile(r"[-=*_~—\s]{3,}$|[|·…\s]+$")
_CONTINUES = re.compile(r"[的，、。；：）)】》]")
_TITLE = "title"
_MAX_HEADING_CHARS = 40
_MAX_QUESTION_CHARS = 200


@dataclass(frozen=True, slots=True)
class _Row:
    """A kept line with the marks that it opens with."""

    line: Line
    style: str
    """How it is marked: ``#2``, ``1.``, ``bullet``, ``bold``, ``plain``..."""
    body: str
    """The line without its marks."""
    alone: bool
    """Whether blank or dropped lines, or the note's edges, stand around it."""
    number: int = 0
    """What the mark counts in digits; 0 for other marks."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading or list item that what follows stands under."""

    style: str
    text: str
    asks: bool = False
    indent: int = 0
    number: int = 0


def find_blocks(
    text: str, lines: Sequence[Line], reasons: Sequence[DropReason | None], *, title: str = ""
) -> tuple[Block, ...]:
    """Give the blocks of the lines that have no reason to be dropped, in order.

    Args:
        text: the note's text.
        lines: its logical lines.
        reasons: for each line why it is dropped, or None.
        title: a title from elsewhere, put above all headings.
    """
    rows = _rows(text, lines, reasons)
    headings = [_Open(_TITLE, title)] if title else []
    items: list[_Open] = []
    blocks: list[Block] = []
    for at, row in enumerate(rows):
        span = trim(text, row.line.start, row.line.end)
        kind = _kind(rows, at)
        if kind in (BlockKind.HEADING, BlockKind.QUESTION):
            asks = kind is BlockKind.QUESTION
            style = _continued(headings, _heading_style(row, at, title), row.number)
            _open(headings, _Open(style, _label(row.body), asks, number=row.number))
            items.clear()
        elif kind is BlockKind.ITEM:
            _open_item(items, _Open(row.style, _label(row.body), indent=row.line.indent))
        elif row.line.indent < 2:
            items.clear()
        path = tuple(o.text for o in headings) + tuple(o.text for o in items[:-1])
        asked = next((o.text for o in reversed(headings) if o.asks), "")
        level = len(headings) if kind is BlockKind.HEADING else max(0, len(items) - 1)
        blocks.append(Block(kind, span.start, span.end, path, asked, level))
    return _joined(text, blocks)


def _rows(text: str, lines: Sequence[Line], reasons: Sequence[DropReason | None]) -> list[_Row]:
    rows = []
    for i, line in enumerate(lines):
        if reasons[i] or line.kind is LineKind.BLANK or _RULE.match(line.text):
            continue
        span = trim(text, line.start, line.end)
        if span.start == span.end:  # a lone `**`
            continue
        around = [n for n in (i - 1, i + 1) if 0 <= n < len(lines)]
        alone = all(_sets_apart(lines[n], reasons[n]) for n in around)
        style, body = _style(line)
        rows.append(_Row(line, style, body, alone, _number(line.text, style)))
    return rows


def _sets_apart(line: Line, reason: DropReason | None) -> bool:
    return line.kind is LineKind.BLANK or bool(reason and reason != DropReason.NOISE)


def _style(line: Line) -> tuple[str, str]:
    if line.kind is not LineKind.TEXT:
        return line.kind.value, line.text
    text = _TAGS.sub(_inside, line.text.removeprefix(">")) or line.text
    if match := _MARKDOWN.match(text):
        return f"#{len(match[1])}", match[2]
    if match := _BOLD.match(text):
        return "bold", match["text"]
    for style, pattern in _MARKS:
        if match := pattern.match(text):
            return style, text[match.end() :]
    return "plain", text


def _inside(tags: re.Match[str]) -> str:
    """Give tags and blanks that stand inside of a line; each run is met once, however long."""
    return tags[0] if tags.start() > 0 and tags.end() < len(tags.string) else ""


def _number(text: str, style: str) -> int:
    found = _DIGITS.search(text) if style in _COUNTED else None
    return int(found[0]) if found else 0


def _kind(rows: Sequence[_Row], at: int) -> BlockKind:
    row = rows[at]
    if row.line.kind is not LineKind.TEXT:
        return BlockKind(row.line.kind.value)
    if row.style != "answer" and len(row.body) <= _MAX_QUESTION_CHARS and _is_question(rows, at):
        return BlockKind.QUESTION
    if row.style.startswith("#"):
        return BlockKind.HEADING
    short = 0 < len(row.body) <= _MAX_HEADING_CHARS and not SENTENCE_END.search(row.body)
    if row.style in ("plain", "bold"):
        headed = short and _is_bare_heading(rows, at)
        return BlockKind.HEADING if headed else BlockKind.PARAGRAPH
    if row.style in ("bullet", "answer", "Q"):
        return BlockKind.ITEM if row.style == "bullet" else BlockKind.PARAGRAPH
    headed = short and _is_numbered_heading(rows, at)
    return BlockKind.HEADING if headed else BlockKind.ITEM


def _is_question(rows: Sequence[_Row], at: int) -> bool:
    """A line that an answer follows, or that asks and has something under it."""
    row = rows[at]
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None:
        return False
    if row.style == "Q" or (below.style == "answer" and row.style != "bullet"):
        return True
    if not _QUESTION_END.search(row.body):
        return False
    if row.style.startswith("#") or row.style in ("bold", *_MAJOR):
        return True
    if row.style == "bullet" or below.style == row.style != "plain":
        return False
    return row.style != "plain" or (row.alone and len(row.body) <= 80)


def _is_bare_heading(rows: Sequence[_Row], at: int) -> bool:
    """A short line that stands alone, ends with a colon, is bold, or opens the note."""
    row = rows[at]
    body = row.body
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or _CONTINUES.match(below.body) or _CONTINUES.match(body):
        return False
    if body.endswith((":", "：")):
        return len(body) <= 30 and "，" not in body and "," not in body
    opens = at == 0 and (row.alone or len(body) <= 30)
    if row.style == "bold" or opens:
        return True
    listed = below.style == "bullet" or below.style in dict(_NUMBERS)
    loose = "，" not in body and ("," not in body or listed)
    plain = not body.endswith(("、", ",", "，")) and not any(mark in body for mark in "=：:|…")
    return row.alone and loose and plain and len(body) <= 30


def _is_numbered_heading(rows: Sequence[_Row], at: int) -> bool:
    """A numbered line with something other than the next number under it."""
    row = rows[at]
    below = rows[at + 1].style if at + 1 < len(rows) else row.style
    above = rows[at - 1].style if at else ""
    if row.style in _MAJOR or row.style == "1.1":
        return not below == row.style == above
    labelled = re.search(r"[:：](?=.)", row.body) or "，" in row.body
    return row.style not in (below, above) and not labelled and row.line.indent < 4


def _heading_style(row: _Row, at: int, title: str) -> str:
    if at == 0 and not title and row.style in ("plain", "bold"):
        return _TITLE
    return "colon" if row.body.endswith((":", "：")) and row.style == "plain" else row.style


def _label(body: str) -> str:
    """A heading or a list item's name, short and without marks."""
    name = re.sub(r"\*\*|__|`|<br>|\[([^\]]{0,200})\]\([^)]{0,2000}\)", r"\1", body).strip()
    if len(name) > _MAX_HEADING_CHARS and not _QUESTION_END.search(name):
        name = re.split(r"[:：。，,；;]", name, maxsplit=1)[0][:_MAX_HEADING_CHARS]
    return name.strip().rstrip(":：").strip()


def _continued(headings: Sequence[_Open], style: str, number: int) -> str:
    """Give the style of the heading that a number goes on from, as ``9.`` does from ``8、``."""
    open_styles = [o.style for o in headings]
    ahead = (o.style for o in headings if number > 1 and o.number == number - 1)
    return style if style in open_styles else next(ahead, style)


def _open(headings: list[_Open], new: _Open) -> None:
    """Put a heading under those it belongs to: each style is one depth, met in order."""
    if new.style.startswith("#"):
        while headings and not _above(headings[-1], new.style):
            headings.pop()
    elif new.style in [o.style for o in headings]:
        while headings.pop().style != new.style:
            pass
    elif new.style in _MAJOR:
        higher = (_TITLE, *_MAJOR[: _MAJOR.index(new.style)])
        while headings and not headings[-1].style.startswith((*higher, "#")):
            headings.pop()
    headings.append(new)


def _above(outer: _Open, style: str) -> bool:
    return outer.style == _TITLE or (outer.style.startswith("#") and outer.style < style)


def _open_item(items: list[_Open], new: _Open) -> None:
    """Nest by indentation, then by a change of mark at the same indentation."""
    while items and items[-1].indent > new.indent + 1:
        items.pop()
    near = [abs(o.indent - new.indent) < 2 for o in items]
    same = [n for n, o in enumerate(items) if near[n] and o.style == new.style]
    if same:
        del items[same[0] :]
    elif True in near and (new.style == "bullet" or len(items[-1].text) > 20):
        del items[near.index(True) :]  # at one depth a bullet stands above numbers
    items.append(new)


def _joined(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put each paragraph to the paragraph or list item above that goes on with it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and block.kind is BlockKind.PARAGRAPH and _goes_on(text, joined[-1], block):
            joined[-1] = replace(joined[-1], end=block.end)
        else:
            joined.append(block)
    return tuple(joined)


def _goes_on(text: str, above: Block, below: Block) -> bool:
    """Tell whether a line wraps, or a lost link broke it: below goes on with 的 or a comma."""
    between = text[above.end : below.start]
    if between.strip():
        return False
    broken = above.kind is BlockKind.PARAGRAPH and _CONTINUES.match(text, below.start)
    wrapped = above.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and between.count("\n") == 1
    return bool(broken) or (wrapped and wraps(text, above.end + between.index("\n")))
