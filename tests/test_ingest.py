"""Notes become a knowledge base; what is unchanged stays, what is gone goes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from kg.readers import NoteError
from kg.records import Concept
from search import store
from search.encoder import Encoder
from search.ingest import Progress, Report, ingest
from tests.note_files import NORM, POOL, sources, write

Load: TypeAlias = Callable[[str], Encoder]


@pytest.fixture
def load(hashing_encoder: Encoder) -> Load:
    """Gives the hashing encoder, whatever the name."""
    return lambda name: hashing_encoder


def test_a_first_ingest(two_notes: Path, tmp_path: Path, load: Load) -> None:
    report = ingest([two_notes], tmp_path / "kb", load_encoder=load, model="m")
    base = store.load(tmp_path / "kb")
    assert report == Report(
        added=("a/norm.md", "b/pool.md"),
        changed=(),
        removed=(),
        unchanged=0,
        failed=(),
        passages=len(base.passages),
        embedded=len(base.passages),
    )
    assert [(entry.source, entry.root) for entry in base.notes] == [
        ("a/norm.md", two_notes.as_posix()),
        ("b/pool.md", two_notes.as_posix()),
    ]
    assert [entry.characters for entry in base.notes] == [len(NORM), len(POOL)]
    assert base.model == "m"
    assert len(base.dense) == len(base.sparse) == len(base.substance) == len(base.passages)


def test_the_users_aliases_are_honoured_and_a_change_of_them_rebuilds(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    kb = tmp_path / "kb"
    ingest([two_notes], kb, load_encoder=load)
    assert any({"批归一化", "BN"} <= names(concept) for concept in concepts(kb))
    write(kb / "aliases.txt", "# 不是一回事\n批归一化 != BN\n")
    report = ingest([two_notes], kb, load_encoder=load)
    assert (report.unchanged, report.embedded) == (2, 0)
    assert not any({"批归一化", "BN"} <= names(concept) for concept in concepts(kb))
    assert store.load(kb).decisions.forbidden == (("批归一化", "BN"),)


def test_a_bad_line_of_the_users_aliases_is_named_and_changes_nothing(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    kb = tmp_path / "kb"
    ingest([two_notes], kb, load_encoder=load)
    before = sources(kb)
    write(kb / "aliases.txt", "批归一化\n")
    with pytest.raises(store.StoreError, match=r"aliases\.txt:1: expected `name = other name`"):
        ingest([two_notes], kb, load_encoder=load)
    assert sources(kb) == before


def concepts(kb: Path) -> list[Concept]:
    return list(store.load(kb).concepts.values())


def names(concept: Concept) -> set[str]:
    return {concept.name, *(alias.name for alias in concept.aliases)}


def test_another_path_adds_and_leaves_the_rest(two_notes: Path, tmp_path: Path, load: Load) -> None:
    kb = tmp_path / "kb"
    ingest([two_notes / "a"], kb, load_encoder=load)
    report = ingest([two_notes / "b"], kb, load_encoder=load)
    assert (report.added, report.removed, report.unchanged) == (("pool.md",), (), 0)
    assert sources(kb) == ["norm.md", "pool.md"]
    shutil.rmtree(two_notes / "a")
    assert ingest([two_notes / "b"], kb, load_encoder=load).removed == ()
    (two_notes / "a").mkdir()
    assert ingest([two_notes / "a"], kb, load_encoder=load).removed == ("norm.md",)
    assert sources(kb) == ["pool.md"]


def test_notes_of_one_name_stay_two(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "x" / "n.md", NORM)
    write(tmp_path / "y" / "n.md", POOL)
    paths = [tmp_path / "x", tmp_path / "y"]
    ingest(paths, tmp_path / "kb", load_encoder=load)
    assert sources(tmp_path / "kb") == ["n.md", "n.md"]
    ingest([tmp_path], tmp_path / "kb2", load_encoder=load)
    assert sources(tmp_path / "kb2") == ["x/n.md", "y/n.md"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_outermost_path_names_a_note_whatever_the_order(
    two_notes: Path, tmp_path: Path, load: Load, order: int
) -> None:
    paths = [two_notes, two_notes / "a", two_notes / "a", two_notes / "b" / "pool.md"][::order]
    told: list[str] = []
    report = ingest(
        paths,
        tmp_path / "kb",
        load_encoder=load,
        progress=Progress(read=lambda found: told.append(found.source)),
    )
    assert report.added == ("a/norm.md", "b/pool.md")
    assert sources(tmp_path / "kb") == told == ["a/norm.md", "b/pool.md"]
    assert {entry.root for entry in store.load(tmp_path / "kb").notes} == {two_notes.as_posix()}


def test_the_base_s_own_files_are_no_notes_but_its_uploads_may_be(
    two_notes: Path, load: Load
) -> None:
    kb = two_notes / "kb"
    for name in ("aliases.txt", "duplicates.txt", "removed.txt", "uploads/up.md"):
        write(kb / name, "# 上传的笔记\n")
    ingest([two_notes], kb, load_encoder=load)
    assert sources(kb) == ["a/norm.md", "b/pool.md"]
    ingest([kb / "uploads"], kb, load_encoder=load)
    ingest([two_notes], kb, load_encoder=load)
    assert sources(kb) == ["a/norm.md", "b/pool.md", "up.md"]


def test_the_base_s_own_folder_holds_no_notes(two_notes: Path, tmp_path: Path, load: Load) -> None:
    (tmp_path / "link").symlink_to(two_notes)
    message = "is the knowledge base's own folder; keep the notes and the knowledge base apart"
    with pytest.raises(NoteError, match=message):
        ingest([tmp_path / "link"], two_notes, load_encoder=load)
    assert not store.exists(two_notes)


def test_a_pipe_in_place_of_a_known_note_is_told(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=load)
    (two_notes / "a" / "norm.md").unlink()
    os.mkfifo(two_notes / "a" / "norm.md")
    report = ingest([two_notes], tmp_path / "kb", load_encoder=load)
    assert [str(error) for error in report.failed] == [
        "a/norm.md: is not a regular file; put the notes in plain files"
    ]
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_a_bad_file_does_not_stop_the_rest(two_notes: Path, tmp_path: Path, load: Load) -> None:
    write(two_notes / "blank.txt", " \n")
    report = ingest([two_notes], tmp_path / "kb", load_encoder=load)
    assert [str(error) for error in report.failed] == [
        "blank.txt: is empty; write something in it or delete it"
    ]
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_bad_files_alone_are_all_named_and_nothing_is_saved(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "n" / "a.txt", "")
    write(tmp_path / "n" / "b.txt", "\n")
    report = ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=load)
    assert [error.source for error in report.failed] == ["a.txt", "b.txt"]
    assert not store.exists(tmp_path / "kb")


def test_a_note_that_cannot_be_read_any_more_stays_as_it_was(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=load)
    (two_notes / "a" / "norm.md").write_bytes(bytes(range(256)))
    report = ingest([two_notes], tmp_path / "kb", load_encoder=load)
    assert [error.source for error in report.failed] == ["a/norm.md"]
    assert (report.removed, report.changed) == ((), ())
    assert [note.text for note in store.read_notes(tmp_path / "kb")] == [NORM, POOL]


def test_no_notes(tmp_path: Path, load: Load) -> None:
    (tmp_path / "n").mkdir()
    with pytest.raises(NoteError, match=r"/n: no notes here; name a folder with \.txt"):
        ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=load)


def test_a_missing_path_changes_nothing(two_notes: Path, tmp_path: Path, load: Load) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=load)
    (two_notes / "b" / "pool.md").unlink()
    with pytest.raises(NoteError, match="cannot be read"):
        ingest([two_notes, tmp_path / "none"], tmp_path / "kb", load_encoder=load)
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_furniture_alone_makes_a_base_without_passages(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "n" / "a.txt", "阅读 1024  评论 3  点赞 20\n")
    report = ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=load)
    assert (report.added, report.passages) == (("a.txt",), 0)
    assert store.load(tmp_path / "kb").passages == []


def test_progress(two_notes: Path, tmp_path: Path, load: Load) -> None:
    told: list[object] = []
    report = ingest(
        [two_notes],
        tmp_path / "kb",
        load_encoder=load,
        progress=Progress(told.append, lambda done, total: told.append((done, total))),
    )
    count = report.embedded
    stages = ["read", "clean", "concepts", "relations", "duplicates", "embed"]
    assert told == [*stages, (0, count), (count, count), "index"]


def test_each_note_read_or_skipped_is_told(two_notes: Path, tmp_path: Path, load: Load) -> None:
    (two_notes / "空.txt").write_bytes(b"")
    told: list[str] = []
    ingest(
        [two_notes],
        tmp_path / "kb",
        load_encoder=load,
        progress=Progress(read=lambda found: told.append(found.source)),
    )
    names = sorted(path.relative_to(two_notes).as_posix() for path in two_notes.rglob("*.*"))
    assert told == names
