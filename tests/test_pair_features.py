"""Pair features: what the classifier is told of the words around a pair."""

from dataclasses import replace

from kg.learned.concept_pairs import Named, Pair
from kg.learned.pair_features import read_features

_PAIR = Pair(
    first=Named(("滴灌",), "滴灌", 2),
    second=Named(("裂果",), "裂果问题", 6),
    heading="",
    before="先用",
    between="能减少",
    after="，不用换◇",
    item=False,
)


def _of(pair: Pair, *kinds: str) -> set[str]:
    return {feature for feature in read_features(pair) if feature.partition(":")[0] in kinds}


def test_the_words_between_are_n_grams_with_their_borders_apart() -> None:
    assert _of(_PAIR, "m") == {"m:能", "m:减", "m:少", "m:能减", "m:减少", "m:能减少"}
    assert _of(_PAIR, "m<") == {"m<:能", "m<:能减", "m<:能减少"}
    assert _of(_PAIR, "m>") == {"m>:少", "m>:减少", "m>:能减少"}


def test_only_the_own_clause_counts_before_and_after() -> None:
    assert _of(_PAIR, "r", "r<") == {"r<:"}
    assert _of(replace(_PAIR, before="有人说，先用"), "l") == {"l:先", "l:用", "l:先用"}


def test_the_kinds_of_wording_between_are_told() -> None:
    assert "says:lessen" in _of(_PAIR, "says")
    assert "says:bring_about" in _of(replace(_PAIR, between="会导致"), "says")
    assert _of(replace(_PAIR, between="与"), "says") == set()


def test_names_are_told_by_the_word_they_end_in() -> None:
    assert _of(_PAIR, "second") == {"second:trouble"}
    assert _of(replace(_PAIR, second=Named(("bn",), "BN", 6)), "second") == {"second:latin"}
    assert _of(_PAIR, "b>") == {"b>:题", "b>:问题"}


def test_a_heading_is_told_from_a_sentence() -> None:
    under = replace(_PAIR, heading="怎么防止◈", before="", between="")
    assert _of(under, "place", "open") == {"place:underFalse", "open:underTrue"}
    assert "says7:lessen" in _of(under, "says7")
    assert _of(under, "c=") == {"c=:怎么防止◈|True"}
