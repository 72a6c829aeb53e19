"""Patterns that span a sentence's clauses: comparisons, examples of a class, means to an end."""

import re
from collections.abc import Iterator
from itertools import combinations

from kg.clauses.relation_patterns import Statement, Topic
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_WORDS = rf"(?:{one_of('adverbs', 'openings')})*+"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_DIFFER = r"(?:区别|差别|不同|差异|对比|比较|异同|不一样|是两回事|相反|有别|相比)"

_PLAIN = "(?:传统的?|普通的?|之前的?|使用)*"

_DIFFERENCE = re.compile(
    rf"(?P<group>{GROUP})(?:之?间)?(?:的|有|存在|有着)?(?:主要|本质|最大|根本|具体|核心|一个)*的?"
    rf"(?:什么|何|哪些)?{_DIFFER}"
)
_ITS_DIFFERENCE = re.compile(
    rf"(?:它|其)(?:与|和|跟)(?P<other>{SLOT}){_CLASS}(?:之间)?的?(?:主要|本质|最大)?{_DIFFER}"
)
_COMPARED_WITH_IT = re.compile(
    rf"(?:与|和|跟|同){_PLAIN}(?P<other>{SLOT}){_CLASS}(?:不同|相比|相较)(?:的是)?[，,]{_WORDS}(?:它|其)"
)
_COMPARED = (
    re.compile(
        rf"(?P<a>{GROUP}){_WORDS}(?:不同于|有别于|区别于|相比于?|相较于?|相对于|优于|不如)(?P<b>{GROUP})"
    ),
    re.compile(
        rf"(?:(?:与|和|跟|同){_PLAIN}(?P<b>{GROUP})(?:不同|相比|相较)(?:的是)?)[，,]"
        rf"{_WORDS}(?P<a>{GROUP})(?!之)"
    ),
    re.compile(
        rf"(?:相比于?|相较于?|比起|不同于|相对于){_PLAIN}(?P<b>{GROUP})(?:而言|来说)?[，,]"
        rf"{_WORDS}(?:使用)?(?P<a>{GROUP})(?!之)"
    ),
    re.compile(
        rf"(?P<a>{GROUP}){_WORDS}(?:为什么|为何)?{_WORDS}比(?P<b>{GROUP})(?:{_NOT_SLOT}{{0,10}}?)"
        r"(?:更|好|快|慢|差|强|弱|高|低|多|少|大|小|简单|复杂|严重|严格)"
    ),
    re.compile(rf"(?P<a>{GROUP}){_WORDS}(?:代替|替代|取代|替换)了?(?P<b>{GROUP})"),
    re.compile(rf"(?P<a>{GROUP})(?:vs\.?|VS\.?|Vs|对比)(?P<b>{GROUP})"),
    re.compile(rf"(?P<a>{SLOT})对(?P<b>{SLOT})(?:做了|进行了|作了).{{0,6}}(?:改动|改进|修改|简化)"),
)
_WHOLE_BEFORE = re.compile(
    rf"(?:^|[，,；;：:。的了]|为什么|为何|请问|{one_of('adverbs', 'openings')})$"
)
_COMPARE_ALL = re.compile(rf"^(?:请|试)?(?:比较|对比)(?:一下)?(?P<group>{GROUP})")
_WHEREAS = re.compile(rf"[，,；;]而(?![且是言已])(?P<b>{SLOT})")
_REMEDY = rf"(?:{one_of('mitigates')})"
_QUALIFIERS = r"(?:的|一个|一种|几种|最|简单|常用|常见|有效|主要|直接|一般|典型|可行|好)*"
_MEANS = re.compile(
    rf"{_REMEDY}了?(?:{_NOT_SLOT}{{0,12}}的)?(?P<tail>{GROUP})(?:的?问题|现象)?{_QUALIFIERS}{one_of('remedies')}"
    rf"(?:一般|通常|主要)?(?:就是|是|有|包括|为|如下)?[:：]?(?:使用|采用|引入|加入|添加|用)?(?P<head>{GROUP})"
    r"(?=$|[，,；;。、等即]|来|技术|方法)"
)
_END = re.compile(
    rf"(?:为了?|要想?|想要|针对)(?:{_REMEDY})?(?:{_NOT_SLOT}{{0,8}}的)?(?P<tail>{GROUP})(?:的?问题|现象)?[，,]"
)
_MEANS_TO_END = re.compile(
    rf"(?:{_ADVERBS}(?:人们|研究者|可以|一般|常|{SLOT})?{_ADVERBS}"
    r"(?:使用|采用|引入|提出|加入|用|增加|添加|设计)了?(?:一种|一个)?"
    rf"(?P<head>{GROUP})(?=$|[，,；;。来等])|(?P<found>{SLOT})(?:被提出|应运而生|出现了))"
)
_SINCE = re.compile(
    rf"(?:由于|因为)(?P<head>{GROUP})(?P<state>{one_of('states')})?[，,]{_NOT_SLOT}{{0,6}}?"
    rf"(?:出现|产生|发生|{one_of('causes')})了?(?P<tail>{GROUP})(?:的?{one_of('object_tails')})*"
    r"(?=$|[，,；;。])"
)
_EXAMPLES = (
    re.compile(
        rf"{one_of('typical')}的?(?P<class>{SLOT}){_CLASS}(?:主要)?(?:有|包括|包含|如|例如|比如|是|为)?[:：]?"
        rf"(?P<group>{GROUP})(?=$|[，,；;。等])"
    ),
    re.compile(
        rf"(?P<group>{GROUP})等(?:其他|常见|常用|一些|各种|传统|非线性)*的?(?P<class>{SLOT})(?!的?{one_of('object_tails')}|[的中上里])"
    ),
    re.compile(
        rf"(?P<class>{SLOT})(?P<noun>{one_of('class_nouns')})?[，,]?(?:例如|比如|诸如|如|像)[:：]?(?P<group>{GROUP})"
        r"(?=$|[，,；;。、等])"
    ),
)
_ENDS_IN_CLASS = re.compile(rf"{one_of('class_nouns')}$")
_SOLVED = re.compile(
    rf"解决了?的?(?:主要|核心|关键)?问题(?:就是|是|为|[:：])(?:不是{SLOT}{_CLASS}[，,]而是)?(?P<group>{GROUP})(?:的?问题)?(?=$|[，,；;。])"
)


def read_comparisons(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give the pairs that a sentence, heading or question compares."""
    text = slotted.text
    for pattern in (_DIFFERENCE, _COMPARE_ALL):
        for match in pattern.finditer(text):
            for head, tail in combinations(slotted.fill(match["group"]), 2):
                yield Statement((head,), RelationType.CONTRASTS, (tail,), 0.9)
    for pattern in _COMPARED:
        for match in pattern.finditer(text):
            if _comparable(slotted, match):
                heads, tails = slotted.fill(match["a"]), slotted.fill(match["b"])
                yield Statement(heads, RelationType.CONTRASTS, tails, 0.85)
    its = _ITS_DIFFERENCE.search(text) or _COMPARED_WITH_IT.match(text)
    if topic.concepts and its:
        tails = slotted.fill(its["other"])
        yield Statement(topic.concepts, RelationType.CONTRASTS, tails, 0.8 * topic.confidence)


def _comparable(slotted: Slotted, match: re.Match[str]) -> bool:
    """Tell whether a comparison is of its two concepts themselves.

    `A 的参数比 B 少` compares A with B, not its parameters; where one Chinese name ends in
    the other, a word of the shorter one (`浅层网络`) was not taken for a part of it.
    """
    first, second = slotted.name(match["a"]), slotted.name(match["b"])
    whole = _WHOLE_BEFORE.search(match.string[: match.start("a")])
    owned = any(mark in match[0] for mark in slotted.owned)
    if not whole or owned:
        return False
    return first[0].isascii() or not (first.endswith(second) or second.endswith(first))


def read_whereas(slotted: Slotted, first: Topic) -> Iterator[Statement]:
    """Give the pair of `A…，而 B…`, where a sentence opens with ``first``.

    Only names of one make are compared so: both Latin, or both with the same last character.
    """
    match = _WHEREAS.search(slotted.text)
    if match and first.concepts:
        left, right = (
            slotted.names[slotted.concepts.index(first.concepts[-1])],
            slotted.name(match["b"]),
        )
        if (left[-1] != right[-1]) and not (left[0].isascii() and right[0].isascii()):
            return
        tails = slotted.fill(match["b"])
        yield Statement(first.concepts, RelationType.CONTRASTS, tails, 0.6)


def read_sentence(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what a sentence states across its clauses, comparisons aside."""
    text = slotted.text
    for match in _MEANS.finditer(text):
        heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
        yield Statement(heads, RelationType.MITIGATES, tails, 0.9)
    end = _END.search(text)
    means = _MEANS_TO_END.match(text, end.end()) if end else None
    if end and means:
        heads = slotted.fill(means["head"] or means["found"])
        tails = slotted.fill(end["tail"])
        yield Statement(heads, RelationType.MITIGATES, tails, 0.8)
    since = _SINCE.search(text)
    if since:
        heads, tails = slotted.fill(since["head"]), slotted.fill(since["tail"])
        yield Statement(heads, RelationType.CAUSES, tails, 0.8)
    solved = _SOLVED.search(text)
    if solved and topic.concepts:
        tails = slotted.fill(solved["group"])
        yield Statement(topic.concepts, RelationType.MITIGATES, tails, 0.85 * topic.confidence)
    yield from _read_examples(slotted)


def _read_examples(slotted: Slotted) -> Iterator[Statement]:
    for name, examples in slotted.examples:
        yield Statement(examples, RelationType.IS_A, (name,), 0.8)
    for pattern in _EXAMPLES:
        for match in pattern.finditer(slotted.text):
            named = _ENDS_IN_CLASS.search(slotted.name(match["class"]))
            several = len(slotted.fill(match["group"])) > 1
            if named or match.groupdict().get("noun") or (several and pattern is not _EXAMPLES[2]):
                tails = slotted.fill(match["class"])
                yield Statement(slotted.fill(match["group"]), RelationType.IS_A, tails, 0.8)
