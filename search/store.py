"""Knowledge bases on disk: saved whole beside the old one, then switched to in one step.

A folder holds ``current``, the name of the build in use, and that build's folder::

    manifest.json     format version, model, dimension, parameters, counts
    notes.jsonl       what is known of each note, with the spans that were dropped
    texts.jsonl       the decoded text of each note, in the same order
    passages.jsonl    in order; a passage's id is its line
    concepts.jsonl    names, aliases and their evidence
    words.json        what their names made of jieba's dictionary
    nodes.jsonl, edges.jsonl, incident.npy   the concept graph, and the edges of each node
    duplicates.jsonl  groups of copies
    comparisons.json  the sentences that were compared to find them
    also_in.json      by passage, the other places where it stands
    dense.faiss       the embeddings, one row a passage
    windows.*npy      those of its windows, and where each passage's begin
    bm25.*.npy, bm25.json, substance.npy

Beside it stand what the user decides (``aliases.txt``, ``duplicates.txt``, ``removed.txt``) and
the notes uploaded to the page (``uploads/``).

Beside each ``.jsonl`` lies where its lines end, in bytes (``.ends.npy``): what is large is read
line by line when it is asked for, not when the base is loaded.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from kg.copies.comparison import Comparison
from kg.decisions import Decisions
from kg.lazy_segmentation import AddedWords
from kg.passages import MAX_CHARS, MIN_CHARS
from kg.records import Note
from search.dense import DenseIndex
from search.fields import K1, WINDOW_CHARS, B
from search.hits import Place
from search.knowledge_base import KnowledgeBase
from search.sparse import SparseIndex
from search.storage import known_comparisons
from search.storage.graph_lines import StoredGraph, save_graph_lines
from search.storage.json_lines import JsonLines, write_lines
from search.storage.json_lines import StoreError as StoreError
from search.storage.judged_base import apply_judgements
from search.storage.store_rows import read_concept, read_entry, read_group, read_note, read_passage
from search.windows import Windows

FORMAT = 3
"""Version of the layout above; a base of another version must be built anew."""
PARAMETERS = {
    "min_chars": MIN_CHARS,
    "max_chars": MAX_CHARS,
    "window_chars": WINDOW_CHARS,
    "k1": K1,
    "b": B,
}
"""What passages and indexes depend on; a base built with others must be built anew."""
_CURRENT, _LOCK = "current", "lock"


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a knowledge base, of whatever version."""
    return (folder / _CURRENT).is_file()


def load(folder: Path) -> KnowledgeBase:
    """Load the knowledge base of a folder.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    build = _current(folder)
    manifest = read_manifest(folder)
    try:
        base = _load_build(build, manifest)
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        raise StoreError(
            f"{folder}: the knowledge base is damaged ({_first_line(error)}); "
            f"delete the folder and run: zhitu ingest PATH"
        ) from error
    return apply_judgements(base, folder)


def _load_build(build: Path, manifest: dict[str, Any]) -> KnowledgeBase:
    passages = JsonLines(build / "passages.jsonl", read_passage)
    concepts = {c.id: c for c in JsonLines(build / "concepts.jsonl", read_concept)}
    places = json.loads((build / "also_in.json").read_text(encoding="utf-8"))
    words = json.loads((build / "words.json").read_text(encoding="utf-8"))
    base = KnowledgeBase(
        notes=JsonLines(build / "notes.jsonl", read_entry),
        passages=passages,
        concepts=concepts,
        stored_graph=StoredGraph(build, sorted(concepts)),
        words=AddedWords(words["frequencies"], words["total"]),
        dense=DenseIndex.load(build / "dense.faiss"),
        windows=Windows.load(build),
        sparse=SparseIndex.load(build),
        substance=np.load(build / "substance.npy", mmap_mode="r", allow_pickle=False),
        duplicates=JsonLines(build / "duplicates.jsonl", read_group),
        also_in={int(key): tuple(Place(**place) for place in rows) for key, rows in places.items()},
        contradictions=manifest["contradictions"],
        model=manifest["model"],
        decisions=Decisions(
            **{kind: tuple(map(tuple, pairs)) for kind, pairs in manifest["decisions"].items()}
        ),
    )
    by_passage = base.passages, base.dense, base.windows, base.sparse, base.substance
    sizes = {len(part) for part in by_passage}
    if len(sizes) > 1 or any(manifest[name] != count for name, count in _counts(base).items()):
        raise ValueError("its files are of different builds")
    return base


def save(
    folder: Path,
    base: KnowledgeBase,
    texts: Sequence[str],
    comparisons: Mapping[bytes, Comparison] = MappingProxyType({}),
) -> None:
    """Write a knowledge base beside the one in use and switch to it in one atomic step.

    A process that is killed on the way leaves the old one in use.

    Args:
        folder: the knowledge base's folder, made if missing.
        base: what to write.
        texts: the decoded text of each of ``base.notes``, in their order.
        comparisons: what was compared to find its duplicates, for the next ingest.

    Raises:
        StoreError: if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        build = folder / f"build-{_next_number(folder):06d}"
        build.mkdir()
        _write_build(build, base, texts)
        known_comparisons.save_comparisons(build, comparisons)
        pointer = folder / f"{_CURRENT}.new"
        pointer.write_text(build.name, encoding="utf-8")
        pointer.replace(folder / _CURRENT)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({_first_line(error)}); check the folder and free space"
        ) from error
    for old in folder.glob("build-*"):
        if old != build:
            shutil.rmtree(old, ignore_errors=True)


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
            raise StoreError(
                f"{folder}: another ingest is writing to it; wait until it ends"
            ) from error
        yield


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check the manifest of a folder's knowledge base.

    Raises:
        StoreError: if there is none, or it is damaged or of another version.
    """
    path = _current(folder) / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        version = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path}: the manifest is damaged ({_first_line(error)}); "
            f"delete {folder} and run: zhitu ingest PATH"
        ) from error
    if version != FORMAT:
        raise StoreError(
            f"{folder}: the knowledge base has format {version}, this version reads {FORMAT}; "
            f"delete the folder and run: zhitu ingest PATH"
        )
    if manifest.get("parameters") != PARAMETERS:
        raise StoreError(
            f"{folder}: the knowledge base was built with other parameters than {PARAMETERS}; "
            f"delete the folder and run: zhitu ingest PATH"
        )
    checked: dict[str, Any] = manifest
    return checked


def read_notes(folder: Path) -> list[Note]:
    """Give the notes of a knowledge base as they were when it was built.

    Raises:
        StoreError: if it is missing or damaged.
    """
    build = _current(folder)
    try:
        entries = JsonLines(build / "notes.jsonl", read_entry)
        texts = JsonLines(build / "texts.jsonl", str)
        return [read_note(entry, text) for entry, text in zip(entries, texts, strict=True)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder}: the knowledge base is damaged ({_first_line(error)}); "
            f"delete the folder and run: zhitu ingest PATH"
        ) from error


def read_comparisons(folder: Path) -> dict[bytes, Comparison]:
    """Give what was compared when a knowledge base was built, as far as it still holds."""
    return known_comparisons.read_comparisons(_current(folder))


def size_bytes(folder: Path) -> int:
    """Give the size of a knowledge base on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _current(folder: Path) -> Path:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError(
            f"{folder}: no knowledge base here; build one with: zhitu ingest PATH, "
            f"or name its folder with --kb"
        ) from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder}: cannot be read ({_first_line(error)})") from error
    return folder / Path(name).name


def _next_number(folder: Path) -> int:
    numbers = [int(path.name[6:]) for path in folder.glob("build-*") if path.name[6:].isdecimal()]
    return max(numbers, default=0) + 1


def _write_build(build: Path, base: KnowledgeBase, texts: Sequence[str]) -> None:
    manifest = {
        "format": FORMAT,
        "model": base.model,
        "dimension": base.dense.dimension,
        "parameters": PARAMETERS,
        "decisions": asdict(base.decisions),
        **_counts(base),
        "contradictions": list(base.contradictions),
    }
    _write_json(build / "manifest.json", manifest)
    write_lines(build / "notes.jsonl", map(asdict, base.notes))
    write_lines(build / "texts.jsonl", texts)
    write_lines(build / "passages.jsonl", map(asdict, base.passages))
    write_lines(build / "concepts.jsonl", map(asdict, base.concepts.values()))
    write_lines(build / "duplicates.jsonl", map(asdict, base.duplicates))
    also_in = {str(key): [asdict(place) for place in base.also_in[key]] for key in base.also_in}
    _write_json(build / "also_in.json", also_in)
    save_graph_lines(base.graph, build)
    _write_json(build / "words.json", asdict(base.words))
    base.dense.save(build / "dense.faiss")
    base.windows.save(build)
    base.sparse.save(build)
    np.save(build / "substance.npy", base.substance, allow_pickle=False)


def _counts(base: KnowledgeBase) -> dict[str, int]:
    """Give what the manifest counts: a list that lost its end is valid otherwise."""
    return {
        "notes": len(base.notes),
        "passages": len(base.passages),
        "concepts": len(base.concepts),
        "duplicates": len(base.duplicates),
        "also_in": len(base.also_in),
    }


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
