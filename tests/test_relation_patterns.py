"""Clause patterns: a clause to what it states, with the subject that it leaves out."""

import pytest

from kg.clauses.relation_patterns import NO_TOPIC, Statement, Topic, leading_topic, read_clause
from kg.clauses.slots import Slotted, slot
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("bn", "relu", "过拟合", "学习率")])


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
    ("text", "concepts", "confidence"),
    [
        ("其中BN很快", ("bn",), 0.9),
        ("BN的输出很小", ("bn",), 0.8),
        ("但因为是BN", (), 1.0),
        ("BN低的那个会被删掉", (), 1.0),
        ("这一步用到BN", (), 1.0),
    ],
)
def test_a_clause_opens_with_its_topic(
    text: str, concepts: tuple[str, ...], confidence: float
) -> None:
    slotted = _slot(text)
    topic = leading_topic(slotted, slotted.text)
    assert (topic.concepts, topic.confidence) == (concepts, confidence)
