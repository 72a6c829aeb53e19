"""Who wrote a post, and what says nothing: names, ranks, signatures, mottos, chatter."""

import itertools
import re
from collections import Counter

from kg.pages.line_evidence import SENTENCE_END, is_chatter, is_commit, is_profile
from kg.pages.sheet import Sheet, is_off_topic, is_titular, topic_of
from kg.records import DropReason

_RULE = re.compile(r"[-—_=]{2,}")
_BLOCK = 6
"""How many lines may tell who wrote a post: name, rank, points, floor."""
_MAX_RANK_CHARS = 6
_CLOSING = re.compile("编辑于|修改于|更新于|发布于|最后编辑|最后修改|最后更新")
"""What opens a date below a post rather than above it."""
_NUMBERED = re.compile(r"#\d+\s+(?:\S{1,16}$)?")
_PARTS = re.compile(r"[\s|:：()（）]+")
_FEW = 3
"""How many dated floors of one style make a thread."""


def mark_floors(sheet: Sheet) -> None:
    """Take a post's number and its author without a date, where others have theirs."""
    floors = [i for i, line in enumerate(sheet.lines) if _NUMBERED.match(line.text)]
    if sum(sheet.reasons[i] == DropReason.DATE for i in floors) >= _FEW:
        for i in floors:
            if _NUMBERED.fullmatch(sheet.lines[i].text):
                sheet.reasons[i] = sheet.reasons[i] or DropReason.DATE


def mark_authors(sheet: Sheet) -> None:
    """Take who wrote a post or a commit: what stands above a line with its date or floor."""
    reasons = sheet.reasons
    topic = topic_of(sheet.plain(i) for i in range(len(reasons)) if sheet.is_body(i))
    seen_body = False
    for i in range(len(sheet.lines)):
        if seen_body and reasons[i] == DropReason.DATE:
            _mark_block(sheet, range(max(0, i - _BLOCK), i))
        seen_body = seen_body or sheet.is_body(i)
    first = next((i for i, reason in enumerate(reasons) if not reason), len(reasons))
    for i, below in reversed(list(itertools.pairwise(range(first, len(reasons))))):
        dated = reasons[below] in (DropReason.DATE, DropReason.COUNTER) and sheet.is_text(below)
        near = sheet.lines[i].end == sheet.lines[below].start
        closing = _CLOSING.match(sheet.plain(below))
        named = dated and near and not closing and i != first and sheet.is_name(i)
        named = named and not _heads(sheet.plain(i), topic)
        message = is_commit(sheet.plain(below)) and len(sheet.plain(i)) <= 80
        if not reasons[i] and (named or message):
            reasons[i] = DropReason.DATE


def _heads(plain: str, topic: Counter[str]) -> bool:
    """Tell whether a line is too long and too near the text to be a name or a rank."""
    return len(plain) > _MAX_RANK_CHARS and is_titular(plain, topic)


def _mark_block(sheet: Sheet, above: range) -> None:
    """Take what stands above a date: names below the buttons of the post before, a signature."""
    names: list[int] = []
    for i in reversed(above):
        reason = sheet.reasons[i]
        named = all(map(sheet.is_name, names))
        if _RULE.fullmatch(sheet.lines[i].text) or (
            named and reason in (DropReason.NAVIGATION, DropReason.COUNTER)
        ):
            for name in (i, *names):
                sheet.reasons[name] = sheet.reasons[name] or DropReason.DATE
        elif not reason and sheet.is_text(i) and len(sheet.plain(i)) <= 40:
            names.append(i)
        elif not reason:
            return


def mark_quoted(sheet: Sheet) -> None:
    """Take a line that quotes nothing but the name of somebody who wrote a post."""
    dated = (sheet.plain(i) for i, by in enumerate(sheet.reasons) if by == DropReason.DATE)
    names = {part for plain in dated for part in _PARTS.split(plain) if part}
    for i, line in enumerate(sheet.lines):
        if line.text.startswith(">") and sheet.plain(i) in names:
            sheet.reasons[i] = sheet.reasons[i] or DropReason.DATE


def mark_remarks(sheet: Sheet) -> None:
    """Take readers' chatter, a person's line about himself, and a site's motto."""
    reasons, topic = sheet.reasons, sheet.topic()
    for i, below in itertools.pairwise(range(len(sheet.lines))):
        plain = sheet.plain(i)
        idle = is_chatter(plain, share=0.5) and not sheet.is_marked(i)
        if reasons[i] or not reasons[below] or not (idle or _is_remark(sheet, i, topic)):
            continue
        if is_chatter(plain) and (
            reasons[below] in (DropReason.DATE, DropReason.COUNTER) or reasons[i - 1]
        ):
            reasons[i] = DropReason.REGION
        elif reasons[below] == DropReason.COUNTER and is_profile(sheet.plain(below)):
            reasons[i] = DropReason.DATE
        elif i and reasons[below] == DropReason.NAVIGATION and _is_motto(sheet, i):
            reasons[i] = DropReason.ISOLATED


def _is_remark(sheet: Sheet, i: int, topic: Counter[str]) -> bool:
    plain = sheet.plain(i)
    bare = sheet.is_text(i) and not sheet.is_marked(i)
    return bare and 0 < len(plain) <= 60 and is_off_topic(plain, topic, share=0.25)


def _is_motto(sheet: Sheet, at: int) -> bool:
    """Tell whether a line stands above the page's menu, with the title still to come."""
    above = [sheet.plain(i) for i in range(at + 1)]
    rest = range(at + 1, len(sheet.lines))
    below = next((sheet.plain(i) for i in rest if not sheet.reasons[i]), "")
    short = all(len(plain) <= 40 and not SENTENCE_END.search(plain) for plain in (*above, below))
    return short and bool(below) and len(above[-1]) <= 24 and not re.search("[:：]", above[-1])
