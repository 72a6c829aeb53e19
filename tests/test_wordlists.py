"""Words as data: comments, blank lines and kinds over several lines."""

from pathlib import Path

import pytest

from kg import wordlists
from kg.wordlists import read_kinds, read_lines


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(wordlists, "_FOLDER", tmp_path)
    read_kinds.cache_clear()
    return tmp_path


def test_lines_come_without_comments_and_blanks(folder: Path) -> None:
    (folder / "verbs.txt").write_text("# 动词\n\n  缓解 \n导致\n", encoding="utf-8")
    assert list(read_lines("verbs")) == ["缓解", "导致"]


def test_a_kind_may_take_several_lines(folder: Path) -> None:
    (folder / "sites.txt").write_text("a: 甲 | 乙\nb: 丙\na: 丁 |\n", encoding="utf-8")
    assert read_kinds("sites") == {"a": ("甲", "乙", "丁"), "b": ("丙",)}
    read_kinds.cache_clear()


def test_the_furniture_words_are_of_known_kinds_and_stand_in_one_kind_once() -> None:
    read_kinds.cache_clear()
    kinds = read_kinds("furniture")
    assert sorted(kinds) == [
        *("advert", "button", "chatter", "contents", "count", "label", "licence", "profile"),
        *("prompt", "site", "stamp", "tail", "tailpick", "tailthing", "turn", "unit"),
        *("weaklabel", "weaklicence", "weakprompt"),
    ]
    for strong, weak in (("label", "weaklabel"), ("licence", "weaklicence")):
        assert set(kinds[strong]) & set(kinds[weak]) == set()
    assert set(kinds["prompt"]) & set(kinds["weakprompt"]) == set()
