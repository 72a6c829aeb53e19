"""Relations on the page: graphs of them, rows of neighbors, and the sentences of the chosen one."""

import html
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from kg.graph import SYMMETRIC, ConceptGraph
from kg.neighborhood import GraphNeighbor
from kg.records import RelationType
from search.knowledge_base import KnowledgeBase, concept_words
from search.page.page_canvas import graph_canvas
from search.page.page_graph import Edge, ego_view, key_html
from search.page.page_text import label
from search.page.page_widgets import chips, concept_button, evidence, go, messages, words

_CHIP_CHARS = 24
_MOST_RELATED = 12


def choose(edge: Edge) -> None:
    """Choose an edge, or let go of the chosen one; for callbacks."""
    st.session_state["edge"] = None if st.session_state.get("edge") == edge else edge


def chosen_edge(base: KnowledgeBase) -> Edge | None:
    """Give the edge that the visitor chose, if the base has it."""
    edge: Edge | None = st.session_state.get("edge")
    if edge and base.graph.has_edge(edge.head, edge.tail, edge.relation):
        return edge
    return None


def draw(
    base: KnowledgeBase, part: ConceptGraph, centers: Sequence[str], *, key: str, height_px: int
) -> None:
    """Draw a part of the graph around some concepts; a click walks to a concept, or chooses."""

    def walk(concept: str) -> None:
        if concept in base.concepts:
            go("concepts", concept=base.concepts[concept].name)

    names = messages().comma.join(base.concepts[concept].name for concept in centers)
    graph_canvas(
        ego_view(part, centers, messages().relations, chosen=chosen_edge(base)),
        key,
        height_px=height_px,
        alt=words().graph_alt.format(name=names, count=len(part)),
        words=words().zoom,
        on_node=walk,
        on_edge=choose,
    )


def edge_panel(base: KnowledgeBase, edge: Edge, *, here: Sequence[str] = ()) -> None:
    """Show the sentences of an edge, and ways to its ends but for those that are ``here``."""
    head, tail = base.concepts[edge.head], base.concepts[edge.tail]
    with st.container(border=True, key="edge-panel"):
        st.html(f'<p class="z-edge">{edge_html(base, edge)}</p>')
        said = base.graph.edges[edge.head, edge.tail, edge.relation]["evidence"]
        evidence(said, "edge", concept_words([head, tail]))
        with chips("ends"):
            for concept in (head, tail):
                if concept.id not in here:
                    name = label(concept.name, max_chars=_CHIP_CHARS)
                    shown = words().explore.format(name=name)
                    concept_button(shown, concept.name, f"end-{concept.id}")


def edge_html(base: KnowledgeBase, edge: Edge, *, backward: bool = False) -> str:
    """Give an edge as HTML, read from its head, or from its tail."""
    ends = [html.escape(base.concepts[concept].name) for concept in (edge.head, edge.tail)]
    left, right = reversed(ends) if backward else ends
    word = key_html(edge.relation, messages().relations[edge.relation])
    before = "← " if backward and edge.relation not in SYMMETRIC else ""
    after = " →" if not backward and edge.relation not in SYMMETRIC else ""
    return f'<b>{left}</b> <span class="z-relation">{before}{word}{after}</span> <b>{right}</b>'


def neighbor_chips(
    base: KnowledgeBase, center: str, near: Sequence[GraphNeighbor], key: str
) -> None:
    """Show neighbors by relation and direction; one that is pressed shows its sentences."""
    kinds = list(RelationType)
    ordered = sorted(near, key=lambda n: (kinds.index(n.relation), n.direction))
    with st.container(gap="xsmall"):
        for way, group in groupby(ordered, key=lambda n: (n.relation, n.direction)):
            _row(base, center, list(group), f"{key}-{'-'.join(way)}")


def _row(base: KnowledgeBase, center: str, alike: Sequence[GraphNeighbor], key: str) -> None:
    relation, direction = alike[0].relation, alike[0].direction
    arrow = "" if relation in SYMMETRIC else " →" if direction == "out" else " ←"
    word = key_html(relation, messages().relations[relation])
    with chips(key):
        st.html(f'<p class="z-relation">{word}{arrow}</p>', width="content")
        _chips(base, center, alike[:_MOST_RELATED], key)
    if len(alike) > _MOST_RELATED:
        rest = words().more.format(count=len(alike) - _MOST_RELATED)
        with st.expander(rest, type="compact"), chips(f"{key}-rest"):
            _chips(base, center, alike[_MOST_RELATED:], key)


def _chips(base: KnowledgeBase, center: str, near: Sequence[GraphNeighbor], key: str) -> None:
    chosen = chosen_edge(base)
    for each in near:
        edge = _edge(base, center, each)
        st.button(
            label(base.concepts[each.concept].name, max_chars=_CHIP_CHARS),
            key=f"{key}-{each.concept}",
            type="primary" if edge == chosen else "secondary",
            on_click=choose,
            args=[edge],
        )


def _edge(base: KnowledgeBase, center: str, near: GraphNeighbor) -> Edge:
    """Give the edge that a neighbor was found by; alike ends are stored in one order only."""
    if near.direction == "out" and base.graph.has_edge(center, near.concept, near.relation):
        return Edge(center, near.relation, near.concept)
    return Edge(near.concept, near.relation, center)
