"""Results on a screen: what is colored, where lines break, what never reaches the terminal."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from kg.graph import build_graph
from kg.neighborhood import find_path
from kg.records import Alias, Concept, Evidence, Relation, RelationType, Span
from search.console.terminal import Screen
from search.hits import Answer, Citation, NamedConcept, Neighbor, Place
from search.messages import CHINESE, ENGLISH, Messages

SAID = Evidence("a/norm.md", 12, 40, 52, "BN 能缓解梯度消失。")
NEIGHBORS = (
    Neighbor("批归一化", "related", "out", "批大小", (SAID,)),
    Neighbor("批归一化", "uses", "in", "ResNet", ()),
    Neighbor("批归一化", "mitigates", "out", "梯度消失", (SAID,)),
)


def citation(excerpt: str = "BN 能缓解梯度消失。", *, matches: tuple[Span, ...] = ()) -> Citation:
    return Citation(
        rank=1,
        source="a/norm.md",
        start=40,
        end=40 + len(excerpt),
        line_start=12,
        line_end=14,
        heading=("归一化", "批归一化"),
        excerpt=excerpt,
        passage=excerpt,
        score=1.5,
        also_in=(Place("b.txt", 3, 15, 2),),
        matches=matches,
    )


def answered(*citations: Citation, found: bool = True) -> Answer:
    return Answer(
        question="BN 有什么用？",
        found=found,
        text="…" if found else None,
        citations=citations,
        concepts=(NamedConcept("批归一化", ("BN", "Batch Normalization")),),
        neighbors=NEIGHBORS,
    )


def test_a_long_question_is_not_shown_again_whole() -> None:
    long = replace(answered(), question="长" * 90_000)
    assert shown(long, width=1000).splitlines()[0] == f"问：{'长' * 199}…"
    assert shown(replace(long, question="长" * 200)).splitlines()[0] == f"问：{'长' * 200}"


def shown(
    answer: Answer, *, messages: Messages = CHINESE, width: int = 60, color: bool | None = None
) -> str:
    file = io.StringIO()
    Screen(file, messages, width=width, color=color).show_answer(answer)
    return file.getvalue()


def test_answer_in_a_pipe_is_plain_and_unwrapped() -> None:
    assert shown(answered(citation("长" * 100)), width=60) == (
        "问：BN 有什么用？\n"
        "\n"
        f"[1] {'长' * 100}\n"
        "    a/norm.md:12-14  归一化 › 批归一化\n"
        "    也见于 b.txt:2\n"
        "\n"
        "批归一化（BN、Batch Normalization）\n"
        "  缓解 → 梯度消失\n"
        "      “BN 能缓解梯度消失。”  a/norm.md:12\n"
        "  使用 ← ResNet\n"
        "  相关 — 批大小\n"
        "      “BN 能缓解梯度消失。”  a/norm.md:12\n"
        "\n"
    )


def test_answer_in_english() -> None:
    assert shown(answered(citation()), messages=ENGLISH).splitlines() == [
        "Q: BN 有什么用？",
        "",
        "[1] BN 能缓解梯度消失。",
        "    a/norm.md:12-14  归一化 › 批归一化",
        "    also in b.txt:2",
        "",
        "批归一化 (BN, Batch Normalization)",
        "  mitigates → 梯度消失",
        "      “BN 能缓解梯度消失。”  a/norm.md:12",
        "  uses ← ResNet",
        "  related — 批大小",
        "      “BN 能缓解梯度消失。”  a/norm.md:12",
        "",
    ]


def test_of_many_other_places_a_few_are_shown_and_all_counted() -> None:
    def line(count: int, messages: Messages = CHINESE) -> str:
        places = tuple(Place("b.txt", 0, 1, at) for at in range(1, count + 1))
        lines = shown(answered(replace(citation("甲"), also_in=places)), messages=messages)
        return lines.splitlines()[4].strip()

    five = "也见于 b.txt:1、b.txt:2、b.txt:3、b.txt:4、b.txt:5"
    assert line(5) == five
    assert line(399) == f"{five} 等 399 处"
    assert line(6, ENGLISH) == "also in b.txt:1, b.txt:2, b.txt:3, b.txt:4, b.txt:5 (6 in all)"


def test_not_found_shows_the_nearest_as_no_answer() -> None:
    assert shown(answered(citation(), found=False)) == (
        "问：BN 有什么用？\n"
        "\n"
        "笔记里没有答案。\n"
        "最接近的几处（不是答案）：\n"
        "\n"
        "[1] BN 能缓解梯度消失。\n"
        "    a/norm.md:12-14  归一化 › 批归一化\n"
        "    也见于 b.txt:2\n"
        "\n"
    )


def test_not_found_with_nothing_near() -> None:
    assert shown(answered(found=False)).splitlines()[2:] == [
        "笔记里没有答案。",
        "换个说法再问，或用 zhitu ingest 加入更多笔记。",
        "",
    ]


def test_matches_and_marks_are_colored_on_a_terminal() -> None:
    text = shown(answered(citation(matches=(Span(0, 2), Span(4, 6)))), color=True)
    assert "\x1b[1;36m[1] \x1b[0m\x1b[1;33mBN\x1b[0m 能\x1b[1;33m缓解\x1b[0m梯度消失。\n" in text


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_lines_fit_the_terminal(width: int) -> None:
    excerpt = "批归一化(BN)让一层收到的数值成为均值 0、方差 1 的分布，" * 12
    text = shown(answered(citation(excerpt)), width=width, color=True)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    widest = max(map(cell_len, lines))
    assert min(width, 100) - 6 <= widest <= min(width, 100)
    assert [line for line in lines if line.lstrip()[:1] in set("，、)。")] == []
    assert (
        "".join(line.strip() for line in lines if line[:4].strip() in {"", "[1]"}).count("分布")
        == 12
    )


def test_markup_of_a_note_is_taken_out_and_nothing_else_is_markup() -> None:
    assert "[1] BN 能缓解\n" in shown(answered(citation("**BN** <u>能</u>缓解")))
    text = shown(answered(citation("[bold]粗体[/bold] [/] :smile: [link=x]")), color=True)
    assert "[bold]粗体[/bold] [/] :smile: [link=x]" in text


@pytest.mark.parametrize("color", [True, None])
def test_a_note_cannot_steer_the_terminal(color: bool | None) -> None:
    hostile = "前\x1b]0;owned\x07\x1b[2J\x9b31m\u202e后\x08\r\n次行\t止\x00&#27;[0m&#x202e;"
    text = shown(answered(citation(hostile, matches=(Span(0, 1),))), color=color)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "[1] 前]0;owned[2J31m后\n    次行    止[0m\n" in bare
    assert [c for c in bare if c != "\n" and not c.isprintable()] == []


def test_a_heading_or_file_name_cannot_break_lines() -> None:
    hostile = Citation(1, "a\nb\x1b.md", 0, 1, 1, 1, ("题\n目",), "文", "文", 1.0, ())
    assert shown(answered(hostile)).splitlines()[2:4] == ["[1] 文", "    a b.md:1  题 目"]


BN = Concept("bn", "批归一化", (Alias("BN", SAID), Alias("BatchNorm")))
VANISHING = Concept("vanishing", "梯度消失")
SIGMOID = Concept("sigmoid", "sigmoid")


def test_concept_shows_what_equates_its_names() -> None:
    file = io.StringIO()
    Screen(file, CHINESE).show_concept(
        BN, NEIGHBORS[:1], passages=7, together=["ReLU", "残差"], mentions=[SAID]
    )
    assert file.getvalue().splitlines() == [
        "批归一化",
        "  7 段提到 · 常在一起：ReLU、残差",
        "  = BN",
        "    “BN 能缓解梯度消失。”  a/norm.md:12",
        "  = BatchNorm",
        "",
        "  相关 — 批大小",
        "      “BN 能缓解梯度消失。”  a/norm.md:12",
        "  提到它的句子：",
        "      “BN 能缓解梯度消失。”  a/norm.md:12",
    ]


def test_concept_names_related_ones_beyond_the_first_five_in_one_line() -> None:
    file = io.StringIO()
    near = [Neighbor("批归一化", "related", "out", f"概念{i}", ()) for i in range(8)]
    Screen(file, CHINESE).show_concept(BN, near, passages=1, together=[], mentions=[])
    assert file.getvalue().splitlines()[-2:] == ["  相关 — 概念4", "  相关 — 概念5、概念6、概念7"]


def test_path_shows_each_hop_from_head_to_tail() -> None:
    concepts = [BN, VANISHING, SIGMOID]
    under = replace(SAID, text="缓解梯度消失；", heading="BN 的好处")
    relations = [
        Relation("bn", RelationType.MITIGATES, "vanishing", 0.9, 0.5, (under,)),
        Relation("sigmoid", RelationType.CAUSES, "vanishing", 0.9, 0.5, (SAID,)),
    ]
    graph = build_graph(concepts, [], relations, {}, {}, passages=[])
    hops = find_path(graph, "bn", "sigmoid")
    file = io.StringIO()
    Screen(file, CHINESE).show_path(BN, SIGMOID, hops, {c.id: c for c in concepts})
    assert file.getvalue().splitlines() == [
        "1. 批归一化 —缓解→ 梯度消失",
        "   BN 的好处 › “缓解梯度消失；”  a/norm.md:12",
        "2. sigmoid —导致→ 梯度消失",
        "   “BN 能缓解梯度消失。”  a/norm.md:12",
    ]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (SIGMOID, "没有找到从 批归一化 到 sigmoid 的联系。\n"),
        (BN, "这两个名字是同一个概念：批归一化\n"),
    ],
)
def test_path_without_hops(last: Concept, said: str) -> None:
    file = io.StringIO()
    Screen(file, CHINESE).show_path(BN, last, [], {})
    assert file.getvalue() == said


def test_columns_need_a_terminal_with_room() -> None:
    def columns(width: int, *, color: bool | None = True) -> int:
        return Screen(io.StringIO(), CHINESE, width=width, color=color).column_width

    assert [columns(width) for width in (74, 75, 120, 900)] == [0, 36, 58, 98]
    assert columns(120, color=None) == 0


def test_texts_stand_side_by_side() -> None:
    file = io.StringIO()
    Screen(file, CHINESE, width=75, color=True).put_beside(Text("长" * 20), Text("短\n句"))
    assert file.getvalue().splitlines() == [
        "长" * 18 + "   短",
        "长" * 2 + " " * 35 + "句",
    ]


STATUS = {
    "notes": 3,
    "passages": 40,
    "concepts": 12,
    "relations": 5,
    "relation_types": {"causes": 2, "related": 3},
    "duplicate_groups": 1,
    "model": "m",
    "dimension": 384,
    "size_bytes": 1_250_000,
    "folder": "kb",
    "contradictions": ["甲 ≠ 乙", "甲 causes 乙 (a.md:1); 甲 mitigates 乙 (b.md:2)"],
}


def test_status_gives_a_small_size_in_its_unit() -> None:
    file = io.StringIO()
    Screen(file, CHINESE).show_status({**STATUS, "size_bytes": 43_210})
    assert "大小    43.2 KB" in file.getvalue().splitlines()


def test_status_lines_up() -> None:
    file = io.StringIO()
    Screen(file, CHINESE).show_status(STATUS)
    assert file.getvalue().splitlines() == [
        "笔记    3",
        "段落    40",
        "概念    12",
        "关系    5（导致 2、相关 3）",
        "重复组  1",
        "模型    m（384）",
        "大小    1.2 MB",
        "位置    kb",
        "互相矛盾之处",
        "  甲 ≠ 乙",
        "  甲 导致 乙 (a.md:1); 甲 缓解 乙 (b.md:2)",
    ]
