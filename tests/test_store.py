"""Knowledge bases on disk: whole or not at all, checked when read, never pickled."""

import json
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

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
from search import store
from search.dense import DenseIndex
from search.hits import Place
from search.knowledge_base import KnowledgeBase, NoteEntry
from search.sparse import SparseIndex
from search.storage.build_files import read_build
from search.storage.graph_lines import MemoryGraph
from search.store import StoreError
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
    concepts = {
        "bn": Concept("bn", "批归一化", (Alias("BN", SAID), Alias("BatchNorm"))),
        "v": Concept("v", "梯度消失"),
    }
    relation = Relation("bn", RelationType.MITIGATES, "v", 0.9, 0.25, (SAID,))
    sources = ("a.txt", "b.html")
    return KnowledgeBase(
        notes=[entry(source, text) for source, text in zip(sources, texts, strict=True)],
        passages=[passage(source, text) for source, text in zip(sources, texts, strict=True)],
        concepts=concepts,
        stored_graph=MemoryGraph(
            build_graph(list(concepts.values()), [], [relation], {}, passages=[])
        ),
        words=AddedWords({"批归一化": 3}, 60_101_970),
        dense=DenseIndex.build(np.eye(2, dtype=np.float32)),
        windows=Windows(np.eye(2, dtype=np.float32)[::-1], np.array([0, 2, 2])),
        sparse=SparseIndex.build([["bn"], ["甲", "bn"]]),
        substance=np.array([1.0, 0.5], dtype=np.float32),
        duplicates=[DuplicateGroup("exact", 1.0, copy("a.txt"), (copy("b.html"),))],
        also_in={0: (Place("b.html", 0, 2, 1),)},
        contradictions=("甲 ≠ 乙",),
        model="hashing",
    )


def files(folder: Path) -> dict[str, bytes]:
    build = folder / (folder / "current").read_text(encoding="utf-8")
    return {path.name: path.read_bytes() for path in build.iterdir()}


def test_a_base_comes_back_as_it_was(tmp_path: Path) -> None:
    base = small_base()
    store.save(tmp_path / "kb", base, TEXTS)
    loaded = store.load(tmp_path / "kb")
    for name in ("notes", "passages", "concepts", "duplicates", "also_in", "model"):
        assert getattr(loaded, name) == getattr(base, name)
    assert list(loaded.contradictions) == ["甲 ≠ 乙"]
    assert list(loaded.graph.nodes(data=True)) == list(base.graph.nodes(data=True))
    assert list(loaded.graph.edges(data=True)) == list(base.graph.edges(data=True))
    assert loaded.dense.vectors([0, 1]).tolist() == [[1, 0], [0, 1]]
    assert loaded.windows.rows.tolist() == [[0, 1], [1, 0]]
    assert loaded.windows.of([1]).rows.tolist() == []
    assert loaded.sparse.document_frequency("bn") == 2
    assert loaded.substance.tolist() == [1.0, 0.5]


def test_saved_again_it_is_the_same_bytes(tmp_path: Path) -> None:
    store.save(tmp_path / "one", small_base(), TEXTS)
    store.save(tmp_path / "two", store.load(tmp_path / "one"), TEXTS)
    first, second = files(tmp_path / "one"), files(tmp_path / "two")
    assert sorted(first) == [
        "also_in.json",
        "bm25.json",
        "bm25.passages.npy",
        "bm25.starts.npy",
        "bm25.weights.npy",
        "comparisons.json",
        "concepts.ends.npy",
        "concepts.jsonl",
        "dense.faiss",
        "duplicates.ends.npy",
        "duplicates.jsonl",
        "edges.ends.npy",
        "edges.jsonl",
        "incident.npy",
        "manifest.json",
        "nodes.ends.npy",
        "nodes.jsonl",
        "notes.ends.npy",
        "notes.jsonl",
        "passages.ends.npy",
        "passages.jsonl",
        "substance.npy",
        "texts.ends.npy",
        "texts.jsonl",
        "windows.npy",
        "windows.starts.npy",
        "words.json",
    ]
    assert first == second


def test_notes_come_back_with_their_very_text(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    notes = store.read_notes(tmp_path)
    assert tuple(note.text for note in notes) == TEXTS
    assert (notes[1].path, notes[1].source, notes[1].digest) == ("/n/b.html", "b.html", "00ff")
    assert (notes[1].format, notes[1].encoding) == ("text", "utf-8")
    assert notes[1].outside == (Span(1, 2), Span(3, 4))


def test_manifest(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    manifest = store.read_manifest(tmp_path)
    checksums = manifest.pop("checksums")
    assert sorted(checksums) == sorted(
        files(tmp_path).keys() - {"comparisons.json", "manifest.json"}
    )
    assert checksums["texts.jsonl"] == zlib.crc32(files(tmp_path)["texts.jsonl"])
    assert manifest == {
        "format": store.FORMAT,
        "model": "hashing",
        "dimension": 2,
        "parameters": {
            "min_chars": 200,
            "max_chars": 400,
            "window_chars": 90,
            "k1": 1.2,
            "b": 0.75,
        },
        "decisions": {"forced": [], "forbidden": []},
        "notes": 2,
        "passages": 2,
        "concepts": 2,
        "duplicates": 1,
        "also_in": 1,
        "contradictions": ["甲 ≠ 乙"],
    }


def builds(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("build-*"))


def test_a_build_stays_until_the_next_but_one(tmp_path: Path) -> None:
    for _ in range(4):
        store.save(tmp_path, small_base(), TEXTS)
    assert builds(tmp_path) == ["build-000003", "build-000004"]
    total = sum(len(content) for content in files(tmp_path).values())
    assert store.size_bytes(tmp_path) == total


def test_no_build_goes_while_it_cannot_be_told_which_is_in_use(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    (tmp_path / "current").write_bytes(b"\xff")
    with pytest.raises(StoreError, match=r"is damaged \(.+\); run zhitu ingest again$"):
        store.load(tmp_path)
    store.save(tmp_path, small_base(), TEXTS)
    assert builds(tmp_path) == ["build-000001", "build-000002"]
    (tmp_path / "current").write_text("build-000007", encoding="utf-8")
    store.save(tmp_path, small_base(), TEXTS)
    assert builds(tmp_path) == ["build-000001", "build-000002", "build-000003"]
    store.save(tmp_path, small_base(), TEXTS)
    assert builds(tmp_path) == ["build-000003", "build-000004"]


def test_a_base_can_be_loaded_at_any_time_while_builds_are_saved(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    ended = Event()

    def load_on() -> int:
        loaded = 0
        while not ended.is_set() or not loaded:
            base, notes = store.load_with_notes(tmp_path)
            assert [(note.source, len(note.text)) for note in notes] == [
                (entry.source, entry.characters) for entry in base.notes
            ]
            loaded += 1
        return loaded

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(load_on) for _ in range(2)]
        try:
            for number in range(40):
                texts = tuple(text + "甲" * number for text in TEXTS)
                store.save(tmp_path, small_base(texts), texts)
        finally:
            ended.set()
        assert all(reader.result() > 0 for reader in readers)


@pytest.mark.parametrize("saves", [1, 2, 3])
def test_a_slow_reader_gets_a_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saves: int
) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    waiting = [replace(small_base(), model=f"model {number}") for number in range(1, saves + 1)]

    def read_slowly(build: Path) -> KnowledgeBase:
        while waiting:
            store.save(tmp_path, waiting.pop(0), TEXTS)
        return read_build(build)

    monkeypatch.setattr(store, "read_build", read_slowly)
    # One save leaves its build alone; after more of them the newest is read instead.
    assert store.load(tmp_path).model == ("hashing" if saves == 1 else f"model {saves}")


def test_a_build_that_is_damaged_and_in_use_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    read: list[Path] = []

    def fail(build: Path) -> KnowledgeBase:
        read.append(build)
        raise ValueError("torn")

    monkeypatch.setattr(store, "read_build", fail)
    with pytest.raises(StoreError, match=r"is damaged \(torn\); run zhitu ingest again$"):
        store.load(tmp_path)
    assert read == [tmp_path / "build-000001"]


def test_a_checksum_finds_what_no_load_does(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    store.check(tmp_path)
    path = tmp_path / "build-000001" / "passages.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"path"', b'"paht"'))
    store.load(tmp_path)
    with pytest.raises(StoreError, match=r"is damaged \(passages\.jsonl\); run zhitu ingest again"):
        store.check(tmp_path)


def test_a_reason_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    (reason,) = {span.reason for note in store.load(tmp_path).notes for span in note.dropped}
    assert reason is DropReason.COUNTER
    path = tmp_path / "build-000001" / "notes.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"counter"', b'"cuonter"'))
    with pytest.raises(StoreError, match=r"is damaged \(line 1\); run zhitu ingest again"):
        store.load(tmp_path).notes[0]


@pytest.mark.parametrize("step", ["search.sparse.SparseIndex.save", "pathlib.Path.replace"])
def test_a_save_that_is_killed_leaves_the_old_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    before = files(tmp_path)

    def die(*_: object) -> None:
        raise SystemExit(9)

    with monkeypatch.context() as patched:
        patched.setattr(step, die)
        with pytest.raises(SystemExit):
            store.save(tmp_path, replace(small_base(), model="another"), TEXTS)
    assert files(tmp_path) == before
    assert store.load(tmp_path).model == "hashing"
    # What it left behind is in nobody's way and goes with the next save.
    store.save(tmp_path, replace(small_base(), model="another"), TEXTS)
    assert store.load(tmp_path).model == "another"
    assert builds(tmp_path) == ["build-000001", "build-000003"]


def test_a_full_disk_is_told_and_leaves_the_old_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(tmp_path, small_base(), TEXTS)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("search.sparse.SparseIndex.save", fail)
        with pytest.raises(StoreError, match=r"cannot be written \(.*No space left on device\)"):
            store.save(tmp_path, replace(small_base(), model="another"), TEXTS)
    assert store.load(tmp_path).model == "hashing"


def test_no_base(tmp_path: Path) -> None:
    assert not store.exists(tmp_path)
    for read in (store.load, store.read_manifest, store.read_notes):
        with pytest.raises(StoreError, match=r"no knowledge base here; build one with: zhitu"):
            read(tmp_path)


def test_other_parameters(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    path = tmp_path / "build-000001" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["parameters"]["max_chars"] = 500
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StoreError, match=r"was built with other parameters than .*; run zh"):
        store.load(tmp_path)


def test_another_version(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    path = tmp_path / "build-000001" / "manifest.json"
    path.write_text(json.dumps({"format": 0}), encoding="utf-8")
    assert store.exists(tmp_path)
    with pytest.raises(StoreError, match=rf"has format 0, this version reads {store.FORMAT}; run"):
        store.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", "[]"),
        ("manifest.json", "{}"),
        ("passages.jsonl", "{}\n"),
        ("passages.jsonl", ""),
        ("notes.jsonl", ""),
        ("concepts.jsonl", "null\n"),
        ("also_in.json", "{}"),
        ("substance.npy", ""),
        ("dense.faiss", ""),
        ("windows.npy", ""),
        ("windows.starts.npy", ""),
    ],
)
def test_damage_is_told(tmp_path: Path, name: str, content: str) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    (tmp_path / "build-000001" / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r"is damaged \(.+\); run zhitu ingest again$"):
        store.load(tmp_path)


def test_notes_without_their_texts_are_damage(tmp_path: Path) -> None:
    store.save(tmp_path, small_base(), TEXTS)
    (tmp_path / "build-000001" / "texts.jsonl").write_text('"甲"\n', encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        store.read_notes(tmp_path)


def test_no_path_outside_the_folder_is_followed(tmp_path: Path) -> None:
    store.save(tmp_path / "kb", small_base(), TEXTS)
    store.save(tmp_path / "other", replace(small_base(), model="another"), TEXTS)
    (tmp_path / "kb" / "current").write_text("../../other/build-000001", encoding="utf-8")
    assert store.load(tmp_path / "kb").model == "hashing"


def test_lock_keeps_a_second_writer_out(tmp_path: Path) -> None:
    with (
        store.lock(tmp_path / "kb"),
        pytest.raises(StoreError, match="another ingest is writing to it; wait until it ends"),
        store.lock(tmp_path / "kb"),
    ):
        pass
    with store.lock(tmp_path / "kb"):
        assert (tmp_path / "kb").is_dir()
