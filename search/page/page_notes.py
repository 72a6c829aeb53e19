"""The page of notes: what is in the base, what cleaning dropped, adding and removing."""

import html
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from kg.readers import NoteError
from search import store
from search.encoder import EncoderError
from search.ingest import Progress, Report, ingest
from search.knowledge_base import KnowledgeBase, NoteEntry
from search.page.page_text import plain
from search.page.page_widgets import base_folder, encoder, messages, show_note, words
from search.page.uploads import MAX_BYTES, SUFFIXES, remove_upload, save_upload, uploads_folder

CORPUS = Path(__file__).parents[2] / "corpus"


def welcome() -> None:
    """Offer to build a knowledge base, on a first visit."""
    w = words()
    st.subheader(w.welcome, anchor=False)
    st.write(w.welcome_help)
    if CORPUS.is_dir() and st.button(w.build, type="primary", icon=":material/menu_book:"):
        run_ingest([CORPUS])
    add_notes()


def notes_page(base: KnowledgeBase) -> None:
    """Show the notes of the base, and add or remove some."""
    w = words()
    st.caption(
        w.totals.format(
            notes=len(base.notes),
            passages=len(base.passages),
            concepts=len(base.concepts),
            relations=base.graph.number_of_edges(),
        )
    )
    add_notes()
    st.subheader(w.look, anchor=False)
    at = st.selectbox(
        w.in_notes,
        range(len(base.notes)),
        index=None,
        format_func=lambda i: base.notes[i].source,
        placeholder=w.look,
    )
    if at is not None:
        open_or_remove(base.notes[at], at)
    table(base.notes)


def open_or_remove(entry: NoteEntry, at: int) -> None:
    """Show what can be done with a note."""
    w = words()
    with st.container(horizontal=True):
        if st.button(w.open, key="open", icon=":material/article:"):
            show_note(entry.source, None, at=at)
        if Path(entry.root) != uploads_folder(base_folder()).absolute():
            st.caption(w.remove_help.format(root=plain(entry.root)))
        elif st.button(w.remove, key="remove", icon=":material/delete:"):
            remove_upload(base_folder(), entry.source)
            run_ingest([uploads_folder(base_folder())])


def table(entries: Sequence[NoteEntry]) -> None:
    """List the notes."""
    head = "".join(f"<th>{title}</th>" for title in words().notes_table)
    rows = "".join(
        f"<tr><td>{html.escape(e.source)}</td><td>{e.characters:,}</td>"
        f"<td>{e.format} · {html.escape(e.encoding)}</td><td>{len(e.dropped)}</td></tr>"
        for e in entries
    )
    st.html(f'<table class="z-table"><tr>{head}</tr>{rows}</table>')


def add_notes() -> None:
    """Take uploaded files or the path of a folder."""
    w = words()
    with st.form("add", clear_on_submit=True):
        st.markdown(f"**{w.add}**")
        files = st.file_uploader(
            w.upload,
            type=[suffix.lstrip(".") for suffix in SUFFIXES],
            accept_multiple_files=True,
            max_upload_size=MAX_BYTES // 2**20,
            help=w.upload_help,
        )
        named = st.text_input(w.folder, help=w.folder_help)
        if not st.form_submit_button(w.ingest, type="primary"):
            return
    paths = [Path(named.strip()).expanduser()] if named.strip() else []
    for file in files:
        try:
            save_upload(base_folder(), file.name, file.getvalue())
        except (NoteError, OSError) as error:
            st.error(w.error.format(reason=plain(str(error))))
            return
    if files:
        paths.append(uploads_folder(base_folder()))
    if paths:
        run_ingest(paths)


def run_ingest(paths: Sequence[Path]) -> None:
    """Ingest with progress, then say what was done or why not."""
    w, m = words(), messages()
    with st.status(w.building, expanded=True) as status:
        bar = st.progress(0.0)

        def tell_stage(name: str) -> None:
            bar.progress(0.0, m.stages.get(name, name))

        def tell_embedded(done: int, total: int) -> None:
            bar.progress(done / max(1, total), w.embedding.format(done=done, total=total))

        progress = Progress(stage=tell_stage, embedded=tell_embedded)
        try:
            report = ingest(paths, base_folder(), load_encoder=encoder, progress=progress)
        except (NoteError, store.StoreError, EncoderError) as error:
            status.update(label=w.error.format(reason=plain(str(error))), state="error")
            return
        bar.empty()
        status.update(label=w.done, state="complete")
    st.session_state["report"] = report
    st.rerun()


def last_report() -> None:
    """Show once what the last ingest did."""
    report: Report | None = st.session_state.pop("report", None)
    if report is None:
        return
    w = words()
    st.success(
        w.ingested.format(
            added=len(report.added),
            changed=len(report.changed),
            removed=len(report.removed),
            unchanged=report.unchanged,
            passages=report.passages,
        )
    )
    for error in report.failed:
        st.warning(w.skipped.format(reason=plain(str(error))))
