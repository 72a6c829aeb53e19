"""Logical lines: code, formulas, tables and front matter stay whole; lines tile the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.layout import Line, LineKind, lay_out

ANY_TEXT = st.text(alphabet="甲乙。，：？ab1.#-*>|`$\\[]{}()（） \t\r\n\f\u2028\ufeff😀")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(line.kind.value, text[line.start : line.end]) for line in lay_out(text)]


def test_an_empty_text_has_no_lines() -> None:
    assert lay_out("") == ()


def test_a_line_knows_its_place_its_text_and_its_indent() -> None:
    assert lay_out("甲\n\t - 乙 \n") == (
        Line(LineKind.TEXT, 0, 2, "甲", 0),
        Line(LineKind.TEXT, 2, 9, "- 乙", 5),
    )


def test_only_line_feeds_end_lines() -> None:
    assert kinds("甲\r\n乙\f丙\u2028丁\n\r\n") == [
        ("text", "甲\r\n"),
        ("text", "乙\f丙\u2028丁\n"),
        ("blank", "\r\n"),
    ]


def test_front_matter_stands_at_the_top_alone() -> None:
    matter = "---\ntitle: 甲\n---\n"
    assert kinds(matter + "乙") == [("front matter", matter), ("text", "乙")]
    assert kinds("乙\n---\n") == [("text", "乙\n"), ("text", "---\n")]


def test_a_byte_order_mark_hides_no_front_matter() -> None:
    assert kinds("\ufeff---\na: 1\n---\n") == [("front matter", "\ufeff---\na: 1\n---\n")]


def test_unclosed_front_matter_is_text() -> None:
    assert [kind for kind, _ in kinds("---\n甲\n乙\n")] == ["text", "text", "text"]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_fenced_code_is_one_line_with_its_blank_lines(fence: str) -> None:
    code = f"{fence}python\nx = 1\n\n# 不是标题\n{fence}\n"
    assert kinds(code + "甲") == [("code", code), ("text", "甲")]


def test_unclosed_code_ends_at_the_next_blank_line() -> None:
    assert kinds("```\nx\n\n甲\n") == [("code", "```\nx\n"), ("blank", "\n"), ("text", "甲\n")]


def test_code_ends_at_a_bar_as_long_as_its_own_of_the_same_mark() -> None:
    code = "````c\nx\n```\n~~~~\n`````\n"
    assert kinds(f"{code}甲\n```\n") == [("code", code), ("text", "甲\n"), ("code", "```\n")]


def test_unclosed_fences_around_prose_are_each_passed_over() -> None:
    fenced = [("blank", "```text\n"), ("text", "浇水要浇透，叶面少喷水\n")]
    assert kinds("```text\n浇水要浇透，叶面少喷水\n" * 3) == fenced * 3
    # From the last one on, what stands below is no prose.
    assert kinds("```text\n浇水要浇透，叶面少喷水\n```text\nx = 1\n") == [
        *fenced,
        ("code", "```text\nx = 1\n"),
    ]


@pytest.mark.parametrize("language", ["", "text", " TXT"])
def test_fenced_chinese_prose_is_text(language: str) -> None:
    fenced = f"```{language}\n一、浇水：\n  滴灌（drip）\n\n```\n甲"
    assert kinds(fenced) == [
        ("blank", f"```{language}\n"),
        ("text", "一、浇水：\n"),
        ("text", "  滴灌（drip）\n"),
        ("blank", "\n"),
        ("blank", "```\n"),
        ("text", "甲"),
    ]


@pytest.mark.parametrize("code", ["```python\n浇水（田）\n```\n", "```\nwater(田, 3)\n```\n"])
def test_fenced_code_with_some_chinese_is_code(code: str) -> None:
    assert kinds(code) == [("code", code)]


def test_a_table_is_one_line() -> None:
    table = "| 名 | 值 |\n|---|:-:|\n| 甲 | 1 |\n| 乙 | 2 |\n"
    assert kinds(table + "\n后文") == [("table", table), ("blank", "\n"), ("text", "后文")]


@pytest.mark.parametrize(
    "formula",
    [
        "$$\nL = \\sum_i x_i\n\n+ 1\n$$\n",
        "\\[\na = b\n\\]\n",
        "\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n",
    ],
)
def test_a_formula_over_several_lines_is_one_line(formula: str) -> None:
    assert kinds(formula + "甲") == [("formula", formula), ("text", "甲")]


def test_a_text_line_takes_the_formula_that_opens_in_it() -> None:
    text = "其中 $f(x) = \\left\\{\nx\n\\right.$ 是分段的。\n"
    assert kinds(text + "甲") == [("text", text), ("text", "甲")]


def test_a_lone_dollar_is_a_price() -> None:
    assert kinds("价格 $5\n甲\n") == [("text", "价格 $5\n"), ("text", "甲\n")]


def test_an_unclosed_formula_is_plain_lines() -> None:
    assert kinds("$$\na\n") == [("text", "$$\n"), ("text", "a\n")]


@given(ANY_TEXT | st.text())
def test_lines_tile_any_text(text: str) -> None:
    lines = lay_out(text)
    assert "".join(text[line.start : line.end] for line in lines) == text
    ends = [0, *(line.end for line in lines)]
    assert [line.start for line in lines] == ends[:-1]
    assert ends[-1] == len(text)
