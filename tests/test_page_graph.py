"""The chart of a concept's surroundings: its places, its arrows, its colours."""

import networkx as nx
import pytest

from kg.graph import ConceptGraph
from kg.records import RelationType
from search.messages import CHINESE
from search.page.page_graph import COLOURS, ego_chart, rings


@pytest.fixture
def graph() -> ConceptGraph:
    part: ConceptGraph = nx.MultiDiGraph()
    for concept in ("bn", "drop", "gv", "relu"):
        part.add_node(concept, name=concept.upper())
    for head, relation, tail in (
        ("bn", RelationType.MITIGATES, "gv"),
        ("bn", RelationType.RELATED, "drop"),
        ("relu", RelationType.MITIGATES, "gv"),
    ):
        part.add_edge(head, tail, key=relation, relation=relation, weight=0.4)
    return part


def test_rings_are_by_distance_whatever_the_direction(graph: ConceptGraph) -> None:
    assert rings(graph, "bn") == {
        "bn": (0.0, 0.0),
        "drop": (0.0, -130.0),
        "gv": (0.0, 130.0),
        "relu": (0.0, -260.0),
    }


def test_what_no_edge_reaches_is_placed_too(graph: ConceptGraph) -> None:
    graph.remove_edge("relu", "gv")
    assert rings(graph, "bn")["relu"] == (0.0, 0.0)


def test_edges_have_the_colour_word_and_arrow_of_their_relation(graph: ConceptGraph) -> None:
    links = ego_chart(graph, "bn", CHINESE.relations, is_dark=False)["series"][0]["links"]
    assert [(e["source"], e["target"], e["value"], e["symbol"][1]) for e in links] == [
        ("bn", "drop", "相关", "none"),
        ("bn", "gv", "缓解", "arrow"),
        ("relu", "gv", "缓解", "arrow"),
    ]
    assert links[1]["lineStyle"] == {"color": "#009e73", "width": 2.0, "type": "solid"}


def test_nodes_are_in_order_of_id_and_names_are_no_templates(graph: ConceptGraph) -> None:
    graph.nodes["drop"]["name"] = "{b} 一个很长很长很长很长的名字"
    nodes = ego_chart(graph, "bn", CHINESE.relations, is_dark=True)["series"][0]["data"]
    assert [node["id"] for node in nodes] == ["bn", "drop", "gv", "relu"]
    assert nodes[1]["label"] == {"formatter": "(b) 一个很长很长很长很…"}


def test_every_relation_has_a_colour_of_its_own() -> None:
    assert list(COLOURS) == list(RelationType)
    assert len(set(COLOURS.values())) == len(COLOURS)
