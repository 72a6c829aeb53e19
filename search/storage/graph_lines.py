"""The concept graph on disk, read by concept: one's edges without the rest of the graph."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.records import Evidence, RelationType
from search.storage.json_lines import JsonLines, write_lines

if TYPE_CHECKING:
    from kg.graph import ConceptGraph

_NODES, _EDGES, _INCIDENT = "nodes.jsonl", "edges.jsonl", "incident.npy"


class MemoryGraph:
    """A graph that is in memory, whole."""

    def __init__(self, graph: "ConceptGraph") -> None:
        """Take the graph."""
        self.whole = graph

    def around(self, concept: str) -> "ConceptGraph":
        """Give a graph that holds every edge of a concept: the whole one."""
        return self.whole


class StoredGraph:
    """A graph on disk; ``whole`` loads it, ``around`` reads one concept's part of it."""

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
        # Two rows: nodes in order, and for each an edge that it is an end of.
        self._incident = np.load(folder / _INCIDENT, mmap_mode="r", allow_pickle=False)
        if len(self._nodes) != len(concepts):
            raise ValueError(f"{_NODES} has {len(self._nodes)} concepts, not {len(concepts)}")

    @cached_property
    def whole(self) -> "ConceptGraph":
        """The graph, loaded once."""
        return _make_graph(self._nodes, self._edges)

    def around(self, concept: str) -> "ConceptGraph":
        """Give the graph of a concept, its neighbors and the edges between it and them."""
        row = self._row(concept)
        start, end = np.searchsorted(self._incident[0], (row, row + 1))
        edges = [self._edges[edge] for edge in self._incident[1, start:end].tolist()]
        ends = {end for edge in edges for end in (edge["source"], edge["target"])}
        rows = sorted(self._row(end) for end in ends | {concept})
        return _make_graph([self._nodes[row] for row in rows], edges)

    def _row(self, concept: str) -> int:
        row = bisect_left(self._ids, concept)
        if row == len(self._ids) or self._ids[row] != concept:
            raise ValueError(f"no concept {concept!r} in the graph")
        return row


def save_graph_lines(graph: "ConceptGraph", folder: Path) -> None:
    """Write a graph, the same bytes for the same graph."""
    from kg.graph import sorted_edges  # imports networkx, as below

    ids = sorted(graph)
    rows = {concept: row for row, concept in enumerate(ids)}
    edges = sorted_edges(graph)
    write_lines(folder / _NODES, ({"id": concept, **graph.nodes[concept]} for concept in ids))
    write_lines(folder / _EDGES, (_edge_row(*edge) for edge in edges))
    pairs = {(rows[end], at) for at, (*ends, _) in enumerate(edges) for end in ends}
    incident = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2).T
    np.save(folder / _INCIDENT, np.ascontiguousarray(incident), allow_pickle=False)


def _edge_row(head: str, tail: str, attributes: dict[str, Any]) -> dict[str, Any]:
    said = [asdict(evidence) for evidence in attributes["evidence"]]
    return {"source": head, "target": tail, **attributes, "evidence": said}


def _make_graph(nodes: Iterable[dict[str, Any]], edges: Iterable[dict[str, Any]]) -> "ConceptGraph":
    import networkx as nx  # takes half a second, which an ingest with nothing new need not wait for

    graph: ConceptGraph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node["id"], **{name: node[name] for name in node if name != "id"})
    for edge in edges:
        relation = RelationType(edge["relation"])
        graph.add_edge(
            edge["source"],
            edge["target"],
            key=relation,
            relation=relation,
            confidence=edge["confidence"],
            weight=edge["weight"],
            evidence=tuple(Evidence(**said) for said in edge["evidence"]),
        )
    return graph
