"""Pairs: headings that only name two concepts, `A 与 B 是什么`, above what tells them apart."""

import re
from collections.abc import Iterator

from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import SLOT, slot
from kg.clauses.subjects import leading_topic
from kg.concepts import ConceptMatcher
from kg.records import Block, BlockKind, Document, RelationType, Span

_MAX_CHARS = 40
_MAX_BLOCKS = 6
_JOINED = re.compile(
    r"[^，,。：:；;？?\n]{2,30}(?:与|和|跟|[Vv][Ss])[^，,。：:；;？?、\n]{2,20}[?？]?$"
)
_PAIR = re.compile(
    rf"(?:什么是|何为|介绍|解释|简述)?(?P<a>{SLOT})(?:与|和|跟|[Vv][Ss]\.?)(?P<b>{SLOT})"
    f"(?:(?:分别|各)?是什么|都?有(?:哪些|什么)|的(?:关系|概念|定义|含义|原理|实现))?[?？]?"
)
_CLAUSES = re.compile("[，,；;。！!？?\n]")
_LINES = {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.PARAGRAPH}


def read_pairs(document: Document, matcher: ConceptMatcher) -> Iterator[tuple[Statement, Span]]:
    """Give the pairs that headings name and the next few blocks speak of in turn, each once.

    Only names of one make are told apart so: both Latin, or with the same last character.
    """
    text = document.note.text
    pair: tuple[str, ...] = ()
    for block in document.blocks:
        if named := _read_pair(text, block, matcher):
            pair, place, told, left = named, Span(block.start, block.end), set[str](), _MAX_BLOCKS
            continue
        if not pair:
            continue
        told |= _opened(text, block, matcher) & {*pair}
        left -= 1
        if len(told) == len(pair):
            yield Statement(pair[:1], RelationType.CONTRASTS, pair[1:], 0.6), place
        if not left or len(told) == len(pair):
            pair = ()


def _read_pair(text: str, block: Block, matcher: ConceptMatcher) -> tuple[str, ...]:
    short = block.kind in _LINES and block.end - block.start <= _MAX_CHARS
    if not short or not _JOINED.match(text, block.start, block.end):
        return ()
    line = slot(text, matcher, block.start, block.end)
    pair = _PAIR.fullmatch(line.text)
    if not pair:
        return ()
    first, second = line.name(pair["a"]), line.name(pair["b"])
    alike = first[-1] == second[-1] or (first.isascii() and second.isascii())
    return line.fill(pair[0]) if alike else ()


def _opened(text: str, block: Block, matcher: ConceptMatcher) -> set[str]:
    """Give the concepts that the clauses of a block open with, those that open with one."""
    sentence = slot(text, matcher, block.start, block.end)
    topics = (leading_topic(sentence, clause) for clause in _CLAUSES.split(sentence.text))
    return {each.concepts[0] for each in topics if len(each.concepts) == 1}
