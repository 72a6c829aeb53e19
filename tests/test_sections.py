"""Sections: what a heading says of the lines under it."""

import pytest

from kg.clauses.sections import Section, SectionKind, is_past, read_headings, read_section
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
        (("过拟合基础",), SectionKind.OTHER, ()),
        (("BN", "优点"), SectionKind.ABOUT, ("bn",)),
        (("BN", "由两步组成"), SectionKind.PARTS, ("bn",)),
        (("BN", "靠三样东西实现"), SectionKind.PARTS, ("bn",)),
        (("笔记", "由两步组成"), SectionKind.OTHER, ()),
        (("激活函数的三种",), SectionKind.KINDS, ("激活函数",)),
        (("常见的激活函数有这么几种",), SectionKind.KINDS, ("激活函数",)),
        (("说说RNN都有哪些优化算法？",), SectionKind.KINDS, ("优化算法",)),
        (("常用的激活函数如下",), SectionKind.KINDS, ("激活函数",)),
        (("BN为什么这么快？",), SectionKind.ABOUT, ("bn",)),
        (("BN为什么不收敛？",), SectionKind.OTHER, ()),
        (("BN是怎么做的？",), SectionKind.ABOUT, ("bn",)),
        (("BN到底是个啥",), SectionKind.ABOUT, ("bn",)),
        (("BN有什么缺点？",), SectionKind.WEAKNESSES, ("bn",)),
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


@pytest.mark.parametrize(
    ("headings", "about", "named"),
    [
        (("BN",), ("bn",), ("bn",)),
        (("BN", "碎碎念"), ("bn",), ()),
        (("BN", "RNN和LSTM"), (), ("rnn", "lstm")),
        (("BN", "为什么RNN里别用"), (), ("rnn",)),
        (("笔记",), (), ()),
        ((), (), ()),
    ],
)
def test_what_stands_below_is_about_the_innermost_heading_that_names_anything(
    headings: tuple[str, ...], about: tuple[str, ...], named: tuple[str, ...]
) -> None:
    found = read_headings(headings, _MATCHER)
    assert (found.about, found.named) == (about, named)


@pytest.mark.parametrize(
    ("heading", "line", "past"),
    [
        ("由两步组成", 2, False),
        ("由两步组成", 3, True),
        ("锁的3种", 4, True),
        ("分为四大部分", 4, False),
        ("常见的锁", 9, False),
    ],
)
def test_a_heading_that_counts_lists_no_more_than_that(heading: str, line: int, past: bool) -> None:
    assert is_past(heading, line) is past
