"""Document to passages: whole sentences or list items of one section, at their exact place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.records import Block, BlockKind, Document, Passage, Span
from kg.sentences import split_sentences

MIN_CHARS, MAX_CHARS = 200, 400
_HEADINGS = (BlockKind.HEADING, BlockKind.QUESTION)
_WHOLE = (BlockKind.CODE, BlockKind.FORMULA, BlockKind.TABLE)
_CLAUSE_END = re.compile(r"[，,、：:\s]")
_LEADS_ON = ("：", ":", "，", ",")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never cut: a sentence, a list item, a formula."""

    start: int
    end: int
    block: int
    """Position of its block in the document."""
    heads: bool
    """Whether it is a heading or a question."""


def split(
    document: Document, *, min_chars: int = MIN_CHARS, max_chars: int = MAX_CHARS
) -> tuple[Passage, ...]:
    """Give the passages of a document, in order.

    A passage has about ``min_chars`` to ``max_chars`` characters, more only for code, a table or
    a formula that is longer by itself. It begins with its heading or question where that stands
    directly above, and never crosses a heading, an answer or dropped furniture. A heading with
    nothing under it goes with what follows, unless furniture stands between.

    Raises:
        ValueError: if ``min_chars`` is not below ``max_chars``.
    """
    if not 0 <= min_chars < max_chars:
        raise ValueError(f"min_chars must be below max_chars, got {min_chars} and {max_chars}")
    return tuple(
        _passage(document, units)
        for section in _sections(document, max_chars)
        if not _is_idle(document, section)
        for units in _pack(document, section, min_chars, max_chars)
    )


def _sections(document: Document, max_chars: int) -> Iterator[list[_Unit]]:
    """Give runs of units between headings, inside one kept span, headings first."""
    section: list[_Unit] = []
    spans = iter(document.kept)
    kept = next(spans, Span(0, 0))
    for index, block in enumerate(document.blocks):
        crossed = block.start >= kept.end
        while block.start >= kept.end:
            kept = next(spans)
        opens = block.kind in _HEADINGS and any(not unit.heads for unit in section)
        if section and (crossed or opens):
            yield section
            section = []
        section.extend(_units(document.note.text, index, block, max_chars))
    if section:
        yield section


def _is_idle(document: Document, section: Sequence[_Unit]) -> bool:
    """Tell whether a run is headings alone, all of them repeated in the path of what follows."""
    below = section[-1].block + 1
    if not all(unit.heads for unit in section) or below == len(document.blocks):
        return all(unit.heads for unit in section) and len(document.blocks) > len(section)
    path = document.blocks[below].heading
    return all(document.blocks[unit.block].heading[-1] in path for unit in section)


def _units(text: str, index: int, block: Block, max_chars: int) -> Iterator[_Unit]:
    heads = block.kind in _HEADINGS
    if block.end - block.start <= max_chars or heads:
        yield _Unit(block.start, block.end, index, heads)
        return
    pieces: Iterable[Block | Span]
    if block.kind in _WHOLE:
        pieces = _lines(text, block) if block.end - block.start > 5 * max_chars else [block]
    else:
        pieces = split_sentences(text, block.start, block.end)
    for piece in pieces:
        for span in _cut(text, piece.start, piece.end, max_chars):
            yield _Unit(span.start, span.end, index, heads=False)


def _lines(text: str, block: Block) -> Iterator[Span]:
    """Give the lines of a code block or table too long to stay whole."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text[block.start : block.end]):
        yield Span(block.start + match.start(), block.start + match.end())


def _cut(text: str, start: int, end: int, max_chars: int) -> Iterator[Span]:
    """Cut what has no sentence end for too long at a clause end, else anywhere."""
    while end - start > 2 * max_chars:
        clauses = list(_CLAUSE_END.finditer(text, start + max_chars // 2, start + max_chars))
        stop = clauses[-1].end() if clauses else start + max_chars
        yield Span(start, stop)
        start = stop
    yield Span(start, end)


def _pack(
    document: Document, section: Sequence[_Unit], min_chars: int, max_chars: int
) -> Iterator[list[_Unit]]:
    """Fill passages up to ``max_chars``; close one early between two paragraphs."""
    packed: list[list[_Unit]] = []
    for unit in section:
        current = packed[-1] if packed else []
        content = [u for u in current if not u.heads]
        size = unit.end - (content[0] if content else unit).start
        full = bool(content) and size > max_chars
        enough = bool(content) and content[-1].end - content[0].start >= min_chars
        if not packed or full or (enough and _parts(document, content[-1], unit)):
            packed.append([unit])
        else:
            current.append(unit)
    if len(packed) > 1 and _size(packed[-1]) < min_chars // 2:
        last = packed.pop()
        if last[-1].end - packed[-1][0].start <= max_chars * 5 // 4:
            packed[-1].extend(last)
        else:
            packed.append(last)
    yield from packed


def _size(units: Sequence[_Unit]) -> int:
    return units[-1].end - units[0].start


def _parts(document: Document, above: _Unit, below: _Unit) -> bool:
    """Tell whether a passage may end between two units: not in a list or after a colon."""
    if above.block == below.block or document.note.text[above.end - 1] in _LEADS_ON:
        return False
    kinds = {document.blocks[above.block].kind, document.blocks[below.block].kind}
    return kinds <= {BlockKind.PARAGRAPH}


def _passage(document: Document, units: Sequence[_Unit]) -> Passage:
    note, start, end = document.note, units[0].start, units[-1].end
    last = document.blocks[units[-1].block]
    paths = [document.blocks[unit.block].heading for unit in units if not unit.heads]
    return Passage(
        path=note.path,
        source=note.source,
        start=start,
        end=end,
        line_start=note.line_of(start),
        line_end=note.line_of(end - 1),
        heading=_common(paths) if paths else last.heading,
        question=last.question,
        text=note.text[start:end],
    )


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Give the headings that all paths begin with."""
    depth = 0
    while all(len(path) > depth and path[depth] == paths[0][depth] for path in paths):
        depth += 1
    return paths[0][:depth]
