"""What several pages show: notes, evidence, relations; and what they share: base and model."""

import html
import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import streamlit as st

from kg.neighborhood import GraphNeighbor
from kg.records import Evidence, Note, RelationType, Span
from search import store
from search.encoder import Encoder, load_encoder
from search.knowledge_base import KnowledgeBase
from search.messages import LANGUAGES, Messages
from search.page.page_graph import COLOURS
from search.page.page_text import label, note_html
from search.page.page_words import PAGE_WORDS, PageWords

# The only script of the page, the same for every note.
_SCROLL = """<script>
setTimeout(() => document.getElementById("zhitu-passage")?.scrollIntoView({block: "center"}), 250)
</script>"""


def language() -> str:
    """Give the language that the visitor chose; Chinese without a choice."""
    chosen = st.session_state.get("lang", st.query_params.get("lang"))
    return chosen if chosen in PAGE_WORDS else "zh"


def words() -> PageWords:
    """Give what the page says in the visitor's language."""
    return PAGE_WORDS[language()]


def messages() -> Messages:
    """Give what the page shares with the command line, in the visitor's language."""
    return LANGUAGES[language()]


def base_folder() -> Path:
    """Give the folder of the knowledge base."""
    return Path(os.environ.get("ZHITU_KB", ".zhitu"))


def encoder(name: str) -> Encoder:
    """Give a model, loaded once for all visitors."""
    with st.spinner(words().loading):
        return _load_encoder(name)


@st.cache_resource(show_spinner=False)
def _load_encoder(name: str) -> Encoder:
    return load_encoder(name)


def opened() -> tuple[KnowledgeBase, list[Note]]:
    """Give the knowledge base in use and its notes.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    folder = base_folder()
    # Another build, another time: the one that was cached is then let go.
    return _load(str(folder), (folder / "current").stat().st_mtime_ns)


@st.cache_resource(show_spinner=False, max_entries=1)
def _load(folder: str, built_ns: int) -> tuple[KnowledgeBase, list[Note]]:
    return store.load(Path(folder)), store.read_notes(Path(folder))


def go(page: str, **values: str) -> None:
    """Turn to a page, with what its widgets shall hold; for callbacks."""
    st.session_state.update({"page": page, **values})


def text(content: str, kind: str = "") -> None:
    """Show HTML that ``search.page.page_text`` escaped, with the note's own line ends."""
    st.html(f'<div class="z-text {kind}">{content}</div>')


@st.dialog(" ", width="large")
def show_note(source: str, focus: Span | None, at: int | None = None) -> None:
    """Show a note with a passage marked, and what was dropped struck through.

    Args:
        source: the note's source.
        focus: the passage.
        at: its place in the base's list, where it is known.
    """
    base, notes = opened()
    if at is None:
        at = next(i for i, note in enumerate(notes) if note.source == source)
    st.html(f"<strong>{html.escape(source)}</strong>")
    st.caption(words().cleaning)
    text(note_html(notes[at].text, base.notes[at].dropped, focus), "z-note")
    st.html(_SCROLL, unsafe_allow_javascript=True)


def place_button(source: str, line: int, span: Span, key: str) -> None:
    """Show where something stands, as a button that opens the note there."""
    name = f"{label(source)}:{line}"
    if st.button(name, key=key, type="tertiary", icon=":material/article:", help=words().in_note):
        show_note(source, span)


def evidence(said: Sequence[Evidence], key: str) -> None:
    """Show sentences, each with its place."""
    for at, one in enumerate(said):
        text(html.escape(one.text), "z-said")
        place_button(one.source, one.line_start, Span(one.start, one.end), f"{key}-{at}")


def relations(base: KnowledgeBase, near: Sequence[GraphNeighbor], key: str) -> None:
    """Show neighbors by relation and direction, each with its sentences to unfold."""
    kinds = list(RelationType)
    ordered = sorted(near, key=lambda n: (kinds.index(n.relation), n.direction))
    for (relation, direction), group in groupby(ordered, key=lambda n: (n.relation, n.direction)):
        arrow = "→" if direction == "out" else "←"
        key_html = f'<span class="z-key" style="background:{COLOURS[relation]}"></span>'
        st.html(f'<p class="z-quiet">{key_html}{arrow} {messages().relations[relation]}</p>')
        for each in group:
            name = base.concepts[each.concept].name
            at = f"{key}-{relation}-{direction}-{each.concept}"
            with st.expander(label(name), key=f"{at}-open"):
                evidence(each.evidence, at)
                st.button(
                    words().explore.format(name=label(name)),
                    key=f"{at}-go",
                    on_click=go,
                    args=["concepts"],
                    kwargs={"concept": name},
                )


def offer(names: Sequence[str]) -> None:
    """Show concepts to go to."""
    with st.container(horizontal=True, gap="small"):
        for name in names:
            concept_button(label(name), name, f"to-{name}")


def concept_button(shown: str, name: str, key: str) -> None:
    """Show a button that goes to a concept; ``shown`` is Markdown."""
    st.button(shown, key=key, on_click=go, args=["concepts"], kwargs={"concept": name})
