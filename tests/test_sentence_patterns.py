"""Patterns that span a sentence's clauses."""

from kg.clauses.relation_patterns import Statement
from kg.clauses.sentence_patterns import read_sentence
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("gru", "lstm", "过拟合", "损失函数", "网络")]
)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def test_means_to_an_end_and_examples_of_a_class() -> None:
    assert list(read_sentence(_slot("要解决过拟合，一般引入GRU。"), NO_TOPIC)) == [
        Statement(("gru",), RelationType.MITIGATES, ("过拟合",), 0.8)
    ]
    assert list(read_sentence(_slot("常见的网络有GRU、LSTM。"), NO_TOPIC)) == [
        Statement(("gru", "lstm"), RelationType.IS_A, ("网络",), 0.8)
    ]
    assert list(read_sentence(_slot("要小心过拟合，例如GRU。"), NO_TOPIC)) == []
