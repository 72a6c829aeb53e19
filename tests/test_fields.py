"""What the indexes see of passages and questions."""

import pytest

from kg.records import Passage, Span
from kg.segmentation import Segmenter
from search.fields import (
    WINDOW_CHARS,
    content_sentences,
    embedding_text,
    index_terms,
    query_terms,
    substance,
    window_spans,
    window_texts,
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(["批归一化", "梯度消失"])


def passage(text: str, *heading: str) -> Passage:
    return Passage("/n/a.md", "a.md", 0, len(text), 1, 1, heading, "", text)


def test_headings_above_are_embedded_with_the_text() -> None:
    assert embedding_text(passage("它能缓解梯度消失。", "归一化", "作用")) == (
        "归一化 > 作用\n它能缓解梯度消失。"
    )


def test_a_heading_that_the_passage_begins_with_counts_once() -> None:
    own = passage("## 作用\n它能缓解梯度消失。", "归一化", "作用")
    assert embedding_text(own) == "归一化\n## 作用\n它能缓解梯度消失。"
    assert embedding_text(passage("它快。")) == "它快。"


def test_windows_are_whole_sentences_below_all_headings() -> None:
    short, long = "甲" * 39 + "。", "乙" * 120 + "。"
    own = passage(f"## 作用\n{short}{short}{short}{long}", "归一化", "作用")
    path = "归一化 > 作用\n"
    assert 2 * len(short) <= WINDOW_CHARS < 3 * len(short)
    assert window_texts(own) == [path + short + short, path + short, path + long]
    assert window_texts(passage(short * 3)) == [short + short, short]
    assert window_spans(passage(short * 3)) == [Span(0, 80), Span(80, 120)]


@pytest.mark.parametrize("text", ["", "作用", "甲。乙。", "字" * 500])
def test_a_passage_that_would_be_one_window_has_none(text: str) -> None:
    assert window_texts(passage(text, "作用")) == []


def test_content_comes_after_the_headings_and_the_question() -> None:
    text = "## 作用\n1. 它快吗？\n答：它快。\n作用"
    own = Passage("/n/a.md", "a.md", 0, len(text), 1, 4, ("作用",), "它快吗？", text)
    assert [text[s.start : s.end] for s in content_sentences(own)] == ["答：它快。", "作用"]


def test_index_terms_are_of_headings_then_text(segmenter: Segmenter) -> None:
    assert index_terms(passage("缓解梯度消失", "批归一化"), segmenter) == [
        *segmenter.terms("批归一化"),
        *segmenter.terms("缓解梯度消失"),
    ]


def test_query_terms_weigh_words_above_bigrams(segmenter: Segmenter) -> None:
    terms = query_terms("BN 与 bn：梯度消失", segmenter)
    assert terms["bn"] == 1.0
    assert terms["梯度消失"] == 1.0
    assert terms["_梯度"] == terms["_度消"] == terms["_消失"] == 0.3
    assert query_terms("", segmenter) == {}


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("", (), 0.0),
        ("## 作用", ("作用",), 0.0),
        ("作用\n" + "字" * 30, ("作用",), 0.5),
        ("字" * 60, (), 1.0),
        ("字" * 600, (), 1.0),
        ("img ，。！\n" + "字" * 15, (), 0.25),
        ("甲乙丙\n" + "字" * 12, ("甲", "乙", "丙", "丁"), 13 / 60),
        ("字" * 30 + "\n```python\nx = 1\n```\n~~~\ny = " + "2" * 60, (), 0.5),
    ],
)
def test_substance(text: str, heading: tuple[str, ...], expected: float) -> None:
    assert substance(passage(text, *heading)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("字" * 60 + "？", 1.0),
        ("字" * 59 + "吗？", 1.0),
        ("字" * 59 + "呢", 1.0),
        ("是不是" + "字" * 57 + "。", 1.0),
        ("字" * 50 + "为什么" + "字" * 20, 1.0),
        ("字" * 50 + "为什么" + "字" * 21, 0.0),
        ("字" * 59 + "。" + "字" * 19 + "？", 0.25),
        ("字" * 59 + "吗，甲。", 0.0),
    ],
)
def test_what_only_asks_loses_substance(text: str, asking: float) -> None:
    assert substance(passage(text)) == pytest.approx(1.0 - 2.0 * asking)


def test_the_question_that_a_passage_answers_is_no_asking() -> None:
    text = "它快吗？\n答：" + "字" * 60
    own = Passage("/n/a.md", "a.md", 0, len(text), 1, 2, (), "它快吗？", text)
    assert substance(own) == 1.0
