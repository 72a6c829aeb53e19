"""Wording equates names, and remarks equate nothing."""

import pytest

from kg.naming.wordings import phrases


def test_a_later_name_in_parentheses_is_of_the_first() -> None:
    text = "一个窗口（卷积核，又称滤波器）"
    found = [(text[: p.left], text[p.right : p.right_end]) for p in phrases(text)]
    assert found[:2] == [("一个窗口", "卷积核"), ("一个窗口（卷积核", "滤波器")]


@pytest.mark.parametrize(
    "inner",
    [
        "如二乘二",
        "固定输出 7×7",
        "不是梯度",
        "见图一",
        "CNN,RNN,DNN",
        "forget，input，output",
        "Kafka/Pulsar",
        "两个全连接层",
        "默认值",
        "步长大",
    ],
)
def test_remarks_equate_nothing(inner: str) -> None:
    assert list(phrases(f"池化（{inner}）")) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("快排（Quick Sort（快速排序））", [("快排", "Quick Sort"), ("Quick Sort", "快速排序")]),
        ("残差网络【ResNet】", [("残差网络", "ResNet")]),
        (
            "水合法（autolyse，也有叫自我分解法的）",
            [("水合法", "autolyse"), ("水合法", "自我分解法")],
        ),
        ("召回率（recall，又称查全率、灵敏度）", [("召回率", "查全率"), ("召回率", "灵敏度")]),
        ("阿司匹林，学名乙酰水杨酸", [("阿司匹林", "乙酰水杨酸")]),
        ("batch norm 译作批标准化", [("batch norm", "批标准化")]),
        ("残差连接也叫跳跃连接或者捷径连接", [("残差连接", "捷径连接")]),
        ("学习率调度，或者叫做学习率策略", [("学习率调度", "学习率策略")]),
        ("地铁全称为”地下铁道”，", [("地铁", "地下铁道”，")]),
        ("内变速（齿轮藏在花鼓里的那种，又称内变速花鼓）", [("内变速", "内变速花鼓")]),
    ],
)
def test_names_are_equated(text: str, pairs: list[tuple[str, str]]) -> None:
    found = {
        (text[: p.left].rstrip("（ ").rpartition("（")[2], text[p.right :].rstrip("）】的"))
        if p.right_end < 0
        else (text[: p.left].rpartition("（")[2], text[p.right : p.right_end])
        for p in phrases(text)
        if p.equates
    }
    assert set(pairs) <= found


def test_parentheses_of_a_list_hold_examples_where_one_holds_several() -> None:
    several = "关系数据库（MySQL、Oracle）、文档数据库（MongoDB）"
    assert list(phrases(several)) == []
    single = "关系数据库（RDB）、文档数据库（DDB）"
    assert [single[p.right : p.right_end] for p in phrases(single)] == ["RDB", "DDB"]


def test_a_colon_after_an_acronym_parts_two_names() -> None:
    text = "中央处理器（CPU: Central Processing Unit）"
    assert [text[p.right : p.right_end] for p in phrases(text)] == [
        "CPU",
        "Central Processing Unit",
    ]
    assert [p.right for p in phrases("模型（BERT：十二层）")] == [3]


def test_a_second_chinese_part_is_a_remark_unless_english_is_ahead_of_it() -> None:
    for text, names in (
        ("汞（水银，有毒）", ["水银"]),
        ("汞（mercury，水银）", ["mercury", "水银"]),
    ):
        assert [text[p.right : p.right_end] for p in phrases(text)] == names


def test_a_reference_glosses_nothing() -> None:
    assert list(phrases("用法参见【Pooling】一节")) == []


def test_what_is_turned_into_another_thing_is_not_called_so() -> None:
    assert list(phrases("源代码编译成字节码，再翻译成机器码")) == []
