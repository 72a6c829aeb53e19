"""Similarity: folded wordings, and how much of one stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.copies.similarity import Match, Step, align, match, weigh
from kg.records import Span


def test_four_latin_letters_weigh_one_chinese() -> None:
    assert weigh("卷积relu") == 3.0
    assert weigh("") == 0.0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("甲乙丙丁", "甲乙丙丁", Match(4, 1.0, 1.0, 0, 4)),
        ("甲乙丙丁", "甲乙丙戊", Match(3, 0.75, 0.75, 0, 4)),
        ("丙丁", "甲乙丙丁戊己", Match(2, 0.5, 1.0, 2, 4)),
        ("", "甲", Match(0, 0.0, 0.0, 0, 1)),
        ("甲" * 5000, "乙" * 5000, Match(0, 0.0, 0.0, 0, 5000)),
    ],
)
def test_matches(first: str, second: str, expected: Match) -> None:
    assert match(first, second) == expected
    assert match(second, first) == expected


def test_steps_of_an_alignment() -> None:
    assert align("甲乙丙", "甲丁丙") == (
        Step(True, Span(0, 1), Span(0, 1)),
        Step(False, Span(1, 2), Span(1, 2)),
        Step(True, Span(2, 3), Span(2, 3)),
    )


@given(st.text("甲乙丙a", max_size=12), st.text("甲乙丙a", max_size=12))
def test_steps_tile_both_texts(first: str, second: str) -> None:
    steps = align(first, second)
    assert "".join(first[step.first.start : step.first.end] for step in steps) == first
    assert "".join(second[step.second.start : step.second.end] for step in steps) == second
