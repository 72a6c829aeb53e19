"""What several pages show: notes, evidence, relations; and what they share: base and model."""

import html
import os
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kg.records import Evidence, Note, Span
from search import store
from search.encoder import Encoder, load_encoder
from search.excerpts import find_matches
from search.knowledge_base import KnowledgeBase
from search.messages import LANGUAGES, Messages
from search.page.library_words import LIBRARY_WORDS, LibraryWords
from search.page.page_text import find_note, label, marked, note_html, plain
from search.page.page_words import PAGE_WORDS, PageWords
from search.readable import make_readable
from search.storage.judged_base import JUDGEMENTS
from search.translation import translate

# The only script of the page, the same for every note.
_SCROLL = """<script>
setTimeout(() => document.getElementById("zhitu-passage")?.scrollIntoView({block: "center"}), 250)
</script>"""

_ADDRESSED = "addressed-"


def language() -> str:
    """Give the language that the visitor chose, else ``own_language``."""
    chosen = st.session_state.get("lang", st.query_params.get("lang"))
    return chosen if chosen in PAGE_WORDS else own_language()


def own_language() -> str:
    """Give the language of ``ZHITU_LANG``, else Chinese."""
    named = os.environ.get("ZHITU_LANG", "")
    return named if named in PAGE_WORDS else next(iter(PAGE_WORDS))


def words() -> PageWords:
    """Give what the page says in the visitor's language."""
    return PAGE_WORDS[language()]


def library_words() -> LibraryWords:
    """Give what the pages of duplicates and notes say in the visitor's language."""
    return LIBRARY_WORDS[language()]


def messages() -> Messages:
    """Give what the page shares with the command line, in the visitor's language."""
    return LANGUAGES[language()]


def translated(error: Exception) -> str:
    """Give an error as Markdown in the visitor's language."""
    return plain(translate(str(error), language()))


def failure(error: Exception) -> str:
    """Give a sentence, as Markdown, on what did not work."""
    return words().error.format(reason=translated(error))


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
    return _load(*build_in_use(), _written_ns(base_folder() / JUDGEMENTS))


def build_in_use() -> tuple[str, int]:
    """Give the base's folder and when it was built; what is cached of another build is let go."""
    folder = base_folder()
    return str(folder), (folder / "current").stat().st_mtime_ns


def _written_ns(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@st.cache_resource(show_spinner=False, max_entries=1)
def _load(folder: str, built_ns: int, judged_ns: int) -> tuple[KnowledgeBase, list[Note]]:
    return store.load_with_notes(Path(folder))


def go(page: str, **values: str) -> None:
    """Turn to a page, with what its widgets shall hold; for callbacks."""
    st.session_state.update({"page": page, "edge": None, **values})
    if page != "ask":  # all at once, so that it is one step of the browser's history
        st.query_params.update({"page": page, **values})


def follow_address(key: str, default: str | None) -> None:
    """Let a widget hold what the address names: at first, and where Back or Forward changed it."""
    named = st.query_params.get(key, default)
    if key not in st.session_state or named != st.session_state.get(_ADDRESSED + key, default):
        st.session_state[key] = named


def keep_in_address(key: str, value: str | None, default: str | None) -> None:
    """Put what a widget holds in the address, which makes it a step of the browser's history.

    Streamlit's own binding puts what is typed in the place of the last step.
    """
    if value is not None and value != default:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]
    st.session_state[_ADDRESSED + key] = value


def text(content: str, kind: str = "") -> None:
    """Show HTML that ``search.page.page_text`` escaped, with the note's own line ends."""
    st.html(f'<div class="z-text {kind}">{content}</div>')


@st.dialog(" ", width="large")
def show_note(source: str, focus: Span, *, path: str = "", said: str = "") -> None:
    """Show a note with a passage marked, and what was dropped struck through.

    Args:
        source: the note's source.
        focus: the passage.
        path: the note's path, where it is known.
        said: the text at ``focus``, where the path is not known.
    """
    base, notes = opened()
    at = find_note(notes, source, focus, path=path, said=said)
    st.html(f"<strong>{html.escape(source)}</strong>")
    st.caption(library_words().cleaning)
    reasons = messages().furniture_reasons
    text(note_html(notes[at].text, base.notes[at].dropped, focus, reasons), "z-note")
    st.html(_SCROLL, unsafe_allow_javascript=True)


def place_button(
    source: str, line: int, span: Span, key: str, *, path: str = "", said: str = "", ahead: str = ""
) -> None:
    """Show where something stands, as a button that opens the note there, as ``show_note`` does.

    ``ahead`` stands before it on the button, so that no line parts them.
    """
    name = f"{ahead}{label(source)}:{line}"
    if st.button(name, key=key, type="tertiary", icon=":material/article:", help=words().in_note):
        show_note(source, span, path=path, said=said)


def evidence(said: Sequence[Evidence], key: str, names: Sequence[str] = ()) -> None:
    """Show sentences, each with its place; ``names`` are marked in them."""
    for at, one in enumerate(said):
        above = f"{make_readable(one.heading).text} › " if one.heading else ""
        shown = above + make_readable(one.text).text
        text(marked(shown, find_matches(shown, names)), "z-said")
        span = Span(one.start, one.end)
        place_button(one.source, one.line_start, span, f"{key}-{at}", said=one.text)


def offer(names: Sequence[str]) -> None:
    """Show concepts to go to."""
    with chips("offered"):
        for name in names:
            concept_button(label(name, max_chars=24), name, f"to-{name}")


def chips(key: str) -> DeltaGenerator:
    """Give a row for small buttons."""
    return st.container(horizontal=True, gap="xsmall", key=f"chips-{key}")


def concept_button(shown: str, name: str, key: str) -> None:
    """Show a button that goes to a concept; ``shown`` is Markdown."""
    st.button(shown, key=key, on_click=go, args=["concepts"], kwargs={"concept": name})
