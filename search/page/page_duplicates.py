"""The page of duplicates: groups of copies side by side, with what differs marked."""

import streamlit as st

from kg.records import Copy, DuplicateGroup, Span
from search.knowledge_base import KnowledgeBase
from search.page.page_text import differences
from search.page.page_widgets import messages, place_button, text, words

SHOWN = 50


def duplicates_page(base: KnowledgeBase) -> None:
    """Show groups of copies by kind and note."""
    w, m = words(), messages()
    if not base.duplicates:
        st.info(m.no_duplicates)
        return
    kinds = [kind for kind in m.kinds if any(g.kind == kind for g in base.duplicates)]
    sources = sorted({c.source for g in base.duplicates for c in (g.canonical, *g.copies)})
    with st.container(horizontal=True):
        chosen = st.pills(
            w.kind, kinds, selection_mode="multi", default=kinds, format_func=m.kinds.__getitem__
        )
        source = st.selectbox(w.in_notes, sources, index=None, placeholder="—")
    groups = [
        group
        for group in base.duplicates
        if group.kind in chosen
        and (not source or source in {c.source for c in (group.canonical, *group.copies)})
    ]
    st.caption(w.groups.format(count=len(groups)))
    pages = max(1, -(-len(groups) // SHOWN))
    page = st.number_input(w.part, 1, pages, key="part") if pages > 1 else 1
    for at, group in enumerate(groups[(page - 1) * SHOWN : page * SHOWN]):
        show_group(group, f"copy-{page}-{at}")


def show_group(group: DuplicateGroup, key: str) -> None:
    """Show the original beside each of its copies."""
    w, m = words(), messages()
    with st.container(border=True):
        st.markdown(f"**{m.kinds[group.kind]}** · {m.similarity} {group.similarity:.2f}")
        for at, copy in enumerate(group.copies):
            marks = differences(group.canonical.text, copy.text)
            titles = (w.canonical, w.copy)
            sides = zip(st.columns(2), titles, (group.canonical, copy), marks, strict=True)
            for side, (column, title, place, html) in enumerate(sides):
                with column:
                    show_place(place, title, html, f"{key}-{at}-{side}")


def show_place(place: Copy, title: str, html: str, key: str) -> None:
    """Show one side of a comparison; ``html`` is escaped."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(title, width="content")
        place_button(place.source, place.line_start, Span(place.start, place.end), key)
    text(html)
