"""Note to Document: which spans are content, which are page furniture; the structure."""

from collections.abc import Sequence

import yaml

from kg.pages.furniture import find_furniture
from kg.pages.layout import Line, LineKind, lay_out
from kg.pages.structure import find_blocks
from kg.records import Document, Dropped, DropReason, Note, Span


def clean(note: Note) -> Document:
    """Tell content from page furniture, and find headings, questions, lists and formulas.

    Nothing is rewritten: ``kept`` and ``dropped`` together tile the note. Each dropped span
    has its reason.
    """
    lines = lay_out(note.text)
    reasons = find_furniture(lines, note.outside)
    title = _title_of_front_matter(lines)
    blocks = find_blocks(note.text, lines, reasons, title=title)
    kept, dropped = _spans(lines, reasons)
    if not title and blocks and blocks[0].heading:
        title = blocks[0].heading[0]
    return Document(note, kept, dropped, blocks, title)


def _spans(
    lines: Sequence[Line], reasons: Sequence[DropReason | None]
) -> tuple[tuple[Span, ...], tuple[Dropped, ...]]:
    """Join neighboring lines of one fate; blank lines go with what stands before them."""
    kept: list[Span] = []
    dropped: list[Dropped] = []
    previous: DropReason | None = None
    for line, own in zip(lines, reasons, strict=True):
        reason = own if line.kind is not LineKind.BLANK else previous
        if reason and dropped and dropped[-1].end == line.start and dropped[-1].reason == reason:
            dropped[-1] = Dropped(dropped[-1].start, line.end, reason)
        elif reason:
            dropped.append(Dropped(line.start, line.end, reason))
        elif kept and kept[-1].end == line.start:
            kept[-1] = Span(kept[-1].start, line.end)
        else:
            kept.append(Span(line.start, line.end))
        previous = reason
    return tuple(kept), tuple(dropped)


def _title_of_front_matter(lines: Sequence[Line]) -> str:
    """Read the title in YAML front matter as it is written; empty if there is none."""
    if not lines or lines[0].kind is not LineKind.FRONT_MATTER:
        return ""
    body = "\n".join(lines[0].text.splitlines()[1:-1])
    try:
        loaded = yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return ""
    title = loaded.get("title") if isinstance(loaded, dict) else None
    return title if isinstance(title, str) else ""
