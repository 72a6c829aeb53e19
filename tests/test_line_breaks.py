"""Lines for a terminal: what steers it is gone, and each line ends where one may."""

from itertools import pairwise

import pytest

from search.console.line_breaks import break_line, plain


def test_plain_keeps_text_and_joins_line_ends() -> None:
    assert plain("甲\r\n乙\r丙\n\t丁🙂") == "甲\n乙\n丙\n    丁🙂"


@pytest.mark.parametrize(
    ("line", "width", "parts"),
    [
        ("", 10, [""]),
        ("一二三四五六", 4, ["一二", "三四", "五六"]),
        ("一二，三四", 4, ["一", "二，", "三四"]),
        ("一（二三", 4, ["一", "（二", "三"]),
        ("用 BatchNorm 训练", 10, ["用 ", "BatchNorm ", "训练"]),
        ("一(二),三", 5, ["一", "(二),", "三"]),
        ("https://example.org/long", 10, ["https://ex", "ample.org/", "long"]),
        ("取 0.5 倍", 5, ["取 ", "0.5 ", "倍"]),
        ("🙂🙂🙂", 4, ["🙂🙂", "🙂"]),
        ("，，，，", 4, ["，，", "，，"]),
    ],
)
def test_break_line(line: str, width: int, parts: list[str]) -> None:
    cuts = [0, *break_line(line, width), len(line)]
    assert [line[a:b] for a, b in pairwise(cuts)] == parts
