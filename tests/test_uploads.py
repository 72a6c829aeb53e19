"""Uploaded files: their names made safe, their size limited, kept in the base's folder."""

from pathlib import Path

import pytest

from kg.readers import MAX_BYTES, MAX_PAGE_BYTES, NoteError
from search.page.uploads import remove_upload, safe_name, save_upload


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("笔记.md", "笔记.md"),
        ("../../etc/cron.TXT", "cron.txt"),
        ("C:\\notes\\a.html", "a.html"),
        (".hidden.md", "hidden.md"),
        ('<img src="x">.md', "_img src=_x_.md"),
        ("a\x00\u202eb.txt", "a_b.txt"),
        ("甲" * 100 + ".md", "甲" * 40 + ".md"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["notes.zip", "run.py", "md", ".md", ""])
def test_only_notes_are_taken(name: str) -> None:
    with pytest.raises(NoteError, match="is not a note"):
        safe_name(name)


def test_an_upload_stays_in_the_folder_and_replaces_its_namesake(tmp_path: Path) -> None:
    save_upload(tmp_path, "../a.md", "一".encode())
    assert save_upload(tmp_path, "a.md", "二".encode()) == tmp_path / "uploads" / "a.md"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [(path.name, path.read_text(encoding="utf-8")) for path in files] == [("a.md", "二")]


def test_large_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoteError, match="is larger than 33,554,432 bytes"):
        save_upload(tmp_path, "a.md", b"x" * (MAX_BYTES + 1))
    with pytest.raises(NoteError, match="is larger than 8,388,608 bytes"):
        save_upload(tmp_path, "a.HTM", b"x" * (MAX_PAGE_BYTES + 1))
    assert list(tmp_path.iterdir()) == []


def test_removing_takes_the_named_note_alone(tmp_path: Path) -> None:
    save_upload(tmp_path, "a.md", b"a")
    kept = save_upload(tmp_path, "b.md", b"b")
    remove_upload(tmp_path, "a.md")
    remove_upload(tmp_path, "a.md")
    assert list((tmp_path / "uploads").iterdir()) == [kept]


def test_a_note_put_there_by_hand_is_removed_under_its_own_name(tmp_path: Path) -> None:
    kept = save_upload(tmp_path, "a.txt", b"a")
    inner = tmp_path / "uploads" / "old" / "A.TXT"
    inner.parent.mkdir()
    inner.write_bytes(b"b")
    remove_upload(tmp_path, "old/A.TXT")
    assert (kept.exists(), inner.exists()) == (True, False)
