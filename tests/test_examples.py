"""Examples: the kinds that parentheses and class nouns name."""

import pytest

from kg.clauses.examples import read_examples
from kg.clauses.slots import slot
from kg.concepts import ConceptMatcher
from kg.records import Concept

_NAMES = ("管乐器", "长笛", "单簧管", "铜管乐器", "按键单元", "调音工具", "Tuner", "口吃症", "笛")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _said(text: str) -> list[str]:
    statements = read_examples(slot(text, _MATCHER, 0, len(text)))
    return [f"{'+'.join(s.heads)} {s.relation} {'+'.join(s.tails)}" for s in statements]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("管乐器（如长笛、单簧管等）怕潮。", "长笛+单簧管 is_a 管乐器"),
        ("管乐器（长笛、单簧管）怕潮。", "长笛+单簧管 is_a 管乐器"),
        ("长笛（一种管乐器）怕潮。", "长笛 is_a 管乐器"),
        ("我用调音工具 Tuner。", "Tuner is_a 调音工具"),
    ],
)
def test_kinds_are_named(text: str, said: str) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "管乐器（长笛）怕潮。",
        "管乐器（铜管乐器、长笛）怕潮。",
        "管乐器（长笛、按键单元）怕潮。",
        "口吃症（长笛、单簧管）少见。",
        "Tuner（长笛、单簧管）好用。",
    ],
)
def test_other_names_parts_and_signs_are_no_kinds(text: str) -> None:
    assert _said(text) == []
