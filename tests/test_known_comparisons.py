"""Comparisons on disk: they come back as they were, or not at all."""

from pathlib import Path

import pytest

from kg.copies.comparison import Comparison
from search.storage import known_comparisons
from search.storage.known_comparisons import read_comparisons, save_comparisons

KNOWN = {
    b"\x00\x01": Comparison(14, 28 / 29, 1.0, "negation", in_one_point=True),
    b"\xff\x02": Comparison(3, 1 / 3, 0.5),
}


def test_they_come_back(tmp_path: Path) -> None:
    save_comparisons(tmp_path, KNOWN)
    assert read_comparisons(tmp_path) == KNOWN


def test_comparisons_by_other_rules_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comparisons(tmp_path, KNOWN)
    monkeypatch.setattr(known_comparisons, "rules_digest", lambda: "others")
    assert read_comparisons(tmp_path) == {}


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"rules": 1}'])
def test_a_damaged_file_holds_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "comparisons.json").write_text(content, encoding="utf-8")
    assert read_comparisons(tmp_path) == {}
    assert read_comparisons(tmp_path / "missing") == {}
