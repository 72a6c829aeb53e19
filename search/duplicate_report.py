"""Groups of copies to one HTML page: texts side by side, with the differences marked."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from kg.duplicates import Conflict
from kg.records import Copy, DuplicateGroup
from search.messages import Messages
from search.text_differences import Piece, mark_differences, shorten, split_equal

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
        max_copies: Other texts of one group shown beside the canonical one; the rest are listed.
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
        f'<!DOCTYPE html>\n<html lang="{messages.tag}">\n<head>\n<meta charset="utf-8">\n'
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
        equal, others = split_equal(group)
        if equal:
            places = "<br>\n".join(map(_render_place, (group.canonical, *equal)))
            yield f'<div class="place">{places}</div>\n'
            yield f'<div class="text">{escape(shorten(group.canonical.text))}</div>\n'
        for copy in others[:max_copies]:
            yield _render_pair(group.canonical, copy)
        if rest := others[max_copies:]:
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
        yield f"<h1>{title}</h1>\n<details>\n<summary>{messages.show_all}</summary>\n"
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
