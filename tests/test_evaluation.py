"""Measures of retrieval, by hand."""

import pytest

from search.evaluation import LabelledQuestion, measure, right_ranks
from search.hits import Answer, Citation


def answer(question: str, excerpts: list[str], *, found: bool = True) -> Answer:
    citations = tuple(
        Citation(rank, "a.txt", 0, 1, 1, 1, (), excerpt, excerpt, 1.0, ())
        for rank, excerpt in enumerate(excerpts, start=1)
    )
    return Answer(question, found, None, citations, (), ())


def test_an_excerpt_is_right_by_letters_and_digits_alone() -> None:
    excerpts = ["使用 Ｒｅ-ＬＵ。", "relu 激活函数", "sigmoid"]
    assert right_ranks(excerpts, ["ReLU", "没有这个"]) == [1, 2]


def test_measure_counts_hits_ranks_and_refusals() -> None:
    questions = [
        LabelledQuestion("一", ("甲",)),
        LabelledQuestion("二", ("乙",)),
        LabelledQuestion("三", ("丙",)),
        LabelledQuestion("四", ()),
        LabelledQuestion("五", ()),
    ]
    answers = [
        answer("一", ["甲"]),
        answer("二", ["甲", "丁", "乙"], found=False),
        answer("三", ["甲", "丁", "乙", "戊", "丙"]),
        answer("四", ["甲"], found=False),
        answer("五", ["甲"]),
    ]
    quality = measure(questions, answers)
    assert (quality.answerable, quality.unanswerable) == (3, 2)
    assert quality.hit_at_1 == pytest.approx(1 / 3)
    assert quality.hit_at_3 == pytest.approx(2 / 3)
    assert quality.mrr == pytest.approx((1 + 1 / 3 + 1 / 5) / 3)
    assert (quality.refused_rightly, quality.refused_wrongly) == (1, 1)


def test_measure_needs_one_answer_a_question() -> None:
    with pytest.raises(ValueError, match=r"^0 answers to 1 questions$"):
        measure([LabelledQuestion("一", ("甲",))], [])
