"""What is left of a knowledge base that cannot be loaded: the folders of its notes."""

import json
from pathlib import Path

import pytest

from search.storage.salvage import forget, known_model, known_roots


def base_with(folder: Path, lines: list[str]) -> Path:
    """A base of which only the list of notes is left."""
    (folder / "build-000001").mkdir(parents=True)
    (folder / "current").write_text("build-000001", encoding="utf-8")
    (folder / "build-000001" / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_roots_are_given_once_and_sorted(tmp_path: Path) -> None:
    lines = [json.dumps({"root": root, "title": "\u2028"}, ensure_ascii=False) for root in "bab"]
    assert known_roots(base_with(tmp_path / "kb", lines)) == [Path("a"), Path("b")]


@pytest.mark.parametrize("current", ["build-000001", "build-000009", None])
def test_an_older_list_serves_where_the_one_in_use_is_lost(
    tmp_path: Path, current: str | None
) -> None:
    base_with(tmp_path, ['{"root": "/old"}'])
    (tmp_path / "build-000002").mkdir()
    (tmp_path / "build-000002" / "notes.jsonl").write_text('{"root": "/new"}', encoding="utf-8")
    (tmp_path / "current").unlink()
    if current:
        (tmp_path / "current").write_text(current, encoding="utf-8")
    assert known_roots(tmp_path) == [Path("/old" if current == "build-000001" else "/new")]
    (tmp_path / "build-000002" / "notes.jsonl").write_bytes(b"\xff{]")
    assert known_roots(tmp_path) == [Path("/old")]


def test_the_model_is_known_from_any_manifest_that_can_be_read(tmp_path: Path) -> None:
    folder = base_with(tmp_path, [])
    assert known_model(folder) is None
    (folder / "build-000001" / "manifest.json").write_text('{"format": 1}', encoding="utf-8")
    assert known_model(folder) is None
    (folder / "build-000002").mkdir()
    (folder / "build-000002" / "manifest.json").write_text('{"model": "m"}', encoding="utf-8")
    assert known_model(folder) == "m"


def test_lines_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    good = json.dumps({"root": str(tmp_path)})
    lines = ["{", "[]", '{"path": "x"}', '{"root": 1}', good]
    assert known_roots(base_with(tmp_path / "kb", lines)) == [tmp_path]


def test_without_a_list_there_are_none(tmp_path: Path) -> None:
    assert known_roots(tmp_path) == []
    folder = base_with(tmp_path / "kb", [])
    (folder / "build-000001" / "notes.jsonl").unlink()
    assert known_roots(folder) == []


def test_what_is_forgotten_is_no_base_any_more(tmp_path: Path) -> None:
    folder = base_with(tmp_path / "kb", [])
    forget(folder)
    forget(folder)
    assert not (folder / "current").exists()
