"""Find communities of concepts (Louvain) and rank concepts (PageRank)."""

from collections.abc import Mapping
from typing import TypeAlias

import networkx as nx

from kg.graph import ConceptGraph, sorted_edges
from kg.records import RelationType

_Projection: TypeAlias = "nx.Graph[int]"
_TYPED_FACTOR = 2.0
"""A sentence that relates two concepts ties them closer than mere occurrence together."""
_TOTAL_WEIGHT = 1 << 24
"""A power of two, whose square times two fits into a float's 53 bits."""
_PAGERANK_DECIMALS = 10
"""Beyond these, the order of summation shows, and files would differ between machines."""


def annotate(
    graph: ConceptGraph, *, likelihoods: Mapping[str, float] | None = None, seed: int = 0
) -> ConceptGraph:
    """Give a copy of the graph with ``community`` and ``pagerank`` set on every node.

    ``likelihoods`` are those of `rank`.
    """
    communities, ranks = detect_communities(graph, seed=seed), rank(graph, likelihoods)
    annotated = graph.copy()
    for concept, attributes in annotated.nodes(data=True):
        attributes.update(community=communities[concept], pagerank=ranks[concept])
    return annotated


def detect_communities(graph: ConceptGraph, *, seed: int) -> dict[str, int]:
    """Number the community of each concept, 0 the largest, ties by smallest concept id.

    Louvain: Blondel et al. (2008), "Fast unfolding of communities in large networks", on the
    undirected graph in which parallel edges add up their confidence and typed ones count double.
    A concept without edges is a community of its own.

    Returns:
        Community number per concept id, in id order.
    """
    concepts = sorted(graph)
    projection = with_whole_weights(_project(graph))
    found = nx.community.louvain_communities(projection, weight="weight", seed=seed)
    ordered = sorted((sorted(members) for members in found), key=lambda part: (-len(part), part))
    numbers = {node: number for number, members in enumerate(ordered) for node in members}
    return {concept: numbers[node] for node, concept in enumerate(concepts)}


def rank(graph: ConceptGraph, likelihoods: Mapping[str, float] | None = None) -> dict[str, float]:
    """Give the PageRank of each concept, in id order; all of them add up to 1.

    Page et al. (1999), "The PageRank Citation Ranking", damping 0.85, on the same undirected
    weighted graph as `detect_communities`: the direction of a relation says nothing of importance.
    The surfer begins anew at a concept in proportion to how likely it is a term, as in Haveliwala
    (2002), "Topic-Sensitive PageRank", and goes on to a neighbor in proportion to the strength of
    their tie times that likelihood: a word of every text stands beside many terms and is none.

    Args:
        graph: The graph.
        likelihoods: How likely each concept is a term, more than 0 and at most 1, as
            `kg.likelihood.term_likelihoods` gives it; all alike by default.
    """
    concepts = sorted(graph)
    likely = [likelihoods[concept] if likelihoods else 1.0 for concept in concepts]
    projection = _project(graph)
    for left, right, ties in projection.edges(data=True):
        ties["weight"] *= likely[left] * likely[right]
    ranks = nx.pagerank(
        projection,
        alpha=0.85,
        personalization=dict(enumerate(likely)),
        tol=1e-9,
        max_iter=1000,
        weight="weight",
    )
    return {
        concept: round(float(ranks[node]), _PAGERANK_DECIMALS)
        for node, concept in enumerate(concepts)
    }


def leaders(graph: ConceptGraph, concept: str, *, limit: int = 3) -> list[str]:
    """Give the names of the others of a concept's community, the highest PageRank first.

    Args:
        graph: A graph from `annotate`.
        concept: Its id.
        limit: How many names at most.
    """
    community = graph.nodes[concept]["community"]
    others = (c for c, node in graph.nodes(data=True) if node["community"] == community)
    ordered = sorted(others, key=lambda other: (-graph.nodes[other]["pagerank"], other))
    return [graph.nodes[other]["name"] for other in ordered if other != concept][:limit]


def with_whole_weights(projection: _Projection) -> _Projection:
    """Give the graph with whole weights that add up to a power of two.

    Louvain moves a node while any move gains; in such weights gains are exact. With others two
    equal communities can each seem better than the other by a rounding error, without end.
    """
    edges = [(first, second, ties["weight"]) for first, second, ties in projection.edges(data=True)]
    scale = _TOTAL_WEIGHT / (sum(weight for _, _, weight in edges) or 1.0)
    exact: _Projection = nx.Graph()
    exact.add_nodes_from(projection)
    given, due = 0, 0.0
    for first, second, weight in edges:
        due += weight * scale
        exact.add_edge(first, second, weight=round(due) - given)
        given = round(due)
    return exact


def _project(graph: ConceptGraph) -> _Projection:
    """The undirected weighted graph; a node is the position of its concept in id order."""
    # Numbers, because Louvain keeps nodes in sets, whose order for strings differs by process.
    node_of = {concept: node for node, concept in enumerate(sorted(graph))}
    projection: _Projection = nx.Graph()
    projection.add_nodes_from(node_of.values())
    strengths: dict[tuple[int, int], float] = {}
    for head, tail, attributes in sorted_edges(graph):
        left, right = sorted((node_of[head], node_of[tail]))
        factor = 1.0 if attributes["relation"] == RelationType.RELATED else _TYPED_FACTOR
        strength = factor * attributes["confidence"]
        strengths[left, right] = strengths.get((left, right), 0.0) + strength
    for (left, right), strength in sorted(strengths.items()):
        if strength > 0:
            projection.add_edge(left, right, weight=strength)
    return projection
