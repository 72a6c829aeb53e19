"""The page of notes: what is in the base, what cleaning dropped, adding and removing."""

import html
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from kg.readers import MAX_BYTES, SUFFIXES, NoteError
from kg.records import Note
from search import store
from search.encoder import EncoderError
from search.ingest import Progress, Report, ingest
from search.knowledge_base import KnowledgeBase, NoteEntry
from search.page.page_text import note_html, plain
from search.page.page_widgets import (
    base_folder,
    encoder,
    failure,
    library_words,
    messages,
    opened,
    text,
    translated,
)
from search.page.uploads import remove_upload, save_upload, uploads_folder
from search.removal import remove
from search.storage.removed_notes import forget_removed, read_removed

CORPUS = Path(__file__).parents[2] / "corpus"
SHOWN = 100
"""Rows of the table on a page."""
_LOGGED = 6
"""How many of the last notes read stand in the log."""


def welcome() -> None:
    """Offer to build a knowledge base, on a first visit."""
    w = library_words()
    last_report()
    st.subheader(w.welcome, anchor=False)
    st.write(w.welcome_help)
    if CORPUS.is_dir() and st.button(w.build, type="primary", icon=":material/menu_book:"):
        run_ingest([CORPUS])
    add_notes()
    removed_notes()


def notes_page(base: KnowledgeBase) -> None:
    """Show the notes of the base, and add or remove some."""
    w = library_words()
    st.caption(
        w.totals.format(
            notes=len(base.notes),
            passages=len(base.passages),
            concepts=len(base.concepts),
            relations=base.graph.number_of_edges(),
        )
    )
    with st.expander(w.add, icon=":material/upload_file:", key="adding"):
        add_notes()
    names = _names(base.notes)
    name = st.selectbox(
        w.note,
        list(names),
        index=None,
        key="note",
        placeholder=w.look,
        bind="query-params",
        label_visibility="collapsed",
    )
    if name in names:
        note_view(names[name], base, opened()[1])
    else:
        table(list(names), base.notes)
    removed_notes()


def note_view(at: int, base: KnowledgeBase, notes: Sequence[Note]) -> None:
    """Show a note with what cleaning dropped, and let the user remove it."""
    w, reasons = library_words(), messages().furniture_reasons
    entry = base.notes[at]
    with st.container(horizontal=True, vertical_alignment="center"):
        about = w.about.format(
            characters=entry.characters,
            format=entry.format,
            encoding=plain(entry.encoding),
            path=plain(entry.path),
        )
        st.caption(about)
        remove_button(entry)
    counts = Counter(reasons[span.reason] for span in entry.dropped)
    if not counts:
        st.caption(w.none_dropped)
        text(note_html(notes[at].text, (), None, reasons), "z-note")
        return
    said = messages().comma.join(f"{reason} {count}" for reason, count in counts.most_common())
    st.markdown(plain(w.dropped.format(count=len(entry.dropped), reasons=said)))
    if st.toggle(w.dropped_alone, key="dropped_alone"):
        dropped_table(entry, notes[at])
    else:
        st.caption(w.cleaning)
        text(note_html(notes[at].text, entry.dropped, None, reasons), "z-note")


def dropped_table(entry: NoteEntry, note: Note) -> None:
    """List what cleaning dropped of a note, each with its line and reason."""
    reasons = messages().furniture_reasons
    rows = "".join(
        f'<tr><td class="z-number">{note.line_of(span.start)}</td>'
        f"<td>{reasons[span.reason]}</td>"
        f"<td><del>{html.escape(note.text[span.start : span.end].strip())}</del></td></tr>"
        for span in entry.dropped
        if note.text[span.start : span.end].strip()
    )
    st.html(f'<table class="z-table z-dropped">{rows}</table>')


def remove_button(entry: NoteEntry) -> None:
    """Let the user take a note out of the base, once it is said what becomes of its file."""
    w = library_words()
    is_uploaded = Path(entry.root) == uploads_folder(base_folder()).absolute()
    with st.popover(w.remove, icon=":material/delete:"):
        st.write(w.remove_upload if is_uploaded else w.remove_file)
        if st.button(w.remove, key="remove", type="primary"):
            run_remove(entry, is_uploaded=is_uploaded)


def table(names: Sequence[str], entries: Sequence[NoteEntry]) -> None:
    """List the notes, page by page."""
    w = library_words()
    pages = -(-len(names) // SHOWN)
    page = st.number_input(w.part.format(count=pages), 1, pages, key="list") if pages > 1 else 1
    shown = slice((page - 1) * SHOWN, page * SHOWN)
    head = "".join(f"<th>{title}</th>" for title in w.table)
    rows = "".join(
        f'<tr><td>{html.escape(name)}</td><td class="z-number">{entry.characters:,}</td>'
        f"<td>{entry.format} · {html.escape(entry.encoding)}</td>"
        f'<td class="z-number">{len(entry.dropped)}</td></tr>'
        for name, entry in zip(names[shown], entries[shown], strict=True)
    )
    st.html(f'<table class="z-table z-notes"><tr>{head}</tr>{rows}</table>')


def add_notes() -> None:
    """Take uploaded files or the path of a folder or file."""
    w = library_words()
    with st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader(
            w.upload,
            type=[suffix.lstrip(".") for suffix in SUFFIXES],
            accept_multiple_files=True,
            max_upload_size=MAX_BYTES // 2**20,
            help=w.upload_help,
        )
        named = st.text_input(w.folder, help=w.folder_help, placeholder="~/notes")
        if not st.form_submit_button(w.ingest, type="primary"):
            return
    paths = [_expanded(named.strip())] if named.strip() else []
    try:
        for file in files:
            store.require_own(base_folder())
            save_upload(base_folder(), file.name, file.getvalue())
    except (NoteError, store.StoreError, OSError) as error:
        st.error(failure(error))
        return
    if files:
        paths.append(uploads_folder(base_folder()))
    if paths:
        run_ingest(paths)
    else:
        st.caption(w.nothing_named)


def _expanded(named: str) -> Path:
    """Give a path with its ``~`` expanded; of an unknown user as it is, to be told as missing."""
    try:
        return Path(named).expanduser()
    except RuntimeError:
        return Path(named)


def removed_notes() -> None:
    """List the notes that were removed, each to be added back where its file still is."""
    removed = [path for path in sorted(read_removed(base_folder())) if Path(path).is_file()]
    if not removed:
        return
    w = library_words()
    with st.expander(f"{w.removed} {len(removed)}", icon=":material/history:", key="removed"):
        for at, path in enumerate(removed):
            with st.container(horizontal=True, vertical_alignment="center"):
                if st.button(w.back, key=f"back-{at}", icon=":material/undo:"):
                    run_ingest([Path(path)])
                st.caption(plain(path))


def run_ingest(paths: Sequence[Path]) -> None:
    """Ingest with progress, then say what was done or why not."""
    w = library_words()
    with st.status(w.building, expanded=True) as status:
        try:
            report = ingest(paths, base_folder(), load_encoder=encoder, progress=_shown_progress())
        except (NoteError, store.StoreError, EncoderError, OSError) as error:
            status.update(label=failure(error), state="error")
            return
    st.session_state["report"] = report
    st.rerun()


def run_remove(entry: NoteEntry, *, is_uploaded: bool) -> None:
    """Take a note out of the base, with its file if that was uploaded."""
    try:
        report = remove([entry.path], base_folder(), load_encoder=encoder)
        if is_uploaded:
            with store.lock(base_folder()):
                remove_upload(base_folder(), entry.source)
                # Another upload of that name is welcome.
                forget_removed(base_folder(), {entry.path})
    except (NoteError, store.StoreError, EncoderError, OSError) as error:
        st.error(failure(error))
        return
    st.session_state["report"] = report
    st.rerun()


def last_report() -> None:
    """Show once what the last ingest did, with the notes by what became of them."""
    report: Report | None = st.session_state.pop("report", None)
    if report is None:
        return
    w = library_words()
    renamed = messages().renamed.format(count=len(report.renamed)) if report.renamed else ""
    st.success(
        w.ingested.format(
            added=len(report.added),
            changed=len(report.changed),
            renamed=renamed,
            removed=len(report.removed),
            unchanged=report.unchanged,
            passages=report.passages,
        )
    )
    for error in report.failed:
        st.warning(w.skipped.format(reason=translated(error)))
    for error in report.warnings:
        st.warning(translated(error))
    if report.left_out:
        st.info(f"{w.left_out}{messages().colon}{_listed(report.left_out)}")


def _shown_progress() -> Progress:
    """Give what shows a bar, and below it the last notes read and all that were skipped."""
    w, m = library_words(), messages()
    bar = st.progress(0.0)
    last, skipped = st.empty(), st.container()
    read: list[str] = []

    def tell_stage(name: str) -> None:
        bar.progress(0.0, m.stages.get(name, name))

    def tell_embedded(done: int, total: int) -> None:
        bar.progress(done / max(1, total), w.embedding.format(done=done, total=total))

    def tell_read(found: Note | NoteError) -> None:
        if isinstance(found, NoteError):
            skipped.warning(w.log_skipped.format(reason=translated(found)))
            return
        read.append(found.source)
        lines = "<br>".join(map(html.escape, read[-_LOGGED:]))
        last.html(f'<p class="z-quiet">{w.log_read.format(count=len(read), note=lines)}</p>')

    return Progress(stage=tell_stage, embedded=tell_embedded, read=tell_read)


def _names(entries: Sequence[NoteEntry]) -> dict[str, int]:
    """Name each note by its source, and by its folder where two have the same."""
    counts = Counter(entry.source for entry in entries)
    return {
        entry.source if counts[entry.source] == 1 else f"{entry.source} ({entry.path})": at
        for at, entry in enumerate(entries)
    }


def _listed(names: Sequence[str]) -> str:
    shown = messages().comma.join(map(plain, names[:10]))
    return shown if len(names) <= 10 else f"{shown}… {len(names)}"
