"""Text of notes on the page: shown as text, marked where it should be."""

from kg.records import Dropped, Passage, Span
from search.page.page_text import differences, example_questions, label, marked, note_html, plain

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
    dropped = [Dropped(0, 3, "navigation"), Dropped(12, 15, "counter")]
    assert note_html(text, dropped, Span(3, 11)) == (
        '<del title="navigation">首页\n</del>'
        '<mark id="zhitu-passage">&lt;b&gt;正文&lt;/b</mark>&gt;'
        '<del title="counter">\n点赞</del>\n'
    )


def test_a_passage_is_marked_once_where_dropped_text_touches_it() -> None:
    html = note_html("正文点赞结尾", [Dropped(2, 4, "counter")], Span(0, 4))
    assert html == '<mark id="zhitu-passage">正文点赞</mark>结尾'


def test_blank_dropped_lines_are_not_struck_through() -> None:
    assert note_html("\n\n正文", [Dropped(0, 2, "blank")], None) == "\n\n正文"


def test_differences_are_marked_on_both_sides() -> None:
    assert differences("学习率很大。", "学习率很小！<") == (
        "学习率很<mark>大。</mark>",
        "学习率很<mark>小！&lt;</mark>",
    )


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
