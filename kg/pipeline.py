"""Notes to knowledge: every stage, in order."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kg.aliases import Contradiction, find_aliases, merge_names
from kg.cleaning import clean
from kg.communities import annotate
from kg.concepts import ConceptMatcher, find_mentions
from kg.cooccurrence import count_pairs, npmi, without_copies
from kg.copies.boilerplate import drop_boilerplate
from kg.copies.comparison import Comparer
from kg.decisions import Decisions
from kg.duplicates import find_duplicates
from kg.graph import ConceptGraph, build_graph
from kg.likelihood import term_likelihoods
from kg.passages import split
from kg.records import Concept, Document, DuplicateGroup, Note, Passage
from kg.relations import find_contradictions, find_relations
from kg.segmentation import Segmenter
from kg.terminology import discover
from kg.wordlists import read_lines


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the notes hold: everything but the search indexes."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    concepts: tuple[Concept, ...]
    contradictions: tuple[Contradiction, ...]
    """Names that the notes define in ways that cannot all be right."""
    disputes: tuple[str, ...]
    """Relations that notes state both ways, a line each."""
    graph: ConceptGraph
    duplicates: tuple[DuplicateGroup, ...]


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Keep Python from looking for cycles among records, which hold none: a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_cycle_search()
def build(
    notes: Sequence[Note],
    *,
    decisions: Decisions | None = None,
    comparer: Comparer | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Knowledge:
    """Clean, split, find concepts and relations, and find copies.

    The order of ``notes`` does not matter: they are taken in path order.

    Args:
        notes: the notes.
        decisions: the user's, on which names are one concept.
        comparer: one that knows what an earlier build compared; what is found is the same.
        on_stage: called with the name of each stage as it begins.
    """
    on_stage("clean")
    documents = clean_all(notes)
    passages = tuple(passage for document in documents for passage in split(document))

    on_stage("concepts")
    user = decisions or Decisions()
    candidates = discover(documents, Segmenter(read_lines("user_dict")), named=user.names)
    concepts, contradictions = merge_names(
        candidates,
        find_aliases(documents, candidates),
        forced=user.forced,
        forbidden=user.forbidden,
    )
    matcher = ConceptMatcher(concepts)
    mentions = find_mentions(passages, matcher)

    on_stage("relations")
    counts = count_pairs(without_copies(mentions, passages))
    weights = npmi(counts, passages=max(1, len(passages)))
    relations = find_relations(documents, matcher, weights=weights)
    disputes = find_contradictions(relations)
    graph = annotate(
        build_graph(concepts, mentions, relations, weights, counts.pairs, passages=passages),
        likelihoods=term_likelihoods(concepts, candidates),
    )

    on_stage("duplicates")
    duplicates = find_duplicates(documents, comparer=comparer)
    return Knowledge(documents, passages, concepts, contradictions, disputes, graph, duplicates)


def clean_all(notes: Sequence[Note]) -> tuple[Document, ...]:
    """Clean notes, in path order, and drop what several of them open or close with."""
    return drop_boilerplate([clean(note) for note in sorted(notes, key=_order)])


def _order(note: Note) -> tuple[str, str]:
    return note.source, note.path
