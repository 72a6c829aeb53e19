"""Notes out of a knowledge base: their files stay, and ingesting their folder leaves them out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.readers import NoteError
from search import store
from search.encoder import Encoder
from search.ingest import Progress, Report, ingest
from search.knowledge_base import NoteEntry
from search.storage.removed_notes import read_removed, write_removed


def remove(
    names: Sequence[str],
    folder: Path,
    *,
    load_encoder: Callable[[str], Encoder],
    progress: Progress | None = None,
) -> Report:
    """Take notes out of a knowledge base until their files themselves are ingested again.

    Without a note left there is no knowledge base any more.

    Args:
        names: what people see of notes, or their paths.
        folder: the knowledge base's folder.
        load_encoder: as for ``ingest``.
        progress: told how far it is.

    Raises:
        NoteError: no note of the base has one of the names, or several have; then none is taken
            out.
        StoreError: as for ``ingest``.
    """
    store.read_manifest(folder)  # where there is no base, not even the lock's folder is made
    with store.lock(folder):
        entries = store.load(folder).notes
        gone = {_named(name, entries).path for name in names}
        write_removed(folder, read_removed(folder) | gone)
        return ingest([], folder, load_encoder=load_encoder, progress=progress, is_locked=True)


def _named(name: str, entries: Sequence[NoteEntry]) -> NoteEntry:
    path = Path(name).absolute().as_posix()
    found = [entry for entry in entries if entry.source == name or entry.path in (name, path)]
    if not found:
        remedy = "give its name as answers show it, or its path"
        raise NoteError(name, "is no note of the knowledge base", remedy)
    if len(found) > 1:
        paths = ", ".join(entry.path for entry in found)
        raise NoteError(name, "is the name of several notes", f"give the path of one: {paths}")
    return found[0]
