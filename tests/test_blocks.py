"""Labelled sentences and notes of several fields: what a careful reader notes, and nothing else.

Names stand in braces. A label is `head relation tail`, where the relation is its first letter,
or `k` for is_a (a kind of) and `x` for contrasts. The labels of a note stand in a line below it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.clauses import relation_phrases
from kg.clauses.phrase_templates import Template, read_templates
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import Slotted
from kg.clauses.subjects import Topic
from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Concept, Note, RelationType
from kg.relations import find_relations
from kg.wordlists import read_lines

_RELATIONS = {
    "m": RelationType.MITIGATES,
    "c": RelationType.CAUSES,
    "i": RelationType.IMPROVES,
    "k": RelationType.IS_A,
    "p": RelationType.PART_OF,
    "u": RelationType.USES,
    "x": RelationType.CONTRASTS,
}

_SENTENCES = (Path(__file__).parent / "labelled_sentences.txt").read_text("utf-8")
_NOTES = (Path(__file__).parent / "labelled_notes.txt").read_text("utf-8")

_LINES = [
    line.partition(" |") for line in _SENTENCES.splitlines() if line and not line.startswith("#")
]
_STATED = [(sentence, labels.strip()) for sentence, _, labels in _LINES if labels]
_NOT_STATED = [sentence for sentence, _, labels in _LINES if not labels]
_LABELLED_NOTES = re.findall(r"((?:.*\n)+?)\| (.+)\n\n?", _NOTES)


def _found(text: str, *, names: str) -> set[str]:
    known = list(dict.fromkeys(re.findall(r"\{([^}]+)\}", names)))
    name_of = {fold_name(name): name for name in known}
    matcher = ConceptMatcher([Concept(concept, name) for concept, name in name_of.items()])
    note = Note("/notes/a.md", "a.md", re.sub("[{}]", "", text), "markdown", "utf-8", "0")
    return {
        f"{name_of[r.head]} {r.relation} {name_of[r.tail]}"
        for r in find_relations([clean(note)], matcher, weights={})
    }


def _labels(line: str) -> set[str]:
    """Spell the relations out, with the names that are compared in the order of their ids."""
    spelt = set()
    for label in line.split("; "):
        parts = re.fullmatch("(.+) ([mcikpux]) (.+)", label)
        assert parts, label
        ends = [parts[1], parts[3]]
        if parts[2] == "x":
            ends.sort(key=fold_name)
        spelt.add(f"{ends[0]} {_RELATIONS[parts[2]]} {ends[1]}")
    return spelt


@pytest.mark.parametrize(("sentence", "labels"), _STATED)
def test_a_sentence_states(sentence: str, labels: str) -> None:
    text = f"# 笔记\n\n随手记下几条，以后再整理。{sentence}\n"
    assert _found(text, names=sentence) == _labels(labels)


@pytest.mark.parametrize("sentence", _NOT_STATED)
def test_a_sentence_states_nothing(sentence: str) -> None:
    assert _found(f"# 笔记\n\n随手记下几条。{sentence}\n", names=sentence) == set()


@pytest.mark.parametrize(("text", "labels"), _LABELLED_NOTES)
def test_headings_labels_and_lists_state(text: str, labels: str) -> None:
    assert _found(f"# 笔记\n\n{text}", names=text) == _labels(labels)


def test_every_template_reads_a_labelled_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[Template] = set()
    state = relation_phrases._state

    def record(
        slotted: Slotted, template: Template, match: re.Match[str], opening: Topic, lead: str
    ) -> Iterator[Statement]:
        for statement in state(slotted, template, match, opening, lead):
            used.add(template)
            yield statement

    monkeypatch.setattr(relation_phrases, "_state", record)
    for sentence, _ in _STATED:
        _found(sentence, names=sentence)
    for text, _ in _LABELLED_NOTES:
        _found(f"# 笔记\n\n{text}", names=text)
    lines = zip(read_templates(), read_lines("relation_phrases"), strict=True)
    assert [line for template, line in lines if template not in used] == []
