"""The web page: its frame, its language and which of its pages is open."""

from collections.abc import Mapping

import streamlit as st

from kg.readers import MAX_BYTES, MAX_PAGE_BYTES
from search import store
from search.encoder import EncoderError
from search.page.page_ask import ask_page
from search.page.page_concepts import concepts_page
from search.page.page_duplicates import duplicates_page
from search.page.page_notes import last_report, notes_page, run_ingest, welcome
from search.page.page_text import plain
from search.page.page_widgets import (
    base_folder,
    failure,
    follow_address,
    keep_in_address,
    library_words,
    messages,
    opened,
    own_language,
    words,
)
from search.page.page_words import LANGUAGE_NAMES
from search.storage.judged_base import JudgementsError
from search.storage.salvage import known_roots

PAGES = {
    "ask": ask_page,
    "concepts": concepts_page,
    "duplicates": duplicates_page,
    "notes": notes_page,
}
STYLE = """<style>
.stMainBlockContainer {max-width: 80rem; padding-top: 1.6rem; padding-bottom: 4rem}
.stAppHeader {background: none; height: 1.6rem; min-height: 1.6rem}
[data-testid="stCaptionContainer"] {opacity: .85 !important}
.stExpander summary {opacity: 1 !important}
[data-testid^="stBaseButton-primary"] {background: #0f766a; border-color: #0f766a; color: #fff}
[class*="st-key-chips"] button {min-height: 2rem; padding: .1rem .7rem; border-radius: 999px}
[class*="st-key-chips"] button p {font-size: .9rem; overflow-wrap: anywhere; white-space: normal}
[class*="st-key-edge-panel"] {background: rgb(128 128 128 / .07)}
.z-title {margin: 0; font-size: 1.35rem; font-weight: 700; white-space: nowrap}
.z-title span {font-size: .9rem; font-weight: 400; opacity: .85; margin-left: .6rem}
.z-quiet {margin: 0; font-size: .9rem; opacity: .85; overflow-wrap: anywhere}
.z-source {margin: 0; font-size: .95rem; overflow-wrap: anywhere}
.z-rank {color: #0f766a; margin-right: .2rem}
@media (prefers-color-scheme: dark) {.z-rank {color: inherit}}
.z-h {margin: 0; padding: 0; font-size: 1.1rem; font-weight: 600}
.z-apart {margin-top: 1.6rem; padding-top: 1.2rem; border-top: 1px solid rgb(128 128 128 / .3)}
.z-name {margin: 0; padding: 0; font-size: 1.6rem; overflow-wrap: anywhere}
.z-relation {margin: 0; font-size: .9rem; white-space: nowrap}
[class*="st-key-chips"] .z-relation {line-height: 2rem; margin-right: .2rem}
.z-dot {display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin-right: .4em}
.z-edge {margin: 0; line-height: 1.7; overflow-wrap: anywhere}
.z-text {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; margin: .15rem 0}
.z-best {font-size: 1.06rem}
.z-text mark {background: rgb(255 190 0 / .32); color: inherit; border-radius: 3px}
.z-text mark.z-minor {background: rgb(128 128 128 / .2)}
.z-text del {background: rgb(214 69 65 / .14)}
.z-text del::before {content: attr(title); display: inline-block; margin-right: .5em;
  padding: 0 .4em; border-radius: 4px; font-size: .78rem; line-height: 1.5;
  background: rgb(128 128 128 / .22)}
.z-said {border-left: 3px solid rgb(15 118 106 / .7); padding-left: .7rem}
.z-note {max-height: 65vh; overflow: auto; font-size: .95rem; padding: .6rem .8rem;
  border: 1px solid rgb(128 128 128 / .35); border-radius: 8px}
.z-key {display: inline-block; width: 1.4em; height: .3em; margin: 0 .4em .2em 0}
.z-table {width: 100%; border-collapse: collapse}
.z-table td, .z-table th {text-align: left; padding: .3rem .5rem; overflow-wrap: anywhere;
  border-bottom: 1px solid rgb(128 128 128 / .3)}
.z-table th, .z-table .z-number {overflow-wrap: normal; word-break: keep-all}
.z-table .z-number {white-space: nowrap}
@media (max-width: 640px) {
  .z-title span, .z-notes td:nth-child(3), .z-notes th:nth-child(3) {display: none}
}
</style>"""


def choose(key: str, title: str, names: Mapping[str, str], first: str) -> str:
    """Let the visitor choose, ``first`` without a choice; the address keeps the choice by key.

    Streamlit's own binding would put the name in the address, which another language lacks.
    """
    if st.query_params.get(key, first) not in names:
        del st.query_params[key]
    follow_address(key, first)
    chosen: str = st.segmented_control(
        title, list(names), required=True, key=key, format_func=names.__getitem__,
        label_visibility="collapsed",
    ) or first  # fmt: skip
    keep_in_address(key, chosen, first)
    return chosen


def speak() -> None:
    """Say in the visitor's words what Streamlit's widgets say in English and cannot be told."""
    w, mb = library_words(), 2**20
    said = {
        '[data-key="__creatable__"] [data-item-hl]': words().typed,
        '[role="listbox"][data-empty] [role="option"] span': words().no_match,
        '[data-testid="stFileUploaderDropzone"] button p': w.choose_files,
        '[data-testid="stFileUploaderDropzoneInstructions"] span': w.limits.format(
            text=MAX_BYTES // mb, page=MAX_PAGE_BYTES // mb
        ),
    }
    rules = (
        f"{where} {{font-size: 0; white-space: normal}}\n"
        f'{where}::after {{content: "{text}"; font-size: .9rem}}'
        for where, text in said.items()
    )
    st.html("<style>{}</style>".format("\n".join(rules)))


def main() -> None:
    """Show the page."""
    st.set_page_config(page_title="知图 Zhitu", page_icon="🔎", layout="wide")
    st.html(STYLE)
    speak()
    has_base = store.exists(base_folder())
    page = ""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.html(f'<p class="z-title">知图<span>{words().tagline}</span></p>', width="content")
        if has_base:
            page = choose("page", words().page, dict(zip(PAGES, words().pages, strict=True)), "ask")
        choose("lang", "语言 Language", LANGUAGE_NAMES, own_language())
    if not has_base:
        welcome()
        return
    last_report()
    try:
        PAGES[page](opened()[0])
    except store.StoreError as error:
        offer_rebuild(error)
    except EncoderError as error:
        st.error(failure(error))


def offer_rebuild(error: store.StoreError) -> None:
    """Say what is wrong with the base, and offer to build it anew from the notes' folders."""
    w, folder = words(), base_folder()
    st.error(failure(error))
    roots = [root for root in known_roots(folder) if root.exists()]
    if not roots or isinstance(error, JudgementsError):
        return
    st.caption(w.rebuild_help.format(folders=messages().comma.join(plain(str(r)) for r in roots)))
    if st.button(w.rebuild, type="primary", icon=":material/refresh:"):
        run_ingest(roots)


main()
