"""The notes that a user took out of a knowledge base, which ingesting their folder leaves out.

``removed.txt`` in the knowledge base's folder holds their absolute paths, one a line.
"""

from collections.abc import Iterable, Set
from pathlib import Path

_NAME = "removed.txt"


def read_removed(folder: Path) -> frozenset[str]:
    """Give the paths of the notes that were taken out; none where there is no file."""
    path = folder / _NAME
    lines = path.read_text("utf-8", "surrogateescape").splitlines() if path.exists() else []
    return frozenset(line for line in lines if line.strip())


def forget_removed(folder: Path, paths: Set[str]) -> frozenset[str]:
    """Take paths out of the file, and give those that are left in it."""
    removed = read_removed(folder)
    if removed & paths:
        write_removed(folder, removed - paths)
    return removed - paths


def write_removed(folder: Path, paths: Iterable[str]) -> None:
    """Write the paths in one step, sorted; one with a line break in it cannot be kept."""
    part = folder / f"{_NAME}.new"
    lines = sorted(path for path in paths if len(path.splitlines()) == 1)
    part.write_text("".join(f"{line}\n" for line in lines), "utf-8", "surrogateescape")
    part.replace(folder / _NAME)
