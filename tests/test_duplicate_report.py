"""The report of copies: one page that loads nothing, in the reader's language."""

import re

from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.duplicate_report import render_page
from search.messages import CHINESE, ENGLISH


def copy(source: str, text: str) -> Copy:
    return Copy(source, 0, len(text), 3, text, f"/n/{source}")


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


def test_of_many_copies_the_last_are_listed() -> None:
    copies = tuple(copy(f"{i}.txt", f"甲{i}") for i in range(4))
    page = render_page(
        [DuplicateGroup("near", 0.9, copy("a.txt", "甲"), copies)], [], ENGLISH, max_copies=2
    )
    assert page.count('<div class="pair">') == 2
    assert '<p class="place">and 2 more: 2.txt:3, 3.txt:3</p>' in page


def test_a_text_that_stands_in_several_places_is_shown_once() -> None:
    copies = (copy("b.txt", "a<b"), copy("c.txt", "a<c"))
    page = render_page([DuplicateGroup("near", 0.9, copy("a.txt", "a<b"), copies)], [], CHINESE)
    assert (
        '<div class="place">a.txt:3<br>\nb.txt:3</div>\n<div class="text">a&lt;b</div>\n'
        '<div class="pair"><div><div class="place">a.txt:3</div>'
    ) in page
    assert page.count('<div class="pair">') == 1


def test_the_page_lists_furniture_with_its_reason_in_words() -> None:
    span = {"source": "a.txt", "line_start": 3, "text": "\n阅读 <12>\n", "reason": "counter"}
    page = render_page([], [], CHINESE, furniture=[span])
    assert "<h1>页面杂物（1 处，不参与检索）</h1>" in page
    assert '<p><span class="place">a.txt:3 计数</span><br>\n阅读 &lt;12&gt;</p>' in page
    assert "页面杂物" not in render_page([], [], CHINESE)


def test_the_page_says_which_language_it_is_in() -> None:
    span = {"source": "a.txt", "line_start": 3, "text": "阅读 12", "reason": "counter"}
    chinese, english = (
        render_page([], [], messages, furniture=[span]) for messages in (CHINESE, ENGLISH)
    )
    assert ('<html lang="zh-CN">' in chinese, '<html lang="en">' in english) == (True, True)
    assert "<summary>全部列出</summary>" in chinese
    assert "<summary>Show all</summary>" in english
