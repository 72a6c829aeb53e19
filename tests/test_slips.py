"""A slip of one letter in a long Latin word finds the word that the notes hold."""

import pytest

from search.slips import mend_slips
from search.sparse import SparseIndex

INDEX = SparseIndex.build(
    [["transformer", "scheduler"], ["transformers", "schedules", "scheduler"], ["kernel"]]
)


@pytest.mark.parametrize(
    "slip", ["Transfomer", "transformmer", "Tranzformer", "transofrmer", "transforme"]
)
def test_a_letter_less_more_other_or_swapped(slip: str) -> None:
    assert mend_slips(f"{slip}为什么快", INDEX) == "transformer为什么快"


def test_of_two_words_as_near_the_more_frequent_is_meant() -> None:
    assert mend_slips("schedulee", INDEX) == "scheduler"


@pytest.mark.parametrize(
    "question",
    [
        "Transformer 和 transformers",  # known as they are
        "kernal",  # too short: a letter may make another word
        "aransformer",  # begins otherwise
        "transfrmr",  # two letters off
        "transformer2x",  # no word of letters alone
        "transfomer" * 5,  # too long for a word
        "批归一化",
    ],
)
def test_all_else_stays_as_it_was_asked(question: str) -> None:
    assert mend_slips(question, INDEX) == question
