"""Places of concepts: rings around some of them, and discs that do not touch."""

import math

import networkx as nx
import pytest

from kg.graph import ConceptGraph
from kg.records import RelationType
from search.page.page_layout import communities, discs, loners, rings


def graph_of(*pairs: tuple[str, str]) -> ConceptGraph:
    part: ConceptGraph = nx.MultiDiGraph()
    for head, tail in pairs:
        part.add_edge(head, tail, key=RelationType.RELATED)
    return part


def test_rings_are_by_distance_whatever_the_direction() -> None:
    part = graph_of(("bn", "drop"), ("bn", "gv"), ("relu", "gv"))
    # gv has what lies behind it in its own sector, and as much room as drop.
    assert rings(part, ["bn"]) == {
        "bn": (0.0, 0.0),
        "drop": (130.0, 0.0),
        "gv": (-130.0, 0.0),
        "relu": (-260.0, 0.0),
    }


def test_a_sector_is_wider_the_more_lies_further_out() -> None:
    part = graph_of(("a", "b"), ("a", "c"), ("c", "d"), ("c", "e"), ("c", "f"))
    places = rings(part, ["a"])
    angles = {c: round(math.degrees(math.atan2(y, x))) for c, (x, y) in places.items() if c != "a"}
    # 1 of 3.5 for b, which lies to the right; 2.5 for c, in thirds for d, e and f.
    assert angles == {"b": 0, "c": 180, "d": 94, "e": 180, "f": -94}


def test_two_in_the_middle_stand_apart_with_their_own_around_them() -> None:
    places = rings(graph_of(("a", "b"), ("a", "x"), ("b", "y")), ["a", "b"])
    assert places == {"a": (65.0, 0.0), "b": (-65.0, 0.0), "x": (195.0, 0.0), "y": (-195.0, 0.0)}


def test_what_no_edge_reaches_is_placed_too() -> None:
    part = graph_of(("a", "b"), ("c", "d"))
    places = rings(part, ["a"])
    assert (places["c"], places["d"]) == ((0.0, 0.0), (0.0, 0.0))


@pytest.mark.parametrize("count", [5, 60])
def test_concepts_of_a_ring_keep_room_for_their_names(count: int) -> None:
    part = graph_of(*(("a", f"b{at:02}") for at in range(count)))
    places = list(rings(part, ["a"]).values())
    nearest = min(
        math.dist(one, other) for at, one in enumerate(places) for other in places[at + 1 :]
    )
    assert nearest > 40


@pytest.fixture
def whole() -> ConceptGraph:
    """Two communities of four and three concepts, and two concepts without an edge."""
    graph = graph_of(("a0", "a1"), ("a0", "a2"), ("a0", "a3"), ("b0", "b1"), ("b0", "b2"))
    for passages, name in enumerate(("lone", "loner"), start=1):
        graph.add_node(name, passages=passages)
    numbers = {"a": 0, "b": 1, "l": 2}
    for concept in graph:
        rank = 0.5 if concept == "a2" else 0.3 if concept == "b0" else 0.1
        graph.add_node(concept, community=numbers[concept[0]], pagerank=rank)
    return graph


def test_communities_lead_with_their_highest_pagerank(whole: ConceptGraph) -> None:
    assert communities(whole) == [["a2", "a0", "a1", "a3"], ["b0", "b1", "b2"]]
    assert loners(whole) == ["loner", "lone"]


def test_the_leading_concept_is_in_the_middle_of_its_disc(whole: ConceptGraph) -> None:
    places = discs(whole)
    assert places["a2"] == (0.0, 0.0)
    assert [round(math.dist(places["a2"], places[c]), 1) for c in ("a0", "a1", "a3")] == [
        12.0,
        17.0,
        20.8,
    ]
    assert set(whole) - set(places) == {"lone", "loner"}


def test_discs_do_not_touch(whole: ConceptGraph) -> None:
    places = discs(whole)
    for one in places:
        for other in places:
            if one[0] != other[0]:
                assert math.dist(places[one], places[other]) > 20


def test_an_empty_graph_has_no_places() -> None:
    assert discs(nx.MultiDiGraph()) == {}
    assert communities(nx.MultiDiGraph()) == []
