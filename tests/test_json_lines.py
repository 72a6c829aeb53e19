"""Lines are read when they are asked for."""

from pathlib import Path

import pytest

from search.storage.json_lines import JsonLines, StoreError, write_lines

ROWS = ["甲\u2028乙\n", "", "🙂"]


def test_lines_come_back_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_lines(path, ROWS)
    rows = JsonLines(path, str)
    path.unlink()  # as when another build takes its place
    assert [rows[2], rows[0], rows[-2]] == ["🙂", "甲\u2028乙\n", ""]
    assert (list(rows), rows[1:], len(rows)) == (ROWS, ["", "🙂"], 3)
    assert rows == ROWS
    assert rows != ROWS[:2]
    assert rows != 3
    with pytest.raises(IndexError):
        rows[3]


def test_no_lines(tmp_path: Path) -> None:
    write_lines(tmp_path / "rows.jsonl", [])
    assert list(JsonLines(tmp_path / "rows.jsonl", str)) == []


def test_a_file_that_changed_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_lines(path, ROWS)
    path.write_bytes(path.read_bytes() + b"1\n")
    with pytest.raises(ValueError, match=r"rows\.jsonl has 26 bytes, not 24"):
        JsonLines(path, str)


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_lines(path, ["甲", "乙"])
    path.write_bytes(path.read_bytes()[:-3] + b"?\n\n")
    with pytest.raises(
        StoreError, match=r"rows\.jsonl: the knowledge base is damaged \(line 2\); run zhitu"
    ):
        list(JsonLines(path, str))
