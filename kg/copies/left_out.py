"""What a clean copy leaves out: furniture, copies of what stands elsewhere, headings left bare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.copies.copy_places import find_twin
from kg.names import fold_letters
from kg.records import Block, BlockKind, Copy, Document, DuplicateGroup, Span
from kg.sentences import split_sentences

BARE_HEADING = "heading of copies"
_HEADINGS = (BlockKind.HEADING, BlockKind.QUESTION)
_LEFT_OUT, _NEEDED = 1, 2


@dataclass(frozen=True, slots=True)
class Twin:
    """Where what is left out still stands, in the original note."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A span of a note that its clean copy lacks."""

    start: int
    end: int
    reason: str
    """The reason of the furniture, ``exact copy``, ``near copy``, ``partial copy``, or
    ``heading of copies``."""
    text: str
    twin: Twin | None
    """None for furniture and headings."""


def leave_out(
    documents: Sequence[Document], groups: Sequence[DuplicateGroup]
) -> dict[str, list[LeftOut]]:
    """Decide what is left out of each note, in order, so that no twin is left out as well."""
    states = {document.note.path: bytearray(len(document.note.text)) for document in documents}
    found: dict[str, list[LeftOut]] = {document.note.path: [] for document in documents}
    for document in documents:
        note = document.note
        for span in document.dropped:
            states[note.path][span.start : span.end] = bytes([_LEFT_OUT]) * (span.end - span.start)
            text = note.text[span.start : span.end]
            found[note.path].append(LeftOut(span.start, span.end, span.reason, text, None))
    for group in groups:
        kept = group.canonical
        for copy in group.copies:
            for part, twin in _parts(group, copy):
                if _may_go(states[copy.path], states[kept.path], part, twin):
                    text = copy.text[part.start - copy.start : part.end - copy.start]
                    place = Twin(kept.source, twin.start, twin.end)
                    reason = f"{group.kind} copy"
                    found[copy.path].append(LeftOut(part.start, part.end, reason, text, place))
    for document in documents:
        path, text = document.note.path, document.note.text
        found[path] += [
            LeftOut(head.start, head.end, BARE_HEADING, text[head.start : head.end], None)
            for head in _bare_headings(document, states[path])
        ]
    return {path: sorted(spans, key=lambda span: span.start) for path, spans in found.items()}


def _bare_headings(document: Document, state: bytearray) -> Iterator[Block]:
    """Give the headings and questions under which copies stood, and nothing but copies."""
    for place, head in enumerate(document.blocks):
        own = state[head.start : head.end]
        if head.kind not in _HEADINGS or any(own):
            continue
        below = [block for block in _section(document.blocks, place) if block.kind not in _HEADINGS]
        if below and all(_is_gone(document, block, state) for block in below):
            yield head


def _section(blocks: Sequence[Block], place: int) -> Iterator[Block]:
    """Give the blocks below a heading, up to the next of its rank; a question ranks lowest."""
    for block in blocks[place + 1 :]:
        is_peer = block.kind in (BlockKind.HEADING, blocks[place].kind)
        if is_peer and _rank(block) <= _rank(blocks[place]):
            return
        yield block


def _rank(head: Block) -> float:
    return head.level if head.kind is BlockKind.HEADING else float("inf")


def _is_gone(document: Document, block: Block, state: bytearray) -> bool:
    letters = enumerate(document.note.text[block.start : block.end], start=block.start)
    return all(state[place] == _LEFT_OUT for place, letter in letters if letter.isalnum())


def _parts(group: DuplicateGroup, copy: Copy) -> Iterator[tuple[Span, Span]]:
    """Give the parts of a copy that stand in the canonical one, each with its place there."""
    canonical = group.canonical
    if group.kind == "exact":
        yield Span(copy.start, copy.end), Span(canonical.start, canonical.end)
        return
    twins = dict(_sentences(canonical))
    for key, part in _sentences(copy):
        twin = twins.get(key) or find_twin(part, copy, canonical)
        if twin is not None:
            yield part, twin


def _sentences(copy: Copy) -> Iterator[tuple[str, Span]]:
    """Give a copy's sentences, by offsets into its note, with their folded wording."""
    for sentence in split_sentences(copy.text):
        key = fold_letters(copy.text[sentence.start : sentence.end])
        yield key, Span(copy.start + sentence.start, copy.start + sentence.end)


def _may_go(own: bytearray, other: bytearray, part: Span, twin: Span) -> bool:
    """Tell whether a part may be left out, and note that, and that its twin has to stay."""
    if any(own[part.start : part.end]) or _LEFT_OUT in other[twin.start : twin.end]:
        return False
    own[part.start : part.end] = bytes([_LEFT_OUT]) * (part.end - part.start)
    if _LEFT_OUT in other[twin.start : twin.end]:  # the twin reaches into the part itself
        own[part.start : part.end] = bytes(part.end - part.start)
        return False
    other[twin.start : twin.end] = bytes([_NEEDED]) * (twin.end - twin.start)
    return True
