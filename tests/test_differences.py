"""What makes two nearly equal sentences contradict, and what only rewords."""

import pytest

from kg.copies.differences import CONCEPT, NEGATION, NUMBER, disagreement
from kg.names import fold_letters


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("权重要除以3再相加", "权重要除以5再相加", NUMBER),
        ("模型用ResNet50提取特征", "模型用ResNet101提取特征", NUMBER),
        ("醒面二十分钟以后再擀", "醒面四十分钟以后再擀", NUMBER),
        ("异议应当在十五日内提出", "异议应当在五日内提出", NUMBER),
        ("租期最长不得超过二十年", "租期最长不得超过十二年", NUMBER),
        ("押金应当在十日以内退还", "押金应当在15日以内退还", NUMBER),
        ("每次冲服五毫升就够了", "每次冲服五毫克就够了", NUMBER),
        ("鱼缸里的水每周换三分之一", "鱼缸里的水每月换三分之一", NUMBER),
        ("测试时需要打乱样本", "测试时不需要打乱样本", NEGATION),
        ("它会更新权重", "它不会更新权重", NEGATION),
        ("这样做没有好处", "这样做有好处", NEGATION),
        ("学习率增大以后损失震荡", "学习率减小以后损失震荡", CONCEPT),
        ("模型出现了过拟合的现象", "模型出现了欠拟合的现象", CONCEPT),
        ("优化器选用Adam比较省事", "优化器选用RMSprop比较省事", CONCEPT),
        ("先经过池化层再送进网络", "先经过全连接层再送进网络", CONCEPT),
        ("操作系统让每个进程都有地址空间", "操作系统让每个线程都有地址空间", CONCEPT),
        ("叶子里存的是主键值而不是行地址", "叶子里存的是外键值而不是行地址", CONCEPT),
        ("Adam（Adaptive Moment）很常用", "RMSProp（Adaptive Moment）很常用", CONCEPT),
        (
            "通常计算误差的时候模型需要使用全部样本，比较耗费内存",
            "往往运算误差之时模型不需要使用全体样本，较为耗费内存",
            NEGATION,
        ),
        (
            "通常批越大训练就会越平稳，但是对应的学习率需要增大",
            "往往批越大训练便将越平稳，不过相应的学习率需要减小",
            CONCEPT,
        ),
        ("适当调大学习率可以加快收敛", "适当调大动量可以加快收敛", CONCEPT),
        ("先用VGG16提取特征再分类", "先用ResNet16提取特征再分类", CONCEPT),
    ],
)
def test_contradictions(first: str, second: str, expected: str) -> None:
    keys = fold_letters(first), fold_letters(second)
    assert disagreement(*keys) == expected
    assert disagreement(*reversed(keys)) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("异议应当在十五日内提出", "异议应当在15日内提出"),
        ("水温到三十八度五就停火", "水温到38.5度就停火"),
        ("定金最多是货款的两成", "定金最多是货款的二成"),
        ("这批货要3万元定金", "这批货要三万元定金"),
        ("每天浇一次水就够了", "每日浇一次水就够了"),
        ("一般要先统一格式", "通常要先一律格式"),
        ("但是这样收敛得很慢", "不过这样收敛得很慢"),
        ("这种方法通常很有效", "这种办法往往很有效"),
        ("能够提高模型的精度", "可以提升模型的精度"),
        ("给图片加上噪声", "给图像加上噪声"),
        ("等价表示equivalent representation", "等价表示equivalentrespresentation"),
        ("并且方差很小", "方差很小而且在训练时不会再变化"),
        ("这样给出的信号没有参考价值", "这样给出的信号并无参考价值"),
        (
            "缺点是只看字面是否重合，同义改写会被误判，所以不太可靠",
            "不足为仅看字面可否重合，同义改写将被误判，因此不太牢靠",
        ),
    ],
)
def test_rewordings_and_cut_ends_do_not_contradict(first: str, second: str) -> None:
    assert disagreement(fold_letters(first), fold_letters(second)) == ""
