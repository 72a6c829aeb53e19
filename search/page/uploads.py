"""Files from the page -> note files in the knowledge base's own folder."""

import re
import unicodedata
from pathlib import Path

from kg.readers import MAX_BYTES, MAX_PAGE_BYTES, SUFFIXES, NoteError

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_MAX_STEM_BYTES = 120


def uploads_folder(base_folder: Path) -> Path:
    """Give the folder of a knowledge base that uploaded notes lie in."""
    return base_folder / "uploads"


def save_upload(base_folder: Path, name: str, content: bytes) -> Path:
    """Write an uploaded note, in place of an earlier one of the same name.

    Raises:
        NoteError: it is too large, or its name is not a note's.
    """
    safe = safe_name(name)
    max_bytes = MAX_PAGE_BYTES if safe.endswith((".html", ".htm")) else MAX_BYTES
    if len(content) > max_bytes:
        raise NoteError(safe, f"is larger than {max_bytes:,} bytes", "split it into smaller files")
    folder = uploads_folder(base_folder)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{safe}.part"  # hidden files are no notes
    part.write_bytes(content)
    return part.replace(folder / safe)


def remove_upload(base_folder: Path, source: str) -> None:
    """Delete an uploaded note by its source; one that is gone is as good as deleted."""
    (uploads_folder(base_folder) / source).unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """Give the last part of a name, without what a disk, a terminal or a page may trip over.

    Raises:
        NoteError: it is not the name of a note.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    path = Path(_UNSAFE.sub("_", last).strip(" ."))
    if path.suffix.lower() not in SUFFIXES:
        known = " ".join(SUFFIXES)
        raise NoteError(last or "?", "is not a note", f"notes are files of {known}")
    stem = path.stem.encode()[:_MAX_STEM_BYTES].decode(errors="ignore").strip(" .")
    return f"{stem or 'note'}{path.suffix.lower()}"
