"""Names that a heading, a question, a gloss or a naming gives whole."""

from functools import partial

import pytest

from kg.naming.name_patterns import runs
from kg.naming.set_apart import set_apart
from kg.records import Block, BlockKind
from kg.segmentation import Segmenter
from kg.wordlists import read_lines

RUNS = partial(runs, segmenter=Segmenter(read_lines("user_dict")))


def names(text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, level: int = 0) -> list[str]:
    found = set_apart(Block(kind, 0, len(text), level=level), text, RUNS)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("深度可分离卷积", ["深度可分离卷积"]),
        ("转置卷积", ["转置卷积"]),
        ("ReLU激活函数", ["ReLU激活函数", "ReLU"]),
        ("均值漂移、层次聚类", ["均值漂移", "层次聚类"]),
        ("读锁和写锁的区别", ["读锁", "写锁"]),
        ("选择学习率", []),
        ("只有几百条样本", []),
        ("分布一直在变", []),
        ("方法", []),
        ("为什么要这样做", []),
    ],
)
def test_a_heading_is_a_name_unless_it_is_a_clause_or_says_nothing(
    heading: str, expected: list[str]
) -> None:
    assert names(heading, BlockKind.HEADING, level=2) == expected


def test_the_title_of_a_note_names_the_note() -> None:
    assert names("层次聚类", BlockKind.HEADING, level=1) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("早停是怎么做的?", ["早停"]),
        ("标签平滑是什么?", ["标签平滑"]),
        ("层次聚类和均值漂移有什么区别?", ["层次聚类", "均值漂移"]),
        ("模型怎么选?", []),
        ("训练的时候为什么这样?", []),
    ],
)
def test_a_question_is_about_what_it_opens_with(question: str, expected: list[str]) -> None:
    assert names(question, BlockKind.QUESTION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("面团猛地窜高，这叫炉内膨胀（oven spring）。", ["炉内膨胀"]),
        ("排他锁也叫写锁。", ["写锁"]),
        ("也有人翻译成模式坍塌，意思一样", ["模式坍塌"]),
        ("它在可重复读（RR）下生效", ["可重复读"]),
        ("先履行抗辩权（也有叫顺序履行抗辩权的）：先来", ["先履行抗辩权"]),
        ("波兰种（poolish）：一比一", ["波兰种"]),
        ("可以用奇异值分解（SVD）来做", []),
        ("没有人叫它什么。", []),
    ],
)
def test_a_naming_or_a_gloss_sets_a_name_apart(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_word_with_a_capital_inside_is_a_name() -> None:
    assert names("从PyTorch导出，见 a/DeepLab.py") == ["PyTorch"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("·额定漏电流 (Idn)", ["额定漏电流"]), ("它的额定漏电流 (Idn)很低", [])],
)
def test_a_line_of_a_name_and_its_symbol_gives_the_name(line: str, expected: list[str]) -> None:
    assert names(line) == expected
