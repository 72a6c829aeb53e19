"""What a heading, question or list parent says of the lines under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, slot
from kg.concepts import ConceptMatcher

_NOT_SLOT = f"[^{SLOT[1:-1]}]"
_CLASS = rf"(?:{one_of('class_nouns')})?"
# A heading such as 常用激活函数 may pass for a concept as a whole: read what is around its cue.
_CUES = re.compile(one_of("typical", "mitigates", "remedies"))
_TYPICAL = one_of("typical")
_NUMBER = r"[一两二三四五六七八九十几\d]+"
_FIELD = rf"(?:{SLOT}(?:中|里)?的?(?={_TYPICAL}))?"  # 深度学习常用激活函数
_REMEDIES = (
    re.compile(
        rf"^{_FIELD}{_NOT_SLOT}{{0,12}}{one_of('mitigates')}(?:{_NOT_SLOT}{{0,10}}[的中里上])?(?P<group>{GROUP})(?:的?问题|现象)?(?:的|{_TYPICAL}|{_NUMBER}种|主要)*"
        rf"(?:{one_of('remedies')}(?:总结|汇总|有哪些|是什么|包括|有)?)?[?？。]?$"
    ),
    re.compile(
        rf"^对?于?(?P<group>{GROUP})(?:的?问题)?的?(?:{_TYPICAL}|解决|缓解|应对|处理|改进|避免|防止)+的?{one_of('remedies')}"
        rf"(?:总结|汇总|有哪些|是什么|包括|有)?[?？]?$"
    ),
)
_ASKED = re.compile(rf"{one_of('asking')}|{one_of('remedies')}")
_JUDGED = re.compile(r"判断|对错|正确吗|对吗|是否|是不是|为什么|为何|吗[?？]")
_KINDS = (
    re.compile(
        rf"^{_FIELD}{_NOT_SLOT}{{0,8}}{_TYPICAL}的?{_NOT_SLOT}{{0,6}}?(?P<group>{SLOT}){_CLASS}"
        rf"(?:主要)?(?:有|包括|有哪些|{one_of('overviews')})*[?？]?$"
    ),
    re.compile(
        rf"^(?:下列|以下)(?:各项|几种|内容|情形)?(?:均|都)?(?:为|是|属于)(?P<group>{SLOT})$"
    ),
    re.compile(
        rf"^{_NOT_SLOT}{{0,20}}?(?P<group>{SLOT}){_CLASS}(?:的?(?:种类|类型|分类|变体|变种|家族)|(?:主要)?(?:包括|有哪些|分为|有以下)"
        rf"|(?:按.{{1,8}})?(?:分成|分为){_NUMBER}(?:种|类))(?:{_NUMBER}[种类])?[?？]?$"
    ),
    re.compile(rf"^{_NOT_SLOT}{{0,24}}{_NUMBER}(?:个|种|类|大)(?P<group>{SLOT}){_CLASS}$"),
)
_OVERVIEW = re.compile(rf"^(?P<group>{SLOT}){_CLASS}{one_of('overviews')}$")
_ONLY_VARIANTS = re.compile(rf"^(?:{_TYPICAL}|其|的)*{one_of('variants')}$")
_ONLY_WEAK = re.compile(rf"^(?:主要|其|的)*{one_of('weaknesses')}$")
_WEAK = re.compile(rf"^(?P<group>{SLOT}){_CLASS}的?(?:主要)?{one_of('weaknesses')}$")
_ONLY_STRONG = re.compile(rf"^(?:主要|其|的|有什么|有哪些|[?？])*{one_of('strengths')}[?？]?$")
_ONLY_REMEDIES = re.compile(rf"^(?:常见|常用|解决|缓解|应对|处理|的)*{one_of('remedies')}$")
_ABOUT = (
    re.compile(
        rf"^(?:使用|采用)?(?P<group>{SLOT}){_CLASS}"
        rf"(?:的|带来|具有|是什么|有什么|有哪些|有何|为什么(?:好用|有效)|[一两三四五几]个|与|和|及|、|简介|介绍|概述|主要|{one_of('strengths')})*[?？]?$"
    ),
    re.compile(
        r"^(?:什么是|何为|什么叫|为什么(?:要|需要)?(?:使用|用|引入|采用)|为何(?:要|使用)?)"
        rf"(?P<group>{SLOT})"
    ),
    re.compile(rf"^(?P<group>{SLOT})(?:对|相比|相对于?){SLOT}.{{0,8}}(?:改动|改进|修改|简化)$"),
)


class SectionKind(Enum):
    """What stands under a heading."""

    ABOUT = "about"
    """Sentences about its concept."""
    REMEDIES = "remedies"
    """What mitigates its concepts."""
    KINDS = "kinds"
    """Kinds of its concept."""
    NAMES = "names"
    """Kinds of its concept, where bare names stand under it."""
    WEAKNESSES = "weaknesses"
    """What its concept suffers from."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, question or list parent, read."""

    kind: SectionKind
    concepts: tuple[str, ...] = ()


_OTHER = Section(SectionKind.OTHER)


def read_section(headings: Sequence[str], matcher: ConceptMatcher) -> Section:
    """Read the innermost heading, with the one above it where it says only 优点 or 变体."""
    if not headings:
        return _OTHER
    inner = slot(headings[-1], matcher, 0, len(headings[-1]), apart=_CUES)
    for pattern, kind in (
        (_ONLY_STRONG, SectionKind.ABOUT),
        (_ONLY_WEAK, SectionKind.WEAKNESSES),
        (_ONLY_VARIANTS, SectionKind.KINDS),
        (_ONLY_REMEDIES, SectionKind.REMEDIES),
    ):
        if pattern.match(inner.text):
            above = read_section(headings[:-1], matcher)
            about = above.kind is SectionKind.ABOUT
            return Section(kind, above.concepts) if about else _OTHER
    return _read_one(inner)


def _read_one(heading: Slotted) -> Section:
    text = heading.text
    asked = _ASKED.search(text) and not _JUDGED.search(text)
    for pattern in _REMEDIES:
        match = pattern.match(text)
        if match and (asked or match[0] == text):
            judged = _JUDGED.search(text)
            return _OTHER if judged else Section(SectionKind.REMEDIES, heading.fill(match["group"]))
    for pattern in _KINDS:
        if match := pattern.match(text):
            return Section(SectionKind.KINDS, heading.fill(match["group"]))
    if match := _OVERVIEW.match(text):
        return Section(SectionKind.NAMES, heading.fill(match["group"]))
    if match := _WEAK.match(text):
        return Section(SectionKind.WEAKNESSES, heading.fill(match["group"]))
    return _read_subject(heading)


def _read_subject(heading: Slotted) -> Section:
    match = next((found for about in _ABOUT if (found := about.match(heading.text))), None)
    if match:
        return Section(SectionKind.ABOUT, heading.fill(match["group"]))
    return _OTHER
