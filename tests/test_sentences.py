"""Sentences: their marks, what is never cut, and lines that only wrap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Span
from kg.sentences import split_sentences, trim, wraps

LONG = "面团里的酵母菌把糖变成二氧化碳和酒精，气泡被面筋网兜住以后面团就会慢慢地"


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("甲!乙?丙;丁", ["甲!", "乙?", "丙;", "丁"]),
        ("真的？！对。", ["真的？！", "对。"]),
        ("他说“好。”然后走了。", ["他说“好。”然后走了。"]),
        ("甲（见下。不赘述）乙。丙。", ["甲（见下。不赘述）乙。", "丙。"]),
        ("取 $a;b!$ 为例。完", ["取 $a;b!$ 为例。", "完"]),
        ("$$\na;b\n$$\n后文", ["$$\na;b\n$$", "后文"]),
        ("用 `a;b` 分隔。完", ["用 `a;b` 分隔。", "完"]),
        ("见 https://a.cn/x?y=1;z 一文。完", ["见 https://a.cn/x?y=1;z 一文。", "完"]),
        ("甲<br>乙<br/>丙", ["甲<br>", "乙<br/>", "丙"]),
        ("学习率取 0.01。", ["学习率取 0.01。"]),
        ("It works. Then stop.", ["It works.", "Then stop."]),
        ("e.g. this", ["e.g. this"]),
        ("甲……乙", ["甲……", "乙"]),
        ("好😀。坏😀", ["好😀。", "坏😀"]),
    ],
)
def test_sentences_end_at_their_marks_and_not_inside_what_is_protected(
    text: str, expected: list[str]
) -> None:
    expected = [sentence.removesuffix("<br>").removesuffix("<br/>") for sentence in expected]
    assert sentences(text) == expected


def test_a_part_of_a_text_keeps_the_offsets_of_the_text() -> None:
    assert split_sentences("零。甲。乙。丙", 2, 6) == (Span(2, 4), Span(4, 6))


def test_trim_takes_white_space_and_line_breaks_off_the_edges() -> None:
    assert trim(" <br>甲<br/> \n", 0, 12) == Span(5, 6)
    assert trim("   ", 0, 3) == Span(3, 3)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n  "])
def test_a_wrapped_line_goes_on(line_end: str) -> None:
    assert sentences(f"{LONG}{line_end}胀起来。下一句。") == [
        f"{LONG}{line_end}胀起来。",
        "下一句。",
    ]


def test_latin_lines_wrap_too() -> None:
    text = "Batch normalization normalizes the inputs of each layer over\na mini-batch. Then stop."
    assert sentences(text) == [text[:-11], "Then stop."]


@pytest.mark.parametrize(
    "below",
    [
        *("- 甲", "* 甲", "• 甲", "1. 甲", "2、甲", "3) 甲", "（4）甲", "（一）甲", "二、甲"),
        *("①甲", "# 甲", "> 甲", "| 甲 |", "答：甲", "Q1: 甲", "第二章 甲", "G2 甲", "　　甲"),
        *("[1] 甲", "2.1 甲", "      甲", "", LONG + LONG),
    ],
)
def test_a_line_does_not_wrap_before_a_mark_or_a_longer_line(below: str) -> None:
    assert not wraps(f"{LONG}\n{below}", len(LONG))


@pytest.mark.parametrize("end", ["。", "！", "？", "；", "：", ":", "。”", "。**", "……", "<br>"])
def test_a_line_with_an_end_mark_does_not_wrap(end: str) -> None:
    assert not wraps(f"{LONG}{end}\n胀起来。", len(LONG + end))


@pytest.mark.parametrize("above", ["短的一行", "# " + LONG, "| " + LONG, LONG * 2])
def test_a_short_line_a_heading_and_a_whole_paragraph_do_not_wrap(above: str) -> None:
    assert not wraps(f"{above}\n胀起来。", len(above))


def test_a_sentence_mark_before_the_wrapped_end_still_ends() -> None:
    text = f"前一句。{LONG}\n胀起来。"
    assert sentences(text) == ["前一句。", f"{LONG}\n胀起来。"]


@given(st.text(alphabet="甲乙。；？a. $`“”（）\r\n\f\u2028😀<br>") | st.text())
def test_sentences_are_in_order_apart_trimmed_and_lose_no_character(text: str) -> None:
    spans = split_sentences(text)
    ends = [0, *(span.end for span in spans)]
    assert all(before <= span.start < span.end for before, span in zip(ends, spans, strict=False))
    outside = [text[b : s.start] for b, s in zip(ends, spans, strict=False)] + [text[ends[-1] :]]
    assert set("".join(outside).replace("<br>", "").split()) == set()
    assert all(trim(text, s.start, s.end) == s for s in spans)


def test_a_line_of_two_megabytes_and_many_short_lines_are_split() -> None:
    assert len(split_sentences("甲乙丙。" * 500_000)) == 500_000
    assert split_sentences("甲" * 2_000_000) == (Span(0, 2_000_000),)
    assert len(split_sentences("短行\n" * 20_000)) == 20_000


def test_bold_that_closes_after_a_full_stop_does_not_open_the_next_sentence() -> None:
    text = "**先标准化。** 再做仿射变换。**再训练。**"
    spans = split_sentences(text)
    assert [text[s.start : s.end] for s in spans][1] == "再做仿射变换。"
