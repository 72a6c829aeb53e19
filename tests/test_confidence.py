"""Whether the notes answer, or only come near."""

import math
from dataclasses import replace

import numpy as np
import pytest

from kg.records import Passage
from kg.segmentation import Segmenter
from search.confidence import BIAS, WEIGHTS, Signs, information, judge, read_signs
from search.expansion import OtherName, Query
from search.hits import Hit
from search.sparse import SparseIndex


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


INDEX = SparseIndex.build([["lstm"], ["gru"], [], [], ["2015"]])
PASSAGES = [
    Passage("/n/a.md", "a.md", 0, 1, 1, 1, (), "", text)
    for text in ("lstm", "1. gru 有门。gru 有 3 个门。", "GPT-2", "字", "2015")
]


def query(
    *words: str, text: str = "…", names: tuple[str, ...] = (), is_chinese: bool = True
) -> Query:
    terms = dict.fromkeys(words, 1.0)
    vector = np.zeros(2, dtype=np.float32)
    return Query(text, vector, terms, terms, words, names, (), is_chinese)


def hit(cosine: float, *, of: int = 3, score: float = 1.0) -> Hit:
    return Hit(of, PASSAGES[of], score=score, dense=cosine, coverage=0.0)


def signs(
    asked: Query,
    *hits: Hit,
    segmenter: Segmenter,
    known: set[str] = frozenset(),  # type: ignore[assignment]
) -> Signs:
    return read_signs(asked, hits, index=INDEX, known=known.__contains__, segmenter=segmenter)


def test_common_words_tell_little_and_rare_ones_much(segmenter: Segmenter) -> None:
    for word in ("的", "梯度"):
        rarity = math.log(60_000_000 / (segmenter.frequency(word) + 1))
        assert information(word, segmenter) == pytest.approx(rarity - 4.0)
    assert information("的", segmenter) < 1.3 < 6.0 < information("梯度", segmenter)
    assert information("蠡昉", segmenter) == 10.0
    assert information("lstm", segmenter) == 12.0
    assert information("2015", segmenter) == 4.0


def test_judge_weighs_each_sign() -> None:
    read = Signs(0.9, 0.5, 1, not_chinese=True, number_missing=0.5, lead=2.0)
    assert judge(read) == pytest.approx(
        BIAS
        + 0.9 * WEIGHTS[0]
        + 0.5 * WEIGHTS[1]
        + WEIGHTS[2]
        + WEIGHTS[3]
        + 0.5 * WEIGHTS[4]
        + 2.0 * WEIGHTS[5]
    )


def test_judge_trusts_near_and_covered_questions_only() -> None:
    def trusts(cosine: float, coverage: float, missing: int, number: float = 0.0) -> bool:
        return judge(Signs(cosine, coverage, missing, False, number, lead=2.5)) > 0

    assert trusts(0.9, 1.0, 0)
    assert not trusts(0.88, 0.0, 2)
    assert not trusts(0.8, 1.0, 0)
    assert trusts(0.89, 0.6, 0)
    assert not trusts(0.89, 0.6, 0, number=1.0)
    assert not trusts(0.0, 0.0, 0)


def test_the_best_cosine_counts(segmenter: Segmenter) -> None:
    read = signs(query("lstm"), hit(0.5), hit(0.9), segmenter=segmenter)
    assert read == Signs(0.9, 0.0, 0, not_chinese=False, number_missing=0.0, lead=2.5)
    assert signs(query(), segmenter=segmenter).cosine == 0.0


def test_coverage_is_the_share_of_information(segmenter: Segmenter) -> None:
    read = signs(query("lstm", "2015"), hit(0.9, of=0), segmenter=segmenter)
    assert read.coverage == 12.0 / 16.0


def test_words_of_an_english_phrase_count_only_where_they_stand(segmenter: Segmenter) -> None:
    asked = replace(query("lstm", "gridding", "2015"), foreign=frozenset({"lstm", "gridding"}))
    assert signs(asked, hit(0.9, of=0), segmenter=segmenter).coverage == 12.0 / 16.0


def test_only_names_of_an_english_question_count(segmenter: Segmenter) -> None:
    asked = query("what", "lstm", names=("lstm",), is_chinese=False)
    assert signs(asked, hit(0.9, of=0), segmenter=segmenter).coverage == 1.0
    plain = query("what", is_chinese=False)
    assert signs(plain, hit(0.9), segmenter=segmenter).coverage == 0.5


def test_at_most_two_missing_names_count(segmenter: Segmenter) -> None:
    asked = query(names=("bn", "vit", "swin", "bert"))
    assert signs(asked, hit(0.9), segmenter=segmenter, known={"bn"}).missing_names == 2
    read = signs(asked, hit(0.9), segmenter=segmenter, known={"bn", "vit", "swin"})
    assert read.missing_names == 1


def test_only_the_first_hits_may_share_the_words(segmenter: Segmenter) -> None:
    asked = query("lstm", "2015")
    third = signs(asked, hit(0.9), hit(0.9), hit(0.9, of=0), segmenter=segmenter)
    fourth = signs(asked, hit(0.9), hit(0.9), hit(0.9), hit(0.9, of=0), segmenter=segmenter)
    assert (third.coverage, fourth.coverage) == (12.0 / 16.0, 0.0)


@pytest.mark.parametrize(
    ("text", "words", "passage", "missing"),
    [
        ("gru 有几个门", ("gru",), 1, 0.0),
        ("gru 有多少个门", ("gru", "lstm"), 1, 0.5),
        ("gru 有多少个门", ("gru",), 0, 1.0),  # no number at all
        ("gpt 有多少层", ("gpt",), 2, 1.0),  # the number is part of a name
        ("gru 有哪几个门", ("gru",), 0, 0.0),  # asks for no number
        ("how many gates", ("gates",), 1, 1.0),
    ],
)
def test_who_asks_for_a_number_misses_it(
    text: str, words: tuple[str, ...], passage: int, missing: float, segmenter: Segmenter
) -> None:
    read = signs(query(*words, text=text), hit(0.9, of=passage), segmenter=segmenter)
    assert read.number_missing == missing


def test_a_number_counts_under_another_name(segmenter: Segmenter) -> None:
    asked = replace(
        query("门控", text="门控有几个"), other_names=(OtherName(("gru",), frozenset({"门控"})),)
    )
    assert signs(asked, hit(0.9, of=1), segmenter=segmenter).number_missing == 0.0


def test_the_lead_is_over_the_mean_of_the_next_nine(segmenter: Segmenter) -> None:
    hits = [hit(0.9, score=score) for score in (9.0, *[4.0] * 9, 0.0)]
    assert signs(query("lstm"), *hits, segmenter=segmenter).lead == 5.0
    assert signs(query("lstm"), *hits[:9], segmenter=segmenter).lead == 2.5
