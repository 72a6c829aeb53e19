"""What a clause is about is told from its predicate, and from what only describes it."""

import pytest

from kg.naming.arguments import arguments, stated, without_owner
from kg.naming.name_patterns import runs
from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without a user dictionary."""
    return Segmenter()


def said(text: str, segmenter: Segmenter) -> list[str]:
    """The noun phrases that the clauses of a text are about, in order."""
    return [text[start:end] for start, end in arguments(text, runs(text, segmenter))]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("利福平会造成低血糖。", ["利福平", "低血糖"]),
        ("寄存器分配由编译器来做。", ["寄存器分配"]),
        ("索引能提高缓存命中率。", ["索引", "缓存命中率"]),
        ("缺页会触发中断处理程序，", ["缺页", "中断处理程序"]),
        ("这里用卡尔曼增益来修正。", ["卡尔曼增益", "修正"]),
    ],
)
def test_subjects_and_objects_are_found(
    text: str, phrases: list[str], segmenter: Segmenter
) -> None:
    assert said(text, segmenter) == phrases


def test_a_verb_at_the_edge_is_taken_and_left(segmenter: Segmenter) -> None:
    assert said("血糖升高。", segmenter) == ["血糖升高", "血糖"]


def test_a_member_of_a_list_is_taken_whole(segmenter: Segmenter) -> None:
    assert said("颈静脉怒张、下肢水肿、", segmenter) == ["颈静脉怒张", "下肢水肿"]


def test_a_property_alone_is_no_subject(segmenter: Segmenter) -> None:
    assert said("闪存的寿命不长。", segmenter) == ["闪存"]


def test_a_verb_inside_parts_what_a_statement_is_about(segmenter: Segmenter) -> None:
    text = "编译器使用字符流切成记号序列。"
    places = stated(text, runs(text, segmenter))
    assert [text[start:end] for _, start, end in places] == ["编译器", "字符流"]


def told(text: str, segmenter: Segmenter) -> list[tuple[str, str]]:
    """What states names in a text, and the names, in order."""
    places = stated(text, runs(text, segmenter))
    return [(source, text[start:end]) for source, start, end in places]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("遮光罩能有效消除眩光。", ["眩光", "遮光罩"]),
        ("涂层会造成额外的眩光。", ["涂层", "眩光", "额外"]),
        ("缓存这类存储器很贵。", ["存储器"]),
        ("冰滴是冷萃咖啡的一种变体。", ["冷萃咖啡"]),
        ("齿轮怕磨损。", ["磨损", "齿轮"]),
        ("豆浆和豆奶容易弄混。", ["豆奶", "豆浆"]),
    ],
)
def test_what_a_clause_states_something_of(
    text: str, names: list[str], segmenter: Segmenter
) -> None:
    assert sorted(name for source, name in told(text, segmenter) if source == "statement") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("因为浇水过多，根会烂。", ["浇水过多"]),
        ("浇水过多会导致烂根。", ["浇水过多", "浇水过多"]),
        ("如果筛孔太细就会堵。", ["筛孔太细"]),
        ("当转速太高时，轴承容易发热。", ["转速太高"]),
        ("载荷过大或者间隙太小是磨损的原因。", ["载荷过大", "间隙太小"]),
        ("筛孔太细，不好洗。", []),
        ("这样转速太高会发热。", []),
        ("厚薄不一会引起受热不均。", ["受热不均"]),
        ("它过大会导致溢出。", []),
    ],
)
def test_a_thing_and_what_is_wrong_with_it_may_cause_or_come_about(
    text: str, names: list[str], segmenter: Segmenter
) -> None:
    assert [name for source, name in told(text, segmenter) if source == "title"] == names


def test_no_words_give_nothing(segmenter: Segmenter) -> None:
    assert said("", segmenter) == []
    assert said("，。", segmenter) == []


def test_what_is_measured_is_a_name(segmenter: Segmenter) -> None:
    said_of = told("因为烘烤温度很高，网络速度变得更慢。", segmenter)
    assert ("effect", "烘烤温度") not in said_of  # less of it may be as good
    assert ("effect", "压缩速度") in told("这样压缩速度就大幅提升。", segmenter)


@pytest.mark.parametrize(
    ("name", "property_"),
    [
        ("系统响应速度", "响应速度"),
        ("增强模型鲁棒性", "鲁棒性"),
        ("模型性能", "模型性能"),
        ("系统调用", "系统调用"),
    ],
)
def test_a_property_is_told_from_whose_it_is(name: str, property_: str) -> None:
    assert without_owner(name) == property_
