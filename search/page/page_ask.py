"""The page that answers questions with citations and the concepts around them."""

import html
import time
from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from kg.graph import ConceptGraph
from kg.neighborhood import GraphNeighbor, neighbors
from kg.records import Concept, Span
from search.answer import ask
from search.hits import Answer, Citation
from search.knowledge_base import KnowledgeBase
from search.lookup import find_concept
from search.messages import SHOWN_PLACES
from search.page.page_edges import chosen_edge, draw, edge_panel, neighbor_chips
from search.page.page_text import example_questions, label, marked
from search.page.page_widgets import (
    chips,
    concept_button,
    encoder,
    follow_address,
    go,
    keep_in_address,
    messages,
    offer,
    place_button,
    show_note,
    text,
    words,
)
from search.readable import make_readable, read_excerpt

_LEADING = 16
_MAX_LINK_CHARS = 500
"""Addresses that are much longer get lost on their way."""
_CONCEPTS, _NEIGHBORS = 3, 6
"""How many concepts of the question are drawn, and how many neighbors of each."""


def ask_page(base: KnowledgeBase) -> None:
    """Answer questions."""
    follow_address("q", "")
    question = st.text_input(
        words().question,
        key="q",
        placeholder=words().placeholder,
        type="search",
        label_visibility="collapsed",
    )
    keep_in_address("q", question if len(question) <= _MAX_LINK_CHARS else "", "")
    asked: list[str] = st.session_state.setdefault("asked", [])
    if not question.strip():
        offer_questions(words().history, asked, "asked")
        offer_questions(words().examples, example_questions(base.passages, limit=6), "example")
        offer_concepts(base)
        encoder(base.model)  # warm before the first question, after all else is shown
        return
    answer, seconds = answered(question, base)
    show_answer(answer, seconds, base)
    offer_questions(words().history, [each for each in asked if each != question], "asked")
    st.session_state["asked"] = [question, *(each for each in asked if each != question)][:10]


def offer_questions(title: str, questions: Sequence[str], key: str) -> None:
    """Show questions to ask by one press, if there are any."""
    if not questions:
        return
    st.caption(title)
    with chips(key):
        for at, each in enumerate(questions):
            st.button(label(each), key=f"{key}-{at}", on_click=go, args=["ask"], kwargs={"q": each})


def offer_concepts(base: KnowledgeBase) -> None:
    """Show the concepts that most others touch."""
    ranked = sorted(base.graph, key=lambda c: (-base.graph.nodes[c]["pagerank"], c))[:_LEADING]
    if ranked:
        st.caption(words().leading)
        offer([base.concepts[concept].name for concept in ranked])


def answered(question: str, base: KnowledgeBase) -> tuple[Answer, float]:
    """Give the answer and the seconds it took; the last one is kept while its page is used."""
    last = st.session_state.get("answer")
    if last is None or last[0].question != question or last[2] is not base:
        model = encoder(base.model)
        with st.spinner(words().searching):
            began = time.perf_counter()
            found = ask(question, base, model)
        last = st.session_state["answer"] = (found, time.perf_counter() - began, base)
    return last[0], last[1]


def show_answer(answer: Answer, seconds: float, base: KnowledgeBase) -> None:
    """Show citations beside the concepts of the question."""
    left, right = st.columns([5, 3], gap="large")
    with left:
        if answer.found:
            st.caption(words().found.format(count=len(answer.citations), seconds=seconds))
        else:
            near = f"\n\n{words().nearest}" if answer.citations else ""
            told = f"**{words().missing}**\n\n{words().missing_help}{near}"
            st.info(told, icon=":material/search_off:")
        for cited in answer.citations:
            citation_card(cited, is_best=answer.found and cited.rank == 1)
    with right:
        st.html(f'<h3 class="z-h">{words().concepts}</h3>')
        if answer.concepts:
            found = [find_concept(concept.name, base.concepts) for concept in answer.concepts]
            surroundings(base, [each for each in found if each.id in base.graph])
        else:
            st.caption(words().no_concepts)


def citation_card(cited: Citation, *, is_best: bool) -> None:
    """Show a citation."""
    with st.container(border=True):
        said = words().line if cited.line_start == cited.line_end else words().lines
        lines = said.format(first=cited.line_start, last=cited.line_end)
        heading = html.escape(" › ".join(make_readable(above).text for above in cited.heading))
        st.html(
            f'<p class="z-source"><b class="z-rank">[{cited.rank}]</b>'
            f" <b>{html.escape(cited.source)}</b> · {lines}</p>"
            f'<p class="z-quiet">{heading}</p>'
        )
        shown = read_excerpt(cited)
        text(marked(shown.text, shown.spans), "z-best" if is_best else "")
        with st.container(horizontal=True, vertical_alignment="center"):
            span = Span(cited.start, cited.end)
            if st.button(words().in_note, key=f"cite-{cited.rank}", icon=":material/article:"):
                show_note(cited.source, span, path=cited.path)
            for at, place in enumerate(cited.also_in[:SHOWN_PLACES]):
                span = Span(place.start, place.end)
                place_button(
                    place.source,
                    place.line_start,
                    span,
                    f"also-{cited.rank}-{at}",
                    path=place.path,
                    ahead=messages().also_in,
                )
            if (count := len(cited.also_in)) > SHOWN_PLACES:
                st.html(f'<p class="z-quiet">{messages().places_in_all.format(count=count)}</p>')
        if cited.passage.strip() != cited.excerpt.strip():
            with st.expander(words().whole, type="compact"):
                text(html.escape(make_readable(cited.passage).text))


def surroundings(base: KnowledgeBase, concepts: Sequence[Concept]) -> None:
    """Draw what surrounds the first concepts of the question, and list it in words."""
    asked = {concept.id for concept in concepts}
    near = {c.id: nearest(base.graph, c.id, asked) for c in concepts[:_CONCEPTS]}
    linked = [concept for concept in near if near[concept]]
    if linked:
        # Either way round: edges that the graph lacks are left out.
        edges: list[Any] = [
            edge
            for concept in linked
            for other in near[concept]
            for edge in (
                (concept, other.concept, other.relation),
                (other.concept, concept, other.relation),
            )
        ]
        part = base.graph.edge_subgraph(edges)
        draw(base, part, linked, key="ask-graph", height_px=320)
        edge = chosen_edge(base)
        if edge:
            edge_panel(base, edge)
        else:
            st.caption(words().no_edge)
    for concept in concepts:
        concept_card(base, concept, near.get(concept.id, []))


def nearest(graph: ConceptGraph, concept: str, asked: Collection[str]) -> list[GraphNeighbor]:
    """Give a concept's nearest neighbors, those that are asked about too before the others."""
    near = neighbors(graph, concept)
    return sorted(near, key=lambda each: each.concept not in asked)[:_NEIGHBORS]


def concept_card(base: KnowledgeBase, concept: Concept, near: Sequence[GraphNeighbor]) -> None:
    """Show a concept of the question with its names, its neighbors and a way to its page."""
    with st.container(border=True):
        others = messages().comma.join(html.escape(alias.name) for alias in concept.aliases)
        st.html(f'<b>{html.escape(concept.name)}</b> <span class="z-quiet">{others}</span>')
        neighbor_chips(base, concept.id, near, f"ask-{concept.id}")
        shown = words().explore.format(name=label(concept.name, max_chars=24))
        concept_button(shown, concept.name, f"explore-{concept.id}")
