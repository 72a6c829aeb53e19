"""Name features: what the tagger is told of a stretch of words and of what adjoins it."""

import pytest

from kg.learned.name_features import (
    Word,
    closing_features,
    opening_features,
    read_word,
    word_features,
)
from kg.naming.name_patterns import Unit

_DISEASE = Word("根腐病", "n", "1", latin=False)
_AGAIN = Word("再", "d-", "9", latin=False)
_LATIN = Word("relu", "M", "L", latin=True)


@pytest.mark.parametrize(
    ("unit", "word"),
    [
        (Unit("根腐病", 3, 6, latin=False, tag="n", frequency=4), _DISEASE),
        (Unit("再", 6, 7, latin=False, tag="d", frequency=60_000, parting=True), _AGAIN),
        (Unit("ReLU", 9, 13, latin=True), _LATIN),
        (Unit("BN", 0, 2, latin=True), Word("bn", "U", "L", latin=True)),
        (Unit("沙丁胺", 0, 3, latin=False, rare=True), Word("沙丁胺", "?", "R", latin=False)),
        (
            Unit("使用", 0, 2, latin=False, verb=True, tag="v", frequency=11),
            Word("使用", "v!", "2", latin=False),
        ),
    ],
)
def test_a_word_is_told_by_its_use(unit: Unit, word: Word) -> None:
    assert read_word(unit) == word


def test_the_word_before_tells_more_than_its_characters() -> None:
    assert opening_features("腐病", _DISEASE, _AGAIN) == ("l1:病", "lw:根腐病", "lt:n|d-")
    assert opening_features("，先", None, _AGAIN) == ("l1:先", "lw:，先", "lt:先|d-")
    assert opening_features("", None, _DISEASE) == ("l1:", "lw:", "lt:|n")


def test_the_next_word_tells_more_than_its_characters() -> None:
    assert closing_features("再用", _DISEASE, _AGAIN) == ("r1:再", "rw:再", "rt:n|d-")
    assert closing_features("。然", _LATIN, None) == ("r1:。", "rw:。然", "rt:M|。")


def test_one_word_is_told_by_its_characters() -> None:
    characters = ["a1:根", "z1:病", "b1:根", "b2:根腐", "c1:病", "c2:腐病"]
    assert word_features([_DISEASE]) == ["w:根腐病", "t:n", "f:1", "s:3|1", *characters]


def test_several_words_are_told_by_the_first_and_the_last() -> None:
    own = ["w:relu根腐病", "t:M n", "f:L1", "s:7|2", "a:relu", "z:根腐病", "c1:病", "c2:腐病"]
    assert word_features([_LATIN, _DISEASE]) == own
