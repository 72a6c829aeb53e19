"""Known notes are not read twice, and no change is missed."""

import os
from pathlib import Path

import pytest

from kg.readers import NoteError, read_notes
from kg.records import Note
from search.storage.known_notes import reread_notes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "n" / "b").mkdir(parents=True)
    (tmp_path / "n" / "a.md").write_text("# 甲\n\n甲。\n", encoding="utf-8")
    (tmp_path / "n" / "b" / "乙.html").write_text("<p>乙是乙。</p>", encoding="utf-8")
    (tmp_path / "n" / "c.txt").write_text("丙\n", encoding="utf-8")
    return tmp_path / "n"


def known(root: Path) -> dict[str, Note]:
    return {note.path: note for note in read_notes(root) if isinstance(note, Note)}


def test_known_notes_are_the_very_same(root: Path) -> None:
    before = known(root)
    again = [read for read in reread_notes(root, before) if isinstance(read, Note)]
    assert [note.source for note in again] == ["a.md", "b/乙.html", "c.txt"]
    assert all(note is before[note.path] for note in again)
    alone = list(reread_notes(root / "a.md", known(root / "a.md")))
    assert alone == list(read_notes(root / "a.md"))


def test_a_change_is_found_though_size_and_time_are_the_same(root: Path) -> None:
    before = known(root)
    path = root / "c.txt"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text("丁\n", encoding="utf-8")
    os.utime(path, ns=times)
    assert [read.text for read in reread_notes(root, before) if isinstance(read, Note)][
        -1
    ] == "丁\n"


def test_a_note_under_another_root_has_another_source(root: Path) -> None:
    read = list(reread_notes(root / "b", known(root)))
    assert [note.source for note in read if isinstance(note, Note)] == ["乙.html"]


def test_what_cannot_be_read_is_told_each_time(root: Path) -> None:
    before = known(root)
    (root / "c.txt").write_text("", encoding="utf-8")
    (root / "z.md").symlink_to(root / "none.md")
    errors = [read for read in reread_notes(root, before) if isinstance(read, NoteError)]
    assert [error.source for error in errors] == ["c.txt", "z.md"]
    with pytest.raises(NoteError, match="cannot be read"):
        list(reread_notes(root / "none", before))


def test_a_folder_that_cannot_be_opened_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = known(root)
    scan, iterate = os.scandir, Path.iterdir

    def opened(path: str | Path) -> Path:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return Path(path)

    monkeypatch.setattr(os, "scandir", lambda path: scan(opened(path)))
    monkeypatch.setattr(Path, "iterdir", lambda path: iterate(opened(path)))
    read = list(reread_notes(root, before))
    assert [note.source for note in read if isinstance(note, Note)] == ["a.md", "c.txt"]
    assert [str(error) for error in read if isinstance(error, NoteError)] == [
        "b: cannot be read (permission denied); check that it exists and is readable"
    ]
