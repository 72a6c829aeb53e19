"""Runs to groups: which copies belong together, and which of them is shown."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.copies.runs import Run
from kg.copies.similarity import align, match, weigh
from kg.copies.units import Unit
from kg.names import fold_letters
from kg.records import Copy, Document, DuplicateGroup

EXACT = "exact"
NEAR = "near"
PARTIAL = "partial"

_SAME_PLACE = 0.75
"""Overlap, by their union, from which two stretches of a note are one."""
_WHOLLY = 0.95
_SHUFFLED = 0.9999
"""The most for the same sentences in another order, which are not equal."""
_MAX_REWORDED = 8
"""Letters of a stretch that a rewording changes; other content in one frame changes more."""
_MIN_ANCHOR = 2
"""Letters in a row that both texts share, where less is chance."""
_COMPLETE = 0.99
"""Share of the most letters that are as good as all: spelling differs, nothing is cut."""
_COMPLETE_HEADED = 0.95
"""As much, of a copy with a heading or question of its own, which would be left bare."""
_MIN_NAMED = 0.5
"""Share of a heading's pairs of letters that stand in the text below, where it names its topic."""
_STRUCTURE = re.compile(r"[。！？；，、：]|\n")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two stretches of units are to each other."""

    kind: str
    """``exact``, ``near``, ``partial``, or the empty string where they are no copies."""
    similarity: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on two stretches are copies; all shares from 0 to 1."""

    min_chars: int
    near: float
    containment: float
    near_within: float = 0.9
    """As ``near``, for two places of one note: authors repeat a sentence's frame on purpose."""
    near_reworded: float = 0.6
    """As ``near``, for text that is evenly reworded."""
    reworded_chars: int = 30
    """The fewest characters of which rewording can be told from a frame with other content."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Units of one note, by their inclusive positions among all units."""

    first: int
    last: int


def judge(run: Run, units: Sequence[Unit], thresholds: Thresholds) -> Likeness:
    """Tell what kind of copy a run is."""
    keys = _key(units, run.later, run.later_end), _key(units, run.earlier, run.earlier_end)
    within = units[run.later].document == units[run.earlier].document
    if keys[0] == keys[1]:
        enough = weigh(keys[0]) >= thresholds.min_chars or _follows_itself(run, units)
        return Likeness(EXACT if enough else "", 1.0)
    likeness = _judge_unequal(keys, run.common, thresholds, within=within)
    if run.in_order or not likeness.kind:
        return likeness
    return Likeness(NEAR, min(likeness.similarity, _SHUFFLED))


def _follows_itself(run: Run, units: Sequence[Unit]) -> bool:
    """Tell whether a run is a line that stands directly above as well."""
    own, above = units[run.later], units[run.later - 1]
    return run.later > 0 and (own.document, own.key) == (above.document, above.key)


def _judge_unequal(
    keys: tuple[str, str], common: int, thresholds: Thresholds, *, within: bool
) -> Likeness:
    lengths = len(keys[0]), len(keys[1])
    short, said = min(lengths), min(map(weigh, keys))
    similarity, contained = min(1.0, 2 * common / sum(lengths)), min(1.0, common / short)
    near = thresholds.near_within if within else thresholds.near
    if said < thresholds.min_chars * 5 // 4:
        return Likeness("", similarity)
    if contained >= _WHOLLY and max(lengths) > 1.1 * short:
        return Likeness(PARTIAL, contained)
    if similarity >= near:
        return Likeness(NEAR, similarity)
    if contained >= (near if within else thresholds.containment):
        return Likeness(PARTIAL, contained)
    if within or similarity < thresholds.near_reworded:
        return Likeness("", similarity)
    is_copy = said >= thresholds.reworded_chars and _is_reworded(*keys)
    return Likeness(NEAR if is_copy else "", similarity)


def _is_reworded(first: str, second: str) -> bool:
    """Tell whether two texts differ in many short stretches, none of more than eight letters."""
    changed = [0, 0]
    for step in align(first, second):
        lengths = step.first.end - step.first.start, step.second.end - step.second.start
        if step.same and lengths[0] >= _MIN_ANCHOR:
            changed = [0, 0]
            continue
        changed = [sum(pair) for pair in zip(changed, lengths, strict=True)]
        if max(changed) > _MAX_REWORDED:
            return False
    return True


def build_groups(
    runs: Iterable[Run],
    units: Sequence[Unit],
    documents: Sequence[Document],
    thresholds: Thresholds,
) -> tuple[DuplicateGroup, ...]:
    """Give the groups of the runs that are copies, ordered by their canonical copy's place."""
    judged = [(run, judge(run, units, thresholds)) for run in runs]
    copies = [(run, likeness) for run, likeness in judged if likeness.kind]
    groups = [_group(cluster, units, documents, thresholds) for cluster in _clusters(copies, units)]
    return tuple(
        sorted(
            groups,
            key=lambda group: (group.canonical.path, group.canonical.start, group.canonical.end),
        )
    )


def _clusters(
    copies: Iterable[tuple[Run, Likeness]], units: Sequence[Unit]
) -> Iterator[list[tuple[Run, Likeness]]]:
    """Give the runs whose earlier sides are (nearly) one stretch, together."""
    current: list[tuple[Run, Likeness]] = []
    for run, likeness in sorted(
        copies, key=lambda item: (item[0].earlier, -item[0].earlier_end, item[0].later)
    ):
        if current and not _same_place(current[0][0], run, units):
            yield current
            current = []
        current.append((run, likeness))
    if current:
        yield current


def _same_place(one: Run, other: Run, units: Sequence[Unit]) -> bool:
    if units[one.earlier].document != units[other.earlier].document:
        return False
    starts = units[one.earlier].start, units[other.earlier].start
    ends = units[one.earlier_end].end, units[other.earlier_end].end
    return min(ends) - max(starts) >= _SAME_PLACE * (max(ends) - min(starts))


def _group(
    cluster: Sequence[tuple[Run, Likeness]],
    units: Sequence[Unit],
    documents: Sequence[Document],
    thresholds: Thresholds,
) -> DuplicateGroup:
    first = _Stretch(
        min(run.earlier for run, _ in cluster), max(run.earlier_end for run, _ in cluster)
    )
    others = [_Stretch(run.later, run.later_end) for run, _ in cluster]
    stretches = [first, *others]
    best = _most_complete(stretches, units, documents)
    likenesses = [likeness for _, likeness in cluster]
    if best != first:
        found = _compare(best, [s for s in stretches if s != best], units, thresholds)
        if all(likeness.kind for likeness in found):
            likenesses = found
        else:
            best = first
    rest = sorted((s for s in stretches if s != best), key=lambda s: _place(s, units, documents))
    return DuplicateGroup(
        _worst(likenesses),
        _rounded_down(min(likeness.similarity for likeness in likenesses)),
        _copy(best, units, documents),
        tuple(_copy(stretch, units, documents) for stretch in rest),
    )


def _rounded_down(similarity: float) -> float:
    """Give four digits; what is not equal never comes out as 1."""
    return int(similarity * 10_000 + 1e-9) / 10_000


def _worst(likenesses: Sequence[Likeness]) -> str:
    kinds = {likeness.kind for likeness in likenesses}
    return next(kind for kind in (PARTIAL, NEAR, EXACT) if kind in kinds)


def _compare(
    best: _Stretch, others: Sequence[_Stretch], units: Sequence[Unit], thresholds: Thresholds
) -> list[Likeness]:
    key = _key(units, best.first, best.last)
    likenesses = []
    for other in others:
        own = _key(units, other.first, other.last)
        if own == key:
            likenesses.append(Likeness(EXACT, 1.0))
            continue
        found = match(key, own)
        within = units[best.first].document == units[other.first].document
        likenesses.append(_judge_unequal((key, own), found.common, thresholds, within=within))
    return likenesses


def _most_complete(
    stretches: Sequence[_Stretch], units: Sequence[Unit], documents: Sequence[Document]
) -> _Stretch:
    """Choose the canonical copy: the most letters, then a heading or question of its own.

    Where both are equal in that, the best structure decides, then path order.
    """
    preferences = {stretch: _preference(stretch, units, documents) for stretch in stretches}
    letters = {stretch: len(_key(units, stretch.first, stretch.last)) for stretch in stretches}
    most = max(letters.values())
    complete = [
        stretch
        for stretch, (is_bare, *_) in preferences.items()
        if letters[stretch] >= (_COMPLETE if is_bare else _COMPLETE_HEADED) * most
    ]
    return min(complete, key=preferences.__getitem__)


def _preference(
    stretch: _Stretch, units: Sequence[Unit], documents: Sequence[Document]
) -> tuple[bool, int, str, int]:
    path, start, end = _place(stretch, units, documents)
    document = documents[units[stretch.first].document]
    marks = len(_STRUCTURE.findall(document.note.text, start, end))
    key = _key(units, stretch.first, stretch.last)
    return not _is_headed(document, start, key), -marks, path, start


def _is_headed(document: Document, start: int, key: str) -> bool:
    """Tell whether a stretch answers a question, or a heading above names what it is about."""
    place = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    block = document.blocks[place]
    return bool(block.question) or any(_names(heading, key) for heading in block.heading)


def _names(heading: str, key: str) -> bool:
    folded = fold_letters(heading)
    pairs = [folded[i : i + 2] for i in range(len(folded) - 1)]
    named = sum(pair in key for pair in pairs)
    return bool(pairs) and named >= _MIN_NAMED * len(pairs)


def _place(
    stretch: _Stretch, units: Sequence[Unit], documents: Sequence[Document]
) -> tuple[str, int, int]:
    first = units[stretch.first]
    return documents[first.document].note.path, first.start, units[stretch.last].end


def _copy(stretch: _Stretch, units: Sequence[Unit], documents: Sequence[Document]) -> Copy:
    path, start, end = _place(stretch, units, documents)
    note = documents[units[stretch.first].document].note
    return Copy(note.source, start, end, note.line_of(start), note.text[start:end], path)


def _key(units: Sequence[Unit], first: int, last: int) -> str:
    return "".join(unit.key for unit in units[first : last + 1])
