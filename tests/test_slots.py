"""Slots: the text that the clause patterns of relations read."""

import pytest

from kg.clauses.slots import Slotted, slot
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Alias, Concept

_NAMES = (
    "BN|批归一化",
    "ReLU",
    "sigmoid",
    "RNN",
    "激活函数",
    "梯度消失",
    "梯度爆炸",
    "卷积层",
    "池化层",
)


def _slot(text: str) -> Slotted:
    split = [name.split("|") for name in _NAMES]
    concepts = [Concept(fold_name(n[0]), n[0], tuple(Alias(a) for a in n[1:])) for n in split]
    return slot(text, ConceptMatcher(concepts), 0, len(text))


def _shown(text: str) -> str:
    """The slotted text with each slot as its concept's id in brackets."""
    slotted = _slot(text)
    return "".join(
        f"[{slotted.fill(mark)[0]}]" if "\ue000" <= mark <= "\uf8ff" else mark
        for mark in slotted.text
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. **BN**（批归一化）可以缓解 `梯度消失`。", "[bn]可以缓解[梯度消失]。"),
        ("• $x=1$ 斜率恒定 不太会梯度消失", "斜率恒定，不太会[梯度消失]"),
        ("缓解梯度消失梯度爆炸", "缓解[梯度消失]、[梯度爆炸]"),
        ("使用 ReLU 激活函数训练", "使用[relu]训练"),
        ("解决RNN中的梯度消失问题", "解决[梯度消失]问题"),
        ("RNN梯度消失原因", "[梯度消失]原因"),
        ("由卷积层，池化层组成", "由[卷积层]、[池化层]组成"),
        ("缓解梯度消失，ReLU很快", "缓解[梯度消失]，[relu]很快"),
        ("在RNN中BN没有用", "[bn]没有用"),
        ("BN 批归一化很好", "[bn]很好"),
        ("BN在RNN中梯度消失", "[bn]，[梯度消失]"),
        ("BN在RNN很深的时候有用", "[bn]有用"),
        ("带泄漏的RNN（ReLU）很快", "带泄漏的[relu]很快"),
        ("没有概念的一句话", "没有概念的一句话"),
        ("", ""),
    ],
)
def test_a_sentence_becomes_words_and_slots(text: str, shown: str) -> None:
    assert _shown(text) == shown


def test_private_use_characters_of_the_note_are_no_slots() -> None:
    assert _slot("\ue000可以缓解\ue001").text == "可以缓解"


def test_a_thing_that_belongs_to_another_is_marked() -> None:
    slotted = _slot("RNN的梯度消失比BN严重")
    assert [slotted.fill(mark) for mark in slotted.owned] == [("梯度消失",)]


def test_a_compound_is_marked_like_what_belongs() -> None:
    slotted = _slot("RNN梯度消失比BN严重")
    assert [slotted.fill(mark) for mark in slotted.owned] == [("梯度消失",)]


def test_no_name_cuts_through_the_words_of_a_relation() -> None:
    text = "由两部分组成，提高效率"
    concepts = [Concept(name, name) for name in ("分组", "高效", "效率")]
    slotted = slot(text, ConceptMatcher(concepts), 0, len(text))
    assert slotted.names == ("效率",)
    text = "高效率地分组"
    assert slot(text, ConceptMatcher(concepts), 0, len(text)).names == ("高效", "分组")


def test_all_sentences_of_a_long_note_are_kept_for_the_next_reader() -> None:
    text, matcher = "甲。" * 20_000, ConceptMatcher([])
    for at in range(0, len(text), 2):
        slot(text, matcher, at, at + 2)
    cut = slot.cache_info().misses
    slot(text, matcher, 0, 2)
    assert slot.cache_info().misses == cut
    slot.cache_clear()
