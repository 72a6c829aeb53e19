"""Notes taken out of a knowledge base: their files stay, and they stay out."""

import re
from pathlib import Path

import pytest

from kg.readers import NoteError
from search import store
from search.encoder import Encoder
from search.ingest import Report, ingest
from search.removal import remove
from search.storage.removed_notes import read_removed
from tests.note_files import NORM, POOL, sources, write


@pytest.fixture
def kb(tmp_path: Path, notes: Path, hashing_encoder: Encoder) -> Path:
    """The folder of a knowledge base of three notes."""
    ingest([notes], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    return tmp_path / "kb"


def again(paths: list[Path], kb: Path, encoder: Encoder) -> Report:
    """Ingest once more."""
    return ingest(paths, kb, load_encoder=lambda name: encoder)


def test_a_removed_note_stays_out_until_its_file_is_named(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    report = remove(["norm.md"], kb, load_encoder=lambda name: hashing_encoder)
    assert (report.removed, report.embedded) == (("norm.md",), 0)
    assert sources(kb) == ["copy.txt", "deep/sigmoid.md"]
    assert (notes / "norm.md").exists()

    report = again([notes], kb, hashing_encoder)
    assert (report.added, report.left_out, report.unchanged) == ((), ("norm.md",), 2)
    report = again([notes / "norm.md"], kb, hashing_encoder)
    assert (report.added, report.left_out) == (("norm.md",), ())
    report = again([notes], kb, hashing_encoder)
    assert (report.left_out, report.unchanged) == ((), 3)


def test_a_note_is_removed_by_its_path(
    kb: Path, notes: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notes)
    names = ["deep/../norm.md", str(notes / "copy.txt")]
    with pytest.raises(NoteError, match=r"^deep/\.\./norm\.md: is no note of the knowledge base; "):
        remove(names, kb, load_encoder=lambda name: hashing_encoder)
    assert len(sources(kb)) == 3
    remove(["./norm.md", names[1]], kb, load_encoder=lambda name: hashing_encoder)
    assert sources(kb) == ["deep/sigmoid.md"]


def test_a_name_of_two_notes_asks_for_a_path(
    tmp_path: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "x" / "n.md", tmp_path / "y" / "n.md"
    write(first, NORM)
    write(second, POOL)
    again([first.parent, second.parent], tmp_path / "kb", hashing_encoder)
    monkeypatch.chdir(first.parent)  # where the name is a path as well
    said = f"n.md: is the name of several notes; give the path of one: {first}, {second}"
    with pytest.raises(NoteError, match=f"^{re.escape(said)}$"):
        remove(["n.md"], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    assert sources(tmp_path / "kb") == ["n.md", "n.md"]
    remove([str(first)], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    assert [note.text for note in store.read_notes(tmp_path / "kb")] == [POOL]


def test_a_name_with_a_line_break_stays_out_too(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    (notes / "two\nlines.md").write_text("# 池化\n\n池化层取最大值。\n", encoding="utf-8")
    again([notes], kb, hashing_encoder)
    report = remove(["two\nlines.md"], kb, load_encoder=lambda name: hashing_encoder)
    assert report.removed == ("two\nlines.md",)
    assert sources(kb) == ["copy.txt", "deep/sigmoid.md", "norm.md"]
    assert again([notes], kb, hashing_encoder).left_out == ("two\nlines.md",)


def test_nothing_is_removed_while_an_ingest_is_writing(kb: Path, hashing_encoder: Encoder) -> None:
    with store.lock(kb), pytest.raises(store.StoreError, match="another ingest is writing to it"):
        remove(["norm.md"], kb, load_encoder=lambda name: hashing_encoder)
    assert read_removed(kb) == frozenset()
    with store.lock(kb), pytest.raises(store.StoreError, match="another ingest is writing to it"):
        remove(sources(kb), kb, load_encoder=lambda name: hashing_encoder)
    assert sources(kb) == ["copy.txt", "deep/sigmoid.md", "norm.md"]


def test_without_a_base_no_folder_is_made(tmp_path: Path, hashing_encoder: Encoder) -> None:
    with pytest.raises(store.StoreError, match="no knowledge base here"):
        remove(["norm.md"], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    assert list(tmp_path.iterdir()) == []


def test_a_removed_note_that_is_named_beside_its_folder_comes_back(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    remove(["norm.md"], kb, load_encoder=lambda name: hashing_encoder)
    report = again([notes, notes / "norm.md"], kb, hashing_encoder)
    assert (report.added, report.left_out) == (("norm.md",), ())


def test_without_a_note_there_is_no_base_and_a_folder_builds_none_of_them(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    names = sources(kb)
    report = remove(names, kb, load_encoder=lambda name: hashing_encoder)
    assert report.removed == tuple(names)
    assert not store.exists(kb)
    with pytest.raises(NoteError, match="all notes here were removed; name a file"):
        again([notes], kb, hashing_encoder)
    again([notes / "norm.md"], kb, hashing_encoder)
    assert sources(kb) == ["norm.md"]
