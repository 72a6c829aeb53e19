"""Lines to page furniture: by their words, by regions, and by what stands around them.

A line is judged by its own words first; then a region that opens with a line such as 推荐阅读
is taken as far as its lines look like furniture; then who wrote a post, and what stands beside a
page's title; then short lines left between furniture go too.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from kg.pages.authors import mark_authors, mark_floors, mark_quoted, mark_remarks
from kg.pages.layout import Line, LineKind
from kg.pages.line_evidence import SENTENCE_END, TRUNCATED, is_prose, judge, selling
from kg.pages.page_head import mark_head
from kg.pages.regions import mark_contents, mark_regions, mark_turns
from kg.pages.sheet import Sheet, is_off_topic, solid
from kg.records import DropReason, Span

_FATES = {LineKind.BLANK: None, LineKind.NOISE: DropReason.NOISE}
"""What needs no evidence."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def find_furniture(
    lines: Sequence[Line], outside: Sequence[Span] = ()
) -> tuple[DropReason | None, ...]:
    """Give for each line the reason it is page furniture, none for content.

    Args:
        lines: the logical lines of a note, which tile it.
        outside: spans that the page's markup puts outside its main content.
    """
    counts = Counter(line.text for line in lines if line.kind is LineKind.TEXT)
    filled = tuple(line for line in lines if line.kind not in _FATES)
    judged = tuple(judge(line, counts) for line in filled)
    sheet = Sheet(filled, judged, [None if j.weak else j.reason for j in judged])
    for i in _outside(filled, outside):
        sheet.reasons[i] = DropReason.OUTSIDE
    mark_contents(sheet)
    mark_regions(sheet)
    mark_turns(sheet)
    mark_floors(sheet)
    _confirm_weak(sheet)
    mark_authors(sheet)
    mark_quoted(sheet)
    mark_remarks(sheet)
    _fill_gaps(sheet, titles=mark_head(sheet))
    _confirm_weak(sheet)
    reasons = iter(sheet.reasons)
    return tuple(_FATES[line.kind] if line.kind in _FATES else next(reasons) for line in lines)


def _outside(lines: Sequence[Line], outside: Sequence[Span]) -> list[int]:
    """Indices of lines that lie mostly outside the main content."""
    found, spans = [], list(outside)
    for i, line in enumerate(lines):
        while spans and spans[0].end <= line.start:
            spans.pop(0)
        covered = sum(max(0, min(line.end, s.end) - max(line.start, s.start)) for s in spans[:3])
        if covered * 2 > line.end - line.start:
            found.append(i)
    return found


def _confirm_weak(sheet: Sheet) -> None:
    """Take weak evidence beside furniture; what is no sentence or heading, at a note's ends too."""
    reasons, judged = sheet.reasons, sheet.judged
    for pair in itertools.pairwise(range(len(judged))):
        if all(judged[i].weak and judged[i].reason == DropReason.NAVIGATION for i in pair):
            for i in pair:  # a menu, one button a line
                reasons[i] = reasons[i] or DropReason.NAVIGATION
    paged = any(solid(reasons))
    for order in (range(len(judged)), range(len(judged) - 1, -1, -1)):
        for i in order:
            if reasons[i] or not judged[i].weak:
                continue
            near = [reasons[n] for n in (i - 1, i + 1) if 0 <= n < len(reasons)]
            content = is_prose(judged[i].plain) or sheet.lines[i].text.startswith("#")
            known = paged or judged[i].reason == DropReason.LICENCE
            if (len(near) < 2 and known and not content) or any(
                r != DropReason.FRONT_MATTER and by for r, by in zip(near, solid(near), strict=True)
            ):
                reasons[i] = judged[i].reason


_FEW = 3
"""How many lines of furniture make a page: a note of one's own may have a date under its title."""
_SHORT_RUN = 2
_EDGE_RUN = 6
"""How many short lines may go between furniture, and between furniture and a note's edge."""


def _fill_gaps(sheet: Sheet, *, titles: frozenset[int]) -> None:
    """Take a few short lines off the note's topic that stand between furniture."""
    reasons, count = sheet.reasons, len(sheet.lines)
    pillars = [i for i, by in enumerate(solid(reasons)) if by]
    topic = sheet.topic()
    first, own = sheet.first_body(), len(pillars) < _FEW
    last = next((i for i in range(count - 1, -1, -1) if sheet.is_body(i)), 0)
    for left, right in itertools.pairwise([-1, *pillars, count]):
        outer = left < 0 or right == count
        at_edge = outer or right < first or left > last
        if (outer and own) or right - left - 1 > (_EDGE_RUN if at_edge else _SHORT_RUN):
            continue
        for i in range(left + 1, right):
            posted = i > 0 and reasons[i - 1] in (DropReason.DATE, DropReason.COUNTER)
            other = left > last and not posted and _is_title(sheet, i, topic)
            if not reasons[i] and i not in titles and (other or _is_stray(sheet, i, topic)):
                reasons[i] = DropReason.ISOLATED
    for i in range(count):
        if not reasons[i] and _sells(sheet.plain(i), topic):
            reasons[i] = DropReason.ADVERT


def _sells(plain: str, topic: Counter[str]) -> bool:
    return (
        len(plain) <= 60
        and selling(plain) >= 2
        and not plain.endswith("。")
        and is_off_topic(plain, topic)
    )


def _is_stray(sheet: Sheet, i: int, topic: Counter[str]) -> bool:
    plain = sheet.plain(i)
    latin = not sheet.is_marked(i) and len(plain) <= 60 and not _CHINESE.search(plain)
    short = latin or sheet.is_name(i)
    return sheet.is_text(i) and short and is_off_topic(plain, topic)


def _is_title(sheet: Sheet, i: int, topic: Counter[str]) -> bool:
    """Tell whether a line below the last sentence may be a title of something else."""
    plain = sheet.plain(i)
    bare = sheet.is_text(i) and not sheet.lines[i].text.startswith("#")
    cut = len(plain) <= 120 and TRUNCATED.search(plain)
    short = len(plain) <= 40 and not SENTENCE_END.search(plain.rstrip("?？!！"))
    return bare and bool(cut or short) and is_off_topic(plain, topic, share=0.3)
