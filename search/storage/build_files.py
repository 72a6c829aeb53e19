"""A knowledge base to the files of one build, and back.

::

    manifest.json     format version, model, dimension, parameters, counts, checksums
    notes.jsonl       what is known of each note, with the spans that were dropped
    texts.jsonl       the decoded text of each note, in the same order
    passages.jsonl    in order; a passage's id is its line
    concepts.jsonl    names, aliases and their evidence
    words.json        what their names made of jieba's dictionary
    nodes.jsonl, edges.jsonl, incident.npy   the concept graph, and the edges of each node
    duplicates.jsonl  groups of copies
    comparisons.json  the sentences that were compared to find them
    copies.json       by note, where its copies lie and of which groups they are
    dense.faiss       the embeddings, one row a passage; those of a large base in dense.rows.npy too
    windows.*npy      those of its windows, and where each passage's begin
    bm25.*.npy, bm25.json, substance.npy

Beside each ``.jsonl`` lies where its lines end, in bytes (``.ends.npy``): what is large is read
line by line when it is asked for, not when the base is loaded.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from kg.copies.copy_marks import CopyMark
from kg.decisions import Decisions
from kg.lazy_segmentation import AddedWords
from kg.records import (
    Alias,
    Concept,
    Copy,
    Dropped,
    DropReason,
    DuplicateGroup,
    Evidence,
    Note,
    Passage,
    Span,
)
from search.dense import DenseIndex
from search.knowledge_base import KnowledgeBase, NoteEntry
from search.sparse import SparseIndex
from search.storage.graph_lines import StoredGraph, save_graph_lines
from search.storage.json_lines import JsonLines, map_file, write_lines
from search.windows import Windows

_MANIFEST = "manifest.json"


def write_build(
    build: Path, base: KnowledgeBase, texts: Sequence[str], manifest: dict[str, Any]
) -> None:
    """Write all files but the comparisons.

    Args:
        build: the build's folder, which must exist.
        base: what to write.
        texts: the decoded text of each of ``base.notes``, in their order.
        manifest: what the manifest says besides what it says of the base.
    """
    about = {
        **manifest,
        "model": base.model,
        "dimension": base.dense.dimension,
        "decisions": asdict(base.decisions),
        "contradictions": list(base.contradictions),
        **_counts(base),
    }
    write_lines(build / "notes.jsonl", base.notes)
    write_lines(build / "texts.jsonl", texts)
    write_lines(build / "passages.jsonl", base.passages)
    write_lines(build / "concepts.jsonl", base.concepts.values())
    write_lines(build / "duplicates.jsonl", base.duplicates)
    _write_json(build / "copies.json", base.copy_marks)
    save_graph_lines(base.graph, build)
    _write_json(build / "words.json", asdict(base.words))
    base.dense.save(build / "dense.faiss")
    base.windows.save(build)
    base.sparse.save(build)
    np.save(build / "substance.npy", base.substance, allow_pickle=False)
    _write_json(build / _MANIFEST, {**about, "checksums": _checksums(build)})


def read_build(build: Path) -> KnowledgeBase:
    """Open what ``write_build`` wrote; most of it is read when it is asked for.

    Raises:
        OSError, EOFError, ValueError, KeyError, TypeError, IndexError: a file is missing or
            damaged, or they do not belong together.
    """
    manifest = read_manifest_file(build)
    concepts = {c.id: c for c in JsonLines(build / "concepts.jsonl", _read_concept)}
    marks, words = _read_json(build / "copies.json"), _read_json(build / "words.json")
    base = KnowledgeBase(
        notes=JsonLines(build / "notes.jsonl", _read_entry),
        passages=JsonLines(build / "passages.jsonl", _read_passage),
        concepts=concepts,
        stored_graph=StoredGraph(build, sorted(concepts)),
        words=AddedWords(words["frequencies"], words["total"]),
        dense=DenseIndex.load(build / "dense.faiss"),
        windows=Windows.load(build),
        sparse=SparseIndex.load(build),
        substance=np.load(build / "substance.npy", mmap_mode="r", allow_pickle=False),
        duplicates=JsonLines(build / "duplicates.jsonl", _read_group),
        copy_marks={path: tuple(CopyMark(*mark) for mark in marks[path]) for path in marks},
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


def check_build(build: Path) -> None:
    """Compare all files with their checksums: damage inside of one shows only when it is read.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing or damaged.
    """
    found = _checksums(build)
    for name, checksum in read_manifest_file(build)["checksums"].items():
        if found.get(name) != checksum:
            raise ValueError(name)


def read_manifest_file(build: Path) -> dict[str, Any]:
    """Read the manifest; what it says is not checked.

    Raises:
        OSError, ValueError: it is missing or damaged.
    """
    manifest: dict[str, Any] = _read_json(build / _MANIFEST)
    return manifest


def read_build_notes(build: Path) -> list[Note]:
    """Give the notes as they were read.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing or damaged.
    """
    entries = JsonLines(build / "notes.jsonl", _read_entry)
    texts = JsonLines(build / "texts.jsonl", str)
    return [
        Note(
            path=entry.path,
            source=entry.source,
            text=text,
            format=entry.format,
            encoding=entry.encoding,
            digest=entry.digest,
            outside=entry.outside,
        )
        for entry, text in zip(entries, texts, strict=True)
    ]


def _checksums(build: Path) -> dict[str, int]:
    return {path.name: zlib.crc32(map_file(path)) for path in sorted(build.iterdir())}


def _counts(base: KnowledgeBase) -> dict[str, int]:
    """Give what the manifest counts: a list that lost its end is valid otherwise."""
    return {
        "notes": len(base.notes),
        "passages": len(base.passages),
        "concepts": len(base.concepts),
        "duplicates": len(base.duplicates),
        "copies": sum(map(len, base.copy_marks.values())),
    }


def _read_passage(row: dict[str, Any]) -> Passage:
    return Passage(**{**row, "heading": tuple(row["heading"])})


def _read_entry(row: dict[str, Any]) -> NoteEntry:
    dropped = tuple(
        Dropped(span["start"], span["end"], DropReason(span["reason"])) for span in row["dropped"]
    )
    outside = tuple(Span(**span) for span in row["outside"])
    return NoteEntry(**{**row, "dropped": dropped, "outside": outside})


def _read_concept(row: dict[str, Any]) -> Concept:
    aliases = tuple(
        Alias(alias["name"], Evidence(**alias["evidence"]) if alias["evidence"] else None)
        for alias in row["aliases"]
    )
    return Concept(row["id"], row["name"], aliases)


def _read_group(row: dict[str, Any]) -> DuplicateGroup:
    copies = tuple(Copy(**copy) for copy in row["copies"])
    return DuplicateGroup(**{**row, "canonical": Copy(**row["canonical"]), "copies": copies})


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads(path.read_text(encoding="utf-8"))
