"""Note files to a knowledge base: adds, updates and removes, embedding only what is new."""

import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from kg.copies.comparison import Comparer
from kg.decisions import Line, decide, read_lines
from kg.names import fold_name
from kg.readers import NoteError, read_notes
from kg.records import Note
from search import store
from search.assembly import assemble, embed
from search.encoder import BUNDLED, Encoder
from search.knowledge_base import KnowledgeBase, concept_words
from search.storage.removed_notes import forget_removed
from search.storage.salvage import forget, known_model, known_roots
from search.store import DamageError, StoreError

_ALIASES = "aliases.txt"


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did; notes by source, in path order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Notes with another text than before."""
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[NoteError, ...]
    """Files that could not be read, and lines of the user's ``aliases.txt``: all left out."""
    passages: int
    embedded: int
    """How many passages were new to the encoder."""
    left_out: tuple[str, ...] = ()
    """Notes that were found and are not in the base, as the user removed them."""
    renamed: tuple[str, ...] = ()
    """Notes with the same text, whose source is another as they came from another path."""
    warnings: tuple[NoteError, ...] = ()
    """What was done, and may not be as it was meant: a line of a file each."""

    @property
    def has_changes(self) -> bool:
        """Whether any note is not as it was."""
        return bool(self.added or self.changed or self.removed or self.renamed)


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell how far an ingest is."""

    stage: Callable[[str], None] = lambda name: None
    """Called with ``read``, ``clean``, ``concepts``... as each begins."""
    embedded: Callable[[int, int], None] = lambda done, total: None
    """Called with the texts embedded so far and those to embed, passages and their windows."""
    read: Callable[[Note | NoteError], None] = lambda found: None
    """Called with each note as it is read, or with why it is skipped."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What an ingest finds in the knowledge base's folder."""

    base: KnowledgeBase | None = None
    notes: Sequence[Note] = ()
    model: str | None = None
    roots: Sequence[Path] = ()
    """Where its notes came from, if they must all be read again."""


def ingest(
    paths: Sequence[Path],
    folder: Path,
    *,
    load_encoder: Callable[[str], Encoder],
    model: str | None = None,
    progress: Progress | None = None,
    is_locked: bool = False,
) -> Report:
    """Bring a knowledge base up to date with the notes under some paths.

    New and changed notes are processed, unchanged ones skipped, and those that are gone from a
    path are removed; without a note left there is no knowledge base any more. A file that cannot
    be read is reported, stays as it was in the base, and does not stop the rest. A note that the
    user removed stays out until its file is named.

    A base that is damaged or of another version is built anew, from the paths and from wherever
    its notes came from, as far as that can be told; what is gone of the latter is reported.

    Args:
        paths: files or folders, of which the outermost names what lies in several; without one,
            the notes of the base are taken as they are.
        folder: the knowledge base's folder; made if missing.
        load_encoder: loads an encoder by name; called only if something must be embedded.
        model: name of the encoder; by default that of the base, or the bundled one.
        progress: told how far it is.
        is_locked: whether the caller holds the folder's lock.

    Raises:
        NoteError: if a path is missing or cannot be listed, or no note was found at all.
        StoreError: if the base is locked or cannot be read or written, or its folder is filled
            with other files, or its ``aliases.txt`` or a line of its ``duplicates.txt`` cannot
            be read.
    """
    told = progress or Progress()
    store.require_own(folder)
    with nullcontext() if is_locked else store.lock(folder):
        told.stage("read")
        before = _open(folder)
        old = before.base
        warnings: list[NoteError] = []
        found, roots, failed = _read(paths, before, folder, told, warn=warnings.append)
        removed = forget_removed(folder, _files(paths) & found.keys())
        left_out = tuple(found.pop(path).source for path in sorted(removed & found.keys()))
        stay = [note for note in before.notes if note.path not in removed]
        kept = [note for note in stay if _stays(note, found, paths)]
        notes = sorted([*kept, *found.values()], key=lambda note: (note.source, note.path))
        wrong: list[NoteError] = []
        lines = _read_lines(folder, warn=wrong.append)
        report = _compare(before.notes, notes, found, (*failed, *wrong))
        report = replace(report, left_out=left_out)
        if not notes:
            if report.removed:
                forget(folder)
            elif not failed:
                raise _nothing_found(paths, left_out)
            return report
        name = model or before.model or BUNDLED
        decisions = decide(lines)
        same = old is not None and (old.model, old.decisions) == (name, decisions)
        if old and same and not report.has_changes:
            warnings += _idle_lines(lines, old, folder)
            return replace(report, passages=len(old.passages), warnings=tuple(warnings))
        # Imported here because an ingest with nothing new, the most frequent, need not wait for it.
        from kg.pipeline import build

        comparer = Comparer(store.read_comparisons(folder) if old else {})
        knowledge = build(notes, decisions=decisions, comparer=comparer, on_stage=told.stage)
        told.stage("embed")
        vectors = embed(
            knowledge.passages, old, name, load_encoder=load_encoder, on_progress=told.embedded
        )
        told.stage("index")
        roots = {entry.path: entry.root for entry in (old.notes if old else ())} | roots
        base = assemble(knowledge, vectors, model=name, roots=roots, decisions=decisions)
        texts = [document.note.text for document in knowledge.documents]
        store.save(folder, base, texts, comparer.used)
        warnings += _idle_lines(lines, base, folder)
        return replace(
            report,
            passages=len(base.passages),
            embedded=vectors.new,
            warnings=tuple(warnings),
        )


def _open(folder: Path) -> _Before:
    """Load the base, if there is one; of one that cannot be, tell what is needed to build it."""
    if not store.exists(folder):
        return _Before()
    try:
        store.check(folder)
        base, notes = store.load_with_notes(folder)
    except DamageError:
        return _Before(model=known_model(folder), roots=known_roots(folder))
    return _Before(base, notes, base.model)


def _nothing_found(paths: Sequence[Path], left_out: Sequence[str]) -> NoteError:
    where = ", ".join(map(str, paths))
    if left_out:
        return NoteError(where, "all notes here were removed", "name a file itself to add it again")
    return NoteError(where, "no notes here", "name a folder with .txt, .md or .html files")


def _read_lines(folder: Path, *, warn: Callable[[NoteError], None]) -> tuple[Line, ...]:
    """Read the user's ``aliases.txt`` in the knowledge base's folder, if there is one."""
    try:
        return read_lines(folder / _ALIASES, warn=warn)
    except (ValueError, OSError) as error:
        raise StoreError(str(error)) from error


def _idle_lines(lines: Sequence[Line], base: KnowledgeBase, folder: Path) -> list[NoteError]:
    """Tell of the lines of ``aliases.txt`` that say nothing of what is in the notes."""
    known = {fold_name(name) for name in concept_words(base.concepts.values())} if lines else set()
    where, remedy = str(folder / _ALIASES), "write them as the notes do or delete the line"
    return [
        NoteError(where, f"no note names {line.a} or {line.b}", remedy, line=line.number)
        for line in lines
        if not known & {fold_name(line.a), fold_name(line.b)}
    ]


def _read(
    paths: Sequence[Path],
    before: _Before,
    folder: Path,
    told: Progress,
    *,
    warn: Callable[[NoteError], None],
) -> tuple[dict[str, Note], dict[str, str], tuple[NoteError, ...]]:
    """Read the notes under the paths, by path, with the root of each and what failed."""
    found: dict[str, Note] = {}
    roots: dict[str, str] = {}
    failed: list[NoteError] = []
    known = {note.path: note for note in before.notes}
    every = {path.absolute(): path for path in (*before.roots, *paths)}
    for root in sorted(every.values(), key=_depth):
        try:
            _require_apart(root, folder)
            for read in read_notes(root, known=known, leave_out=folder, warn=warn):
                if isinstance(read, NoteError):
                    failed.append(read)
                elif read.path in found:  # an outer root has named it
                    continue
                else:
                    found[read.path] = read
                    roots[read.path] = root.absolute().as_posix()
                told.read(read)
        except NoteError as error:
            if root in paths:
                raise
            failed.append(error)
    return found, roots, tuple(failed)


def _require_apart(root: Path, folder: Path) -> None:
    """Refuse the knowledge base's own folder: what lies in it is not for reading."""
    if os.path.realpath(root) == os.path.realpath(folder):
        where = str(root)
        raise NoteError(
            where,
            "is the knowledge base's own folder",
            "keep the notes and the knowledge base apart, with --kb",
        )


def _depth(path: Path) -> int:
    return os.path.realpath(path).count(os.sep)


def _files(paths: Sequence[Path]) -> set[str]:
    """Give the paths that notes have whose files themselves are named."""
    return {(path.parent.resolve() / path.name).as_posix() for path in paths if path.is_file()}


def _stays(note: Note, found: dict[str, Note], paths: Sequence[Path]) -> bool:
    """Tell whether a note of the base is under none of the paths, or there but unreadable."""
    if note.path in found:
        return False
    path = Path(note.path)
    under = any(path.is_relative_to(root.resolve()) for root in paths)
    return not under or not _is_gone(path)


def _is_gone(path: Path) -> bool:
    """Tell whether nothing is at a path; of one out of reach nobody can tell."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _compare(
    old: Sequence[Note],
    notes: Sequence[Note],
    found: dict[str, Note],
    failed: tuple[NoteError, ...],
) -> Report:
    before = {note.path: note for note in old}
    after = {note.path for note in notes}
    fresh = [note for note in notes if note.path in found]
    added = tuple(note.source for note in fresh if note.path not in before)
    again = [(before[note.path], note) for note in fresh if note.path in before]
    changed = tuple(note.source for was, note in again if was.digest != note.digest)
    same = [(was.source, note.source) for was, note in again if was.digest == note.digest]
    renamed = tuple(source for was, source in same if was != source)
    return Report(
        added=added,
        changed=changed,
        removed=tuple(note.source for note in old if note.path not in after),
        unchanged=len(same) - len(renamed),
        failed=failed,
        passages=0,
        embedded=0,
        renamed=renamed,
    )
