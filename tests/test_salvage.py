"""What is left of a knowledge base that cannot be loaded: the folders of its notes."""

import json
from pathlib import Path

from search.storage.salvage import forget, known_roots


def base_with(folder: Path, lines: list[str]) -> Path:
    """A base of which only the list of notes is left."""
    (folder / "build-000001").mkdir(parents=True)
    (folder / "current").write_text("build-000001", encoding="utf-8")
    (folder / "build-000001" / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_folders_that_are_there_are_given_once_and_sorted(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
    roots = [tmp_path / "b", tmp_path / "a", tmp_path / "b", tmp_path / "gone"]
    lines = [json.dumps({"root": str(root)}) for root in roots]
    assert known_roots(base_with(tmp_path / "kb", lines)) == [tmp_path / "a", tmp_path / "b"]


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
