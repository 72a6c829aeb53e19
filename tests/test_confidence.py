"""Whether the notes answer, or only come near."""

from dataclasses import replace

import numpy as np
import pytest

from kg.records import Passage
from kg.segmentation import Segmenter
from search.confidence import BIAS, WEIGHTS, Signs, judge, read_signs
from search.expansion import OtherName, Query
from search.hits import Hit
from search.sparse import SparseIndex
from search.windows import Windows


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


INDEX = SparseIndex.build([["lstm"], ["gru"], [], [], ["2015"]])
PASSAGES = [
    Passage("/n/a.md", "a.md", 0, 1, 1, 1, (), "", text)
    for text in (
        "lstm",
        "1. gru 有门。gru 有 3 个门。",
        "GPT-2",
        "字",
        "2015",
        f"{'甲' * 80}，一共 3 层。{'乙' * 80}，没有数。",
        "gru 由某团队提出。",
    )
]
WINDOWS = Windows(
    np.array([[0.6, 0.8], [0.64, 0.768]], dtype=np.float32), np.array([0] * 6 + [2, 2])
)


def query(
    *words: str, text: str = "…", names: tuple[str, ...] = (), is_chinese: bool = True
) -> Query:
    terms = dict.fromkeys(words, 1.0)
    vector = np.zeros(2, dtype=np.float32)
    return Query(text, vector, terms, terms, words, names, (), is_chinese)


def hit(cosine: float, *, of: int = 3, score: float = 1.0) -> Hit:
    return Hit(of, PASSAGES[of], score=score, dense=cosine, coverage=0.0)


def signs(asked: Query, *hits: Hit, segmenter: Segmenter) -> Signs:
    return read_signs(asked, hits, index=INDEX, windows=WINDOWS, segmenter=segmenter)


def test_judge_weighs_each_sign() -> None:
    read = Signs(
        0.9, 0.5, 0.4, 3, True, 0.5, 0.01, asks_way=True, not_chinese=True, words=2, lead=2.0
    )
    told = (0.9, 0.5, 0.4, 3.0, 1.0, 0.5, 0.01, 1.0, 1.0, 2.0, 2.0)
    weighed = sum(weight * each for weight, each in zip(WEIGHTS, told, strict=True))
    assert judge(read) == pytest.approx(BIAS + weighed)


def test_judge_trusts_near_and_covered_questions_only() -> None:
    sure = Signs(
        0.9, 1.0, 1.0, 0, False, 0.0, 0.0, asks_way=False, not_chinese=False, words=3, lead=2.5
    )
    half = replace(sure, cosine=0.87, coverage=0.6, bigrams=0.5)
    assert judge(sure) > judge(half) > 0
    for less in (
        replace(half, cosine=0.78),
        replace(half, name_missing=True),
        replace(half, kind_missing=1.0, lead=0.5),
        replace(half, number_apart=0.03),
        replace(half, coverage=0.3, bigrams=0.2, split_pairs=3, lead=0.5, cosine=0.85),
    ):
        assert judge(less) < 0


def test_the_best_cosine_counts(segmenter: Segmenter) -> None:
    read = signs(query("lstm"), hit(0.5), hit(0.9), segmenter=segmenter)
    assert read == Signs(
        0.9, 0.0, 1.0, 0, False, 0.0, 0.0, asks_way=False, not_chinese=False, words=1, lead=2.5
    )
    assert signs(query(), segmenter=segmenter).cosine == 0.0
    assert signs(query("lstm"), segmenter=segmenter).coverage == 0.0


def test_coverage_is_the_share_of_information_that_one_hit_holds(segmenter: Segmenter) -> None:
    read = signs(query("lstm", "2015"), hit(0.9, of=0), hit(0.9, of=4), segmenter=segmenter)
    assert read.coverage == 12.0 / 16.0
    assert read.words == 2


def test_an_english_question_in_plain_words_is_half_covered(segmenter: Segmenter) -> None:
    read = signs(query("what", is_chinese=False), hit(0.9), segmenter=segmenter)
    assert (read.coverage, read.words, read.not_chinese) == (0.5, 0, True)


@pytest.mark.parametrize(
    ("text", "missing"), [("BERT 有用吗", True), ("LSTM 有用吗", False), ("bert 有用吗", False)]
)
def test_only_a_capitalized_name_is_missed(text: str, missing: bool, segmenter: Segmenter) -> None:
    asked = query("lstm", "bert", text=text)
    assert signs(asked, hit(0.9, of=0), segmenter=segmenter).name_missing is missing


def test_a_pasted_page_counts_as_ten_words(segmenter: Segmenter) -> None:
    page = "梯度下降" * 12
    terms = (*(f"_{page[i : i + 2]}" for i in range(4)), *map(str, range(2000, 2012)))
    read = signs(query(*terms, text=page), hit(0.9), segmenter=segmenter)
    assert (read.words, read.split_pairs) == (10, 10)


def test_only_the_first_hits_are_read(segmenter: Segmenter) -> None:
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
        ("gru 有好几个门吗", ("gru",), 0, 0.0),
        ("how many gates", ("gates",), 1, 1.0),
        ("gru 是谁提出的", ("gru",), 6, 0.0),
        ("gru 是谁提出的", ("gru",), 1, 1.0),  # a number, and nobody
        ("gru 哪一年由谁提出", ("gru",), 6, 1.0),  # somebody, and no number
    ],
)
def test_who_asks_for_a_number_or_an_author_misses_it(
    text: str, words: tuple[str, ...], passage: int, missing: float, segmenter: Segmenter
) -> None:
    read = signs(query(*words, text=text), hit(0.9, of=passage), segmenter=segmenter)
    assert read.kind_missing == missing


def test_a_number_counts_under_another_name(segmenter: Segmenter) -> None:
    asked = replace(
        query("门控", text="门控有几个"), other_names=(OtherName(("gru",), frozenset({"门控"})),)
    )
    assert signs(asked, hit(0.9, of=1), segmenter=segmenter).kind_missing == 0.0


@pytest.mark.parametrize(
    ("vector", "passages", "apart"),
    [
        ((1.0, 0.0), (5,), 0.04),  # the second window is nearer, and holds none
        ((0.0, 1.0), (5,), 0.0),
        ((1.0, 0.0), (0,), 0.06),  # no number at all
        ((1.0, 0.0), (4, 0), 0.0),  # short ones are windows of their own
        ((1.0, 0.0), (), 0.0),
    ],
)
def test_how_far_a_number_is_from_the_nearest_window(
    vector: tuple[float, float], passages: tuple[int, ...], apart: float, segmenter: Segmenter
) -> None:
    asked = query("层", text="有几层")
    asked = replace(asked, vector=np.array(vector, dtype=np.float32))
    read = signs(asked, *(hit(0.64, of=of) for of in passages), segmenter=segmenter)
    assert read.number_apart == pytest.approx(apart)
    plain = replace(asked, text="层是什么")
    read = signs(plain, *(hit(0.64, of=of) for of in passages), segmenter=segmenter)
    assert read.number_apart == 0.0


def test_the_way_that_is_asked_for(segmenter: Segmenter) -> None:
    told = [signs(query("层", text=text), segmenter=segmenter) for text in ("怎么装", "是什么")]
    assert [read.asks_way for read in told] == [True, False]


def test_the_lead_is_over_the_mean_of_the_next_nine(segmenter: Segmenter) -> None:
    hits = [hit(0.9, score=score) for score in (9.0, *[4.0] * 9, 0.0)]
    assert signs(query("lstm"), *hits, segmenter=segmenter).lead == 5.0
    assert signs(query("lstm"), *hits[:9], segmenter=segmenter).lead == 2.5
