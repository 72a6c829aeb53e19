"""Patterns that span a sentence's clauses: examples of a class, means to an end."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import is_bad
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_REMEDY = rf"(?:{one_of('mitigates')})"
_QUALIFIERS = r"(?:的|一个|一种|几种|最|简单|常用|常见|有效|主要|直接|一般|典型|可行|好)*"
_MEANS = re.compile(
    rf"{_REMEDY}了?(?:{_NOT_SLOT}{{0,12}}的)?(?P<tail>{GROUP})(?:的?问题|现象)?{_QUALIFIERS}{one_of('remedies')}"
    rf"(?:一般|通常|主要)?(?:就是|是|有|包括|为|如下)?[:：]?(?:使用|采用|引入|加入|添加|用)?(?P<head>{GROUP})"
    rf"(?=$|[，,；;。、等即]|技术|方法|{one_of('purposes')})"
)
_END = re.compile(
    rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings')})*(?:为了?|要想?|想要|针对)(?P<verb>{_REMEDY})?(?:{_NOT_SLOT}{{0,8}}的)?(?P<tail>{GROUP})(?:的?问题|现象)?[，,]"
)
_MEANS_TO_END = re.compile(
    rf"(?:{_ADVERBS}(?:人们|研究者|可以|一般|常|{SLOT})?{_ADVERBS}"
    r"(?:使用|采用|引入|提出|加入|用|增加|添加|设计)了?(?:一种|一个)?"
    rf"(?P<head>{GROUP})(?=$|[，,；;。等]|{one_of('purposes')})|(?P<found>{SLOT})(?:被提出|应运而生|出现了))"
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
        rf"(?P<class>{SLOT})的?{one_of('typical')}的?(?P<noun>{one_of('class_nouns')})(?:主要)?(?:有|包括|是|为)[:：]?(?P<group>{GROUP})(?=$|[，,；;。等])"
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


def read_sentence(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what a sentence states across its clauses, comparisons aside."""
    text = slotted.text
    for match in _MEANS.finditer(text):
        heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
        yield Statement(heads, RelationType.MITIGATES, tails, 0.9)
    end = _END.search(text)
    means = _MEANS_TO_END.match(text, end.end()) if end else None
    if end and means and (end["verb"] or is_bad(slotted, end["tail"])):
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
            if named or match.groupdict().get("noun") or (several and pattern is not _EXAMPLES[-1]):
                tails = slotted.fill(match["class"])
                yield Statement(slotted.fill(match["group"]), RelationType.IS_A, tails, 0.8)
