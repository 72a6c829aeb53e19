"""Clause patterns: a slotted clause to what it states, word by word from the verb lexicon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.clauses.slots import ELEMENT, GROUP, SLOT, Slotted, one_of
from kg.records import RelationType
from kg.wordlists import read_kinds

_NOT_SLOT = f"[^{SLOT[1:-1]}，,]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_OPENINGS = rf"(?:{one_of('openings')}|{one_of('adverbs')})*+"
_NUMBER = r"[一两二三四五六七八九十几多\d]"
_WINDOW_CHARS = 60
_MIN_LEAD_CHARS = 5
_MAX_LEAD_CHARS = 12

_KINDS = ("mitigates", "causes", "appears", "improves", "uses", "is_a", "has_parts", "has_kinds")
_VERBS = {word: kind for kind in _KINDS for word in read_kinds("relation_verbs")[kind]}
_DESCRIBES = re.compile(rf"的?{one_of('class_nouns', 'remedies')}$")
_QUALIFIES = re.compile(rf"(?!在){_NOT_SLOT}{{1,6}}的(?=.)")
_VERB = re.compile(one_of(*_KINDS))

_GROUP = re.compile(GROUP)
_ELEMENT = re.compile(rf"(?:{_NUMBER}+(?:个|种|层|类))?(?P<element>{ELEMENT})")
_GAP = re.compile(rf"(?P<state>{one_of('states')})?{_ADVERBS}")
_PRONOUN = (
    rf"(?:它们?|其|该{_NOT_SLOT}{{0,4}}|这(?:种|个|些|类)?(?:{one_of('class_nouns')})?|此"
    rf"|{one_of('generic_subjects')})"
)
_DROPPED = re.compile(rf"{_OPENINGS}{_PRONOUN}?{_ADVERBS}")
_BAD_LEAD = re.compile(
    rf"[不没无未缺非{SLOT[1:-1]}]|{one_of('reported')}|去掉|省略|减少|减小|降低|关闭|禁用|避免|防止|[比与和对被由给向从把将除跟让使]$|在.{{0,10}}$"
)
_PLACE_AHEAD = re.compile("(?:^|[是只都])在[^，,]{0,20}$")  # 只在 A 之后、B 前
_CONDITION = re.compile(one_of("conditions"))
_BY_MEANS = re.compile(
    rf"{_ADVERBS}(?:通过|使用|利用|采用|借助|运用|用|引入|加入|添加|代替|替代|取代)了?"
)
_PREVENTED = re.compile(rf"(?P<how>{one_of('prevents')})$")
_DENIED = re.compile(
    rf"(?:并?不能够?|无法|并?不会|不可以|不足以|难以|未能|没法|并没有|没有)(?={_ADVERBS}{one_of(*_KINDS)})"
)
_MODAL = re.compile(r"(?:会|容易|易|可能|极易|往往|就|常|经常|导致|造成)$")

_TAIL = rf"(?:{one_of('class_nouns')}|的?{one_of('object_tails')})*+"
_STOP = r"(?=$|[并且而以来时后，,；;。]|从而|进而|或|这|等|[和与])"
_PREMODIFIERS = (
    r"(?:一种|一个|一些|各种|严重的?|更多的?|大量的?|训练|网络|模型|所谓的?|这种|这个|这些"
    + rf"|该|部分|{_NOT_SLOT}{{1,12}}的)?"
)
_AFTER_VERB = r"(?:了|着|掉|到|出)?"
_PLAIN = re.compile(rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}{_STOP}")
_OBJECTS = {
    "mitigates": re.compile(
        rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}"
        rf"(?:{_STOP}|的$|的(?:一种|一个|重要|主要|有效|常用|常见|的)*"
        rf"(?:{one_of('remedies', 'class_nouns')})(?:之一)?$)"
    ),
    "causes": re.compile(
        rf"{_AFTER_VERB}{_PREMODIFIERS}(?P<group>{GROUP}){_TAIL}"
        rf"(?:{_STOP}|的(?:一个|重要|主要|根本|直接|常见)*(?:原因|因素)(?:之一)?$)"
    ),
    "appears": _PLAIN,
    "improves": _PLAIN,
    "uses": re.compile(
        rf"了?{_PREMODIFIERS}(?P<group>{GROUP})(?:{one_of('class_nouns')})*+"
        r"(?=$|[来去把将对做并，,、；;。]|进行|提取|实现|作为|完成|计算|存储|检测|保证)"
    ),
    "is_a": re.compile(
        rf"(?:{_NOT_SLOT}{{0,20}}的|[^{SLOT[1:-1]}，,的]{{0,6}})(?P<group>{SLOT})(?:{one_of('class_nouns')})*+"
        r"(?:的(?:一种|变体|变种|特例|扩展|实现|改进版?))?(?=$|[，,；;。])"
    ),
}
_PARTS = re.compile(
    rf"了?(?:[:：]|{_NUMBER}+(?:个|种|类|部分|大类)?{_NOT_SLOT}{{0,4}})?(?P<group>{GROUP})等?"
    rf"(?:{one_of('class_nouns')})*+(?:这?{_NUMBER}+[个种类层大部].{{0,8}})?$"
)
_LIST = rf"(?P<list>[^，,；;。由{SLOT[1:-1]}]{{0,40}}{SLOT}[^，,；;。由]{{0,80}}?)"
_COMPOSED = re.compile(
    rf"由(?:一个|多个|若干)?{_LIST}等?(?:{_NUMBER}+{_NOT_SLOT}{{0,6}})?(?:所|共同)?"
    r"(?:组成|构成|组合而成|堆叠而成|混合而成|拼接而成)"
)
_SEPARATOR = re.compile("[、/+]|以及|和|及|与|或")
_TURNED = re.compile(
    rf"(?:变为|变成|改为|合并为|简化为)了?{_NUMBER}个{_NOT_SLOT}{{0,4}}[:：]{_LIST}$"
)
_VARIANT = re.compile(
    rf"(?:也|都|就|均|其实)?是(?P<class>{SLOT})(?:{one_of('class_nouns')})?(?:的|中的?)"
    rf"(?:(?:一种|一个|一类|{_NUMBER}种)(?:重要|特殊|改进|简化|著名|常见)?的?)?"
    r"(?:变体|变种|特例|子类|扩展|实现|改进版本?|变形|推广|(?<=[种个类]))$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a clause states of two groups of concepts."""

    heads: tuple[str, ...]
    relation: RelationType
    tails: tuple[str, ...]
    confidence: float
    denied: bool = False
    """Whether the clause says that it does not hold."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause without a subject of its own speaks of."""

    concepts: tuple[str, ...] = ()
    confidence: float = 1.0
    """How sure it is, from 0 to 1."""
    near: bool = False
    """Whether the same sentence, or a label or pronoun in it, names the topic."""


NO_TOPIC = Topic()

_LEADING = re.compile(rf"{_OPENINGS}(?:[^{SLOT[1:-1]}，,让使令把将]{{0,6}}的)?(?P<group>{GROUP})")


def read_clause(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Give what a clause states; ``topic`` stands in for a subject that it leaves out."""
    for match in _VERB.finditer(clause):
        yield from _read_verb(slotted, clause, match, topic)
    yield from _read_makeup(slotted, clause, topic)
    variant = _VARIANT.search(clause)
    if variant:
        subject = _subject(slotted, clause[: variant.start()], topic)
        tails = slotted.fill(variant["class"])
        yield Statement(subject.concepts, RelationType.IS_A, tails, 0.9 * subject.confidence)


def read_denial(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Give what a clause says does not hold: A mitigates B in `A 不能缓解 B`."""
    affirmed, negations = _DENIED.subn("", clause)
    if negations:
        for statement in read_clause(slotted, affirmed, topic):
            yield replace(statement, denied=True)


def _read_makeup(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Read what a thing is made of: 由 A 和 B 组成, or changed to: 变为两个门 A 和 B."""
    composed, turned = _COMPOSED.search(clause), _TURNED.search(clause)
    if composed:
        whole = _subject(slotted, clause[: composed.start()], topic)
        parts = slotted.fill(_listed(composed["list"]))
        yield Statement(parts, RelationType.PART_OF, whole.concepts, 0.9 * whole.confidence)
    if turned and are_parts(slotted, listed := _listed(turned["list"])):
        parts = slotted.fill(listed)
        yield Statement(parts, RelationType.PART_OF, topic.concepts, 0.9 * topic.confidence)


def _listed(enumeration: str) -> str:
    """Give the slots that are whole elements of an enumeration; other elements may be words."""
    elements = map(_ELEMENT.fullmatch, _SEPARATOR.split(enumeration))
    return "".join(element["element"][0] for element in elements if element)


def are_parts(slotted: Slotted, group: str) -> bool:
    """Tell whether names end as names of parts do, not of kinds."""
    nouns = read_kinds("relation_verbs")["part_nouns"]
    return all(slotted.name(part).endswith(nouns) for part in re.findall(SLOT, group))


def _read_verb(
    slotted: Slotted, clause: str, verb: re.Match[str], topic: Topic
) -> Iterator[Statement]:
    kind = _VERBS[verb[0]]
    before = clause[max(0, verb.start() - _WINDOW_CHARS) : verb.start()]
    if kind in ("has_parts", "has_kinds"):
        yield from _read_whole(slotted, clause, verb, _subject(slotted, before, topic))
        return
    object_match = _OBJECTS[kind].match(clause, verb.end())
    if not object_match or _is_relative(before, object_match[0]):
        return
    before, kind = _turned(before, verb[0], kind)
    if kind == "improves" and is_bad(slotted, object_match["group"]):
        # What hastens 淀粉老化 brings it about; what betters it lessens it.
        kind = "mitigates" if verb[0].startswith("改") else "causes"
    if kind == "appears" or (kind == "mitigates" and is_good(slotted, object_match["group"])):
        return
    subject = _subject(slotted, before, topic)
    if not subject.concepts or (kind in ("uses", "is_a") and not subject.near):
        return
    tails = slotted.fill(object_match["group"])
    base = 0.8 if verb[0] in ("属于", "是一个") else 0.9
    if verb[0] == "属于" and clause.count("属于") + slotted.text.count("属于") > 2:
        return  # `A 属于 X，B 属于 Y` says where each belongs, not what it is.
    yield Statement(subject.concepts, RelationType(kind), tails, base * subject.confidence)


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


def _is_relative(before: str, after: str) -> bool:
    """Tell whether a clause only says which: `不够弥补损失的`, unlike `是用来解决它的`."""
    return before.endswith(("不够", "不足以")) or (after.endswith("的") and "是" not in before)


def is_good(slotted: Slotted, group: str) -> bool:
    """Tell whether a name is of something good to have, as 准确率; 不收敛 is not."""
    name = slotted.name(group)
    return name.endswith(read_kinds("relation_verbs")["desirable"]) and name[0] not in "不无未欠低"


def is_bad(slotted: Slotted, group: str) -> bool:
    """Tell whether a name is of something bad, as 淀粉老化."""
    return slotted.name(group).endswith(read_kinds("relation_verbs")["undesirable"])


def _read_whole(
    slotted: Slotted, clause: str, verb: re.Match[str], subject: Topic
) -> Iterator[Statement]:
    objects = _PARTS.match(clause, verb.end())
    if not objects or not subject.near or not subject.concepts:
        return
    parts = are_parts(slotted, objects["group"])
    members = slotted.fill(objects["group"])
    if parts or _VERBS[verb[0]] == "has_parts":
        confidence = (0.9 if parts else 0.6) * subject.confidence
        yield Statement(members, RelationType.PART_OF, subject.concepts, confidence)
    else:
        confidence = 0.8 * subject.confidence
        yield Statement(members, RelationType.IS_A, subject.concepts, confidence)


def _subject(slotted: Slotted, before: str, topic: Topic) -> Topic:
    """Find who does what the verb says: the concepts right before it, or the topic."""
    groups = list(_GROUP.finditer(before))
    if not groups:
        if not _DROPPED.fullmatch(before):
            return NO_TOPIC
        return Topic(topic.concepts, topic.confidence, topic.near)
    last = groups[-1]
    gap = _GAP.fullmatch(before, last.end())
    if not gap:
        return NO_TOPIC
    if len(groups) > 1 and _BY_MEANS.fullmatch(before, groups[-2].end(), last.start()):
        last = groups[-2]
    lead = before[: last.start()]
    if _PLACE_AHEAD.search(lead):
        return NO_TOPIC
    if re.search(rf"{SLOT}.{{0,20}}的$", lead):
        lead = ""  # A concept inside what qualifies the subject: the subject is the head noun.
    plain = re.fullmatch(_OPENINGS, lead) or lead.endswith("的")
    # A word or two right before a name may be a part of it: `随机主键` is not 主键.
    own = re.sub(f"^{_OPENINGS}", "", lead)
    phrase = _MIN_LEAD_CHARS <= len(own) <= _MAX_LEAD_CHARS
    if _BAD_LEAD.search(own) or not (plain or phrase):
        return NO_TOPIC
    conditional = gap["state"] or _CONDITION.search(lead)
    confidence = (1.0 if plain else 0.85) * (0.8 if conditional else 1.0)
    return Topic(slotted.fill(last[0]), confidence, near=True)


def leading_topic(slotted: Slotted, clause: str) -> Topic:
    """Give the concepts that a clause opens with, as what it speaks of."""
    match = _LEADING.match(clause)
    named = match and re.search("[是为有含种个]$", clause[: match.start("group")])
    if (
        not match
        or named
        or re.match(r"[时后前]|[之以]后|的?(?:情况|时候|过程)", clause[match.end() :])
    ):
        return NO_TOPIC
    if _DESCRIBES.match(clause, match.end()) or _QUALIFIES.match(clause, match.end()):
        return NO_TOPIC
    owned = clause[match.end() :].startswith("的")
    return Topic(slotted.fill(match["group"]), 0.8 if owned else 0.9, near=True)
