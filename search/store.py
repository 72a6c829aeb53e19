"""Knowledge bases on disk: saved whole beside the old one, then switched to in one step.

A folder holds ``current``, the name of the build in use, and that build's folder, whose files
``search.storage.build_files`` tells of. Beside them stand what the user decides (``aliases.txt``,
``duplicates.txt``, ``removed.txt``) and the notes uploaded to the page (``uploads/``). The build
before it stays until the next save, for whoever is just reading it.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from kg.passages import MAX_CHARS, MIN_CHARS
from kg.records import Note
from search.fields import K1, WINDOW_CHARS, B
from search.knowledge_base import KnowledgeBase
from search.storage.build_files import (
    check_build,
    read_build,
    read_build_notes,
    read_manifest_file,
    write_build,
)
from search.storage.json_lines import DamageError as DamageError
from search.storage.json_lines import StoreError as StoreError
from search.storage.judged_base import apply_judgements

if TYPE_CHECKING:
    from kg.copies.comparison import Comparison

FORMAT = 5
"""Version of a build's files; a base of another version must be built anew."""
PARAMETERS = {
    "min_chars": MIN_CHARS,
    "max_chars": MAX_CHARS,
    "window_chars": WINDOW_CHARS,
    "k1": K1,
    "b": B,
}
"""What passages and indexes depend on; a base built with others must be built anew."""
_CURRENT, _LOCK = "current", "lock"
_USERS_FILES = {"aliases.txt", "duplicates.txt", "removed.txt", "uploads"}
_T = TypeVar("_T")


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a knowledge base, of whatever version."""
    return (folder / _CURRENT).is_file()


def load(folder: Path) -> KnowledgeBase:
    """Load the knowledge base of a folder.

    Raises:
        StoreError: if there is none, or it is damaged or of another version, or a line of its
            ``duplicates.txt`` cannot be understood.
    """
    return apply_judgements(_read(folder, read_build), folder)


def load_with_notes(folder: Path) -> tuple[KnowledgeBase, list[Note]]:
    """Load the knowledge base of a folder, and its notes as they were when it was built.

    Raises:
        StoreError: as for ``load``.
    """
    base, notes = _read(folder, lambda build: (read_build(build), read_build_notes(build)))
    return apply_judgements(base, folder), notes


def read_notes(folder: Path) -> list[Note]:
    """Give the notes of a knowledge base as they were when it was built.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    return _read(folder, read_build_notes)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check the manifest of a folder's knowledge base.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    return _read(folder, read_manifest_file)


def read_comparisons(folder: Path) -> "dict[bytes, Comparison]":
    """Give what was compared when a knowledge base was built, as far as it still holds."""
    from search.storage import known_comparisons

    return known_comparisons.read_comparisons(_current(folder))


def check(folder: Path) -> None:
    """Compare every file of a knowledge base with its checksum.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    _read(folder, check_build)


def size_bytes(folder: Path) -> int:
    """Give the size of a knowledge base's files.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    return _read(folder, lambda build: sum(path.stat().st_size for path in build.iterdir()))


def save(
    folder: Path,
    base: KnowledgeBase,
    texts: Sequence[str],
    comparisons: "Mapping[bytes, Comparison]" = MappingProxyType({}),
) -> None:
    """Write a knowledge base beside the one in use and switch to it in one atomic step.

    A process that is killed on the way leaves the old one in use. That stays on disk until the
    next save; what was left behind before goes.

    Args:
        folder: the knowledge base's folder, made if missing.
        base: what to write.
        texts: the decoded text of each of ``base.notes``, in their order.
        comparisons: what was compared to find its duplicates, for the next ingest.

    Raises:
        StoreError: if the folder cannot be written.
    """
    from search.storage.known_comparisons import save_comparisons  # a question need not wait for it

    try:
        folder.mkdir(parents=True, exist_ok=True)
        build = folder / f"build-{_next_number(folder):06d}"
        _delete_unused(folder)
        build.mkdir()
        write_build(build, base, texts, {"format": FORMAT, "parameters": PARAMETERS})
        save_comparisons(build, comparisons)
        pointer = folder / f"{_CURRENT}.new"
        pointer.write_text(build.name, encoding="utf-8")
        pointer.replace(folder / _CURRENT)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({_first_line(error)}); check the folder and free space"
        ) from error


def require_own(folder: Path) -> None:
    """Refuse a folder that somebody else has filled; one that is missing or empty will do.

    Raises:
        StoreError: if it holds files and was never a knowledge base, or cannot be read.
    """
    try:
        names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    except OSError as error:
        raise _unreadable(folder, error) from error
    visible = {name for name in names if not name.startswith(".")}
    if not visible & {_CURRENT, _LOCK} and not visible <= _USERS_FILES:
        raise StoreError(
            f"{folder}: holds other files and no knowledge base; "
            f"name a new or empty folder with --kb"
        )


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Keep other processes from writing to a knowledge base.

    Raises:
        StoreError: if another one is writing to it, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / _LOCK).open("w", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({_first_line(error)}); name another folder with --kb"
        ) from error
    with handle:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except OSError as error:
            message = f"{folder}: another ingest is writing to it; wait until it ends"
            raise StoreError(message) from error
        yield


def _read(folder: Path, read: Callable[[Path], _T]) -> _T:
    """Read the build in use; another one if that has taken its place meanwhile."""
    while True:
        build = _current(folder)
        try:
            _check_manifest(folder, read_manifest_file(build))
            return read(build)
        except DamageError:
            if _current(folder) == build:
                raise
        except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
            if _current(folder) == build:
                raise _damage(folder, error) from error


def _check_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    if manifest["format"] != FORMAT:
        raise DamageError(
            f"{folder}: the knowledge base has format {manifest['format']}, "
            f"this version reads {FORMAT}; run zhitu ingest again"
        )
    if manifest["parameters"] != PARAMETERS:
        raise DamageError(
            f"{folder}: the knowledge base was built with other parameters than {PARAMETERS}; "
            f"run zhitu ingest again"
        )


def _current(folder: Path) -> Path:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError(
            f"{folder}: no knowledge base here; build one with: zhitu ingest PATH, "
            f"or name its folder with --kb"
        ) from error
    except OSError as error:
        raise _unreadable(folder, error) from error
    except ValueError as error:
        raise _damage(folder, error) from error
    return folder / Path(name).name


def _unreadable(folder: Path, error: OSError) -> StoreError:
    said = _first_line(error)
    return StoreError(
        f"{folder}: cannot be read ({said}); name the knowledge base's folder with --kb"
    )


def _damage(folder: Path, error: Exception) -> DamageError:
    """Give what says of an error of damaged files that the base is damaged, and what to do."""
    said = _first_line(error)
    return DamageError(f"{folder}: the knowledge base is damaged ({said}); run zhitu ingest again")


def _next_number(folder: Path) -> int:
    numbers = [int(path.name[6:]) for path in folder.glob("build-*") if path.name[6:].isdecimal()]
    return max(numbers, default=0) + 1


def _delete_unused(folder: Path) -> None:
    """Delete every build but the one in use; none if that cannot be told."""
    with suppress(StoreError):
        in_use = _current(folder)
        for build in folder.glob("build-*"):
            if in_use.is_dir() and build != in_use:
                shutil.rmtree(build, ignore_errors=True)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
