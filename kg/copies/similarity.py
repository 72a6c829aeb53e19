"""How much of one folded wording stands in another: alignment of letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from kg.records import Span

_LATIN_WEIGHT = 0.25
_CONTAINED_RATIO = 1.3
"""From here on, one text is looked for inside the other, not compared to all of it."""
_MAX_ALIGNED = 4000
"""Longer texts are never aligned letter by letter: that takes the product of their lengths."""


def weigh(key: str) -> float:
    """Give how much a folded text says, in Chinese characters: four Latin letters are one."""
    return len(key) - (1 - _LATIN_WEIGHT) * len(key.encode("ascii", "ignore"))


@dataclass(frozen=True, slots=True)
class Match:
    """How two folded texts agree."""

    common: int
    """Letters of the longest common subsequence, inside the window where there is one."""
    similarity: float
    """Twice ``common`` by the sum of both lengths, from 0 to 1."""
    containment: float
    """``common`` by the length of the shorter text, from 0 to 1."""
    start: int
    """Where the shorter text begins in the longer one; 0 unless that is much longer."""
    end: int
    """Where it ends there; the longer one's length unless that is much longer."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of two aligned texts: the same in both, or what either has in its place.

    Spans count letters, or words where words were aligned.
    """

    same: bool
    first: Span
    second: Span


def align(first: Sequence[str], second: Sequence[str]) -> tuple[Step, ...]:
    """Cut two texts, or two lists of words, into steps with the fewest changes; they tile both."""
    return tuple(
        Step(
            step.tag == "equal",
            Span(step.src_start, step.src_end),
            Span(step.dest_start, step.dest_end),
        )
        for step in Levenshtein.opcodes(first, second)
    )


def match(first: str, second: str) -> Match:
    """Align two folded texts: as wholes, or the shorter one inside a much longer one.

    Texts of more than 4,000 letters count as equal or as having nothing in common.
    """
    short, long = sorted((first, second), key=len)
    total = len(short) + len(long)
    if short == long:
        return Match(len(short), 1.0, 1.0, 0, len(long))
    if not short or len(long) > _MAX_ALIGNED:
        return Match(0, 0.0, 0.0, 0, len(long))
    start, end = 0, len(long)
    if len(long) >= _CONTAINED_RATIO * len(short):
        found = fuzz.partial_ratio_alignment(short, long)
        if found is not None:
            start, end = found.dest_start, found.dest_end
    common = int(LCSseq.similarity(short, long[start:end]))
    return Match(common, 2 * common / total, common / len(short), start, end)
