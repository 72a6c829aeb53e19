"""Neighbors, paths, subgraphs and names of a small graph."""

import pytest

from kg.graph import ConceptGraph, build_graph
from kg.neighborhood import GraphNeighbor, Hop, find_names, find_path, neighbors, subgraph
from kg.records import Concept, Evidence, Relation, RelationType

SAID = (Evidence("a.md", 1, 0, 2, "原句"),)


def tie(
    head: str, relation: RelationType, tail: str, confidence: float = 0.8, weight: float = 0.2
) -> Relation:
    return Relation(head, relation, tail, confidence, weight, SAID)


def make_graph(*relations: Relation) -> ConceptGraph:
    ids = {end for relation in relations for end in (relation.head, relation.tail)} | {"孤立"}
    return build_graph(
        [Concept(concept, concept.upper()) for concept in ids], [], relations, {}, {}, passages=[]
    )


GRAPH = make_graph(
    tie("bn", RelationType.MITIGATES, "梯度消失", 0.9),
    tie("sigmoid", RelationType.CAUSES, "梯度消失", 0.9),
    tie("relu", RelationType.MITIGATES, "梯度消失", 0.9, 0.3),
    tie("bn", RelationType.RELATED, "relu", 0.95),
    tie("bn", RelationType.CONTRASTS, "ln", 0.5),
    tie("dropout", RelationType.CONTRASTS, "bn", 0.5),
    tie("梯度消失", RelationType.RELATED, "lstm", 0.99),
)


def test_neighbors_rank_typed_first_then_confidence_weight_and_id() -> None:
    assert neighbors(GRAPH, "梯度消失") == [
        GraphNeighbor(RelationType.MITIGATES, "in", "relu", 0.9, 0.3, SAID),
        GraphNeighbor(RelationType.MITIGATES, "in", "bn", 0.9, 0.2, SAID),
        GraphNeighbor(RelationType.CAUSES, "in", "sigmoid", 0.9, 0.2, SAID),
        GraphNeighbor(RelationType.RELATED, "out", "lstm", 0.99, 0.2, SAID),
    ]


def test_symmetric_relations_point_out_from_both_ends() -> None:
    assert [
        (near.relation.value, near.direction, near.concept) for near in neighbors(GRAPH, "bn")
    ] == [
        ("mitigates", "out", "梯度消失"),
        ("contrasts", "out", "dropout"),
        ("contrasts", "out", "ln"),
        ("related", "out", "relu"),
    ]
    assert neighbors(GRAPH, "ln") == [
        GraphNeighbor(RelationType.CONTRASTS, "out", "bn", 0.5, 0.2, SAID)
    ]


def test_neighbors_are_cut_to_the_limit() -> None:
    assert [near.concept for near in neighbors(GRAPH, "bn", limit=2)] == ["梯度消失", "dropout"]
    assert neighbors(GRAPH, "bn", limit=0) == []
    assert neighbors(GRAPH, "孤立") == []


def test_unknown_concept_and_bad_limits_are_refused() -> None:
    with pytest.raises(ValueError, match="no concept 'gan' in the graph"):
        neighbors(GRAPH, "gan")
    with pytest.raises(ValueError, match="no concept 'gan' in the graph"):
        find_path(GRAPH, "bn", "gan")
    with pytest.raises(ValueError, match="no concept 'gan' in the graph"):
        subgraph(GRAPH, "gan", depth=1, limit=5)
    with pytest.raises(ValueError, match="limit is -1, below 0"):
        neighbors(GRAPH, "bn", limit=-1)
    with pytest.raises(ValueError, match="limit is 0, below 1"):
        subgraph(GRAPH, "bn", depth=1, limit=0)


def test_path_tells_head_and_tail_from_the_way_it_goes() -> None:
    assert find_path(GRAPH, "sigmoid", "ln") == [
        Hop("sigmoid", RelationType.CAUSES, "梯度消失", forward=True, evidence=SAID),
        Hop("bn", RelationType.MITIGATES, "梯度消失", forward=False, evidence=SAID),
        Hop("bn", RelationType.CONTRASTS, "ln", forward=True, evidence=SAID),
    ]
    assert find_path(GRAPH, "ln", "dropout") == [
        Hop("ln", RelationType.CONTRASTS, "bn", forward=True, evidence=SAID),
        Hop("bn", RelationType.CONTRASTS, "dropout", forward=True, evidence=SAID),
    ]


def test_no_path() -> None:
    assert find_path(GRAPH, "bn", "孤立") == []
    assert find_path(GRAPH, "bn", "bn") == []
    assert find_path(GRAPH, "sigmoid", "ln", max_hops=2) == []


def route(graph: ConceptGraph, a: str, b: str, *, max_hops: int = 4) -> list[str]:
    hops = find_path(graph, a, b, max_hops=max_hops)
    return [hop.tail if hop.forward else hop.head for hop in hops]


def test_two_typed_hops_beat_a_related_one_unless_hops_are_few() -> None:
    graph = make_graph(
        tie("a", RelationType.RELATED, "c", 0.3),
        tie("a", RelationType.CAUSES, "b", 0.9),
        tie("b", RelationType.CAUSES, "c", 0.9),
    )
    assert route(graph, "a", "c") == ["b", "c"]
    assert route(graph, "a", "c", max_hops=1) == ["c"]


def test_path_avoids_hubs() -> None:
    spokes = [tie("hub", RelationType.USES, f"轮辐{number}", 0.8) for number in range(20)]
    detour = [tie("a", RelationType.USES, "quiet", 0.8), tie("quiet", RelationType.USES, "b", 0.8)]
    through = [tie("a", RelationType.USES, "hub", 0.9), tie("hub", RelationType.USES, "b", 0.9)]
    assert route(make_graph(*spokes, *detour, *through), "a", "b") == ["quiet", "b"]
    assert route(make_graph(*detour, *through), "a", "b") == ["hub", "b"]


def test_equal_paths_take_the_smaller_id() -> None:
    graph = make_graph(
        tie("a", RelationType.USES, "n", 0.8),
        tie("n", RelationType.USES, "b", 0.8),
        tie("a", RelationType.USES, "m", 0.8),
        tie("m", RelationType.USES, "b", 0.8),
    )
    assert route(graph, "a", "b") == ["m", "b"]


def test_path_takes_the_best_of_parallel_edges() -> None:
    graph = make_graph(
        tie("a", RelationType.USES, "b", 0.4), tie("b", RelationType.PART_OF, "a", 0.7)
    )
    assert find_path(graph, "a", "b") == [
        Hop("b", RelationType.PART_OF, "a", forward=False, evidence=SAID)
    ]


def test_subgraph_keeps_the_nearest_and_every_edge_between_them() -> None:
    part = subgraph(GRAPH, "bn", depth=1, limit=10)
    assert list(part) == ["bn", "dropout", "ln", "relu", "梯度消失"]
    assert list(part.edges(keys=True)) == [
        ("bn", "dropout", "contrasts"),
        ("bn", "ln", "contrasts"),
        ("bn", "relu", "related"),
        ("bn", "梯度消失", "mitigates"),
        ("relu", "梯度消失", "mitigates"),
    ]
    assert part.nodes["bn"] == GRAPH.nodes["bn"]
    assert part.edges["bn", "ln", "contrasts"] == GRAPH.edges["bn", "ln", "contrasts"]


def test_subgraph_grows_by_level_up_to_the_limit() -> None:
    assert list(subgraph(GRAPH, "bn", depth=0, limit=10)) == ["bn"]
    assert list(subgraph(GRAPH, "bn", depth=2, limit=3)) == ["bn", "dropout", "梯度消失"]
    assert list(subgraph(GRAPH, "ln", depth=2, limit=3)) == ["bn", "ln", "梯度消失"]
    assert len(subgraph(GRAPH, "bn", depth=2, limit=10)) == 7


NAMES = ["梯度消失", "梯度爆炸", "梯度", "批量梯度下降", "BN", "ReLU", "Leaky ReLU", "B", "束搜索"]


@pytest.mark.parametrize(
    ("query", "limit", "expected"),
    [
        ("梯", 2, ["梯度", "梯度消失"]),
        ("梯度", 9, ["梯度", "梯度消失", "梯度爆炸", "批量梯度下降"]),
        ("ｒｅｌｕ", 9, ["ReLU", "Leaky ReLU"]),
        ("BN 层", 9, ["BN", "B"]),
        ("梯度消矢", 2, ["梯度", "梯度消失"]),
        ("ReLUU6x", 1, ["ReLU"]),
        ("拓扑", 9, []),
        ("  ", 9, []),
        ("梯度", 0, []),
    ],
)
def test_find_names(query: str, limit: int, expected: list[str]) -> None:
    assert find_names(NAMES, query, limit=limit) == expected
    assert find_names(NAMES[::-1], query, limit=limit) == expected


def test_find_names_by_spelling() -> None:
    assert find_names(["LSTM", "LayerNorm", "Transformer"], "Transfomer", limit=3) == [
        "Transformer"
    ]
