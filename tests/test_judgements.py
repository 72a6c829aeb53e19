"""What the user says of copies is read, written and heeded, and what cannot be read is named."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.judgements import Judgements, digest, judge, keep, read_judgements, rejoin, set_apart
from kg.records import Copy, DuplicateGroup

BREAD = "面团要在温暖的地方发酵两个小时，体积变成两倍大才算好。"
DOUGH = "面团需在温暖的位置发酵两个小时，体积变成两倍大就算好。"
LOAF = "面团要在温暖的地方发酵两个小时，体积变成三倍大才算好。"


def place(source: str, text: str) -> Copy:
    """A text at the beginning of a note."""
    return Copy(source, 0, len(text), 1, text, f"notes/{source}")


A, B, C, D = place("a", BREAD), place("b", DOUGH), place("c", LOAF), place("d", DOUGH)
GROUP = DuplicateGroup("near", 0.88, A, (B, C, D))


def judged(path: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """The groups as the file judges ``GROUP``: kind, canonical note, other notes."""
    groups = judge([GROUP], read_judgements(path)).groups
    return [(g.kind, g.canonical.source, tuple(c.source for c in g.copies)) for g in groups]


def test_a_text_is_known_by_its_letters_alone() -> None:
    assert digest("BN 能缓解梯度消失。") == digest("ｂｎ能緩解\n梯度消失！")
    assert digest("BN 能缓解梯度消失。") != digest("LN 能缓解梯度消失。")
    assert re.fullmatch("[0-9a-f]{16}", digest(""))


def test_no_file_and_no_line_judge_nothing(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    assert read_judgements(path) == Judgements()
    path.write_text("\ufeff# none\n\n", encoding="utf-8")
    assert read_judgements(path) == Judgements()
    assert judge([GROUP], Judgements()) == judge([GROUP], read_judgements(path))
    assert judged(path) == [("near", "a", ("b", "c", "d"))]


def test_texts_set_apart_leave_the_group_and_copies_of_theirs_stay_together(
    tmp_path: Path,
) -> None:
    path = tmp_path / "duplicates.txt"
    set_apart(path, A, B)
    assert judged(path) == [("near", "a", ("c",)), ("exact", "b", ("d",))]
    found = judge([GROUP], read_judgements(path))
    assert [(g.canonical, g.copies) for g in found.apart] == [(A, (B,)), (A, (D,))]
    assert found.groups[1].similarity == 1.0


def test_a_group_of_two_set_apart_is_no_group(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    pair = DuplicateGroup("near", 0.88, A, (B,))
    set_apart(path, B, A)
    assert judge([pair], read_judgements(path)).groups == ()


def test_one_text_may_be_set_apart_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    same = DuplicateGroup("exact", 1.0, B, (D,))
    set_apart(path, B, D)
    assert read_judgements(path).apart == {(digest(DOUGH), digest(DOUGH))}
    assert judge([same], read_judgements(path)).groups == ()


def test_a_name_with_the_end_of_a_line_in_it_spoils_no_file(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    set_apart(path, A, replace(B, source="b\u2028or\nc"))
    assert read_judgements(path).apart == {tuple(sorted((digest(BREAD), digest(DOUGH))))}


def test_what_was_set_apart_is_rejoined_and_other_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    path.write_text(f"# mine\n{digest(BREAD)} != {digest(LOAF)}\n", encoding="utf-8")
    set_apart(path, A, B)
    set_apart(path, A, B)
    pair = " != ".join(sorted((digest(BREAD), digest(DOUGH))))
    assert path.read_text(encoding="utf-8").splitlines() == [
        "# mine",
        f"{digest(BREAD)} != {digest(LOAF)}",
        f"{pair}  # a:1 | b:1 | {DOUGH[:30]}",
    ]
    rejoin(path, B, A)
    assert judged(path) == [("near", "a", ("b", "d"))]


def test_a_kept_copy_is_canonical_in_place_of_one_kept_before(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    keep(path, GROUP, C)
    assert judged(path) == [("near", "c", ("a", "b", "d"))]
    keep(path, GROUP, D)
    assert judged(path) == [("near", "d", ("a", "b", "c"))]
    assert read_judgements(path).kept == {(digest(DOUGH), "d")}


@pytest.mark.parametrize("source", ["a  #b.md", " a.md", 'a".md', "a\u2028b\n.md", '"a"  #c', "七"])
def test_a_note_of_any_name_may_be_kept(tmp_path: Path, source: str) -> None:
    path = tmp_path / "duplicates.txt"
    strange = replace(B, source=source)
    group = DuplicateGroup("near", 0.88, A, (strange,))
    keep(path, group, strange)
    assert read_judgements(path).kept == {(digest(DOUGH), source)}
    keep(path, group, A)
    assert read_judgements(path).kept == {(digest(BREAD), "a")}


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("notes/a b.md", "notes/a b.md"),
        ("a.md  # mine", "a.md"),
        ('"a.md"  # mine', "a.md"),
        ('"a', '"a'),
        ("12", "12"),
    ],
)
def test_a_note_without_quotes_is_as_it_stands(tmp_path: Path, said: str, source: str) -> None:
    path = tmp_path / "duplicates.txt"
    path.write_text(f"keep {digest(BREAD)} {said}\n", encoding="utf-8")
    assert read_judgements(path).kept == {(digest(BREAD), source)}


def test_a_new_file_says_what_its_lines_mean(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    set_apart(path, A, B)
    head = path.read_text(encoding="utf-8").splitlines()[:4]
    assert [line[0] for line in head[:3]] == ["#", "#", "#"]
    assert head[3].endswith(f"# a:1 | b:1 | {DOUGH[:30]}")


@pytest.mark.parametrize(
    "line",
    [
        "0123 != 4567",
        "0123456789abcdef",
        "keep 0123456789abcdef",
        "0123456789abcdef = a",
        "BN != LN",
    ],
)
def test_another_line_is_named_with_what_was_expected(tmp_path: Path, line: str) -> None:
    path = tmp_path / "duplicates.txt"
    path.write_text(f"# mine\n\n{line}\n", encoding="utf-8")
    message = f"{path}:3: expected `DIGEST != DIGEST` or `keep DIGEST NOTE`, got `{line}`"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_judgements(path)


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    path.write_text("BN\n\nLN\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r":1: expected .+ got `BN`\n.+:3: expected .+ got `LN`$"):
        read_judgements(path)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "duplicates.txt"
    path.write_bytes("# 判断".encode("gb18030"))
    with pytest.raises(ValueError, match=re.escape(f"{path}: not UTF-8; save it as UTF-8")):
        read_judgements(path)
