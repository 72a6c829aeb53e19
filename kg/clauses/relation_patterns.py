"""Clause patterns: a slotted clause to what it states, word by word from the verb lexicon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.clauses.name_endings import (
    are_parts,
    class_of,
    is_bad,
    is_bad_name,
    is_good,
    is_good_name,
    is_person,
)
from kg.clauses.slots import GROUP, NOT_SLOT, NUMERAL, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, find_subject
from kg.records import RelationType
from kg.wordlists import read_kinds

_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_WINDOW_CHARS = 60
_TOTAL_CHARS = 6
_SURE = 0.8
"""A label in the sentence is surer than this to be its subject, a heading is not."""

_KINDS = ("mitigates", "causes", "appears", "improves", "uses", "is_a", "has_parts", "has_kinds")
_VERBS = {word: kind for kind in _KINDS for word in read_kinds("relation_verbs")[kind]}
# 解决方式为 A: the noun is no verb.
_VERB = re.compile(
    rf"{one_of(*_KINDS)}(?!的?(?:方式|方法|办法|方案|手段|措施|策略|思路|途径|对策)[是有为:：包])"
)

_GROUP = re.compile(GROUP)
_CONDITION = re.compile(one_of("conditions"))
_UNHARMED = re.compile("(?:不会|不再|不易|不太?容易)$")
_PREVENTED = re.compile(rf"(?P<how>{one_of('prevents')})$")
_DENIED = re.compile(
    rf"(?:并?不能够?|无法|并?不会|不可以|不足以|难以|未能|没法|并没有|没有)(?={_ADVERBS}{one_of(*_KINDS)})"
)
_MEANS = re.compile(
    rf"(?<![不没未无])(?:通过|使用|利用|采用|借助|运用|引入|加入|配合|配上|搭配|加上|用|靠)了?(?P<group>{GROUP}){_ADVERBS}$"
)
_PROBLEM = re.compile("(?:问题|难题|隐患|风险|现象|缺陷|困扰|麻烦|挑战)$")
# `可以降低 A`, `也可以用 A` with no subject: what one may do, and not what the topic does.
_ONLY_MAY = {"mitigates": re.compile("可"), "uses": re.compile("[也还]可|或")}
_UNREAL = re.compile("如果|假如|假设|要是|倘若|若|想要?")
_HAS = ("存在", "面临", "带来", "产生")
_MODAL = re.compile(r"(?:会|容易|易|可能|极易|往往|就|常|经常|导致|造成)$")

_TAIL = rf"(?:{one_of('class_nouns')}|的?{one_of('object_tails')})*+"
_STOP = rf"(?=$|[并且而以来后就，,、；;。]|从而|进而|或|这|等|[和与]|{one_of('growth')})"
_SECOND_VERB = one_of("mitigates", "causes", "improves", "uses", "negations")
# What qualifies an object: whose it is or of what sort, but no second verb.
_PREMODIFIERS = (
    rf"(?:{SLOT}所?(?:造成|引起|导致|带来|引发)的)?"
    rf"(?:{NOT_SLOT}{{1,12}}的)?"
    rf"(?:{NUMERAL}+[个种层类组条台套块]|一些|各种|严重|更多|大量|训练|网络|模型|所谓|这种|这个|这些|该|部分|频繁)?"
    rf"(?P<sort>(?:(?!的|{_SECOND_VERB}){NOT_SLOT}){{0,6}})"
)
_AFTER_VERB = r"(?:了|着|掉|到|出)?"
_PLAIN = re.compile(rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}{_STOP}")
_OBJECTS = {
    "mitigates": re.compile(
        rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}"
        rf"(?:{_STOP}|的$|(?:提出|设计|出现)的?$|的(?:一种|一个|重要|主要|有效|常用|常见|的)*"
        rf"(?:{NUMERAL}[种个类]|首选|核心|关键|常规|经典|典型)*"
        rf"(?:{one_of('remedies', 'class_nouns')})(?:之一)?$)"
    ),
    "causes": re.compile(
        rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}"
        rf"(?:{_STOP}|的(?:一个|重要|主要|根本|直接|常见)*(?:原因|因素|后果|结果|情况|难题|困扰|麻烦|挑战)(?:之一)?$)"
    ),
    "appears": _PLAIN,
    "improves": re.compile(
        rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP})(?:的{one_of('desirable')}|能力|性能|效果|速度|效率|质量|{_TAIL}){_STOP}"
    ),
    "uses": re.compile(
        rf"了?(?![更较]){_PREMODIFIERS}(?P<group>{GROUP})(?:{one_of('class_nouns')})*+"
        rf"(?!(?:来|去|加以|进行)*{one_of('mitigates')}(?:$|[，,；;。]))"
        rf"(?=$|[，,、；;。]|{one_of('purposes', 'mitigates')})"
    ),
    "is_a": re.compile(
        rf"(?:(?<=[种类款项门])[^，,。；;：:]{{0,40}}的|{NOT_SLOT}{{0,20}}的|[^{SLOT[1:-1]}，,的]{{0,6}})(?P<group>{SLOT})(?:{one_of('class_nouns')})*+"
        r"(?:的(?:一种|范畴|一员|变体|变种|特例|扩展|实现|改进版?))?(?:之一)?(?=$|[，,；;。])"
    ),
}
_PARTS = re.compile(
    rf"了?(?:[:：]|{NUMERAL}+(?:个|种|类|部分|大类)?{NOT_SLOT}{{0,4}})?(?P<group>{GROUP})等?"
    rf"(?:{one_of('class_nouns')})*+(?:这?{NUMERAL}+[个种类层大部].{{0,8}})?$"
)
STAGES = re.compile(rf"{NUMERAL}+[个大]?(?:阶段|步|部分|环节|层|模块|组件|子|块|段|时?期)")
"""Counts members as parts of a whole: 两个阶段."""
_BY = re.compile(
    rf"(?:它|主要|一般|通常|都|也|则|就|是)*(?:依?靠|用|通过|借助)(?P<group>{GROUP})(?:来|去)*(?:实现|完成|做到)的?[。；;]?$"
)
_VARIANT = re.compile(
    rf"(?:也|都|就|均|其实)?(?:是|算是?|算作|可以?看[作成]|可以?视为|被视为)(?P<class>{SLOT})(?:{one_of('class_nouns')})?"
    rf"(?:的|中的?)(?:{NOT_SLOT}{{0,5}}(?:变体|变种|特例|子类|扩展|实现|改进|版本?|变形|推广)|(?:一种|一个|一类|{NUMERAL}种))$"
)
_QUALITY = re.compile("(?:性|因素|能力)$")
"""`引入随机性`: a thing brings in a quality, and does not use it."""
_INSIDE = re.compile("(?:内部|底层|背后)(?:其实|就|主要)*$")
"""`索引底层是一种平衡树`: it is none itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a clause states of two groups of concepts."""

    heads: tuple[str, ...]
    relation: RelationType
    tails: tuple[str, ...]
    confidence: float
    denied: bool = False
    """Whether the clause says that it does not hold."""


def read_clause(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Give what a clause states; ``topic`` stands in for a subject that it leaves out."""
    for match in _VERB.finditer(clause):
        yield from _read_verb(slotted, clause, match, topic)
    means = _BY.match(clause)
    if means and topic.near:
        tails = slotted.fill(means["group"])
        yield Statement(topic.concepts, RelationType.USES, tails, 0.8 * topic.confidence)
    variant = _VARIANT.search(clause)
    if variant:
        subject = find_subject(slotted, clause[: variant.start()], topic)
        tails = slotted.fill(variant["class"])
        yield Statement(subject.concepts, RelationType.IS_A, tails, 0.9 * subject.confidence)


def read_denial(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Give what a clause says does not hold: A mitigates B in `A 不能缓解 B`."""
    affirmed, negations = _DENIED.subn("", clause)
    if negations:
        for statement in read_clause(slotted, affirmed, topic):
            yield replace(statement, denied=True)


def _read_verb(
    slotted: Slotted, clause: str, verb: re.Match[str], topic: Topic
) -> Iterator[Statement]:
    kind = _VERBS[verb[0]]
    before = clause[max(0, verb.start() - _WINDOW_CHARS) : verb.start()]
    if kind in ("has_parts", "has_kinds"):
        yield from _read_whole(slotted, clause, verb, find_subject(slotted, before, topic))
        return
    object_match = _OBJECTS[kind].match(clause, verb.end())
    if not object_match or _is_relative(before, object_match[0]):
        return
    unharmed = _UNHARMED.search(before)
    before, kind = _turned(before, verb[0], kind)
    bad = bool(is_bad(slotted, object_match["group"]) or _PROBLEM.search(object_match[0]))
    kind = _settled(_kind_of(kind, before, object_match[0]), verb[0], bad=bad)
    # A word or two before 死锁 only say which; before another name they may be a verb. And
    # `折旧不会带来现金流出` names no trouble, so it names no remedy.
    loose = object_match.groupdict().get("sort") or (kind == "mitigates" and unharmed)
    # 是防止除零的小常数 says which constant.
    loose = loose or (
        before[-1:] == "是" and "的" in clause[verb.end() : object_match.start("group")]
    )
    good = is_good(slotted, object_match["group"])
    sense = _makes_sense(kind, verb[0], slotted, object_match["group"])
    if (loose and not bad and not good) or not sense:
        return
    tails = slotted.fill(object_match["group"])
    if kind in ("mitigates", "improves"):
        if _UNREAL.match(before):
            return
        if (means := _MEANS.search(before)) and not _CONDITION.search(before):
            yield Statement(slotted.fill(means["group"]), RelationType(kind), tails, 0.8)
    subject = find_subject(slotted, before, topic)
    named = bool(_GROUP.search(before))
    only_may = not (named or bad) and _ONLY_MAY[kind].match(before) if kind in _ONLY_MAY else None
    placed = verb[0] == "属于" and slotted.text.count("属于") > 1  # A 属于 X，B 属于 Y
    told = kind == "mitigates" and subject.near and subject.confidence > _SURE
    if not (placed or (only_may and not told)) and _may_do(kind, subject, named=named):
        sure = (0.8 if verb[0] in ("属于", "是一个") else 0.9) * subject.confidence
        yield Statement(subject.concepts, RelationType(kind), tails, sure)


def _makes_sense(kind: str, verb: str, slotted: Slotted, group: str) -> bool:
    """Tell whether a thing can be so done to: less 准确率 is no remedy."""
    if verb == "引入" and _QUALITY.search(slotted.name(group)):
        return False
    if kind == "is_a":  # `A 属于输出层` says where it belongs, `A 是一个信号` what it is worth.
        rated = slotted.name(group).endswith(read_kinds("relation_verbs")["ratings"])
        return not are_parts(slotted, group) and not rated
    return kind != "appears" and not (kind == "mitigates" and is_good(slotted, group))


def _may_do(kind: str, subject: Topic, *, named: bool) -> bool:
    """Tell whether a subject, which the clause itself may name, can do what a verb says."""
    if not subject.concepts or (kind in ("uses", "is_a") and not subject.near):
        return False
    if kind == "causes" and all(map(is_good_name, subject.concepts)):
        return False  # `准确率会出现波动`
    if kind == "improves" and all(map(is_bad_name, subject.concepts)):
        return False  # `提高复杂度` under 欠拟合
    if any(map(is_person, subject.concepts)):
        return False  # whom it befalls, and not what brings it about
    # `针对死锁，使用超时`: the remedy is not the problem's.
    remedy = kind == "uses" or (kind == "mitigates" and not named)
    return not remedy or not all(map(is_bad_name, subject.concepts))


def _turned(before: str, verb: str, kind: str) -> tuple[str, str]:
    """What the words right before a verb of causing make of it: 不会产生 is a remedy."""
    if kind not in ("causes", "appears"):
        return before, kind
    prevented = _PREVENTED.search(before)
    if prevented and (kind == "appears" or prevented["how"].startswith(("避免", "防止", "减少"))):
        return before[: prevented.start()], "mitigates"
    if verb.startswith("容易") and before.endswith(("不", "不太", "更不")):
        return re.sub("更?不太?$", "", before), "mitigates"
    return before, "causes" if kind == "causes" or _MODAL.search(before) else "appears"


def _kind_of(kind: str, before: str, after: str) -> str:
    """What a means that only qualifies a class says: `A 是基于密度的聚类` is of a kind."""
    if kind == "is_a" and _INSIDE.search(before):
        return "uses"
    qualifies = before.endswith(("是", "种", "类", "个")) and "的" in after
    return "is_a" if kind == "uses" and qualifies else kind


def _settled(kind: str, verb: str, *, bad: bool) -> str:
    """What a bad object makes of a verb: what hastens 淀粉老化 brings it about."""
    if not bad:
        return kind
    if kind == "improves":
        return "mitigates" if verb.startswith("改") else "causes"
    if kind == "uses":
        return "causes" if verb == "引入" else "appears"
    return "causes" if kind == "appears" and verb in _HAS else kind


def _is_relative(before: str, after: str) -> bool:
    """Tell whether a clause only says which: `不够弥补损失的`, unlike `是用来解决它的`."""
    return before.endswith(("不够", "不足以")) or (after.endswith("的") and "是" not in before)


def _read_whole(
    slotted: Slotted, clause: str, verb: re.Match[str], subject: Topic
) -> Iterator[Statement]:
    objects = _PARTS.match(clause, verb.end())
    if objects and not (subject.near and subject.concepts):
        kind = class_of(slotted, slotted.text.partition(clause)[0], objects["group"])
        subject = Topic(kind, _SURE, near=True)
    if not objects or not subject.concepts:
        return
    parts = are_parts(slotted, objects["group"]) or STAGES.search(objects[0])
    members = slotted.fill(objects["group"])
    whole = subject.concepts[-1]
    said = objects[0] + slotted.text.partition(clause)[2][:_TOTAL_CHARS]  # …，一共三种
    counted = re.search(f"{NUMERAL}[种类](?!结构|组件|部件|成分|元素|要素|模块|单元)", said)
    alike = re.search(one_of("typical"), clause[: verb.start()]) or any(
        slotted.name(part)[-2:] == whole[-2:] for part in re.findall(SLOT, objects["group"])
    )
    if parts or (not alike and _VERBS[verb[0]] == "has_parts" and not counted):
        confidence = (0.9 if parts else 0.6) * subject.confidence
        yield Statement(members, RelationType.PART_OF, subject.concepts, confidence)
    else:
        confidence = 0.8 * subject.confidence
        yield Statement(members, RelationType.IS_A, subject.concepts, confidence)
