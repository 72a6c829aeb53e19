"""Subjects: which concepts do what a clause's verb says, and what a clause speaks of."""

import re
from dataclasses import dataclass

from kg.clauses.slots import GROUP, NOT_SLOT, SLOT, Slotted, one_of

_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_OPENINGS = rf"(?:{one_of('openings')}|{one_of('adverbs')})*+"
_MIN_LEAD_CHARS = 5
_MAX_LEAD_CHARS = 12
_DESCRIBES = re.compile(rf"的?{one_of('class_nouns', 'remedies')}$")
_QUALIFIES = re.compile(
    rf"(?![在是由有用能会可适需只也都就常])(?:(?!了){NOT_SLOT}){{1,6}}的(?![是就])(?=.)"
)
_GROUP = re.compile(GROUP)
_STATE = (
    rf"(?:{one_of('states')}|{NOT_SLOT}?[多久少大快慢]了"
    rf"|(?:过于|太)(?!少|短缺){NOT_SLOT}{{1,2}})"
)
_GAP = re.compile(
    rf"(?:{NOT_SLOT}{{0,4}}?(?P<state>{_STATE}))?"
    rf"(?:{_ADVERBS}(?:通过|借助|凭借|按照?){NOT_SLOT}{{1,8}}?(?:来|而|以)?)?"
    rf"(?:(?:{_ADVERBS}在{NOT_SLOT}{{1,12}}(?:情况下|[中里上下内])|在?{NOT_SLOT}{{0,8}}(?:时|过程中|期间)))?{_ADVERBS}"
)
PRONOUN = (
    rf"(?:它们?|其|该{NOT_SLOT}{{0,4}}|这(?:种|个|些|类)?(?:{one_of('class_nouns')})?|此"
    rf"|{one_of('generic_subjects')})"
)
DROPPED = re.compile(
    rf"{_OPENINGS}{PRONOUN}?的?(?:(?:主要|最大|核心)?的?{one_of('strengths')}(?:无非|就|主要|在于|是)*)?"
    rf"{_ADVERBS}(?:在{NOT_SLOT}{{1,12}}[中里上下内时层后前])?{_ADVERBS}"
)
_BAD_LEAD = re.compile(
    rf"[不没无未缺非{SLOT[1:-1]}]|{one_of('reported')}|去掉|省略|减少|减小|降低|关闭|禁用|避免|防止|[比与和对被由给向从把将除跟让使]$|[把将](?!.*[成为])|在.{{0,10}}$"
)
_DOINGS = re.compile(rf"(?:{NOT_SLOT}{{1,6}}[前后时])?(?:{one_of('doings')})*")
_PLACE_AHEAD = re.compile("(?:^|[是只都])在[^，,]{0,20}$")  # 只在 A 之后、B 前
_THAN = re.compile("(?<![对相])比(?![较如例方])[^，,；;]{0,20}$")
_CONDITION = re.compile(one_of("conditions"))
_BY_MEANS = re.compile(
    rf"{_ADVERBS}(?:通过|使用|利用|采用|借助|运用|依靠|靠|用|引入|加入|添加|代替|替代|取代)了?"
)
_MEANS = re.compile(rf"{one_of('means', 'takes')}了?$")
_SET_ASIDE = re.compile(
    rf"(?:[把将]{SLOT}{NOT_SLOT}{{0,3}}(?:换成|替换为|替换成|改成|改为|换为|[切分拆变转]成)了?(?:很?多个?|若干个?)?"
    rf"|{SLOT}{NOT_SLOT}{{0,3}}(?:之后|以后|后|(?<!同)时){NOT_SLOT}{{0,4}}?(?:进行|做|使用|加)?)$"
)
_COORDINATED = re.compile(
    rf"{one_of('mitigates', 'causes', 'improves')}了?"
    rf"(?:(?!{one_of('negations')}){NOT_SLOT}){{0,8}}{GROUP}"
    rf"(?:的?{one_of('object_tails')})*(?:、|并且?|且|以及|和|及|与|同时|从而|进而|还能?)+{_ADVERBS}$"
)
_ANY_VERB = one_of("mitigates", "causes", "appears", "improves", "uses")
_LEADING = re.compile(
    rf"(?!在){_OPENINGS}(?:(?:(?!{_ANY_VERB})[^{SLOT[1:-1]}，,让使令把将]){{0,6}}的)?(?P<group>{GROUP})"
)
_NO_SUBJECT = re.compile(r"[时后前]|[之以]后|的?(?:情况|时候|过程)|[没未不缺无].*时$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause without a subject of its own speaks of."""

    concepts: tuple[str, ...] = ()
    confidence: float = 1.0
    """How sure it is, from 0 to 1."""
    near: bool = False
    """Whether the same sentence, or a label or pronoun in it, names the topic."""


NO_TOPIC = Topic()


def find_subject(slotted: Slotted, before: str, topic: Topic) -> Topic:
    """Find who does what the verb says: the concepts right before it, or the topic.

    Args:
        slotted: The sentence.
        before: What stands before the verb in its clause.
        topic: Stands in for a subject that the clause leaves out.
    """
    if coordinated := _COORDINATED.search(before):
        before = before[: coordinated.start()]
    groups = list(_GROUP.finditer(before))
    if not groups:
        return topic if DROPPED.fullmatch(before) else NO_TOPIC
    last = groups[-1]
    gap = _GAP.fullmatch(before, last.end())
    if not gap:
        return NO_TOPIC
    if len(groups) > 1 and _BY_MEANS.fullmatch(before, groups[-2].end(), last.start()):
        last = groups[-2]
    sure = lead_surety(before[: last.start()])
    confidence = sure * (0.8 if gap["state"] else 1.0)
    return Topic(slotted.fill(last[0]), confidence, near=True) if sure else NO_TOPIC


def lead_surety(lead: str, *, loose: bool = False) -> float:
    """Give how sure the concepts after ``lead`` are a subject, from 0 to 1.

    ``loose`` lets any few words qualify them, as those before 死锁.
    """
    if _PLACE_AHEAD.search(lead) or _THAN.search(lead):
        return 0.0
    lead = _SET_ASIDE.sub("", lead)
    if re.search(rf"{SLOT}.{{0,20}}的$", lead):
        lead = ""  # A concept inside what qualifies the subject: the subject is the head noun.
    # A word or two right before a name may be a part of it: `随机主键` is not 主键.
    own = _CONDITION.sub("", re.sub(f"^{_OPENINGS}", "", lead), count=1)
    plain = _DOINGS.fullmatch(own) or lead.endswith("的")
    phrase = _MIN_LEAD_CHARS <= len(own) <= _MAX_LEAD_CHARS and not _BY_MEANS.match(lead)
    if _BAD_LEAD.search(own) or not (plain or phrase or loose):
        return 0.0
    return (1.0 if plain else 0.85) * (0.8 if _CONDITION.search(lead) else 1.0)


def leading_topic(slotted: Slotted, clause: str) -> Topic:
    """Give the concepts that a clause opens with, as what it speaks of."""
    match = _LEADING.match(clause)
    named = match and re.search("[是为有含种个]$", clause[: match.start("group")])
    if not match or named or _NO_SUBJECT.match(clause, match.end()):
        return NO_TOPIC
    if _DESCRIBES.match(clause, match.end()) or _QUALIFIES.match(clause, match.end()):
        return NO_TOPIC
    owned = clause[match.end() :].startswith("的")
    # `采用 A，用 B 做 C`: of two means neither uses the other.
    means = _MEANS.search(clause, 0, match.start("group"))
    return Topic(slotted.fill(match["group"]), 0.8 if owned else 0.9, near=not means)
