"""The edits that make copies and look-alikes of a text, for ``benchmarks/duplicates.py``."""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations, islice

import jieba

from kg.sentences import split_sentences

Edit = Callable[[str, random.Random], str | None]

# Words of one meaning in running text; written for this benchmark, unknown to what is measured.
_SYNONYMS = """因此 所以 因而|但是 可是 然而 不过|如果 假如 要是 倘若|使用 采用 运用 利用
可以 能够 可
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
分别 各自|的 之|是 为 乃|一个 某个|它 其|时 之时 的时候|要 须 需|有 带有 具有|上 之上 上面
里 之内 里面
到 至|能 能够 可|只 仅|做 干 作|就是 即是 便是|没有 并无 未有|先 首先|看 瞧|叫 称作 名叫
按 依照 按照
两个 俩|平均 均摊|每 各|一次 一回 一趟|一步 一环|并 且|不是 并非|但 可|位置 方位 处所
缓解 减轻 舒缓
一种 某种 一类|目标 目的|取 采取 选用|方向 走向|好 良好|才 方才 方|比 较之|算 运算 核算|信息 讯息
靠 依靠 凭
数量 数目 个数|决定 左右 定夺|后面 后头|相比 比起|不用 无需 不必|接近 靠近 逼近|类别 种类 门类
反而 反倒
可能 或许 也许|代替 替代 取代|换成 改为 换为|比例 比率|几个 数个|长度 长短|超过 超出 高于
增强 强化 增进
控制 把控 掌控|中间 当中|恢复 复原 还原|一点 少许|阶段 时期|重复 反复|完 完毕|慢 缓慢|约 大约 大概
保证 确保 担保|加上 添上|只能 只可|稳定 平稳 稳固|单独 独自 独立|想 打算|太 过于|顺序 次序
另外 此外 再者
错误 差错 谬误|扩大 扩展|于是 因而|判断 判定 断定|它们 其|范围 范畴|放在 置于 摆在|应当 应该 理应
距离 间距
附近 周围|合适 恰当 妥当|却 倒|切换 转换|依赖 仰赖|分配 分派|精确 准确 精准|一致 相符
差别 差异 区别
当前 眼下 目前|一定 必定 肯定|基本 大体|前面 前头 前边|一些 若干|有人 某人|后来 之后|不够 不足
带来 招来 引来
配合 搭配|完整 完备 齐全|变化 变动|真实 真切|提前 预先 事先|内部 里头|要求 规定|到底 究竟
知道 知晓 明白
属于 归于|任意 随意 任何|保存 存放 存储|这些 此些|现象 景象|异常 反常|连续 接连|负责 承担 担任
很少 极少
开销 花费|正常 寻常|关系 关联|继续 接着|相近 相似|规则 规矩|正好 恰好 恰巧|用于 用在|为了 为的是
用来 用以
很大 极大|原始 最初|去掉 除去 剔除|必须 务必 须得|满足 符合|意思 含义|里面 里头|怎么办 如何处理
多半 大多
触发 引动|实验 试验|作为 当作|表现 体现|可靠 牢靠|补充 增补|机制 机理|统一 一律|步骤 环节
解释 阐释|核心 关键
衡量 度量|不如 不及|除了 除去|程度 地步|最近 近来|额外 另外|缩短 压短|互相 彼此|识别 辨认
确定 敲定 明确
越来越 愈发|遇到 碰到 碰上|变得 变成|打乱 弄乱|失效 失灵|说 讲|想象 设想|写 写下|用户 使用者
这里 此处
那里 彼处|有时 偶尔|立即 当即|随着 伴随|根据 依据|通过 经由 借助|达到 达成|支持 支撑|修改 改动
删除 删去
"""
_NAMES = (
    "卷积层 池化层 全连接层 注意力层|ReLU Sigmoid Tanh Softmax|LSTM GRU Transformer"
    "|SGD Adam RMSprop"
    "|生成器 判别器|过拟合 欠拟合|精确率 召回率|训练集 测试集|L1正则化 L2正则化|均值 方差"
    "|动量 学习率"
    "|编码器 解码器|输入门 遗忘门 输出门|BN Dropout|梯度消失 梯度爆炸|CNN RNN DNN|宽度 深度"
    "|定金 订金 违约金|共享锁 排他锁 间隙锁|主键 外键|叶子节点 内部节点|进程 线程|TCP UDP"
    "|淀粉 面粉 米粉|酵母 泡打粉|硬链接 软链接|分页 分段|读锁 写锁|互斥锁 自旋锁"
)
_DENIALS = """
可以 不可以|需要 不需要|能够 不能够|必须 不必|应该 不应该|不会 会|不能 能|不需要 需要|没有 有
会 不会|是 不是
"""
_OPPOSITES = """
增大 减小|提高 降低|增加 减少|变大 变小|越大 越小|更快 更慢|上升 下降|较大 较小|更多 更少|最大 最小
"""
_NUMERALS = re.compile(r"(?<=[一-龥])[二两三四五六七八九十](?=[个种次层步天倍条句张页年月项步点])")
_SENTENCES = (
    "这一点在后面的章节里还会用一个小例子来演示。",
    "顺便提一句，写这段话的时候外面正下着大雨。",
    "下面的图是我自己画的，比例不太准，凑合着看。",
    "有位读者来信问过这里，我把回答补在文末了。",
    "如果你赶时间，这一小段可以先跳过去不看。",
    "我第一次读到这里也愣了半天，后来请教了同事才想通。",
    "原书第三版把这部分挪到了附录，内容没有改动。",
    "实验室的老张对此有不同看法，改天请他来写一篇。",
    "手头没有现成的数据，以上数字都是凭印象写的。",
    "为了排版方便，公式统一放到了页面右侧。",
)
_FRAMES = (
    "{}的主要优点是{}，主要缺点是{}，一般适合用在{}的场合。",
    "在实际项目里，{}常常被用来{}，但是如果{}，就应当改用{}。",
    "所谓{}，就是指{}的做法，它的关键在于{}，初学者最容易忽略的是{}。",
    "面试官问到{}的时候，可以先说{}，再说{}，最后补充{}。",
    "今天来聊聊{}。它最大的好处是{}，这也是很多人选它的原因。不过要注意，{}。总的来说，如果你的场景是{}，那就放心用。",
    "问：{}好在哪里？答：首先，{}。其次，也要看到它的代价：{}。因此我们只在{}这种情况下推荐使用它。",
)
_FILLINGS = (
    ("红茶", "香气浓郁而且耐存放", "空腹喝容易伤胃", "冬天下午招待客人"),
    ("数据库索引", "查询时不必扫描整张表", "写入变慢并且占用磁盘", "读多写少"),
    ("山地自行车", "避震好、轮胎抓地力强", "车身重、公路上费力", "林间土路"),
    ("随机森林", "不用调参也有不错的准确率", "模型体积大、解释性差", "表格类数据的基线"),
    ("消息队列", "削峰填谷、解耦上下游", "排查故障的链路变长", "订单与通知分离"),
    ("铸铁锅", "受热均匀而且能进烤箱", "分量沉、容易生锈", "小火慢炖"),
    ("梯度裁剪", "一行代码就能稳住训练", "阈值要靠试验决定", "循环网络"),
    ("竹编篮子", "轻便透气又不怕摔", "受潮以后会发霉", "装水果和蔬菜"),
    ("租赁合同", "前期投入少、进退灵活", "装修花的钱带不走", "还没站稳脚跟的小店"),
    ("蓝绿部署", "出了问题一秒就能切回去", "要同时养两套机器", "不能停机的线上服务"),
    ("滴灌", "省水而且不板结土壤", "管道容易被泥沙堵住", "干旱地区的果园"),
    ("折叠屏手机", "装进口袋也能看大画面", "铰链和屏幕都娇气", "经常出差的人"),
    ("手冲咖啡", "能喝出豆子本来的味道", "每一杯都要花五分钟", "周末早晨"),
    ("列式存储", "聚合时只读用得到的列", "按行更新非常费劲", "报表和离线分析"),
    ("地源热泵", "冬夏两用而且电费低", "打井的初期投资大", "独栋住宅"),
    ("间隔重复", "用最少的时间记得最牢", "漏了几天就会堆积如山", "背单词和法条"),
    ("橡皮障", "隔湿彻底、视野干净", "第一次戴会觉得憋闷", "根管治疗"),
    ("胶片相机", "颗粒和色彩自有味道", "拍一张算一张钱", "值得慢慢来的旅行"),
    ("公证遗嘱", "真伪几乎没有争议", "改一次就要再跑一趟", "财产情况复杂的家庭"),
    ("硬质合金刀头", "高速切削也不容易软化", "崩一个口就要整片换掉", "大批量车削"),
    ("布隆过滤器", "几个比特就能记住一个键", "偶尔会把没有的说成有", "挡住穿透缓存的请求"),
    ("帆布鞋", "便宜好洗又百搭", "鞋底薄、走久了脚疼", "逛街拍照"),
    ("近红外光谱", "不破坏样品就能测成分", "建模要先攒几百个标样", "粮食收购现场"),
    ("代码评审", "问题在合并之前就露头", "催人看代码很磨性子", "三个人以上的团队"),
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
    for sentence in chance.sample(_SENTENCES, chance.choice((1, 2))):
        parts.insert(chance.randrange(1, len(parts)), sentence)
    return "".join(parts)


def _reworded(share: float) -> Edit:
    """Give an edit that puts synonyms in the place of this share of the words."""

    def edit(text: str, chance: random.Random) -> str | None:
        words = jieba.lcut(text)
        real = [i for i, word in enumerate(words) if word.strip() and word[0].isalnum()]
        known = [i for i in real if words[i] in _synonyms()]
        wanted = round(share * len(real))
        if len(known) < wanted:
            return None
        for i in chance.sample(known, wanted):
            words[i] = chance.choice(_synonyms()[words[i]])
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
    digits = re.finditer(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", text)
    # A number at the very start may be a list's.
    places = [place for place in (*digits, *_NUMERALS.finditer(text)) if place.start() > 1]
    if not places:
        return None
    place = chance.choice(places)
    if place.group()[0].isdigit():
        other = str(round(float(place.group()) * 3 + 1))
    else:
        other = chance.choice([numeral for numeral in "三四五六七八九" if numeral != place.group()])
    return text[: place.start()] + other + text[place.end() :]


def _other_sign(text: str, chance: random.Random) -> str | None:
    if re.search(r"(.)不\1", text):
        return None
    pairs = _pairs(_DENIALS)
    for word, other in chance.sample(pairs, len(pairs)):
        if word in text and not re.search(f"[不没]{word}|{word}不", text):
            return text.replace(word, other, 1)
    return None


def _other_name(text: str, chance: random.Random) -> str | None:
    groups = _pairs(_NAMES)
    for group in chance.sample(groups, len(groups)):
        for word in group:
            if word in text:
                other = chance.choice([name for name in group if name != word])
                return text.replace(word, other)
    return None


def _opposite(text: str, chance: random.Random) -> str | None:
    pairs = [order for pair in _pairs(_OPPOSITES) for order in (pair, pair[::-1])]
    for word, other in chance.sample(pairs, len(pairs)):
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


def make_templates(chance: random.Random) -> list[tuple[str, str]]:
    """Give pairs of texts of one frame; no two of them say the same of the same thing."""
    fillings = iter(chance.sample(_FILLINGS, len(_FILLINGS)))
    share = len(_FILLINGS) // len(_FRAMES)
    return [
        (frame.format(*one), frame.format(*other))
        for frame in _FRAMES
        for one, other in combinations(islice(fillings, share), 2)
    ]
