"""Runs of words to tallies: how often each stretch of words occurs, and beside which others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.names import fold_name
from kg.naming.name_patterns import MAX_UNITS, Unit
from kg.naming.repeats import Repeats

_MIN_COUNT = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent words of a text that may hold names."""

    document: int
    """Position of its note."""
    text: str
    """The text that the units have their places in."""
    units: tuple[Unit, ...]
    keys: tuple[str, ...]
    """The folded units."""


def _no_counts() -> dict[str, int]:
    return defaultdict(int)  # made many times sooner than a Counter


@dataclass(slots=True)
class Tally:
    """What is known of a stretch of words that may be a name."""

    words: tuple[Unit, ...]
    surfaces: dict[str, int] = field(default_factory=_no_counts)
    sources: set[str] = field(default_factory=set)
    before: dict[str, int] = field(default_factory=_no_counts)
    after: dict[str, int] = field(default_factory=_no_counts)
    documents: set[int] = field(default_factory=set)
    family: int = 0
    """How many longer stretches that recur, or are known names, begin or end with it."""
    alone: int = 0
    """How often no other word of a name stands beside it."""
    standing: int = 0
    """How often it is a whole line or a label."""

    @property
    def units(self) -> tuple[str, ...]:
        """The words as written."""
        return tuple(unit.text for unit in self.words)

    @property
    def latin(self) -> tuple[bool, ...]:
        """Which words are Latin."""
        return tuple(unit.latin for unit in self.words)

    @property
    def count(self) -> int:
        """How often it occurs."""
        return sum(self.surfaces.values())


def make_run(document: int, text: str, units: Sequence[Unit]) -> Run:
    """Fold the units of a run once."""
    return Run(document, text, tuple(units), tuple(fold_name(unit.text) for unit in units))


def without_copies(runs: Sequence[Run]) -> list[Run]:
    """Leave out what a note says in the words of another: that is no second use of a name."""
    said = Repeats()
    return [
        run
        for run in runs
        if not said.is_copy(run.text, run.units[0].start, run.units[-1].end, place=run.document)
    ]


def tally_runs(
    runs: Sequence[Run], names: Collection[str], guesses: Collection[str] = ()
) -> tuple[dict[str, Tally], int]:
    """Tally the stretches of at most six words that recur, and those that may be names.

    A stretch recurs only if both that are shorter by a word do (the Apriori rule), so most are
    never looked at, and work and memory grow linearly with the text.

    Args:
        runs: the words.
        names: folded stretches that are taken although they do not recur.
        guesses: such stretches too, which make no family of those inside them.

    Returns:
        The tallies by folded stretch, and how many words there are in all.
    """
    wanted = {*names, *guesses}
    counts = Counter(key for run in runs for key in run.keys)
    total = counts.total()
    places = [[(at, key) for at, key in enumerate(run.keys)] for run in runs]
    tallies: dict[str, Tally] = {}
    _record(runs, places, 1, counts, wanted, tallies)
    for size in range(2, MAX_UNITS + 1):
        places = [
            [*_longer(run, found, size, counts, wanted)] if len(run.keys) >= size else []
            for run, found in zip(runs, places, strict=True)
        ]
        level = Counter(key for found in places for _, key in found)
        for key, count in level.items():
            counts[key] += count
        _record(runs, places, size, counts, wanted, tallies)
    _count_families(tallies, names)
    return tallies, total


def _longer(
    run: Run,
    found: Sequence[tuple[int, str]],
    size: int,
    counts: Counter[str],
    wanted: Collection[str],
) -> Iterator[tuple[int, str]]:
    """Give the stretches of ``size`` words that may recur, from those a word shorter."""
    shorter = dict(found)
    for at in range(len(run.keys) - size + 1):
        left, right = shorter.get(at), shorter.get(at + 1)
        if left and right and counts[left] >= _MIN_COUNT and counts[right] >= _MIN_COUNT:
            yield at, left + run.keys[at + size - 1]
        elif (key := "".join(run.keys[at : at + size])) in wanted:
            yield at, key


def _record(
    runs: Sequence[Run],
    places: Sequence[Sequence[tuple[int, str]]],
    size: int,
    counts: Counter[str],
    wanted: Collection[str],
    tallies: dict[str, Tally],
) -> None:
    for run, found in zip(runs, places, strict=True):
        for at, key in found:
            if counts[key] >= _MIN_COUNT or key in wanted:
                _count(run, at, at + size, key, tallies)


def _count_families(tallies: Mapping[str, Tally], names: Collection[str]) -> None:
    for key, tally in tallies.items():
        if len(tally.words) > 1 and (tally.count >= _MIN_COUNT or key in names):
            edges = {fold_name(tally.words[0].text), fold_name(tally.words[-1].text)}
            for edge in edges & tallies.keys():
                tallies[edge].family += 1


def _count(run: Run, first: int, last: int, key: str, tallies: dict[str, Tally]) -> None:
    units = run.units[first:last]
    found = tallies.get(key)
    if found is None:
        found = tallies[key] = Tally(units)
    # The edge of a run leaves a name as free as a new word each time.
    free = f"\n{found.count}"
    found.surfaces[run.text[units[0].start : units[-1].end]] += 1
    found.before[run.keys[first - 1] if first else free] += 1
    found.after[run.keys[last] if last < len(run.keys) else free] += 1
    found.alone += first == 0 and last == len(run.keys)
    found.documents.add(run.document)
