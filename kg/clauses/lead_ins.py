"""Lead-ins: sentences that end in a colon, and so say what the lines after them are."""

import re
from collections.abc import Sequence

from kg.clauses.references import bad_only
from kg.clauses.sections import Section, SectionKind, read_section
from kg.clauses.slots import NOT_SLOT, NUMERAL, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, find_subject
from kg.concepts import ConceptMatcher

_CLAUSE = re.compile("[，,；;]")
_LISTS = (
    rf"[了到]?(?:的?是)?(?:以下|下面|如下|这)?(?:{NUMERAL}{{1,3}}[个种类样项招点大])?"
    rf"{NOT_SLOT}{{0,5}}[:：]$"
)
_REASONS = re.compile(rf"^(?:主要|常见|通常|一般|的)*(?:原因|成因|诱因){_LISTS}")
_REMEDIES = re.compile(
    rf"^(?:(?P<group>{SLOT})的)?(?:我们|主要|常见|常用|通常|一般|解决|应对|处理|的)*{one_of('remedies')}{NOT_SLOT}{{0,10}}[:：]$"
)
_GATHERED = re.compile(rf"(?:统称|总称|都叫)(?:为|作|做)?(?P<group>{SLOT})[。；;:：]?$")
_LEADS = (
    (
        re.compile(
            rf"(?:靠的?就?是?|依靠|依赖于?|用的?是|用了|用到了?|使用了?|采用了?|引入了?|加入?了|增加了|多了|借助了?){_LISTS}"
        ),
        SectionKind.USED,
    ),
    (
        re.compile(rf"(?:由{NOT_SLOT}{{0,8}}(?:组成|构成)|包含|包括|组成部分){_LISTS}"),
        SectionKind.PARTS,
    ),
    (
        re.compile(
            rf"(?:分为|分成|有|分)(?:以下|下面|这)?{NUMERAL}+[个大]?(?:步|阶段|部分|环节|层|模块|组件|门|子{NOT_SLOT}{{1,3}})[:：]$"
        ),
        SectionKind.PARTS,
    ),
    (
        re.compile(
            rf"(?:分为|分成|可分|有)(?:以下|下面|这)?{NUMERAL}+大?[种类]{NOT_SLOT}{{0,4}}[:：]$"
            r"|^(?:主要|最|它|其|的)*(?:常见|常用|典型|主流|经典)的?(?:有|主要有)?(?:以下|下面|这)?几?[种类个]?[:：]$"
        ),
        SectionKind.KINDS,
    ),
)


def read_lead_in(
    sentence: Slotted,
    headings: Sequence[str],
    topic: Topic,
    matcher: ConceptMatcher,
    text: str,
    problem: tuple[str, ...] = (),
) -> Section | None:
    """Read a sentence that ends in a colon as a heading of the lines after it.

    Args:
        sentence: The sentence.
        headings: The headings above it.
        topic: What a sentence without a subject speaks of.
        matcher: Finds the concepts in a text.
        text: The sentence as written.
        problem: What a sentence on remedies that names no trouble speaks of.

    Returns:
        What the lines are; ``None`` where the sentence ends otherwise or does not say.
    """
    if gathered := _GATHERED.search(sentence.text):
        return Section(SectionKind.KINDS, sentence.fill(gathered["group"]))
    asks = sentence.text.endswith(("?", "？"))
    if not asks and not sentence.text.endswith((":", "：")):
        return None
    own = read_section((*headings, text.strip().rstrip(":：")), matcher)
    if asks:
        return own if own.kind is SectionKind.REMEDIES and own.concepts else None
    about = own.kind in (SectionKind.ABOUT, SectionKind.OTHER) or "的是" in sentence.text
    if own.concepts and not about:
        return own
    remedies = _REMEDIES.search(sentence.text)
    if remedies and problem and sentence.fill(remedies["group"] or "") in ((), problem):
        return Section(SectionKind.REMEDIES, problem)
    if _REASONS.search(sentence.text) and bad_only(topic.concepts):
        return Section(SectionKind.CAUSES, topic.concepts)
    return _read_listing(sentence, topic)


def _read_listing(sentence: Slotted, topic: Topic) -> Section | None:
    """Read what a sentence says of its subject right before its colon: `A 由以下组成：`."""
    clause = _CLAUSE.split(sentence.text)[-1]
    for pattern, kind in _LEADS:
        match = pattern.search(clause)
        subject = find_subject(sentence, clause[: match.start()], topic) if match else None
        if subject and subject.concepts:
            return Section(kind, subject.concepts)
    return None
