"""Pairs: two concepts near each other in a sentence, or in its heading and it, with the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.clauses.assertions import is_stated
from kg.clauses.sections import CUES
from kg.clauses.slots import GROUP, Slotted, slot
from kg.concepts import ConceptMatcher
from kg.records import BlockKind, Document, Span
from kg.sentences import split_sentences

CONCEPT, ITSELF = "◇", "◈"
"""What stands for another concept, and for that of the heading, in the words around a pair."""
CLAUSE_END = re.compile("[，,；;。：:！!？?]|——|—")

_GROUP = re.compile(GROUP)
_HEADINGS = {BlockKind.HEADING, BlockKind.QUESTION}
_LINES = _HEADINGS | {BlockKind.PARAGRAPH, BlockKind.ITEM}
_MAX_BETWEEN_CHARS = 25
_MAX_BREAKS = 2
"""How many ends of clauses and concepts may lie between the two of a sentence."""
_BEFORE_CHARS, _AFTER_CHARS = 20, 12
_MAX_HEADING_CHARS = 24


@dataclass(frozen=True, slots=True)
class Named:
    """One concept or an enumeration of several, at a place of a text."""

    concepts: tuple[str, ...]
    name: str
    """The last one's name as written."""
    at: int
    """The place of its mark in the text whose concepts are marks."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's concept, and its words with marks for concepts."""

    named: Named
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts, or enumerations, and the words around them, with marks for other concepts."""

    first: Named
    second: Named
    heading: str
    """The words of the heading that names the first; empty where the sentence names both."""
    before: str
    between: str
    after: str
    item: bool
    """Whether the sentence stands in a list."""


def pair_concepts(
    document: Document, matcher: ConceptMatcher
) -> Iterator[tuple[Span, tuple[Pair, ...]]]:
    """Give each sentence that states anything, by its place, with its pairs, in order."""
    text = document.note.text
    headings: dict[str, Heading | None] = {}
    for block in document.blocks:
        if block.kind not in _LINES:
            continue
        path = block.heading[:-1] if block.kind in _HEADINGS else block.heading
        innermost = path[-1] if path else ""
        if innermost not in headings:
            headings[innermost] = _read_heading(innermost, matcher)
        spans = split_sentences(text, block.start, block.end)
        for span, following in zip(spans, [*spans[1:], Span(block.end, block.end)], strict=True):
            after = text[following.start : following.end]
            if is_stated(text[span.start : span.end], after, heading=innermost):
                marked, named = _mark(slot(text, matcher, span.start, span.end))
                item = block.kind is BlockKind.ITEM
                yield span, tuple(_pair(marked, named, headings[innermost], item=item))


def _read_heading(heading: str, matcher: ConceptMatcher) -> Heading | None:
    """Give the concept that a heading names, if it names one alone."""
    marked, named = _mark(slot(heading, matcher, 0, len(heading), apart=CUES))
    if len(named) != 1 or len(named[0].concepts) != 1:
        return None
    words = marked[: named[0].at] + ITSELF + marked[named[0].at + 1 :]
    return Heading(named[0], words[:_MAX_HEADING_CHARS])


def _mark(slotted: Slotted) -> tuple[str, tuple[Named, ...]]:
    """Give a text with a mark for each concept or enumeration, and what the marks stand for."""
    pieces: list[str] = []
    named: list[Named] = []
    at = length = 0
    for group in _GROUP.finditer(slotted.text):
        pieces += [slotted.text[at : group.start()], CONCEPT]
        length += group.start() - at
        named.append(Named(slotted.fill(group[0]), slotted.name(group[0]), length))
        length += 1
        at = group.end()
    return "".join([*pieces, slotted.text[at:]]), tuple(named)


def _pair(
    marked: str, named: Sequence[Named], heading: Heading | None, *, item: bool
) -> Iterator[Pair]:
    """Pair the concepts of a sentence, and those of its first clause with a heading's."""
    if heading and any({*heading.named.concepts} & {*each.concepts} for each in named):
        heading = None
    for at, second in enumerate(named):
        after = marked[second.at + 1 : second.at + 1 + _AFTER_CHARS]
        for earlier in range(at - 1, -1, -1):
            first = named[earlier]
            between = marked[first.at + 1 : second.at]
            if len(between) > _MAX_BETWEEN_CHARS or count_breaks(between) > _MAX_BREAKS:
                break
            before = marked[max(0, first.at - _BEFORE_CHARS) : first.at]
            if not {*first.concepts} & {*second.concepts}:
                yield Pair(first, second, "", before, between, after, item)
        lead = marked[: min(second.at, _MAX_BETWEEN_CHARS + 1)]
        if heading and len(lead) <= _MAX_BETWEEN_CHARS and not count_breaks(lead):
            yield Pair(heading.named, second, heading.words, "", lead, after, item)


def count_breaks(between: str) -> int:
    """Count the ends of clauses and the concepts in the words between two concepts."""
    return len(CLAUSE_END.findall(between)) + between.count(CONCEPT)
