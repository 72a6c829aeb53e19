"""A stored graph gives one concept's edges as the whole graph does."""

from pathlib import Path

import pytest

from kg.graph import ConceptGraph, build_graph
from kg.neighborhood import neighbors
from kg.records import Alias, Concept, Evidence, Relation, RelationType
from search.storage.graph_lines import MemoryGraph, StoredGraph, save_graph_lines
from search.storage.json_lines import StoreError

IDS = ("a", "b", "c", "d")


def small_graph() -> ConceptGraph:
    said = Evidence("n.md", 3, 10, 20, "甲缓解乙。")
    relations = [
        Relation("a", RelationType.MITIGATES, "b", 0.9, 0.2, (said,)),
        Relation("b", RelationType.IS_A, "a", 0.8, 0.2, (said,)),
        Relation("c", RelationType.CAUSES, "b", 0.7, 0.1, (said,)),
        Relation("c", RelationType.USES, "b", 0.6, 0.1, (said,)),
    ]
    concepts = [Concept(i, i.upper(), (Alias(f"{i}2"),)) for i in IDS]
    return build_graph(concepts, [], relations, {}, {}, passages=[])


def test_every_concept_has_the_neighbors_of_the_whole_graph(tmp_path: Path) -> None:
    graph = small_graph()
    save_graph_lines(graph, tmp_path)
    stored = StoredGraph(tmp_path, IDS)
    for concept in IDS:
        for limit in (None, 2, 1):
            near = stored.neighbors(concept, limit=limit)
            assert near == neighbors(graph, concept, limit=limit)
            assert near == MemoryGraph(graph).neighbors(concept, limit=limit)
    found = [
        (near.relation, near.direction, near.concept) for near in stored.neighbors("b", limit=3)
    ]
    assert found == [("mitigates", "in", "a"), ("is_a", "out", "a"), ("causes", "in", "c")]
    assert stored.neighbors("d", limit=None) == []


def test_only_what_is_given_is_read(tmp_path: Path) -> None:
    save_graph_lines(small_graph(), tmp_path)
    lines = (tmp_path / "edges.jsonl").read_bytes()
    weakest = lines.splitlines()[-1]
    assert b'"uses"' in weakest
    (tmp_path / "edges.jsonl").write_bytes(lines.replace(weakest, b"?" * len(weakest)))
    stored = StoredGraph(tmp_path, IDS)
    assert [near.concept for near in stored.neighbors("b", limit=3)] == ["a", "a", "c"]
    with pytest.raises(StoreError, match=r"damaged \(line 4\)"):
        stored.neighbors("b", limit=4)


def test_the_whole_graph_comes_back(tmp_path: Path) -> None:
    graph = small_graph()
    save_graph_lines(graph, tmp_path)
    whole = StoredGraph(tmp_path, IDS).whole
    assert list(whole.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(whole.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_an_unknown_concept_is_an_error(tmp_path: Path) -> None:
    save_graph_lines(small_graph(), tmp_path)
    with pytest.raises(ValueError, match="no concept 'x' in the graph"):
        StoredGraph(tmp_path, IDS).neighbors("x", limit=None)
    with pytest.raises(ValueError, match=r"nodes\.jsonl has 4 concepts, not 2"):
        StoredGraph(tmp_path, IDS[:2])
