"""The page of duplicates: copies side by side, with what differs marked, to be judged."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from kg.judgements import keep, rejoin, set_apart
from kg.names import fold_letters
from kg.records import Copy, DuplicateGroup, Span
from search.duplicate_report import render_page
from search.knowledge_base import KnowledgeBase
from search.messages import say_size
from search.page.clean_zip import zip_clean_copy
from search.page.page_text import label
from search.page.page_widgets import (
    base_folder,
    build_in_use,
    failure,
    library_words,
    messages,
    opened,
    place_button,
    text,
)
from search.storage.judged_base import JUDGEMENTS
from search.text_differences import Piece, mark_differences, split_equal

SHOWN = 20
"""Groups on a page."""
_MINOR = ' class="z-minor"'
_MAX_PAIRS = 10
"""Copies of a group that are shown beside the canonical one; the rest are listed."""


def duplicates_page(base: KnowledgeBase) -> None:
    """Show groups of copies by kind and note, and let the user judge them."""
    w, m = library_words(), messages()
    if not base.duplicates and not base.set_apart:
        st.info(m.no_duplicates)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        counts = (len(base.duplicates), len(base.set_apart))
        view = st.segmented_control(
            w.views[0],
            [0, 1],
            default=0,
            required=True,
            key="copies",
            format_func=lambda at: f"{w.views[at]} {counts[at]}",
            label_visibility="collapsed",
        )
        is_apart = view == 1
        every = base.set_apart if is_apart else base.duplicates
        groups = filtered(every)
        downloads(base)
    if not groups:
        st.caption(w.nothing_left if every else w.none_apart)
        return
    pages = -(-len(groups) // SHOWN)
    page = st.number_input(w.part.format(count=pages), 1, pages, key="part") if pages > 1 else 1
    for at, group in enumerate(groups[(page - 1) * SHOWN : page * SHOWN]):
        show_group(group, f"{'apart' if is_apart else 'copy'}-{page}-{at}", is_apart=is_apart)


def filtered(groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
    """Let the user choose kinds and a note, and give the groups that fit."""
    w, m = library_words(), messages()
    kinds = [kind for kind in m.kinds if any(g.kind == kind for g in groups)]
    sources = sorted({copy.source for group in groups for copy in _members(group)})
    # What was chosen may be gone with the group that was judged last.
    state = st.session_state
    state["kinds"] = [kind for kind in state.get("kinds", ()) if kind in kinds]
    if state.get("copied") not in sources:
        state["copied"] = None
    chosen = kinds
    if len(kinds) > 1:
        chosen = st.pills(
            w.kind,
            kinds,
            selection_mode="multi",
            key="kinds",
            format_func=lambda kind: f"{m.kinds[kind]} {sum(g.kind == kind for g in groups)}",
            label_visibility="collapsed",
        )
    source = st.selectbox(
        w.note,
        sources,
        key="copied",
        placeholder=w.any_note,
        label_visibility="collapsed",
        width=320,
    )
    return [
        group
        for group in groups
        if group.kind in (chosen or kinds)
        and source in {None, *(copy.source for copy in _members(group))}
    ]


def show_group(group: DuplicateGroup, key: str, *, is_apart: bool) -> None:
    """Show a group: a text that stands in several places once, others beside the kept one."""
    w, m = library_words(), messages()
    same, others = split_equal(group)
    with st.container(border=True):
        kind = f"**{m.kinds[group.kind]}** · {m.similarity} {group.similarity:.2f}"
        count = w.same_text.format(count=len(same) + 1)
        st.markdown(f"{kind} · {count}" if same else kind)
        if same:
            text(html.escape(group.canonical.text), "z-copy")
            show_place(group.canonical, w.canonical, f"{key}-kept")
            for at, copy in enumerate(same):
                with st.container(horizontal=True, vertical_alignment="center"):
                    show_place(copy, w.copy, f"{key}-same-{at}")
                    judge_buttons(group, copy, f"{key}-same-{at}", is_apart=is_apart)
        for at, copy in enumerate(others[:_MAX_PAIRS]):
            show_pair(group, copy, f"{key}-{at}")
            judge_buttons(group, copy, f"{key}-{at}", is_apart=is_apart)
        if rest := others[_MAX_PAIRS:]:
            st.caption(m.more_copies.format(count=len(rest)))
            for at, copy in enumerate(rest):
                show_place(copy, w.copy, f"{key}-rest-{at}")


def show_pair(group: DuplicateGroup, copy: Copy, key: str) -> None:
    """Show the kept text and a copy side by side."""
    w = library_words()
    sides = mark_differences(group.canonical.text, copy.text)
    titles = (w.canonical, w.copy)
    shown = zip(st.columns(2), titles, (group.canonical, copy), sides, strict=True)
    for at, (column, title, place, pieces) in enumerate(shown):
        with column:
            show_place(place, title, f"{key}-side-{at}")
            text(_marked(pieces), "z-copy")


def show_place(place: Copy, title: str, key: str) -> None:
    """Show where a text stands, as a button that opens the note there."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        st.caption(title, width="content")
        span = Span(place.start, place.end)
        place_button(place.source, place.line_start, span, key, path=place.path)


def judge_buttons(group: DuplicateGroup, copy: Copy, key: str, *, is_apart: bool) -> None:
    """Let the user say that a copy is none, or is the one to keep; or take the former back."""
    w = library_words()
    if is_apart:
        act = partial(rejoin, _file(), group.canonical, copy)
        _judging_button(w.rejoin, f"{key}-rejoin", "undo", act, w.rejoined)
        return
    with st.container(horizontal=True, gap="xsmall"):
        act = partial(set_apart, _file(), group.canonical, copy)
        _judging_button(w.apart, f"{key}-apart", "call_split", act, w.judged, w.apart_help)
        kept = w.kept.format(note=label(copy.source))
        act = partial(keep, _file(), group, copy)
        _judging_button(w.keep, f"{key}-keep", "star", act, kept, w.keep_help)


def _judging_button(
    title: str, key: str, icon: str, act: Callable[[], None], said: str, why: str | None = None
) -> None:
    def judge() -> None:
        try:
            act()
        except (OSError, ValueError) as error:
            st.session_state["judged"] = failure(error)
        else:
            st.session_state["judged"] = said
        st.session_state.pop("packed", None)

    st.button(title, key=key, icon=f":material/{icon}:", type="tertiary", help=why, on_click=judge)


def downloads(base: KnowledgeBase) -> None:
    """Offer the report of copies and the clean copy."""
    w, m = library_words(), messages()
    if said := st.session_state.pop("judged", None):
        st.toast(said)
    with st.popover(w.download, icon=":material/download:"):
        groups = tuple(base.duplicates)
        st.download_button(
            w.report,
            lambda: render_page(groups, (), m),
            "zhitu-duplicates.html",
            "text/html",
            icon=":material/description:",
            on_click="ignore",
        )
        if st.button(w.pack, key="pack", icon=":material/folder_zip:", help=w.pack_help):
            st.session_state["packed"] = (build_in_use(), _pack(groups))
        build, packed = st.session_state.get("packed", (None, None))
        if packed and build == build_in_use():  # not what other notes left behind
            title = w.zip.format(size=say_size(len(packed)))
            st.download_button(
                title, packed, "zhitu-clean.zip", "application/zip", type="primary",
                on_click="ignore",
            )  # fmt: skip


def _pack(groups: Sequence[DuplicateGroup]) -> bytes | None:
    from kg.pipeline import clean_all  # loads all that ingesting needs

    w = library_words()
    try:
        with st.spinner(w.packing):
            return zip_clean_copy(clean_all(opened()[1]), groups)
    except (OSError, ValueError) as error:
        st.error(failure(error))
    return None


def _file() -> Path:
    return base_folder() / JUDGEMENTS


def _members(group: DuplicateGroup) -> tuple[Copy, ...]:
    return (group.canonical, *group.copies)


def _marked(pieces: Sequence[Piece]) -> str:
    """Give HTML in which words that differ stand out, and marks and spaces hardly."""
    return "".join(
        f"<mark{'' if fold_letters(piece.text) else _MINOR}>{html.escape(piece.text)}</mark>"
        if piece.differs
        else html.escape(piece.text)
        for piece in pieces
    )
