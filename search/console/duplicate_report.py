"""Groups of copies to text: side by side with the differences marked, and one HTML page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kg.copies.similarity import align
from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.messages import Messages

_MAX_MARKED_CHARS = 4000
"""Of longer texts, only this much of each end is shown and compared."""
_STYLE = """
body { font-family: system-ui, "Noto Sans CJK SC", sans-serif; line-height: 1.6; margin: 2rem auto;
       max-width: 80rem; padding: 0 1rem; color: #222; background: #fff; }
section { border-top: 1px solid #ccc; padding: 1rem 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: .5rem 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: .6rem; }
.place { color: #555; font-size: .9rem; }
mark { background: #ffd54d; color: inherit; }
@media (max-width: 45rem) { .pair { grid-template-columns: 1fr; } }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #181818; } .text { background: #262626; }
  .place { color: #aaa; } mark { background: #8a6d00; } section { border-color: #444; } }
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    differs: bool


def mark_differences(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two texts into pieces that both have and pieces that only one has.

    The pieces of a side, joined, are its text; of more than 4,000 characters only both ends, with
    ``…`` between.
    """
    texts = _shortened(first), _shortened(second)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for step in align(*texts):
        for side, text, span in zip(sides, texts, (step.first, step.second), strict=True):
            piece = text[span.start : span.end]
            if side and side[-1].differs and not step.same:
                side[-1] = Piece(side[-1].text + piece, differs=True)
            elif piece:
                side.append(Piece(piece, not step.same))
    return tuple(sides[0]), tuple(sides[1])


def _shortened(text: str) -> str:
    half = _MAX_MARKED_CHARS // 2
    return text if len(text) <= 2 * half else f"{text[:half]}…{text[-half:]}"


def render_page(
    groups: Sequence[DuplicateGroup],
    conflicts: Sequence[Conflict],
    messages: Messages,
    *,
    max_copies: int = 20,
) -> str:
    """Write all groups and conflicts as one HTML page that loads nothing.

    Args:
        groups: The groups, in the order to show them.
        conflicts: Sentences that look like copies and contradict.
        messages: The language.
        max_copies: Copies of one group shown beside the canonical one; the rest are listed.
    """
    body = "".join(
        (
            *_render_groups(groups, messages, max_copies),
            *_render_conflicts(conflicts, messages),
        )
    )
    title = escape(messages.duplicates.format(count=len(groups)))
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}</body>\n</html>\n"
    )


def _render_groups(
    groups: Sequence[DuplicateGroup], messages: Messages, max_copies: int
) -> Iterator[str]:
    for number, group in enumerate(groups, start=1):
        kind = f"{messages.kinds[group.kind]} · {messages.similarity} {group.similarity:.2f}"
        yield f"<section>\n<h2>{number}. {escape(kind)}</h2>\n"
        for copy in group.copies[:max_copies]:
            yield _render_pair(group.canonical, copy)
        rest = group.copies[max_copies:]
        if rest:
            more = escape(messages.more_copies.format(count=len(rest)))
            places = messages.comma.join(map(_render_place, rest))
            yield f'<p class="place">{more} {places}</p>\n'
        yield "</section>\n"


def _render_conflicts(conflicts: Sequence[Conflict], messages: Messages) -> Iterator[str]:
    if conflicts:
        yield f"<h1>{escape(messages.conflicts.format(count=len(conflicts)))}</h1>\n"
    for conflict in conflicts:
        yield f"<section>\n<h2>{escape(messages.conflict_reasons[conflict.reason])}</h2>\n"
        yield _render_pair(conflict.first, conflict.second)
        yield "</section>\n"


def _render_pair(first: Copy, second: Copy) -> str:
    sides = mark_differences(first.text, second.text)
    cells = "".join(
        f'<div><div class="place">{_render_place(copy)}</div>'
        f'<div class="text">{_render_pieces(pieces)}</div></div>'
        for copy, pieces in zip((first, second), sides, strict=True)
    )
    return f'<div class="pair">{cells}</div>\n'


def _render_place(copy: Copy) -> str:
    return f"{escape(copy.source)}:{copy.line_start}"


def _render_pieces(pieces: Sequence[Piece]) -> str:
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.differs else escape(piece.text)
        for piece in pieces
    )
