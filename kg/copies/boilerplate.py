"""Lines that open or close several notes, such as a site's footer: content becomes furniture."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.names import fold_letters
from kg.pages.line_evidence import SENTENCE_END
from kg.records import Block, BlockKind, Document, Dropped, DropReason, Span

_MAX_CHARS = 200
_MAX_MOTTO_CHARS = 40
_OF_THE_SITE = re.compile(
    r"本(?:网?站|博客?|公众号|专栏|号|刊)|小编|编辑部|转载请|扫码|打赏|(?:关注|联系|订阅|写信给)我"
)
"""What a site says of itself; notes may well share a sentence of content."""
_STATES = re.compile(r"[:：=、]")
_MAX_SHARE = 0.5
"""A note that shares more than this of its text is a copy, and says nothing of its site."""


def drop_boilerplate(documents: Sequence[Document], *, min_notes: int = 3) -> tuple[Document, ...]:
    """Move lines that open or close at least ``min_notes`` notes from content to furniture.

    Only paragraphs count that are the same after folding, and that stand before the first or after
    the last line of a note's own: of a site that speaks of itself up to 200 characters, others up
    to 40 and no sentence, since several notes may define a word alike. Notes that are copies of
    each other have none.

    Raises:
        ValueError: if ``min_notes`` is below 2.
    """
    if min_notes < 2:
        raise ValueError(f"min_notes must be at least 2, got {min_notes}")
    keys = [[_key(document, block) for block in document.blocks] for document in documents]
    wordings = [[_wording(document, block) for block in document.blocks] for document in documents]
    repeated = _repeated(wordings, min_notes)
    # Copies of whole notes would make all their text repeat: count again without them.
    repeated = _repeated(
        [
            own
            for own, texts in zip(keys, wordings, strict=True)
            if sum(len(t) for t in texts if t in repeated) <= _MAX_SHARE * len("".join(texts))
        ],
        min_notes,
    )
    return tuple(
        _without(document, [block for block, _ in _edges(document.blocks, own, repeated)])
        for document, own in zip(documents, keys, strict=True)
    )


def _wording(document: Document, block: Block) -> str:
    return fold_letters(document.note.text[block.start : block.end])


def _key(document: Document, block: Block) -> str:
    """Give a block's wording, or nothing where it cannot be boilerplate."""
    text = document.note.text[block.start : block.end]
    if block.kind is not BlockKind.PARAGRAPH or len(text) > _MAX_CHARS:
        return ""
    motto = len(text) <= _MAX_MOTTO_CHARS and not (
        SENTENCE_END.search(text) or _STATES.search(text)
    )
    return fold_letters(text) if motto or _OF_THE_SITE.search(text) else ""


def _repeated(keys: Sequence[Sequence[str]], min_notes: int) -> frozenset[str]:
    counts = Counter(key for own in keys for key in set(own) if key)
    return frozenset(key for key, count in counts.items() if count >= min_notes)


def _edges(
    blocks: Sequence[Block], keys: Sequence[str], repeated: frozenset[str]
) -> Iterator[tuple[Block, str]]:
    """Give the blocks before the first and after the last that is the note's own."""
    pairs = list(zip(blocks, keys, strict=True))
    own = [i for i, key in enumerate(keys) if key not in repeated]
    if own:
        yield from pairs[: own[0]]
        yield from pairs[own[-1] + 1 :]


def _without(document: Document, blocks: Sequence[Block]) -> Document:
    if not blocks:
        return document
    gone = [Dropped(block.start, block.end, DropReason.OTHER_PAGES) for block in blocks]
    return replace(
        document,
        kept=tuple(_cut(document.kept, gone)),
        dropped=tuple(sorted((*document.dropped, *gone), key=lambda span: span.start)),
        blocks=tuple(block for block in document.blocks if block not in blocks),
    )


def _cut(kept: Sequence[Span], gone: Sequence[Dropped]) -> Iterator[Span]:
    """Take spans out of those kept; what is left still tiles the note with what is dropped."""
    for span in kept:
        start = span.start
        for out in gone:
            if span.start <= out.start < span.end:
                if start < out.start:
                    yield Span(start, out.start)
                start = out.end
        if start < span.end:
            yield Span(start, span.end)
