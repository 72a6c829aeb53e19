"""Sentences to typed relations between concepts, each with the sentence that states it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from kg.clauses.relation_patterns import (
    NO_TOPIC,
    Statement,
    Topic,
    leading_topic,
    read_clause,
    read_denial,
)
from kg.clauses.sections import Section, SectionKind, read_section
from kg.clauses.sentence_patterns import read_comparisons, read_sentence, read_whereas
from kg.clauses.set_phrases import read_set_phrases
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of, slot
from kg.concepts import ConceptMatcher
from kg.records import Block, BlockKind, Document, Evidence, Relation, RelationType, Span
from kg.sentences import split_sentences
from kg.wordlists import read_kinds

_MAX_CONFIDENCE = 0.99
_READ = {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.PARAGRAPH, BlockKind.ITEM}
_OPPOSITES = {
    RelationType.CAUSES: (RelationType.MITIGATES,),
    RelationType.IMPROVES: (RelationType.MITIGATES,),
}
_ONE_WAY = {
    RelationType.CAUSES,
    RelationType.IS_A,
    RelationType.MITIGATES,
    RelationType.PART_OF,
}
_ASKS = re.compile(r"[?？][”\"』」）)]*$")
_CLAUSES = re.compile(r"[，,；;。！!？?…]|——|—|(?<![括含有为成类种个门])[:：]")
_LABEL = re.compile(
    rf"^(?P<group>{GROUP})的?(?P<what>{one_of('strengths', 'weaknesses')})?[:：](?=.)"
)
_ITEM_NAME = re.compile(rf"^(?P<group>{GROUP})(?:[:：]|$)")
_BARE = re.compile(rf"^(?P<group>{GROUP})等?[。；;，,]?$")
_APPLIED = re.compile(
    rf"^(?P<or>或者?|也可以?|还可以?)?(?:对{SLOT})?(?:可以|可|能够|我们|也|还|通过|一般|通常|例如|比如|有|是|常用|的)*"
    rf"(?:使用|采用|加入|加|设置|引入|添加|增加|利用|进行|做|用|选择|改用|换用|应用)?了?(?P<group>{GROUP})"
    rf"(?:(?:来)?(?:代替|替代|取代).{{1,10}})?(?:的?{one_of('remedies')}|初始化)?等?$"
)
_CONTINUES = re.compile(
    rf"(?!{one_of('breaks')})"
    + one_of("continuations", "generic_subjects", "mitigates", "causes", "improves", "uses")
)
_FRESH = re.compile(rf"^而(?={SLOT})|^但是?(?={SLOT})")
_MEANS = re.compile(rf"(?:使用|采用|引入|加入|利用|用|通过)了?(?P<group>{GROUP})$")
_NAMED = re.compile(rf"(?:叫做?|叫作|称为|称作|称之为|名为|就是)(?P<name>{SLOT})[。；;]?$")
_CALLED = re.compile("(?:叫做?|叫作|称为|称作|称之为|名为)(?P<name>.+)$")
_HEDGED = re.compile(one_of("hedges"))
_REFUTED = re.compile(rf"^[“\"「]?{one_of('refuted')}")
_RATES = re.compile(r"对错|正误|是否正确|^\W*(?:\d{1,3}\W*)?判断题?[:：]")


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement at the sentence that makes it."""

    statement: Statement
    span: Span


def find_relations(
    documents: Sequence[Document],
    matcher: ConceptMatcher,
    *,
    weights: Mapping[tuple[str, str], float],
) -> tuple[Relation, ...]:
    """Find what the documents' sentences, list items and headings state of two concepts.

    Several sentences that state the same make one relation, whose confidence is that at least
    one of them is right: one minus the product of their doubts. ``contrasts`` has the smaller
    concept id as its head. What a note denies somewhere, it does not state.

    Args:
        documents: Cleaned notes; only their blocks are read.
        matcher: Finds the concepts in a text.
        weights: NPMI per pair of concept ids, the smaller id first; 0 for pairs it lacks.

    Returns:
        Relations in order of head, relation and tail; evidence in order of note and place.
    """
    found: dict[tuple[str, RelationType, str], dict[Evidence, float]] = defaultdict(dict)
    for document in documents:
        line_ends = [match.start() for match in re.finditer("\n", document.note.text)]
        all_said = [*_read_document(document, matcher)]
        denied = {k for said in all_said if said.statement.denied for k in _triples(said.statement)}
        for said in all_said:
            evidence = _evidence(document, said.span, line_ends)
            for key in set(_triples(said.statement)) - denied:
                sure = max(found[key].get(evidence, 0.0), said.statement.confidence)
                found[key][evidence] = sure
    return tuple(
        Relation(
            head=head,
            relation=relation,
            tail=tail,
            confidence=min(_MAX_CONFIDENCE, 1 - prod(1 - sure for sure in says.values())),
            weight=weights.get((min(head, tail), max(head, tail)), 0.0),
            evidence=tuple(sorted(says)),
        )
        for (head, relation, tail), says in sorted(found.items())
    )


def find_contradictions(relations: Sequence[Relation]) -> tuple[str, ...]:
    """Give the relations that different notes state both ways, each pair as a line of text.

    A thing is said to bring about and to lessen another, or two are said to be kinds, parts,
    causes or remedies of each other.
    """
    known = {(each.head, each.relation, each.tail): each for each in relations}
    found: list[str] = []
    for one in relations:
        keys = [(one.head, opposite, one.tail) for opposite in _OPPOSITES.get(one.relation, ())]
        if one.relation in _ONE_WAY and one.head < one.tail:
            keys.append((one.tail, one.relation, one.head))
        found += (
            f"{_said(one)}; {_said(other)}"
            for other in (known[key] for key in keys if key in known)
            if len({each.source for each in one.evidence + other.evidence}) > 1
        )
    return tuple(found)


def _said(relation: Relation) -> str:
    first = relation.evidence[0]
    return (
        f"{relation.head} {relation.relation} {relation.tail} ({first.source}:{first.line_start})"
    )


def _evidence(document: Document, span: Span, line_ends: Sequence[int]) -> Evidence:
    return Evidence(
        source=document.note.source,
        line_start=bisect_right(line_ends, span.start) + 1,
        start=span.start,
        end=span.end,
        text=document.note.text[span.start : span.end],
    )


def _triples(statement: Statement) -> Iterator[tuple[str, RelationType, str]]:
    for head in statement.heads:
        for tail in statement.tails:
            if head != tail:
                swapped = statement.relation is RelationType.CONTRASTS and head > tail
                ends = (tail, head) if swapped else (head, tail)
                yield ends[0], statement.relation, ends[1]


def _read_document(document: Document, matcher: ConceptMatcher) -> Iterator[_Said]:
    sections: dict[tuple[str, ...], Section] = {}
    text = document.note.text
    for block in document.blocks:
        if block.kind not in _READ:
            continue
        own = block.kind in (BlockKind.HEADING, BlockKind.QUESTION)
        if own:
            heading = slot(text, matcher, block.start, block.end)
            for statement in read_comparisons(heading, NO_TOPIC):
                yield _Said(_hedged(statement, heading.text), Span(block.start, block.end))
            continue
        if block.heading not in sections:
            sections[block.heading] = read_section(block.heading, matcher)
        yield from _read_block(text, block, sections[block.heading], matcher)


def _read_block(
    text: str, block: Block, section: Section, matcher: ConceptMatcher
) -> Iterator[_Said]:
    spans = split_sentences(text, block.start, block.end)
    topic = NO_TOPIC
    if section.kind in (SectionKind.ABOUT, SectionKind.WEAKNESSES):
        topic = Topic(section.concepts, 0.75)
    for at, span in enumerate(spans):
        sentence = slot(text, matcher, span.start, span.end)
        after = text[spans[at + 1].start : spans[at + 1].end] if at + 1 < len(spans) else ""
        first = at == 0 and span.start == block.start
        statements = list(_read_listed(sentence, section, first=first))
        label = _LABEL.match(sentence.text)
        if label:
            topic = Topic(sentence.fill(label["group"]), 0.9, near=True)
        if not _REFUTED.match(after):
            statements += read_comparisons(sentence, topic)
        if _stated(text[span.start : span.end], after):
            statements += _read_stated(sentence, label, topic)
        for statement in statements:
            yield _Said(_hedged(statement, sentence.text), span)
        topic = _next_topic(sentence, topic, labelled=bool(label))


def _stated(sentence: str, after: str) -> bool:
    """Tell whether a sentence states anything: no question, nothing that the next refutes."""
    asks = _ASKS.search(sentence) or _RATES.search(sentence)
    return not asks and not _REFUTED.match(after)


def _hedged(statement: Statement, text: str) -> Statement:
    if _HEDGED.search(text):
        return replace(statement, confidence=0.6 * statement.confidence)
    return statement


def _next_topic(sentence: Slotted, topic: Topic, *, labelled: bool) -> Topic:
    """What a sentence that goes on after this one speaks of."""
    opening = leading_topic(sentence, sentence.text)
    if labelled:
        return topic
    if named := _NAMED.search(sentence.text):
        return Topic(sentence.fill(named["name"]), 0.8)
    if opening.concepts:
        return Topic(opening.concepts, 0.75)
    clause = _CLAUSES.split(sentence.text, maxsplit=1)[0]
    return topic if _CONTINUES.match(clause) else NO_TOPIC


def _read_listed(sentence: Slotted, section: Section, *, first: bool) -> Iterator[Statement]:
    """Give what a line states by standing under its heading."""
    concepts = section.concepts
    if section.kind is SectionKind.REMEDIES:
        for group in _applied(sentence.text, first=first):
            yield Statement(sentence.fill(group), RelationType.MITIGATES, concepts, 0.8)
    elif section.kind in (SectionKind.KINDS, SectionKind.NAMES) and first:
        pattern = _ITEM_NAME if section.kind is SectionKind.KINDS else _BARE
        if match := pattern.match(sentence.text):
            yield Statement(sentence.fill(match["group"]), RelationType.IS_A, concepts, 0.8)
    elif section.kind is SectionKind.WEAKNESSES and (match := _BARE.match(sentence.text)):
        yield Statement(concepts, RelationType.CAUSES, sentence.fill(match["group"]), 0.7)


def _applied(text: str, *, first: bool) -> Iterator[str]:
    """Give the remedies that a line names: its label, or the clauses that only name some."""
    label = _ITEM_NAME.match(text) if first else None
    if label:
        yield label["group"]
    for clause in _CLAUSES.split(text):
        match = _APPLIED.match(clause)
        if match and (match["or"] or not label):
            yield match["group"]


def _read_stated(
    sentence: Slotted, label: re.Match[str] | None, topic: Topic
) -> Iterator[Statement]:
    yield from read_whereas(sentence, leading_topic(sentence, sentence.text))
    yield from read_sentence(sentence, topic)
    yield from read_set_phrases(sentence)
    body = sentence.text[label.end() :] if label else sentence.text
    if label and label["what"] in read_kinds("relation_verbs")["weaknesses"]:
        if bare := _BARE.match(body):
            tails = sentence.fill(bare["group"])
            yield Statement(topic.concepts, RelationType.CAUSES, tails, 0.7)
        return
    for clause, subject in _clauses(sentence, body, topic):
        yield from read_clause(sentence, clause, subject)
        yield from read_denial(sentence, clause, subject)


def _clauses(sentence: Slotted, body: str, topic: Topic) -> Iterator[tuple[str, Topic]]:
    """Give the clauses, each with the topic that a missing subject stands for.

    A clause that opens with an unknown subject ends the topic; one that opens with a second
    concept leaves it open which of the two what follows is about, so neither is taken.
    """
    current = topic
    opened = False
    for clause in _CLAUSES.split(body):
        if not clause:
            continue
        opening = leading_topic(sentence, clause)
        if called := _CALLED.search(clause):
            yield clause, current
            known = re.fullmatch(SLOT, called["name"])
            current = Topic(sentence.fill(called["name"]), 0.8, near=True) if known else NO_TOPIC
        elif opening.concepts:
            yield clause, current
            same = not opened or _FRESH.match(clause) or opening.concepts == current.concepts
            current = opening if same else NO_TOPIC
            opened = True
        elif _CONTINUES.match(clause):
            yield clause, current
            means = None if current.near else _MEANS.search(clause)
            if means:
                current = Topic(sentence.fill(means["group"]), 0.8, near=True)
        else:
            current = NO_TOPIC
            yield clause, current
