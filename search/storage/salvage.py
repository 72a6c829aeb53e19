"""What is left of a knowledge base that cannot be loaded, to build it anew."""

import json
import shutil
from pathlib import Path


def known_roots(folder: Path) -> list[Path]:
    """Give the folders and files that the notes of a base came from, sorted; some may be gone.

    What of its list of notes cannot be read is passed over; if nothing can, an older list serves.
    """
    return next(filter(None, map(_read_roots, _builds(folder))), [])


def known_model(folder: Path) -> str | None:
    """Give the name of the encoder that a base was built with; None if it cannot be read."""
    for build in _builds(folder):
        try:
            return str(json.loads((build / "manifest.json").read_text(encoding="utf-8"))["model"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def forget(folder: Path) -> None:
    """Let go of every build, so that the next one starts from nothing; the user's files stay."""
    (folder / "current").unlink(missing_ok=True)
    for build in folder.glob("build-*"):
        shutil.rmtree(build, ignore_errors=True)


def _builds(folder: Path) -> list[Path]:
    """Give the build in use, then what else there is, the newest first."""
    builds = sorted(folder.glob("build-*"), reverse=True)
    try:
        in_use = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return builds
    return sorted(builds, key=lambda build: build.name != in_use)


def _read_roots(build: Path) -> list[Path]:
    try:
        lines = (build / "notes.jsonl").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
    roots = set()
    for line in lines:
        try:
            roots.add(Path(json.loads(line)["root"]))
        except (ValueError, KeyError, TypeError):
            continue
    return sorted(roots)
