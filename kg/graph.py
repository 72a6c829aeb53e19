"""Build and save the concept graph.

A concept graph is a directed multigraph; nodes are in id order, edges in order of head, tail and
relation. Saved, it is NetworkX node-link JSON: ``directed`` and ``multigraph`` (both true),
``nodes`` and ``edges``.

A node is a concept, under its id:

- ``name``: the name that the notes use most
- ``aliases``: list of its other names, the most used first
- ``passages``: how many passages name it
- ``community``: number of its community, 0 the largest; 0 until `kg.communities.annotate`
- ``pagerank``: its share of the PageRank among likely terms, from 0 to 1; 0.0 until then

An edge goes from head (``source`` in JSON) to tail (``target``); its key is its relation, so two
concepts have at most one edge of a relation in each direction:

- ``relation``: a `RelationType`; ``contrasts`` and ``related`` say the same in both directions
  and stand once, from the smaller id to the larger
- ``confidence``: from 0 to 1; that of ``related`` is its weight, lowered where passages are few
- ``weight``: NPMI of the two concepts, from -1 to 1
- ``evidence``: tuple of `Evidence`, in order of note and place: the sentences that say it; for
  ``related`` one sentence that names both concepts, or else a line of a passage that does
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.records import Concept, Evidence, Mention, Passage, Relation, RelationType, Span
from kg.sentences import split_sentences

if TYPE_CHECKING:
    import networkx as nx

ConceptGraph: TypeAlias = "nx.MultiDiGraph[str]"
SYMMETRIC = frozenset({RelationType.CONTRASTS, RelationType.RELATED})

_Located: TypeAlias = dict[str, dict[int, set[Span]]]
"""Concept, then passage: the sentences of the passage's text that name the concept."""


def empty_graph() -> ConceptGraph:
    """Give a graph to add nodes and edges to."""
    import networkx as nx  # takes a third of a second, which a question need not wait for

    graph: ConceptGraph = nx.MultiDiGraph()
    return graph


def build_graph(
    concepts: Sequence[Concept],
    mentions: Sequence[Mention],
    relations: Sequence[Relation],
    weights: Mapping[tuple[str, str], float],
    together: Mapping[tuple[str, str], int],
    *,
    passages: Sequence[Passage],
    min_weight: float = 0.1,
    min_count: int = 2,
    max_related_per_concept: int = 8,
) -> ConceptGraph:
    """Build the graph of concepts, typed relations, and pairs that merely occur together.

    Two concepts without a typed relation are ``related`` where they share at least ``min_count``
    passages with an NPMI of at least ``min_weight``. Each concept keeps its strongest
    ``max_related_per_concept`` of these by weight times count; an edge stays while either of its
    ends keeps it, so a rare concept is not cut off from a frequent one.

    Args:
        concepts: All concepts; one without edges is a node too.
        mentions: Their mentions in ``passages``.
        relations: Typed relations; those of the same head, relation and tail become one edge.
        weights: NPMI per pair of concept ids, the smaller id first.
        together: In how many passages each such pair occurs, copies left out.
        passages: The list that ``Mention.passage`` counts in.
        min_weight: Lowest NPMI of a ``related`` edge.
        min_count: Fewest shared passages of a ``related`` edge.
        max_related_per_concept: How many ``related`` edges a concept keeps for itself.

    Returns:
        The graph, the same for every order of the input.

    Raises:
        ValueError: A mention or relation names an unknown concept, or a relation names one twice.
    """
    named = Counter(concept for concept, _ in {(each.concept, each.passage) for each in mentions})
    graph = empty_graph()
    for concept in sorted(concepts, key=lambda concept: concept.id):
        graph.add_node(
            concept.id,
            name=concept.name,
            aliases=[alias.name for alias in concept.aliases],
            passages=named[concept.id],
            community=0,
            pagerank=0.0,
        )
    _check(graph, mentions, relations)
    edges = _typed_edges(relations)
    typed = {(min(head, tail), max(head, tail)) for head, tail, _ in edges}
    untyped = {pair: weight for pair, weight in weights.items() if pair not in typed}
    kept = _strongest(
        untyped, together, min_weight=min_weight, min_count=min_count, limit=max_related_per_concept
    )
    located = _locate(mentions, passages, among=set(chain.from_iterable(kept)))
    for pair in kept:
        edges[*pair, RelationType.RELATED] = {
            "relation": RelationType.RELATED,
            # Discounted as in Pantel & Lin (2002): chance alone gives rare pairs a high NPMI.
            "confidence": max(0.0, weights[pair]) * together[pair] / (together[pair] + 1),
            "weight": float(weights[pair]),
            "evidence": _related_evidence(pair, located, passages),
        }
    for (head, tail, relation), attributes in sorted(edges.items(), key=lambda edge: edge[0]):
        graph.add_edge(head, tail, key=relation, **attributes)
    return graph


def _check(graph: ConceptGraph, mentions: Sequence[Mention], relations: Sequence[Relation]) -> None:
    named = {mention.concept for mention in mentions}
    named.update(chain.from_iterable((relation.head, relation.tail) for relation in relations))
    if unknown := sorted(named - set(graph)):
        raise ValueError(f"unknown concept {unknown[0]!r} in a mention or relation")
    for relation in relations:
        if relation.head == relation.tail:
            raise ValueError(f"{relation.relation} relation of {relation.head!r} to itself")


def _typed_edges(relations: Sequence[Relation]) -> dict[tuple[str, str, RelationType], Any]:
    groups: dict[tuple[str, str, RelationType], list[Relation]] = defaultdict(list)
    for relation in relations:
        ends = (relation.head, relation.tail)
        head, tail = sorted(ends) if relation.relation in SYMMETRIC else ends
        groups[head, tail, relation.relation].append(relation)
    return {
        key: {
            "relation": key[2],
            "confidence": float(max(relation.confidence for relation in group)),
            "weight": float(max(relation.weight for relation in group)),
            "evidence": tuple(sorted({said for relation in group for said in relation.evidence})),
        }
        for key, group in groups.items()
    }


def _strongest(
    weights: Mapping[tuple[str, str], float],
    together: Mapping[tuple[str, str], int],
    *,
    min_weight: float,
    min_count: int,
    limit: int,
) -> list[tuple[str, str]]:
    """The pairs that are among the strongest ``limit`` of either concept, in order of ids."""
    strengths = {
        pair: weight * together[pair]
        for pair, weight in weights.items()
        if weight >= min_weight and together.get(pair, 0) >= min_count
    }
    seen: Counter[str] = Counter()
    kept = []
    for pair in sorted(strengths, key=lambda pair: (-strengths[pair], pair)):
        if min(seen[pair[0]], seen[pair[1]]) < limit:
            kept.append(pair)
        seen.update(pair)
    return sorted(kept)


def _locate(
    mentions: Sequence[Mention], passages: Sequence[Passage], *, among: Collection[str]
) -> _Located:
    located: _Located = defaultdict(lambda: defaultdict(set))
    sentences: dict[int, tuple[Span, ...]] = {}
    for mention in mentions:
        if mention.concept in among:
            passage = passages[mention.passage]
            if mention.passage not in sentences:
                sentences[mention.passage] = split_sentences(passage.text)
            inside = sentences[mention.passage]
            at = Span(mention.start - passage.start, len(passage.text))
            located[mention.concept][mention.passage].add(inside[bisect_right(inside, at) - 1])
    return located


def _related_evidence(
    pair: tuple[str, str], located: _Located, passages: Sequence[Passage]
) -> tuple[Evidence, ...]:
    """Give the shortest sentence that names both, else of the first passage one that names each."""
    left, right = (located[concept] for concept in pair)
    common = left.keys() & right.keys()
    shared = [passages[at].quote(span) for at in common for span in left[at] & right[at]]
    if shared:
        return (min(shared, key=lambda quote: (len(quote.text), quote)),)
    first = min(common, key=lambda at: (passages[at].source, passages[at].start))
    return tuple(
        passages[first].quote(span) for span in sorted({min(left[first]), min(right[first])})
    )


def sorted_edges(graph: ConceptGraph) -> list[tuple[str, str, dict[str, Any]]]:
    """Give head, tail and attributes of each edge, by head, tail and relation."""
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    return [(head, tail, attributes) for head, tail, _, attributes in edges]


def _quoted(said: Evidence) -> dict[str, Any]:
    """Give the sentence and its place alone: a heading is no part of the format."""
    fields = asdict(said)
    del fields["heading"]
    return fields


def save_graph(graph: ConceptGraph, path: Path) -> None:
    """Write the graph as node-link JSON, the same bytes for the same graph."""
    stored = {
        "directed": True,
        "multigraph": True,
        "nodes": [{"id": concept, **graph.nodes[concept]} for concept in sorted(graph)],
        "edges": [
            {
                "source": head,
                "target": tail,
                **attributes,
                "evidence": [_quoted(said) for said in attributes["evidence"]],
            }
            for head, tail, attributes in sorted_edges(graph)
        ],
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
