"""Copies among notes: exact, near and partial; and sentences that look like copies but differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.copies.candidates import ShingleIndex, sample_shingles
from kg.copies.canonical import Thresholds, build_groups
from kg.copies.comparison import Comparer, Comparison
from kg.copies.runs import Edge, Run, find_runs
from kg.copies.units import Unit, find_units
from kg.records import Copy, Document, DuplicateGroup

_MIN_SIMILARITY = 0.6
"""From here on two sentences may be of one run; the run decides."""
_KNOWN = 0.85
"""A sentence this like an earlier one is not looked for later: the earlier one stands for it."""
_MIN_WITHIN = 0.75
_MIN_CONFLICT_LETTERS = 10
_MIN_REPEATED = 4
"""Letters of a line that is a copy of the same line directly above it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences in the same words but for a negation, a number or a concept: no copies."""

    reason: str
    """``negation``, ``number`` or ``concept``."""
    similarity: float
    """From 0 to 1, of their letters."""
    first: Copy
    second: Copy


class DuplicateIndex:
    """Finds copies note by note: each is compared to those before it.

    Each sentence is compared to the few that share most of its character trigrams, among the
    sentences that are not copies themselves, so the work and the memory grow linearly.
    """

    def __init__(
        self,
        *,
        min_chars: int = 16,
        near: float = 0.75,
        containment: float = 0.9,
        comparer: Comparer | None = None,
    ) -> None:
        """Start with no note.

        Args:
            min_chars: The fewest characters that are a copy by themselves; only letters and digits
                count, and four Latin ones count as one Chinese.
            near: How much alike reworded text must be, from 0 to 1: twice the letters that both
                share in order, by the sum of their lengths. Where many short stretches differ and
                no long one, a little less is enough; two places of one note need at least 0.9.
            containment: How much of the shorter text the longer one must hold, from 0 to 1.
            comparer: One that knows what an earlier run compared; what is found is the same.

        Raises:
            ValueError: a threshold is out of its range.
        """
        if min_chars < 1:
            raise ValueError(f"min_chars must be at least 1, got {min_chars}")
        for name, share in (("near", near), ("containment", containment)):
            if not 0.5 <= share <= 1:
                raise ValueError(f"{name} must be from 0.5 to 1, got {share}")
        self._thresholds = Thresholds(min_chars, near, containment, max(near, 0.9), near - 0.15)
        self._comparer = comparer or Comparer()
        self._documents: list[Document] = []
        self._units: list[Unit] = []
        self._exact: dict[str, int] = {}
        self._shingles = ShingleIndex()
        self._runs: list[Run] = []
        self._conflicts: list[tuple[str, float, int, int]] = []

    def add(self, document: Document) -> None:
        """Compare a note to all before it and to itself."""
        units = find_units(document, position=len(self._documents))
        self._documents.append(document)
        begin = len(self._units)
        self._units.extend(units)
        shingles = sample_shingles([unit.key for unit in units])
        edges = [
            edge
            for position, own in enumerate(shingles, start=begin)
            for edge in self._edges(position, own)
        ]
        self._runs.extend(find_runs(edges, self._units, self._comparer))

    def groups(self) -> tuple[DuplicateGroup, ...]:
        """Give all groups, ordered by the place of their canonical copy."""
        return build_groups(self._runs, self._units, self._documents, self._thresholds)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Give the pairs of sentences that look like copies and contradict, in path order."""
        found = [
            Conflict(reason, round(similarity, 4), *sorted(pair, key=lambda c: (c.path, c.start)))
            for reason, similarity, *positions in self._conflicts
            if (pair := [self._sentence(position) for position in positions])
        ]
        return tuple(sorted(found, key=lambda c: (c.first.path, c.first.start, c.second.path)))

    def _edges(self, later: int, shingles: list[int]) -> Iterator[Edge]:
        """Give the earlier units that one unit is like, and remember it where none is."""
        unit = self._units[later]
        known = self._exact.setdefault(unit.key, later)
        if known != later:
            if not unit.weak or self._repeats(later):
                yield Edge(later, known, len(unit.key))
            return
        if unit.weak or unit.strict:
            return
        stands_for = False
        for earlier in self._shingles.find(shingles):
            other = self._units[earlier]
            within = unit.document == other.document
            found = self._comparer.compare(
                unit.key,
                other.key,
                near=_MIN_WITHIN if within else _MIN_SIMILARITY,
                containment=self._thresholds.containment,
            )
            if found and found.reason:
                self._remember_conflict(found, earlier, later)
            elif found:
                yield Edge(later, earlier, found.common)
                stands_for = stands_for or found.similarity >= _KNOWN
        if not stands_for:
            self._shingles.add(later, shingles)

    def _repeats(self, later: int) -> bool:
        """Tell whether a short line stands directly above as well."""
        unit, above = self._units[later], self._units[later - 1]
        return len(unit.key) >= _MIN_REPEATED and above.key == unit.key and not unit.heads

    def _remember_conflict(self, found: Comparison, earlier: int, later: int) -> None:
        if found.reason and found.in_one_point and found.common >= _MIN_CONFLICT_LETTERS:
            self._conflicts.append((found.reason, found.similarity, earlier, later))

    def _sentence(self, position: int) -> Copy:
        unit = self._units[position]
        note = self._documents[unit.document].note
        line, text = note.line_of(unit.start), note.text[unit.start : unit.end]
        return Copy(note.source, unit.start, unit.end, line, text, note.path)


def find_duplicates(
    documents: Iterable[Document], *, comparer: Comparer | None = None
) -> tuple[DuplicateGroup, ...]:
    """Find the copies between and within notes, by the thresholds that ``DuplicateIndex`` has.

    Returns:
        The groups, ordered by the place of their canonical copy, the same in whatever order the
        documents come.
    """
    return index_documents(documents, DuplicateIndex(comparer=comparer)).groups()


def index_documents(
    documents: Iterable[Document], index: DuplicateIndex | None = None
) -> DuplicateIndex:
    """Add documents to an index, or a new one, in path order, whatever order they come in."""
    filled = index or DuplicateIndex()
    for document in sorted(documents, key=lambda document: document.note.path):
        filled.add(document)
    return filled
