"""Concepts are found under all their names, at their place in the note."""

from kg.concepts import ConceptMatcher, Found, find_mentions
from kg.records import Alias, Concept, Mention, Passage

BN = Concept("bn", "BN", (Alias("批归一化"), Alias("Batch Normalization")))
RNN = Concept("rnn", "RNN", (Alias("循环神经网络"),))


def test_every_name_finds_its_concept() -> None:
    text = "ＢＮ即批归一化(batch-normalization)，RNNs 除外"
    assert ConceptMatcher([BN, RNN]).find(text) == (
        Found("bn", 0, 2),
        Found("bn", 3, 7),
        Found("bn", 8, 27),
        Found("rnn", 29, 33),
    )


def test_a_name_of_two_concepts_is_the_first_ones() -> None:
    other = Concept("贝叶斯网络", "贝叶斯网络", (Alias("BN"),))
    assert ConceptMatcher([BN, other]).find("BN") == (Found("bn", 0, 2),)


def test_places_are_in_the_text_even_if_part_of_it_is_searched() -> None:
    assert ConceptMatcher([RNN]).find("RNN，RNN，RNN", 2, 7) == (Found("rnn", 4, 7),)


def test_mentions_have_their_place_in_the_note() -> None:
    note = "前言。BN 有效。\nRNN 与 BN"
    passages = [
        Passage("/a.md", "a.md", start, end, 1, 1, (), "", note[start:end])
        for start, end in ((3, 9), (10, len(note)))
    ]
    assert find_mentions(passages, ConceptMatcher([BN, RNN])) == (
        Mention("bn", 0, 3, 5),
        Mention("rnn", 1, 10, 13),
        Mention("bn", 1, 16, 18),
    )


def test_nothing_is_found_without_concepts() -> None:
    assert ConceptMatcher([]).find("BN") == ()
    assert find_mentions([], ConceptMatcher([BN])) == ()
