"""What fills a slot of a clause is taken whole, and is a name if its words look like one."""

import pytest

from kg.names import fold_name
from kg.naming.clause_slots import looks_like_name, slots
from kg.naming.name_patterns import make_unit, runs
from kg.naming.tallies import Tally
from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without a user dictionary."""
    return Segmenter()


def filled(text: str, segmenter: Segmenter) -> list[str]:
    """What fills the slots of a text, in order."""
    return [text[start:end] for start, end in slots(text, runs(text, segmenter))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("僵尸进程是已经退出的。", ["僵尸进程"]),
        ("分散投资能降低风险，", ["分散投资"]),
        ("所以斜坡不行。加斜坡补偿可以消除，", ["斜坡补偿"]),
        ("输出之前做概率校准。", ["概率校准"]),
        ("电阻用来消除信号反射的。", ["信号反射"]),
        ("怎样判断发生了梯度爆炸?", ["梯度爆炸"]),
        ("节点少的时候容易数据倾斜，", ["数据倾斜"]),
        ("常用僵尸进程是这样。", ["僵尸进程"]),
        ("时效中断和时效中止的区别", ["时效中断", "时效中止"]),
    ],
)
def test_a_whole_subject_object_or_side_is_taken(
    text: str, names: list[str], segmenter: Segmenter
) -> None:
    assert filled(text, segmenter) == names


@pytest.mark.parametrize(
    "text",
    [
        "土豆加热会发黑，",  # What happens is told, nothing is defined.
        "再用清水浸泡。",
        "缺点是收敛变慢。",
        "概率校准过的输出，",
        "旧的僵尸进程是这样，",
    ],
)
def test_what_is_said_of_a_thing_fills_no_slot(text: str, segmenter: Segmenter) -> None:
    assert filled(text, segmenter) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("僵尸进程", True),
        ("数据倾斜", True),
        ("weight decay", True),
        ("RDB 格式", True),
        ("训练过程", False),
        ("收敛变慢", False),
        ("MySQL 默认", False),
        ("注意进程", False),
        ("梯度爆炸梯度", False),
        ("上下文预测单词", False),
        ("进程", False),
    ],
)
def test_words_of_a_slot_are_a_name_by_their_parts_of_speech(
    name: str, expected: bool, segmenter: Segmenter
) -> None:
    (units,) = runs(name, segmenter)
    assert looks_like_name(units, {}, frozenset()) is expected


def test_an_unknown_word_must_come_up_again(segmenter: Segmenter) -> None:
    (units,) = runs("漏感尖峰", segmenter)
    once = Tally((units[0],), {"漏感": 1})
    again = Tally((units[0],), {"漏感": 2})
    told = [looks_like_name(units, {"漏感": tally}, frozenset()) for tally in (once, again)]
    assert [unit.text for unit in units] == ["漏感", "尖峰"]
    assert told == [False, True]


def test_a_known_name_may_open_a_longer_one(segmenter: Segmenter) -> None:
    text = "缓存行填充"
    units = tuple(make_unit(token, segmenter) for token in segmenter.segment(text))
    known = {fold_name("缓存行"): Tally(units[:2], {"缓存行": 2})}
    assert [unit.text for unit in units] == ["缓存", "行", "填充"]
    assert not looks_like_name(units, {}, frozenset())
    assert looks_like_name(units, known, frozenset())
