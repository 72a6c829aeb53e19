"""Noise that forums put against copying, and what only looks like it."""

import pytest

from kg.pages.layout import LineKind, lay_out
from kg.pages.noise import is_noise, split_noise


@pytest.mark.parametrize(
    "text", ["k3 x? D) r, Z; m", '9 Q( t" `! v. R) u', "; F8 Y( |% u9 `; r6 n8"]
)
def test_characters_one_by_one_with_many_marks_are_noise(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b c d e f",
        "1 2 3 4 5 6",
        "f ( x ) = k [ 0 ] , y ; z : w",
        "x += a; y -= b; i ++ ;",
        "A, B, C, D, E, F.",
        "k3 x? D) r",
        "卷积核 k3 x? D) r, Z; m",
    ],
)
def test_formulas_lists_and_code_are_no_noise(text: str) -> None:
    assert not is_noise(text)


def test_noise_around_a_text_is_split_from_it() -> None:
    before, text, after = "k3 x? D) r, Z; m& [", "电感储存磁能", ", J! p7 H# W) q: d\n"
    assert list(split_noise(before + text + after)) == [before, text, after]


def test_a_letter_that_touches_the_text_stays_with_it() -> None:
    assert list(split_noise("k3 x? D) r, Z; m& X射线会电离")) == [
        "k3 x? D) r, Z; m& ",
        "X射线会电离",
    ]
    assert list(split_noise("阻抗升高6 J! p7 H# W) q: d")) == ["阻抗升高6", " J! p7 H# W) q: d"]


def test_a_line_without_noise_is_one_part() -> None:
    assert list(split_noise("取 a b c d e f 的和\n")) == ["取 a b c d e f 的和\n"]
    assert list(split_noise("")) == []


def test_noise_is_a_line_of_its_own_kind_and_lines_still_tile() -> None:
    lines = lay_out("k3 x? D) r, Z; m\n电感\n")
    assert [(line.kind, line.start, line.end) for line in lines] == [
        (LineKind.NOISE, 0, 17),
        (LineKind.TEXT, 17, 20),
    ]
