"""Document to units, the sentences that copies are made of, each with its folded wording."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.copies.similarity import weigh
from kg.names import fold_letters
from kg.records import Block, BlockKind, Document, Span
from kg.sentences import split_sentences

_STRICT = (BlockKind.CODE, BlockKind.FORMULA, BlockKind.TABLE)
_HEADINGS = (BlockKind.HEADING, BlockKind.QUESTION)
_MARK = re.compile(
    r"\s*(?:[-*+•·●]\s|(?:\d{1,3}\s?[.．、)）]|[（(]\d{1,3}[)）])(?!\d)|[①-⑳]|[答问][:：])\s*"
)
_SYMBOLS = re.compile(r"[=+*/^_\\{}<>|$→×−≤≥∑∂-]")
_MAX_SYMBOLS = 0.15
_NO_SYMBOL = re.compile(r"\s|\*\*|__")
"""Spaces and emphasis, which copies lose."""
_BLANK = re.compile(r"&(?:nbsp|e[mn]sp|thinsp|#160);")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MIN_CHINESE = 0.4
_MIN_PROSE = 12
"""From this many Chinese characters on, what holds a formula is a sentence all the same."""
_MIN_WEIGHT = 8
_MAX_CHARS = 300
_MIN_CUT_CHARS = 40
_CLAUSE_END = re.compile(r"[，,、：:\s]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a note, or a formula, a table or a block of code."""

    document: int
    """Position of its document among those compared."""
    stretch: int
    """Position of its kept span in the document: no copy reaches across furniture."""
    start: int
    end: int
    key: str
    """Its letters and digits, folded; of a formula or code also its symbols."""
    strict: bool
    """Whether it is a formula or code, which is a copy only where it is equal."""
    weak: bool
    """Whether it is a heading or too short to be a copy by itself."""
    heads: bool
    """Whether it is a heading or a question."""


def find_units(document: Document, *, position: int) -> tuple[Unit, ...]:
    """Give the units of a document, in order; ones without a letter or digit are left out.

    Sentences of more than 300 characters are cut at places that their own wording decides, so
    that a change in one part leaves the cuts of the others.
    """
    stretches = enumerate(document.kept)
    stretch, kept = next(stretches, (0, Span(0, 0)))
    units: list[Unit] = []
    for block in document.blocks:
        while block.start >= kept.end:
            stretch, kept = next(stretches)
        for span in _spans(document.note.text, block):
            unit = _unit(document, block, span, (position, stretch))
            if unit.key:
                units.append(unit)
    return tuple(units)


def _unit(document: Document, block: Block, span: Span, place: tuple[int, int]) -> Unit:
    text = _BLANK.sub(" ", document.note.text[span.start : span.end])
    has_formula = _is_formula(unicodedata.normalize("NFKC", text))
    strict = block.kind in _STRICT or (has_formula and len(_CHINESE.findall(text)) < _MIN_PROSE)
    mark = _MARK.match(text) if span.start == block.start and not strict else None
    wording = text[mark.end() :] if mark else text
    if strict:
        key = _fold_formula(text)
    else:
        key = _fold_formula(wording).casefold() if has_formula else fold_letters(wording)
    heads = block.kind in _HEADINGS
    weak = heads or weigh(key) < _MIN_WEIGHT
    return Unit(*place, span.start, span.end, key, strict, weak, heads)


def _fold_formula(text: str) -> str:
    """Give a formula's letters, digits and symbols, in which punctuation and spaces say little.

    Symbols alone, such as a rule between the rows of a table, give nothing.
    """
    folded = unicodedata.normalize("NFKC", text)
    if not any(c.isalnum() for c in folded):
        return ""
    return "".join(c for c in folded if c.isalnum() or _SYMBOLS.match(c))


def _is_formula(text: str) -> bool:
    """Tell whether a sentence is made of symbols more than of words."""
    if not _SYMBOLS.search(text):
        return False
    bare = _NO_SYMBOL.sub("", text)
    if len(_SYMBOLS.findall(bare)) < _MAX_SYMBOLS * len(bare):
        return False
    return len(_CHINESE.findall(bare)) < _MIN_CHINESE * len(bare)


def _spans(text: str, block: Block) -> Iterator[Span]:
    if block.kind in _STRICT:
        yield Span(block.start, block.end)
        return
    for span in split_sentences(text, block.start, block.end):
        if span.end - span.start <= _MAX_CHARS:
            yield span
        else:
            yield from _cut(text, span)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut a long sentence at some of its clause ends, else at some of its letters."""
    start = last = span.start
    clauses = _CLAUSE_END.finditer(text, span.start, span.end)
    for stop in (*(found.end() for found in clauses), span.end):
        if stop - last > _MAX_CHARS:
            for cut in _letter_cuts(text, last, stop):
                yield Span(start, cut)
                start = cut
        last = stop
        # By letters alone, so that a copy with other marks is cut at the same places.
        is_cut = _is_chosen(fold_letters(text[max(start, stop - 16) : stop])[-8:], one_in=4)
        if stop - start > _MAX_CHARS or (is_cut and stop - start >= _MIN_CUT_CHARS):
            yield Span(start, stop)
            start = stop
    if start < span.end:
        yield Span(start, span.end)


def _letter_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Give places to cut text that has no mark, by the hash of the four letters before them."""
    last = start
    for place in range(start + _MIN_CUT_CHARS, end - _MIN_CUT_CHARS):
        far = place - last >= _MIN_CUT_CHARS
        if place - last >= _MAX_CHARS or (far and _is_chosen(text[place - 4 : place], one_in=64)):
            yield place
            last = place


def _is_chosen(letters: str, *, one_in: int) -> bool:
    return zlib.crc32(letters.encode()) % one_in == 0
