"""Whether the notes answer, or only come near."""

import math

import numpy as np
import pytest

from kg.records import Passage
from kg.segmentation import Segmenter
from search.confidence import BIAS, WEIGHTS, Signs, information, judge, read_signs
from search.expansion import Query
from search.hits import Hit


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def query(*words: str, names: tuple[str, ...] = (), is_chinese: bool = True) -> Query:
    vector = np.zeros(2, dtype=np.float32)
    return Query("…", vector, {}, words, names, (), is_chinese)


def hit(cosine: float) -> Hit:
    passage = Passage("/n/a.md", "a.md", 0, 1, 1, 1, (), "", "字")
    return Hit(0, passage, score=1.0, dense=cosine, sparse=0.0)


def signs(
    asked: Query,
    *hits: Hit,
    segmenter: Segmenter,
    covered: set[str],
    known: set[str] = frozenset(),  # type: ignore[assignment]
) -> Signs:
    return read_signs(
        asked,
        hits,
        covered=lambda best: covered,
        known=known.__contains__,
        segmenter=segmenter,
    )


def test_common_words_tell_little_and_rare_ones_much(segmenter: Segmenter) -> None:
    for word in ("的", "梯度"):
        rarity = math.log(60_000_000 / (segmenter.frequency(word) + 1))
        assert information(word, segmenter) == pytest.approx(rarity - 4.0)
    assert information("的", segmenter) < 1.3 < 6.0 < information("梯度", segmenter)
    assert information("蠡昉", segmenter) == 10.0
    assert information("lstm", segmenter) == 12.0
    assert information("2015", segmenter) == 4.0


def test_judge_weighs_each_sign() -> None:
    assert judge(Signs(0.9, 0.5, 1, not_chinese=True)) == pytest.approx(
        BIAS + 0.9 * WEIGHTS[0] + 0.5 * WEIGHTS[1] + WEIGHTS[2] + WEIGHTS[3]
    )


def test_judge_trusts_near_and_covered_questions_only() -> None:
    assert judge(Signs(0.9, 1.0, 0, not_chinese=False)) > 0
    assert judge(Signs(0.9, 0.0, 2, not_chinese=False)) < 0
    assert judge(Signs(0.8, 1.0, 0, not_chinese=False)) < 0
    assert judge(Signs(0.0, 0.0, 0, not_chinese=True)) < 0


def test_the_best_cosine_counts(segmenter: Segmenter) -> None:
    read = signs(query("lstm"), hit(0.5), hit(0.9), segmenter=segmenter, covered=set())
    assert read == Signs(0.9, 0.0, 0, not_chinese=False)
    assert signs(query(), segmenter=segmenter, covered=set()).cosine == 0.0


def test_coverage_is_the_share_of_information(segmenter: Segmenter) -> None:
    read = signs(query("lstm", "2015"), hit(0.9), segmenter=segmenter, covered={"lstm"})
    assert read.coverage == 12.0 / 16.0


def test_only_names_of_an_english_question_count(segmenter: Segmenter) -> None:
    asked = query("what", "lstm", names=("lstm",), is_chinese=False)
    assert signs(asked, hit(0.9), segmenter=segmenter, covered={"lstm"}).coverage == 1.0
    plain = query("what", is_chinese=False)
    assert signs(plain, hit(0.9), segmenter=segmenter, covered=set()).coverage == 0.5


def test_at_most_two_missing_names_count(segmenter: Segmenter) -> None:
    asked = query(names=("bn", "vit", "swin", "bert"))
    read = signs(asked, hit(0.9), segmenter=segmenter, covered=set(), known={"bn"})
    assert read.missing_names == 2
    read = signs(asked, hit(0.9), segmenter=segmenter, covered=set(), known={"bn", "vit", "swin"})
    assert read.missing_names == 1


def test_only_the_first_hits_may_share_the_words(segmenter: Segmenter) -> None:
    seen: list[int] = []

    def covered(best: object) -> set[str]:
        seen.append(len(best))  # type: ignore[arg-type]
        return set()

    read_signs(
        query("lstm"),
        [hit(0.9)] * 5,
        covered=covered,
        known=lambda name: True,
        segmenter=segmenter,
    )
    assert seen == [3]
