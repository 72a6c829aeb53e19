"""What a heading, question or list parent says of the lines under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kg.clauses.name_endings import is_bad_name
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, slot
from kg.concepts import ConceptMatcher
from kg.numerals import value
from kg.wordlists import read_kinds

_NOT_SLOT = f"[^{SLOT[1:-1]}]"
_CLASS = rf"(?:{one_of('class_nouns')})?"
# A heading such as 常用激活函数 may pass for a concept as a whole: read what is around its cue.
CUES = re.compile(one_of("typical", "mitigates", "remedies"))
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
    re.compile(
        rf"^(?:出现|遇到|发生)?了?(?P<group>{GROUP})(?:的?问题)?(?:时|了)?(?:应该|应|该|要)?(?:怎么办|(?:怎么|如何|怎样)(?:{one_of('mitigates')}|处理|治|防|破|解))[?？]?$"
    ),
    re.compile(
        rf"^(?:{SLOT}[里中上])?(?:怎么|如何|怎样)(?:治|防|处理|{one_of('mitigates')})(?P<group>{GROUP})[?？]?$"
    ),
)
_ARISES = r"(?:出现|产生|发生|形成|导致|造成|引起|引发)"
_ROOTS = "(?:原因|成因|起因|诱因|根源|病因|因素)"
_LISTED = "(?:有哪些|是什么|有什么|包括|如下|分析|总结|有)*[?？]?$"
_CAUSES = (
    re.compile(rf"^(?:为什么|为何)(?:会|容易)+(?P<group>{GROUP})[?？]?$"),
    re.compile(
        rf"^(?:为什么|为何|什么|哪些|哪种|是|情况|原因|因素|操作|下?会|容易|可能|常见|的)*{_ARISES}(?:{_NOT_SLOT}{{0,6}})(?P<group>{GROUP})"
        rf"(?:的?问题|现象)?(?:的|常见|主要)*(?:{_ROOTS}|情况|场景)?{_LISTED}"
    ),
    re.compile(
        rf"^(?P<group>{GROUP})(?:的?问题|现象)?(?:的|常见|主要|根本|{_ARISES})*{_ROOTS}{_LISTED}"
    ),
)
_EFFECTS = "(?:后果|危害|并发症|副作用|不良反应|弊端|坏处)"
_PARTS = (
    re.compile(
        rf"^(?P<group>{SLOT})的?(?:主要|基本|核心|各个)?(?:组成部分|组成|构成|组件|部件|组成要素){_LISTED}"
    ),
    re.compile(rf"^(?P<group>{SLOT})(?:主要|一般|通常)?由{_NOT_SLOT}{{0,10}}(?:组成|构成)$"),
)
_ASKED = re.compile(rf"{one_of('asking')}|{one_of('remedies')}")
_JUDGED = re.compile(r"判断|对错|正确吗|对吗|是否|是不是|为什么|为何|吗[?？]")
_KINDS = (
    re.compile(
        rf"^{_FIELD}{_NOT_SLOT}{{0,8}}{_TYPICAL}的?{_NOT_SLOT}{{0,6}}?(?P<group>{SLOT}){_CLASS}"
        rf"(?:主要)?(?:有|包括|有哪些|{one_of('overviews')}|这么|以下|下面|如下|{_NUMBER}[种类])*[?？]?$"
    ),
    re.compile(
        rf"^(?:下列|以下)(?:各项|几种|内容|情形)?(?:均|都)?(?:为|是|属于)(?P<group>{SLOT})$"
    ),
    re.compile(
        rf"^{_NOT_SLOT}{{0,20}}?(?P<group>{SLOT}){_CLASS}(?:的?(?:种类|类型|分类|变体|变种|家族)|(?:主要)?(?:包括|有哪些|分为|有以下)"
        rf"|的{_NUMBER}[种类]|(?:按.{{1,8}})?(?:分成|分为){_NUMBER}(?:种|类))(?:{_NUMBER}[种类])?[?？]?$"
    ),
    re.compile(rf"^{_NOT_SLOT}{{0,24}}{_NUMBER}(?:个|种|类|大)(?P<group>{SLOT}){_CLASS}$"),
    re.compile(
        rf"^{_NOT_SLOT}{{0,12}}(?:{SLOT}(?:中|里)?)?(?:都|主要|常见的?)*有(?:哪些|什么|几种|哪几种){_NOT_SLOT}{{0,6}}(?P<group>{SLOT}){_CLASS}[?？]?$"
    ),
)
_IMPROVERS = (
    re.compile(
        rf"^(?:如何|怎么|怎样|什么方法|有哪些方法|用什么)(?:可以|能|才能|来|去)*.{{0,6}}?{one_of('improves')}(?P<group>{SLOT})[?？]?$"
    ),
)
_OVERVIEW = re.compile(
    rf"^(?P<group>{SLOT})(?P<class>{one_of('class_nouns')})?{one_of('overviews')}$"
)
_ONLY_VARIANTS = re.compile(rf"^(?:{_TYPICAL}|其|的)*(?:{one_of('variants')}|分类|类型|种类|分型)$")
_ONLY_WEAK = re.compile(rf"^(?:主要|常见|其|的)*(?:{one_of('weaknesses')}|{_EFFECTS})$")
_ONLY_CAUSES = re.compile(rf"^(?:主要|常见|根本|其|的|{_ARISES})*{_ROOTS}(?:分析)?[?？]?$")
_ONLY_PARTS = re.compile(
    r"^(?:主要|基本|的)*(?:组成部分|组成|构成|组件)$"
    rf"|^(?:主要|一般|通常|它|整个|核心)*(?:由|靠|用|分为?|有|包含|包括)"
    rf"{_NUMBER}(?:个?(?:部分|部件|步|阶段|模块|组件|环节|层)|[样块件][^，,。]{{0,3}}|个[^，,。]{{1,3}}(?=[组构拼合]))"
    r"(?:组成|构成|拼成|搭成|合成|实现|拼起来|完成)?的?$"
)
_WEAK = re.compile(
    rf"^(?P<group>{SLOT}){_CLASS}(?:有(?:什么|哪些|啥))?的?(?:主要|常见|可能)?的?(?:{one_of('weaknesses')}|{_EFFECTS}){_LISTED}"
)
_ONLY_STRONG = re.compile(rf"^(?:主要|其|的|有什么|有哪些|[?？])*{one_of('strengths')}[?？]?$")
_ONLY_REMEDIES = re.compile(
    rf"^(?:(?:常见|常用|{one_of('mitigates')}|应对|处理|的)*{one_of('remedies')}|治疗|预防|防治|解决|(?:那么?)?(?:该|要|又)?怎么办|(?:如何|怎么|怎样)(?:解决|避免|防止|处理))[呢啊呀]?[?？]?$"
)
# Of a trouble these are remedies, of anything else its own ways: 违约责任 / 方式.
_WAYS = re.compile(rf"^(?:常见|常用|主要|的)*{one_of('ways')}[?？]?$")
_HARM = re.compile(rf"危害|怎么办|(?:怎么|如何|怎样)(?:{one_of('mitigates')}|处理|治|防)")
_ABOUT = (
    re.compile(
        rf"^(?:使用|采用)?(?P<group>{SLOT}){_CLASS}"
        rf"(?:的|到底|究竟|其实|是个?啥|是什么|什么是|(?:是|要)?(?:怎么|如何)(?:做|实现|工作|用|起作用|回事|运作)|带来|具有|有什么用|有啥用|干什么用|是干[什嘛]么?|有什么|有哪些|有何|[一两三四五几]个|与|和|及|、|简介|介绍|概述|主要|{one_of('strengths')})*[?？]?$"
    ),
    re.compile(
        r"^(?:什么是|何为|什么叫|为什么(?:要|需要)?(?:使用|用|引入|采用)|为何(?:要|使用)?)"
        rf"(?P<group>{SLOT})"
    ),
    re.compile(
        rf"^(?P<group>{SLOT}){_CLASS}(?:为什么|为何|为啥)(?:这么?|那么|如此|会|更|比{SLOT})*(?:快|好|高|强|准|稳|省|有效|有用|流行|能|可以|适合)[^，,。]{{0,12}}[?？:：]?$"
    ),
    re.compile(rf"^(?P<group>{SLOT})(?:对|相比|相对于?){SLOT}.{{0,8}}(?:改动|改进|修改|简化)$"),
)


_COUNTED = re.compile("([两二三四五六七八九2-9])(?:个|种|类|样|步|大|部分|项|条|块)")


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
    """What its concept suffers from or leads to."""
    CAUSES = "causes"
    """What leads to its concepts."""
    PARTS = "parts"
    """Parts of its concept."""
    USED = "used"
    """What its concept uses."""
    IMPROVERS = "improvers"
    """What improves its concept."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, question or list parent, read."""

    kind: SectionKind
    concepts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """What the innermost heading that names a concept is about."""
    named: tuple[str, ...] = ()
    """All concepts that the innermost heading names."""


_OTHER = Section(SectionKind.OTHER)
_OTHERS = (
    (SectionKind.CAUSES, _CAUSES),
    (SectionKind.KINDS, _KINDS),
    (SectionKind.NAMES, (_OVERVIEW,)),
    (SectionKind.WEAKNESSES, (_WEAK,)),
    (SectionKind.PARTS, _PARTS),
    (SectionKind.IMPROVERS, _IMPROVERS),
)


def read_headings(headings: Sequence[str], matcher: ConceptMatcher) -> Section:
    """Read the innermost heading, and what it and those above it name."""
    if not headings:
        return _OTHER
    section = read_section(headings, matcher)
    found = matcher.find(headings[-1])
    if section.kind is SectionKind.ABOUT:
        about = section.concepts
    else:
        about = () if found else read_headings(headings[:-1], matcher).about
    named = tuple(dict.fromkeys(each.concept for each in found))
    return replace(section, about=about, named=named)


def read_inside(
    around: Section, headings: Sequence[str], item: str, matcher: ConceptMatcher
) -> Section:
    """Read an item as the heading of what stands inside it, unless the heading above says more."""
    if not item or around.kind not in (SectionKind.ABOUT, SectionKind.OTHER):
        return around
    own = read_headings((*headings, item), matcher)
    return own if own.concepts else around


def read_section(headings: Sequence[str], matcher: ConceptMatcher) -> Section:
    """Read the innermost heading, with the one above it where it says only 优点 or 变体."""
    if not headings:
        return _OTHER
    inner = slot(headings[-1], matcher, 0, len(headings[-1]), apart=CUES)
    for pattern, kind in (
        (_ONLY_STRONG, SectionKind.ABOUT),
        (_ONLY_WEAK, SectionKind.WEAKNESSES),
        (_ONLY_VARIANTS, SectionKind.KINDS),
        (_ONLY_REMEDIES, SectionKind.REMEDIES),
        (_ONLY_CAUSES, SectionKind.CAUSES),
        (_ONLY_PARTS, SectionKind.PARTS),
    ):
        if pattern.match(inner.text):
            above = read_section(headings[:-1], matcher)
            about = above.kind is SectionKind.ABOUT
            if kind is SectionKind.REMEDIES:  # of a trouble, and not of a method
                nouns = read_kinds("relation_verbs")["class_nouns"]
                about = about and not headings[-2].strip("?？").endswith(nouns)
                about = about and (
                    not _WAYS.match(inner.text) or all(map(is_bad_name, above.concepts))
                )
            return Section(kind, above.concepts) if about else _OTHER
    section = _read_one(inner)
    if section.kind is SectionKind.OTHER:  # a cue may be part of a name: 常见的替换策略有哪些
        section = _read_one(slot(headings[-1], matcher, 0, len(headings[-1])))
    return section


def _read_one(heading: Slotted) -> Section:
    text = heading.text
    asked = _ASKED.search(text) and not _JUDGED.search(text)
    for pattern in _REMEDIES:
        match = pattern.match(text)
        if match and (asked or match[0] == text):
            judged = _JUDGED.search(text) or _owns(heading, match)
            return _OTHER if judged else Section(SectionKind.REMEDIES, heading.fill(match["group"]))
    for kind, patterns in _OTHERS:
        for pattern in patterns:
            match = pattern.match(text)
            if match and (pattern is not _OVERVIEW or _is_class(heading, match)):
                return Section(kind, heading.fill(match["group"]))
    return _read_subject(heading)


def _owns(heading: Slotted, remedies: re.Match[str]) -> bool:
    """Tell whether remedies are a thing's own, as in `SSD的解决方案`, and not against it."""
    name = heading.name(remedies["group"])
    return (
        name.isascii()
        and not is_bad_name(name)
        and "的" in remedies[0]
        and "问题" not in remedies[0]
    )


def _is_class(heading: Slotted, overview: re.Match[str]) -> bool:
    """Tell whether an overview is of a class of things, and not of a field: NLP基础."""
    nouns = read_kinds("relation_verbs")["class_nouns"]
    return bool(overview["class"]) or heading.name(overview["group"]).endswith(nouns)


def _read_subject(heading: Slotted) -> Section:
    match = next((found for about in _ABOUT if (found := about.match(heading.text))), None)
    if match:
        return Section(SectionKind.ABOUT, heading.fill(match["group"]))
    return _OTHER


def is_strength(heading: str) -> bool:
    """Tell whether a heading only says that the good of something follows: 优点."""
    return bool(_ONLY_STRONG.match(re.sub(r"^\W+|\W+$", "", heading)))


def is_past(heading: str, line: int) -> bool:
    """Tell whether the n-th line, counted from 1, comes after those that a heading counts."""
    counted = _COUNTED.search(heading)
    return counted is not None and line > value(counted[1])


def read_trouble(headings: Sequence[str], matcher: ConceptMatcher) -> tuple[str, ...]:
    """Give what the innermost heading asks the harm or the remedy of."""
    heading = headings[-1] if headings else ""
    if not _HARM.search(heading):
        return ()
    inner = slot(heading, matcher, 0, len(heading), apart=CUES)
    group = re.search(GROUP, inner.text)
    return inner.fill(group[0]) if group else ()
