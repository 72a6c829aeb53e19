"""Copies to what differs: which say the same to the letter, and where the others say another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.copies.similarity import align
from kg.names import fold_letters, simplify
from kg.records import Copy, DuplicateGroup

_MAX_MARKED_CHARS = 4000
"""Of longer texts, only this much of each end is shown and compared."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?|[\s\S]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    differs: bool


def split_equal(group: DuplicateGroup) -> tuple[tuple[Copy, ...], tuple[Copy, ...]]:
    """Part a group's copies, in order, into those equal to the canonical text and the others."""
    text = group.canonical.text
    return (
        tuple(copy for copy in group.copies if copy.text == text),
        tuple(copy for copy in group.copies if copy.text != text),
    )


def mark_differences(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two texts into pieces that both have and pieces that only one has.

    Latin words and numbers differ as wholes, but where a space or a capital is all that differs;
    a traditional character and its simplified form do not differ.
    The pieces of a side, joined, are its text; of more than 4,000 characters only both ends, with
    ``…`` between.
    """
    words = [_WORD.findall(shorten(text)) for text in (first, second)]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    forms = [[simplify(word) for word in side] for side in words]
    for same, run in groupby(align(*forms), key=lambda step: step.same):
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
    if same or fold_letters(first) != fold_letters(second):
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


def shorten(text: str) -> str:
    """Give a text, or of more than 4,000 characters both ends with ``…`` between."""
    half = _MAX_MARKED_CHARS // 2
    return text if len(text) <= 2 * half else f"{text[:half]}…{text[-half:]}"
