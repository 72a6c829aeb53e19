"""Note files to Notes, where those whose bytes are known need not be decoded and parsed again."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.readers import NoteError, list_notes, read_note, read_notes
from kg.records import Note


def reread_notes(root: Path, known: Mapping[str, Note]) -> Iterator[Note | NoteError]:
    """Give what ``kg.readers.read_notes`` gives, much sooner where most notes are known.

    A known note stands for its file only if the SHA-256 of all the file's bytes is the same, so
    that no change is missed, whatever the file's times say.

    Args:
        root: a folder or file.
        known: notes read before, by path.

    Raises:
        NoteError: ``root`` is missing or out of reach.
    """
    if not known or _has_closed_folder(root):
        yield from read_notes(root)
        return
    for path in list_notes(root):
        note = _known_note(path, root, known)
        try:
            yield note or read_note(path, root=root)
        except NoteError as error:
            yield error


def _has_closed_folder(root: Path) -> bool:
    """Tell whether a folder cannot be opened, which only ``read_notes`` reports."""
    errors: list[OSError] = []
    if root.is_dir():
        for _, folders, _ in os.walk(root, onerror=errors.append):
            folders[:] = (name for name in folders if not name.startswith("."))
    return bool(errors)


def _known_note(path: Path, root: Path, known: Mapping[str, Note]) -> Note | None:
    folder = root if root.is_dir() else root.parent
    source = path.relative_to(folder).as_posix()
    note = known.get((folder.resolve() / source).as_posix())
    if note is None or note.source != source:
        return None
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # its reader says what is wrong
        return None
    return note if digest == note.digest else None
