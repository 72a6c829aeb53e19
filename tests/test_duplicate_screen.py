"""Copies on a terminal: both texts with what differs, everything else counted."""

import io

import pytest

from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.console.duplicate_screen import show_conflicts, show_furniture, show_groups
from search.console.terminal import Screen
from search.messages import CHINESE, ENGLISH, Messages


def copy(source: str, text: str, line: int = 3) -> Copy:
    return Copy(source, 0, len(text), line, text, f"/n/{source}")


def screen(
    *, width: int = 60, color: bool | None = None, messages: Messages = CHINESE
) -> tuple[Screen, io.StringIO]:
    file = io.StringIO()
    return Screen(file, messages, width=width, color=color), file


NEAR = DuplicateGroup(
    "near", 0.912, copy("a.txt", "面团，发酵\n\n两小时。"), (copy("b.txt", "面团,发酵三小时。"),)
)


def test_without_color_words_that_differ_are_marked() -> None:
    shown, file = screen()
    show_groups(shown, [NEAR])
    assert file.getvalue().splitlines() == [
        "1. 近似 · 相似度 0.91",
        "   a.txt:3",
        "   面团，发酵[-⏎两-]小时。",
        "   b.txt:3",
        "   面团,发酵{+三+}小时。",
        "",
    ]


def test_on_a_wide_terminal_texts_stand_side_by_side_in_color() -> None:
    shown, file = screen(width=80, color=True)
    show_groups(shown, [NEAR])
    assert file.getvalue().splitlines()[1:3] == [
        f"\x1b[2ma.txt:3\x1b[0m{' ' * 34}\x1b[2mb.txt:3\x1b[0m",
        f"面团\x1b[31m，\x1b[0m发酵\x1b[1;4;31m⏎两\x1b[0m小时。{' ' * 22}"
        "面团\x1b[32m,\x1b[0m发酵\x1b[1;4;32m三\x1b[0m小时。",
    ]


def test_on_a_narrow_terminal_they_stand_one_above_the_other() -> None:
    shown, file = screen(width=60, color=True)
    show_groups(shown, [NEAR])
    assert [line.strip() for line in file.getvalue().splitlines()[1:5]] == [
        "\x1b[2ma.txt:3\x1b[0m",
        "面团\x1b[31m，\x1b[0m发酵\x1b[1;4;31m⏎两\x1b[0m小时。",
        "\x1b[2mb.txt:3\x1b[0m",
        "面团\x1b[32m,\x1b[0m发酵\x1b[1;4;32m三\x1b[0m小时。",
    ]


def test_equal_texts_are_shown_once() -> None:
    shown, file = screen()
    copies = (copy("b.txt", "甲\x1b[31m乙"), copy("c.txt", "甲\x1b[31m乙", 9))
    show_groups(shown, [DuplicateGroup("exact", 1.0, copy("a.txt", "甲\x1b[31m乙"), copies)])
    assert file.getvalue().splitlines() == [
        "1. 完全相同 · 相似度 1.00",
        "   甲[31m乙",
        "   a.txt:3",
        "   b.txt:3",
        "   c.txt:9",
        "",
    ]


def test_of_many_copies_the_last_are_only_named() -> None:
    shown, file = screen(messages=ENGLISH)
    copies = tuple(copy(f"{i}.txt", f"甲{i}") for i in range(22))
    show_groups(shown, [DuplicateGroup("near", 0.9, copy("a.txt", "甲"), copies)])
    assert file.getvalue().splitlines()[-4:] == ["   and 2 more:", "   20.txt:3", "   21.txt:3", ""]


def test_no_group() -> None:
    shown, file = screen()
    show_groups(shown, [])
    assert file.getvalue() == "没有重复的段落。\n"


def test_twenty_conflicts_are_shown_and_the_rest_counted() -> None:
    shown, file = screen()
    pair = (copy("a.txt", "取 3。"), copy("b.txt", "取 5。"))
    show_conflicts(shown, [Conflict("number", 0.9, *pair)] * 23)
    lines = file.getvalue().splitlines()
    assert lines[:6] == [
        "只差一处、说法不同的句子（23 对，不算重复）",
        "  数字不同",
        "   a.txt:3",
        "   取 [-3-]。",
        "   b.txt:3",
        "   取 {+5+}。",
    ]
    assert lines.count("  数字不同") == 20
    assert lines[-2:] == ["另有 3 对；加 --json 或 --html FILE 查看全部", ""]


def test_no_conflict() -> None:
    shown, file = screen()
    show_conflicts(shown, [])
    assert file.getvalue() == "没有只差一处、说法不同的句子。\n\n"


def span(source: str, reason: str) -> dict[str, object]:
    return {"source": source, "line_start": 3, "text": "阅读\n12", "reason": reason}


def test_furniture_is_counted_by_reason_and_note() -> None:
    shown, file = screen()
    furniture = [span("a.txt", "counter"), span("a.txt", "links"), span("b.txt", "links")]
    show_furniture(shown, furniture, whole=False)
    assert file.getvalue().splitlines() == [
        "页面杂物（3 处，不参与检索）",
        "  链接 2、计数 1",
        "  a.txt  计数 1、链接 1",
        "  b.txt  链接 1",
        "  加 --furniture 逐条列出",
    ]


def test_of_many_notes_the_last_are_counted() -> None:
    shown, file = screen()
    show_furniture(shown, [span(f"{i}.txt", "links") for i in range(25)], whole=False)
    lines = file.getvalue().splitlines()
    assert lines[21:23] == ["  19.txt  链接 1", "  另有 5 篇笔记"]


@pytest.mark.parametrize("whole", [True, False])
def test_no_furniture(whole: bool) -> None:
    shown, file = screen()
    show_furniture(shown, [], whole=whole)
    assert file.getvalue() == "没有页面杂物。\n"


def test_the_whole_furniture() -> None:
    shown, file = screen()
    show_furniture(shown, [span("a.txt", "counter")], whole=True)
    assert file.getvalue().splitlines() == [
        "页面杂物（1 处，不参与检索）",
        "  a.txt:3  计数  阅读 12",
    ]
