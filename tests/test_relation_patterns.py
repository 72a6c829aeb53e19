"""Clause patterns: a clause to what it states, with the subject that it leaves out."""

import pytest

from kg.clauses.relation_patterns import Statement, read_clause
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("bn", "relu", "过拟合", "学习率", "准确率", "卷积层")]
)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def _read(text: str, topic: Topic = NO_TOPIC) -> list[Statement]:
    slotted = _slot(text)
    return list(read_clause(slotted, slotted.text, topic))


def test_a_clause_with_its_own_subject() -> None:
    expected = [Statement(("bn",), RelationType.MITIGATES, ("过拟合",), 0.9)]
    assert _read("BN可以缓解过拟合") == expected
    assert _read("BN可以缓解过拟合", Topic(("relu",))) == expected


def test_a_clause_without_one_takes_the_topic_and_its_confidence() -> None:
    topic = Topic(("bn",), 0.5)
    assert _read("从而避免过拟合", topic) == [
        Statement(("bn",), RelationType.MITIGATES, ("过拟合",), 0.45)
    ]
    assert _read("从而避免过拟合") == []


def test_what_is_used_needs_a_subject_that_is_near() -> None:
    assert _read("使用BN", Topic(("relu",))) == []
    assert _read("使用BN", Topic(("relu",), near=True)) == [
        Statement(("relu",), RelationType.USES, ("bn",), 0.9)
    ]


def test_a_state_of_the_subject_is_a_condition() -> None:
    (statement,) = _read("学习率过大会导致过拟合")
    assert statement.confidence == pytest.approx(0.9 * 0.8)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("BN会带来过拟合", RelationType.CAUSES),
        ("BN存在过拟合", RelationType.CAUSES),
        ("BN引入过拟合", RelationType.CAUSES),
        ("BN加快过拟合", RelationType.CAUSES),
        ("BN改善过拟合", RelationType.MITIGATES),
        ("BN不易产生过拟合", RelationType.MITIGATES),
        ("BN避免了频繁的过拟合", RelationType.MITIGATES),
        ("BN提高学习率", RelationType.IMPROVES),
    ],
)
def test_what_is_bad_turns_what_a_verb_says(text: str, relation: RelationType) -> None:
    assert [statement.relation for statement in _read(text)] == [relation]


@pytest.mark.parametrize(
    "text",
    ["如果BN能缓解过拟合", "BN降低准确率", "准确率会陷入学习率", "过拟合使用BN", "BN属于卷积层"],
)
def test_what_makes_no_sense_is_not_read(text: str) -> None:
    assert _read(text) == []


def test_means_act_as_their_user_does() -> None:
    assert [(s.heads, s.tails) for s in _read("RELU通过BN缓解过拟合")] == [
        (("bn",), ("过拟合",)),
        (("relu",), ("过拟合",)),
    ]
