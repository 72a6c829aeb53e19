"""Sentences to typed relations between concepts, each with the sentence that states it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from math import prod

from kg.clauses.blocks import read_document
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import slot
from kg.concepts import ConceptMatcher
from kg.learned.relation_classifier import classify_document
from kg.records import Document, Evidence, Relation, RelationType, Span
from kg.wordlists import read_kinds

_MAX_CONFIDENCE = 0.99
_OPPOSITES = {
    RelationType.CAUSES: (RelationType.MITIGATES,),
    RelationType.IMPROVES: (RelationType.MITIGATES,),
}
_ONE_WAY = {
    RelationType.CAUSES,
    RelationType.IS_A,
    RelationType.MITIGATES,
    RelationType.PART_OF,
}


def find_relations(
    documents: Sequence[Document],
    matcher: ConceptMatcher,
    *,
    weights: Mapping[tuple[str, str], float],
) -> tuple[Relation, ...]:
    """Find what the documents' sentences, list items and headings state of two concepts.

    Several sentences that state the same make one relation, whose confidence is that at least
    one of them is right: one minus the product of their doubts. ``contrasts`` has the smaller
    concept id as its head. What a note denies somewhere, it does not state.

    Args:
        documents: Cleaned notes; only their blocks are read.
        matcher: Finds the concepts in a text.
        weights: NPMI per pair of concept ids, the smaller id first; 0 for pairs it lacks.

    Returns:
        Relations in order of head, relation and tail; evidence in order of note and place.
    """
    found: dict[tuple[str, RelationType, str], dict[Evidence, float]] = defaultdict(dict)
    for document in documents:
        all_said = [(said.statement, said.span) for said in read_document(document, matcher)]
        read = {(span, pair) for statement, span in all_said for pair in _pairs(statement)}
        all_said += (
            (statement, span)
            for statement, span in classify_document(document, matcher)
            if not any((span, pair) in read for pair in _pairs(statement))
        )
        denied = {
            key for statement, _ in all_said if statement.denied for key in _triples(statement)
        }
        quoter = _Quoter(document, matcher)
        for statement, span in all_said:
            for key in set(_triples(statement)) - denied:
                evidence = quoter.quote(span, {key[0], key[2]})
                sure = max(found[key].get(evidence, 0.0), statement.confidence)
                found[key][evidence] = sure
        slot.cache_clear()  # it holds the text
    return tuple(
        Relation(
            head=head,
            relation=relation,
            tail=tail,
            confidence=min(_MAX_CONFIDENCE, 1 - prod(1 - sure for sure in says.values())),
            weight=weights.get((min(head, tail), max(head, tail)), 0.0),
            evidence=tuple(sorted(says)),
        )
        for (head, relation, tail), says in sorted(found.items())
    )


def find_contradictions(relations: Sequence[Relation]) -> tuple[str, ...]:
    """Give the relations that different notes state both ways, each pair as a line of text.

    A thing is said to bring about and to lessen another, or two are said to be kinds, parts,
    causes or remedies of each other.
    """
    known = {(each.head, each.relation, each.tail): each for each in relations}
    found: list[str] = []
    for one in relations:
        keys = [(one.head, opposite, one.tail) for opposite in _OPPOSITES.get(one.relation, ())]
        if one.relation in _ONE_WAY and one.head < one.tail:
            keys.append((one.tail, one.relation, one.head))
        found += (
            f"{_said(one)}; {_said(other)}"
            for other in (known[key] for key in keys if key in known)
            if len({each.source for each in one.evidence + other.evidence}) > 1
        )
    return tuple(found)


def _said(relation: Relation) -> str:
    first = relation.evidence[0]
    return (
        f"{relation.head} {relation.relation} {relation.tail} ({first.source}:{first.line_start})"
    )


class _Quoter:
    """Quotes the sentences of a document, with the headings that they cannot do without."""

    def __init__(self, document: Document, matcher: ConceptMatcher) -> None:
        self._document = document
        self._matcher = matcher
        self._starts = [block.start for block in document.blocks]
        self._named = cache(self._names)

    def quote(self, span: Span, concepts: AbstractSet[str]) -> Evidence:
        """Give a sentence that links ``concepts``, with its place."""
        said = self._document.note.quote(span)
        return replace(said, heading=self._heading(span, concepts - self._named(said.text)))

    def _heading(self, span: Span, missing: AbstractSet[str]) -> str:
        """Give the nearest heading that names a concept which the sentence does not."""
        block = self._document.blocks[max(0, bisect_right(self._starts, span.start) - 1)]
        above = reversed(block.heading) if missing else ()
        return next((heading for heading in above if missing & self._named(heading)), "")

    def _names(self, text: str) -> frozenset[str]:
        return frozenset(found.concept for found in self._matcher.find(text))


def _pairs(statement: Statement) -> set[frozenset[str]]:
    """Give the pairs that a statement is about, whichever way."""
    return {frozenset((head, tail)) for head in statement.heads for tail in statement.tails}


def _triples(statement: Statement) -> Iterator[tuple[str, RelationType, str]]:
    """Give head, relation and tail of each pair that says anything: 网络 alone names no thing."""
    generic = read_kinds("relation_verbs")["generic_subjects"]
    for head in statement.heads:
        for tail in statement.tails:
            if head != tail and head not in generic and tail not in generic:
                swapped = statement.relation is RelationType.CONTRASTS and head > tail
                ends = (tail, head) if swapped else (head, tail)
                yield ends[0], statement.relation, ends[1]
