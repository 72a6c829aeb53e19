"""Pairs: neighboring concepts of a clause, or a heading's and a line's first, with the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.clauses.assertions import asks_unmarked, is_stated
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
            said = text[span.start : span.end]
            asked = block.kind in _HEADINGS and asks_unmarked(said)
            if is_stated(said, after, heading=innermost) and not asked:
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
        if at and _adjoin(between := marked[named[at - 1].at + 1 : second.at]):
            first = named[at - 1]
            before = marked[max(0, first.at - _BEFORE_CHARS) : first.at]
            if not {*first.concepts} & {*second.concepts}:
                yield Pair(first, second, "", before, between, after, item)
        if heading and not at and _adjoin(lead := marked[: second.at]):
            yield Pair(heading.named, second, heading.words, "", lead, after, item)


def _adjoin(between: str) -> bool:
    """Tell whether words are few and end no clause."""
    return len(between) <= _MAX_BETWEEN_CHARS and not CLAUSE_END.search(between)
