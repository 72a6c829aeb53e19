"""Groups of copies to text: side by side with the differences marked, and one HTML page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from kg.copies.similarity import align, fold_wording
from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.messages import Messages

_MAX_MARKED_CHARS = 4000
"""Of longer texts, only this much of each end is shown and compared."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?|[\s\S]")
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

    Latin words and numbers differ as wholes, but where a space or a capital is all that differs.
    The pieces of a side, joined, are its text; of more than 4,000 characters only both ends, with
    ``…`` between.
    """
    words = [_WORD.findall(_shortened(text)) for text in (first, second)]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for same, run in groupby(align(*words), key=lambda step: step.same):
        steps = list(run)
        parts = (
            "".join(words[0][steps[0].first.start : steps[-1].first.end]),
            "".join(words[1][steps[0].second.start : steps[-1].second.end]),
        )
        for side, pieces in zip(sides, _pieces(*parts, same=same), strict=True):
            side += pieces
    return tuple(_joined(sides[0])), tuple(_joined(sides[1]))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for differs, run in groupby(pieces, key=lambda piece: piece.differs):
        yield Piece("".join(piece.text for piece in run), differs)


def _pieces(first: str, second: str, *, same: bool) -> tuple[list[Piece], list[Piece]]:
    """Give a stretch that differs as one piece a side, or by its letters if its words are equal."""
    if same or fold_wording(first) != fold_wording(second):
        parts = [(first, second, same)]
    else:
        parts = [
            (
                first[step.first.start : step.first.end],
                second[step.second.start : step.second.end],
                step.same,
            )
            for step in align(first, second)
        ]
    return (
        [Piece(own, not equal) for own, _, equal in parts if own],
        [Piece(own, not equal) for _, own, equal in parts if own],
    )


def _shortened(text: str) -> str:
    half = _MAX_MARKED_CHARS // 2
    return text if len(text) <= 2 * half else f"{text[:half]}…{text[-half:]}"


def render_page(
    groups: Sequence[DuplicateGroup],
    conflicts: Sequence[Conflict],
    messages: Messages,
    *,
    furniture: Sequence[Mapping[str, Any]] = (),
    max_copies: int = 20,
) -> str:
    """Write all groups, conflicts and page furniture as one HTML page that loads nothing.

    Args:
        groups: The groups, in the order to show them.
        conflicts: Sentences that look like copies and contradict.
        messages: The language.
        furniture: Spans, as ``search.console.json_output.duplicates_json`` lists them.
        max_copies: Copies of one group shown beside the canonical one; the rest are listed.
    """
    body = "".join(
        (
            *_render_groups(groups, messages, max_copies),
            *_render_conflicts(conflicts, messages),
            *_render_furniture(furniture, messages),
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


def _render_furniture(furniture: Sequence[Mapping[str, Any]], messages: Messages) -> Iterator[str]:
    if furniture:
        title = escape(messages.furniture.format(count=len(furniture)))
        yield f"<h1>{title}</h1>\n<details>\n<summary>…</summary>\n"
        for span in furniture:
            place = f"{span['source']}:{span['line_start']}"
            reason = messages.furniture_reasons[span["reason"]]
            yield f'<p><span class="place">{escape(place)} {escape(reason)}</span><br>\n'
            yield f"{escape(span['text'].strip())}</p>\n"
        yield "</details>\n"


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
