"""Names that people type, and the concepts they mean."""

import pytest

from kg.records import Alias, Concept
from search.lookup import UnknownConceptError, find_concept

CONCEPTS = {
    concept.id: concept
    for concept in (
        Concept("批归一化", "批归一化", (Alias("BN"), Alias("Batch Normalization"))),
        Concept("贝叶斯网络", "贝叶斯网络", (Alias("BN"), Alias("信念网"))),
        Concept("信念网", "信念网"),
    )
}


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("批归一化", "批归一化"),
        (" batch-NORMALIZATION ", "批归一化"),
        ("ＢＮ", "批归一化"),  # the first of two
        ("信念网", "信念网"),  # a main name before an alias
    ],
)
def test_any_name_will_do(name: str, concept: str) -> None:
    assert find_concept(name, CONCEPTS) is CONCEPTS[concept]


def test_unknown_names_offer_the_nearest() -> None:
    with pytest.raises(UnknownConceptError) as raised:
        find_concept("归一化", CONCEPTS)
    assert raised.value.nearest == ("批归一化",)
    assert str(raised.value) == "no concept '归一化' in the notes; the nearest: 批归一化"


@pytest.mark.parametrize("name", ["", "  ", "zzzz"])
def test_names_near_nothing(name: str) -> None:
    with pytest.raises(UnknownConceptError) as raised:
        find_concept(name, CONCEPTS)
    assert str(raised.value) == (
        f"no concept {name.strip()!r} in the notes; write it another way, "
        "or see them all with: zhitu export json -o FILE"
    )


def test_a_long_name_is_cut_in_the_message() -> None:
    with pytest.raises(UnknownConceptError, match=r"no concept 'x{60}…' in the notes"):
        find_concept("x" * 10_000, CONCEPTS)
