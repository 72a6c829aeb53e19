"""What stands above a page's text beside its title: menus, the site's name, tags."""

import re
from collections import Counter

from kg.pages.line_evidence import SENTENCE_END, is_prose
from kg.pages.sheet import Sheet, is_titular, said_in, share_in, solid, topic_of
from kg.records import DropReason

_MARKED = re.compile(r"[#\-*•>【]|\d{1,3}[.、)]")
_MAX_GAP = 6
"""How many unknown lines may stand together in a page's head."""
_FEW = 2
"""How many lines of furniture make a page's head: a note of one's own may open with a date."""
_MENU = 3
"""How many buttons make a menu."""
_MAX_BUTTON_CHARS = 10
_RIVAL = 0.6
"""How much of what the text says of the likeliest title it must say of another that stays."""
_UNDER_TITLE = frozenset({DropReason.DATE, DropReason.LABEL, DropReason.COUNTER})
_STRAY_SHARE = 0.15
"""How much of what is no title stands again in the text below, at most."""


def mark_head(sheet: Sheet) -> frozenset[int]:
    """Take what stands above the last furniture before the text, unless it may be the title.

    Gives the lines that may be.
    """
    end = _head_end(sheet)
    reasons = sheet.reasons
    for i in range(end):
        if _is_weak(sheet, i):
            reasons[i] = reasons[i] or sheet.judged[i].reason
    _mark_tags(sheet, end)
    unknown = [
        i for i in range(min(end + 1, len(reasons))) if not reasons[i] and not sheet.is_body(i)
    ]
    below = (
        i for i in range(end, len(reasons)) if not reasons[i] and (i > end or sheet.is_body(i))
    )
    topic = topic_of(sheet.plain(i) for i in below)
    # The one of which the text says most wins, then the one next to the text.
    title = max(unknown, key=lambda i: (said_in(sheet.plain(i), topic), i), default=-1)
    opening = frozenset(i for i in unknown[:1] if _opens_page(sheet, i, topic))
    if end == 0 or title < 0 or not is_titular(sheet.plain(title), topic):
        return opening
    for i in unknown:
        if i not in (title, end, *opening) and _may_go(sheet, i):
            stray = share_in(sheet.plain(i), topic) < _STRAY_SHARE
            if stray or _in_menu(sheet, i, end):
                reasons[i] = DropReason.ISOLATED
    enough = said_in(sheet.plain(title), topic) * _RIVAL
    return opening | {i for i in unknown if said_in(sheet.plain(i), topic) >= enough}


def _opens_page(sheet: Sheet, i: int, topic: Counter[str]) -> bool:
    """Tell whether a note opens with a line that the text takes up, above what is no menu."""
    below = sheet.reasons[i + 1] if i == 0 and i + 1 < len(sheet.lines) else None
    return below in _UNDER_TITLE and said_in(sheet.plain(i), topic) > 0


def _mark_tags(sheet: Sheet, end: int) -> None:
    """Take tags, one a line, above or below a page's title: furniture stands around them all."""
    start, last = 0, len(sheet.lines) - 1
    while start <= min(end, last):
        stop = start
        while stop <= last and _is_tag(sheet, stop):
            stop += 1
        enclosed = _encloses(sheet, start - 1, stop + 1) or _encloses(sheet, start - 2, stop)
        if stop - start > 1 and enclosed:
            sheet.reasons[start:stop] = [DropReason.ISOLATED] * (stop - start)
        start = stop + 1


def _encloses(sheet: Sheet, above: int, below: int) -> bool:
    """Tell whether furniture stands at two places."""
    inside = above >= 0 and below < len(sheet.lines)
    return inside and all(sheet.reasons[i] or _is_weak(sheet, i) for i in (above, below))


def _is_tag(sheet: Sheet, i: int) -> bool:
    short = len(sheet.plain(i)) <= _MAX_BUTTON_CHARS
    return short and sheet.is_name(i) and not (sheet.reasons[i] or sheet.judged[i].weak)


def _is_weak(sheet: Sheet, i: int) -> bool:
    content = is_prose(sheet.plain(i)) or sheet.lines[i].text.startswith("#")
    return sheet.judged[i].weak and not content


def _head_end(sheet: Sheet) -> int:
    """Give the line below the last furniture that leads from a note's start to its text."""
    pillars = solid(sheet.reasons)
    end = found = 0
    for i in range(sheet.first_body()):
        if i - end > _MAX_GAP:
            break
        if (pillars[i] and sheet.reasons[i] != DropReason.FRONT_MATTER) or _is_weak(sheet, i):
            end, found = i + 1, found + 1
    return end if found >= _FEW and any(pillars[:end]) else 0


def _may_go(sheet: Sheet, i: int) -> bool:
    plain = sheet.plain(i)
    bare = sheet.is_text(i) and not _MARKED.match(sheet.lines[i].text)
    return bare and len(plain) <= 40 and not SENTENCE_END.search(plain)


def _in_menu(sheet: Sheet, i: int, end: int) -> bool:
    """Tell whether a short line stands between the buttons of a menu, one a line."""
    if len(sheet.plain(i)) > _MAX_BUTTON_CHARS:
        return False
    buttons = [
        n
        for n in range(max(0, i - 2 * _MAX_GAP), min(end, i + 2 * _MAX_GAP))
        if sheet.reasons[n] == DropReason.NAVIGATION and len(sheet.plain(n)) <= _MAX_BUTTON_CHARS
    ]
    return len(buttons) >= _MENU and buttons[0] < i < buttons[-1]
