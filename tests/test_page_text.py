"""Text of notes on the page: shown as text, marked where it should be."""

from kg.records import Dropped, DropReason, Note, Passage, Span
from search.page.page_text import (
    example_questions,
    find_note,
    label,
    marked,
    note_html,
    plain,
)

HOSTILE = '<img src=x onerror="alert(1)">'
ESCAPED = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"


def passage(question: str, source: str = "a.md") -> Passage:
    return Passage("/" + source, source, 0, 1, 1, 1, (), question, "x")


def test_marked_words_stand_in_escaped_text() -> None:
    html = marked(f"{HOSTILE}缓解梯度消失", [Span(32, 36)])
    assert html == f"{ESCAPED}缓解<mark>梯度消失</mark>"


def test_no_text_is_no_html() -> None:
    assert marked("", []) == ""


def test_markdown_in_a_label_is_read_as_it_stands() -> None:
    assert plain("![x](https://e.com) $a$ :red[b]\n c") == (
        r"\!\[x\]\(https\:\/\/e\.com\) \$a\$ \:red\[b\] c"
    )


def test_labels_are_cut() -> None:
    assert label("甲" * 80) == "甲" * 80
    assert label("甲" * 81) == "甲" * 79 + "…"


def test_a_note_shows_what_was_dropped_and_the_passage() -> None:
    text = "首页\n<b>正文</b>\n点赞\n"
    dropped = [Dropped(0, 3, DropReason.NAVIGATION), Dropped(12, 15, DropReason.COUNTER)]
    reasons = {"navigation": "导航", "counter": "计数 <3"}
    assert note_html(text, dropped, Span(3, 11), reasons) == (
        '<del title="导航">首页\n</del>'
        '<mark id="zhitu-passage">&lt;b&gt;正文&lt;/b</mark>&gt;'
        '<del title="计数 &lt;3">\n点赞</del>\n'
    )


def test_a_passage_is_marked_once_where_dropped_text_touches_it() -> None:
    html = note_html(
        "正文点赞结尾", [Dropped(2, 4, DropReason.COUNTER)], Span(0, 4), {"counter": "计数"}
    )
    assert html == '<mark id="zhitu-passage">正文点赞</mark>结尾'


def test_blank_dropped_lines_are_not_struck_through() -> None:
    assert note_html("\n\n正文", [Dropped(0, 2, DropReason.ISOLATED)], None, {}) == "\n\n正文"


def test_of_notes_with_one_source_the_right_one_is_found() -> None:
    notes = [
        Note(f"/{folder}/a.md", "a.md", text, "markdown", "utf-8", "")
        for folder, text in (("x", "甲甲"), ("y", "乙乙"), ("z", "丙丙"))
    ]
    assert find_note(notes, "a.md", Span(0, 2), path="/z/a.md") == 2
    assert find_note(notes, "a.md", Span(0, 2), said="乙乙") == 1
    assert find_note(notes, "a.md", Span(0, 2), path="/gone/a.md") == 0


def test_marks_before_a_question_are_left_out() -> None:
    asked = (
        "Q: 什么是梯度消失？",
        "12、什么是池化层？",
        "3 为什么要打乱样本？",
        "2024年有什么新进展？",
    )
    passages = [passage(question, f"{at}.md") for at, question in enumerate(asked)]
    assert example_questions(passages, limit=4) == [
        "什么是梯度消失？", "什么是池化层？", "为什么要打乱样本？", "2024年有什么新进展？"
    ]  # fmt: skip


def test_examples_are_real_questions_from_many_notes() -> None:
    passages = [
        passage("什么是梯度消失？"),
        passage("什么是梯度消失？"),
        passage("什么是梯度爆炸？"),
        passage("短？"),
        passage("这一行并不是一个问题"),
        passage("池化有什么作用？", "b.md"),
    ]
    asked = ["什么是梯度消失？", "池化有什么作用？", "什么是梯度爆炸？"]
    assert example_questions(passages, limit=3) == asked
    assert example_questions(passages, limit=1) == asked[:1]
    assert example_questions([], limit=3) == []
