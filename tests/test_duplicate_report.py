"""The report of copies: what is marked, and a page that loads nothing."""

import re

from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.console.duplicate_report import Piece, mark_differences, render_page
from search.messages import CHINESE, ENGLISH


def copy(source: str, text: str) -> Copy:
    return Copy(source, 0, len(text), 3, text, f"/n/{source}")


def test_only_what_differs_is_marked() -> None:
    assert mark_differences("面团，发酵。", "面团,发酵") == (
        (Piece("面团", False), Piece("，", True), Piece("发酵", False), Piece("。", True)),
        (Piece("面团", False), Piece(",", True), Piece("发酵", False)),
    )


def test_latin_words_and_numbers_differ_as_wholes() -> None:
    first, second = mark_differences("用Adam优化，学习率0.01", "用AdamW优化，学习率0.001")
    assert first == (
        Piece("用", False),
        Piece("Adam", True),
        Piece("优化，学习率", False),
        Piece("0.01", True),
    )
    assert [piece.text for piece in second if piece.differs] == ["AdamW", "0.001"]


def test_of_words_that_lost_a_space_the_space_differs() -> None:
    assert mark_differences("批大小(batch size)", "批大小（batchsize)") == (
        (
            Piece("批大小", False),
            Piece("(", True),
            Piece("batch", False),
            Piece(" ", True),
            Piece("size)", False),
        ),
        (Piece("批大小", False), Piece("（", True), Piece("batchsize)", False)),
    )


def test_equal_and_empty_texts_have_nothing_to_mark() -> None:
    assert mark_differences("甲", "甲") == ((Piece("甲", False),), (Piece("甲", False),))
    assert mark_differences("", "甲") == ((), (Piece("甲", True),))


def test_neighbouring_changes_are_one_piece() -> None:
    first, second = mark_differences("动量项以及合适的学习率", "动量项...")
    assert first == (Piece("动量项", False), Piece("以及合适的学习率", True))
    assert second == (Piece("动量项", False), Piece("...", True))


def test_of_a_long_text_both_ends_are_shown() -> None:
    first, _ = mark_differences("甲" * 5000, "甲" * 2000 + "…" + "甲" * 2000)
    assert first == (Piece("甲" * 2000 + "…" + "甲" * 2000, False),)


def test_the_page_shows_groups_and_conflicts_escaped() -> None:
    group = DuplicateGroup("near", 0.9, copy("a.txt", "a<b"), (copy("b.txt", "a<c"),))
    conflict = Conflict("number", 0.9, copy("a.txt", "取3"), copy("b.txt", "取5"))
    page = render_page([group], [conflict], CHINESE)
    assert "<h1>重复的段落（1 组）</h1>" in page
    assert "<h2>1. 近似 · 相似度 0.90</h2>" in page
    assert "<h1>只差一处、说法不同的句子（1 对，不算重复）</h1>" in page
    assert '<div class="text">a&lt;<mark>b</mark></div>' in page
    assert "<h2>数字不同</h2>" in page
    assert '<div class="place">b.txt:3</div>' in page
    assert re.findall(r"(?:src|href)=|url\(|@import|<script", page) == []


def test_many_copies_are_listed() -> None:
    copies = tuple(copy(f"{i}.txt", "甲") for i in range(4))
    page = render_page(
        [DuplicateGroup("exact", 1.0, copy("a.txt", "甲"), copies)], [], ENGLISH, max_copies=2
    )
    assert page.count('<div class="pair">') == 2
    assert '<p class="place">and 2 more: 2.txt:3, 3.txt:3</p>' in page


def test_the_page_lists_furniture_with_its_reason_in_words() -> None:
    span = {"source": "a.txt", "line_start": 3, "text": "\n阅读 <12>\n", "reason": "counter"}
    page = render_page([], [], CHINESE, furniture=[span])
    assert "<h1>页面杂物（1 处，不参与检索）</h1>" in page
    assert '<p><span class="place">a.txt:3 计数</span><br>\n阅读 &lt;12&gt;</p>' in page
    assert "页面杂物" not in render_page([], [], CHINESE)
