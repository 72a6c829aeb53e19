"""Pairs: two concepts that a heading names and the lines below tell apart."""

import pytest

from kg.clauses.pairs import read_pairs
from kg.clauses.relation_patterns import Statement
from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.records import Concept, Note, RelationType

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("甜橙", "血橙", "榨汁机", "温室")])
_APART = Statement(("甜橙",), RelationType.CONTRASTS, ("血橙",), 0.6)


def _read(text: str) -> list[tuple[Statement, str]]:
    document = clean(Note("/notes/a.md", "a.md", text, "markdown", "utf-8", "0"))
    return [
        (statement, text[span.start : span.end])
        for statement, span in read_pairs(document, _MATCHER)
    ]


@pytest.mark.parametrize(
    "heading",
    ["甜橙与血橙", "甜橙和血橙", "甜橙 vs 血橙", "什么是甜橙与血橙？", "甜橙和血橙的关系"],
)
def test_a_heading_that_names_two_is_told_apart_below(heading: str) -> None:
    text = f"## {heading}\n\n甜橙皮薄。血橙带红。\n\n甜橙耐放，血橙不耐放。\n"
    assert _read(text) == [(_APART, f"## {heading}")]


def test_each_may_have_its_own_block() -> None:
    assert _read("## 甜橙与血橙\n\n甜橙皮薄。\n\n血橙带红。\n") == [(_APART, "## 甜橙与血橙")]


@pytest.mark.parametrize(
    "text",
    [
        "## 甜橙与血橙\n\n甜橙皮薄，好剥。\n",
        "## 甜橙与血橙的产地\n\n甜橙皮薄。血橙带红。\n",
        "## 甜橙与榨汁机\n\n甜橙皮薄。榨汁机要勤洗。\n",
        "## 甜橙\n\n甜橙皮薄。血橙带红。\n",
        "## 甜橙与血橙\n\n" + "这一行说天气。\n\n" * 6 + "甜橙皮薄。血橙带红。\n",
    ],
)
def test_other_headings_and_what_stands_far_below_tell_nothing_apart(text: str) -> None:
    assert _read(text) == []
