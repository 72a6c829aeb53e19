"""Labelled sentences of several fields: what a careful reader notes, and nothing else.

Names stand in braces. A label is `head relation tail`, where the relation is its first letter,
or `k` for is_a (a kind of) and `x` for contrasts.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.clauses import relation_phrases
from kg.clauses.phrase_templates import Template, read_templates
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import Slotted
from kg.clauses.subjects import Topic
from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Concept, Note, RelationType
from kg.relations import find_relations
from kg.wordlists import read_lines

_RELATIONS = {
    "m": RelationType.MITIGATES,
    "c": RelationType.CAUSES,
    "i": RelationType.IMPROVES,
    "k": RelationType.IS_A,
    "p": RelationType.PART_OF,
    "u": RelationType.USES,
    "x": RelationType.CONTRASTS,
}

_LINES = [
    line.partition(" |")
    for line in (Path(__file__).parent / "labelled_sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_STATED = [(sentence, labels.strip()) for sentence, _, labels in _LINES if labels]
_NOT_STATED = [sentence for sentence, _, labels in _LINES if not labels]

_NOTES = (
    (
        "- {滑窗}：隔一会儿挪一格。对面收到再说，可以有效减轻{丢包故障}。\n",
        "滑窗 m 丢包故障",
    ),
    ("## {虫害}怎么办\n\n- {苏云菌}吃进去就麻痹\n- {水温}调低一点\n", "苏云菌 m 虫害"),
    ("## {RMS层}是什么？\n\n{归一层}的瘦身版。\n", "RMS层 k 归一层"),
    ("{断电页}：写到一半没电了。{双写区}就是为它准备的。\n", "双写区 m 断电页"),
    (
        "{缺水病}有什么危害？\n\n落果。处理办法有{滴灌}、{覆草}、早起浇水。\n",
        "滴灌 m 缺水病; 覆草 m 缺水病",
    ),
    (
        "{掩码头}：多加一个分支，并且用{对齐池化}换掉了{取整池化}。\n",
        "掩码头 u 对齐池化; 取整池化 x 对齐池化",
    ),
    (
        "## {攒包法}\n\n由两步组成：\n\n{攒包}：先等\n\n{发包}：再送\n\n{快递柜}就是拿它搭的。\n",
        "攒包 p 攒包法; 发包 p 攒包法; 快递柜 u 攒包法",
    ),
    (
        "## {门控机}\n\n- 两个门：{前室门}(front)，{后室门}(rear)\n",
        "前室门 p 门控机; 后室门 p 门控机",
    ),
    ("## {攒包法}\n\n- 缺点1：{丢包故障}，一丢一串\n", "攒包法 c 丢包故障"),
    (
        "## {攒包法}有什么缺点？\n\n攒得多了，网络一挤必然{丢包故障}。\n",
        "攒包法 c 丢包故障",
    ),
    ("## {丢包故障}\n\n包一多就挤，重传又慢 -> {滑窗}\n", "滑窗 m 丢包故障"),
    (
        "## {电压下降}和{电压震荡}\n\n- 对付{震荡}：调小增益；{滤波电容}；\n",
        "滤波电容 m 电压震荡",
    ),
    (
        "## {丢包故障}有哪些表现，怎么处理？\n\n表现就是卡。办法：\n\n换根好线；\n\n{滑窗}；\n",
        "滑窗 m 丢包故障",
    ),
    ("{滑窗}用得多。大家都说省事。靠它就能防住{堵线}。\n", "滑窗 m 堵线"),
    ("{代管}要单独讲。{保管员}走了，货还在。它是{保管}的一种。\n", "代管 k 保管"),
    ("## {甲醇灯}与{乙醇灯}\n\n甲醇灯有毒。乙醇灯没毒。\n", "甲醇灯 x 乙醇灯"),
    ("{无框法}是另一条路，{中心网}、{角点网}都是。\n", "中心网 k 无框法; 角点网 k 无框法"),
    (
        "攒够了再发。这就是{滑窗}，大家都用。它由两步组成：\n\n{攒包}：先等一会儿\n\n{发包}：一起送走\n",
        "攒包 p 滑窗; 发包 p 滑窗",
    ),
    ("## {丢包故障}\n\n那怎么办呢？\n\n- {滑窗}：隔一会儿挪一格\n", "滑窗 m 丢包故障"),
    (
        "## 1. {过拟合}\n\n### 1.1 原因\n\n- {模型太复杂}\n\n### 1.2 解决\n\n- 使用{早停}策略\n",
        "模型太复杂 c 过拟合; 早停 m 过拟合",
    ),
    (
        "## 如何缓解{冷启动}？\n\n可以采用{热门推荐}，也可以借助{迁移学习}。\n",
        "热门推荐 m 冷启动; 迁移学习 m 冷启动",
    ),
    ("## {BN}的优点\n\n1. 可以使用更大的{学习率}\n2. 缓解{过拟合}\n", "BN m 过拟合"),
    (
        "## {过拟合}\n\n原因：\n\n- {参数过多}\n\n解决办法：\n\n- {早停}：误差上升就停\n",
        "参数过多 c 过拟合; 早停 m 过拟合",
    ),
    ("## 防止{过拟合}的常用方法\n\n### {权重衰减}\n\n加惩罚。\n", "权重衰减 m 过拟合"),
    ("## {卷积}\n\n### {空洞卷积}\n\n带孔。\n", "空洞卷积 k 卷积"),
    (
        "{编译器}由以下部分组成：\n\n- {词法分析器}\n- {语法分析器}：造树\n",
        "词法分析器 p 编译器; 语法分析器 p 编译器",
    ),
    (
        "**{LSTM}**\n\n优点：解决了{长期依赖}。缺点：{参数量大}。\n",
        "LSTM m 长期依赖; LSTM c 参数量大",
    ),
    (
        "## {肺结核}\n\n病因：{结核杆菌}感染。\n治疗：{异烟肼}。\n",
        "结核杆菌 c 肺结核; 异烟肼 m 肺结核",
    ),
    ("## {ELU}\n\n- 属于{激活函数}\n", "ELU k 激活函数"),
    (
        "## {Kafka}\n\n写得快，靠的是：\n\n- {顺序写}：只追加\n- {零拷贝}：少搬一次\n",
        "Kafka u 顺序写; Kafka u 零拷贝",
    ),
    (
        "## {DPDK}\n\n说说{DPDK}。直接收包会卡，它加了两样东西：\n\n"
        "{大页内存}：少查表。\n\n{轮询}：不用中断。\n",
        "DPDK u 大页内存; DPDK u 轮询",
    ),
    (
        "## {HTTP/3}\n\n### 相比{HTTP/2}的改进\n\n1. 换了传输层\n",
        "HTTP/3 x HTTP/2",
    ),
    (
        "## {Lasso}\n\n- 解决了什么：{多重共线性}不再是问题\n",
        "Lasso m 多重共线性",
    ),
    (
        "## 怎样评估和提高{召回率}？\n\n评估看曲线。提高可以用{数据增强}、{难例挖掘}。\n",
        "数据增强 i 召回率; 难例挖掘 i 召回率",
    ),
    (
        "- {保温层}：外面裹一圈，省事，防止{管道开裂}\n"
        "- {止回阀}：里面有弹簧，但会造成{压力损失}\n",
        "保温层 m 管道开裂; 止回阀 c 压力损失",
    ),
    (
        "## {RocksDB}\n\n脸书的，比{LevelDB}快。\n",
        "RocksDB x LevelDB",
    ),
    (
        "## {内存太小会换页抖动},加{物理内存}可以防{换页抖动}\n\n- 便宜\n",
        "物理内存 m 换页抖动",
    ),
    (
        "{老化}说完了。\n\n{正则化}是一类办法。常见的几类：\n\n"
        "- {L1正则化}：稀疏\n- {L2正则化}：平滑\n",
        "L1正则化 k 正则化; L2正则化 k 正则化",
    ),
    (
        "## {SMOTE}的毛病\n\n- 会产生{噪声样本异常}\n",
        "SMOTE c 噪声样本异常",
    ),
    (
        "## {发动机}的组成\n\n- {曲轴}\n- {活塞}：往复\n",
        "曲轴 p 发动机; 活塞 p 发动机",
    ),
    (
        "## {暖棚}里怎么防{霜冻病}\n\n- {覆膜}\n- {熏烟}：半夜点\n",
        "覆膜 m 霜冻病; 熏烟 m 霜冻病",
    ),
    (
        "## {霜冻病}怎么治\n\n1. {覆膜}：晚上盖\n2. {熏烟}\n",
        "覆膜 m 霜冻病; 熏烟 m 霜冻病",
    ),
    (
        "## 怎么对付{霜冻病}？\n\n答：一般用{覆膜}和{熏烟}。\n",
        "覆膜 m 霜冻病; 熏烟 m 霜冻病",
    ),
    (
        "## {霜冻病}\n\n原因：{寒潮}、{辐射降温}。\n\n对策：{覆膜}、{熏烟}。\n",
        "寒潮 c 霜冻病; 辐射降温 c 霜冻病; 覆膜 m 霜冻病; 熏烟 m 霜冻病",
    ),
    (
        "## {霜冻病}\n\n防治办法：\n\n- {覆膜}\n- {熏烟}\n",
        "覆膜 m 霜冻病; 熏烟 m 霜冻病",
    ),
    (
        "## 为什么会{霜冻病}\n\n因为{寒潮}。\n",
        "寒潮 c 霜冻病",
    ),
    (
        "## {覆膜}有什么用\n\n防{霜冻病}，还能提高{地温效果}。\n",
        "覆膜 m 霜冻病; 覆膜 i 地温效果",
    ),
    (
        "## {覆膜}\n\n优点：能防{霜冻病}，便宜。\n\n缺点：容易{高温灼伤症}。\n",
        "覆膜 m 霜冻病; 覆膜 c 高温灼伤症",
    ),
    (
        "## {覆膜}和{熏烟}的取舍\n\n看天气。\n",
        "覆膜 x 熏烟",
    ),
    (
        "## {覆膜}还是{熏烟}？\n\n看天气。\n",
        "覆膜 x 熏烟",
    ),
    (
        "## {覆膜}\n\n### 与{熏烟}对比\n\n省事。\n",
        "覆膜 x 熏烟",
    ),
    (
        "## {电梯算法}\n\n属于{磁盘调度}的一种，省寻道。\n",
        "电梯算法 k 磁盘调度",
    ),
    (
        "## {电梯算法}\n\n一种{磁盘调度}算法，省寻道。\n",
        "电梯算法 k 磁盘调度",
    ),
    (
        "{电梯算法}（一种{磁盘调度}），省寻道。\n",
        "电梯算法 k 磁盘调度",
    ),
    (
        "- {电梯算法}：{磁盘调度}的一种\n",
        "电梯算法 k 磁盘调度",
    ),
    (
        "- {电梯算法}：一种{磁盘调度}算法，省寻道\n",
        "电梯算法 k 磁盘调度",
    ),
    (
        "- {电梯算法} - 用来解决{寻道饥饿}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- **{电梯算法}** 解决{寻道饥饿}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {电梯算法}（往返扫描），解决{寻道饥饿}，但会造成{两端延迟}\n",
        "电梯算法 m 寻道饥饿; 电梯算法 c 两端延迟",
    ),
    (
        "- {电梯算法}，往返扫描，解决了{寻道饥饿}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {电梯算法}→解决{寻道饥饿}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {寻道饥饿}→用{电梯算法}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {寻道饥饿}：用{电梯算法}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {寻道饥饿}：{电梯算法}来解决\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "- {寻道饥饿}，解决：{电梯算法}\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "{寻道饥饿}是个老问题。{电梯算法}就是为此提出的。\n",
        "电梯算法 m 寻道饥饿",
    ),
    (
        "{寻道饥饿}是个老问题，{电梯算法}正好能治它。\n",
        "电梯算法 m 寻道饥饿",
    ),
)


def _found(text: str, *, names: str) -> set[str]:
    known = list(dict.fromkeys(re.findall(r"\{([^}]+)\}", names)))
    name_of = {fold_name(name): name for name in known}
    matcher = ConceptMatcher([Concept(concept, name) for concept, name in name_of.items()])
    note = Note("/notes/a.md", "a.md", re.sub("[{}]", "", text), "markdown", "utf-8", "0")
    return {
        f"{name_of[r.head]} {r.relation} {name_of[r.tail]}"
        for r in find_relations([clean(note)], matcher, weights={})
    }


def _labels(line: str) -> set[str]:
    """Spell the relations out, with the names that are compared in the order of their ids."""
    spelt = set()
    for label in line.split("; "):
        parts = re.fullmatch("(.+) ([mcikpux]) (.+)", label)
        assert parts, label
        ends = [parts[1], parts[3]]
        if parts[2] == "x":
            ends.sort(key=fold_name)
        spelt.add(f"{ends[0]} {_RELATIONS[parts[2]]} {ends[1]}")
    return spelt


@pytest.mark.parametrize(("sentence", "labels"), _STATED)
def test_a_sentence_states(sentence: str, labels: str) -> None:
    text = f"# 笔记\n\n随手记下几条，以后再整理。{sentence}\n"
    assert _found(text, names=sentence) == _labels(labels)


@pytest.mark.parametrize("sentence", _NOT_STATED)
def test_a_sentence_states_nothing(sentence: str) -> None:
    assert _found(f"# 笔记\n\n随手记下几条。{sentence}\n", names=sentence) == set()


@pytest.mark.parametrize(("text", "labels"), _NOTES)
def test_headings_labels_and_lists_state(text: str, labels: str) -> None:
    assert _found(f"# 笔记\n\n{text}", names=text) == _labels(labels)


def test_every_template_reads_a_labelled_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[Template] = set()
    state = relation_phrases._state

    def record(
        slotted: Slotted, template: Template, match: re.Match[str], opening: Topic, lead: str
    ) -> Iterator[Statement]:
        for statement in state(slotted, template, match, opening, lead):
            used.add(template)
            yield statement

    monkeypatch.setattr(relation_phrases, "_state", record)
    for sentence, _ in _STATED:
        _found(sentence, names=sentence)
    for text, _ in _NOTES:
        _found(f"# 笔记\n\n{text}", names=text)
    lines = zip(read_templates(), read_lines("relation_phrases"), strict=True)
    assert [line for template, line in lines if template not in used] == []
