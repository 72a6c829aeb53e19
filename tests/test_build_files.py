"""The files of a build: what is saved comes back, and damage is told."""

import zlib
from pathlib import Path

import pytest

from kg.records import DropReason, Span
from search import store
from search.store import StoreError
from tests.small_base import TEXTS, files, small_base


def test_a_base_comes_back_as_it_was(tmp_path: Path) -> None:
    base = small_base()
    store.save(tmp_path / "kb", base, TEXTS)
    loaded = store.load(tmp_path / "kb")
    for name in ("notes", "passages", "concepts", "duplicates", "copy_marks", "model"):
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
        "bm25.json",
        "bm25.passages.npy",
        "bm25.starts.npy",
        "bm25.weights.npy",
        "comparisons.json",
        "concepts.ends.npy",
        "concepts.jsonl",
        "copies.json",
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
        "copies": 2,
        "contradictions": ["甲 ≠ 乙"],
    }


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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", "[]"),
        ("manifest.json", "{}"),
        ("passages.jsonl", "{}\n"),
        ("passages.jsonl", ""),
        ("notes.jsonl", ""),
        ("concepts.jsonl", "null\n"),
        ("copies.json", "{}"),
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
