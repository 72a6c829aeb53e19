"""Note files to a knowledge base: adds, updates and removes, embedding only what is new."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.copies.comparison import Comparer
from kg.copies.copy_places import CopyFinder
from kg.decisions import Decisions, read_decisions
from kg.lazy_segmentation import added_words
from kg.readers import NoteError
from kg.records import Note, Passage
from kg.segmentation import Segmenter
from search import store
from search.dense import DenseIndex
from search.encoder import BUNDLED, Encoder
from search.fields import K1, B, embedding_text, index_terms, substance, window_texts
from search.hits import Matrix, Place
from search.knowledge_base import KnowledgeBase, NoteEntry, concept_words
from search.sparse import SparseIndex
from search.storage.graph_lines import MemoryGraph
from search.storage.known_notes import reread_notes
from search.storage.removed_notes import forget_removed
from search.store import StoreError
from search.windows import Windows

if TYPE_CHECKING:
    from kg.aliases import Contradiction
    from kg.pipeline import Knowledge


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did; notes by source, in path order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[NoteError, ...]
    passages: int
    embedded: int
    """How many passages were new to the encoder."""
    left_out: tuple[str, ...] = ()
    """Notes that were found and are not in the base, as the user removed them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell how far an ingest is."""

    stage: Callable[[str], None] = lambda name: None
    """Called with ``read``, ``clean``, ``concepts``... as each begins."""
    embedded: Callable[[int, int], None] = lambda done, total: None
    """Called with the texts embedded so far and those to embed, passages and their windows."""
    read: Callable[[Note | NoteError], None] = lambda found: None
    """Called with each note as it is read, or with why it is skipped."""


def ingest(
    paths: Sequence[Path],
    folder: Path,
    *,
    load_encoder: Callable[[str], Encoder],
    model: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring a knowledge base up to date with the notes under some paths.

    New and changed notes are processed, unchanged ones skipped, and those that are gone from a
    path are removed. A file that cannot be read is reported, stays as it was in the base, and
    does not stop the rest. A note that the user removed stays out until its file is named.

    Args:
        paths: files or folders; without one, the notes of the base are taken as they are.
        folder: the knowledge base's folder; made if missing.
        load_encoder: loads an encoder by name; called only if something must be embedded.
        model: name of the encoder; by default that of the base, or the bundled one.
        progress: told how far it is.

    Raises:
        NoteError: if a path is missing or cannot be listed, or no note was found at all.
        StoreError: if the base is damaged, locked or cannot be written, or a line of its
            ``aliases.txt`` cannot be understood.
    """
    told = progress or Progress()
    with store.lock(folder):
        told.stage("read")
        old = store.load(folder) if store.exists(folder) else None
        old_notes = store.read_notes(folder) if old else []
        found, roots, failed = _read(paths, {note.path: note for note in old_notes}, told)
        removed = forget_removed(folder, {path for path in found if Path(roots[path]).is_file()})
        left_out = tuple(found.pop(path).source for path in sorted(removed & found.keys()))
        stay = [note for note in old_notes if note.path not in removed]
        kept = [note for note in stay if _stays(note, found, paths)]
        notes = sorted([*kept, *found.values()], key=lambda note: (note.source, note.path))
        if not notes:
            if failed:
                return Report((), (), (), 0, failed, passages=0, embedded=0)
            raise _nothing_found(paths, left_out)
        name = model or (old.model if old else BUNDLED)
        report = replace(_compare(old_notes, notes, found, failed), left_out=left_out)
        decisions = _read_decisions(folder)
        same = old is not None and (old.model, old.decisions) == (name, decisions)
        if old and same and not (report.added or report.changed or report.removed):
            return replace(report, passages=len(old.passages))
        # Imported here because an ingest with nothing new, the most frequent, need not wait for it.
        from kg.pipeline import build

        comparer = Comparer(store.read_comparisons(folder) if old else {})
        knowledge = build(notes, decisions=decisions, comparer=comparer, on_stage=told.stage)
        told.stage("embed")
        embeddings, windows, embedded = _embed(knowledge.passages, old, name, load_encoder, told)
        told.stage("index")
        roots = {entry.path: entry.root for entry in (old.notes if old else ())} | roots
        base = _assemble(knowledge, embeddings, windows, name, roots)
        base = replace(base, decisions=decisions)
        texts = [document.note.text for document in knowledge.documents]
        store.save(folder, base, texts, comparer.used)
        return replace(report, passages=len(base.passages), embedded=embedded)


def _nothing_found(paths: Sequence[Path], left_out: Sequence[str]) -> NoteError:
    where = ", ".join(map(str, paths))
    if left_out:
        return NoteError(where, "all notes here were removed", "name a file itself to add it again")
    return NoteError(where, "no notes here", "name a folder with .txt, .md or .html files")


def _read_decisions(folder: Path) -> Decisions:
    """Read the user's ``aliases.txt`` in the knowledge base's folder, if there is one."""
    try:
        return read_decisions(folder / "aliases.txt")
    except (ValueError, OSError) as error:
        raise StoreError(str(error)) from error


def _read(
    paths: Sequence[Path], known: Mapping[str, Note], told: Progress
) -> tuple[dict[str, Note], dict[str, str], tuple[NoteError, ...]]:
    """Read the notes under the paths, by path, with the root of each and what failed."""
    found: dict[str, Note] = {}
    roots: dict[str, str] = {}
    failed: list[NoteError] = []
    for root in paths:
        for read in reread_notes(root, known):
            told.read(read)
            if isinstance(read, NoteError):
                failed.append(read)
            else:
                found[read.path] = read
                roots[read.path] = root.absolute().as_posix()
    return found, roots, tuple(failed)


def _stays(note: Note, found: dict[str, Note], paths: Sequence[Path]) -> bool:
    """Tell whether a note of the base is under none of the paths, or there but unreadable."""
    if note.path in found:
        return False
    path = Path(note.path)
    under = any(path.is_relative_to(root.resolve()) for root in paths)
    return not under or path.exists()


def _compare(
    old: Sequence[Note],
    notes: Sequence[Note],
    found: dict[str, Note],
    failed: tuple[NoteError, ...],
) -> Report:
    before = {note.path: note for note in old}
    after = {note.path for note in notes}
    fresh = [note for note in notes if note.path in found]
    changed = [
        note.source
        for note in fresh
        if (was := before.get(note.path)) and (was.digest, was.source) != (note.digest, note.source)
    ]
    added = tuple(note.source for note in fresh if note.path not in before)
    return Report(
        added=added,
        changed=tuple(changed),
        removed=tuple(note.source for note in old if note.path not in after),
        unchanged=len(fresh) - len(added) - len(changed),
        failed=failed,
        passages=0,
        embedded=0,
    )


def _embed(
    passages: Sequence[Passage],
    old: KnowledgeBase | None,
    name: str,
    load_encoder: Callable[[str], Encoder],
    told: Progress,
) -> tuple[Matrix, Windows, int]:
    """Embed what the base does not hold yet; give all embeddings and how many passages are new."""
    texts, starts = _texts(passages)
    rows: dict[str, int] = {}
    parts: list[Matrix] = []
    if old and old.model == name:
        rows = {text: row for row, text in enumerate(_texts(old.passages)[0])}
        parts = [old.dense.vectors(range(len(old.passages))), old.windows.rows]
    new = list(dict.fromkeys(text for text in texts if text not in rows))
    rows |= {text: sum(map(len, parts)) + place for place, text in enumerate(new)}
    if new or not parts:
        told.embedded(0, len(new))
        fresh = load_encoder(name).encode_document(
            new, on_progress=lambda done: told.embedded(done, len(new))
        )
        parts.append(fresh)
    embeddings = np.concatenate(parts)[[rows[text] for text in texts]]
    count = len(passages)
    embedded = len({*texts[:count]} & {*new})
    return embeddings[:count], Windows(embeddings[count:], starts), embedded


def _texts(passages: Sequence[Passage]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Give the texts to embed, of passages, then of windows, and where each passage's begin."""
    windows = [window_texts(passage) for passage in passages]
    starts = np.cumsum([0, *map(len, windows)])
    return [*map(embedding_text, passages), *chain.from_iterable(windows)], starts


def _assemble(
    knowledge: "Knowledge", embeddings: Matrix, windows: Windows, model: str, roots: dict[str, str]
) -> KnowledgeBase:
    names = concept_words(knowledge.concepts)
    segmenter = Segmenter(names)
    passages = knowledge.passages
    entries = [
        NoteEntry(
            path=document.note.path,
            source=document.note.source,
            root=roots[document.note.path],
            digest=document.note.digest,
            encoding=document.note.encoding,
            format=document.note.format,
            characters=len(document.note.text),
            title=document.title,
            dropped=document.dropped,
            outside=document.note.outside,
        )
        for document in knowledge.documents
    ]
    copies = CopyFinder(knowledge.duplicates)
    return KnowledgeBase(
        notes=entries,
        passages=passages,
        concepts={concept.id: concept for concept in knowledge.concepts},
        stored_graph=MemoryGraph(knowledge.graph),
        words=added_words(segmenter, names),
        dense=DenseIndex.build(embeddings),
        windows=windows,
        sparse=SparseIndex.build([index_terms(p, segmenter) for p in passages], k1=K1, b=B),
        substance=np.array([substance(p) for p in passages], dtype=np.float32),
        duplicates=knowledge.duplicates,
        also_in={
            i: tuple(Place(c.source, c.start, c.end, c.line_start, c.path) for c in places)
            for i, passage in enumerate(passages)
            if (places := copies.places(passage))
        },
        contradictions=(*map(_describe, knowledge.contradictions), *knowledge.disputes),
        model=model,
    )


def _describe(contradiction: "Contradiction") -> str:
    """Give one line: the names, why they stay apart, and the place of the sentence."""
    said = contradiction.evidence
    place = f"（{said.source}:{said.line_start}）" if said else ""
    return f"{contradiction.a} ≠ {contradiction.b}: {contradiction.reason}{place}"
