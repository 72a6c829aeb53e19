"""Phrase templates: their notation, and lines that are none."""

import re
from pathlib import Path

import pytest

from kg import wordlists
from kg.clauses.phrase_templates import Template, read_templates


def _read(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Template:
    (folder / "relation_phrases.txt").write_text(f"# note\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(wordlists, "_FOLDER", folder)
    (template,) = read_templates.__wrapped__()
    return template


@pytest.fixture(autouse=True)
def _words_read_before() -> None:
    """Keep the words of the project's own lists, whatever folder a test reads templates from."""
    wordlists.read_kinds("relation_verbs")


# Slots stand for concepts.
A, B, C = "\ue000", "\ue001", "\ue002"


@pytest.mark.parametrize(
    ("template", "text", "matches"),
    [
        ("A 靠 B", f"靠{B}", True),
        ("A 靠 B", f"靠{B}。", True),
        ("A 靠 B", f"靠{B}的老师", False),
        ("A 靠 B >", f"靠{B}来调整", True),
        ("A 靠 B …", f"靠{B}跑着", True),
        ("A 靠 B …", f"靠{B}的老师", False),
        ("A (靠|用) [着] B", f"用着{B}", True),
        ("A [就|只]* 靠 B", f"只就靠{B}", True),
        ("A [就|只]* 靠 B", f"也靠{B}", False),
        ("A …2 靠 B", f"天天靠{B}", True),
        ("A …2 靠 B", f"天天都靠{B}", False),
        ("A … 靠 B", f"不肯靠{B}", False),
        ("A … 靠 B", f"的人靠{B}", False),
        ("A ~ 靠 B", f"通常主要靠{B}", True),
        ("A ， 靠 B", f",靠{B}", True),
        ("A ： 靠 B", f":靠{B}", True),
        ("A 靠 <roots> B", f"靠根源{B}", True),
        ("A 靠 <roots+harms> B", f"靠危害{B}", True),
        ("A 靠 C 和 B", f"靠{C}和{B}", False),
        ("A 靠 C ， B", f"靠{C}，{B}", True),
        ("A 靠 B", f"靠{B}的问题", True),
    ],
)
def test_a_template_reads_what_follows_its_first_concept(
    template: str, text: str, *, matches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = _read(f"uses 0.7: {template}", tmp_path, monkeypatch)
    assert bool(read.rest.match(f"{A}{text}", 1)) == matches


@pytest.mark.parametrize(
    ("line", "first", "dropped", "sort"),
    [
        ("causes 0.7: A 害 B!", "A", "", "!"),
        ("causes 0.7: [A] 害 B", "A", "[", ""),
        ("improves 0.7: {A} 使 B^ 好", "A", "{A", "^"),
        ("is_a 0.7: [B*] 有 A", "B", "[", "*"),
        ("is_a 0.7: {B} 有 A", "B", "{B", ""),
        ("mitigates 0.7: 治 B 用 A", "", "", ""),
    ],
)
def test_a_template_tells_what_it_opens_with(
    line: str, first: str, dropped: str, sort: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = _read(line, tmp_path, monkeypatch)
    assert (read.first, read.dropped, read.sort) == (first, dropped, sort)
    assert (read.anywhere, read.several) == (False, False)


def test_a_list_and_a_phrase_in_the_midst_of_a_clause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = _read("member 0.6: … B 有 A+", tmp_path, monkeypatch)
    assert (read.relation, read.confidence, read.anywhere, read.several) == (
        "member",
        0.6,
        True,
        True,
    )
    match = read.rest.search(f"说到{B}有手抄、{A}和{C}")
    assert match
    assert (match["B"], match["A"]) == (B, f"手抄、{A}和{C}")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("uses: A 靠 B", "no `relation confidence: template`: 'uses: A 靠 B'"),
        ("uses 0.7: 靠 B", "a template names one A and one B: 'uses 0.7: 靠 B'"),
        ("uses 0.7: A 靠", "a template names one A and one B: 'uses 0.7: A 靠'"),
    ],
)
def test_a_line_that_is_no_template_is_named(
    line: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        _read(line, tmp_path, monkeypatch)


def test_the_project_has_a_template_for_each_relation_but_comparisons() -> None:
    assert {each.relation for each in read_templates()} == {
        *("mitigates", "causes", "improves", "is_a", "part_of", "uses", "member"),
    }
