"""Words that may be in a name are told from those that part names."""

import pytest

from kg.naming.name_patterns import (
    is_clause,
    is_compound,
    is_name,
    names_in,
    part,
    runs,
    stripped_name,
    wide_runs,
)
from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without a user dictionary."""
    return Segmenter()


def texts(text: str, segmenter: Segmenter) -> list[str]:
    """The runs of a text, words parted by bars."""
    return ["|".join(unit.text for unit in run) for run in runs(text, segmenter)]


def test_function_words_part_runs_and_verbs_do_not(segmenter: Segmenter) -> None:
    assert texts("它的索引能提高写入性能", segmenter) == ["索引", "提高|写入|性能"]


def test_wide_runs_hold_words_that_few_names_do(segmenter: Segmenter) -> None:
    text = "先做类别不平衡采样，再上。"
    wide = wide_runs(text, segmenter)
    assert [[unit.text for unit in run] for run in wide] == [
        ["先"],
        ["类别", "不", "平衡", "采样"],
        ["上"],
    ]
    assert [unit.text for run in wide for unit in run if unit.parting] == ["先", "不"]
    assert part(wide) == runs(text, segmenter)
    assert [[unit.text for unit in run] for run in part(wide)] == [
        ["类别"],
        ["平衡", "采样"],
        ["上"],
    ]


def test_verbs_part_names(segmenter: Segmenter) -> None:
    (run,) = runs("索引提高写入性能", segmenter)
    assert [[unit.text for unit in name] for name in names_in(run)] == [["索引"], ["性能"]]


def test_a_bracket_with_words_in_it_is_no_call(segmenter: Segmenter) -> None:
    text = "用 FPN(Feature Pyramid Network) 和 HDC(混合卷积) 而不是 foo(bar)"
    assert texts(text, segmenter) == [
        *("FPN", "Feature|Pyramid|Network", "HDC", "混合|卷积", "bar")
    ]


def test_a_kind_of_thing_may_end_as_a_measure_does(segmenter: Segmenter) -> None:
    assert texts("汤种", segmenter) == ["汤种"]


def test_a_counted_whole_is_no_name(segmenter: Segmenter) -> None:
    for text, named in (("整张地图", False), ("整流电路", True)):
        (run,) = runs(text, segmenter)
        assert is_name(run) is named


def test_what_fails_is_no_part_of_a_latin_name(segmenter: Segmenter) -> None:
    for text, named in (("LDM不行", False), ("XA事务", True)):
        (run,) = runs(text, segmenter)
        assert is_name(run) is named


@pytest.mark.parametrize("text", ["批里", "层用", "恒为"])
def test_a_guessed_word_with_a_function_character_is_none(text: str, segmenter: Segmenter) -> None:
    assert texts(text, segmenter) == []


@pytest.mark.parametrize(
    ("text", "compound"),
    [("测试时增强", True), ("写入性能", False), ("使用索引", False), ("覆盖索引", False)],
)
def test_a_name_with_a_verb_inside_is_told_from_a_verb_and_its_object(
    text: str, segmenter: Segmenter, *, compound: bool
) -> None:
    (run,) = runs(text, segmenter)
    assert is_compound(run) is compound


@pytest.mark.parametrize(
    ("text", "clause"),
    [("倒入青椒", True), ("血液粘稠", True), ("循环结构", False), ("聚簇索引", False)],
)
def test_clauses_are_told_from_names(text: str, segmenter: Segmenter, *, clause: bool) -> None:
    (run,) = runs(text, segmenter)
    assert is_clause(run) is clause


@pytest.mark.parametrize(
    ("text", "name"),
    [("问题", False), ("两部分", False), ("覆盖索引", True), ("ReLU", True), ("x1", False)],
)
def test_generic_words_and_variables_are_no_names(
    text: str, segmenter: Segmenter, *, name: bool
) -> None:
    (run,) = runs(text, segmenter)
    assert is_name(run) is name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("常见的激活函数", "激活函数"),
        ("什么是索引？", "索引"),
        ("索引的优缺点", "索引"),
        ("为什么要用池化", "池化"),
        ("如何", "如何"),
    ],
)
def test_headings_lose_what_asks(heading: str, name: str) -> None:
    assert stripped_name(heading) == name
