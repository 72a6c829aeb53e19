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


def test_a_bad_line_of_the_users_aliases_is_left_out_and_told(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    kb = tmp_path / "kb"
    write(kb / "aliases.txt", "批归一化\n批归一化 != BN\n")
    told = "cannot read `批归一化`; write `name = other name` or `name != other name`"
    for added in (2, 0):
        report = ingest([two_notes], kb, load_encoder=load)
        assert len(report.added) == added
        assert [str(error) for error in report.failed] == [f"{kb / 'aliases.txt'}:1: {told}"]
        assert store.load(kb).decisions.forbidden == (("批归一化", "BN"),)


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
    ingest([two_notes], tmp_path / "kb", load_encoder=load)
    (tmp_path / "link").symlink_to(tmp_path / "kb")
    message = "is the knowledge base's own folder; keep the notes and the knowledge base apart"
    with pytest.raises(NoteError, match=message):
        ingest([tmp_path / "link"], tmp_path / "kb", load_encoder=load)


def test_a_folder_of_other_files_becomes_no_base(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    message = r"/a: holds other files and no knowledge base; name a new or empty folder with --kb$"
    with pytest.raises(store.StoreError, match=message):
        ingest([two_notes / "b"], two_notes / "a", load_encoder=load)
    assert [path.name for path in (two_notes / "a").iterdir()] == ["norm.md"]
    write(tmp_path / "kb" / ".hidden", "")
    write(tmp_path / "kb" / "aliases.txt", "批归一化 = BN\n")
    write(tmp_path / "kb" / "uploads" / "up.md", POOL)
    ingest([two_notes / "a"], tmp_path / "kb", load_encoder=load)
    (tmp_path / "kb" / "current").unlink()
    ingest([two_notes / "a"], tmp_path / "kb", load_encoder=load)
    assert sources(tmp_path / "kb") == ["norm.md"]


def test_lines_of_names_that_no_note_holds_are_told(
    two_notes: Path, tmp_path: Path, load: Load
) -> None:
    aliases = tmp_path / "kb" / "aliases.txt"
    write(aliases, "批归一化 = 批标准化\n\n光合作用 = 叶绿体\n光合作用 != 池化\n甲醛 != 乙醇\n")
    told = [
        f"{aliases}:{line}: no note names {names}; write them as the notes do or delete the line"
        for line, names in ((3, "光合作用 or 叶绿体"), (5, "甲醛 or 乙醇"))
    ]
    for embedded in (2, 0):
        report = ingest([two_notes], tmp_path / "kb", load_encoder=load)
        assert (report.embedded, [str(warning) for warning in report.warnings]) == (embedded, told)
        assert report.failed == ()


def test_without_a_note_left_there_is_no_base(two_notes: Path, tmp_path: Path, load: Load) -> None:
    kb = tmp_path / "kb"
    ingest([two_notes / "a"], kb, load_encoder=load)
    write(kb / "aliases.txt", "批归一化 = BN\n")
    (two_notes / "a" / "norm.md").unlink()
    write(two_notes / "a" / "blank.txt", "")
    report = ingest([two_notes / "a"], kb, load_encoder=load)
    assert (report.removed, report.passages) == (("norm.md",), 0)
    assert [error.source for error in report.failed] == ["blank.txt"]
    assert not store.exists(kb)
    assert (kb / "aliases.txt").exists()
    write(two_notes / "a" / "norm.md", NORM)
    assert ingest([two_notes / "a"], kb, load_encoder=load).added == ("norm.md",)


def test_a_note_from_another_path_is_renamed(two_notes: Path, tmp_path: Path, load: Load) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=load)
    report = ingest([two_notes / "a"], tmp_path / "kb", load_encoder=load)
    assert (report.renamed, report.changed, report.unchanged) == (("norm.md",), (), 0)
    assert sources(tmp_path / "kb") == ["b/pool.md", "norm.md"]
    write(two_notes / "a" / "norm.md", NORM + POOL)
    report = ingest([two_notes], tmp_path / "kb", load_encoder=load)
    assert (report.renamed, report.changed, report.unchanged) == ((), ("a/norm.md",), 1)


def test_a_note_with_broken_bytes_is_read_and_told(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "n" / "a.md", "")
    (tmp_path / "n" / "a.md").write_bytes(POOL.rstrip().encode()[:-1])
    report = ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=load)
    assert (report.added, report.failed) == (("a.md",), ())
    assert [(told.source, told.line) for told in report.warnings] == [("a.md", 3)]
    (note,) = store.read_notes(tmp_path / "kb")
    (passage,) = store.load(tmp_path / "kb").passages
    assert passage.text == note.text[passage.start : passage.end]
    assert passage.text.endswith("缩小特征图的尺寸\ufffd")


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
