"""The list of notes that were taken out of a base."""

from pathlib import Path

from search.storage.removed_notes import forget_removed, read_removed, write_removed


def test_paths_are_kept_sorted_one_a_line(tmp_path: Path) -> None:
    assert read_removed(tmp_path) == frozenset()
    write_removed(tmp_path, ["/b 甲.md", "/a.md", "/two\nlines.md", "/\udcff.md"])
    lines = (tmp_path / "removed.txt").read_bytes().splitlines()
    assert lines == [b"/a.md", "/b 甲.md".encode(), b"/\xff.md"]
    assert read_removed(tmp_path) == {"/a.md", "/b 甲.md", "/\udcff.md"}


def test_what_is_forgotten_leaves_the_list_and_nothing_else_writes_it(tmp_path: Path) -> None:
    assert forget_removed(tmp_path, {"/a.md"}) == frozenset()
    assert list(tmp_path.iterdir()) == []
    write_removed(tmp_path, ["/a.md", "/b.md"])
    assert forget_removed(tmp_path, {"/a.md", "/c.md"}) == {"/b.md"}
    assert read_removed(tmp_path) == {"/b.md"}
