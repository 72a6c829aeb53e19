"""Nearly equal sentences about two things are told from rewordings about one."""

import pytest

from kg.copies.differences import CONCEPT, disagreement
from kg.names import fold_letters


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
    keys = fold_letters(first), fold_letters(second)
    assert disagreement(*keys) == CONCEPT
    assert disagreement(*reversed(keys)) == CONCEPT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Rare words, whatever part of speech jieba takes them for.
        ("焯水之后的青菜要马上过凉", "油炸之后的青菜要马上过凉"),
        ("要约送到对方手里的时候生效", "承诺送到对方手里的时候生效"),
        ("从判决书送到的那天起计算期限", "从裁定书送到的那天起计算期限"),
        ("这种药能让心跳变化，要慢慢推注", "这种药能让血压变化，要慢慢推注"),
        ("果园在采收前二十天停止浇水", "果园在采收前二十天停止施肥"),
        ("存活探针失败时由节点来重启容器", "就绪探针失败时由节点来摘除端点"),
        ("氮肥缺少的时候老叶先变颜色", "磷肥缺少的时候老叶先变颜色"),
        # One begins with 一般, a word of any text, but its kind is beside another kind.
        ("一般保证的保证人承担责任的期限", "连带责任保证的保证人承担责任的期限"),
        # What differs at the beginning differs alike further on.
        ("中种法先做一块种面，第二天再揉", "液种法先做一块液种，第二天再揉"),
        ("抵押期间抵押人要通知对方", "质押期间质押人要通知对方"),
        # Two took each other's place.
        ("甲方违约的，乙方可以解除合同", "乙方违约的，甲方可以解除合同"),
    ],
)
def test_rare_words_recurring_topics_and_exchanged_roles(first: str, second: str) -> None:
    keys = fold_letters(first), fold_letters(second)
    assert disagreement(*keys) == CONCEPT
    assert disagreement(*reversed(keys)) == CONCEPT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("把面粉过筛以后再识别结块", "把面粉过筛以后再辨认结块"),
        ("稀释酸液时要把酸倒进水里", "酸液稀释时要把酸倒入水里"),
        ("原告和被告都要到场才能开庭", "被告和原告都要到场才能开庭"),
        ("糖在面团里分解成气体和酒精", "糖在面团里转化为气体和酒精"),
        ("同样的题同样要多做几遍", "一样的题一样要多做几遍"),
        ("这种做法的优点在于省时间", "这种做法的益处在于省时间"),
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
    assert disagreement(fold_letters(first), fold_letters(second)) == ""
