"""Nearly equal sentences about two things are told from rewordings about one."""

import pytest

from kg.copies.differences import CONCEPT, disagreement
from kg.copies.similarity import fold_wording


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全连接：每个神经元和上一层的神经元相连", "局部连接：每个神经元和上一层的神经元相连"),
        ("内连接是只返回两个表里匹配的行", "左连接是只返回两个表里匹配的行"),
        ("水溶性维生素可以随尿排出体外", "脂溶性维生素可以随尿排出体外"),
        ("红茶是全发酵的茶，汤色红亮", "黑茶是后发酵的茶，汤色红亮"),
        ("所谓硬链接就是给文件再起一个名字", "所谓软链接就是给文件再起一个名字"),
        ("按行切分表，这种做法称为水平拆分", "按列切分表，这种做法称为垂直拆分"),
        ("烤之前刷蛋液的叫做甜面包", "烤之前刷蛋液的叫做咸面包"),
    ],
)
def test_another_thing_at_the_beginning_or_called_so_at_the_end(first: str, second: str) -> None:
    keys = fold_wording(first), fold_wording(second)
    assert disagreement(*keys) == CONCEPT
    assert disagreement(*reversed(keys)) == CONCEPT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("常见的做法是先洗后切，免得营养流失", "常用的做法是先洗后切，以免营养流失"),
        ("主要原因是内存不够用", "首要原因是内存不够用"),
        ("典型场景是订单和库存之间的解耦", "常见场景是订单和库存之间的解耦"),
        ("从计算量来看两者差不多", "自运算量来看两者差不多"),
        ("使用卷积层提取局部的纹理", "采用卷积层提取局部的纹理"),
        ("异常是指令自己惹的，要先保存现场", "反常是指令本身惹的，需先保存现场"),
        ("最后把结果叫做评分", "最终把结果叫做评分"),
    ],
)
def test_other_words_for_the_same_thing(first: str, second: str) -> None:
    assert disagreement(fold_wording(first), fold_wording(second)) == ""
