"""Stretches of page furniture: tables of contents, recommendations, comments and sidebars."""

import re

from kg.pages.line_evidence import SENTENCE_END, TRUNCATED
from kg.pages.region_marks import (
    counts_comments,
    ends_counted,
    opens_contents,
    opens_region,
    turns_page,
)
from kg.pages.sheet import Sheet
from kg.records import DropReason

_HEADING = re.compile(r"#{1,6}\s|#{2,6}[^\s#]")
_BOLD = re.compile(r"\d{1,2}[.、]\s*\*\*(?!\[)[^*]{2,}\*\*$")
"""What an author numbers and sets in bold is no title of another page, unless a link."""
_FEW = 3
"""How many lines that stand again below make a table of contents."""


def mark_contents(sheet: Sheet) -> None:
    """Take a table of contents: under its title, lines that stand again further below."""
    count = len(sheet.lines)
    last = {sheet.plain(i): i for i in range(count) if sheet.is_text(i)}
    for i in range(count):
        if not opens_contents(sheet.plain(i)):
            continue
        end = i + 1
        while end < count and last.get(sheet.plain(end), 0) > end:
            end += 1
        if end - i > _FEW:
            sheet.reasons[i:end] = [DropReason.NAVIGATION] * (end - i)


def mark_turns(sheet: Sheet) -> None:
    """Take titles of other pages at a note's end: each below a lone 上一篇 or NEXT."""
    reasons = sheet.reasons
    for i in range(len(sheet.lines) - 1, 0, -1):
        if turns_page(sheet.plain(i - 1)):
            reasons[i - 1] = reasons[i - 1] or DropReason.NAVIGATION
            reasons[i] = reasons[i] or DropReason.NAVIGATION
        elif not (reasons[i] or turns_page(sheet.plain(i))) and (
            not sheet.is_text(i) or SENTENCE_END.search(sheet.lines[i].text)
        ):
            return


_COMMENTS = re.compile("评论|留言|回应|跟帖|comment|reply", re.IGNORECASE)
_MAX_REMARK_CHARS = 40
"""How long a comment may be that says nothing of its own."""
_PATIENCE = 6.0
"""How far below its best a region's sum may fall: about two paragraphs of content."""


def mark_regions(sheet: Sheet) -> None:
    """Extend each region from its opening line to where the sum of evidence is highest.

    Above the first sentence of content such a line is one of a page's menu, and opens nothing.
    """
    count = len(sheet.lines)
    body = sheet.first_body() % count if count else 0  # a list has no sentence
    position = 0
    while position < count:
        title = sheet.plain(position)
        below = sheet.plain(position + 1) if position + 1 < count else ""
        spoken_of = title in below and below.endswith("。")  # it is what the note is about
        counted = position > body and counts_comments(title)
        if not (opens_region(title) or counted) or spoken_of:
            position += 1
            continue
        last = _region_end(sheet, position, count if position > body else position + 1)
        _take(sheet, range(position, last + 1))
        position = last + 1


def _take(sheet: Sheet, region: range) -> None:
    """Take a region's lines, but of comments those that may say something of their own."""
    comments = False
    for i in region:
        plain = sheet.plain(i)
        if opens_region(plain) or counts_comments(plain):
            comments = bool(_COMMENTS.search(plain))
        says = comments and len(plain) > _MAX_REMARK_CHARS and not TRUNCATED.search(plain)
        if not says:
            sheet.reasons[i] = sheet.reasons[i] or DropReason.REGION


def _region_end(sheet: Sheet, start: int, limit: int) -> int:
    """Give the last line of the region that a line opens, before ``limit``."""
    total, best, last = 2.0, 2.0, start
    for i in range(start + 1, limit):
        total += _evidence(sheet, i)
        if total >= best:
            best, last = total, i
        elif total < best - _PATIENCE:
            break
    return last


def _evidence(sheet: Sheet, i: int) -> float:
    """Score a line inside a region: above 0 for furniture, below for content."""
    plain, text, reason = sheet.plain(i), sheet.lines[i].text, sheet.reasons[i]
    if not sheet.is_text(i) or _HEADING.match(text) or _BOLD.match(text):
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
