"""Patterns that span a sentence's clauses."""

from kg.clauses.relation_patterns import NO_TOPIC, Statement, Topic
from kg.clauses.sentence_patterns import read_comparisons, read_sentence, read_whereas
from kg.clauses.slots import Slotted, slot
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("gru", "lstm", "rnn", "过拟合", "损失函数", "网络")]
)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def test_all_of_an_enumeration_are_compared_in_pairs() -> None:
    found = list(read_comparisons(_slot("GRU、LSTM和RNN的区别"), NO_TOPIC))
    assert found == [
        Statement(("gru",), RelationType.CONTRASTS, ("lstm",), 0.9),
        Statement(("gru",), RelationType.CONTRASTS, ("rnn",), 0.9),
        Statement(("lstm",), RelationType.CONTRASTS, ("rnn",), 0.9),
    ]


def test_a_pronoun_is_compared_as_the_topic() -> None:
    sentence = _slot("这也是它与 LSTM 的主要区别")
    assert list(read_comparisons(sentence, NO_TOPIC)) == []
    assert list(read_comparisons(sentence, Topic(("gru",), 0.75))) == [
        Statement(("gru",), RelationType.CONTRASTS, ("lstm",), 0.8 * 0.75)
    ]


def test_a_list_and_a_comma_compare_nothing() -> None:
    assert list(read_comparisons(_slot("用半精度存GRU和LSTM，RNN省一半"), NO_TOPIC)) == []


def test_whereas_compares_names_of_one_make() -> None:
    first = Topic(("gru",))
    assert list(read_whereas(_slot("GRU有两个门，而LSTM有三个"), first)) == [
        Statement(("gru",), RelationType.CONTRASTS, ("lstm",), 0.6)
    ]
    assert list(read_whereas(_slot("GRU很快，而过拟合还在"), first)) == []


def test_means_to_an_end_and_examples_of_a_class() -> None:
    assert list(read_sentence(_slot("要解决过拟合，一般引入GRU。"), NO_TOPIC)) == [
        Statement(("gru",), RelationType.MITIGATES, ("过拟合",), 0.8)
    ]
    assert list(read_sentence(_slot("常见的网络有GRU、LSTM。"), NO_TOPIC)) == [
        Statement(("gru", "lstm"), RelationType.IS_A, ("网络",), 0.8)
    ]
    assert list(read_sentence(_slot("要小心过拟合，例如GRU。"), NO_TOPIC)) == []
