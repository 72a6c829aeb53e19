"""Clauses: a sentence's clauses, each with what it speaks of where it names nothing itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import NO_TOPIC, Topic, leading_topic

CLAUSE_ENDS = re.compile(
    r"[，,；;。！!？?…]|——|—|(?<![括含有为成类种个门])[:：]"
    rf"|(?<!{SLOT})、(?={one_of('mitigates', 'causes', 'improves')})"
)
# `分为六个阶段：`: the list belongs to the clause.
_COUNTED = re.compile(
    rf"([两二三四五六七八九十几多\d][个种类大项部][^，,:：。；;{SLOT[1:-1]}]{{0,4}})[:：](?={SLOT})"
)
_CONTINUES = re.compile(
    rf"(?!{one_of('breaks')}|(?:但是?|不过|可是)(?:如果|要是|若|当|一旦|假如|倘若))"
    + one_of(
        "continuations",
        "generic_subjects",
        "mitigates",
        "causes",
        "improves",
        "uses",
        "is_a",
        "has_kinds",
    )
    + f"|(?:{one_of('adverbs')}){{1,3}}{one_of('mitigates', 'causes', 'improves', 'uses')}"
    + r"|包[含括]了?[两二三四五六七八九十几多\d]"
)
_FRESH = re.compile(rf"^而(?={SLOT})|^但是?(?={SLOT})")
_MEANS = re.compile(rf"(?:使用|采用|引入|加入|利用|用|通过)了?(?P<group>{GROUP})$")
_CALLED = re.compile("(?:叫做?|叫作|称为|称作|称之为|名为)(?P<name>.+)$")
# What people do about it, from here on: `一般取对数，避免下溢`.
_PEOPLE = re.compile("(?:一般|通常|实践中|我们|人们|需要?|应该?)(?:会|要|先|再|把|将|取|放|做|在)")
_STATES = re.compile(one_of("mitigates", "causes", "appears", "improves", "uses", "is_a"))
_RESUMES = re.compile(f"从而|进而|以此|由此|同时|并|还|也|{one_of('mitigates', 'improves')}了")
_LOCATED = re.compile(rf"{SLOT}(?:里面?|中|内部?|端|侧)(?!的)")
# What such a clause speaks of, stands in the clause right before it.
_TIED = re.compile(rf"(?:但是?|不过|可是|只是|来|以便?|从而|进而|用来)(?!{SLOT})")
# `A 是…，B 是…，都属于 C`.
_ALL = re.compile(rf"(?:它们|两者|二者|三者|这些)?(?:都|均|全|皆)(?:可以?|能)?{one_of('is')}")
_PURPOSE = re.compile("为了?|要想?|想要?")


def split_clauses(
    sentence: Slotted, body: str, topic: Topic, *, lasting: bool
) -> Iterator[tuple[str, str, Topic]]:
    """Give each clause, the body from there on, and what the clause speaks of if it does not say.

    A clause that opens with an unknown subject ends the topic, up to one that opens with 从而,
    unless the topic is ``lasting``, as that of a label `A 的优点：`.
    """
    current = topic
    only = replace(topic, confidence=0.7 * topic.confidence) if topic.near else NO_TOPIC
    opened = False
    named: dict[str, None] = {}
    whole = _COUNTED.sub(r"\1", body)
    ends = [match.span() for match in CLAUSE_ENDS.finditer(whole)]
    starts = [0, *(end for _, end in ends)]
    spans = zip(starts, [*(start for start, _ in ends), len(whole)], strict=True)
    clauses = [(whole[start:end], whole[start:]) for start, end in spans if start < end]
    for at, (clause, rest) in enumerate(clauses):
        if _PURPOSE.match(clause) and at + 1 < len(clauses):
            yield clause, rest, NO_TOPIC
            continue
        located = _LOCATED.match(clause)
        opening = NO_TOPIC if located else leading_topic(sentence, clause)
        goes_on = located or continues(clause) or _CALLED.search(clause)
        if not (opening.concepts or goes_on):
            current = topic if lasting else NO_TOPIC
        elif not current.concepts and _RESUMES.match(clause):
            current = only
        named.update(dict.fromkeys(opening.concepts))
        together = not opening.concepts and len(named) > 1 and _ALL.match(clause)
        yield clause, rest, Topic((*named,), 0.9, near=True) if together else current
        after = clauses[at + 1][0] if at + 1 < len(clauses) else ""
        again = opened and not _FRESH.match(clause) and not _TIED.match(after)
        current = _after(sentence, clause, opening, current, again=again)
        if opening.concepts:
            only = replace(current, confidence=0.7 * current.confidence)
            opened = True


def continues(clause: str) -> bool:
    """Tell whether a clause opens with words that go on about what was spoken of before."""
    return bool(_CONTINUES.match(clause))


def _after(sentence: Slotted, clause: str, opening: Topic, current: Topic, *, again: bool) -> Topic:
    """What the clause after this one speaks of, if it names nothing itself.

    A second concept that opens a clause leaves it open which of the two is meant: neither.
    """
    if _PEOPLE.match(clause) and not _STATES.search(clause):
        return NO_TOPIC
    if called := _CALLED.search(clause):
        known = re.fullmatch(SLOT, called["name"])
        return Topic(sentence.fill(called["name"]), 0.8, near=True) if known else NO_TOPIC
    if opening.concepts:
        return NO_TOPIC if again and opening.concepts != current.concepts else opening
    means = _MEANS.search(clause) if continues(clause) and not current.near else None
    return Topic(sentence.fill(means["group"]), 0.8) if means else current
