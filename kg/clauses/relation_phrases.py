"""Relation phrases: a clause to what it states by more than its verb, by the phrase templates."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kg.clauses.name_endings import is_bad, is_bad_name, is_good_name
from kg.clauses.phrase_templates import Template, read_templates
from kg.clauses.relation_patterns import STAGES, Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, whole_elements
from kg.clauses.subjects import DROPPED, NO_TOPIC, PRONOUN, Topic, lead_surety
from kg.records import RelationType
from kg.wordlists import read_kinds

_GROUP = re.compile(GROUP)
_SLOT = re.compile(SLOT)
_CLAUSE = re.compile("[^，,；;。！!]*")
_PRONOUN = re.compile(f"(?:{one_of('openings')})*+{PRONOUN}?的?")
_OPENINGS = re.compile(f"(?:{one_of('openings', 'adverbs')})*+")
_SUPPOSES = re.compile(f"{one_of('conditions')}|要是|倘若|虽然|尽管|先用")
# What is said after these is not said of the thing as it is.
_OTHERWISE = re.compile(
    rf"(?:^|[，,；;])(?:{one_of('conditions')}|要是|倘若|没有|去掉|不用|不加|取消|关闭)"
    rf"|[，,；;](?:而|但是?|可是?|不过)(?={SLOT})"
    rf"|(?:^|[，,；;])[^，,；;{SLOT[1:-1]}]*(?:{one_of('states')}|越)"
)
_TROUBLE = re.compile("问题|难题|隐患|现象|困扰|麻烦|困难|效应")
# `用 A 来防`: the remedy is not what the problem uses; `用 A 做 B 是 C 的事`: C uses it.
_REMEDY = re.compile(
    rf"(?:方法|技术)?(?:来|去|加以|进行)*{one_of('mitigates', 'overcomes', 'improves')}"
    r"(?=$|[，,；;。：:])"
    "|[^，,；;。]*是[^，,；;。]*的事"
)
# The name goes on: 空洞率 is not 空洞.
_OF_NAME = ("率", "度", "值")
_SEVERAL = 2
_ACTS = {"mitigates", "improves"}
_NEAR_ONLY = {"uses", "is_a"}
_NAMED = Topic()
_DENIED = re.compile("(?:不[会能必是再]|没有?|并非|未[必曾]?|无[需法])$")
"""`不会因为 A 而引起 B`."""
_LET = re.compile("(?:允许|无需|不必|避免|减少)[^，,；;。]{0,6}$")
"""`X 允许使用 A，缓解 B`: X does it."""


def read_phrases(
    slotted: Slotted,
    text: str,
    topic: Topic,
    *,
    about: Topic = NO_TOPIC,
    before: Topic = NO_TOPIC,
) -> Iterator[Statement]:
    """Give what the phrases state that open in the first clause of a text.

    Args:
        slotted: The sentence.
        text: The sentence from the start of a clause on.
        topic: What that clause speaks of where it does not say.
        about: What the sentence or paragraph speaks of, whose good and bad any clause may tell.
        before: What was spoken of before the sentence, and this clause names the remedy of.
    """
    slots = [match.start() for match in _SLOT.finditer(text)]
    clause = _CLAUSE.match(text)
    if not clause or not _SLOT.search(clause[0]):
        return
    if len(slots) > 1:
        yield from _read_named(slotted, text, last=slots[-1])
        opens = _OPENINGS.match(text)
        for at in {0, opens.end() if opens else 0}:
            for template in _opening_with(""):
                if match := template.rest.match(text, at):
                    yield from _state(slotted, template, match, _NAMED, text[:at])
    leads = (pattern.match(text) for pattern in (_PRONOUN, DROPPED))
    starts = {0, *(lead.end() for lead in leads if lead)}
    yield from _read_dropped(slotted, text, starts, "[", topic)
    if not topic.concepts and {*about.concepts} <= {*slotted.concepts}:
        yield from _read_dropped(slotted, text, starts, "[", about, first="B")
    if about.concepts and not _OTHERWISE.search(slotted.text.removesuffix(text)):
        yield from _read_dropped(slotted, text, starts, "{A", about)
    yield from _read_dropped(slotted, text, starts, "{B", before)


def _read_named(slotted: Slotted, text: str, *, last: int) -> Iterator[Statement]:
    """Read the phrases that open with a concept of the first clause, up to the ``last`` slot."""
    clause = _CLAUSE.match(text)
    for group in _GROUP.finditer(text, 0, clause.end() if clause else 0):
        if group.end() > last:
            return
        if text[group.end() : group.end() + 1] in _OF_NAME:
            continue
        lead = text[: group.start()]
        for opening in "AB":
            sure = lead_surety(lead, loose=opening == "B" and is_bad(slotted, group[0]))
            subject = Topic(slotted.fill(group[0]), sure, near=True)
            for template in _opening_with(opening) if sure else ():
                if match := template.rest.match(text, group.end()):
                    yield from _state(slotted, template, match, subject, lead)


def _read_dropped(
    slotted: Slotted,
    text: str,
    starts: Collection[int],
    dropped: str,
    subject: Topic,
    *,
    first: str = "AB",
) -> Iterator[Statement]:
    """Read the phrases that leave out their ``subject``, at the places where they may start.

    Only those are read that open with the concept ``first``, A or B, or with either.
    """
    for at in starts if subject.concepts else ():
        for template in _opening_with(dropped):
            if template.first not in first:
                continue
            may = template.first == "B" or subject.near or template.relation not in _NEAR_ONLY
            if may and (match := template.rest.match(text, at)):
                yield from _state(slotted, template, match, subject, text[:at])


def read_free_phrases(slotted: Slotted) -> Iterator[Statement]:
    """Give what the phrases state that may stand anywhere in a clause."""
    for template in _opening_with("anywhere"):
        for match in template.rest.finditer(slotted.text):
            if _DENIED.search(slotted.text, 0, match.start()):
                continue
            if template.relation in _ACTS and _LET.search(slotted.text, 0, match.start()):
                continue
            yield from _state(slotted, template, match, _NAMED, "")


@cache
def _opening_with(opening: str) -> tuple[Template, ...]:
    """Give the templates that open with A, B, a word (empty), anywhere, or leave out A or B."""
    return tuple(
        each
        for each in read_templates()
        if opening in ("anywhere" if each.anywhere else each.first, each.dropped or None)
    )


def _state(
    slotted: Slotted, template: Template, match: re.Match[str], opening: Topic, lead: str
) -> Iterator[Statement]:
    """Give what a template that matched states; ``opening`` is the concept it opens with."""
    groups = match.groupdict()
    a, b = (slotted.fill(groups[name]) if groups.get(name) else opening.concepts for name in "AB")
    if template.several:
        a = slotted.fill(whole_elements(groups["A"]))
        if len(a) < _SEVERAL:
            return
    relation = _relation(slotted, template, match, a)
    if (
        relation is RelationType.USES
        and groups.get("B")
        and _REMEDY.match(match.string, match.end("B"))
    ):
        return
    supposed = _SUPPOSES.search(lead)
    if supposed and relation in (RelationType.MITIGATES, RelationType.IMPROVES):
        return
    trouble = bool(_TROUBLE.search(groups["matter"] or ""))
    heads, tails = _written(slotted, a), _written(slotted, b)
    if groups.get("B"):  # With its class noun: `磁盘调度算法`.
        tails[-1] += _SLOT.split(groups["B"])[-1]
    if _fits(template, heads, tails, trouble=trouble) and makes_sense(relation, heads, tails):
        yield Statement(a, relation, b, template.confidence * opening.confidence)


def _written(slotted: Slotted, concepts: Sequence[str]) -> list[str]:
    """Give concepts as the sentence writes them, those that it leaves out by their ids."""
    names = dict(zip(slotted.concepts, slotted.names, strict=True))
    return [names.get(concept, concept) for concept in concepts]


def _relation(
    slotted: Slotted, template: Template, match: re.Match[str], members: Sequence[str]
) -> RelationType:
    if template.relation != "member":
        return RelationType(template.relation)
    parts = all(name.endswith(_words("part_nouns")) for name in _written(slotted, members))
    made_up = "包" in match[0] and not re.search("[种类]", match[0])
    is_part = parts or made_up or STAGES.search(match[0])
    return RelationType.PART_OF if is_part else RelationType.IS_A


def _fits(template: Template, heads: Sequence[str], tails: Sequence[str], *, trouble: bool) -> bool:
    """Tell whether B is what the template asks for."""
    if template.sort == "!":
        named = tails[:-1] if trouble else tails
        return all(is_bad_name(tail) or _TROUBLE.search(tail) for tail in named)
    if template.sort == "^":
        return all(map(is_good_name, tails))
    alike = any(head[-2:] == tails[-1][-2:] for head in heads)
    listed = all(map(str.isascii, heads)) and not tails[-1].isascii()  # 日志：A、B
    if template.several and (alike or (listed and template.sort == "*")):
        return True
    return template.sort != "*" or all(_is_class(head, tail) for head in heads for tail in tails)


def makes_sense(relation: RelationType, heads: Sequence[str], tails: Sequence[str]) -> bool:
    """Tell whether A can so stand to B: what is good to have, nothing mitigates."""
    if not heads or not tails:
        return False
    if relation is RelationType.MITIGATES:
        return not any(map(is_good_name, tails)) and not any(map(is_bad_name, heads))
    if relation is RelationType.CAUSES:
        return not any(map(is_good_name, heads))
    if relation is RelationType.IMPROVES and any(map(is_good_name, heads)):
        return False
    if relation is RelationType.IS_A:
        rated = any(tail.endswith(_words("ratings")) for tail in tails)
        narrower = any(tail != head and tail.endswith(head) for head in heads for tail in tails)
        return (
            not rated
            and not narrower
            and not any(_are_alike(head, tail) for head in heads for tail in tails)
        )
    if relation in (RelationType.IMPROVES, RelationType.USES):
        return not any(map(is_bad_name, (*heads, *tails)))
    return True


def _is_class(name: str, of: str) -> bool:
    """Tell whether `A 是 B` gives a class: not so in `优化器是 Adam 优化器`."""
    if name[-2:] == of[-2:]:
        return not of.endswith(name)
    return of.endswith(_words("class_nouns")) or (of[-1] == name[-1] and not of[-1].isascii())


def _words(kind: str) -> tuple[str, ...]:
    return read_kinds("relation_verbs")[kind]


def _are_alike(name: str, other: str) -> bool:
    """Tell whether two names differ in how they begin alone: 高优先级, 低优先级任务."""
    nouns = _words("class_nouns")
    other = next((other.removesuffix(noun) for noun in nouns if other.endswith(noun)), other)
    return len(name) == len(other) > 3 and name[-3:] == other[-3:] and name != other
