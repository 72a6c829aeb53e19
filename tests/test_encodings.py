"""Bytes become text in their encoding; what is no text is refused in one line."""

from pathlib import Path

import pytest

from kg.readers import NoteError, read_note
from kg.records import Note

SIMPLIFIED = "反向传播把误差逐层传回。"
TRADITIONAL = "反向傳播把誤差逐層傳回。"


def read_bytes(folder: Path, content: bytes, name: str = "a.txt") -> Note:
    (folder / name).write_bytes(content)
    return read_note(folder / name, root=folder)


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
    ("content", "text", "encoding", "line"),
    [
        (f"第一行\n{SIMPLIFIED}".encode()[:-1], f"第一行\n{SIMPLIFIED[:-1]}\ufffd", "utf-8", 2),
        (
            b"\xef\xbb\xbf\n\n\xe6\xad" + SIMPLIFIED.encode(),
            f"\n\n\ufffd{SIMPLIFIED}",
            "utf-8-sig",
            3,
        ),
        (
            b"\xff" + SIMPLIFIED.encode() * 9 + b"\n\x80",
            f"\ufffd{SIMPLIFIED * 9}\n\ufffd",
            "utf-8",
            1,
        ),
        (SIMPLIFIED.encode("gb18030")[:-1], f"{SIMPLIFIED[:-1]}\ufffd", "gb18030", 1),
        (SIMPLIFIED.encode("utf-16")[:-1], f"{SIMPLIFIED[:-1]}\ufffd", "utf-16", 1),
    ],
    ids=["cut tail", "marked UTF-8", "two places", "cut GB18030", "cut UTF-16"],
)
def test_a_few_broken_bytes_spoil_only_themselves_and_are_told(
    tmp_path: Path, content: bytes, text: str, encoding: str, line: int
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    told: list[NoteError] = []
    note = read_note(tmp_path / "a.txt", root=tmp_path, warn=told.append)
    assert (note.text, note.encoding) == (text, encoding)
    assert content.decode(encoding, "replace") == text
    assert [str(warning) for warning in told] == [
        f"a.txt:{line}: some bytes are no {encoding} and read as \ufffd; "
        "mend the file where that matters and ingest it again"
    ]


def test_a_character_that_another_program_lost_is_as_good_as_any(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\ufffd{SIMPLIFIED}", encoding="utf-8")
    told: list[NoteError] = []
    note = read_note(tmp_path / "a.txt", root=tmp_path, warn=told.append)
    assert (note.text, told) == (f"\ufffd{SIMPLIFIED}", [])


@pytest.mark.parametrize(
    "content",
    [
        f"第一行\n{SIMPLIFIED * 9}".encode() + b"\xff.\xff.\xff",
        b"ascii\n\xe9t\xe9 \xff\xff",
        b"\xef\xbb\xbf\n" + b"\xe6\xad" + SIMPLIFIED[:9].encode(),
    ],
    ids=["three places", "Latin-1", "marked UTF-8, short"],
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
