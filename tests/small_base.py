"""A knowledge base of two notes, small enough to spell out, and the files it is saved in."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kg.copies.copy_marks import mark_copies
from kg.graph import build_graph
from kg.lazy_segmentation import AddedWords
from kg.records import (
    Alias,
    Concept,
    Copy,
    Dropped,
    DropReason,
    DuplicateGroup,
    Evidence,
    Passage,
    Relation,
    RelationType,
    Span,
)
from search.dense import DenseIndex
from search.knowledge_base import KnowledgeBase, NoteEntry
from search.sparse import SparseIndex
from search.storage.graph_lines import MemoryGraph
from search.windows import Windows

TEXTS = ("标题\r\nBN 即批归一化。\u2028还是这一行\n", "<p>🙂</p>\x0b甲")
SAID = Evidence("a.txt", 2, 4, 13, "BN 即批归一化。")


def copy(source: str) -> Copy:
    return Copy(path=f"/n/{source}", source=source, start=0, end=2, line_start=1, text="标题")


def passage(source: str, text: str) -> Passage:
    return Passage(f"/n/{source}", source, 0, len(text), 1, 2, ("标题", "小节"), "问？", text)


def entry(source: str, text: str) -> NoteEntry:
    return NoteEntry(
        path=f"/n/{source}",
        source=source,
        root="/n",
        digest="00ff",
        encoding="utf-8",
        format="text",
        characters=len(text),
        title="标题",
        dropped=(Dropped(0, 2, DropReason.COUNTER),),
        outside=(Span(1, 2), Span(3, 4)),
    )


def small_base(texts: Sequence[str] = TEXTS) -> KnowledgeBase:
    """A base of two notes, each of them one passage."""
    concepts = {
        "bn": Concept("bn", "批归一化", (Alias("BN", SAID), Alias("BatchNorm"))),
        "v": Concept("v", "梯度消失"),
    }
    relation = Relation("bn", RelationType.MITIGATES, "v", 0.9, 0.25, (SAID,))
    sources = ("a.txt", "b.html")
    groups = [DuplicateGroup("exact", 1.0, copy("a.txt"), (copy("b.html"),))]
    return KnowledgeBase(
        notes=[entry(source, text) for source, text in zip(sources, texts, strict=True)],
        passages=[passage(source, text) for source, text in zip(sources, texts, strict=True)],
        concepts=concepts,
        stored_graph=MemoryGraph(
            build_graph(list(concepts.values()), [], [relation], {}, {}, passages=[])
        ),
        words=AddedWords({"批归一化": 3}, 60_101_970),
        dense=DenseIndex.build(np.eye(2, dtype=np.float32)),
        windows=Windows(np.eye(2, dtype=np.float32)[::-1], np.array([0, 2, 2])),
        sparse=SparseIndex.build([["bn"], ["甲", "bn"]]),
        substance=np.array([1.0, 0.5], dtype=np.float32),
        duplicates=groups,
        copy_marks=mark_copies(groups),
        contradictions=("甲 ≠ 乙",),
        model="hashing",
    )


def files(folder: Path) -> dict[str, bytes]:
    """The files of the build in use, by name."""
    build = folder / (folder / "current").read_text(encoding="utf-8")
    return {path.name: path.read_bytes() for path in build.iterdir()}
