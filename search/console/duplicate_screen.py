"""Copies on a terminal: side by side or one above the other, with what differs marked."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from kg.duplicates import Conflict
from kg.names import fold_letters
from kg.records import Copy, DuplicateGroup
from search.console.line_breaks import one_line, plain
from search.console.terminal import MARK, PLACE, RELATION, TITLE, Screen, place_of
from search.text_differences import Piece, mark_differences, shorten, split_equal

_MAX_PAIRS = 20
"""Copies of one group that are shown beside the canonical one; of the rest only the places."""
_MAX_CONFLICTS = 20
_MAX_NOTES = 20
"""Notes whose furniture is counted one by one."""
_INDENT = "   "
_BLANK_LINES, _LINE_BREAK = re.compile(r"\n\s*\n"), re.compile(r"\s*\n\s*")
_ONLY_LEFT, _ONLY_RIGHT = "red", "green"


def show_groups(screen: Screen, groups: Sequence[DuplicateGroup]) -> None:
    """Show each group: its kind and similarity, then the canonical copy with each other one."""
    words = screen.messages
    if not groups:
        screen.put(words.no_duplicates)
    for number, group in enumerate(groups, start=1):
        kind = f"{words.kinds[group.kind]} · {words.similarity} {group.similarity:.2f}"
        screen.put(Text(kind, RELATION), Text(f"{number}. ", MARK))
        _show_group(screen, group)
        screen.put()


def show_conflicts(screen: Screen, conflicts: Sequence[Conflict]) -> None:
    """Show the first 20 pairs of sentences that contradict, and how many more there are."""
    words = screen.messages
    title = words.conflicts.format(count=len(conflicts)) if conflicts else words.no_conflicts
    screen.put(Text(title, TITLE))
    for conflict in conflicts[:_MAX_CONFLICTS]:
        screen.put(Text(words.conflict_reasons[conflict.reason], RELATION), "  ")
        _show_pair(screen, conflict.first, conflict.second)
    if rest := len(conflicts[_MAX_CONFLICTS:]):
        screen.put(words.more_conflicts.format(count=rest))
    screen.put()


def show_furniture(screen: Screen, furniture: Sequence[Mapping[str, Any]], *, whole: bool) -> None:
    """Show page furniture, as ``search.console.json_output.duplicates_json`` lists it.

    Args:
        screen: where to show it.
        furniture: the spans, those of one note together.
        whole: whether to list every span, and not only counts by reason and by note.
    """
    words = screen.messages
    title = words.furniture.format(count=len(furniture)) if furniture else words.no_furniture
    screen.put(Text(title, TITLE))
    if whole:
        for span in furniture:
            reason = words.furniture_reasons[span["reason"]]
            place = f"{place_of(span['source'], span['line_start'])}  {reason}  "
            screen.put(Text.assemble((place, PLACE), one_line(span["text"])), "  ")
    elif furniture:
        screen.put(_counts(screen, furniture), "  ")
        notes = [(name, list(spans)) for name, spans in groupby(furniture, lambda s: s["source"])]
        for name, spans in notes[:_MAX_NOTES]:
            counted = Text(_counts(screen, spans), PLACE)
            screen.put(Text.assemble((one_line(name), "cyan"), "  ", counted), "  ")
        if rest := len(notes[_MAX_NOTES:]):
            screen.put(words.more_notes.format(count=rest), "  ")
        screen.put(Text(words.whole_furniture, PLACE), "  ")


def _counts(screen: Screen, furniture: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(span["reason"] for span in furniture)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = screen.messages
    return words.comma.join(f"{words.furniture_reasons[name]} {count}" for name, count in ordered)


def _show_group(screen: Screen, group: DuplicateGroup) -> None:
    """Show a text that stands in several places once, with all of them."""
    equal, others = split_equal(group)
    if equal:
        screen.put(_text([Piece(shorten(group.canonical.text), differs=False)]), _INDENT)
        _show_places(screen, [group.canonical, *equal])
    for copy in others[:_MAX_PAIRS]:
        _show_pair(screen, group.canonical, copy)
    if rest := others[_MAX_PAIRS:]:
        screen.put(screen.messages.more_copies.format(count=len(rest)), _INDENT)
        _show_places(screen, rest)


def _show_places(screen: Screen, copies: Sequence[Copy]) -> None:
    for copy in copies:
        screen.put(_place(copy), _INDENT)


def _show_pair(screen: Screen, first: Copy, second: Copy) -> None:
    sides = mark_differences(first.text, second.text)
    if screen.is_colored:
        texts = [_text(sides[0], _ONLY_LEFT), _text(sides[1], _ONLY_RIGHT)]
    else:
        texts = [_text(_marked(sides[0], "[-", "-]")), _text(_marked(sides[1], "{+", "+}"))]
    if screen.column_width:
        screen.put_beside(_place(first), _place(second))
        screen.put_beside(*texts)
        return
    for copy, text in zip((first, second), texts, strict=True):
        screen.put(_place(copy), _INDENT)
        screen.put(text, _INDENT)


def _place(copy: Copy) -> Text:
    return Text(place_of(copy.source, copy.line_start), PLACE)


def _marked(pieces: Sequence[Piece], left: str, right: str) -> list[Piece]:
    """Put marks around words that differ; around every comma nobody could read the text."""
    return [
        Piece(f"{left}{_visible(piece.text)}{right}", differs=False)
        if piece.differs and fold_letters(piece.text)
        else Piece(piece.text, differs=False)
        for piece in pieces
    ]


def _text(pieces: Sequence[Piece], style: str = "") -> Text:
    """Join pieces, those that differ in a style, words more than marks; no blank lines."""
    text = Text()
    for piece in pieces:
        shown = _visible(piece.text) if piece.differs else _BLANK_LINES.sub("\n", piece.text)
        said = " bold underline" if fold_letters(piece.text) else ""
        text.append(plain(shown), f"{style}{said}" if piece.differs else "")
    return text


def _visible(text: str) -> str:
    """Show breaks between lines that only one side has."""
    return _LINE_BREAK.sub("⏎", text)
