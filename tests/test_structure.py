"""Blocks: headings in all their marks, questions with answers, lists, broken and wrapped lines."""

import pytest

from kg.pages.layout import lay_out
from kg.pages.structure import find_blocks
from kg.records import Block, DropReason

BODY = "梯度下降沿着负梯度的方向更新参数。"
LONG = "面团里的酵母菌把糖变成二氧化碳和酒精，气泡被面筋网兜住以后面团就会慢慢地"


def blocks(text: str, *, title: str = "") -> tuple[Block, ...]:
    lines = lay_out(text)
    return find_blocks(text, lines, [None] * len(lines), title=title)


def shown(text: str, *, title: str = "") -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in blocks(text, title=title)]


def paths(text: str, *, title: str = "") -> list[tuple[str, ...]]:
    return [block.heading for block in blocks(text, title=title)]


def test_no_text_has_no_blocks() -> None:
    assert blocks("") == ()
    assert blocks(" \n\n---\n") == ()


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("## 学习率 ##", "学习率"),
        ("## [学习率](http://a.cn/b)", "学习率"),
        ("第二章 学习率", "学习率"),
        ("一、学习率", "学习率"),
        ("（一）学习率", "学习率"),
        ("1.2 学习率", "学习率"),
        ("1. 学习率", "学习率"),
        ("**学习率**", "学习率"),
        ("学习率：", "学习率"),
        ("学习率", "学习率"),
    ],
)
def test_a_heading_is_known_by_its_mark_and_named_without_it(line: str, label: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert shown(text) == [("paragraph", BODY), ("heading", line), ("paragraph", BODY)]
    assert paths(text) == [(), (label,), (label,)]


def test_headings_nest_in_the_order_of_their_marks() -> None:
    text = "# 书\n## 章\n正文。\n### 节\n正文。\n## 又一章\n正文。"
    assert paths(text)[2::2] == [("书", "章"), ("书", "章", "节"), ("书", "又一章")]
    assert [block.level for block in blocks(text) if block.kind == "heading"] == [1, 2, 3, 2]


def test_chinese_numbers_stand_above_those_in_parentheses() -> None:
    text = f"一、要约\n（一）概念\n{BODY}\n（二）效力\n{BODY}\n二、承诺\n{BODY}"
    expected = [("要约", "概念"), ("要约", "效力"), ("承诺",)]
    assert [b.heading for b in blocks(text) if b.kind == "paragraph"] == expected


def test_a_title_from_elsewhere_stands_above_all() -> None:
    assert paths(f"# 章\n{BODY}", title="书") == [("书", "章"), ("书", "章")]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("1.什么是过拟合？", "答：训练好而测试差。"),
        ("Q: 什么是过拟合", "A: 训练好而测试差。"),
        ("问：什么是过拟合？", "答：训练好而测试差。"),
        ("## 什么是过拟合？", "训练好而测试差。"),
        ("**什么是过拟合？**", "训练好而测试差。"),
    ],
)
def test_an_answer_knows_its_question(asked: str, answer: str) -> None:
    text = f"{asked}\n{answer}\n"
    assert shown(text) == [("question", asked), ("paragraph", answer)]
    name = "什么是过拟合" if asked.startswith("Q") else "什么是过拟合？"
    assert [block.question for block in blocks(text)] == [name, name]


def test_a_question_with_its_answer_in_the_line_is_no_heading() -> None:
    text = "1. 为什么要归一化？因为量纲不同。\n2. 为什么要打乱？因为次序有偏。\n"
    assert [kind for kind, _ in shown(text)] == ["item", "item"]
    assert paths(text) == [(), ()]


def test_the_next_question_ends_an_answer() -> None:
    text = "1.甲是什么？\n答：一。\n2.乙是什么？\n答：二。\n"
    assert [block.question for block in blocks(text)] == ["甲是什么？"] * 2 + ["乙是什么？"] * 2


def test_list_items_nest_by_indent() -> None:
    text = "- 优化\n  - 动量\n    - 牛顿动量\n- 正则\n"
    assert [(b.level, b.heading) for b in blocks(text)] == [
        (0, ()),
        (1, ("优化",)),
        (2, ("优化", "动量")),
        (0, ()),
    ]


def test_bullets_stand_above_numbers_at_one_indent() -> None:
    text = f"{BODY}\n- 优化\n1. 动量\n2. 衰减\n- 正则\n1. 丢弃\n"
    assert [b.heading for b in blocks(text)[1:]] == [(), ("优化",), ("优化",), (), ("正则",)]


def test_code_tables_and_formulas_are_blocks() -> None:
    code, table, formula = "```\nx = 1\n```", "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |", "$$\na\n$$"
    text = f"{BODY}\n\n{code}\n\n{table}\n\n{formula}\n"
    expected = [("paragraph", BODY), ("code", code), ("table", table), ("formula", formula)]
    assert shown(text) == expected


def test_dropped_lines_are_in_no_block() -> None:
    text = f"{BODY}\n阅读 3\n{BODY}\n"
    lines = lay_out(text)
    found = find_blocks(text, lines, [None, DropReason.COUNTER, None])
    assert [(b.start, b.end) for b in found] == [
        (0, len(BODY)),
        (23, 40),
    ]


def test_a_line_that_goes_on_with_a_particle_mends_the_paragraph() -> None:
    text = "梯度下降\n\n的方向由损失函数决定。"
    assert shown(f"{BODY}\n\n{text}") == [("paragraph", BODY), ("paragraph", text)]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = f"{LONG}\n{LONG[1:]}\n胀起来。"
    assert shown(text + f"\n\n{BODY}") == [("paragraph", text), ("paragraph", BODY)]


def test_a_wrapped_list_item_keeps_its_second_line() -> None:
    item = f"- {LONG}\n  胀起来。"
    assert shown(f"{item}\n- 乙\n") == [("item", item), ("item", "- 乙")]


@pytest.mark.parametrize("between", ["\n\n", "。\n", "：\n"])
def test_a_blank_line_and_an_end_mark_part_paragraphs(between: str) -> None:
    above = LONG + between.strip()
    assert shown(f"{BODY}\n{LONG}{between}胀起来。")[1:] == [
        ("paragraph", above),
        ("paragraph", "胀起来。"),
    ]


def test_a_wrapped_line_does_not_take_a_heading_a_list_or_a_question() -> None:
    for below in ("## 标题", "- 甲", "1. 甲", "Q: 甲"):
        assert shown(f"{BODY}\n{LONG}\n{below}\n{BODY}")[1] == ("paragraph", LONG)


@pytest.mark.parametrize(
    ("tags", "label"),
    [
        ("<br>" * 3000, "甲乙"),
        ("&nbsp;" * 3, "甲&nbsp;&nbsp;&nbsp;乙"),
        ("</b> &emsp;", "甲</b> &emsp;乙"),
    ],
)
def test_tags_around_a_line_hide_no_mark_and_those_inside_stay(tags: str, label: str) -> None:
    text = f"{BODY}\n\n{tags}## 甲{tags}乙{tags}\n\n{BODY}"
    assert [block.kind for block in blocks(text)] == ["paragraph", "heading", "paragraph"]
    assert paths(text)[1:] == [(label,), (label,)]


@pytest.mark.parametrize("mark", ["**", "***", "<br>", "&nbsp;", "__"])
def test_a_line_of_marks_alone_is_no_block(mark: str) -> None:
    found = blocks(f"前一段。\n\n{mark}\n\n后一段。")
    assert all(block.start < block.end for block in found)


def test_numbers_of_one_list_in_different_marks_are_siblings() -> None:
    marked = ["1、支点是什么？", "2. 力臂是什么？", "3）杠杆是什么？", "4、滑轮是什么？"]
    text = "\n".join(f"{question}\n{BODY}" for question in marked)
    asked = [("支点是什么？",), ("力臂是什么？",), ("杠杆是什么？",), ("滑轮是什么？",)]
    assert paths(text) == [path for path in asked for _ in range(2)]
    nested = f"1、支点是什么？\n{BODY}\n\n1) 力臂\n\n{BODY}"
    assert paths(nested)[-1] == ("支点是什么？", "力臂")


def test_a_line_that_trails_off_is_no_heading() -> None:
    text = f"{BODY}\n\n还真是……我去试试\n\n{BODY}"
    assert [kind for kind, _ in shown(text)] == ["paragraph"] * 3
