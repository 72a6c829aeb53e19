"""Entries: whose good a clause tells that names no subject."""

import pytest

from kg.clauses.entries import find_entry, read_opening, serve_clauses
from kg.clauses.slots import Slotted, slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept

_NAMES = ("护栏", "桥面", "坠落事故", "坠落", "照明")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])
_ENTRY = Topic(("护栏",), 1.0, near=True)


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def _last_subject(text: str, topic: Topic = NO_TOPIC, **kinds: bool) -> Topic:
    flags = {"lasting": False, "labelled": False, "whole": False} | kinds
    sentence = _slot(text)
    clauses = serve_clauses(sentence, sentence.text, topic, _ENTRY, **flags)
    return [subject for _, _, subject in clauses][-1]


def test_a_label_is_what_a_block_is_an_entry_on() -> None:
    assert find_entry(_ENTRY, ("桥面",)) == _ENTRY


@pytest.mark.parametrize(
    ("opening", "found"),
    [((), Topic(("桥面",), 0.75, near=True)), (("桥面",), Topic(("桥面",), 0.75, near=True))],
)
def test_a_heading_is_where_nothing_else_opens_the_block(
    opening: tuple[str, ...], found: Topic
) -> None:
    assert find_entry(Topic(opening), ("桥面",)) == found
    assert find_entry(Topic(("照明",)), ("桥面",)) == NO_TOPIC


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("护栏，沿桥边装", ("护栏",)),
        ("加个护栏，坠落事故就少了", ("护栏",)),
        ("护栏，桥面，照明", ()),
        ("沿桥边装护栏，就好", ()),
    ],
)
def test_a_sentence_sets_a_concept_at_its_start(text: str, concepts: tuple[str, ...]) -> None:
    assert read_opening(_slot(text), _slot(text).text).concepts == concepts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("能防止坠落事故", {}),
        ("作用是防止坠落事故", {}),
        ("谁都看得见，能防止坠落事故", {"whole": True}),
        ("桥面一宽就显得空，可以减轻坠落事故", {"whole": True, "labelled": True}),
        ("坠落会停在半空，减轻了坠落事故", {}),
    ],
)
def test_a_clause_that_opens_with_the_good_is_of_the_entry(
    text: str, kinds: dict[str, bool]
) -> None:
    assert _last_subject(text, NO_TOPIC, **kinds) == Topic(("护栏",), 0.7, near=True)


def test_a_topic_of_its_own_is_kept() -> None:
    lights = Topic(("照明",), 0.9, near=True)
    assert _last_subject("能防止坠落事故", lights) == lights


def test_after_an_unknown_subject_the_heading_does_nothing() -> None:
    assert _last_subject("工人系着安全绳，能防止坠落事故") == NO_TOPIC
    assert _last_subject("桥面要干净") == NO_TOPIC
