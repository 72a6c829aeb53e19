"""What says that two names are of one concept, and how surely."""

import pytest

from kg.names import fold_name
from kg.naming.equations import NamedText, in_phrases
from kg.naming.matching import NameMatcher
from kg.naming.plain_text import plain
from kg.records import Document, Note, Span


def named(text: str, *names: str) -> tuple[NamedText, dict[str, str]]:
    """A text with the names in it, and the names by their keys."""
    keys = {fold_name(name): name for name in names}
    note = Note("/a.md", "a.md", text, "markdown", "utf-8", "0" * 64)
    document = Document(note, (Span(0, len(text)),), (), ())
    found = plain(text, 0, len(text))
    return NamedText(document, found, tuple(NameMatcher(keys).find(found.text))), keys


def equated(text: str, *names: str) -> list[tuple[str, str, str, float]]:
    """What the phrases of a text equate."""
    return [(e.a, e.b, e.kind, e.confidence) for e in in_phrases(*named(text, *names))]


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("批归一化（BN）有效", ("批归一化", "BN"), 0.9),
        ("二级索引又叫辅助索引，叶子存主键", ("二级索引", "辅助索引"), 0.95),
        ("WAL（Write-Ahead Logging）", ("WAL", "Write-Ahead Logging"), 0.95),
        ("这叫测试时增强（TTA）", ("测试时增强", "TTA"), 0.9),
        ("服务器上的卷积神经网络（CNN）", ("卷积神经网络", "CNN"), 0.9),
        ("大小相同的页框（page frame）", ("页框", "page frame"), 0.9),
        ("对应的交叉注意力（cross-attention）", ("交叉注意力", "cross-attention"), 0.9),
        ("出现一串雅可比矩阵（Jacobian）", ("雅可比矩阵", "Jacobian"), 0.9),
        ("我们常说的幂等性（Idempotence）", ("幂等性", "Idempotence"), 0.9),
        ("数据库的读写分离（Read-Write Splitting）", ("读写分离", "Read-Write Splitting"), 0.9),
        ("先画数据流程图（DFD）再写", ("数据流程图", "DFD"), 0.9),
        ("谷歌在2012年提出的Click Through Rate（CTR）", ("Click Through Rate", "CTR"), 0.95),
        ("维护一个Write Ahead Log file（WAL）", ("Write Ahead Log file", "WAL"), 0.95),
        # The words say the same, and so the name begins where they do.
        ("最好讲清交叉注意力（cross attention）", ("交叉注意力", "cross attention"), 0.9),
        ("在二分类的交叉熵（CE）上", ("交叉熵", "CE"), 0.9),
        # So does a name that renders every word.
        ("节点随后进入总线离线（Bus-Off）状态", ("总线离线", "Bus-Off"), 0.9),
        ("引擎载入预编译头（Precompiled Header）", ("预编译头", "Precompiled Header"), 0.9),
    ],
)
def test_phrases_equate(text: str, names: tuple[str, str], sure: float) -> None:
    kind = "cue" if "又叫" in text else "parentheses"
    assert equated(text, *names) == [(*names, kind, sure)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("这叫测试时增强（TTA）", ("增强", "TTA")),
        ("怎样给通道加权（SENet）", ("通道加权", "SENet")),
        ("怎样分组（ResNeXt）", ("分组", "ResNeXt")),
        ("带泄漏的整流单元（Leaky ReLU）", ("整流单元", "Leaky ReLU")),
        ("感受野（权值共享）", ("感受野", "权值共享")),
        ("早期的编码器-解码器（seq2seq）", ("解码器", "seq2seq")),
        ("先检测再关联（tracking by detection）", ("关联", "tracking by detection")),
        (
            "叫上下文相关的词向量（contextualized embedding）",
            ("词向量", "contextualized embedding"),
        ),
        ("更解耦的变量（disentanglement）", ("变量", "disentanglement")),
        ("根据无关文法（CFG）", ("文法", "CFG")),
        ("替换词检测（RTD）", ("词检测", "RTD")),
        ("样本不平衡（imbalance）", ("平衡", "imbalance")),
        ("下的是正和博弈（positive-sum game）", ("博弈", "positive-sum game")),
        ("层序遍历，又称自左向右（left to right）的遍历", ("层序遍历", "自左向右")),
        ("RTC（稳定）每天差一秒", ("RTC", "稳定")),
        ("Python 版（IDE）", ("Python 版", "IDE")),
        ("又称 Na+/K+ 泵", ("钠钾泵", "Na+")),
        ("小心智能体钻空子（reward hacking）", ("小心智能体钻空子", "reward hacking")),
    ],
)
def test_the_end_of_a_longer_name_or_an_action_is_no_name(
    text: str, names: tuple[str, str]
) -> None:
    assert equated(text, *names) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("减光镜（ND镜）减少进光", ("减光镜", "ND镜")),
        ("用 Wasserstein 距离（推土机距离）代替", ("Wasserstein 距离", "推土机距离")),
        ("微调（fine-tuning，精调）：主干也训", ("微调", "精调")),
        ("年限平均法（直线法）最简单", ("年限平均法", "直线法")),
        ("维纳过程，即布朗过程，", ("维纳过程", "布朗过程")),
    ],
)
def test_chinese_names_alike_may_be_of_one_thing(text: str, names: tuple[str, str]) -> None:
    found = {(a, b): sure for a, b, _, sure in equated(text, *names)}
    assert found == {names: 0.6}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("池化（最大池化）降维", ("池化", "最大池化")),
        ("上采样（下采样）要对齐", ("上采样", "下采样")),
        ("使用减光镜（ND镜）", ("减光镜", "ND镜")),
        ("sigmoid函数（tanh函数）", ("sigmoid函数", "tanh函数")),
        ("优化算法（梯度下降算法）", ("优化算法", "梯度下降算法")),
        ("损失，即交叉熵损失，", ("损失", "交叉熵损失")),
    ],
)
def test_kinds_and_opposites_are_no_names_of_one_thing(text: str, names: tuple[str, str]) -> None:
    assert equated(text, *names) == []


def test_a_gloss_is_of_the_words_that_it_renders() -> None:
    names = ("负责泛化", "泛化", "generalization")
    assert equated("负责泛化（generalization）", *names) == [
        ("泛化", "generalization", "parentheses", 0.9)
    ]
    # What is called so is, whatever its words say.
    names = ("网络退化", "退化", "degradation")
    assert equated("叫网络退化（degradation）", *names) == [
        ("网络退化", "degradation", "parentheses", 0.9)
    ]


def test_words_that_another_name_renders_gloss_no_unlike_one() -> None:
    text = "大数（loss scaling）"
    assert equated(text, "大数", "loss scaling") == [("大数", "loss scaling", "parentheses", 0.9)]
    assert equated(text, "大数", "loss scaling", "损失缩放") == []


def test_loose_words_equate_only_across_scripts() -> None:
    assert equated("DNN，即深度神经网络", "DNN", "深度神经网络") == [
        ("DNN", "深度神经网络", "cue", 0.85)
    ]
    assert equated("沉默，即不作表示", "沉默", "不作表示") == []


def test_the_topic_of_a_definition_has_the_other_name() -> None:
    names = ("要约", "意思表示", "发价")
    said = "要约是希望订立合同的意思表示，又称发价。"
    assert ("要约", "发价", "cue", 0.95) in equated(said, "要约", "发价")
    assert equated("订立合同的要约很常见，又称发价。", *names) == []
    kind = "缔约过失责任是一种民事责任，又叫先合同责任。"
    connection = "一个虚拟连接，也称为虚拟电路"
    assert equated(connection, "虚拟连接", "虚拟电路") == [("虚拟连接", "虚拟电路", "cue", 0.95)]
    assert equated(kind, "缔约过失责任", "民事责任", "先合同责任") == [
        ("缔约过失责任", "先合同责任", "cue", 0.95)
    ]


def test_an_eponym_is_named_with_its_noun_too() -> None:
    names = ("Xavier", "Xavier初始化", "Glorot初始化")
    assert sorted({*equated("Xavier（也叫Glorot初始化）假设", *names)}) == [
        ("Xavier", "Glorot初始化", "cue", 0.95),
        ("Xavier初始化", "Glorot初始化", "cue", 0.95),
    ]
    assert equated("权重（也叫Glorot初始化）", "初始化", "Glorot初始化") == []


def test_the_translation_of_a_name_inside_is_its_other_name() -> None:
    found = equated("top-p（核采样，nucleus sampling）", "top-p", "核采样", "nucleus sampling")
    assert found == [
        ("top-p", "核采样", "parentheses", 0.9),
        ("核采样", "nucleus sampling", "parentheses", 0.9),
    ]


def test_a_noun_may_stand_after_a_latin_name() -> None:
    names = ("sigmoid", "logistic 函数")
    assert equated("sigmoid 函数又称 logistic 函数，", *names) == [(*names, "cue", 0.95)]


def test_a_parenthesis_may_stand_ahead_of_the_other_name() -> None:
    names = ("生产总值", "GDP", "GAN", "生成对抗网络")
    assert equated("生产总值（gross product），缩写为 GDP，", *names) == [
        ("生产总值", "GDP", "cue", 0.95)
    ]
    assert equated("GAN（两个网络）即生成对抗网络，", *names) == [
        ("GAN", "生成对抗网络", "cue", 0.85)
    ]


def test_the_topic_is_not_taken_for_loose_words() -> None:
    assert equated("DNN是一种很深的网络，即深度神经网络", "DNN", "深度神经网络") == []


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("召回率（recall，又称查全率、灵敏度）", ("recall", "灵敏度"), 0.95),
        ("矩阵分解（LSA，潜在语义分析）", ("LSA", "潜在语义分析"), 0.0),
        ("SVD（LSA，潜在语义分析）", ("LSA", "潜在语义分析"), 0.9),
        ("A | GloVe（全局向量）", ("GloVe", "全局向量"), 0.9),
        ("海姆利希急救法（Heimlich手法）：从背后抱住", ("海姆利希急救法", "Heimlich手法"), 0.85),
        ("海姆利希急救法（Heimlich手法）很快", ("海姆利希急救法", "Heimlich手法"), 0.0),
        ("鼠妇又称为潮虫。", ("鼠妇", "潮虫"), 0.95),
        ("地暖是地板采暖的简称，", ("地暖", "地板采暖"), 0.95),
        ("SVM，就是“支持向量机”的缩写。", ("SVM", "支持向量机"), 0.95),
        ("比例积分微分控制（PID算法）好调", ("比例积分微分控制", "PID算法"), 0.9),
        ("泡着自制酸面团(sourdough starter)，", ("酸面团", "sourdough starter"), 0.9),
        ("加上check valve，可以叫做单向阀，", ("check valve", "单向阀"), 0.95),
        ("这是AFM，全称：Atomic Force Microscope。", ("AFM", "Atomic Force Microscope"), 0.95),
        ("侧信道攻击也译旁路攻击，也就是说它绕开算法", ("侧信道攻击", "旁路攻击"), 0.95),
    ],
)
def test_lists_tables_and_finders(text: str, names: tuple[str, str], sure: float) -> None:
    found = {(a, b): confidence for a, b, _, confidence in equated(text, *names)}
    assert found == ({names: sure} if sure else {})


def test_an_acronym_of_other_words_is_refuted_by_its_letters() -> None:
    assert equated("GRU又称GPU", "GRU", "GPU") == [("GRU", "GPU", "cue", 0.1)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("最大报文生存时间（Maximum Segment Lifetime）", ("生存时间", "Maximum Segment Lifetime")),
        ("先让服务解码混着跑（chunked prefill）", ("解码混着跑", "chunked prefill")),
    ],
)
def test_the_end_of_a_longer_name_or_a_clause_renders_no_words(
    text: str, names: tuple[str, str]
) -> None:
    assert equated(text, *names) == []
