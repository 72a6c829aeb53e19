"""List lines: what a line states by standing under its heading."""

import pytest

from kg.clauses.list_lines import read_arrow, read_line
from kg.clauses.sections import Section, SectionKind
from kg.clauses.slots import slot
from kg.concepts import ConceptMatcher
from kg.records import Concept

_NAMES = ("bn", "relu", "过拟合", "激活函数", "排序算法", "快速排序", "时间复杂度", "卷积层")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _said(kind: SectionKind, concept: str, text: str, *, first: bool = True) -> list[str]:
    sentence = slot(text, _MATCHER, 0, len(text))
    found = read_line(sentence, Section(kind, (concept,)), first=first)
    return [f"{'+'.join(s.heads)} {s.relation} {'+'.join(s.tails)}" for s in found]


@pytest.mark.parametrize(
    ("kind", "concept", "text", "said"),
    [
        (SectionKind.REMEDIES, "过拟合", "BN：随批变化", ["bn mitigates 过拟合"]),
        (SectionKind.REMEDIES, "过拟合", "加数据、BN", ["bn mitigates 过拟合"]),
        (SectionKind.REMEDIES, "过拟合", "用BN来稳住训练", ["bn mitigates 过拟合"]),
        (SectionKind.REMEDIES, "过拟合", "不要用BN", []),
        (SectionKind.CAUSES, "过拟合", "RELU", ["relu causes 过拟合"]),
        (SectionKind.CAUSES, "过拟合", "主要是因为RELU过大，", ["relu causes 过拟合"]),
        (SectionKind.CAUSES, "过拟合", "RELU不足", []),
        (SectionKind.WEAKNESSES, "bn", "容易出现过拟合的问题", ["bn causes 过拟合"]),
        (SectionKind.WEAKNESSES, "bn", "不会过拟合", []),
        (SectionKind.WEAKNESSES, "bn", "批量一小，必然过拟合", ["bn causes 过拟合"]),
        (SectionKind.WEAKNESSES, "bn", "验证集上变差，这就是过拟合。", ["bn causes 过拟合"]),
        (SectionKind.WEAKNESSES, "bn", "批量一小，就会变成RELU", []),
        (SectionKind.ABOUT, "bn", "两个层：卷积层(conv)", ["卷积层 part_of bn"]),
        (SectionKind.ABOUT, "bn", "两个问题：过拟合", []),
        (SectionKind.PARTS, "relu", "卷积层：提取特征", ["卷积层 part_of relu"]),
        (SectionKind.KINDS, "激活函数", "线性整流 ReLU：取大", ["relu is_a 激活函数"]),
        (SectionKind.KINDS, "激活函数", "ReLU、BN。", ["relu+bn is_a 激活函数"]),
        (SectionKind.NAMES, "激活函数", "ReLU：取大", []),
        (SectionKind.ABOUT, "排序算法", "快速排序", ["快速排序 is_a 排序算法"]),
        (SectionKind.ABOUT, "排序算法", "时间复杂度", []),
        (SectionKind.OTHER, "排序算法", "快速排序", []),
    ],
)
def test_a_line_under_its_heading(
    kind: SectionKind, concept: str, text: str, said: list[str]
) -> None:
    assert _said(kind, concept, text) == said


def test_only_the_first_sentence_of_an_item_names_a_member() -> None:
    assert _said(SectionKind.KINDS, "激活函数", "ReLU。", first=False) == []
    assert _said(SectionKind.REMEDIES, "过拟合", "BN。", first=False) == ["bn mitigates 过拟合"]


def test_an_arrow_points_to_the_remedy() -> None:
    sentence = slot("样本太少 -> BN", _MATCHER, 0, 10)
    (found,) = read_arrow(sentence, ("过拟合",))
    assert (found.heads, found.tails, found.confidence) == (("bn",), ("过拟合",), 0.6)
    assert list(read_arrow(sentence, ())) == []
    assert list(read_arrow(slot("BN -> 样本太少", _MATCHER, 0, 10), ("过拟合",))) == []
