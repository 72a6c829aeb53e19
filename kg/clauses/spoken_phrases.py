"""Spoken phrases: the informal wordings in which notes state a relation of what they speak of."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import is_bad, is_good
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, leading_topic
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_END = r"(?=$|[，,；;。！!:：])"
_HEAD = rf"(?P<head>{GROUP})"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_MATTER = rf"(?:的?{one_of('object_tails')})*"
_BAD = rf"(?P<bad>(?P<tail>{SLOT})){_MATTER}"
_WELL = "(?:基本上?|几乎|也|都|就|便|自然|大大|明显|立刻|马上|从此|再|一下子)*"
_USED = "(?:所|主要|默认|常)?(?:使用|采用|用到|用)的"

_PHRASES = (
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:专?治|防住?|抗|驱|杀|压住|压制|挡住|堵住|补上|补|卡住|干掉|扛住|搞定)了?{_BAD}的?{_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:不怕|不用担心|不用怕|不必担心){_BAD}了?{_END}",
        RelationType.MITIGATES,
        0.6,
    ),
    (
        rf"^(?P<tail>{SLOT}){_CLASS}[:：]就?是?{_HEAD}{_CLASS}{_USED}{_END}",
        RelationType.USES,
        0.8,
    ),
    (
        rf"{_START}(?P<tail>{SLOT}){_CLASS}就?是{_HEAD}{_CLASS}{_USED}{_END}",
        RelationType.USES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_CLASS}{_USED}(?P<tail>{SLOT}){_CLASS}(?=叫|称为|就?是|[，,。；;]|$)",
        RelationType.USES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_CLASS}{_USED}是(?P<tail>{GROUP}){_CLASS}(?=加|来|$|[，,。；;])",
        RelationType.USES,
        0.8,
    ),
    (
        rf"^(?P<head>(?P<sum>{SLOT}))(?:=|＝)(?P<tail>{GROUP})(?=$|\+|[，,。；;])",
        RelationType.USES,
        0.6,
    ),
    (
        rf"{_START}(?P<tail>{SLOT}){_MATTER}(?:也|就|都)?是{_HEAD}的(?:通病|老毛病|大毛病|硬伤|软肋|死穴)",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}的?(?:最大|主要|最)的?(?:问题|麻烦|毛病|缺点|挑战)(?:就?是|在于)(?:会|容易|易)*"
        rf"{_BAD}(?:[过太很]?[大高多重])?{_END}",
        RelationType.CAUSES,
        0.7,
    ),
)
_READ = tuple((re.compile(pattern), relation, sure) for pattern, relation, sure in _PHRASES)
_GONE = re.compile(
    rf"(?P<tail>{SLOT})(?P<matter>{_MATTER}){_WELL}"
    r"(?:没有?了|不见了|消失了|不存在了|不再(?:存在|出现|发生|是个?问题|成为瓶颈)"
    r"|(?:小|少|轻|低)(?:多了|了很多|了不少)|迎刃而解|不会再(?:出现|发生))"
    rf"{_END}"
)
_WITHOUT = re.compile("如果不|没有|去掉|不用|不加|取消|关闭|一旦|等到?")
_MEASURE = re.compile("(?:误差|损失|目标|率|值|数|度|量|熵|比|分|项|函数)$")


def read_spoken(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what the informal phrases of a sentence state; ``topic`` is what it speaks of."""
    for pattern, relation, sure in _READ:
        for match in pattern.finditer(slotted.text):
            if _makes_sense(slotted, match):
                heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
                yield Statement(heads, relation, tails, sure)
    yield from _read_gone(slotted, topic)


def _makes_sense(slotted: Slotted, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups.get("bad"):
        return is_bad(slotted, match["tail"]) and not is_bad(slotted, match["head"])
    if groups.get("sum"):
        return "+" in match["tail"] and not _MEASURE.search(slotted.name(match["head"]))
    return not is_bad(slotted, match["head"])


def _read_gone(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Read what no longer is, thanks to what the sentence speaks of: `这样 B 就没了`."""
    match = _GONE.search(slotted.text)
    if not match or not (is_bad(slotted, match["tail"]) or "问题" in match[0]):
        return
    before = slotted.text[: match.start()]
    opening = leading_topic(slotted, before)
    subject = opening if opening.concepts else topic
    tails = slotted.fill(match["tail"])
    sensible = subject.concepts and not set(subject.concepts) & set(tails)
    if sensible and not _WITHOUT.search(before) and not is_good(slotted, match["tail"]):
        yield Statement(subject.concepts, RelationType.MITIGATES, tails, 0.7 * subject.confidence)
