"""The part of a passage that answers, and the words that match."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Passage, Span
from kg.segmentation import Segmenter
from search.excerpts import choose_excerpt, find_matches, nearest_window


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(["批归一化", "梯度消失"])


SEGMENTER = Segmenter()
FILLER = "这一句说的是别的事情，和问题没有关系。"
ANSWER = "批归一化能缓解梯度消失。"
TERMS = {"批归一化": 3.0, "梯度消失": 3.0}


def passage(text: str, *heading: str, question: str = "") -> Passage:
    return Passage("/n/a.md", "a.md", 0, len(text), 1, 1, heading, question, text)


def excerpt(of: Passage, segmenter: Segmenter, *, max_chars: int) -> str:
    span = choose_excerpt(of, TERMS, segmenter, max_chars=max_chars)
    return of.text[span.start : span.end]


def test_a_passage_that_fits_is_given_whole(segmenter: Segmenter) -> None:
    assert choose_excerpt(passage(FILLER), TERMS, segmenter) == Span(0, len(FILLER))
    assert choose_excerpt(passage(""), TERMS, segmenter) == Span(0, 0)


def test_the_sentences_that_hold_what_is_asked_are_chosen(segmenter: Segmenter) -> None:
    text = FILLER * 3 + ANSWER + FILLER * 3
    assert excerpt(passage(text), segmenter, max_chars=20) == ANSWER
    # With room, neighbors fill it up; the first of equally good runs wins.
    assert excerpt(passage(text), segmenter, max_chars=55) == FILLER * 2 + ANSWER


def test_heading_and_question_are_left_out_of_a_long_passage(segmenter: Segmenter) -> None:
    question = "批归一化如何缓解梯度消失？"
    long = passage(f"1. {question}\n{FILLER}{FILLER}", question=question)
    assert excerpt(long, segmenter, max_chars=25) == FILLER


def test_the_nearest_window_draws_the_excerpt_to_it(segmenter: Segmenter) -> None:
    text = "批归一化很好。" + FILLER * 4
    near = Span(len(text) - len(FILLER), len(text))
    terms = {"批归一化": 3.0, "梯度消失": 9.0}
    assert choose_excerpt(passage(text), terms, segmenter, max_chars=20) == Span(0, 7)
    assert choose_excerpt(passage(text), terms, segmenter, nearest=near, max_chars=20) == near
    # Where the words say more, they decide.
    told = {"批归一化": 9.0, "梯度消失": 3.0}
    chosen = choose_excerpt(passage(text), told, segmenter, nearest=near, max_chars=20)
    assert chosen == Span(0, 7)


def test_the_nearest_window_stands_where_the_passage_was_cut() -> None:
    text = ("甲" * 59 + "。") * 3
    cosines = np.array([0.1, 0.3, 0.2], dtype=np.float32)
    assert nearest_window(passage(text), cosines) == Span(60, 120)
    assert nearest_window(passage(text), cosines[:2]) is None
    assert nearest_window(passage("甲。"), cosines[:0]) is None


def test_a_sentence_too_long_is_cut_at_a_clause(segmenter: Segmenter) -> None:
    text = "甲甲甲甲甲甲，乙乙乙乙，丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙"
    assert excerpt(passage(text), segmenter, max_chars=16) == "甲甲甲甲甲甲，乙乙乙乙，"
    assert excerpt(passage("字" * 50), segmenter, max_chars=16) == "字" * 16


@given(
    parts=st.lists(
        st.sampled_from([FILLER, ANSWER, "\n", "- 一项\n", "a b, c. ", "🙂", "字" * 40]),
        max_size=12,
    ),
    max_chars=st.integers(1, 80),
)
def test_an_excerpt_is_never_longer_and_never_blank(parts: list[str], max_chars: int) -> None:
    text = "".join(parts).strip()
    span = choose_excerpt(passage(text), TERMS, SEGMENTER, max_chars=max_chars)
    assert 0 <= span.start <= span.end <= len(text)
    assert span.end - span.start <= max_chars
    assert bool(text[span.start : span.end].strip()) == bool(text)


def matched(text: str, *words: str) -> list[tuple[int, str]]:
    return [(s.start, text[s.start : s.end]) for s in find_matches(text, words)]


def test_matches_are_words_of_the_question_in_place() -> None:
    text = "Bn 即批归一化，BNN 不是 bn，它能缓解梯度消失"
    assert matched(text, "bn", "梯度", "梯度消失") == [(0, "Bn"), (16, "bn"), (23, "梯度消失")]


def test_a_word_of_one_character_is_marked_where_it_is_a_word(segmenter: Segmenter) -> None:
    text = "熵不同，也不知道 C 的熵。"
    spans = find_matches(text, ["不", "熵", "c"], segmenter)
    assert [(s.start, text[s.start : s.end]) for s in spans] == [(0, "熵"), (9, "C"), (12, "熵")]
    assert matched(text, "不") == [(1, "不"), (5, "不")]


@pytest.mark.parametrize("words", [(), ("",)])
def test_no_words_match_nothing(words: tuple[str, ...]) -> None:
    assert matched("批归一化", *words) == []


def test_marks_of_patterns_are_letters_here() -> None:
    assert matched("a.b axb (", "a.b", "(") == [(0, "a.b"), (8, "(")]
