"""The list of notes that were taken out of a base."""

from pathlib import Path

from search.storage.removed_notes import forget_removed, read_removed, write_removed


def test_paths_are_kept_sorted_whatever_is_in_them(tmp_path: Path) -> None:
    assert read_removed(tmp_path) == frozenset()
    paths = [
        "/b 甲.md",
        "/a.md",
        "/two\nlines.md",
        "/\u2028\r\x85.md",
        "/\udcff.md",
        '/"quoted".md',
    ]
    write_removed(tmp_path, paths)
    lines = (tmp_path / "removed.txt").read_bytes().split(b"\n")
    assert lines == [
        b'"/\\"quoted\\".md"',
        b'"/a.md"',
        '"/b 甲.md"'.encode(),
        b'"/two\\nlines.md"',
        '"/\u2028\\r\x85.md"'.encode(),
        b'"/\xff.md"',
        b"",
    ]
    assert read_removed(tmp_path) == set(paths)


def test_paths_without_quotes_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "removed.txt").write_bytes(b'/a b.md\n\n/\xff.md\n"/new.md"\n"/broken.md\n7\n')
    assert read_removed(tmp_path) == {"/a b.md", "/\udcff.md", "/new.md", '"/broken.md', "7"}


def test_what_is_forgotten_leaves_the_list_and_nothing_else_writes_it(tmp_path: Path) -> None:
    assert forget_removed(tmp_path, {"/a.md"}) == frozenset()
    assert list(tmp_path.iterdir()) == []
    write_removed(tmp_path, ["/a.md", "/b.md"])
    assert forget_removed(tmp_path, {"/a.md", "/c.md"}) == {"/b.md"}
    assert read_removed(tmp_path) == {"/b.md"}
