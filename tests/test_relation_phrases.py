"""Relation phrases: who a phrase speaks of, and what it states nothing of."""

import pytest

from kg.clauses.relation_patterns import Statement
from kg.clauses.relation_phrases import read_free_phrases, read_phrases
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_NAMES = ("热备", "冷备", "备份方法", "单点故障", "恢复速度", "校验模块", "心跳线", "机房", "掉线")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def _read(text: str, topic: Topic = NO_TOPIC, **others: Topic) -> list[Statement]:
    sentence = _slot(text)
    return list(dict.fromkeys(read_phrases(sentence, sentence.text, topic, **others)))


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail", "sure"),
    [
        ("热备，备份方法的一种，随时能接管", "热备", RelationType.IS_A, "备份方法", 0.8),
        ("热备里面自带校验模块", "校验模块", RelationType.PART_OF, "热备", 0.6),
        ("热备接管业务主要靠心跳线", "热备", RelationType.USES, "心跳线", 0.6),
        ("热备一下子把单点故障压下去", "热备", RelationType.MITIGATES, "单点故障", 0.6),
        ("热备就是针对单点故障设计的", "热备", RelationType.MITIGATES, "单点故障", 0.7),
        ("单点故障多半是冷备过期了", "冷备", RelationType.CAUSES, "单点故障", 0.6),
        ("热备悄悄替大家避免了机房的单点故障", "热备", RelationType.MITIGATES, "单点故障", 0.5),
        ("为了单点故障，运维一般用热备", "热备", RelationType.MITIGATES, "单点故障", 0.7),
        ("热备两边一起跑能提高机房的恢复速度", "热备", RelationType.IMPROVES, "恢复速度", 0.5),
        ("校验模块是热备的一个部件", "校验模块", RelationType.PART_OF, "热备", 0.8),
        ("备份方法有热备和冷备两种", "热备+冷备", RelationType.IS_A, "备份方法", 0.8),
        ("热备包括校验模块、心跳线两个模块", "校验模块+心跳线", RelationType.PART_OF, "热备", 0.8),
    ],
)
def test_a_phrase_states(
    text: str, head: str, relation: RelationType, tail: str, sure: float
) -> None:
    (found,) = _read(text)
    assert (found.heads, found.relation, found.tails) == (tuple(head.split("+")), relation, (tail,))
    assert found.confidence == pytest.approx(sure)


@pytest.mark.parametrize(
    "text",
    [
        "如果热备在业务忙的日子避免了单点故障",
        "热备从来没避免单点故障",
        "热备的费用会造成单点故障",
        "热备，冷备的费用",
        "热备让恢复速度减轻",
        "单点故障用热备吗",
        "热备是机房的信号",
        "热备让机房免于单点故障了吗",
        "热备",
        "",
    ],
)
def test_what_is_supposed_denied_or_makes_no_sense_states_nothing(text: str) -> None:
    assert _read(text) == []
    assert list(read_free_phrases(_slot(text))) == []


def test_what_the_clause_before_speaks_of_is_left_out() -> None:
    cause = Statement(("冷备",), RelationType.CAUSES, ("单点故障",), 0.8 * 0.5)
    assert cause in _read("会使业务出现单点故障", Topic(("冷备",), 0.5))
    assert _read("会使业务出现单点故障") == []


def test_a_condition_makes_a_cause_less_sure() -> None:
    assert {(each.heads, each.tails) for each in _read("一旦冷备过多，就容易单点故障")} == {
        (("冷备",), ("单点故障",))
    }
    assert max(each.confidence for each in _read("一旦冷备过多，就容易单点故障")) == 0.7 * 0.8


def test_a_kind_is_only_of_what_is_near() -> None:
    kind = Statement(("热备",), RelationType.IS_A, ("备份方法",), 0.8)
    assert kind in _read("是备份方法的一种", Topic(("热备",), near=True))
    assert _read("是备份方法的一种", Topic(("热备",))) == []


def test_what_is_gone_or_worse_is_told_of_what_the_paragraph_speaks_of() -> None:
    assert _read("这样单点故障就不存在了", about=Topic(("热备",), 0.9)) == [
        Statement(("热备",), RelationType.MITIGATES, ("单点故障",), 0.6 * 0.9)
    ]
    assert _read("容易单点故障", about=Topic(("冷备",))) == [
        Statement(("冷备",), RelationType.CAUSES, ("单点故障",), 0.6)
    ]


def test_a_remedy_is_of_what_was_spoken_of_before() -> None:
    assert _read("热备就是为它准备的", before=Topic(("掉线",))) == [
        Statement(("热备",), RelationType.MITIGATES, ("掉线",), 0.6)
    ]


def test_a_problem_does_not_use_its_remedy() -> None:
    remedy = Statement(("热备",), RelationType.MITIGATES, ("掉线",), 0.6)
    assert _read("用热备来防", Topic(("掉线",), near=True), before=Topic(("掉线",))) == [remedy]


def test_members_of_a_list_are_those_that_are_concepts_as_a_whole() -> None:
    found = _read("备份方法包括：手抄、热备、整盘的冷备、冷备，一共四种。")
    assert Statement(("热备", "冷备"), RelationType.IS_A, ("备份方法",), 0.7) in found


def test_examples_of_a_class_may_stand_anywhere() -> None:
    kinds = Statement(("热备", "冷备"), RelationType.IS_A, ("备份方法",), 0.8)
    assert list(read_free_phrases(_slot("先看热备、冷备等备份方法"))) == [kinds]
