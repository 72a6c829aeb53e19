"""Spoken phrases: what informal wordings state of the thing that is spoken of."""

from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import Slotted, slot
from kg.clauses.spoken_phrases import read_spoken
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("热备", "单点故障", "数据损失", "冷备", "备份方法")]
)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def test_what_is_gone_is_gone_thanks_to_the_topic() -> None:
    sentence = _slot("这样单点故障基本就不存在了")
    assert list(read_spoken(sentence, NO_TOPIC)) == []
    assert list(read_spoken(sentence, Topic(("热备",), 0.9))) == [
        Statement(("热备",), RelationType.MITIGATES, ("单点故障",), 0.7 * 0.9)
    ]


def test_what_is_gone_without_a_thing_is_no_remedy_of_it() -> None:
    assert list(read_spoken(_slot("去掉热备，单点故障就没了"), NO_TOPIC)) == []


def test_a_risk_that_a_thing_has_is_one_it_causes() -> None:
    found = list(read_spoken(_slot("冷备有单点故障的风险"), NO_TOPIC))
    assert found == [Statement(("冷备",), RelationType.CAUSES, ("单点故障",), 0.7)]
    assert list(read_spoken(_slot("冷备没有单点故障的风险"), NO_TOPIC)) == []


def test_several_usual_ones_are_kinds_of_the_topic() -> None:
    found = list(read_spoken(_slot("常用的有热备和冷备"), Topic(("备份方法",), 0.75)))
    assert found == [Statement(("热备", "冷备"), RelationType.IS_A, ("备份方法",), 0.7 * 0.75)]
    assert list(read_spoken(_slot("常用的有热备"), Topic(("备份方法",), 0.75))) == []
