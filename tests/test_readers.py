"""Notes are found and decoded; what cannot be read is an error in one line."""

import hashlib
import os
from pathlib import Path

import pytest

from kg.readers import NoteError, list_notes, read_note, read_notes
from kg.records import Note

SIMPLIFIED = "反向传播把误差逐层传回。"
TRADITIONAL = "反向傳播把誤差逐層傳回。"


def write(path: Path, content: bytes | str = "正文。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read_bytes(folder: Path, content: bytes, name: str = "a.txt") -> Note:
    return read_note(write(folder / name, content), root=folder)


def sources(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in list_notes(folder)]


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
    assert list_notes(path) == (path,)
    note = read_note(path, root=path)
    assert (note.path, note.source) == (path.as_posix(), "a.txt")


def test_a_missing_path_is_an_error_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "no\nsuch"
    message = (
        f"^{tmp_path}/no such: cannot be read \\(no such file or directory\\); "
        "check that it exists and is readable$"
    )
    with pytest.raises(NoteError, match=message):
        list_notes(path)
    with pytest.raises(NoteError, match=message):
        next(read_notes(path))


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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    write(tmp_path / "locked" / "b.txt")
    (tmp_path / "locked").chmod(0)
    found = [str(x) for x in read_notes(tmp_path)]
    (tmp_path / "locked").chmod(0o700)
    remedy = "check that it exists and is readable"
    assert found == [
        f"a.txt: cannot be read (permission denied); {remedy}",
        f"locked: cannot be read (permission denied); {remedy}",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_root_that_may_not_be_opened_is_an_error(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir(mode=0)
    with pytest.raises(NoteError, match=r"root: cannot be read \(permission denied\)"):
        list_notes(root)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(NoteError, match=r"^a\.txt: is not a regular file; put the notes in plain"):
        read_note(tmp_path / "a.txt", root=tmp_path)


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


# Encodings


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"\xef\xbb\xbf" + SIMPLIFIED.encode(), "utf-8-sig"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "utf-16"),
        (b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-32-le"), "utf-32"),
        (b"\0\0\xfe\xff" + SIMPLIFIED.encode("utf-32-be"), "utf-32"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    note = read_bytes(tmp_path, content)
    assert (note.text, note.encoding) == (SIMPLIFIED, encoding)
    assert content.decode(note.encoding) == note.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        ("résumé 😀", "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED[:6], "gb18030"),
        (TRADITIONAL, "gb18030"),
        ("用 Adam optimizer 训练，lr=0.001", "gb18030"),
        ("生僻字𠮷也要读对", "gb18030"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL[:6], "cp950"),
        ("用 Adam optimizer 訓練，lr=0.001", "cp950"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        ("plain ASCII", "utf-16-le"),
        ("plain ASCII", "utf-16-be"),
        ("第一行\r\n😀 second\r\n", "utf-16-le"),
    ],
)
def test_an_encoding_without_a_mark_is_made_out(tmp_path: Path, text: str, encoding: str) -> None:
    note = read_bytes(tmp_path, text.encode(encoding))
    assert (note.text, note.encoding) == (text, encoding)


def test_gbk_files_of_windows_are_read(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, SIMPLIFIED.encode("gbk")).text == SIMPLIFIED


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0",
        bytes(64),
        b"\x01\x02\x03\x04 plain \x05\x06",
        "一段正文\0又一段正文".encode(),
        b"\xff\xfe\x01\0\x02\0",
    ],
)
def test_a_binary_file_is_not_a_note(tmp_path: Path, content: bytes) -> None:
    message = r"^a\.txt: looks binary; save its content as text or take it out of the folder$"
    with pytest.raises(NoteError, match=message):
        read_bytes(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        f"第一行\n{SIMPLIFIED * 20}".encode() + b"\xff",
        b"ascii\n\xe9t\xe9 \xff\xff",
        b"\xef\xbb\xbf\n" + b"\xe6\xad" + SIMPLIFIED.encode() * 3,
    ],
    ids=["one bad byte", "Latin-1", "marked UTF-8"],
)
def test_an_unknown_encoding_names_the_line_and_the_remedy(tmp_path: Path, content: bytes) -> None:
    message = (
        r"^a\.txt:[12]: its encoding is unknown; "
        "convert it to UTF-8, such as with iconv -f ENCODING -t UTF-8$"
    )
    with pytest.raises(NoteError, match=message):
        read_bytes(tmp_path, content)


def test_a_page_may_state_its_encoding(tmp_path: Path) -> None:
    page = '<meta charset="gb2312"><p>镕、喆，扩展字也在。</p>'
    note = read_bytes(tmp_path, page.encode("gbk"), "a.html")
    assert (note.text, note.encoding) == ("镕、喆，扩展字也在。\n", "gb18030")
    page = "<META http-equiv=Content-Type content='text/html; charset=Big5'><p>恒星</p>"
    note = read_bytes(tmp_path, page.encode("cp950"), "b.htm")
    assert (note.text, note.encoding) == ("恒星\n", "cp950")


def test_a_page_that_states_a_wrong_encoding_is_read(tmp_path: Path) -> None:
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED}</p>'
    note = read_bytes(tmp_path, page.encode(), "a.html")
    assert (note.text, note.encoding) == (SIMPLIFIED + "\n", "utf-8")
    page = f'<meta charset="unicode_escape"><p>{SIMPLIFIED}\\ud800</p>'
    note = read_bytes(tmp_path, page.encode(), "b.html")
    assert (note.text, note.encoding) == (SIMPLIFIED + "\\ud800\n", "utf-8")
