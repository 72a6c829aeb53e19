"""The edits that make copies and look-alikes of a text, for ``benchmarks/duplicates.py``."""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations

import jieba

from kg.sentences import split_sentences

Edit = Callable[[str, random.Random], str | None]

# Words of one meaning in running text; written for this benchmark, unknown to what is measured.
_SYNONYMS = """
因此 所以 因而|但是 可是 然而 不过|如果 假如 要是 倘若|使用 采用 运用 利用|可以 能够 可
需要 须要 得|提高 提升|降低 下降 减低|例如 比如 譬如|通常 一般 往往|非常 十分 极其 很|容易 易于
方法 办法 做法 方式|问题 难题|结果 成果|影响 作用|导致 造成 引起 引发|避免 防止 免得
得到 获得 取得|计算 算出 运算|常用 常见|每个 各个 每一个|所有 全部 一切|其实 实际上 事实上
因为 由于 缘于|并且 而且 且|然后 接着 随后|开始 起初|最后 末了 最终|首先 第一步|以及 和 与
或者 还是 抑或|只有 唯有|只要 但凡|虽然 尽管|即使 哪怕 就算|比较 较为 相对|完全 彻底
几乎 差不多 近乎|直接 径直|逐渐 渐渐 慢慢|经常 时常 常常|主要 首要|重要 要紧 关键|简单 简便
有效 管用|明显 显著|具有 拥有 具备|包含 包括 涵盖|表示 代表 意味着|称为 叫做 唤作|选择 挑选 选取
调整 调节|考虑 顾及|发现 察觉|说明 表明|解决 处理|希望 期望 盼望|认为 觉得|看到 瞧见 见到
改变 更改 变更|变成 成为 化为|适合 适宜 适用于|不同 各异 有别|相同 一样 同样|大量 许多 众多
少量 些许|部分 局部|整个 全体 整体|之间 间|之后 以后 过后|之前 以前|此时 这时|如何 怎样 怎么
什么 何种|为什么 为何|这样 如此|这种 此种 该种|这个 该 此|那么 则|只是 仅仅|已经 早已
仍然 依然 还是|都 均|也 亦|就 便|让 使 令|把 将|在 于|对 针对|从 自|给 予以|会 将会|用 拿
像 如同|再 又|更 更加|最 顶|不再 再也不|好处 益处 优点|缺点 短处 不足|原因 缘故|目的 意图
过程 历程|作用 功用 用处|情况 情形 状况|时候 时刻|地方 处所|东西 事物|大小 尺寸|样子 模样
速度 快慢|效果 成效|能力 本领|经验 心得|实际 现实|常见的 普遍的|真正 的确|马上 立刻
总是 一直 老是|一起 一道 一同|自己 本身|别的 其他 其余|进行 开展|产生 生成 出现|保持 维持
增加 增添 加大|减少 缩减 减小|加快 加速|限制 约束|保留 留下|丢弃 舍弃 扔掉|组成 构成|提出 给出
实现 做到|观察 察看|比如说 打个比方|也就是 即|等于 相当于|对应 相应|反复 多次 一再|同时 与此同时
分别 各自
"""
_NAMES = (
    "卷积层 池化层 全连接层 注意力层|ReLU Sigmoid Tanh Softmax|LSTM GRU Transformer"
    "|SGD Adam RMSprop"
    "|生成器 判别器|过拟合 欠拟合|精确率 召回率|训练集 测试集|L1正则化 L2正则化|均值 方差"
    "|动量 学习率"
    "|编码器 解码器|输入门 遗忘门 输出门|BN Dropout|梯度消失 梯度爆炸|CNN RNN DNN|宽度 深度"
)
_DENIALS = """
可以 不可以|需要 不需要|能够 不能够|必须 不必|应该 不应该|不会 会|不能 能|不需要 需要|没有 有
会 不会|是 不是
"""
_OPPOSITES = """
增大 减小|提高 降低|增加 减少|变大 变小|越大 越小|更快 更慢|上升 下降|较大 较小|更多 更少|最大 最小
"""
_NEUTRAL = ("有关", "相应", "这类", "若干", "上述", "某种", "本文", "各项", "相关", "通用")
_SENTENCES = (
    "这一点在后面的章节里还会用一个小例子来演示。", "顺便提一句，写这段话的时候外面正下着大雨。",
    "下面的图是我自己画的，比例不太准，凑合着看。", "有位读者来信问过这里，我把回答补在文末了。",
)  # fmt: skip
_FRAMES = (
    "{}的主要优点是{}，主要缺点是{}，一般适合用在{}的场合。",
    "在实际项目里，{}常常被用来{}，但是如果{}，就应当改用{}。",
    "所谓{}，就是指{}的做法，它的关键在于{}，初学者最容易忽略的是{}。",
    "面试官问到{}的时候，可以先说{}，再说{}，最后补充{}。",
)
_FILLINGS = (
    ("红茶", "香气浓郁而且耐存放", "空腹喝容易伤胃", "冬天下午招待客人"),
    ("数据库索引", "查询时不必扫描整张表", "写入变慢并且占用磁盘", "读多写少"),
    ("山地自行车", "避震好、轮胎抓地力强", "车身重、公路上费力", "林间土路"),
    ("随机森林", "不用调参也有不错的准确率", "模型体积大、解释性差", "表格类数据的基线"),
    ("消息队列", "削峰填谷、解耦上下游", "排查故障的链路变长", "订单与通知分离"),
    ("铸铁锅", "受热均匀而且能进烤箱", "分量沉、容易生锈", "小火慢炖"),
    ("梯度裁剪", "一行代码就能稳住训练", "阈值要靠试验决定", "循环网络"),
)


def _marks(text: str, chance: random.Random) -> str:
    """Change or drop punctuation."""
    swaps = {
        "，": ", ；",
        "。": ".。！",
        "：": ": ",
        "；": ";，",
        "、": ",， ",
        "（": "(",
        "）": ")",
    }
    return "".join(chance.choice(swaps.get(mark, mark)) for mark in text).replace("**", "")


def _width(text: str, _: random.Random) -> str:
    """Turn ASCII full width and lose the spaces."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return re.sub(r"[ \u3000]", "", text).translate(wide)


def _one_line(text: str, _: random.Random) -> str | None:
    """Make each sentence a paragraph, as other sites do."""
    spans = split_sentences(text)
    return "\n\n".join(text[s.start : s.end] for s in spans) if len(spans) > 1 else None


def _truncated(text: str, chance: random.Random) -> str:
    return text[: int(len(text) * chance.uniform(0.45, 0.8))]


def _reordered(text: str, chance: random.Random) -> str | None:
    parts = [text[s.start : s.end] for s in split_sentences(text)]
    if len(parts) < 3:
        return None
    return "".join(chance.sample(parts, len(parts)))


def _inserted(text: str, chance: random.Random) -> str | None:
    parts = [text[s.start : s.end] for s in split_sentences(text)]
    if len(parts) < 2:
        return None
    parts.insert(chance.randrange(1, len(parts)), chance.choice(_SENTENCES))
    return "".join(parts)


def _reworded(share: float) -> Edit:
    """Give an edit that changes this share of the words, at least 0.7 of them by synonyms.

    What is wanting is made up by neutral words in the place of other Chinese words.
    """

    def edit(text: str, chance: random.Random) -> str | None:
        words = jieba.lcut(text)
        real = [i for i, word in enumerate(words) if word.strip() and word[0].isalnum()]
        known = [i for i in real if words[i] in _synonyms()]
        other = [i for i in real if len(words[i]) > 1 and i not in known and words[i][0] > "一"]
        wanted = round(share * len(real))
        if len(known) < 0.7 * wanted or len(known) + len(other) < wanted:
            return None
        chosen = chance.sample(known, min(wanted, len(known)))
        chosen += chance.sample(other, wanted - len(chosen))
        for i in chosen:
            words[i] = chance.choice(_synonyms().get(words[i], _NEUTRAL))
        return "".join(words)

    return edit


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in re.split(r"[|\n]+", _SYNONYMS.strip()):
        words = group.split()
        for word in words:
            found.setdefault(word, tuple(other for other in words if other != word))
    return found


def _pairs(words: str) -> list[list[str]]:
    return [pair.split() for pair in re.split(r"[|\n]+", words.strip())]


def _other_number(text: str, chance: random.Random) -> str | None:
    places = list(re.finditer(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", text[2:]))
    if not places:
        return None
    place = chance.choice(places)
    start, end = place.start() + 2, place.end() + 2
    return text[:start] + str(round(float(place.group()) * 3 + 1)) + text[end:]


def _other_sign(text: str, _: random.Random) -> str | None:
    for word, other in _pairs(_DENIALS):
        if word in text and f"不{word}" not in text and f"{word}不" not in text:
            return text.replace(word, other, 1)
    return None


def _other_name(text: str, chance: random.Random) -> str | None:
    for group in _NAMES.split("|"):
        for word in group.split():
            if word in text:
                other = chance.choice([name for name in group.split() if name != word])
                return text.replace(word, other)
    return None


def _opposite(text: str, _: random.Random) -> str | None:
    for word, other in _pairs(_OPPOSITES):
        if word in text:
            return text.replace(word, other)
    return None


EDITS: Mapping[str, Edit] = {
    "punctuation": _marks,
    "width and spaces": _width,
    "split anew": _one_line,
    "truncated": _truncated,
    "sentence order": _reordered,
    "sentence inserted": _inserted,
    "10 % of words": _reworded(0.1),
    "20 % of words": _reworded(0.2),
    "30 % of words": _reworded(0.3),
    "40 % of words": _reworded(0.4),
}
LOOK_ALIKES: Mapping[str, Edit] = {
    "number": _other_number,
    "negation": _other_sign,
    "concept": _other_name,
    "opposite": _opposite,
}
TEMPLATES = tuple(
    (frame.format(*one), frame.format(*other))
    for frame in _FRAMES
    for one, other in combinations(_FILLINGS, 2)
)
