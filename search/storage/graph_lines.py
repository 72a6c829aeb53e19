"""The concept graph on disk, read by concept: its first edges without the rest of the graph."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from kg.graph import ConceptGraph, empty_graph, sorted_edges
from kg.neighborhood import GraphNeighbor, edge_order, neighbors, see_edge
from kg.records import Evidence, RelationType
from search.storage.json_lines import JsonLines, write_lines

_NODES, _EDGES, _INCIDENT = "nodes.jsonl", "edges.jsonl", "incident.npy"


class MemoryGraph:
    """A graph that is in memory, whole."""

    def __init__(self, graph: ConceptGraph) -> None:
        """Take the graph."""
        self.whole = graph

    def neighbors(self, concept: str, *, limit: int | None) -> list[GraphNeighbor]:
        """Give a concept's edges as ``kg.neighborhood.neighbors`` does."""
        return neighbors(self.whole, concept, limit=limit)


class StoredGraph:
    """A graph on disk; ``whole`` loads it, ``neighbors`` reads no more than it gives."""

    def __init__(self, folder: Path, concepts: Sequence[str]) -> None:
        """Open what ``save_graph_lines`` wrote.

        Args:
            folder: where it was written.
            concepts: the ids of its nodes, sorted.

        Raises:
            OSError: a file cannot be read.
            ValueError: the files do not belong together.
        """
        self._ids = concepts
        self._nodes = JsonLines(folder / _NODES, dict[str, Any])
        self._edges = JsonLines(folder / _EDGES, dict[str, Any])
        # Two rows: nodes in order, and for each the edges that it is an end of, the first first.
        self._incident = np.load(folder / _INCIDENT, mmap_mode="r", allow_pickle=False)
        if len(self._nodes) != len(concepts):
            raise ValueError(f"{_NODES} has {len(self._nodes)} concepts, not {len(concepts)}")

    @cached_property
    def whole(self) -> ConceptGraph:
        """The graph, loaded once."""
        graph = empty_graph()
        for node in self._nodes:
            graph.add_node(node["id"], **{name: node[name] for name in node if name != "id"})
        for edge in self._edges:
            attributes = _attributes(edge)
            graph.add_edge(edge["source"], edge["target"], key=attributes["relation"], **attributes)
        return graph

    def neighbors(self, concept: str, *, limit: int | None) -> list[GraphNeighbor]:
        """Give a concept's edges as ``kg.neighborhood.neighbors`` does."""
        row = self._row(concept)
        start, end = np.searchsorted(self._incident[0], (row, row + 1))
        edges = (self._edges[edge] for edge in self._incident[1, start:end][:limit].tolist())
        return [
            see_edge(concept, edge["source"], edge["target"], _attributes(edge)) for edge in edges
        ]

    def _row(self, concept: str) -> int:
        row = bisect_left(self._ids, concept)
        if row == len(self._ids) or self._ids[row] != concept:
            raise ValueError(f"no concept {concept!r} in the graph")
        return row


def save_graph_lines(graph: ConceptGraph, folder: Path) -> None:
    """Write a graph, the same bytes for the same graph."""
    ids = sorted(graph)
    rows = {concept: row for row, concept in enumerate(ids)}
    edges = sorted_edges(graph)
    write_lines(folder / _NODES, ({"id": concept, **graph.nodes[concept]} for concept in ids))
    rows_of_edges = ({"source": head, "target": tail, **said} for head, tail, said in edges)
    write_lines(folder / _EDGES, rows_of_edges)
    ends = sorted(
        (rows[end], edge_order(see_edge(end, *edge)), at)
        for at, edge in enumerate(edges)
        for end in edge[:2]
    )
    incident = np.array([(row, at) for row, _, at in ends], dtype=np.int32).reshape(-1, 2).T
    np.save(folder / _INCIDENT, np.ascontiguousarray(incident), allow_pickle=False)


def _attributes(edge: dict[str, Any]) -> dict[str, Any]:
    return {
        "relation": RelationType(edge["relation"]),
        "confidence": edge["confidence"],
        "weight": edge["weight"],
        "evidence": tuple(Evidence(**said) for said in edge["evidence"]),
    }
