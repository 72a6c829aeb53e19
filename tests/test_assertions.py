"""Assertions: questions, judgements, what is taken back, and hedges."""

import pytest

from kg.clauses.assertions import asks, hedged, is_refuted, is_stated


@pytest.mark.parametrize("sentence", ["糖会导致蛀牙吗？", "糖会导致蛀牙吗?”", "为什么漏水？）"])
def test_a_question_states_nothing(sentence: str) -> None:
    assert asks(sentence)
    assert not is_stated(sentence, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "判断题：糖会导致蛀牙。",
        "常见误区：冷水能退烧。",
        "糖会导致多动，这种说法不成立。",
    ],
)
def test_what_is_to_be_judged_or_taken_back_is_not_stated(sentence: str) -> None:
    assert not asks(sentence)
    assert not is_stated(sentence, "")


def test_the_sentence_after_may_refute() -> None:
    assert is_refuted("错误！并不会。")
    assert not is_stated("糖会导致近视。", "错误！并不会。")
    assert is_stated("糖会导致蛀牙。", "所以少吃。")


def test_a_hedge_makes_a_statement_less_sure() -> None:
    assert hedged(0.9, "糖可能会导致蛀牙。") == pytest.approx(0.54)
    assert hedged(0.9, "糖会导致蛀牙。") == 0.9
