"""Questions to the concept graph: neighbors, paths, subgraphs, names."""

import difflib
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from kg.graph import SYMMETRIC, ConceptGraph, empty_graph, sorted_edges
from kg.records import Evidence, RelationType

_RELATED_COST = 2.0
"""What a ``related`` hop costs over a typed one: two typed hops explain more than one of these."""
_HUB_COST = 0.5
"""Per unit of ln(degree): a path through a concept that everything touches explains little."""
_MIN_SIMILARITY = 0.5


@dataclass(frozen=True, slots=True)
class GraphNeighbor:
    """A concept one edge away, seen from the concept that was asked about."""

    relation: RelationType
    direction: str
    """``out`` from head to tail, and wherever these are alike; ``in`` from tail to head."""
    concept: str
    """The neighbor's id."""
    confidence: float
    weight: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One edge of a path."""

    head: str
    relation: RelationType
    tail: str
    forward: bool
    """Whether the path goes from head to tail; always so where head and tail are alike."""
    evidence: tuple[Evidence, ...]


def neighbors(
    graph: ConceptGraph, concept_id: str, *, limit: int | None = None
) -> list[GraphNeighbor]:
    """Give the edges of a concept: typed before ``related``, then by confidence and by weight.

    Ties are in order of the neighbor's id. A neighbor stands once for each of its relations.

    Args:
        graph: The concept graph.
        concept_id: The concept to look from.
        limit: How many at most; all of them without it.

    Raises:
        ValueError: The concept is not in the graph, or ``limit`` is negative.
    """
    _check(graph, concept_id)
    if limit is not None and limit < 0:
        raise ValueError(f"limit is {limit}, below 0")
    return sorted(_around(graph, concept_id), key=edge_order)[:limit]


def _check(graph: ConceptGraph, concept_id: str) -> None:
    if concept_id not in graph:
        raise ValueError(f"no concept {concept_id!r} in the graph")


def see_edge(concept_id: str, head: str, tail: str, attributes: Mapping[str, Any]) -> GraphNeighbor:
    """Give what an edge, with its attributes in the graph, is to the concept at one of its ends."""
    is_out = concept_id == head or attributes["relation"] in SYMMETRIC
    other = tail if concept_id == head else head
    return GraphNeighbor(direction="out" if is_out else "in", concept=other, **attributes)


def _around(graph: ConceptGraph, concept_id: str) -> Iterator[GraphNeighbor]:
    out, into = graph.out_edges(concept_id, data=True), graph.in_edges(concept_id, data=True)
    for head, tail, attributes in chain(out, into):
        yield see_edge(concept_id, head, tail, attributes)


def edge_order(near: GraphNeighbor) -> tuple[bool, float, float, str, str, str]:
    """Give a key that sorts the edges of a concept as ``neighbors`` does."""
    is_related = near.relation == RelationType.RELATED
    return (
        is_related,
        -near.confidence,
        -near.weight,
        near.concept,
        near.relation,
        near.direction,
    )


def find_path(graph: ConceptGraph, a: str, b: str, *, max_hops: int = 4) -> list[Hop]:
    """Find the cheapest path between two concepts, along edges in either direction.

    A hop costs 1, plus 1 less its confidence, plus 2 where it is only ``related``, plus half the
    logarithm of the degree of the concept it reaches. Ties go to the smaller ids.

    Returns:
        The hops from ``a`` to ``b``; empty where ``max_hops`` reach no path, or ``a`` is ``b``.

    Raises:
        ValueError: A concept is not in the graph.
    """
    _check(graph, a)
    _check(graph, b)
    cheapest: dict[str, float] = {a: 0.0}
    frontier: dict[str, tuple[float, tuple[str, ...]]] = {a: (0.0, (a,))}
    route: tuple[str, ...] = ()
    # One round per hop (Bellman-Ford), because the cheapest path may have too many hops.
    for _ in range(max_hops):
        reached: dict[str, tuple[float, tuple[str, ...]]] = {}
        for cost, path in frontier.values():
            for near in _cheapest_edges(graph, path[-1]).values():
                step = (cost + _cost(graph, near), (*path, near.concept))
                if step < reached.get(near.concept, (math.inf, ())):
                    reached[near.concept] = step
        frontier = {
            concept: step
            for concept, step in reached.items()
            if step[0] < cheapest.get(concept, math.inf)
        }
        cheapest.update((concept, cost) for concept, (cost, _) in frontier.items())
        route = frontier[b][1] if b in frontier else route
    return [_hop(start, _cheapest_edges(graph, start)[end]) for start, end in pairwise(route)]


def _cheapest_edges(graph: ConceptGraph, concept_id: str) -> dict[str, GraphNeighbor]:
    """For each neighbor the edge that ranks first, which is also the cheapest."""
    edges: dict[str, GraphNeighbor] = {}
    for near in _around(graph, concept_id):
        if near.concept not in edges or edge_order(near) < edge_order(edges[near.concept]):
            edges[near.concept] = near
    return edges


def _cost(graph: ConceptGraph, near: GraphNeighbor) -> float:
    kind = _RELATED_COST if near.relation == RelationType.RELATED else 0.0
    return 2.0 - near.confidence + kind + _HUB_COST * math.log(graph.degree(near.concept))


def _hop(start: str, near: GraphNeighbor) -> Hop:
    forward = near.direction == "out"
    head, tail = (start, near.concept) if forward else (near.concept, start)
    return Hop(head, near.relation, tail, forward=forward, evidence=near.evidence)


def subgraph(graph: ConceptGraph, concept_id: str, *, depth: int, limit: int) -> ConceptGraph:
    """Cut out what lies around a concept.

    Args:
        graph: The concept graph.
        concept_id: The concept in the middle.
        depth: How many hops away at most.
        limit: How many concepts at most, the middle one included; the nearest stay, and of those
            equally near the ones that `neighbors` ranks first.

    Returns:
        A new graph of these concepts and every edge between them, in the order of the whole.

    Raises:
        ValueError: The concept is not in the graph, or ``limit`` is below 1.
    """
    _check(graph, concept_id)
    if limit < 1:
        raise ValueError(f"limit is {limit}, below 1")
    chosen = {concept_id}
    level = [concept_id]
    for _ in range(depth):
        found = sorted((near for at in level for near in _around(graph, at)), key=edge_order)
        fresh = [near for near in dict.fromkeys(n.concept for n in found) if near not in chosen]
        level = fresh[: limit - len(chosen)]
        chosen.update(level)
    part = empty_graph()
    part.add_nodes_from((concept, graph.nodes[concept]) for concept in sorted(chosen))
    for head, tail, attributes in sorted_edges(graph):
        if head in chosen and tail in chosen:
            part.add_edge(head, tail, key=attributes["relation"], **attributes)
    return part


def find_names(names: Iterable[str], query: str, *, limit: int) -> list[str]:
    """Give the names nearest to one that is not among them, best first.

    Width and case are ignored. Names that begin with the query come first, then those that
    contain it or that it contains, each by how much the two share; then those spelt alike.

    Returns:
        At most ``limit`` of ``names``, as written; none for a blank query.
    """
    wanted = _fold(query)
    if not wanted:
        return []
    distances = {name: _distance(_fold(name), wanted) for name in names if name.strip()}
    near = [name for name, distance in distances.items() if distance <= 3 - _MIN_SIMILARITY]
    return sorted(near, key=lambda name: (distances[name], name))[:limit]


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _distance(name: str, wanted: str) -> float:
    """From 0 for a name that begins with ``wanted``, 1 for one inside the other, 2 for others."""
    if wanted in name or name in wanted:
        shorter, longer = sorted((len(name), len(wanted)))
        return (1.0 if name.startswith(wanted) else 2.0) - shorter / longer
    matcher = difflib.SequenceMatcher(None, name, wanted, autojunk=False)
    # The quick ratio is an upper bound: most names need no more than that.
    return 3.0 - (matcher.ratio() if matcher.quick_ratio() >= _MIN_SIMILARITY else 0.0)
