"""What hits hold of the words and names that a question asks for."""

import math

import numpy as np
import pytest

from kg.concepts import ConceptMatcher
from kg.records import Alias, Concept, Passage
from kg.segmentation import Segmenter
from search.asked import Reading, information, read_hits
from search.expansion import Query, make_query
from search.fields import index_terms
from search.hits import Hit
from search.sparse import SparseIndex

CONCEPTS = {"批归一化": Concept("批归一化", "批归一化", (Alias("BN"),))}
TEXTS = (
    "用 K-means 聚类，GPT-3 很大。",
    "批归一化把位置拉回来。编码另说。",
    "samples 里有 YOLOv3 和 ResNets，LSTM_cell 也在。",
    "写 gridding 的少。",
)
PASSAGES = [Passage("/n/a.md", "a.md", 0, len(t), 1, 1, ("总览",), "", t) for t in TEXTS]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(["批归一化"])


@pytest.fixture(scope="module")
def index(segmenter: Segmenter) -> SparseIndex:
    return SparseIndex.build([index_terms(passage, segmenter) for passage in PASSAGES])


def query(text: str, segmenter: Segmenter) -> Query:
    return make_query(
        text,
        np.zeros(2, dtype=np.float32),
        segmenter=segmenter,
        matcher=ConceptMatcher(tuple(CONCEPTS.values())),
        concepts=CONCEPTS,
    )


def read(text: str, *of: int, segmenter: Segmenter, index: SparseIndex) -> Reading:
    hits = [Hit(i, PASSAGES[i], score=1.0, dense=0.9, coverage=0.0) for i in of]
    return read_hits(query(text, segmenter), hits, index=index, segmenter=segmenter)


def shares(reading: Reading) -> dict[str, list[float]]:
    return {each.text: each.shares.tolist() for each in reading.asked}


def test_common_words_tell_little_and_rare_ones_much(segmenter: Segmenter) -> None:
    for word in ("的", "梯度"):
        rarity = math.log(60_000_000 / (segmenter.frequency(word) + 1))
        assert information(word, segmenter) == pytest.approx(rarity - 4.0)
    assert information("的", segmenter) < 1.3 < 6.0 < information("梯度", segmenter)
    assert information("蠡昉", segmenter) == 10.0
    in_it = information("钱", segmenter) + information("会", segmenter)
    assert information("钱会", segmenter) == information("钱会钱", segmenter) == in_it
    assert information("lstm", segmenter) == 12.0
    assert information("2015", segmenter) == 4.0


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("kmeans", [1.0, 0.0, 0.0]),
        ("KMeans", [1.0, 0.0, 0.0]),
        ("GPT-4", [0.0, 0.0, 0.0]),
        ("GPT3", [1.0, 0.0, 0.0]),
        ("BN", [0.0, 1.0, 0.0]),  # under another name
        ("SAM", [0.0, 0.0, 0.0]),  # no part of a word
        ("YOLO", [0.0, 0.0, 1.0]),
        ("ResNet", [0.0, 0.0, 1.0]),
        ("LSTM", [0.0, 0.0, 1.0]),
    ],
)
def test_a_name_stands_in_any_case_and_joined_in_any_way(
    name: str, held: list[float], segmenter: Segmenter, index: SparseIndex
) -> None:
    reading = read(f"{name} 呢", 0, 1, 2, segmenter=segmenter, index=index)
    assert shares(reading) == {name: held}
    assert [each.is_proper for each in reading.asked] == [name != "kmeans"]


def test_a_longer_word_counts_and_not_its_parts(segmenter: Segmenter, index: SparseIndex) -> None:
    reading = read("批归一化", 1, 0, segmenter=segmenter, index=index)
    assert shares(reading) == {"批归一化": [1.0, 0.0]}
    assert reading.bigrams == 1.0


def test_of_a_word_that_is_cut_otherwise_the_bigrams_count(
    segmenter: Segmenter, index: SparseIndex
) -> None:
    reading = read("归一", 1, 0, segmenter=segmenter, index=index)
    assert shares(reading) == {"归一": [1.0, 0.0]}


def test_words_that_meet_in_the_question_only_are_split(
    segmenter: Segmenter, index: SparseIndex
) -> None:
    reading = read("位置编码", 1, segmenter=segmenter, index=index)
    assert shares(reading) == {"位置": [1.0], "编码": [1.0]}
    assert (reading.split_pairs, reading.bigrams) == (1, 2 / 3)
    assert read("位置的编码", 1, segmenter=segmenter, index=index).split_pairs == 0


def test_words_of_an_english_phrase_count_only_where_they_stand(
    segmenter: Segmenter, index: SparseIndex
) -> None:
    asked = "gridding effect 是什么"
    assert shares(read(asked, 3, segmenter=segmenter, index=index)) == {"gridding": [1.0]}
    assert shares(read(asked, 0, segmenter=segmenter, index=index)) == {}


def test_only_names_of_an_english_question_are_asked_for(
    segmenter: Segmenter, index: SparseIndex
) -> None:
    reading = read("what does LSTM hold", 2, segmenter=segmenter, index=index)
    assert shares(reading) == {"LSTM": [1.0]}
    assert (reading.bigrams, reading.split_pairs) == (1.0, 0)


def test_no_hit_holds_nothing(segmenter: Segmenter, index: SparseIndex) -> None:
    reading = read("位置编码 BN", segmenter=segmenter, index=index)
    assert shares(reading) == {"位置": [], "编码": [], "BN": []}
    assert (reading.bigrams, reading.split_pairs) == (0.0, 1)
