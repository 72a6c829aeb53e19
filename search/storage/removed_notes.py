"""The notes that a user took out of a knowledge base, which ingesting their folder leaves out.

``removed.txt`` in the knowledge base's folder holds their absolute paths, a JSON string a line, as
a path may hold any character; a line without quotes is a path as it stands.
"""

import json
from collections.abc import Iterable, Set
from pathlib import Path

_NAME = "removed.txt"


def read_removed(folder: Path) -> frozenset[str]:
    """Give the paths of the notes that were taken out; none where there is no file."""
    path = folder / _NAME
    lines = path.read_text("utf-8", "surrogateescape").split("\n") if path.exists() else []
    return frozenset(_read_path(line) for line in lines if line.strip())


def forget_removed(folder: Path, paths: Set[str]) -> frozenset[str]:
    """Take paths out of the file, and give those that are left in it."""
    removed = read_removed(folder)
    if removed & paths:
        write_removed(folder, removed - paths)
    return removed - paths


def write_removed(folder: Path, paths: Iterable[str]) -> None:
    """Write the paths in one step, sorted."""
    part = folder / f"{_NAME}.new"
    lines = (json.dumps(path, ensure_ascii=False) for path in sorted(paths))
    part.write_text("".join(f"{line}\n" for line in lines), "utf-8", "surrogateescape")
    part.replace(folder / _NAME)


def _read_path(line: str) -> str:
    try:
        path = json.loads(line)
    except ValueError:
        return line
    return path if isinstance(path, str) else line
