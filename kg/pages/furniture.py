"""Lines to page furniture: by their words, by regions, and by what stands around them.

A line is judged by its own words first; then a region that opens with a line such as 推荐阅读
is taken as far as its lines look like furniture; then short lines left between furniture go too.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from kg.pages.layout import Line, LineKind
from kg.pages.line_evidence import (
    SENTENCE_END,
    TRUNCATED,
    Judged,
    is_chatter,
    is_commit,
    is_profile,
    is_prose,
    judge,
    selling,
)
from kg.pages.regions import mark_contents, mark_regions, mark_turns
from kg.records import DropReason, Span

_INNER_MARK = re.compile(r"[，,、:：=]")

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
    judged = [judge(line, counts) for line in lines]
    filled = [i for i, line in enumerate(lines) if line.kind is not LineKind.BLANK]
    reasons = [None if j.weak else j.reason for j in judged]
    for i in _outside(lines, outside):
        reasons[i] = DropReason.OUTSIDE
    mark_contents(lines, judged, filled, reasons)
    mark_regions(lines, judged, filled, reasons)
    mark_turns(lines, judged, filled, reasons)
    _confirm_weak(lines, judged, filled, reasons)
    _mark_authors(lines, judged, filled, reasons)
    _mark_remarks(lines, judged, filled, reasons)
    _fill_gaps(lines, judged, filled, reasons)
    return tuple(reasons)


def _outside(lines: Sequence[Line], outside: Sequence[Span]) -> list[int]:
    """Indices of lines that lie mostly outside the main content."""
    found, spans = [], list(outside)
    for i, line in enumerate(lines):
        while spans and spans[0].end <= line.start:
            spans.pop(0)
        covered = sum(max(0, min(line.end, s.end) - max(line.start, s.start)) for s in spans[:3])
        if line.kind is not LineKind.BLANK and covered * 2 > line.end - line.start:
            found.append(i)
    return found


def _confirm_weak(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take weak evidence beside furniture; what is no sentence or heading, at a note's ends too."""
    for above, below in itertools.pairwise(filled):
        if all(
            judged[i].weak and judged[i].reason == DropReason.NAVIGATION for i in (above, below)
        ):
            reasons[above] = reasons[below] = DropReason.NAVIGATION  # a menu, one button a line
    for order in (range(len(filled)), range(len(filled) - 1, -1, -1)):
        for at in order:
            i = filled[at]
            if reasons[i] or not judged[i].weak:
                continue
            near = [reasons[filled[n]] for n in (at - 1, at + 1) if 0 <= n < len(filled)]
            content = is_prose(judged[i].plain) or lines[i].text.startswith("#")
            if (len(near) < 2 and not content) or any(
                r not in (None, DropReason.LINKS, DropReason.PLACEHOLDER, DropReason.FRONT_MATTER)
                for r in near
            ):
                reasons[i] = judged[i].reason


_RULE = re.compile(r"[-—_=]{2,}")
_BLOCK = 6
"""How many lines may tell who wrote a post: name, rank, points, floor."""


def _mark_authors(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take who wrote a post or a commit: what stands above a line with its date or floor."""
    seen_body = False
    for at, i in enumerate(filled):
        if seen_body and reasons[i] == DropReason.DATE:
            _mark_block(lines, judged, filled[max(0, at - _BLOCK) : at], reasons)
        seen_body = seen_body or _is_body(lines, judged, reasons, i)
    first = next((at for at, i in enumerate(filled) if not reasons[i]), len(filled))
    for i, below in reversed(list(itertools.pairwise(filled[first:]))):
        dated = (
            reasons[below] in (DropReason.DATE, DropReason.COUNTER)
            and lines[below].kind is LineKind.TEXT
        )
        named = (
            dated and i != filled[first] and below == i + 1 and _is_name(lines[i], judged[i].plain)
        )
        message = is_commit(judged[below].plain) and len(judged[i].plain) <= 80
        if not reasons[i] and (named or message):
            reasons[i] = DropReason.DATE


def _mark_block(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    above: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take what stands above a date: names below the buttons of the post before, a signature."""
    names: list[int] = []
    for i in reversed(above):
        named = all(_is_name(lines[name], judged[name].plain) for name in names)
        if _RULE.fullmatch(lines[i].text) or (
            named and reasons[i] in (DropReason.NAVIGATION, DropReason.COUNTER)
        ):
            for name in (i, *names):
                reasons[name] = reasons[name] or DropReason.DATE
        elif not reasons[i] and lines[i].kind is LineKind.TEXT and len(judged[i].plain) <= 40:
            names.append(i)
        elif not reasons[i]:
            return


def _is_name(line: Line, plain: str) -> bool:
    return (
        line.kind is LineKind.TEXT
        and 0 < len(plain) <= 16
        and not _is_marked(line)
        and not SENTENCE_END.search(plain)
        and not _INNER_MARK.search(plain)
    )


def _mark_remarks(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take readers' chatter, a person's line about himself, and a site's motto."""
    topic = _topic(judged, filled, reasons)
    for at, below in enumerate(filled[1:]):
        i = filled[at]
        plain = judged[i].plain
        idle = is_chatter(plain, share=0.5) and not _is_marked(lines[i])
        if reasons[i] or not reasons[below] or not (idle or _is_remark(lines[i], plain, topic)):
            continue
        if is_chatter(plain) and (
            reasons[below] in (DropReason.DATE, DropReason.COUNTER) or reasons[filled[at - 1]]
        ):
            reasons[i] = DropReason.REGION
        elif reasons[below] == DropReason.COUNTER and is_profile(judged[below].plain):
            reasons[i] = DropReason.DATE
        elif (
            at
            and reasons[below] == DropReason.NAVIGATION
            and _is_motto(judged, filled, reasons, at)
        ):
            reasons[i] = DropReason.ISOLATED


def _is_remark(line: Line, plain: str, topic: Counter[str]) -> bool:
    bare = line.kind is LineKind.TEXT and not _is_marked(line)
    return bare and 0 < len(plain) <= 60 and _is_off_topic(plain, topic, share=0.25)


def _is_motto(
    judged: Sequence[Judged], filled: Sequence[int], reasons: Sequence[DropReason | None], at: int
) -> bool:
    """Tell whether a line stands above the page's menu, with the title still to come."""
    above = [judged[i].plain for i in filled[: at + 1]]
    below = next((judged[i].plain for i in filled[at + 1 :] if not reasons[i]), "")
    short = all(len(plain) <= 40 and not SENTENCE_END.search(plain) for plain in (*above, below))
    return short and bool(below) and len(above[-1]) <= 24 and not re.search("[:：]", above[-1])


_SHORT_RUN = 2
_EDGE_RUN = 6
"""How many short lines may go between furniture, and between furniture and a note's edge."""


def _fill_gaps(
    lines: Sequence[Line],
    judged: Sequence[Judged],
    filled: Sequence[int],
    reasons: list[DropReason | None],
) -> None:
    """Take a few short lines off the note's topic that stand between furniture."""
    solid = [
        at
        for at, i in enumerate(filled)
        if reasons[i] not in (None, DropReason.LINKS, DropReason.PLACEHOLDER)
    ]
    topic = _topic(judged, filled, reasons)
    prose = (
        at for at in range(len(filled) - 1, -1, -1) if _is_body(lines, judged, reasons, filled[at])
    )
    last = next(prose, 0)
    ends = [-1, *solid, len(filled)]
    for left, right in itertools.pairwise(ends):
        at_edge = left < 0 or right == len(filled) or left > last
        run = filled[left + 1 : right]
        if not solid or len(run) > (_EDGE_RUN if at_edge else _SHORT_RUN):
            continue
        for at, i in enumerate(run, start=left + 1):
            plain = judged[i].plain
            posted = at > 0 and reasons[filled[at - 1]] in (DropReason.DATE, DropReason.COUNTER)
            title = left > last and not posted and _is_title(lines[i], plain, topic)
            if not reasons[i] and (title or _is_stray(lines[i], plain, topic)):
                reasons[i] = DropReason.ISOLATED
    for i in filled:
        plain = judged[i].plain
        if (
            not reasons[i]
            and len(plain) <= 60
            and selling(plain) >= 2
            and not plain.endswith("。")
            and _is_off_topic(plain, topic)
        ):
            reasons[i] = DropReason.ADVERT


def _is_stray(line: Line, plain: str, topic: Counter[str]) -> bool:
    latin = not _is_marked(line) and len(plain) <= 60 and not _CHINESE.search(plain)
    return (latin or _is_name(line, plain)) and _is_off_topic(plain, topic)


def _is_title(line: Line, plain: str, topic: Counter[str]) -> bool:
    """Tell whether a line below the last sentence may be a title of something else."""
    bare = line.kind is LineKind.TEXT and not line.text.startswith("#")
    cut = len(plain) <= 120 and TRUNCATED.search(plain)
    short = len(plain) <= 40 and not SENTENCE_END.search(plain.rstrip("?？!！"))
    return bare and bool(cut or short) and _is_off_topic(plain, topic, share=0.3)


def _is_marked(line: Line) -> bool:
    return line.text.startswith(("#", "-", "*", "•", ">", "【")) or line.text[:1].isdigit()


def _is_body(
    lines: Sequence[Line], judged: Sequence[Judged], reasons: Sequence[DropReason | None], i: int
) -> bool:
    """Tell whether a line is surely content: no plain text, or a sentence."""
    sentence = len(judged[i].plain) > 20 and SENTENCE_END.search(judged[i].plain)
    return not reasons[i] and (lines[i].kind is not LineKind.TEXT or bool(sentence))


def _topic(
    judged: Sequence[Judged], filled: Sequence[int], reasons: Sequence[DropReason | None]
) -> Counter[str]:
    """Count the features of the content."""
    return Counter(f for i in filled if not reasons[i] for f in _features(judged[i].plain))


def _features(plain: str) -> list[str]:
    """Give the pairs of Chinese characters and the Latin words of a line."""
    words = re.findall(r"[a-z][a-z\d]{2,}", plain.casefold())
    return words + re.findall(r"(?=([\u4e00-\u9fff]{2}))", plain)


def _is_off_topic(plain: str, topic: Counter[str], *, share: float = 0.5) -> bool:
    """Tell whether less than a share of a line's features stand elsewhere in the content."""
    features = _features(plain)
    return sum(topic[feature] > 1 for feature in features) < share * max(1, len(features))
