"""Passages: whole sentences of one section, at their exact place."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cleaning import clean
from kg.passages import split
from kg.records import Note, Passage


def passages_of(text: str, *, min_chars: int = 200, max_chars: int = 400) -> tuple[Passage, ...]:
    note = Note("/notes/a.txt", "a.txt", text, "text", "utf-8", "0" * 64)
    return split(clean(note), min_chars=min_chars, max_chars=max_chars)


def test_a_heading_goes_with_what_follows_and_is_its_path() -> None:
    (passage,) = passages_of("# 优化器\n\n## Adam\n\nAdam 结合了动量与自适应步长。\n")
    assert passage.text == "# 优化器\n\n## Adam\n\nAdam 结合了动量与自适应步长。"
    assert passage.heading == ("优化器", "Adam")
    assert (passage.line_start, passage.line_end) == (1, 5)


def test_no_passage_crosses_a_heading() -> None:
    texts = [
        p.text for p in passages_of("# 池化\n\n池化降低分辨率。\n\n# 卷积\n\n卷积提取特征。\n")
    ]
    assert texts == ["# 池化\n\n池化降低分辨率。", "# 卷积\n\n卷积提取特征。"]


def test_no_passage_runs_from_one_question_into_the_next_answer() -> None:
    text = "1.什么是学习率？\n答：每次更新的步长。\n2.什么是动量？\n答：历史梯度的累积。\n"
    first, second = passages_of(text)
    assert first.text == "1.什么是学习率？\n答：每次更新的步长。"
    assert first.question == "什么是学习率？"
    assert second.text == "2.什么是动量？\n答：历史梯度的累积。"
    assert second.question == "什么是动量？"


def test_a_heading_alone_is_no_passage_where_others_carry_it() -> None:
    text = "# 归一化\n\nhttps://example.com/a\n\n批归一化稳定输入的分布。\n"
    assert [p.text for p in passages_of(text)] == ["批归一化稳定输入的分布。"]
    assert passages_of(text)[0].heading == ("归一化",)


def test_headings_that_nothing_carries_stay_in_a_passage() -> None:
    text = "# 卷积\n\n## im2col\n\nhttps://example.com/a\n\n## 空洞卷积\n\n扩大感受野。\n"
    assert [p.text for p in passages_of(text)] == [
        "# 卷积\n\n## im2col",
        "## 空洞卷积\n\n扩大感受野。",
    ]


def test_long_sections_part_between_paragraphs_first() -> None:
    first, second = "甲" * 219 + "。", "乙" * 219 + "。"
    assert [p.text for p in passages_of(f"{first}\n\n{second}\n")] == [first, second]


def test_short_paragraphs_of_a_section_stay_together() -> None:
    (passage,) = passages_of("一句话。\n\n又一句话。\n")
    assert passage.text == "一句话。\n\n又一句话。"


def test_a_list_stays_with_the_line_that_opens_it() -> None:
    opening = "常用的方法有很多，" + "说明" * 100 + "，例如：\n"
    (passage,) = passages_of(opening + "- 早停\n- 丢弃法\n")
    assert passage.text.endswith("例如：\n- 早停\n- 丢弃法")


def test_sentences_are_whole_where_a_paragraph_is_too_long() -> None:
    sentence = "梯度" * 49 + "。"
    texts = [p.text for p in passages_of(sentence * 5, min_chars=100)]
    assert texts == [sentence * 4, sentence]


def test_a_formula_stays_whole_even_if_long() -> None:
    formula = "$$\n" + "x + " * 150 + "y\n$$"
    texts = [p.text for p in passages_of(f"设有\n\n{formula}\n\n如上。\n")]
    assert any(formula in text for text in texts)


def test_text_without_any_end_is_cut_at_clauses() -> None:
    texts = [p.text for p in passages_of(("甲" * 99 + "，") * 20)]
    assert {len(text) % 100 for text in texts} == {0}
    assert max(map(len, texts)) <= 800


def test_dropped_furniture_is_in_no_passage() -> None:
    text = "# 批归一化\n\n阅读量：3790\n\n批归一化稳定输入的分布。\n\n点赞 12 收藏 3\n"
    assert [p.text for p in passages_of(text)] == ["批归一化稳定输入的分布。"]


def test_min_chars_must_be_below_max_chars() -> None:
    with pytest.raises(ValueError, match="min_chars must be below max_chars, got 400 and 400"):
        passages_of("文", min_chars=400)


def test_empty_notes_have_no_passages() -> None:
    assert passages_of("") == ()
    assert passages_of("\n \n") == ()


PIECES = st.sampled_from(
    (
        *(
            "# 标题\n",
            "\n",
            "1. 项目\n",
            "答：是的。\n",
            "BN 缓解梯度消失。",
            "？",
            "$x$",
            "🙂",
            "\r\n",
        ),
        *("```\ncode\n```\n", "阅读量：12\n", "https://a.cn\n", "| a | b |\n|---|---|\n", " \t"),
        "很长的一句" * 30,
    )
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=300))
def test_passages_are_their_place_in_order_and_inside_the_content(text: str) -> None:
    note = Note("/notes/a.txt", "a.txt", text, "text", "utf-8", "0" * 64)
    document = clean(note)
    passages = split(document)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text != ""
        assert passage.line_start == text.count("\n", 0, passage.start) + 1
        assert passage.line_end == text.count("\n", 0, passage.end) + 1
        assert any(k.start <= passage.start and passage.end <= k.end for k in document.kept)
    for above, below in itertools.pairwise(passages):
        assert above.end <= below.start
