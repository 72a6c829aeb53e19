"""What the user says of names is read, and what cannot be read is named by its line."""

import re
from pathlib import Path

import pytest

from kg.decisions import Decisions, Line, decide, read_lines
from kg.readers import NoteError


def read(path: Path) -> tuple[Decisions, list[str]]:
    """What the lines decide, and what is told of those left out."""
    told: list[NoteError] = []
    decisions = decide(read_lines(path, warn=told.append))
    return decisions, list(map(str, told))


def written(folder: Path, text: str) -> Path:
    """The file of decisions with this text."""
    path = folder / "aliases.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_force_and_forbid(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\nBN = 批归一化\n\nB+ 树 != B 树\nLN=Layer Norm\n")
    assert read(path)[0] == Decisions(
        forced=(("BN", "批归一化"), ("LN", "Layer Norm")), forbidden=(("B+ 树", "B 树"),)
    )


def test_signs_may_be_full_width(tmp_path: Path) -> None:
    path = written(tmp_path, "梯度裁剪＝梯度截断\nGRU ！＝ GPU\nB树 ≠ B+树\n")
    assert read(path)[0] == Decisions(
        forced=(("梯度裁剪", "梯度截断"),), forbidden=(("GRU", "GPU"), ("B树", "B+树"))
    )


def test_every_name_decided_on_is_listed() -> None:
    decisions = Decisions(forced=(("BN", "批归一化"),), forbidden=(("GRU", "GPU"),))
    assert decisions.names == ("BN", "批归一化", "GRU", "GPU")


def test_no_file_and_no_line_decide_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "aliases.txt") == (Decisions(), [])
    assert read(written(tmp_path, "\ufeff# none\n")) == (Decisions(), [])


def test_a_line_may_equate_several_names(tmp_path: Path) -> None:
    path = written(tmp_path, "BN = 批归一化 ＝ Batch Norm\n批归一化 != GRU\n")
    assert read(path) == (
        Decisions(
            forced=(("BN", "批归一化"), ("批归一化", "Batch Norm")),
            forbidden=(("批归一化", "GRU"),),
        ),
        [],
    )


@pytest.mark.parametrize(
    "line", ["BN 批归一化", "BN =", "= BN", "A != B = C", "A != B != C", "BN == 批归一化", "A <> B"]
)
def test_another_line_is_left_out_and_named_with_what_to_write(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"# mine\n{line}\nLN = 层归一化\n")
    told = f"{path}:2: cannot read `{line}`; write `name = other name` or `name != other name`"
    assert read(path) == (Decisions(forced=(("LN", "层归一化"),)), [told])


@pytest.mark.parametrize("line", ["Batch-Norm = batch norm", "- = BN", "A = B = b", "梯度 != 梯度"])
def test_one_name_twice_or_none_is_left_out(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, line)
    told = f"{path}:1: `{line}` names one thing twice, or none; write names that differ"
    assert read(path) == (Decisions(), [told])


def test_what_contradicts_an_earlier_line_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "BN = 批归一化\n\n批归一化 != bn\nLN = 层归一化\n")
    told = f"{path}:3: `批归一化 != bn` contradicts line 1; delete one of the two"
    expected = Decisions(forced=(("BN", "批归一化"), ("LN", "层归一化")))
    assert read(path) == (expected, [told])


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\nBN = 批归一化\n\nGRU ≠ GPU\n")
    lines = (Line(2, "BN", "=", "批归一化"), Line(4, "GRU", "!=", "GPU"))
    told: list[NoteError] = []
    assert (read_lines(path, warn=told.append), told) == (lines, [])


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_bytes("梯度 = 导数".encode("gb18030"))
    with pytest.raises(ValueError, match=re.escape(f"{path}: not UTF-8; save it as UTF-8")):
        read(path)
