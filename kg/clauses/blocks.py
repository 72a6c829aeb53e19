"""Blocks: a document's headings, paragraphs and list items to what their sentences state."""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.clauses.assertions import asks, asks_unmarked, hedged, is_rated, is_refuted, is_stated
from kg.clauses.clause_topics import CLAUSE_ENDS, continues
from kg.clauses.comparisons import read_better, read_comparisons, read_whereas
from kg.clauses.entries import find_entry, read_opening, serve_clauses
from kg.clauses.examples import read_examples
from kg.clauses.item_parents import find_parents
from kg.clauses.lead_ins import read_lead_in
from kg.clauses.list_lines import read_arrow, read_line, read_root
from kg.clauses.makeup import read_counted, read_makeup
from kg.clauses.name_endings import is_person
from kg.clauses.pairs import read_pairs
from kg.clauses.references import bad_only, full_name, next_problem, resolve, spell_out
from kg.clauses.relation_patterns import Statement, read_clause, read_denial
from kg.clauses.relation_phrases import read_free_phrases, read_phrases
from kg.clauses.sections import (
    Section,
    SectionKind,
    is_past,
    is_strength,
    read_headings,
    read_inside,
    read_section,
    read_trouble,
)
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, slot
from kg.clauses.subjects import NO_TOPIC, Topic, leading_topic
from kg.clauses.tables import read_table
from kg.concepts import ConceptMatcher
from kg.records import Block, BlockKind, Document, RelationType, Span
from kg.sentences import split_sentences
from kg.wordlists import read_kinds

_READ = {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.PARAGRAPH, BlockKind.ITEM}
_LABEL = re.compile(
    rf"^(?:(?P<group>{GROUP})的?|(?:主要|其|它的)?(?={one_of('strengths', 'weaknesses')}))"
    rf"(?P<what>{one_of('strengths', 'weaknesses')})?[一二三1-9]?"
    r"(?:[:：]|—+|[-–→](?=[\u4e00-\u9fff]))(?=.)"
    rf"|^(?:主要|其|它的)?的?(?P<flaw>{one_of('weaknesses')}|问题|麻烦)(?:也|就|主要)?(?:是|在于)[:：，,]?(?=.)"
)
_HEADS = re.compile(r"(?:[-*+•\d.、()（）\s])*(?P<heading>[^:：，,。\n]{2,30})[:：](?=.)")
_NAMED = re.compile(
    rf"(?:叫做?|叫作|称为|称作|称之为|名为|就是)(?P<name>{SLOT})[。；;]?$"
    rf"|^(?:这|此)[^，,。{SLOT[1:-1]}]{{0,6}}?(?:叫做?|叫作|称为|就是)(?P<this>{SLOT})(?=[，,])"
)
_PLAN = re.compile(
    rf"(?:解决|处理|优化)?(?:方案|办法|方法|对策|解法|措施)[一二三四五六七八九十\d]{{0,2}}[:：、—-]+(?P<group>{GROUP})$"
)
"""A heading that names a remedy, below that of a trouble: `方案一：A`."""
_TAG = re.compile(r"[，,；;](?:而且|但是?|可是?|不过|然而|只是|那么?)[^，,；;]*[?？]$")
_ONLY_NAMES = re.compile(
    rf"{one_of('mitigates', 'causes', 'improves', 'uses')}了?的[^，,的]{{1,8}}$"
)
"""`A 使用的 B` as a heading states nothing."""
_MERIT = re.compile(rf"^(?!{SLOT}[:：])[^:：，,。；;]{{2,12}}[:：](?=.)")
"""What sums up an entry below 优点."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement at the sentence that makes it."""

    statement: Statement
    span: Span


def read_document(document: Document, matcher: ConceptMatcher) -> Iterator[Said]:
    """Give what each sentence of a document states, in order; only its blocks are read."""
    sections: dict[tuple[str, ...], Section] = {}
    text = document.note.text
    for statement, place in read_pairs(document, matcher):
        yield Said(statement, place)
    lead: Section | None = None
    under: Counter[tuple[str, ...]] = Counter()
    for block, parent in zip(document.blocks, find_parents(document), strict=True):
        if block.kind is BlockKind.TABLE:
            for statement, row in read_table(text, block, matcher):
                yield Said(_hedged(statement, text[row.start : row.end]), row)
        if block.kind not in _READ:
            continue
        own = block.kind in (BlockKind.HEADING, BlockKind.QUESTION)
        above = block.heading[:-1] if own else block.heading
        if above not in sections:
            sections[above] = read_headings(above, matcher)
        if own:
            yield from _read_heading(text, block, sections[above], matcher)
            lead = None
        else:
            under[above] += 1
            sections[above] = _unless_past(sections[above], above, under[above])
            inside = replace(block, heading=(*above, parent)) if parent else block
            section = read_inside(sections[above], above, parent, matcher)
            lead = yield from _read_block(text, inside, section, matcher, lead)


def _unless_past(section: Section, headings: Sequence[str], line: int) -> Section:
    """Give a section that lists, up to its last line: what stands below is none of the list."""
    lists = section.kind in (SectionKind.KINDS, SectionKind.PARTS)
    past = lists and is_past(headings[-1], line)
    return replace(section, kind=SectionKind.OTHER, concepts=()) if past else section


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
    if (plan := _PLAN.match(heading.text)) and (trouble := bad_only(above.about)):
        remedy = Statement(heading.fill(plan["group"]), RelationType.MITIGATES, trouble, 0.8)
        yield Said(remedy, Span(block.start, block.end))
    says = heading.text
    if is_stated(says, "") and not asks_unmarked(says) and not _ONLY_NAMES.search(says):
        sentence = resolve(heading, subject=(), problem=())
        for statement in _read_stated(sentence, None, NO_TOPIC, NO_TOPIC, NO_TOPIC):
            yield Said(_hedged(statement, heading.text), Span(block.start, block.end))


def _read_block(
    text: str, block: Block, section: Section, matcher: ConceptMatcher, lead: Section | None
) -> Generator[Said, None, Section | None]:
    """Read a paragraph or item, and give what its last sentence says of the items after it."""
    spans = split_sentences(text, block.start, block.end)
    item = block.kind is BlockKind.ITEM
    topic = _first_topic(section, item=item)
    problem = bad_only(section.concepts) or read_trouble(block.heading, matcher)
    of_label: Section | None = None
    standing, named, about = NO_TOPIC, section.named, section.about
    for at, span in enumerate(spans):
        asked = _TAG.search(text, span.start, span.end)
        end = asked.start() if asked else span.end
        sentence = _without_merit(spell_out(slot(text, matcher, span.start, end), named), block)
        it = _meant_by_it(topic, standing)
        by_it = it or standing.concepts or about
        sentence = resolve(sentence, subject=it, problem=problem, means=by_it)
        problem = next_problem(sentence, problem)
        after = text[spans[at + 1].start : spans[at + 1].end] if at + 1 < len(spans) else ""
        label = _LABEL.match(sentence.text)
        first = at == 0 and span.start == block.start
        opens = first or (bool(label) and "\n" in text[spans[at - 1].end : span.start])
        listed = item or text[block.end - 1] in ";；"
        lead = lead if listed or label or not first else None
        under = lead if lead and opens else section
        statements = list(read_line(sentence, under, first=opens))
        if label:
            concepts = sentence.fill(label["group"]) if label["group"] else topic.concepts
            topic = Topic(concepts, 0.9, near=True)
        standing = _standing(sentence, topic, standing, labelled=bool(label), first=at == 0)
        if not is_refuted(after) and not is_rated(text[span.start : end]):
            statements += read_comparisons(sentence, topic)
        above = block.heading[-1] if block.heading else ""
        if is_stated(text[span.start : end], after, heading=above):
            statements += read_root(sentence, section.concepts)
            statements += read_arrow(sentence, bad_only(section.concepts))
            named_any = bool(sentence.concepts)
            kept = of_label if text[spans[at - 1].end - 1] in ";；" else None
            of_label = _read_label(text, span, block, section, matcher) if named_any else None
            statements += _read_listed(sentence, of_label, kept)
            of_label = of_label or kept
            entry = find_entry(standing, about)
            statements += _read_stated(sentence, label, topic, standing, entry)
        elif asks(sentence.text):
            section = read_section((text[span.start : span.end],), matcher)
        for statement in statements:
            yield Said(_hedged(statement, sentence.text), span)
        lead = (
            read_lead_in(
                sentence, block.heading, topic, matcher, text[span.start : span.end], problem
            )
            or lead
        )
        topic = _next_topic(sentence, topic, labelled=bool(label), item=item)
    return lead


def _without_merit(sentence: Slotted, block: Block) -> Slotted:
    """Drop the label that sums up an entry below 优点, of which it does not speak: `稳定：…`."""
    merits = block.heading and is_strength(block.heading[-1])
    return replace(sentence, text=_MERIT.sub("", sentence.text)) if merits else sentence


def _read_label(
    text: str, span: Span, block: Block, section: Section, matcher: ConceptMatcher
) -> Section | None:
    """Read a label as the heading of what stands after it, up to a full stop: `死锁的原因：…`."""
    label = _HEADS.match(text, span.start, span.end)
    if not label:
        return None
    own = read_section((*block.heading, label["heading"]), matcher)
    about = (SectionKind.ABOUT, SectionKind.WEAKNESSES, SectionKind.OTHER)
    whole = tuple(full_name(each, section.named) for each in own.concepts)
    return None if own.kind in about else replace(own, concepts=whole)


def _read_listed(
    sentence: Slotted, of_label: Section | None, kept: Section | None
) -> Iterator[Statement]:
    """Give what a sentence with a label, or one after it that keeps it, states by its place."""
    colon = re.search("[:：]", sentence.text)
    if not sentence.concepts:
        return
    if of_label and colon:
        listed = replace(sentence, text=sentence.text[colon.end() :])
        yield from read_line(listed, of_label, first=True)
    elif kept:
        yield from read_line(sentence, kept, first=True)


def _hedged(statement: Statement, text: str) -> Statement:
    return replace(statement, confidence=hedged(statement.confidence, text))


def _standing(
    sentence: Slotted, topic: Topic, standing: Topic, *, labelled: bool, first: bool
) -> Topic:
    """What the whole block speaks of: its label, else what its first sentence opens with."""
    if labelled:
        return topic
    opening = leading_topic(sentence, sentence.text)
    return replace(opening, near=False) if first else standing


def _meant_by_it(topic: Topic, standing: Topic) -> tuple[str, ...]:
    """What 它 means: what was spoken of, though no person."""
    person = topic.concepts and is_person(topic.concepts[-1])
    return standing.concepts if person else topic.concepts


def _first_topic(section: Section, *, item: bool) -> Topic:
    """What the first sentence under a heading speaks of, if it does not say."""
    if section.kind not in (SectionKind.ABOUT, SectionKind.WEAKNESSES):
        return Topic(section.about, 0.6, near=item)
    return Topic(section.concepts, 0.75, near=item or section.kind is SectionKind.ABOUT)


def _next_topic(sentence: Slotted, topic: Topic, *, labelled: bool, item: bool) -> Topic:
    """What a sentence that goes on after this one speaks of."""
    opening = leading_topic(sentence, sentence.text)
    if labelled:
        return topic
    if named := _NAMED.search(sentence.text):
        return Topic(sentence.fill(named["name"] or named["this"]), 0.8)
    if opening.concepts:
        return Topic(opening.concepts, 0.75)
    clause = CLAUSE_ENDS.split(sentence.text, maxsplit=1)[0]
    return replace(topic, near=topic.near and item) if continues(clause) else NO_TOPIC


def _read_stated(
    sentence: Slotted,
    label: re.Match[str] | None,
    topic: Topic,
    standing: Topic,
    entry: Topic,
) -> Iterator[Statement]:
    if not sentence.concepts:
        return
    opening = leading_topic(sentence, sentence.text)
    yield from read_whereas(sentence, opening)
    yield from read_counted(sentence)
    yield from read_examples(sentence)
    yield from read_free_phrases(sentence)
    if label:
        yield from read_phrases(sentence, sentence.text, NO_TOPIC)
    body = sentence.text[label.end() :] if label else sentence.text
    if label and (label["flaw"] or label["what"] in read_kinds("relation_verbs")["weaknesses"]):
        suffered = Section(SectionKind.WEAKNESSES, topic.concepts)
        for clause in CLAUSE_ENDS.split(body):
            yield from read_line(replace(sentence, text=clause), suffered, first=True)
        return
    lasting = bool(label and label["what"])
    opened = read_opening(sentence, body)
    first = NO_TOPIC if bad_only(opening.concepts) else opening
    spoken_of = (first, opened, topic, standing, entry)
    about = next((each for each in spoken_of if each.concepts), NO_TOPIC)
    for clause, rest, subject in serve_clauses(
        sentence,
        body,
        topic,
        opened if opened.concepts else entry,
        lasting=lasting,
        labelled=standing.near and bool(label),
        whole=standing.near or bool(opened.concepts),
    ):
        yield from read_phrases(sentence, rest, subject, about=about, before=topic)
        yield from read_clause(sentence, clause, subject)
        yield from read_makeup(sentence, clause, subject)
        yield from read_denial(sentence, clause, subject)
