"""Notes are found and decoded; what cannot be read is an error in one line."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.readers import NoteError, read_note, read_notes
from kg.records import Note
from tests.note_files import forbid


def write(path: Path, content: bytes | str = "正文。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read_bytes(folder: Path, content: bytes, name: str = "a.txt") -> Note:
    return read_note(write(folder / name, content), root=folder)


def sources(folder: Path) -> list[str]:
    return [read.source for read in read_notes(folder)]


# Finding notes


def test_notes_are_listed_in_path_order_whatever_the_case_of_their_suffix(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.TXT", "a-b.markdown", "A.html", "a.Htm", "c.pdf", "图.txt"):
        write(tmp_path / name)
    expected = ["A.html", "a-b.markdown", "a.Htm", "a/z.TXT", "b.md", "图.txt"]
    assert sources(tmp_path) == expected


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "c/.d/e.md", "c/f.md"):
        write(tmp_path / name)
    assert sources(tmp_path) == ["c/f.md"]


def test_each_real_file_is_listed_once_under_its_own_name(tmp_path: Path) -> None:
    write(tmp_path / "z" / "note.txt")
    (tmp_path / "a").symlink_to(tmp_path / "z")
    (tmp_path / "b.txt").symlink_to(tmp_path / "z" / "note.txt")
    (tmp_path / "z" / "loop").symlink_to(tmp_path)
    assert sources(tmp_path) == ["z/note.txt"]


def test_links_out_of_the_folder_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "x.txt")
    write(tmp_path / "single.md")
    root = tmp_path / "root"
    root.mkdir()
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    (root / "one.md").symlink_to(tmp_path / "single.md")
    assert sources(root) == ["linked/x.txt", "one.md"]
    first = next(read_notes(root))
    assert isinstance(first, Note)
    assert first.path == (root / "linked" / "x.txt").as_posix()


def test_a_file_gives_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "folder" / "a.txt")
    (note,) = read_notes(path)
    assert isinstance(note, Note)
    assert (note.path, note.source) == (path.as_posix(), "a.txt")


def test_a_missing_path_is_an_error_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "no\nsuch"
    message = (
        f"^{tmp_path}/no such: cannot be read \\(no such file or directory\\); "
        "check that it exists and is readable$"
    )
    with pytest.raises(NoteError, match=message):
        next(read_notes(path))


# A folder that is left out


def test_a_folder_is_left_out_wherever_it_lies_and_may_be_the_root_itself(tmp_path: Path) -> None:
    for name in ("a.md", "kb/aliases.txt", "kb/uploads/up.md", "z/b.md"):
        write(tmp_path / name)
    (tmp_path / "z" / "link").symlink_to(tmp_path / "kb")
    kb = tmp_path / "kb"
    assert [read.source for read in read_notes(tmp_path, leave_out=kb)] == ["a.md", "z/b.md"]
    assert [read.source for read in read_notes(kb / "uploads", leave_out=kb)] == ["up.md"]
    assert list(read_notes(kb, leave_out=kb)) == []


# Known notes


def known(root: Path) -> dict[str, Note]:
    return {note.path: note for note in read_notes(root) if isinstance(note, Note)}


def test_known_notes_are_the_very_same(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# 甲")
    write(tmp_path / "b" / "乙.html", "<p>乙是乙。</p>")
    before = known(tmp_path)
    again = known_again(tmp_path, before)
    assert [note.source for note in again] == ["a.md", "b/乙.html"]
    assert all(note is before[note.path] for note in again)


def known_again(root: Path, before: dict[str, Note]) -> list[Note]:
    return [read for read in read_notes(root, known=before) if isinstance(read, Note)]


def test_a_change_is_found_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "c.txt", "丙")
    before = known(tmp_path)
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    write(path, "丁")
    os.utime(path, ns=times)
    assert [note.text for note in known_again(tmp_path, before)] == ["丁"]


def test_a_known_note_under_another_root_has_another_source(tmp_path: Path) -> None:
    write(tmp_path / "b" / "a.md")
    again = known_again(tmp_path / "b", known(tmp_path))
    assert [note.source for note in again] == ["a.md"]


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.md")
    write(tmp_path / "b" / "c.md")
    before = known(tmp_path)
    iterate = Path.iterdir

    def opened(path: Path) -> Iterator[Path]:
        if path.name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return iterate(path)

    monkeypatch.setattr(Path, "iterdir", opened)
    note, error = read_notes(tmp_path, known=before)
    assert note.source == "a.md"
    assert str(error) == (
        "b: cannot be read (permission denied); check that it exists and is readable"
    )


# Reading


def test_a_note_holds_the_file_as_decoded(tmp_path: Path) -> None:
    raw = "# 标题\r\n\r\n第一段。\u2028\r第二段。\n".encode()
    assert read_bytes(tmp_path, raw, "sub/a.md") == Note(
        path=f"{tmp_path}/sub/a.md",
        source="sub/a.md",
        text="# 标题\r\n\r\n第一段。\u2028\r第二段。\n",
        format="markdown",
        encoding="utf-8",
        digest=hashlib.sha256(raw).hexdigest(),
    )


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "甲。")
    write(tmp_path / "b.txt", "")
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    write(tmp_path / "d.md", "丁。")
    found = [x.text if isinstance(x, Note) else str(x) for x in read_notes(tmp_path)]
    assert found == [
        "甲。",
        "b.txt: is empty; write something in it or delete it",
        "c.txt: cannot be read (no such file or directory); check that it exists and is readable",
        "丁。",
    ]


def test_what_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, "open", write(tmp_path / "a.txt"))
    forbid(monkeypatch, "iterdir", write(tmp_path / "locked" / "b.txt").parent)
    remedy = "check that it exists and is readable"
    assert [str(x) for x in read_notes(tmp_path)] == [
        f"a.txt: cannot be read (permission denied); {remedy}",
        f"locked: cannot be read (permission denied); {remedy}",
    ]


def test_notes_in_a_folder_that_may_be_listed_and_not_entered_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = write(tmp_path / "listed" / "a.txt")
    for what in ("is_dir", "is_file"):
        forbid(monkeypatch, what, note)
    (found,) = read_notes(tmp_path)
    assert str(found) == (
        "listed/a.txt: cannot be read (permission denied); check that it exists and is readable"
    )


def test_a_root_that_may_not_be_opened_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "iterdir", tmp_path)
    with pytest.raises(NoteError, match=r": cannot be read \(permission denied\)"):
        next(read_notes(tmp_path))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(NoteError, match=r"^a\.txt: is not a regular file; put the notes in plain"):
        read_note(tmp_path / "a.txt", root=tmp_path)


def test_a_pipe_in_place_of_a_known_note_is_not_waited_for(tmp_path: Path) -> None:
    before = known(write(tmp_path / "a.txt"))
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    (read,) = read_notes(tmp_path, known=before)
    assert str(read) == "a.txt: is not a regular file; put the notes in plain files"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    message = r"^a\.pdf: is not a note; notes are files of \.txt \.md \.markdown \.html \.htm$"
    with pytest.raises(NoteError, match=message):
        read_note(write(tmp_path / "a.pdf"), root=tmp_path)


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / os.fsdecode(b"\xb1\xca.txt"))
    with pytest.raises(NoteError, match=r"^\?\?\.txt: its name is not valid UTF-8; rename it$"):
        read_note(path, root=tmp_path)


def test_the_largest_size_is_a_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "12345")
    assert read_note(path, root=tmp_path, max_bytes=5).text == "12345"
    with pytest.raises(NoteError, match="is larger than 4 bytes; split it into smaller files"):
        read_note(path, root=tmp_path, max_bytes=4)
    page = write(tmp_path / "a.html", b" " * (8 * 1024 * 1024 + 1))
    with pytest.raises(NoteError, match="is larger than 8,388,608 bytes"):
        read_note(page, root=tmp_path)


@pytest.mark.parametrize("content", [b"", b" \r\n\t", "　\n".encode(), b"\xef\xbb\xbf"])
def test_a_note_without_text_is_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoteError, match=r"^a\.txt: is empty; write something in it or delete it$"):
        read_bytes(tmp_path, content)
