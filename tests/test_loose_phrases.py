"""Loose phrases: what is stated across any words between two concepts."""

import pytest

from kg.clauses.loose_phrases import read_loose, read_root
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_NAMES = ("热备", "冷备", "备份方法", "单点故障", "恢复速度", "校验模块", "心跳线", "主机异常")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


@pytest.mark.parametrize(
    ("text", "head", "relation", "tail", "sure"),
    [
        ("热备，备份方法的一种，随时能接管", "热备", RelationType.IS_A, "备份方法", 0.8),
        ("热备里面自带校验模块", "校验模块", RelationType.PART_OF, "热备", 0.6),
        ("热备接管业务主要靠心跳线", "热备", RelationType.USES, "心跳线", 0.6),
        ("热备一下子把单点故障压下去", "热备", RelationType.MITIGATES, "单点故障", 0.6),
        ("热备就是针对单点故障设计的", "热备", RelationType.MITIGATES, "单点故障", 0.6),
        ("单点故障多半是冷备过期了", "冷备", RelationType.CAUSES, "单点故障", 0.6),
        ("热备悄悄替大家避免了机房的单点故障", "热备", RelationType.MITIGATES, "单点故障", 0.5),
        ("冷备拖得久以后造成机房的单点故障", "冷备", RelationType.CAUSES, "单点故障", 0.5),
        ("热备两边一起跑能提高机房的恢复速度", "热备", RelationType.IMPROVES, "恢复速度", 0.5),
    ],
)
def test_a_loose_phrase_states(
    text: str, head: str, relation: RelationType, tail: str, sure: float
) -> None:
    assert list(read_loose(_slot(text), NO_TOPIC)) == [Statement((head,), relation, (tail,), sure)]


@pytest.mark.parametrize(
    "text",
    [
        "如果热备在业务忙的日子避免了单点故障",
        "热备从来没避免单点故障",
        "热备的费用会造成单点故障",
        "热备，冷备的费用",
        "热备插心跳线",
    ],
)
def test_what_is_supposed_denied_or_of_something_else_states_nothing(text: str) -> None:
    assert list(read_loose(_slot(text), NO_TOPIC)) == []


def test_counted_kinds_are_those_of_the_list_that_are_concepts_as_a_whole() -> None:
    found = list(
        read_loose(_slot("备份方法包括：手抄、热备、整盘的冷备、冷备，一共四种。"), NO_TOPIC)
    )
    assert found == [Statement(("热备", "冷备"), RelationType.IS_A, ("备份方法",), 0.7)]


def test_what_does_well_against_a_thing_is_named_before_it_or_spoken_of() -> None:
    topic = Topic(("热备",), 0.5)
    found = list(read_loose(_slot("对单点故障缓解得更彻底"), topic))
    assert found == [Statement(("热备",), RelationType.MITIGATES, ("单点故障",), 0.7 * 0.5)]
    assert list(read_loose(_slot("对单点故障缓解得不好"), topic)) == []


def test_the_root_of_a_headings_trouble_is_the_last_name_of_the_sentence() -> None:
    sentence = _slot("根源是备份只有一份，坏了就全停（冷备）。")
    cause = Statement(("冷备",), RelationType.CAUSES, ("主机异常",), 0.6)
    assert list(read_root(sentence, ("主机异常",))) == [cause]
    assert list(read_root(sentence, ("备份方法",))) == []
    assert list(read_root(_slot("热备的根源是冷备"), ("主机异常",))) == []
