"""Labelled sentences of several fields: what a careful reader notes, and nothing else.

Names stand in braces. A label is `head relation tail`, where the relation is its first letter,
or `k` for is_a (a kind of) and `x` for contrasts.
"""

import re

import pytest

from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Concept, Note, RelationType
from kg.relations import find_relations

_RELATIONS = {
    "m": RelationType.MITIGATES,
    "c": RelationType.CAUSES,
    "i": RelationType.IMPROVES,
    "k": RelationType.IS_A,
    "p": RelationType.PART_OF,
    "u": RelationType.USES,
    "x": RelationType.CONTRASTS,
}

_STATED = """
{SYN Cookie}用来防御{SYN Flood}。 | SYN Cookie m SYN Flood
{TCP}通过{滑动窗口}实现可靠传输。 | TCP u 滑动窗口
{DNS}使用{UDP}是因为一问一答。 | DNS u UDP
{ARP欺骗}和{DNS劫持}都属于{中间人攻击}。 | ARP欺骗 k 中间人攻击; DNS劫持 k 中间人攻击
{死锁}可以用{银行家算法}来避免。 | 银行家算法 m 死锁
{时间片}太短会导致{上下文切换}频繁。 | 时间片 c 上下文切换
一个{进程}由若干{线程}组成。 | 线程 p 进程
与{分页}不同，{分段}不会产生{内碎片}，却会产生{外碎片}。 | 分段 x 分页; 分段 m 内碎片; 分段 c 外碎片
{TRIM}命令让{写放大}大幅减少。 | TRIM m 写放大
把{RAID 0}换成{RAID 1}可以提高{可靠性}。 | RAID 0 x RAID 1; RAID 1 i 可靠性
{短作业优先}会导致长作业{饥饿}，而且谁能提前知道时长呢？ | 短作业优先 c 饥饿
{索引失效}的常见原因有{隐式转换}、{函数运算}等。 | 隐式转换 c 索引失效; 函数运算 c 索引失效
{InnoDB}在默认级别下用{间隙锁}解决{幻读}。 | InnoDB u 间隙锁; 间隙锁 m 幻读
{MVCC}的实现依赖于{undo log}。 | MVCC u undo log
针对{缓存穿透}，可以使用{布隆过滤器}拦截。 | 布隆过滤器 m 缓存穿透
{缓存穿透}的解决方案：限流、{布隆过滤器}。 | 布隆过滤器 m 缓存穿透
{主从复制}提升了{读性能}，但会引入{复制延迟}。 | 主从复制 i 读性能; 主从复制 c 复制延迟
{两阶段提交}分为{准备}和{提交}两个阶段。 | 准备 p 两阶段提交; 提交 p 两阶段提交
{持久化}方式有两种：{RDB}和{AOF}。 | RDB k 持久化; AOF k 持久化
之所以会出现{梯度消失}，是因为{sigmoid}的导数小于1。 | sigmoid c 梯度消失
由于{残差连接}的存在，{梯度消失}问题得到了缓解。 | 残差连接 m 梯度消失
{GRU}可以看作{LSTM}的简化版本。 | GRU k LSTM
{BERT}以{Transformer}为基础。 | BERT u Transformer
{学习率}设得太大，训练就会{发散}。 | 学习率 c 发散
{模型复杂度}越高，越容易{过拟合}。 | 模型复杂度 c 过拟合
{Focal Loss}主要针对{类别不平衡}问题。 | Focal Loss m 类别不平衡
{RNN}存在{梯度消失}的问题，所以人们提出了{LSTM}。 | RNN c 梯度消失; LSTM m 梯度消失
{CAS}存在{ABA问题}。解决方法是加{版本号}。 | CAS c ABA问题; 版本号 m ABA问题
{过拟合}怎么办？可以加{Dropout}，也可以用{数据增强}。 | Dropout m 过拟合; 数据增强 m 过拟合
{Dropout}并不会导致{过拟合}，恰恰相反，它能抑制{过拟合}。 | Dropout m 过拟合
{汁水流失}主要是因为{高温}使蛋白质收缩。 | 高温 c 汁水流失
{过度发酵}会造成{塌陷}，酸味也是它引起的。 | 过度发酵 c 塌陷
{食盐}能增强{面筋}的韧性。 | 食盐 i 面筋
{抵押权}、{质权}、{留置权}均属{担保物权}。 | 抵押权 k 担保物权; 质权 k 担保物权; 留置权 k 担保物权
{起诉}会引起{时效中断}。 | 起诉 c 时效中断
{吸烟}是{肺癌}的首要危险因素。 | 吸烟 c 肺癌
{胃溃疡}多由{幽门螺杆菌}感染所致。 | 幽门螺杆菌 c 胃溃疡
{2型糖尿病}的首选药物是{二甲双胍}。 | 二甲双胍 m 2型糖尿病
{布洛芬}属于{抗炎药}，能缓解{疼痛}。 | 布洛芬 k 抗炎药; 布洛芬 m 疼痛
长期服用{激素}可引起{骨质疏松}。 | 激素 c 骨质疏松
{三脚架}可以避免{手抖}造成的{模糊}。 | 手抖 c 模糊; 三脚架 m 模糊
{焊接变形}可采用{反变形法}来预防。 | 反变形法 m 焊接变形
{红茶}是{全发酵茶}，{绿茶}是{不发酵茶}。 | 红茶 k 全发酵茶; 绿茶 k 不发酵茶
{B树}的变体包括{B+树}和{B*树}。 | B+树 k B树; B*树 k B树
{L1}得稀疏解，{L2}则让权重变小，两者都能防止{过拟合}. | L1 x L2; L1 m 过拟合; L2 m 过拟合
{丢弃}可以看作是一种{集成},每次都是新的子网络,从而减少{过拟合}. | 丢弃 k 集成; 丢弃 m 过拟合
使用{BN}的好处是什么?(1)加速{收敛}(2)防止{梯度消失}(3)省事 | BN i 收敛; BN m 梯度消失
{1x1卷积}的作用:降维、减少{参数量}、增加非线性 | 1x1卷积 m 参数量
{PCA}和{LDA}都是{降维}方法，区别在于{LDA}有监督。 | PCA k 降维; LDA k 降维; LDA x PCA
{跨域}问题通常由{同源策略}导致，常用{CORS}解决。 | 同源策略 c 跨域; CORS m 跨域
{Zookeeper}（一种{协调服务}）常用。 | Zookeeper k 协调服务
"""

_NOT_STATED = """
{最左前缀}没有遵守时，会导致{索引失效}。
有些人认为{索引}越多查询越快。
{死锁}的原因不是{行锁}，而是次序不一致。
{批归一化}为什么能加速{收敛}？
{批归一化}能缓解{过拟合}的说法是错误的。
不用{批归一化}，就容易{梯度消失}。
{Dropout}未必能缓解{过拟合}。
如果{缓存}能解决{雪崩}，那就不用{限流}了。
误区：{索引}能加快{写入}。
判断题：{UDP}能避免{丢包}。（×）
{要约邀请}不是{要约}。
缺乏{维生素C}会导致{坏血病}。
{胰岛素}分泌不足会导致{高血糖}。
{通货膨胀}会降低{购买力}。
{青霉素}对{病毒}无效。
{抗生素}治不了{感冒}。
{优化器}是{Adam优化器}。
{redo log}属于{存储引擎}，{binlog}属于{服务层}。
实际交付的{数额}和{约定}的不一样。
{解析服务}以{BIND}为代表。
{精度}会陷入不同的{局部极值}。
{得分}是各步的乘积，一般取对数再相加，避免{下溢}。
{HttpOnly}能防止脚本读{Cookie}。
不同批的{均值}与{方差}会有所不同。
"""

_NOTES = (
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


@pytest.mark.parametrize("line", _STATED.strip().splitlines())
def test_a_sentence_states(line: str) -> None:
    sentence, labels = line.split(" | ")
    text = f"# 笔记\n\n随手记下几条，以后再整理。{sentence}\n"
    assert _found(text, names=sentence) == _labels(labels)


@pytest.mark.parametrize("sentence", _NOT_STATED.strip().splitlines())
def test_a_sentence_states_nothing(sentence: str) -> None:
    assert _found(f"# 笔记\n\n随手记下几条。{sentence}\n", names=sentence) == set()


@pytest.mark.parametrize(("text", "labels"), _NOTES)
def test_headings_labels_and_lists_state(text: str, labels: str) -> None:
    assert _found(f"# 笔记\n\n{text}", names=text) == _labels(labels)
