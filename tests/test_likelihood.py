"""How likely a concept is a term: by its likeliest name, its words and its use."""

import math

import pytest

from kg.likelihood import term_likelihoods
from kg.naming.name_patterns import Unit
from kg.records import Alias, Concept
from kg.terminology import Candidate


def unit(text: str, frequency: int = 0) -> Unit:
    return Unit(text, 0, len(text), latin=text.isascii(), frequency=frequency)


def candidate(name: str, *words: Unit, probability: float = 0.5, count: int = 1) -> Candidate:
    return Candidate(name, count, 1.0, frozenset({"tagged"}), words, probability)


def odds(*candidates: Candidate) -> float:
    """The log-odds of the concept that all the candidates are names of."""
    name, *others = (each.name for each in candidates)
    concept = Concept("概念", name, tuple(Alias(other) for other in others))
    likelihood = term_likelihoods([concept], candidates)["概念"]
    return math.log(likelihood / (1 - likelihood))


PLAIN = candidate("轴承座圈", unit("轴承"), unit("座圈"))
TWICE = 0.95 * math.log(2)


def test_use_and_the_tagger_speak_for_a_name() -> None:
    assert odds(PLAIN) == pytest.approx(-1.8 + TWICE)
    sure = candidate("轴承座圈", unit("轴承"), unit("座圈"), probability=0.8, count=3)
    assert odds(sure) == pytest.approx(-1.8 + 0.7 * math.log(4) + 0.95 * math.log(4))


def test_a_name_that_the_user_gives_has_no_words_against_it() -> None:
    given = Candidate("score", 1, 1.0, frozenset({"user"}), (), 1.0)
    assert odds(given) == pytest.approx(-1.8 + TWICE + 0.7 * math.log(0.98 / 0.02))


def test_the_tagger_is_believed_within_bounds() -> None:
    for probability, bound in ((0.0, 0.02), (1.0, 0.98)):
        found = candidate("轴承座圈", unit("轴承"), unit("座圈"), probability=probability)
        expected = -1.8 + TWICE + 0.7 * math.log(bound / (1 - bound))
        assert odds(found) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "words", "less"),
    [
        ("轴承", (unit("轴承"),), 1.7),
        ("轴承", (unit("轴承", 400),), 1.7 + 0.17 * math.log(401)),
        ("轴承座圈", (unit("轴承", 9), unit("座圈", 2)), 0.17 * math.log(10)),
        ("转速太高", (unit("转速"), unit("太高")), 1.3),
        ("GPU", (unit("GPU"),), 1.7),
        ("score", (unit("score"),), 1.7 + 0.9),
        ("Part", (unit("Part"),), 1.7 + 0.9),
    ],
)
def test_what_speaks_against_a_name(name: str, words: tuple[Unit, ...], less: float) -> None:
    assert odds(candidate(name, *words)) == pytest.approx(odds(PLAIN) - less)


def test_the_likeliest_name_decides_and_names_that_are_equated_add_to_it() -> None:
    short = candidate("座圈", unit("座圈", 2000))
    assert odds(short, PLAIN) == pytest.approx(odds(PLAIN) + 0.9)
    others = [candidate(name, unit(name)) for name in ("甲环", "乙环", "丙环")]
    assert odds(PLAIN, *others) == pytest.approx(odds(PLAIN) + 1.8)


def test_a_name_that_was_not_found_is_as_likely_as_one_of_which_nothing_is_known() -> None:
    likelihood = term_likelihoods([Concept("甲", "甲")], [])
    assert likelihood == {"甲": pytest.approx(1 / (1 + math.exp(1.8)))}
    assert term_likelihoods([], []) == {}
