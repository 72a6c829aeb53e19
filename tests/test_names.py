"""Spellings of a name fold to one key."""

import pytest

from kg.names import fold_letters, fold_name


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Batch-Norm", "batchnorm"),
        ("ＢＮ", "bn"),
        ("Batch_Size", "batchsize"),
        ("B+ 树", "b+树"),
        ("C#", "c#"),
        ("1×1 卷积", "1x1卷积"),
        ("1 * 1卷积", "1x1卷积"),
        ("資料庫索引", "资料库索引"),
        ("", ""),
    ],
)
def test_fold_name(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Ｂ+ 树（三层），1.5 倍！", "b树三层15倍"),
        ("，。！ \n", ""),
        ("ＢＮ 层（Batch-Norm）", "bn层batchnorm"),
        ("損失函數與優化", "损失函数与优化"),
        ("①②", "12"),
        ("👍好", "好"),
    ],
)
def test_width_case_marks_and_traditional_forms_are_folded(text: str, folded: str) -> None:
    assert fold_letters(text) == folded
