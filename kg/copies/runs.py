"""Pairs of like units to runs: stretches of whole sentences that stand in two places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.copies.comparison import Comparer
from kg.copies.units import Unit

_MAX_GAP = 8
"""Units that may stand between two pairs of one run, where they are alike on both sides."""
_MAX_LOST = 6
"""Letters that one side of a gap may have and the other not: a list mark, 答."""
_MIN_GAP_SIMILARITY = 0.55
_USED_TWICE = 1.05
_MAX_SHUFFLED = 32
"""Runs that may be joined as one copy whose sentences were put in another order."""
_MAX_BETWEEN = 1
"""Units between two of them that have no like: one more would be a stretch of its own."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two units that are alike, by their positions in the list of all units."""

    later: int
    earlier: int
    common: int
    """Letters they share, in order."""


@dataclass(slots=True)
class Run:
    """Two stretches of units that are alike; positions are inclusive."""

    later: int
    later_end: int
    earlier: int
    earlier_end: int
    common: int
    """Letters they share, in order."""
    used_later: int
    """Letters of the last unit on either side that are already matched."""
    used_earlier: int
    in_order: bool = True
    """Whether the units stand in the same order on both sides."""


def find_runs(edges: Iterable[Edge], units: Sequence[Unit], comparer: Comparer) -> list[Run]:
    """Join the edges of one note, in rising order of ``later``, to runs.

    Two pairs are of one run when they stand in the same order, in the same kept span of each
    note, and what stands between them is alike as well; or when their sides, in another order,
    fill one stretch of each note.
    """
    by_note: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_note[units[edge.earlier].document].append(edge)
    return [
        run
        for note in sorted(by_note)
        for run in _join_shuffled(list(_runs_of_pair(by_note[note], units, comparer)), units)
    ]


def _runs_of_pair(edges: list[Edge], units: Sequence[Unit], comparer: Comparer) -> Iterator[Run]:
    runs: list[Run] = []
    open_runs: list[Run] = []
    for edge in sorted(edges, key=lambda e: (e.later, e.earlier)):
        open_runs = [run for run in open_runs if edge.later - run.later_end <= _MAX_GAP + 1]
        ready = sorted(open_runs, key=lambda run: abs(edge.earlier - run.earlier_end - 1))
        if not any(_joins(run, edge, units, comparer) for run in ready):
            run = Run(
                edge.later, edge.later, edge.earlier, edge.earlier, edge.common, edge.common,
                edge.common,
            )  # fmt: skip
            runs.append(run)
            open_runs.append(run)
    paired = {edge.later for edge in edges}
    for run in runs:
        _extend(run, units, paired, comparer)
    yield from _without_inner(runs)


def _joins(run: Run, edge: Edge, units: Sequence[Unit], comparer: Comparer) -> bool:
    """Add an edge at the end of a run where it goes on there."""
    ahead, along = edge.later - run.later_end, edge.earlier - run.earlier_end
    if not (0 <= ahead <= _MAX_GAP + 1 and 0 <= along <= _MAX_GAP + 1) or ahead == along == 0:
        return False
    if not _same_stretches(run, edge.later, edge.earlier, units):
        return False
    # A unit met twice holds both others, one after the other.
    room = _USED_TWICE * len(units[edge.later].key) - run.used_later
    if ahead == 0 and edge.common > room:
        return False
    room = _USED_TWICE * len(units[edge.earlier].key) - run.used_earlier
    if along == 0 and edge.common > room:
        return False
    gaps = units[run.later_end + 1 : edge.later], units[run.earlier_end + 1 : edge.earlier]
    common = _gap(*gaps, comparer)
    if common is None:
        return False
    run.used_later = edge.common + (run.used_later if ahead == 0 else 0)
    run.used_earlier = edge.common + (run.used_earlier if along == 0 else 0)
    run.later_end, run.earlier_end = edge.later, edge.earlier
    run.common += edge.common + common
    return True


def _same_stretches(run: Run, later: int, earlier: int, units: Sequence[Unit]) -> bool:
    """Tell whether both units are of the run's kept spans, and the sides stay apart."""
    places = [
        (units[position].document, units[position].stretch)
        for position in (run.later, later, run.earlier, earlier)
    ]
    return places[0] == places[1] and places[2] == places[3] and earlier < run.later


def _gap(later: Sequence[Unit], earlier: Sequence[Unit], comparer: Comparer) -> int | None:
    """Give how many letters two gaps share, or None where they are not alike.

    Where both have as many sentences, each must be like its own: as a whole, two runs of parallel
    statements about two things would pass for a rewording.
    """
    first, second = ("".join(unit.key for unit in gap) for gap in (later, earlier))
    if first == second:
        return len(first)
    if not first or not second:
        return 0 if len(first) + len(second) <= _MAX_LOST else None
    if any(unit.strict for unit in (*later, *earlier)):
        return None
    if len(later) != len(earlier):
        contradict = any(_contradict(one, other, comparer) for one in later for other in earlier)
        return None if contradict else _alike(first, second, comparer)
    shared = [
        len(one.key) if one.key == other.key else _alike(one.key, other.key, comparer)
        for one, other in zip(later, earlier, strict=True)
    ]
    return None if None in shared else sum(filter(None, shared))


def _contradict(one: Unit, other: Unit, comparer: Comparer) -> bool:
    found = comparer.compare(one.key, other.key, near=_MIN_GAP_SIMILARITY)
    return bool(found and found.reason and found.in_one_point)


def _alike(first: str, second: str, comparer: Comparer) -> int | None:
    found = comparer.compare(first, second, near=_MIN_GAP_SIMILARITY)
    return found.common if found and not found.reason else None


def _extend(run: Run, units: Sequence[Unit], paired: set[int], comparer: Comparer) -> None:
    """Grow a run at both ends by units, such as short ones, that were not looked up."""
    while _grows(run, run.later_end + 1, run.earlier_end + 1, units, paired, comparer):
        run.later_end += 1
        run.earlier_end += 1
    while _grows(run, run.later - 1, run.earlier - 1, units, paired, comparer):
        run.later -= 1
        run.earlier -= 1


def _grows(
    run: Run,
    later: int,
    earlier: int,
    units: Sequence[Unit],
    paired: set[int],
    comparer: Comparer,
) -> bool:
    if later in paired or not (0 <= earlier < later < len(units)):
        return False
    if not _same_stretches(run, later, earlier, units) or run.earlier_end >= later:
        return False
    one, other = units[later], units[earlier]
    # A heading belongs to what stands below it.
    if later > run.later and (one.heads or other.heads):
        return False
    if one.key == other.key:
        run.common += len(one.key)
        return True
    if one.strict or other.strict or one.weak or other.weak:
        return False
    common = _alike(one.key, other.key, comparer)
    run.common += common or 0
    return common is not None


def _without_inner(runs: list[Run]) -> Iterator[Run]:
    """Leave out runs whose later side lies inside that of a longer run."""
    reach = -1
    for run in sorted(runs, key=lambda r: (r.later, -r.later_end, r.earlier)):
        if run.later_end > reach:
            yield run
            reach = run.later_end


def _join_shuffled(runs: Sequence[Run], units: Sequence[Unit]) -> Iterator[Run]:
    """Join runs that fill one stretch on either side, in whatever order they stand there."""
    start = 0
    while start < len(runs):
        stop = start + 1
        for end in range(start + 2, min(len(runs), start + _MAX_SHUFFLED) + 1):
            if not _follows(runs[end - 2], runs[end - 1], units):
                break
            if _fill(runs[start:end]):
                stop = end
        yield _join(runs[start:stop]) if stop - start > 1 else runs[start]
        start = stop


def _follows(above: Run, below: Run, units: Sequence[Unit]) -> bool:
    """Tell whether a run's later side begins where another's ends, in the same kept spans."""
    if not _same_stretches(above, below.later, below.earlier, units):
        return False
    return 0 < below.later - above.later_end <= _MAX_BETWEEN + 1


def _fill(runs: Sequence[Run]) -> bool:
    """Tell whether the earlier sides of runs stand side by side, in another order than these."""
    shuffled = [(run.earlier, run.earlier_end) for run in runs]
    sides = sorted(shuffled)
    if sides == shuffled:
        return False
    steps = [below - above for (_, above), (below, _) in pairwise(sides)]
    return all(0 < step <= _MAX_BETWEEN + 1 for step in steps) and sides[-1][1] < runs[0].later


def _join(runs: Sequence[Run]) -> Run:
    return Run(
        runs[0].later,
        runs[-1].later_end,
        min(run.earlier for run in runs),
        max(run.earlier_end for run in runs),
        sum(run.common for run in runs),
        runs[-1].used_later,
        runs[-1].used_earlier,
        in_order=False,
    )
