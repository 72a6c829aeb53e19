"""Note files -> Notes, in path order: which files are notes, their names and their text."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.encodings import Decoded, EncodingError, decode
from kg.records import Note, Span

_FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
SUFFIXES = tuple(_FORMATS)
"""Of the names of notes, lower case."""
MAX_BYTES = 32 * 1024 * 1024
# A page takes about a hundred times its size in memory.
MAX_PAGE_BYTES = 8 * 1024 * 1024


class NoteError(Exception):
    """A file that cannot be read as a note; as a string one line: where, what, how to mend it."""

    def __init__(self, source: str, wrong: str, remedy: str, *, line: int | None = None) -> None:
        """Keep the parts; ``line`` counts from 1."""
        super().__init__(source, wrong, remedy)
        self.source = source
        self.wrong = wrong
        self.remedy = remedy
        self.line = line

    def __str__(self) -> str:
        """Give ``source:line: what is wrong; remedy``."""
        # A file's name may hold line breaks, and bytes that are no UTF-8.
        name = " ".join(self.source.splitlines()).encode("utf-8", "replace").decode("utf-8")
        place = name if self.line is None else f"{name}:{self.line}"
        return f"{place}: {self.wrong}; {self.remedy}"


def _ignore(warning: NoteError) -> None:
    """Tell nobody."""


def read_notes(
    root: Path,
    *,
    known: Mapping[str, Note] = MappingProxyType({}),
    leave_out: Path | None = None,
    warn: Callable[[NoteError], None] = _ignore,
) -> Iterator[Note | NoteError]:
    """Read every note under a folder, or one file, ordered by POSIX path relative to the folder.

    Hidden files and folders are left out. Links are followed, but each real folder and file
    counts once, under its own name where that lies in the folder. What cannot be read comes as
    its error, in its place, and the rest follows; folders that cannot be opened come last.

    Args:
        root: A folder, or a file, whatever its name.
        known: Notes read before, by path: where a file's bytes are the same, its known note is
            given, and nothing is decoded and parsed again.
        leave_out: A folder that is passed over; one inside of it may be ``root`` all the same.
        warn: Told of each note that is read although some of its bytes cannot be.

    Raises:
        NoteError: ``root`` is missing or out of reach: no note of it can be told to be gone.
    """
    paths, errors = _scan(root, leave_out)
    for path in paths:
        try:
            yield read_note(path, root=root, known=known, warn=warn)
        except NoteError as error:
            yield error
    yield from errors


def read_note(
    path: Path,
    *,
    root: Path,
    max_bytes: int = MAX_BYTES,
    known: Mapping[str, Note] = MappingProxyType({}),
    warn: Callable[[NoteError], None] = _ignore,
) -> Note:
    """Read and decode one file; its line ends stay as they are.

    Args:
        path: The file, under ``root`` or the same as it.
        root: The folder that ``Note.source`` is relative to; for a single file, the file.
        max_bytes: The largest file that is read; of HTML, never more than 8 MiB.
        known: As for ``read_notes``.
        warn: As for ``read_notes``.

    Raises:
        NoteError: The file cannot be opened, is too large, is not text, is empty, has an unknown
            encoding, or is not of a note's format.
        ValueError: ``path`` does not lie under ``root``.
    """
    absolute, source = _place(path, root)
    note_format = _FORMATS.get(path.suffix.lower())
    if note_format is None:
        suffixes = " ".join(SUFFIXES)
        raise NoteError(source, "is not a note", f"notes are files of {suffixes}")
    is_html = note_format == "html"
    raw = _read_bytes(path, source, min(max_bytes, MAX_PAGE_BYTES) if is_html else max_bytes)
    digest = hashlib.sha256(raw).hexdigest()
    note = known.get(absolute)
    if note is not None and (note.source, note.digest) == (source, digest):
        return note
    try:
        decoded = decode(raw, is_html=is_html)
    except EncodingError as error:
        raise NoteError(source, error.wrong, error.remedy, line=error.line) from error
    text = decoded.text
    outside: tuple[Span, ...] = ()
    if is_html:
        # Imported here because it takes a second, which other notes need not wait for.
        from kg.pages.html_pages import read_page

        page = read_page(text)
        text, outside = page.text, page.outside
    if not text.strip():
        raise NoteError(source, "is empty", "write something in it or delete it")
    if decoded.broken_line:
        warn(_broken(source, decoded))
    return Note(absolute, source, text, note_format, decoded.encoding, digest, outside)


def _scan(root: Path, leave_out: Path | None) -> tuple[tuple[Path, ...], list[NoteError]]:
    """List the note files under ``root``, and the folders that cannot be opened."""
    try:
        root.stat()
    except OSError as error:
        raise _unreadable(str(root), error) from error
    if not root.is_dir():
        return (root,), []
    files: dict[str, Path] = {}
    errors: list[NoteError] = []
    seen = {os.path.realpath(leave_out)} if leave_out else set()
    # What links reach waits until all real folders are done: a note keeps its own name.
    folders, links = deque([root]), deque[Path]()
    while folders or links:
        path = folders.popleft() if folders else links.popleft()
        real = os.path.realpath(path)
        if not _is_folder(path):
            files.setdefault(real, path)
        elif real not in seen:
            seen.add(real)
            try:
                _sort_entries(path, folders, links)
            except OSError as error:
                if path == root:
                    raise _unreadable(str(root), error) from error
                errors.append(_unreadable(path.relative_to(root).as_posix(), error))
    ordered = sorted(files.values(), key=lambda path: path.relative_to(root).as_posix())
    return tuple(ordered), sorted(errors, key=str)


def _sort_entries(folder: Path, folders: deque[Path], links: deque[Path]) -> None:
    """Queue a folder's visible notes and folders: real ones in ``folders``, links in ``links``."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not _is_wanted(path):
            continue
        (links if path.is_symlink() else folders).append(path)


def _is_wanted(path: Path) -> bool:
    # What has a note's name is wanted, be it a dangling link: its reader says what is wrong.
    return path.suffix.lower() in _FORMATS or _is_folder(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # out of reach
        return False


def _place(path: Path, root: Path) -> tuple[str, str]:
    """Give a note's absolute path, links resolved up to ``root`` only, and its source."""
    folder, relative = path.parent, Path(path.name)
    if root.is_dir():
        folder, relative = root, path.absolute().relative_to(root.absolute())
    source = relative.as_posix()
    try:
        source.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NoteError(source, "its name is not valid UTF-8", "rename it") from error
    return (folder.resolve() / relative).as_posix(), source


def _read_bytes(path: Path, source: str, max_bytes: int) -> bytes:
    try:
        if not path.is_file() and path.exists():
            raise NoteError(source, "is not a regular file", "put the notes in plain files")
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except OSError as error:
        raise _unreadable(source, error) from error
    if len(raw) > max_bytes:
        limit = f"is larger than {max_bytes:,} bytes"
        raise NoteError(source, limit, "split it into smaller files")
    return raw


def _broken(source: str, decoded: Decoded) -> NoteError:
    wrong = f"some bytes are no {decoded.encoding} and read as \ufffd"
    remedy = "mend the file where that matters and ingest it again"
    return NoteError(source, wrong, remedy, line=decoded.broken_line)


def _unreadable(source: str, error: OSError) -> NoteError:
    reason = (error.strerror or "unknown error").lower()
    return NoteError(source, f"cannot be read ({reason})", "check that it exists and is readable")
