"""Notes to a clean copy of them, without furniture and copies, and back byte for byte."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from kg.copies.left_out import LeftOut, leave_out
from kg.records import Document, DuplicateGroup, Note

MANIFEST = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the manifest says of a note, to give it back."""

    name: str
    file: str
    encoding: str
    digest: str
    left_out: tuple[tuple[int, str], ...]
    """Where each span begins in the note, and its text, in order."""
    original: str | None
    """The whole file in Base64, where the clean file alone does not give it back."""

    @classmethod
    def read(cls, note: Mapping[str, Any]) -> "_Entry":
        """Read a note's part of the manifest."""
        left_out = tuple((span["start"], span["text"]) for span in note["left_out"])
        return cls(
            str(note["name"]),
            str(note["file"] or ""),
            note["encoding"],
            note["digest"],
            left_out,
            note.get("original"),
        )


def write_clean_copy(
    documents: Sequence[Document], groups: Sequence[DuplicateGroup], folder: Path
) -> None:
    """Write the notes, as UTF-8, without furniture and without copies but the canonical one.

    ``manifest.json`` lists each span left out: its text, its reason, and where its twin stands.
    Of a copy that is not exact, only the sentences that have a twin are left out. A heading or a
    question below which only copies stood is left out with them. A note of which nothing remains
    gets no file. The notes themselves are only read. Where writing fails, what was written goes
    again.

    Raises:
        ValueError: ``folder`` holds something, or a note has changed since it was read.
    """
    _require_empty(folder)
    ordered = sorted(documents, key=lambda document: document.note.path)
    left_out = leave_out(ordered, groups)
    names = _names([document.note for document in ordered])
    originals = [_read_original(document.note) for document in ordered]
    files, entries = {}, []
    for document, original in zip(ordered, originals, strict=True):
        note, spans = document.note, left_out[document.note.path]
        name = names[note.path]
        clean = _remaining(note.text, spans)
        if clean:
            files[_clean_name(name, note)] = clean.encode("utf-8")
        entries.append(_entry(name, note, original, spans, has_file=bool(clean)))
    manifest = json.dumps({"format": _FORMAT, "notes": entries}, ensure_ascii=False, indent=1)
    _write_whole(folder, {**files, MANIFEST: f"{manifest}\n".encode()})


def restore(folder: Path, target: Path) -> tuple[Path, ...]:
    """Write the original notes of a clean copy under ``target``, byte for byte.

    Returns:
        The files written, in path order of the notes.

    Raises:
        ValueError: ``folder`` is no clean copy, one of its files is missing or was changed, or
            ``target`` holds something. Nothing is written then.
    """
    _require_empty(target)
    originals = [(entry.name, _original(folder, entry)) for entry in _read_manifest(folder)]
    inside = target.resolve()
    for name, _ in originals:
        if not (target / name).resolve().is_relative_to(inside):
            raise ValueError(f"{folder / MANIFEST} names {name}, outside the folder; write it anew")
    _write_whole(target, dict(originals))
    return tuple(target / name for name, _ in originals)


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not an empty folder; name a new one")


def _write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files out of sight and move them into a folder: what fails leaves nothing there.

    The folder may be empty already, and be the current one or a mounted disk.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished:
            for name, content in files.items():
                file = Path(unfinished) / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            with ExitStack() as back:
                for entry in sorted(Path(unfinished).iterdir()):
                    back.callback(entry.replace(folder / entry.name).replace, entry)
                back.pop_all()
    except OSError:
        if is_new and not any(folder.iterdir()):
            folder.rmdir()
        raise


def _read_original(note: Note) -> bytes:
    try:
        original = Path(note.path).read_bytes()
    except OSError as error:
        raise ValueError(f"{note.source} cannot be read; run zhitu ingest again") from error
    if hashlib.sha256(original).hexdigest() != note.digest:
        raise ValueError(f"{note.source} has changed since it was read; run zhitu ingest again")
    return original


def _names(notes: Sequence[Note]) -> dict[str, str]:
    """Name each note's file: its source, in a numbered folder where another is in the way.

    That is one of the same name, one that is the folder of this, or a folder that this is.
    """
    names: dict[str, str] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for note in notes:
        name, number = note.source, 1
        while _own(name, note) & (files | folders) or _above(name) & files:
            number += 1
            name = f"{number}/{note.source}"
        files |= _own(name, note)
        folders |= _above(name)
        names[note.path] = name
    return names


def _own(name: str, note: Note) -> set[str]:
    return {name, _clean_name(name, note)}


def _above(name: str) -> set[str]:
    return {str(folder) for folder in PurePosixPath(name).parents}


def _clean_name(name: str, note: Note) -> str:
    return f"{name}.md" if note.format == "html" else name


def _remaining(text: str, left_out: Sequence[LeftOut]) -> str:
    """Give a note's text without the spans left out; nothing where only blanks would remain."""
    parts, position = [], 0
    for span in left_out:
        parts.append(text[position : span.start])
        position = span.end
    clean = "".join((*parts, text[position:]))
    return clean if clean.strip() else ""


def _entry(
    name: str, note: Note, original: bytes, left_out: Sequence[LeftOut], *, has_file: bool
) -> dict[str, object]:
    """Give a note's part of the manifest; its bytes whole where its text does not give them."""
    entry: dict[str, object] = {
        "name": name,
        "file": _clean_name(name, note) if has_file else None,
        "encoding": note.encoding,
        "digest": note.digest,
        "left_out": [asdict(span) for span in left_out],
    }
    if not has_file or not _is_encoded(note, original):
        entry["original"] = base64.b64encode(original).decode("ascii")
    return entry


def _is_encoded(note: Note, original: bytes) -> bool:
    try:
        return note.format != "html" and note.text.encode(note.encoding) == original
    except UnicodeEncodeError:
        return False


def _read_manifest(folder: Path) -> list[_Entry]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            raise ValueError(f"{path} has format {manifest['format']}; write the clean copy anew")
        return [_Entry.read(note) for note in manifest["notes"]]
    except (OSError, UnicodeError, json.JSONDecodeError, LookupError, TypeError) as error:
        raise ValueError(
            f"{folder} holds no {MANIFEST} of a clean copy; name a folder that --write made"
        ) from error


def _original(folder: Path, entry: _Entry) -> bytes:
    """Give a note's bytes from its clean file and what was left out."""
    try:
        if entry.original is not None:
            original = base64.b64decode(entry.original)
        else:
            clean = (folder / entry.file).read_bytes().decode("utf-8")
            original = _put_back(clean, entry.left_out).encode(entry.encoding)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ValueError(f"{folder / entry.file} cannot be read; write it anew") from error
    if hashlib.sha256(original).hexdigest() != entry.digest:
        raise ValueError(f"{folder / entry.file} was changed; write the clean copy anew")
    return original


def _put_back(clean: str, left_out: Sequence[tuple[int, str]]) -> str:
    parts: list[str] = []
    used = length = 0
    for start, text in left_out:
        parts += (clean[used : used + start - length], text)
        used += start - length
        length = start + len(text)
    return "".join((*parts, clean[used:]))
