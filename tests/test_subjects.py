"""Subjects: who does what a clause's verb says, and what a clause opens with."""

import pytest

from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic, find_subject, leading_topic
from kg.concepts import ConceptMatcher
from kg.records import Concept

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("bn", "relu", "过拟合", "学习率")])
_TOPIC = Topic(("relu",), 0.5)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


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


@pytest.mark.parametrize(
    ("before", "subject"),
    [
        ("BN可以", Topic(("bn",), 1.0, near=True)),
        ("它可以", _TOPIC),
        ("其主要作用就是", _TOPIC),
        ("缓解过拟合、", _TOPIC),
        ("BN能缓解过拟合并", Topic(("bn",), 1.0, near=True)),
        ("学习率过大", Topic(("学习率",), 0.8, near=True)),
        ("学习率设得太高就会", Topic(("学习率",), 0.8, near=True)),
        ("BN在训练时会", Topic(("bn",), 1.0, near=True)),
        ("把RELU换成BN可以", Topic(("bn",), 1.0, near=True)),
        ("学习率不足会", NO_TOPIC),
        ("不用BN会", NO_TOPIC),
        ("随机BN会", NO_TOPIC),
        ("这些人", NO_TOPIC),
    ],
)
def test_the_subject_of_a_verb(before: str, subject: Topic) -> None:
    slotted = _slot(before)
    assert find_subject(slotted, slotted.text, _TOPIC) == subject
