"""Stretches of page furniture: tables of contents, recommendations, comments and sidebars."""

import re
from collections.abc import Sequence

from kg.pages.layout import Line, LineKind
from kg.pages.line_evidence import (
    SENTENCE_END,
    TRUNCATED,
    Judged,
)
from kg.pages.region_marks import ends_counted, opens_contents, opens_region, turns_page
from kg.records import DropReason

_HEADING = re.compile(r"#{1,6}\s|#{2,6}[^\s#]")
_BOLD = re.compile(r"\d{1,2}[.、]\s*\*\*(?!\[)[^*]{2,}\*\*$")
"""What an author numbers and sets in bold is no title of another page, unless a link."""
_FEW = 3
"""How many lines that stand again below make a table of contents."""


def mark_contents(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take a table of contents: under its title, lines that stand again further below."""
    last = {judged[i].plain: at for at, i in enumerate(filled) if lines[i].kind is LineKind.TEXT}
    for at, i in enumerate(filled):
        if not opens_contents(judged[i].plain):
            continue
        end = at + 1
        while end < len(filled) and last.get(judged[filled[end]].plain, 0) > end:
            end += 1
        if end - at > _FEW:
            for line in filled[at:end]:
                reasons[line] = DropReason.NAVIGATION


def mark_turns(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take titles of other pages at a note's end: each below a lone 上一篇 or NEXT."""
    for at in range(len(filled) - 1, 0, -1):
        i, above = filled[at], filled[at - 1]
        if turns_page(judged[above].plain):
            reasons[above] = reasons[above] or DropReason.NAVIGATION
            reasons[i] = reasons[i] or DropReason.NAVIGATION
        elif not (reasons[i] or turns_page(judged[i].plain)) and _ends_sentence(lines[i]):
            return


def _ends_sentence(line: Line) -> bool:
    return line.kind is not LineKind.TEXT or bool(SENTENCE_END.search(line.text))


_PATIENCE = 6.0
"""How far below its best a region's sum may fall: about two paragraphs of content."""


def mark_regions(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Extend each region from its opening line to where the sum of evidence is highest."""
    position = 0
    while position < len(filled):
        title = judged[filled[position]].plain
        below = judged[filled[position + 1]].plain if position + 1 < len(filled) else ""
        spoken_of = title in below and below.endswith("。")  # it is what the note is about
        if not opens_region(title) or spoken_of:
            position += 1
            continue
        total, best, last = 2.0, 2.0, position
        for step in range(position + 1, len(filled)):
            i = filled[step]
            total += _evidence(lines[i], judged[i], reasons[i])
            if total >= best:
                best, last = total, step
            elif total < best - _PATIENCE:
                break
        for i in filled[position : last + 1]:
            reasons[i] = reasons[i] or DropReason.REGION
        position = last + 1


def _evidence(line: Line, judged: Judged, reason: DropReason | None) -> float:
    """Score a line inside a region: above 0 for furniture, below for content."""
    plain = judged.plain
    if line.kind is not LineKind.TEXT or _HEADING.match(line.text) or _BOLD.match(line.text):
        return 2.0 if opens_region(plain) else -4.0
    if opens_region(plain):
        return 2.0
    if reason in (DropReason.LINKS, DropReason.PLACEHOLDER):
        return 0.0
    if reason or TRUNCATED.search(plain) or ends_counted(plain):
        return 1.5
    if len(plain) <= 40 and not SENTENCE_END.search(plain.rstrip("?？!！")):
        return 0.3
    return -min(4.0, max(0.6, len(plain) / 25))
