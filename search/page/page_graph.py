"""Concepts and their relations -> what the canvas of the page draws."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph import SYMMETRIC, ConceptGraph, sorted_edges
from kg.records import RelationType
from search.page.page_layout import discs, rings

# Apart also for eyes that tell red from green badly (after Okabe & Ito).
COLOURS: Mapping[RelationType, str] = {
    RelationType.MITIGATES: "#078f69",
    RelationType.CAUSES: "#d55e00",
    RelationType.IMPROVES: "#0f82c6",
    RelationType.IS_A: "#b8860b",
    RelationType.PART_OF: "#b065a0",
    RelationType.USES: "#5b6bd6",
    RelationType.CONTRASTS: "#d0473a",
    RelationType.RELATED: "#8c8c8c",
}
_GROUP_COLOURS = (
    "#1b9e8f", "#d9822b", "#5b6bd6", "#c2528b", "#7a9a2e",
    "#2f8fce", "#b8860b", "#8f63c4", "#cf5b4a", "#5f8a72",
)  # fmt: skip
_CENTER, _OTHER = "#0f7c68", "#7aa6c2"
_MAX_NAME = 14
_MAX_OVERVIEW_EDGES = 8000


@dataclass(frozen=True, slots=True)
class Edge:
    """Which edge of the concept graph."""

    head: str
    relation: RelationType
    tail: str


def ego_view(
    part: ConceptGraph,
    centers: Sequence[str],
    words: Mapping[RelationType, str],
    *,
    chosen: Edge | None = None,
) -> dict[str, Any]:
    """Give what to draw of the surroundings of some concepts.

    Args:
        part: the concepts to draw and their edges.
        centers: those in the middle.
        words: what each relation is called.
        chosen: the edge to stress, where it is one of ``part``.

    Returns:
        JSON: ``nodes`` as id, label, name, x, y, radius and colour, the middle ones first;
        ``edges`` as positions of head and tail in ``nodes``, relation, word, colour, width, whether
        it has an arrow, whether it is dashed, and its bend; ``chosen``, a position in ``edges``.
    """
    places = rings(part, centers)
    middle = [concept for concept in centers if concept in part]
    ids = [*middle, *(concept for concept in sorted(part) if concept not in middle)]
    nodes = [
        [
            *(concept, _short(part.nodes[concept]["name"]), _line(part.nodes[concept]["name"])),
            *places[concept],
            *((15, _CENTER) if concept in middle else (9, _OTHER)),
        ]
        for concept in ids
    ]
    edges = _edges(part, ids, words)
    keys = [(ids[edge[0]], edge[2], ids[edge[1]]) for edge in edges]
    wanted = (chosen.head, chosen.relation, chosen.tail) if chosen else None
    return {
        "nodes": nodes,
        "edges": edges,
        "chosen": keys.index(wanted) if wanted in keys else -1,
        "overview": False,
    }


def _edges(
    part: ConceptGraph, ids: Sequence[str], words: Mapping[RelationType, str]
) -> list[list[Any]]:
    at = {concept: place for place, concept in enumerate(ids)}
    found = sorted_edges(part)
    parallel = Counter(frozenset((head, tail)) for head, tail, _ in found)
    seen: Counter[frozenset[str]] = Counter()
    edges: list[list[Any]] = []
    for head, tail, edge in found:
        pair = frozenset((head, tail))
        # Edges of the same two concepts bend apart; seen from its own head each bends its own way.
        bend = 0.22 * (seen[pair] - (parallel[pair] - 1) / 2) * (1 if head < tail else -1)
        seen[pair] += 1
        relation = edge["relation"]
        edges.append(
            [
                *(at[head], at[tail], relation, words[relation], COLOURS[relation]),
                round(1.2 + 3 * max(0.0, min(1.0, edge["weight"])), 2),
                *(relation not in SYMMETRIC, relation is RelationType.RELATED, round(bend, 3)),
            ]
        )
    return edges


def overview(graph: ConceptGraph) -> dict[str, Any]:
    """Give what to draw of a whole graph but for concepts without an edge, as ``ego_view`` does.

    Nodes are in order of their names' worth, which is their PageRank. Of many edges the typed
    ones stay, then those of the highest weight.
    """
    places = discs(graph)
    ids = sorted(places, key=lambda concept: (-graph.nodes[concept]["pagerank"], concept))
    at = {concept: place for place, concept in enumerate(ids)}
    top = max((graph.nodes[concept]["pagerank"] for concept in ids), default=1.0) or 1.0
    nodes = [
        [
            *(concept, _short(node["name"]), _line(node["name"]), *places[concept]),
            round(2.6 + 3.4 * (node["pagerank"] / top) ** 0.5, 2),
            group_colour(node["community"]),
        ]
        for concept, node in ((concept, graph.nodes[concept]) for concept in ids)
    ]
    ranked = sorted(
        sorted_edges(graph),
        key=lambda edge: (edge[2]["relation"] is RelationType.RELATED, -edge[2]["weight"]),
    )
    edges = [
        [at[head], at[tail], edge["relation"], "", COLOURS[edge["relation"]], 1, False, False, 0]
        for head, tail, edge in ranked[:_MAX_OVERVIEW_EDGES]
    ]
    return {"nodes": nodes, "edges": edges, "chosen": -1, "overview": True}


def group_colour(community: int) -> str:
    """Give the colour of a community; a few take turns."""
    return _GROUP_COLOURS[community % len(_GROUP_COLOURS)]


def key_html(relation: RelationType, word: str) -> str:
    """Give a relation's colour and word as HTML."""
    return f'<span class="z-key" style="background:{COLOURS[relation]}"></span>{html.escape(word)}'


def _line(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= 4 * _MAX_NAME else f"{line[: 4 * _MAX_NAME - 1]}…"


def _short(name: str) -> str:
    line = _line(name)
    return line if len(line) <= _MAX_NAME else f"{line[: _MAX_NAME - 1]}…"
