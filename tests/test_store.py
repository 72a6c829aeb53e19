"""Knowledge bases on disk: whole or not at all, whoever reads or writes at the same time."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from search import store
from search.knowledge_base import KnowledgeBase
from search.storage.build_files import read_build
from search.store import StoreError
from tests.small_base import TEXTS, files, small_base


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
