"""Communities and PageRank of a graph with two clusters."""

import networkx as nx
import numpy as np
import pytest

from kg.communities import annotate, detect_communities, leaders, rank, with_whole_weights
from kg.graph import ConceptGraph, build_graph
from kg.records import Concept, Evidence, Relation, RelationType

SAID = Evidence("a.md", 1, 0, 2, "原句")
NAMES = {
    "bn": "BN",
    "relu": "ReLU",
    "梯度消失": "梯度消失",
    "bleu": "BLEU",
    "beam": "束搜索",
    "孤立": "孤立",
}
TIES = [
    ("bn", RelationType.MITIGATES, "梯度消失", 0.9),
    ("relu", RelationType.MITIGATES, "梯度消失", 0.8),
    ("bn", RelationType.CONTRASTS, "relu", 0.6),
    ("beam", RelationType.IMPROVES, "bleu", 0.7),
]


def make_graph(ties: list[tuple[str, RelationType, str, float]]) -> ConceptGraph:
    concepts = [Concept(concept, name) for concept, name in NAMES.items()]
    relations = [
        Relation(head, relation, tail, confidence, 0.2, (SAID,))
        for head, relation, tail, confidence in ties
    ]
    return build_graph(concepts, [], relations, {}, {}, passages=[])


def test_communities_are_numbered_by_size_then_by_smallest_id() -> None:
    assert detect_communities(make_graph(TIES), seed=0) == {
        "beam": 1,
        "bleu": 1,
        "bn": 0,
        "relu": 0,
        "孤立": 2,
        "梯度消失": 0,
    }


def test_concepts_without_edges_stand_alone() -> None:
    assert detect_communities(make_graph([]), seed=0) == {
        "beam": 0,
        "bleu": 1,
        "bn": 2,
        "relu": 3,
        "孤立": 4,
        "梯度消失": 5,
    }


@pytest.mark.parametrize("relation", [RelationType.USES, RelationType.RELATED])
def test_typed_edges_tie_closer_than_related_ones(relation: RelationType) -> None:
    # relu hangs between two pairs, by 0.5 to each side; a typed edge counts for two.
    other = RelationType.RELATED if relation == RelationType.USES else RelationType.USES
    graph = make_graph(
        [
            ("bn", RelationType.USES, "梯度消失", 0.9),
            ("beam", RelationType.USES, "bleu", 0.9),
            ("bn", relation, "relu", 0.5),
            ("bleu", other, "relu", 0.5),
        ]
    )
    found = detect_communities(graph, seed=0)
    assert (found["relu"] == found["bn"]) == (relation == RelationType.USES)
    assert (found["relu"] == found["bleu"]) == (relation == RelationType.RELATED)


def test_pagerank_of_a_pair_and_a_lone_concept() -> None:
    ranks = rank(make_graph([("beam", RelationType.IMPROVES, "bleu", 0.7)]))
    # Two share what flows between them; each of the four lone ones keeps its jump alone:
    # x = 0.15 / 6 + 0.85 * 4x / 6 for a lone one, and (1 - 4x) / 2 for each of the pair.
    lone = (0.15 / 6) / (1 - 0.85 * 4 / 6)
    assert ranks == {
        "beam": pytest.approx((1 - 4 * lone) / 2, abs=1e-8),
        "bleu": pytest.approx((1 - 4 * lone) / 2, abs=1e-8),
        "bn": pytest.approx(lone, abs=1e-8),
        "relu": pytest.approx(lone, abs=1e-8),
        "孤立": pytest.approx(lone, abs=1e-8),
        "梯度消失": pytest.approx(lone, abs=1e-8),
    }


def test_pagerank_begins_at_and_goes_to_what_is_likely_a_term() -> None:
    ties = [
        ("bn", RelationType.USES, "relu", 0.5),
        ("bn", RelationType.USES, "bleu", 0.5),
        ("beam", RelationType.USES, "bleu", 0.3),
    ]
    likely = {"beam": 1.0, "bleu": 0.2, "bn": 0.8, "relu": 0.9, "孤立": 0.4, "梯度消失": 0.7}
    begin = np.array(list(likely.values())) / 4.0
    steps = np.tile(begin, (6, 1))  # from what has no ties
    steps[:4] = 0
    steps[0, 1] = steps[3, 2] = 1
    steps[1, [0, 2]] = np.array([0.3 * 1.0, 0.5 * 0.8]) / 0.7
    steps[2, [1, 3]] = np.array([0.5 * 0.2, 0.5 * 0.9]) / 0.55
    ranks = np.linalg.solve(np.eye(6) - 0.85 * steps.T, 0.15 * begin)
    found = rank(make_graph(ties), likely)
    assert found == {
        concept: pytest.approx(x, abs=1e-8) for concept, x in zip(likely, ranks, strict=True)
    }
    assert annotate(make_graph(ties), likelihoods=likely).nodes["bn"]["pagerank"] == found["bn"]


def test_annotate_sets_both_on_a_copy() -> None:
    graph = make_graph(TIES)
    annotated = annotate(graph, seed=0)
    assert {concept: annotated.nodes[concept]["community"] for concept in annotated} == (
        detect_communities(graph, seed=0)
    )
    assert {concept: annotated.nodes[concept]["pagerank"] for concept in annotated} == rank(graph)
    assert graph.nodes["bleu"]["community"] == 0
    assert graph.nodes["bleu"]["pagerank"] == 0.0
    assert list(annotated.edges(keys=True)) == list(graph.edges(keys=True))


def test_the_highest_ranked_others_lead_a_community() -> None:
    graph = annotate(make_graph(TIES))
    # 梯度消失 has 2 * (0.9 + 0.8) of strength, bn 2 * (0.9 + 0.6), relu 2 * (0.8 + 0.6).
    assert leaders(graph, "relu") == ["梯度消失", "BN"]
    assert leaders(graph, "relu", limit=1) == ["梯度消失"]


def test_empty_graph() -> None:
    graph = build_graph([], [], [], {}, {}, passages=[])
    assert detect_communities(graph, seed=0) == {}
    assert rank(graph) == {}
    assert list(annotate(graph)) == []


def test_weights_are_whole_and_add_up_so_that_louvain_ends() -> None:
    projection: nx.Graph[int] = nx.Graph()
    projection.add_nodes_from(range(5))
    projection.add_weighted_edges_from([(0, 1, 0.1), (1, 2, 0.2), (0, 2, 0.7), (2, 3, 1 / 3)])
    exact = with_whole_weights(projection)
    weights = [attributes["weight"] for _, _, attributes in exact.edges(data=True)]
    assert [type(weight) for weight in weights] == [int] * 4
    assert sum(weights) == 2**24
    assert weights[2] / weights[0] == pytest.approx(2, rel=1e-5)
    assert list(exact) == [0, 1, 2, 3, 4]
