"""What is left of a knowledge base that cannot be loaded, to build it anew."""

import json
import shutil
from pathlib import Path


def known_roots(folder: Path) -> list[Path]:
    """Give the folders that the notes of a base came from and that are still there, sorted.

    What of its list of notes cannot be read is passed over.
    """
    try:
        build = folder / Path((folder / "current").read_text(encoding="utf-8").strip()).name
        lines = (build / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    roots = set()
    for line in lines:
        try:
            roots.add(Path(json.loads(line)["root"]))
        except (ValueError, KeyError, TypeError):
            continue
    return sorted(root for root in roots if root.exists())


def forget(folder: Path) -> None:
    """Let go of every build, so that the next one starts from nothing; the user's files stay."""
    (folder / "current").unlink(missing_ok=True)
    for build in folder.glob("build-*"):
        shutil.rmtree(build, ignore_errors=True)
