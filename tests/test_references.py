"""References: the problem or thing that a sentence only refers to is put into it."""

import pytest

from kg.clauses.references import bad_only, full_name, next_problem, resolve, spell_out
from kg.clauses.slots import Slotted, slot
from kg.concepts import ConceptMatcher
from kg.records import Concept

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("bn", "relu", "过拟合", "梯度消失")])


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def _resolved(text: str, *, subject: tuple[str, ...] = ()) -> str:
    """The sentence with names for its slots."""
    sentence = resolve(_slot(text), subject=subject, problem=("过拟合",))
    for concept, name in zip(sentence.concepts, sentence.names, strict=True):
        sentence_mark = chr(0xE000 + sentence.names.index(name))
        assert sentence.fill(sentence_mark) == (concept,)
    marks = {chr(0xE000 + at): name for at, name in enumerate(sentence.names)}
    return "".join(marks.get(char, char) for char in sentence.text)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("BN可以解决这个问题", "BN可以解决过拟合"),
        ("为此，人们提出了BN", "为了解决过拟合，人们提出了BN"),
        ("对此，可以用BN", "针对过拟合，可以用BN"),
        ("解决方法是BN", "过拟合的解决方法是BN"),
        ("其常见原因有RELU", "过拟合的常见原因有RELU"),
        ("可以用BN解决", "过拟合可以用BN解决"),
        ("RELU有梯度消失，BN解决了这一问题", "RELU有梯度消失，BN解决了梯度消失"),
        ("BN很快", "BN很快"),
    ],
)
def test_the_problem_that_is_meant(text: str, resolved: str) -> None:
    assert _resolved(text) == resolved


def test_an_opening_pronoun_is_the_subject_before() -> None:
    assert _resolved("但它很快", subject=("bn",)) == "但bn很快"
    assert _resolved("但它们很快", subject=("bn",)) == "但它们很快"
    assert _resolved("它很快") == "它很快"


def test_without_a_problem_the_sentence_stays() -> None:
    sentence = _slot("BN可以解决这个问题")
    assert resolve(sentence, subject=(), problem=()) == sentence


def test_the_last_bad_name_is_the_problem_of_the_next_sentence() -> None:
    assert next_problem(_slot("RELU会过拟合，也会梯度消失，BN不会"), ()) == ("梯度消失",)
    assert next_problem(_slot("BN很快"), ("过拟合",)) == ("过拟合",)
    assert (bad_only(("过拟合",)), bad_only(("bn", "过拟合")), bad_only(())) == (
        ("过拟合",),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("靠它就行", ("bn",)),
        ("训练稳，RELU整个就是拿它搭的", ("bn",)),
        ("RELU很快，用它就能收敛", ("relu",)),
        ("RELU里，先用它压一压", ("bn",)),
        ("使用它就行", ()),
        ("用它们就行", ()),
    ],
)
def test_what_is_used_is_what_the_sentence_or_else_the_block_opens_with(
    text: str, means: tuple[str, ...]
) -> None:
    found = resolve(_slot(text), subject=(), problem=(), means=("bn",))
    assert found.concepts[len(_slot(text).concepts) :] == means


def test_a_short_name_is_of_the_one_trouble_in_the_heading_that_ends_so() -> None:
    named = ("梯度消失", "梯度爆炸")
    matcher = ConceptMatcher([Concept("消失", "消失"), Concept("bn", "bn")])
    sentence = slot("BN治消失", matcher, 0, 5)
    assert spell_out(sentence, named).concepts == ("bn", "梯度消失")
    assert spell_out(sentence, ()) is sentence
    assert full_name("消失", (*named, "信号消失")) == "消失"
    assert full_name("速度", ("收敛速度",)) == "速度"
