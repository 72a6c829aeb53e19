"""Comparisons: what a sentence sets against each other, and what it only names."""

import pytest

from kg.clauses.comparisons import read_comparisons, read_whereas
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept, RelationType

_MATCHER = ConceptMatcher(
    [Concept(name, name) for name in ("gru", "lstm", "rnn", "过拟合", "浅层网络", "网络")]
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


@pytest.mark.parametrize(
    "text",
    [
        "GRU和LSTM是两种不同的单元",
        "GRU与LSTM虽然都有门，却完全不同",
        "GRU和LSTM哪个更好？",
        "GRU和LSTM不是一回事",
        "GRU的训练速度比LSTM快一些",
        "GRU很小，比LSTM更快",
        "与其用LSTM，不如用GRU",
        "把LSTM换成GRU",
        "GRU和LSTM各有用武之地",
        "不要把GRU和LSTM混淆",
        "区分GRU和LSTM：看门",
        "GRU和LSTM比，门少一个",
    ],
)
def test_ways_to_compare(text: str) -> None:
    pairs = [{*each.heads, *each.tails} for each in read_comparisons(_slot(text), NO_TOPIC)]
    assert pairs == [{"gru", "lstm"}]


def test_a_name_in_which_the_other_ends_is_not_compared_with_it() -> None:
    assert list(read_comparisons(_slot("浅层网络比网络更快"), NO_TOPIC)) == []
