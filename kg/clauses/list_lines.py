"""List lines: what a line, or a heading below another, states by standing where it stands."""

import re
from collections.abc import Iterator

from kg.clauses.clause_topics import CLAUSE_ENDS
from kg.clauses.name_endings import is_bad_name
from kg.clauses.relation_patterns import Statement
from kg.clauses.sections import Section, SectionKind
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.records import RelationType
from kg.wordlists import read_kinds

_ITEM_NAME = re.compile(rf"^(?P<group>{GROUP})(?:[:：]|等?[。；;，,]?$)")
_DOUBLY_NAMED = re.compile(rf"^[^{SLOT[1:-1]}，,:：]{{2,10}}(?P<group>{SLOT})[:：]")
# An entry that opens with a thing and what it does, which is not what becomes of it: `学习率调小`.
_DOES = re.compile(
    rf"^(?P<group>{GROUP})(?![的里中上内太过是有也不没、，,:：。；;调设改减增取开变降升拉]|{one_of('states')}|$)"
)
_SORTED = re.compile(
    rf"^[^，,。：:]{{0,12}}(?:{one_of('class_nouns')}|[库件层类]|{SLOT}{one_of('class_nouns')}?)[:：](?P<group>{GROUP})[。；;]?$"
)
"""A sort of remedy, by its label, and the remedy."""
_BARE = re.compile(rf"^(?P<group>{GROUP})等?[。；;，,]?$")
_COUNTED = re.compile(
    r"^(?:主要|一般|它|共|总共|一共|里面|包含|包括|由|有|分)*[一两二三四五六七八九十几\d]个?(?P<what>[^，,。：:]{1,3})(?:组成|构成)?"
    rf"[:：](?P<group>{GROUP})"
)
_CAUSE = re.compile(
    rf"^(?:(?:主要|通常|一般)*(?:是因为|因为|由于|存在|在于))?(?P<group>{GROUP})(?:{one_of('states')}|[^{SLOT[1:-1]}，,:：不缺少没无未]{{1,4}})?(?:[:：]|等?[。；;，,]?$)"
)
_SUFFERED = re.compile(
    rf"^(?:会|容易|可能|存在|有|易|产生|出现|导致|造成|引起|引发|带来|陷入)*"
    rf"(?:(?:额外|更多|一定|明显|严重|较大)的?)?(?P<group>{GROUP})"
    rf"(?:的?{one_of('object_tails')})*[。；;，,]?$"
)
# How a weakness that is told at length ends: `…，必然 A`, `…，这就是 A`.
_ENDS_BADLY = re.compile(
    rf"(?<![不没未])(?:必然|必定|就会|总会|难免|免不了|很容易|容易|会|这就是|就是|即|叫|称为|称作)"
    rf"(?:出现|发生|产生|导致|造成|引起|引发|陷入)?了?(?P<group>{GROUP})(?=$|[，,；;。])"
)
_APPLIED = re.compile(
    rf"^(?P<or>或者?|也可以?|还可以?)?(?:对{SLOT})?"
    rf"(?:{one_of('improves', 'mitigates')}(?=可以?用|要用|靠|一般用|通常用|常用))?"
    rf"(?:可以|可|能够|我们|也|还|通过|一般|通常|例如|比如|有|是|常用|的)*"
    rf"(?:使用|采用|加入|加|借助|设置|引入|添加|增加|利用|进行|做|用|选择|改用|换用|应用|换|拿|上)?了?(?P<group>{GROUP})"
    rf"(?:[^{SLOT[1:-1]}]{{0,3}}{one_of('class_nouns')})?(?:(?:来)?(?:代替|替代|取代).{{1,10}})?(?:的?{one_of('remedies')}|初始化|{one_of('purposes')}[^{SLOT[1:-1]}]{{0,6}})?等?$"
)
_ROOT = re.compile(
    r"(?:根源|病根|根子|根本原因|主要原因|原因|起因|症结|罪魁祸首)(?:其实|主要|多半)*(?:就?是|在于|出在)"
)
_ARROW = re.compile(rf"(?<=[\u4e00-\u9fff])[-=→⇒]{{1,2}}(?P<group>{GROUP})[。；;]?$")
_LONG_CHARS = 3
_HEAD_CHARS = 2
"""The end of a compound that says what it is a kind of: 损失 in 分类损失."""
# What has Latin names below it as its kinds; a protocol or system has terms and parts there.
_CLASS = re.compile(
    rf"^(?=[\u4e00-\u9fff]).*{one_of('class_nouns')}(?<!协议|系统|结构|机制|框架|平台)$|(?:家族|系列|(?<!分)类)$"
)
_MEANS_OF = {
    SectionKind.REMEDIES: (RelationType.MITIGATES, 0.8),
    SectionKind.IMPROVERS: (RelationType.IMPROVES, 0.7),
}


def read_line(sentence: Slotted, section: Section, *, first: bool) -> Iterator[Statement]:
    """Give what a sentence states by standing under its heading.

    Args:
        sentence: The sentence, or a heading below that of the section.
        section: The heading, read.
        first: Whether the sentence opens its paragraph or list item.
    """
    concepts = section.concepts
    if section.kind in _MEANS_OF:
        relation, sure = _MEANS_OF[section.kind]
        for group in _applied(sentence.text, first=first):
            yield Statement(sentence.fill(group), relation, concepts, sure)
        if section.kind is SectionKind.REMEDIES and first and (does := _DOES.match(sentence.text)):
            yield Statement(sentence.fill(does["group"]), relation, concepts, 0.6)
    elif section.kind is SectionKind.CAUSES:
        if first and (match := _CAUSE.match(sentence.text)):
            yield Statement(sentence.fill(match["group"]), RelationType.CAUSES, concepts, 0.75)
    elif section.kind is SectionKind.WEAKNESSES:
        yield from _read_weakness(sentence, concepts)
    elif first:
        yield from _read_member(sentence, section)


def _read_weakness(sentence: Slotted, of: tuple[str, ...]) -> Iterator[Statement]:
    """Give what a thing suffers from, named alone or as the end of what a sentence tells."""
    if match := _SUFFERED.match(sentence.text):
        yield Statement(of, RelationType.CAUSES, sentence.fill(match["group"]), 0.7)
        return
    for match in _ENDS_BADLY.finditer(sentence.text):
        suffered = sentence.fill(match["group"])
        if all(map(_is_trouble, suffered)):
            yield Statement(of, RelationType.CAUSES, suffered, 0.6)


def _read_member(sentence: Slotted, section: Section) -> Iterator[Statement]:
    """Give the kind or part that a list item or subheading names."""
    counted = _COUNTED.match(sentence.text) if section.kind is SectionKind.ABOUT else None
    if counted and counted["what"].endswith(read_kinds("relation_verbs")["part_nouns"]):
        parts = sentence.fill(counted["group"])
        yield Statement(parts, RelationType.PART_OF, section.concepts, 0.75)
    pattern = _BARE if section.kind is SectionKind.NAMES else _ITEM_NAME
    match = pattern.match(sentence.text)
    if not match and pattern is _ITEM_NAME and (double := _DOUBLY_NAMED.match(sentence.text)):
        match = double if sentence.name(double["group"]).isascii() else None
    if not match:
        return
    members = sentence.fill(match["group"])
    if section.kind is SectionKind.USED:
        yield Statement(section.concepts, RelationType.USES, members, 0.7)
    elif section.kind is SectionKind.PARTS:
        yield Statement(members, RelationType.PART_OF, section.concepts, 0.75)
    elif section.kind in (SectionKind.KINDS, SectionKind.NAMES):
        yield Statement(members, RelationType.IS_A, section.concepts, 0.8)
    elif section.kind is SectionKind.ABOUT and all(_is_kind(m, section) for m in members):
        yield Statement(members, RelationType.IS_A, section.concepts, 0.7)


def _is_kind(member: str, section: Section) -> bool:
    """Tell whether a line names a kind of what its heading is about: Adam under 优化器."""
    name = section.concepts[0]
    of_class = _ends_in(member, name) or bool(member.isascii() and _CLASS.search(name))
    return of_class and len(section.concepts) == 1


def _ends_in(member: str, name: str) -> bool:
    """Tell whether a name ends as the heading's: 快速排序 under 排序算法."""
    nouns = read_kinds("relation_verbs")["class_nouns"]
    stem = next((name.removesuffix(noun) for noun in nouns if name.endswith(noun)), name) or name
    chinese = "\u4e00" <= stem[0] <= "\u9fff"
    return (
        chinese
        and not name.endswith(member)
        and member != stem
        and member.endswith(stem[-_HEAD_CHARS:])
        and not (stem == name and len(member) == len(name) > _LONG_CHARS)  # 僵尸进程, 孤儿进程
    )


def _applied(text: str, *, first: bool) -> Iterator[str]:
    """Give the remedies that a line names: its label, or the clauses that only name some."""
    label = _ITEM_NAME.match(text) if first else None
    if first and (named := _SORTED.match(text)):
        yield named["group"]  # 在线工具：A
        return
    if label:
        yield label["group"]
    for clause in CLAUSE_ENDS.split(text):
        whole = _APPLIED.match(clause)
        for part in (clause,) if whole else clause.split("、"):
            match = _APPLIED.match(part)
            if match and (match["or"] or not label):
                yield match["group"]


def read_root(sentence: Slotted, trouble: tuple[str, ...]) -> Iterator[Statement]:
    """Give what `根源是…` names as the cause of the trouble that a heading names.

    The name is the last in the sentence, often in a parenthesis that sums it up.
    """
    root = _ROOT.search(sentence.text)
    named = root and re.search(SLOT, sentence.text[: root.start()])
    if root and not named and trouble and all(map(_is_trouble, trouble)):
        yield Statement(sentence.concepts[-1:], RelationType.CAUSES, trouble, 0.6)


def read_arrow(sentence: Slotted, trouble: tuple[str, ...]) -> Iterator[Statement]:
    """Give what a line ends in as the remedy of the trouble that it is under: `…很慢 -> 缓存`."""
    arrow = _ARROW.search(sentence.text)
    if arrow and trouble:
        yield Statement(sentence.fill(arrow["group"]), RelationType.MITIGATES, trouble, 0.6)


def _is_trouble(name: str) -> bool:
    return is_bad_name(name) or name.endswith(("现象", "效应"))
