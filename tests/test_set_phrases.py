"""Set phrases: what a sentence states by more than a verb, and what it does not."""

import pytest

from kg.clauses.relation_patterns import Statement
from kg.clauses.set_phrases import read_set_phrases
from kg.clauses.slots import slot
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_NAMES = "bn relu sigmoid resnet gru lstm rnn cnn 卷积层 池化层 激活函数 更新门 重置门 过拟合"
_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in (*_NAMES.split(), "梯度消失", "学习率", "准确率")]
)


def _read(text: str) -> list[Statement]:
    return list(read_set_phrases(slot(text, _MATCHER, 0, len(text))))


def _said(text: str) -> list[str]:
    return [
        f"{'+'.join(each.heads)} {each.relation} {'+'.join(each.tails)}" for each in _read(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "relu、sigmoid都是激活函数。",
        "relu和sigmoid是两种常见的激活函数。",
        "激活函数有relu、sigmoid两种。",
        "激活函数主要有以下几种：relu、sigmoid。",
    ],
)
def test_kinds(text: str) -> None:
    assert _said(text) == ["relu+sigmoid is_a 激活函数"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("relu是常用的激活函数之一。", "relu is_a 激活函数"),
        ("作为一种rnn，lstm记得更久。", "lstm is_a rnn"),
        ("卷积层和池化层构成了cnn。", "卷积层+池化层 part_of cnn"),
        ("更新门是gru的重要组成部分。", "更新门 part_of gru"),
        ("gru有更新门和重置门两个门。", "更新门+重置门 part_of gru"),
        ("gru有两个门：更新门和重置门。", "更新门+重置门 part_of gru"),
        ("resnet用bn来加快训练。", "resnet uses bn"),
        ("resnet里大量使用bn。", "resnet uses bn"),
        ("resnet使用的归一化就是bn。", "resnet uses bn"),
    ],
)
def test_kinds_parts_and_means(text: str, said: str) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "梯度消失由sigmoid引起。",
        "梯度消失源于sigmoid。",
        "梯度消失是sigmoid造成的。",
        "造成梯度消失的主要原因是sigmoid。",
        "sigmoid是梯度消失的主要原因。",
        "sigmoid的后果是梯度消失。",
        "sigmoid会让网络出现梯度消失。",
        "sigmoid会使梯度消失更严重。",
    ],
)
def test_causes(text: str) -> None:
    assert _said(text) == ["sigmoid causes 梯度消失"]


def test_a_state_of_the_cause_makes_it_less_sure() -> None:
    (statement,) = _read("一旦学习率过大，就容易过拟合。")
    assert (statement.heads, statement.relation, statement.tails) == (
        ("学习率",),
        RelationType.CAUSES,
        ("过拟合",),
    )
    assert statement.confidence == pytest.approx(0.7 * 0.8)


@pytest.mark.parametrize(
    "text",
    [
        "过拟合可以用bn解决。",
        "bn使过拟合减轻。",
        "bn可以把过拟合缓解掉。",
        "防止过拟合可以用bn。",
        "过拟合的解决办法是bn。",
        "遇到过拟合，加bn。",
    ],
)
def test_remedies(text: str) -> None:
    assert _said(text) == ["bn mitigates 过拟合"]


def test_what_rises_is_improved() -> None:
    assert _said("bn让准确率更高。") == ["bn improves 准确率"]


@pytest.mark.parametrize(
    "text",
    [
        "sigmoid不是梯度消失的原因。",
        "bn对准确率有效。",
        "bn让过拟合更高。",
        "过拟合用bn来缓解吗",
        "relu是激活函数里的一个老问题。",
        "不用bn会使准确率提高。",
        "",
    ],
)
def test_what_is_denied_or_makes_no_sense_is_not_read(text: str) -> None:
    assert _said(text) == []
