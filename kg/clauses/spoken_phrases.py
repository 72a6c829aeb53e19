"""Spoken phrases: the informal wordings in which notes state a relation of what they speak of."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import is_bad, is_bad_name, is_good
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, find_subject, leading_topic
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_END = r"(?=$|[，,；;。！!:：])"
_HEAD = rf"(?P<head>{GROUP})"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_MATTER = rf"(?:的?{one_of('object_tails')})*"
_NOT_LACK = rf"(?:(?![不缺少没无非未]){_NOT_SLOT})"
_BAD = rf"(?P<bad>(?P<tail>{SLOT})){_MATTER}"
_WELL = "(?:基本上?|几乎|也|都|就|便|自然|大大|明显|立刻|马上|从此|再|一下子)*"
_HELPS = rf"(?:也|都|很|非常|比较)*有{_NOT_SLOT}{{0,3}}(?:好处|帮助|用|效|作用)"
_USED = "(?:所|主要|默认|常)?(?:使用|采用|用到|用)的"

_PHRASES = (
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:专?治|防住?|抗|驱|杀|压住|压制|挡住|顶住|堵住|补上|补|卡住|干掉|扛住|搞定)了?{_BAD}的?{_END}",
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
        rf"{_START}{_HEAD}的?(?:最大|主要|最)的?(?:问题|麻烦|毛病|缺点|挑战)(?:就?是|在于)(?:会|容易|易)*"
        rf"{_BAD}(?:[过太很]?[大高多重])?{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_BAD}{_ADVERBS}(?:(?<=是)|由){_NOT_LACK}{{0,6}}{_HEAD}{_NOT_LACK}{{0,4}}?"
        rf"(?:造成|引起|导致|引发|闹|惹|害)的?{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}(?:一[多大高深长少低小强快]|{one_of('states')})了?[，,]?(?:就|便|容易|很容易|会)+"
        rf"(?:出现|产生|发生)?{_BAD}了?{_END}",
        RelationType.CAUSES,
        0.6,
    ),
    (
        rf"(?:^|(?<=[，,；;：:]))(?:如果|要是|一旦|出现|遇到|发现|有)*了?{_BAD}(?:了|时|的时候|的话|严重|厉害)*[，,]?"
        rf"(?:就|可以|不妨|建议|赶紧|应该|要|得|先|一般|通常|多半|也)*(?:用|使用|加上?|试试|试|换成?|改用|考虑|采用|打开|引入)"
        rf"{_HEAD}(?={_END}|{one_of('purposes')})",
        RelationType.MITIGATES,
        0.6,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}对于?{one_of('mitigates')}?{_BAD}{_HELPS}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}对于?(?P<tail>(?P<ill>{SLOT})){_MATTER}(?:也|都|很|非常|比较|十分|最)*"
        rf"(?:有效|有用|管用){_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"^{_BAD}(?:[:：]|[→—]+|-+)(?:可以?|一般|通常|就|要|常)*(?:用|加上?|上|靠|换成?|改用){_HEAD}(?={_END}|{one_of('purposes')})",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"^{_BAD}(?:[:：]|[→—]+){_HEAD}(?:来|去|可以?|能)*(?:{one_of('mitigates')}|处理){_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"^{_BAD}[，,](?:解决|处理|对付|防治)?(?:{one_of('remedies')})?[:：]{_HEAD}{_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}对于?{one_of('improves')}?(?P<tail>(?P<fine>{SLOT})){_HELPS}",
        RelationType.IMPROVES,
        0.7,
    ),
    (
        rf"{_START}(?P<tail>(?P<fine>{SLOT})){_ADVERBS}(?:通过|用|靠|借助){_HEAD}(?:来|去)*{one_of('improves')}{_END}",
        RelationType.IMPROVES,
        0.8,
    ),
    (
        rf"{_START}{_BAD}{_ADVERBS}(?:靠|用|通过){_HEAD}(?:来|去)*(?:压|治|防|解|扛|顶|对付|搞定|处理)(?:住|掉)?{_END}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"(?:^|(?<=[，,；;：:]))(?:如果|若)?(?:要想?|想要?|为了?)?(?:{one_of('mitigates')}|治|防|对付){_BAD}[，,]?"
        rf"(?:就|得|要|可以|应该|最好|必须|一般|通常|常)*(?:首选|推荐|用|使用|采用|加上?|吃|打|上|做|喷){_HEAD}"
        rf"(?={_END}|{one_of('purposes')})",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}(?:因为|由于)?{_HEAD}[，,](?:结果就?是?|后果就?是?|所以|因此|于是)(?:就|会|容易|出现|产生|有|发生)*{_BAD}{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}(?P<tail>{SLOT})[里中上]?(?:最|的)*(?:关键|重要|核心|主要)的(?:部件|部分|组件|零件|环节|模块|步骤)就?是{_HEAD}{_END}",
        RelationType.PART_OF,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:是|算)?(?P<tail>{SLOT})[里中上内]?的(?:一个|其中一个|核心|关键|重要)?(?:部件|零件|组件|环节|模块){_END}",
        RelationType.PART_OF,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}(?:其实|本质上?|说白了|就)*(?:就?是|等于)(?P<tail>{SLOT}(?:(?:加上?|\+|搭配?){SLOT})+){_END}",
        RelationType.USES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}(?:里|中|内部)的?{_NOT_SLOT}{{1,6}}(?:靠|用)的?是?(?P<tail>{SLOT})(?:实现|完成|来做)?{_END}",
        RelationType.USES,
        0.6,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:是|算)?(?:一[种个])?(?:基于|使用|采用|利用)(?P<tail>{SLOT})的(?!{_END})",
        RelationType.USES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:拿|选用?了?|选择了?)(?P<tail>{SLOT})(?:来|做|当|作)",
        RelationType.USES,
        0.7,
    ),
    (
        rf"{_START}(?P<tail>{SLOT}){_ADVERBS}被{_HEAD}(?:用来|用于|用作|采用|使用)",
        RelationType.USES,
        0.7,
    ),
    (
        rf"^(?P<tail>(?P<class>{SLOT}))(?:[:：]|—+)(?:主要|常见的?|常用的?)*(?:包括|有|分为)(?P<head>{GROUP})等?{_END}",
        RelationType.IS_A,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}的?(?:底层|内部|背后)(?:用的|其实|本质上?)*就?是(?P<tail>{SLOT}){_END}",
        RelationType.USES,
        0.6,
    ),
    (
        rf"{_START}(?P<tail>(?P<class>{SLOT}))(?:主要|常见的|常用的)*有(?P<head>{GROUP})等?{_END}",
        RelationType.IS_A,
        0.7,
    ),
)
_READ = tuple((re.compile(pattern), relation, sure) for pattern, relation, sure in _PHRASES)
_TWO = re.compile(f"{SLOT}.*{SLOT}")
_GONE = re.compile(
    rf"(?P<tail>{SLOT})(?P<matter>{_MATTER}){_WELL}"
    r"(?:没有?了|不见了|消失了|不存在了|不再(?:存在|出现|发生|是个?问题|成为瓶颈)"
    r"|(?:小|少|轻|低)(?:多了|了很多|了不少)|迎刃而解|不会再(?:出现|发生))"
    rf"{_END}"
)
_ENDS_IN_CLASS = re.compile(rf"{one_of('class_nouns')}$")
_SUFFERS = re.compile(
    rf"(?<![不没未无])(?:很|更|也|还|都)*(?:容易|易|会|有|存在)(?:得|患上?|染上|落下)?(?P<tail>{SLOT})(?P<matter>{_MATTER}){_END}"
)
_SUCH_AS = re.compile(
    rf"^(?:其中|比较|最)*(?:常用|常见|典型|主流|经典)的?(?:就?有|是|包括)(?P<group>{GROUP})等?(?=$|[，,。；;])"
)
_CLASSED = re.compile(
    rf"^(?:属于(?P<whole>{SLOT}){_CLASS}(?:的一种|的一类)?|(?:它?是)?一[种类]{_NOT_SLOT}{{0,8}}(?P<kind>{SLOT}){_CLASS}){_END}"
)
_WITHOUT = re.compile("如果不|没有|去掉|不用|不加|取消|关闭|一旦|等到?")
_MEASURE = re.compile("(?:误差|损失|目标|率|值|数|度|量|熵|比|分|项|函数)$")


def read_spoken(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what the informal phrases of a sentence state; ``topic`` is what it speaks of."""
    for pattern, relation, sure in _READ if _TWO.search(slotted.text) else ():
        for match in pattern.finditer(slotted.text):
            if _makes_sense(slotted, match):
                heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
                yield Statement(heads, relation, tails, sure)
    yield from _read_gone(slotted, topic)
    yield from _read_suffered(slotted, topic)
    if topic.concepts and (classed := _CLASSED.match(slotted.text)):
        tails = slotted.fill(classed["whole"] or classed["kind"])
        yield Statement(topic.concepts, RelationType.IS_A, tails, 0.7 * topic.confidence)
    such = _SUCH_AS.match(slotted.text)
    if such and topic.concepts and len(slotted.fill(such["group"])) > 1:
        heads = slotted.fill(such["group"])
        yield Statement(heads, RelationType.IS_A, topic.concepts, 0.7 * topic.confidence)


def _read_suffered(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Read what the thing spoken of falls into: `A…，容易过拟合`, `A…，有过拟合的风险`."""
    for match in _SUFFERS.finditer(slotted.text):
        before = slotted.text[: match.start()]
        clause = re.split("[，,；;：:]", before)[-1]
        subject = find_subject(slotted, clause, topic)
        worse = is_bad(slotted, match["tail"]) and not _WITHOUT.search(before)
        worse = worse and "时" not in clause
        if worse and subject.concepts and not any(map(is_bad_name, subject.concepts)):
            tails = slotted.fill(match["tail"])
            yield Statement(subject.concepts, RelationType.CAUSES, tails, 0.7 * subject.confidence)


def _makes_sense(slotted: Slotted, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups.get("bad"):
        return is_bad(slotted, match["tail"]) and not is_bad(slotted, match["head"])
    if groups.get("ill"):
        return not is_good(slotted, match["tail"])
    if groups.get("fine"):
        return not is_bad(slotted, match["tail"])
    if groups.get("sum"):
        return "+" in match["tail"] and not _MEASURE.search(slotted.name(match["head"]))
    if groups.get("class"):
        several = len(slotted.fill(match["head"])) > 1
        whole = slotted.name(match["tail"])
        alike = slotted.name(match["head"])[-2:] == whole[-2:]
        return several and (alike or bool(_ENDS_IN_CLASS.search(whole)))
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
