"""What the canvas draws: labels, arrows, colours, widths, and the chosen edge."""

import networkx as nx
import pytest

from kg.graph import ConceptGraph
from kg.records import RelationType
from search.messages import CHINESE
from search.page.page_graph import COLOURS, Edge, ego_view, group_colour, key_html, overview


@pytest.fixture
def graph() -> ConceptGraph:
    part: ConceptGraph = nx.MultiDiGraph()
    for at, concept in enumerate(("bn", "drop", "gv", "relu")):
        part.add_node(concept, name=concept.upper(), community=0, pagerank=0.4 - 0.1 * at)
    for head, relation, tail in (
        ("bn", RelationType.MITIGATES, "gv"),
        ("bn", RelationType.RELATED, "drop"),
        ("relu", RelationType.MITIGATES, "gv"),
    ):
        part.add_edge(head, tail, key=relation, relation=relation, weight=0.4)
    return part


def test_the_middle_comes_first_and_stands_out(graph: ConceptGraph) -> None:
    nodes = ego_view(graph, ["gv"], CHINESE.relations)["nodes"]
    assert nodes[0] == ["gv", "GV", "GV", 0.0, 0.0, 15, "#0f7c68"]
    assert [(node[0], node[5]) for node in nodes[1:]] == [("bn", 9), ("drop", 9), ("relu", 9)]


def test_edges_have_the_word_colour_width_and_arrow_of_their_relation(graph: ConceptGraph) -> None:
    edges = ego_view(graph, ["bn"], CHINESE.relations)["edges"]
    assert edges == [
        [0, 1, "related", "相关", "#8c8c8c", 2.4, False, True, 0.0],
        [0, 2, "mitigates", "缓解", "#078f69", 2.4, True, False, 0.0],
        [3, 2, "mitigates", "缓解", "#078f69", 2.4, True, False, 0.0],
    ]


def test_edges_of_the_same_two_concepts_bend_apart(graph: ConceptGraph) -> None:
    graph.add_edge("gv", "bn", key="causes", relation=RelationType.CAUSES, weight=1.5)
    edges = ego_view(graph, ["bn"], CHINESE.relations)["edges"]
    bends = {(edge[0], edge[1]): edge[8] for edge in edges}
    # Each from its own head: the same sign is another side.
    assert (bends[0, 2], bends[2, 0]) == (-0.11, -0.11)
    assert next(edge[5] for edge in edges if edge[2] == "causes") == 4.2


def test_the_chosen_edge_is_pointed_at(graph: ConceptGraph) -> None:
    edge = Edge("relu", RelationType.MITIGATES, "gv")
    assert ego_view(graph, ["bn"], CHINESE.relations, chosen=edge)["chosen"] == 2
    other = Edge("gv", RelationType.MITIGATES, "relu")
    assert ego_view(graph, ["bn"], CHINESE.relations, chosen=other)["chosen"] == -1
    assert ego_view(graph, ["bn"], CHINESE.relations)["chosen"] == -1


def test_long_names_are_cut_on_one_line(graph: ConceptGraph) -> None:
    graph.nodes["bn"]["name"] = "甲\n乙 " + "丙" * 60
    _, label, name, *_ = ego_view(graph, ["bn"], CHINESE.relations)["nodes"][0]
    assert label == "甲 乙 " + "丙" * 9 + "…"
    assert name == "甲 乙 " + "丙" * 51 + "…"


def test_the_overview_begins_with_the_leading_concepts_and_lacks_those_without_an_edge(
    graph: ConceptGraph,
) -> None:
    for concept, rank in (("x", 0.25), ("y", 0.01), ("z", 0.01), ("loner", 0.3)):
        graph.add_node(concept, name=concept, community=1, pagerank=rank)
    for tail in ("y", "z"):
        graph.add_edge("x", tail, relation=RelationType.RELATED, weight=0.1)
    view = overview(graph)
    assert [node[0] for node in view["nodes"]] == ["bn", "drop", "x", "gv", "relu", "y", "z"]
    assert [node[6] for node in view["nodes"][1:3]] == [group_colour(0), group_colour(1)]
    assert view["nodes"][0][5] == 6.0


def test_the_overview_draws_typed_edges_first(graph: ConceptGraph) -> None:
    edges = overview(graph)["edges"]
    assert [(edge[0], edge[1], edge[2]) for edge in edges] == [
        (0, 2, "mitigates"),
        (3, 2, "mitigates"),
        (0, 1, "related"),
    ]


def test_an_empty_graph_is_an_empty_drawing() -> None:
    assert overview(nx.MultiDiGraph()) == {
        "nodes": [],
        "edges": [],
        "chosen": -1,
        "overview": True,
    }


def test_every_relation_has_a_colour_of_its_own() -> None:
    assert list(COLOURS) == list(RelationType)
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert group_colour(0) == group_colour(10) != group_colour(1)


def test_words_in_html_are_escaped() -> None:
    assert key_html(RelationType.CAUSES, "<b>") == (
        '<span class="z-key" style="background:#d55e00"></span>&lt;b&gt;'
    )
