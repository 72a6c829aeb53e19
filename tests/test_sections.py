"""Sections: what a heading says of the lines under it."""

import pytest

from kg.clauses.sections import Section, SectionKind, read_section
from kg.concepts import ConceptMatcher
from kg.records import Concept

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("过拟合", "激活函数", "bn", "rnn", "lstm", "优化算法")]
)


@pytest.mark.parametrize(
    ("headings", "kind", "concepts"),
    [
        (("防止过拟合",), SectionKind.REMEDIES, ("过拟合",)),
        (("说明解决网络中过拟合问题的两种方法。",), SectionKind.REMEDIES, ("过拟合",)),
        (("过拟合", "解决方法"), SectionKind.REMEDIES, ("过拟合",)),
        (("深度学习常用激活函数",), SectionKind.KINDS, ("激活函数",)),
        (("RNN中常用激活函数",), SectionKind.KINDS, ("激活函数",)),
        (("RNN常见防止过拟合方法",), SectionKind.REMEDIES, ("过拟合",)),
        (("BN如何防止过拟合",), SectionKind.OTHER, ()),
        (("下列各项为激活函数",), SectionKind.KINDS, ("激活函数",)),
        (("标准定义了四个激活函数",), SectionKind.KINDS, ("激活函数",)),
        (("RNN", "变体"), SectionKind.KINDS, ("rnn",)),
        (("优化算法基础",), SectionKind.NAMES, ("优化算法",)),
        (("BN", "优点"), SectionKind.ABOUT, ("bn",)),
        (("什么是BN？有什么作用？",), SectionKind.ABOUT, ("bn",)),
        (("BN的优势",), SectionKind.ABOUT, ("bn",)),
        (("BN", "缺点"), SectionKind.WEAKNESSES, ("bn",)),
        (("BN的缺点",), SectionKind.WEAKNESSES, ("bn",)),
        (("过拟合怎么办？",), SectionKind.REMEDIES, ("过拟合",)),
        (("过拟合", "治疗"), SectionKind.REMEDIES, ("过拟合",)),
        (("为什么会出现过拟合？",), SectionKind.CAUSES, ("过拟合",)),
        (("过拟合的常见原因",), SectionKind.CAUSES, ("过拟合",)),
        (("过拟合", "产生原因"), SectionKind.CAUSES, ("过拟合",)),
        (("过拟合的危害",), SectionKind.WEAKNESSES, ("过拟合",)),
        (("BN由以下部分组成",), SectionKind.PARTS, ("bn",)),
        (("BN", "组成部分"), SectionKind.PARTS, ("bn",)),
        (("判断对错：BN可以防止过拟合",), SectionKind.OTHER, ()),
        (("RNN与LSTM的区别",), SectionKind.OTHER, ()),
        (("BN放在哪里",), SectionKind.OTHER, ()),
        (("优点",), SectionKind.OTHER, ()),
        ((), SectionKind.OTHER, ()),
    ],
)
def test_a_heading_says_what_stands_under_it(
    headings: tuple[str, ...], kind: SectionKind, concepts: tuple[str, ...]
) -> None:
    assert read_section(headings, _MATCHER) == Section(kind, concepts)
