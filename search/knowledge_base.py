"""A knowledge base in memory: notes, passages, concepts, graph and indexes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kg.concepts import ConceptMatcher
from kg.copies.copy_marks import CopyMark
from kg.decisions import Decisions
from kg.judgements import Judgements
from kg.lazy_segmentation import AddedWords, LazySegmenter
from kg.neighborhood import GraphNeighbor
from kg.records import Concept, Dropped, DuplicateGroup, Passage, Span
from kg.segmentation import Segmenter
from search.dense import DenseIndex
from search.hits import Place, Vector
from search.retriever import Retriever
from search.sparse import SparseIndex
from search.windows import Windows

if TYPE_CHECKING:
    from kg.copies.copy_places import CopyFinder
    from kg.graph import ConceptGraph


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """What a knowledge base remembers of a note."""

    path: str
    source: str
    root: str
    """The folder it was ingested from, as an absolute path."""
    digest: str
    """SHA-256 of the file's bytes."""
    encoding: str
    format: str
    characters: int
    title: str
    dropped: tuple[Dropped, ...]
    outside: tuple[Span, ...]
    """HTML only: what lies outside the page's main content."""


class Graph(Protocol):
    """The concept graph, in memory or on disk."""

    @property
    def whole(self) -> "ConceptGraph":
        """All of it."""

    def neighbors(self, concept: str, *, limit: int | None) -> list[GraphNeighbor]:
        """Give a concept's edges as ``kg.neighborhood.neighbors`` does."""


@dataclass(frozen=True)
class KnowledgeBase:
    """All that answering needs, as one build made it.

    Of a base on disk, notes, passages, duplicates and the graph are read when they are asked for.
    """

    notes: Sequence[NoteEntry]
    passages: Sequence[Passage]
    concepts: Mapping[str, Concept]
    """By id."""
    stored_graph: Graph
    words: AddedWords
    """What the names of the concepts made of jieba's dictionary."""
    dense: DenseIndex
    windows: Windows
    sparse: SparseIndex
    substance: Vector
    duplicates: Sequence[DuplicateGroup]
    copy_marks: Mapping[str, Sequence[CopyMark]]
    """By path of a note: what of it is a copy, in order of place."""
    contradictions: Sequence[str]
    """What the notes say of names and relations that cannot all be right, a line each."""
    model: str
    """Name of the encoder that made the embeddings."""
    decisions: Decisions = field(default_factory=Decisions)
    """The user's, on which names are one concept."""
    judgements: Judgements = field(default_factory=Judgements)
    """The user's, on which copies are none; ``duplicates`` and ``copy_marks`` heed them."""
    set_apart: Sequence[DuplicateGroup] = ()
    """Groups that were found, of texts that the user set apart."""

    @property
    def graph(self) -> "ConceptGraph":
        """The whole concept graph."""
        return self.stored_graph.whole

    def neighbors(self, concept: str, *, limit: int | None = None) -> list[GraphNeighbor]:
        """Give a concept's edges as ``kg.neighborhood.neighbors`` does, reading no others."""
        return self.stored_graph.neighbors(concept, limit=limit)

    def also_in(self, at: int) -> tuple[Place, ...]:
        """Give the other places where a passage stands, in path order.

        They are worked out when they are asked for: written down for every passage, the places
        of one that N notes hold would be N times N.
        """
        passage = self.passages[at]
        if passage.path not in self.copy_marks:
            return ()
        places = self._copy_finder.places(passage)
        return tuple(Place(c.source, c.start, c.end, c.line_start, c.path) for c in places)

    @cached_property
    def _copy_finder(self) -> "CopyFinder":
        # Imported here because a question about what stands once need not wait for it.
        from kg.copies.copy_places import CopyFinder

        return CopyFinder(self.duplicates, self.copy_marks)

    @cached_property
    def segmenter(self) -> Segmenter:
        """The segmenter that made the index's terms."""
        return LazySegmenter(self.words)

    @cached_property
    def matcher(self) -> ConceptMatcher:
        """Finds concepts by any of their names."""
        return ConceptMatcher(tuple(self.concepts.values()))

    @cached_property
    def retriever(self) -> Retriever:
        """The passages with their indexes."""
        return Retriever(self.passages, self.dense, self.sparse, self.substance, self.windows)


def concept_words(concepts: Iterable[Concept]) -> list[str]:
    """Give all names of concepts, for the segmenter to keep whole."""
    return [name for c in concepts for name in c.names]
