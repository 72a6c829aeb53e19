"""What the user says of names is read, and what cannot be read is named by its line."""

import re
from pathlib import Path

import pytest

from kg.decisions import Decisions, Line, read_decisions, read_lines


def written(folder: Path, text: str) -> Path:
    """The file of decisions with this text."""
    path = folder / "aliases.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_force_and_forbid(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\nBN = 批归一化\n\nB+ 树 != B 树\nLN=Layer Norm\n")
    assert read_decisions(path) == Decisions(
        forced=(("BN", "批归一化"), ("LN", "Layer Norm")), forbidden=(("B+ 树", "B 树"),)
    )


def test_signs_may_be_full_width(tmp_path: Path) -> None:
    path = written(tmp_path, "梯度裁剪＝梯度截断\nGRU ！＝ GPU\nB树 ≠ B+树\n")
    assert read_decisions(path) == Decisions(
        forced=(("梯度裁剪", "梯度截断"),), forbidden=(("GRU", "GPU"), ("B树", "B+树"))
    )


def test_every_name_decided_on_is_listed() -> None:
    decisions = Decisions(forced=(("BN", "批归一化"),), forbidden=(("GRU", "GPU"),))
    assert decisions.names == ("BN", "批归一化", "GRU", "GPU")


def test_no_file_and_no_line_decide_nothing(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "aliases.txt") == Decisions()
    assert read_decisions(written(tmp_path, "\ufeff# none\n")) == Decisions()


@pytest.mark.parametrize(
    "line", ["BN 批归一化", "BN =", "= BN", "A = B = C", "A != B = C", "BN == 批归一化", "A <> B"]
)
def test_another_line_is_named_with_what_was_expected(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"# mine\n{line}\n")
    message = f"{path}:2: expected `name = other name` or `name != other name`, got `{line}`"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_decisions(path)


@pytest.mark.parametrize("line", ["Batch-Norm = batch norm", "- = BN", "梯度 != 梯度"])
def test_one_name_twice_or_none_is_an_error(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"two names that differ, got `{line}`")):
        read_decisions(written(tmp_path, line))


def test_lines_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "BN = 批归一化\n\n批归一化 != bn\n")
    message = f"{path}:3: `批归一化 != bn` contradicts line 1"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_decisions(path)


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "BN\nBN = 批归一化\nLN = LN\n批归一化 != BN\n")
    expected = "expected `name = other name` or `name != other name`"
    with pytest.raises(ValueError, match=r"^.+\n.+\n.+$") as raised:
        read_decisions(path)
    assert str(raised.value).splitlines() == [
        f"{path}:1: {expected}, got `BN`",
        f"{path}:3: {expected}, two names that differ, got `LN = LN`",
        f"{path}:4: `批归一化 != BN` contradicts line 2",
    ]


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\nBN = 批归一化\n\nGRU ≠ GPU\n")
    assert read_lines(path) == (Line(2, "BN", "=", "批归一化"), Line(4, "GRU", "!=", "GPU"))


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_bytes("梯度 = 导数".encode("gb18030"))
    with pytest.raises(ValueError, match=re.escape(f"{path}: not UTF-8; save it as UTF-8")):
        read_decisions(path)
