"""The web page: its frame, its language and which of its pages is open."""

from collections.abc import Mapping

import streamlit as st

from search import store
from search.page.page_ask import ask_page
from search.page.page_concepts import concepts_page
from search.page.page_duplicates import duplicates_page
from search.page.page_notes import last_report, notes_page, welcome
from search.page.page_text import plain
from search.page.page_widgets import base_folder, opened, words
from search.page.page_words import LANGUAGE_NAMES

PAGES = {
    "ask": ask_page,
    "concepts": concepts_page,
    "duplicates": duplicates_page,
    "notes": notes_page,
}
STYLE = """<style>
.stMainBlockContainer {max-width: 76rem; padding-top: 2.2rem}
[data-testid="stCaptionContainer"] {opacity: .82 !important}
[data-testid^="stBaseButton-primary"] {background: #0f766a; border-color: #0f766a; color: #fff}
.z-title {margin: 0; font-size: 1.5rem; font-weight: 700}
.z-quiet {margin: 0; font-size: .9rem; opacity: .82}
.z-text {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; margin: .15rem 0}
.z-best {font-size: 1.08rem}
.z-text mark {background: rgb(255 190 0 / .32); color: inherit; border-radius: 3px}
.z-text del {background: rgb(214 69 65 / .14)}
.z-said {border-left: 3px solid rgb(15 118 106 / .7); padding-left: .7rem}
.z-note {max-height: 65vh; overflow: auto; font-size: .95rem; padding: .6rem .8rem;
  border: 1px solid rgb(128 128 128 / .35); border-radius: 8px}
.z-key {display: inline-block; width: 1.4em; height: .3em; margin: 0 .4em .2em 0}
.z-table {width: 100%; border-collapse: collapse}
.z-table td, .z-table th {text-align: left; padding: .3rem .5rem; overflow-wrap: anywhere;
  border-bottom: 1px solid rgb(128 128 128 / .3)}
</style>"""


def choose(key: str, title: str, names: Mapping[str, str]) -> str:
    """Let the visitor choose, the first without a choice; the address keeps the choice by key.

    Streamlit's own binding would put the name in the address, which another language lacks.
    """
    first = next(iter(names))
    asked = st.query_params.get(key)
    if key not in st.session_state:
        st.session_state[key] = asked if asked in names else first
    chosen: str = st.segmented_control(
        title, list(names), required=True, key=key, format_func=names.__getitem__,
        label_visibility="collapsed",
    ) or first  # fmt: skip
    if chosen != first:
        st.query_params[key] = chosen
    elif asked is not None:
        del st.query_params[key]
    return chosen


def main() -> None:
    """Show the page."""
    st.set_page_config(page_title="知图 Zhitu", page_icon="🔎", layout="wide")
    st.html(STYLE)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.html(f'<p class="z-title">知图</p><p class="z-quiet">{words().tagline}</p>')
        choose("lang", "语言 Language", LANGUAGE_NAMES)
    if not store.exists(base_folder()):
        welcome()
        return
    page = choose("page", words().page, dict(zip(PAGES, words().pages, strict=True)))
    last_report()
    try:
        base, _ = opened()
    except store.StoreError as error:
        st.error(words().error.format(reason=plain(str(error))))
        return
    PAGES[page](base)


main()
