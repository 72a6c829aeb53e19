"""Makeup: what a clause or sentence says that a thing is made of, or that there are kinds of."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import are_parts
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, NOT_SLOT, NUMERAL, SLOT, Slotted, whole_elements
from kg.clauses.subjects import Topic, find_subject
from kg.numerals import value
from kg.records import RelationType
from kg.wordlists import read_kinds

_LIST = rf"(?P<list>[^，,；;。由{SLOT[1:-1]}]{{0,40}}{SLOT}[^，,；;。由]{{0,80}}?)"
_COMPOSED = re.compile(
    rf"由(?:一个|多个|若干)?{_LIST}等?(?:这?{NUMERAL}+{NOT_SLOT}{{0,6}}|这些{NOT_SLOT}{{0,4}})?(?:所|共同)?"
    r"(?:组成|构成|组合而成|堆叠而成|混合而成|拼接而成)"
)
_MADE_OF = re.compile(
    rf"由{NOT_SLOT}{{0,12}}(?:组成|构成|堆叠而成)[:：，,]?(?:分别)?(?:就?是|为)?(?P<list>{GROUP})"
)
_TURNED = re.compile(
    rf"(?:变为|变成|改为|合并为|简化为)了?{NUMERAL}个{NOT_SLOT}{{0,4}}[:：]?{_LIST}$"
)
_TOTAL = re.compile(rf"(?P<whole>{SLOT})[=＝](?P<list>[^=＝，,；;。]*\+[^=＝，,；;。]*)$")
_MEASURE = re.compile(
    "(?:误差|损失|目标|率|值|数|度|量|熵|比|分|项|函数|额|价|费|款|成本|资产|利润|收入|支出)$"
)
_COUNTED = re.compile(
    rf"(?P<whole>{SLOT})(?:主要|一般|通常|又|也)*(?:由|分为?|分成|有|包括|包含|可以分为|可分为)"
    r"(?P<count>[两二三四五六七八九2-9])[个大]?(?P<what>[种类]|部分|组件|部件|模块|阶段|步骤?|环节)(?:组成|构成)?[:：，,]"
)
_OPENED = re.compile(rf"(?<=[:：，,；;、])\s*(?:和|以及)?({SLOT})")


def read_makeup(slotted: Slotted, clause: str, topic: Topic) -> Iterator[Statement]:
    """Read what a thing is made of: 由 A 和 B 组成, or changed to: 变为两个门 A 和 B."""
    composed = _COMPOSED.search(clause) or _MADE_OF.search(clause)
    turned = _TURNED.search(clause)
    if total := _TOTAL.match(clause):
        yield from _read_total(slotted, total)
    if composed:
        whole = find_subject(slotted, clause[: composed.start()], topic)
        parts = slotted.fill(whole_elements(composed["list"]))
        yield Statement(parts, RelationType.PART_OF, whole.concepts, 0.9 * whole.confidence)
    if turned and are_parts(slotted, listed := whole_elements(turned["list"])):
        parts = slotted.fill(listed)
        yield Statement(parts, RelationType.PART_OF, topic.concepts, 0.9 * topic.confidence)


def read_counted(sentence: Slotted) -> Iterator[Statement]:
    """Read `A 由三部分组成：B 做…，C 做…，D 做…`: as many clauses as it counts open with a part."""
    counted = _COUNTED.search(sentence.text)
    whole = counted and sentence.fill(counted["whole"])
    if not counted or not whole:
        return
    openings = _OPENED.findall(sentence.text, counted.end() - 1)
    parts = tuple(dict.fromkeys(each for mark in openings for each in sentence.fill(mark)))
    if len(parts) != value(counted["count"]) or {*parts} & {*whole}:
        return
    kinds = counted["what"] in ("种", "类")
    yield Statement(parts, RelationType.IS_A if kinds else RelationType.PART_OF, whole, 0.7)


def _read_total(slotted: Slotted, total: re.Match[str]) -> Iterator[Statement]:
    """Read `A = B + C`: parts of A where any of them is named as a part, else what A uses."""
    whole, members = slotted.fill(total["whole"]), slotted.fill(whole_elements(total["list"]))
    if _MEASURE.search(slotted.name(total["whole"])):
        return
    named = slotted.written(total["list"]).split("+")
    if any(name.strip().endswith(read_kinds("relation_verbs")["part_nouns"]) for name in named):
        yield Statement(members, RelationType.PART_OF, whole, 0.7)
    else:
        yield Statement(whole, RelationType.USES, members, 0.6)
