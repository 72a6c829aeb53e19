"""Wording sets names apart: definitions, glosses, statements and lists."""

import pytest

from kg.naming.name_patterns import names_in, runs
from kg.naming.phrases import places_of_names
from kg.naming.plain_text import plain
from kg.records import Block, BlockKind
from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without a user dictionary."""
    return Segmenter()


def places(text: str, segmenter: Segmenter, source: str) -> list[str]:
    """The names that something sets apart in a paragraph, sorted."""
    content = plain(text, 0, len(text))
    wide = runs(content.text, segmenter)
    narrow = [units for run in wide for units in names_in(run)]
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    found = places_of_names(block, content, narrow, wide)
    return sorted({name for what, name in found if what == source})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("自增主键能缓解页分裂，真的。", ["自增主键", "页分裂"]),
        ("唾液里的淀粉酶会导致汤汁变稀。", ["汤汁变稀", "淀粉酶"]),
        ("日志能提高写入性能。", ["写入性能", "日志"]),
        ("面筋由麦谷蛋白和醇溶蛋白组成。", ["醇溶蛋白", "面筋", "麦谷蛋白"]),
        ("定金与订金的区别很大。", ["定金", "订金"]),
        ("优化器包括动量法、随机梯度下降。", ["优化器", "动量法", "随机梯度下降"]),
        ("今天吃什么呢？", []),
    ],
)
def test_statements(text: str, names: list[str], segmenter: Segmenter) -> None:
    assert places(text, segmenter, "statement") == names


def test_a_list_of_two_says_less(segmenter: Segmenter) -> None:
    assert places("有白糖、生抽。", segmenter, "listed") == ["生抽", "白糖"]
    assert places("有白糖、生抽。", segmenter, "statement") == []


def test_the_name_ahead_of_a_parenthesis_may_hold_a_verb(segmenter: Segmenter) -> None:
    found = places("这叫测试时增强（TTA）。", segmenter, "gloss")
    assert found == ["TTA", "测试时增强"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("上下文无关文法（Context-Free Grammar，CFG）由四部分组成。", ["上下文无关文法"]),
        ("，呼气末正压（PEEP）能防止肺泡塌陷。", ["呼气末正压"]),
        ("选择确认（SACK）可以少发数据。", ["选择确认"]),
        ("指令是 CAS（Compare-And-Swap，比较并交换）指令。", ["比较并交换"]),
        ("支持向量机（Support Vector Machine）分得开。", ["支持向量机"]),
        ("风光党讲究“向右曝光”（ETTR）。", ["向右曝光"]),
        ("指标是**交并比（IoU）**。", ["交并比"]),
        ("采用批归一化（BN）训练。", []),
        ("常用中间表示（IR）来优化。", []),
        ("把模型里出现的中间表示（IR）存下来。", []),
    ],
)
def test_what_is_all_of_a_clause_is_a_title(
    text: str, titles: list[str], segmenter: Segmenter
) -> None:
    assert places(text, segmenter, "title") == titles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中间那层叫做隔热层。", ["隔热层"]),
        ("三种办法合起来叫混合装填。", ["混合装填"]),
        ("他叫我过去。", []),
    ],
)
def test_what_a_thing_is_called(text: str, names: list[str], segmenter: Segmenter) -> None:
    assert places(text, segmenter, "definition") == names


def test_what_a_label_of_the_list_says_is_a_name(segmenter: Segmenter) -> None:
    text = "缺点1：读放大，要翻几层"
    block = Block(BlockKind.ITEM, 0, len(text))
    found = places_of_names(block, plain(text, 0, len(text)), [], [])
    assert list(found) == [("item", "缺点1"), ("label", "缺点1"), ("label", "读放大")]


def test_a_word_in_small_letters_apart_from_a_chinese_one_is_no_gloss(segmenter: Segmenter) -> None:
    assert places("池化 Pooling", segmenter, "gloss") == ["Pooling", "池化"]
    assert places("池化pooling", segmenter, "gloss") == ["pooling", "池化"]
    assert places("层次 softmax", segmenter, "gloss") == []


def test_a_verb_ahead_of_a_short_translation_is_no_part_of_the_name(segmenter: Segmenter) -> None:
    assert places("把字符流切成记号（token）。", segmenter, "gloss") == ["token", "记号"]


def test_a_space_ahead_of_the_verb_does_not_matter(segmenter: Segmenter) -> None:
    assert places("Soft-NMS 可以缓解漏检 。", segmenter, "statement") == ["Soft-NMS", "漏检"]
