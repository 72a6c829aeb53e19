"""Blocks: a document's headings, paragraphs and list items to what their sentences state."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from kg.clauses.comparisons import read_better, read_comparisons, read_whereas
from kg.clauses.lead_ins import read_lead_in
from kg.clauses.list_lines import read_line
from kg.clauses.loose_phrases import read_loose, read_root
from kg.clauses.references import bad_only, next_problem, resolve
from kg.clauses.relation_patterns import Statement, read_clause, read_denial
from kg.clauses.sections import Section, SectionKind, read_section
from kg.clauses.sentence_patterns import read_sentence
from kg.clauses.set_phrases import read_set_phrases
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, slot
from kg.clauses.spoken_phrases import read_spoken
from kg.clauses.subjects import NO_TOPIC, Topic, leading_topic
from kg.concepts import ConceptMatcher
from kg.records import Block, BlockKind, Document, Span
from kg.sentences import split_sentences
from kg.wordlists import read_kinds

_READ = {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.PARAGRAPH, BlockKind.ITEM}
_ASKS = re.compile(r"[?？][”\"』」）)]*$")
_CLAUSES = re.compile(
    r"[，,；;。！!？?…]|——|—|(?<![括含有为成类种个门])[:：]"
    rf"|(?<!{SLOT})、(?={one_of('mitigates', 'causes', 'improves')})"
)
# `分为六个阶段：`: the list belongs to the clause.
_COUNTED = re.compile(
    rf"([两二三四五六七八九十几多\d][个种类大项部][^，,:：。；;{SLOT[1:-1]}]{{0,4}})[:：](?={SLOT})"
)
_LABEL = re.compile(
    rf"^(?:(?P<group>{GROUP})的?|(?:主要|其|它的)?(?={one_of('strengths', 'weaknesses')}))"
    rf"(?P<what>{one_of('strengths', 'weaknesses')})?(?:[:：]|—+|[-–→](?=[\u4e00-\u9fff]))(?=.)"
)
_HEADS = re.compile(r"(?:[-*+•\d.、()（）\s])*(?P<heading>[^:：，,。\n]{2,30})[:：](?=.)")
_CONTINUES = re.compile(
    rf"(?!{one_of('breaks')})"
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
    + r"|包[含括]了?[两二三四五六七八九十几多\d]"
)
_FRESH = re.compile(rf"^而(?={SLOT})|^但是?(?={SLOT})")
_MEANS = re.compile(rf"(?:使用|采用|引入|加入|利用|用|通过)了?(?P<group>{GROUP})$")
_NAMED = re.compile(
    rf"(?:叫做?|叫作|称为|称作|称之为|名为|就是)(?P<name>{SLOT})[。；;]?$"
    rf"|^(?:这|此)[^，,。{SLOT[1:-1]}]{{0,6}}?(?:叫做?|叫作|称为|就是)(?P<this>{SLOT})(?=[，,])"
)
_CALLED = re.compile("(?:叫做?|叫作|称为|称作|称之为|名为)(?P<name>.+)$")
_HEDGED = re.compile(one_of("hedges"))
_REFUTED = re.compile(rf"^[“\"「]?{one_of('refuted')}")
_TAKEN_BACK = re.compile(one_of("taken_back"))
_MYTHS = "误区|谣言|误解|迷思|错误(?:说法|观点|认识)"
_TAG = re.compile(r"[，,；;](?:而且|但是?|可是?|不过|然而|只是|那么?)[^，,；;]*[?？]$")
# What people do about it, from here on: `一般取对数，避免下溢`.
_PEOPLE = re.compile("(?:一般|通常|实践中|我们|人们|需要?|应该?)(?:会|要|先|再|把|将|取|放|做|在)")
_STATES = re.compile(one_of("mitigates", "causes", "appears", "improves", "uses", "is_a"))
_RESUMES = re.compile("从而|进而|以此|由此|同时|并|还|也")
_LOCATED = re.compile(rf"{SLOT}(?:里面?|中|内部?|端|侧)(?!的)")
# What such a clause speaks of, stands in the clause right before it.
_TIED = re.compile(rf"(?:但是?|不过|可是|只是|来|以便?|从而|进而|用来)(?!{SLOT})")
# What an entry `A：…` is for: a clause that opens with the verb, whatever went before.
_SERVES = re.compile(
    rf"(?:从而|进而|以便?|这样|目的是|为了|好让|{one_of('adverbs')})*"
    + one_of("mitigates", "improves")
    + "|(?:但是?|不过|可是|只是|却)+(?:也|还)?(?:会|容易|可能)+"
    + one_of("causes", "appears")
)
_ENTRY = re.compile(rf"(?P<group>{GROUP})[，,](?!{SLOT})")
_PURPOSE = re.compile("为了?|要想?|想要?")
_RATES = re.compile(
    rf"^\W*(?:常见)?(?:{_MYTHS})[^，,：:]{{0,3}}[:：]"
    r"|对错|正误|是否正确|^\W*(?:\d{1,3}\W*)?判断题?[:：]"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement at the sentence that makes it."""

    statement: Statement
    span: Span


def read_document(document: Document, matcher: ConceptMatcher) -> Iterator[Said]:
    """Give what each sentence of a document states, in order; only its blocks are read."""
    sections: dict[tuple[str, ...], Section] = {}
    text = document.note.text
    lead: Section | None = None
    for block in document.blocks:
        if block.kind not in _READ:
            continue
        own = block.kind in (BlockKind.HEADING, BlockKind.QUESTION)
        above = block.heading[:-1] if own else block.heading
        if above not in sections:
            sections[above] = read_section(above, matcher)
        if own:
            yield from _read_heading(text, block, sections[above], matcher)
            lead = None
        else:
            lead = yield from _read_block(text, block, sections[above], matcher, lead)


def _read_heading(
    text: str, block: Block, above: Section, matcher: ConceptMatcher
) -> Iterator[Said]:
    heading = slot(text, matcher, block.start, block.end)
    for statement in (
        *read_comparisons(heading, NO_TOPIC),
        *read_better(heading, above.concepts if above.kind is SectionKind.ABOUT else ()),
        *read_line(heading, above, first=block.kind is BlockKind.HEADING),
    ):
        yield Said(_hedged(statement, heading.text), Span(block.start, block.end))
    if re.search("[，,]", heading.text) and _stated(text[block.start : block.end], ""):
        sentence = resolve(heading, subject=(), problem=())
        for statement in _read_stated(sentence, None, NO_TOPIC, NO_TOPIC):
            yield Said(_hedged(statement, heading.text), Span(block.start, block.end))


def _read_block(
    text: str, block: Block, section: Section, matcher: ConceptMatcher, lead: Section | None
) -> Generator[Said, None, Section | None]:
    """Read a paragraph or item, and give what its last sentence says of the items after it."""
    spans = split_sentences(text, block.start, block.end)
    item = block.kind is BlockKind.ITEM
    topic = NO_TOPIC
    problem = bad_only(section.concepts)
    if section.kind in (SectionKind.ABOUT, SectionKind.WEAKNESSES):
        topic = Topic(section.concepts, 0.75, near=item)
    standing = NO_TOPIC
    for at, span in enumerate(spans):
        asked = _TAG.search(text, span.start, span.end)
        end = asked.start() if asked else span.end
        sentence = slot(text, matcher, span.start, end)
        sentence = resolve(sentence, subject=topic.concepts, problem=problem)
        problem = next_problem(sentence, problem)
        after = text[spans[at + 1].start : spans[at + 1].end] if at + 1 < len(spans) else ""
        label = _LABEL.match(sentence.text)
        first = at == 0 and span.start == block.start
        opens = first or (bool(label) and "\n" in text[spans[at - 1].end : span.start])
        lead = lead if item or label or not first else None
        under = lead if lead and opens else section
        statements = list(read_line(sentence, under, first=opens))
        if label:
            concepts = sentence.fill(label["group"]) if label["group"] else topic.concepts
            topic = Topic(concepts, 0.9, near=True)
        standing = _standing(sentence, topic, standing, labelled=bool(label), first=at == 0)
        if not _REFUTED.match(after):
            statements += read_comparisons(sentence, topic)
        if _stated(text[span.start : end], after):
            statements += read_root(sentence, section.concepts)
            statements += _read_labelled(text, span, sentence, block, matcher)
            statements += _read_stated(sentence, label, topic, standing)
        elif _ASKS.search(sentence.text):
            section = read_section((text[span.start : span.end],), matcher)
        for statement in statements:
            yield Said(_hedged(statement, sentence.text), span)
        lead = (
            read_lead_in(sentence, block.heading, topic, matcher, text[span.start : span.end])
            or lead
        )
        topic = _next_topic(sentence, topic, labelled=bool(label))
    return lead


def _read_labelled(
    text: str, span: Span, sentence: Slotted, block: Block, matcher: ConceptMatcher
) -> Iterator[Statement]:
    """Give what stands after a label that reads as a heading: `死锁的原因：…`."""
    label = _HEADS.match(text, span.start, span.end)
    colon = re.search("[:：]", sentence.text)
    if label and colon and sentence.concepts:
        own = read_section((*block.heading, label["heading"]), matcher)
        if own.kind not in (SectionKind.ABOUT, SectionKind.WEAKNESSES, SectionKind.OTHER):
            listed = replace(sentence, text=sentence.text[colon.end() :])
            yield from read_line(listed, own, first=True)


def _stated(sentence: str, after: str) -> bool:
    """Tell whether a sentence states anything: no question, nothing that the next refutes."""
    asks = _ASKS.search(sentence) or _RATES.search(sentence) or _TAKEN_BACK.search(sentence)
    return not asks and not _REFUTED.match(after)


def _hedged(statement: Statement, text: str) -> Statement:
    if _HEDGED.search(text):
        return replace(statement, confidence=0.6 * statement.confidence)
    return statement


def _standing(
    sentence: Slotted, topic: Topic, standing: Topic, *, labelled: bool, first: bool
) -> Topic:
    """What the whole block speaks of: its label, else what its first sentence opens with."""
    if labelled:
        return topic
    opening = leading_topic(sentence, sentence.text)
    return replace(opening, near=False) if first else standing


def _next_topic(sentence: Slotted, topic: Topic, *, labelled: bool) -> Topic:
    """What a sentence that goes on after this one speaks of."""
    opening = leading_topic(sentence, sentence.text)
    if labelled:
        return topic
    if named := _NAMED.search(sentence.text):
        return Topic(sentence.fill(named["name"] or named["this"]), 0.8)
    if opening.concepts:
        return Topic(opening.concepts, 0.75)
    clause = _CLAUSES.split(sentence.text, maxsplit=1)[0]
    return topic if _CONTINUES.match(clause) else NO_TOPIC


def _read_stated(
    sentence: Slotted, label: re.Match[str] | None, topic: Topic, standing: Topic
) -> Iterator[Statement]:
    if not sentence.concepts:
        return
    yield from read_whereas(sentence, leading_topic(sentence, sentence.text))
    yield from read_sentence(sentence, topic)
    yield from read_set_phrases(sentence)
    about = topic if topic.concepts else standing
    yield from read_spoken(sentence, about)
    yield from read_loose(sentence, about)
    body = sentence.text[label.end() :] if label else sentence.text
    if label and label["what"] in read_kinds("relation_verbs")["weaknesses"]:
        suffered = Section(SectionKind.WEAKNESSES, topic.concepts)
        for clause in _CLAUSES.split(body):
            yield from read_line(replace(sentence, text=clause), suffered, first=True)
        return
    lasting = bool(label and label["what"])
    named = _ENTRY.match(body)
    entry = (
        Topic(sentence.fill(named["group"])) if named else standing if standing.near else NO_TOPIC
    )
    entry = replace(entry, confidence=0.7 * entry.confidence)
    for clause, said_of in _clauses(sentence, body, topic, lasting=lasting):
        served = not said_of.concepts and _SERVES.match(clause)
        subject = entry if served else said_of
        yield from read_clause(sentence, clause, subject)
        yield from read_denial(sentence, clause, subject)


def _clauses(
    sentence: Slotted, body: str, topic: Topic, *, lasting: bool
) -> Iterator[tuple[str, Topic]]:
    """Give the clauses, each with the topic that a missing subject stands for.

    A clause that opens with an unknown subject ends the topic, up to one that opens with 从而,
    unless the topic is ``lasting``, as that of a label `A 的优点：`.
    """
    current, only = topic, NO_TOPIC
    opened = False
    whole = _COUNTED.sub(r"\1", body)
    clauses = [clause for clause in _CLAUSES.split(whole) if clause]
    for at, clause in enumerate(clauses):
        if _PURPOSE.match(clause) and at + 1 < len(clauses):
            yield clause, NO_TOPIC
            continue
        located = _LOCATED.match(clause)
        opening = NO_TOPIC if located else leading_topic(sentence, clause)
        goes_on = located or _CONTINUES.match(clause) or _CALLED.search(clause)
        if not (opening.concepts or goes_on):
            current = topic if lasting else NO_TOPIC
        elif not current.concepts and _RESUMES.match(clause):
            current = only
        yield clause, current
        after = clauses[at + 1] if at + 1 < len(clauses) else ""
        again = opened and not _FRESH.match(clause) and not _TIED.match(after)
        current = _after(sentence, clause, opening, current, again=again)
        if opening.concepts:
            only = replace(current, confidence=0.7 * current.confidence)
            opened = True


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
    goes_on = _CONTINUES.match(clause) and not current.near
    means = _MEANS.search(clause) if goes_on else None
    return Topic(sentence.fill(means["group"]), 0.8, near=True) if means else current
