"""The page that answers questions with citations and the concepts around them."""

import html
import time
from collections.abc import Sequence

import streamlit as st

from kg.neighborhood import neighbors
from kg.records import Span
from search.answer import ask
from search.hits import Answer, Citation
from search.knowledge_base import KnowledgeBase
from search.lookup import find_concept
from search.page.page_text import example_questions, label, marked
from search.page.page_widgets import (
    encoder,
    go,
    messages,
    place_button,
    relations,
    show_note,
    text,
    words,
)


def ask_page(base: KnowledgeBase) -> None:
    """Answer questions."""
    question = st.text_input(
        words().question,
        key="q",
        placeholder=words().placeholder,
        type="search",
        bind="query-params",
    )
    asked: list[str] = st.session_state.setdefault("asked", [])
    if not question or not question.strip():
        offer_questions(asked or example_questions(base.passages, limit=6), is_history=bool(asked))
        encoder(base.model)  # warm before the first question, after all else is shown
        return
    answer, seconds = answered(question, base)
    show_answer(answer, seconds, base)
    if asked:
        offer_questions(asked, is_history=True)
    st.session_state["asked"] = [question, *(each for each in asked if each != question)][:10]


def offer_questions(questions: Sequence[str], *, is_history: bool) -> None:
    """Show questions to ask by one press."""
    st.caption(words().history if is_history else words().examples)
    with st.container(horizontal=True, gap="small"):
        for at, each in enumerate(questions):
            st.button(label(each), key=f"offer-{at}", on_click=go, args=["ask"], kwargs={"q": each})


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
            st.info(
                f"**{words().missing}**\n\n{words().missing_help}", icon=":material/search_off:"
            )
        for cited in answer.citations:
            citation_card(cited, is_best=answer.found and cited.rank == 1)
    with right:
        st.markdown(f"**{words().concepts}**")
        if not answer.concepts:
            st.caption(words().no_concepts)
        for concept in answer.concepts:
            concept_card(base, concept.name)


def citation_card(cited: Citation, *, is_best: bool) -> None:
    """Show a citation."""
    with st.container(border=True):
        above = " › ".join((cited.source, *cited.heading))
        lines = words().lines.format(first=cited.line_start, last=cited.line_end)
        st.html(f'<p class="z-quiet"><b>[{cited.rank}]</b> {html.escape(above)} · {lines}</p>')
        text(marked(cited.excerpt, cited.matches), "z-best" if is_best else "")
        with st.container(horizontal=True):
            span = Span(cited.start, cited.end)
            if st.button(words().in_note, key=f"cite-{cited.rank}", icon=":material/article:"):
                show_note(cited.source, span)
            for at, place in enumerate(cited.also_in):
                st.caption(messages().also_in)
                span = Span(place.start, place.end)
                place_button(place.source, place.line_start, span, f"also-{cited.rank}-{at}")
        if cited.passage.strip() != cited.excerpt.strip():
            with st.expander(words().whole):
                text(html.escape(cited.passage))


def concept_card(base: KnowledgeBase, name: str) -> None:
    """Show a concept of the question with its names, its neighbors and a way to its page."""
    concept = find_concept(name, base.concepts)
    with st.container(border=True):
        others = messages().comma.join(alias.name for alias in concept.aliases)
        st.html(f"<strong>{html.escape(name)}</strong> {html.escape(others)}")
        if concept.id in base.graph:
            relations(base, neighbors(base.graph, concept.id, limit=8), f"ask-{concept.id}")
        st.button(
            words().explore.format(name=label(name)),
            key=f"explore-{concept.id}",
            on_click=go,
            args=["concepts"],
            kwargs={"concept": name},
        )
