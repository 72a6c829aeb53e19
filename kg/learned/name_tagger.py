"""Name tagger: stretches of words to the probability that each is a name of a concept.

Logistic regression; ``benchmarks/names.py`` fits it on texts whose names are all labelled and
writes its weights, which are data: ``lexicon/name_weights.txt``.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.learned.name_features import (
    Word,
    closing_features,
    edge_feature,
    opening_features,
    read_word,
    word_features,
)
from kg.naming.name_patterns import Unit
from kg.wordlists import read_lines

BIAS = "bias"
_MAX_WORDS = 4
_NEAR_CHARS = 2
_UNIT = 100
_INSIDE = "."


@dataclass(frozen=True, slots=True)
class Stretch:
    """Adjacent words that may be a name."""

    start: int
    end: int
    probability: float
    """From 0 to 1."""
    apart: bool
    """Whether it overlaps no likelier one."""


def stretches(run: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Give the places of the stretches of a run that may be names, half-open, in order."""
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + _MAX_WORDS) + 1):
            if run[last - 1].end > run[first].start + 1:
                yield first, last


def around(
    text: str, run: Sequence[Unit], words: Sequence[Word]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give of each word of a run the features of a stretch that it opens, and that it closes."""
    for at, unit in enumerate(run):
        ahead = text[max(0, unit.start - _NEAR_CHARS) : unit.start].rpartition("\n")[2]
        behind = text[unit.end : unit.end + _NEAR_CHARS].partition("\n")[0]
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        yield (
            opening_features(ahead, before, words[at]),
            closing_features(behind, words[at], after),
        )


def edges(text: str, run: Sequence[Unit]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give the features of what a stretch of a run stands between.

    The first two are of one that does not open the run, the others of one that does; of each two
    the second is of one that closes it.
    """
    ahead = text[max(0, run[0].start - 1) : run[0].start].strip("\n")
    behind = text[run[-1].end : run[-1].end + 1].strip("\n")
    return (
        (edge_feature(_INSIDE, _INSIDE), edge_feature(_INSIDE, behind)),
        (edge_feature(ahead, _INSIDE), edge_feature(ahead, behind)),
    )


class NameTagger:
    """The weights, and what they say of words met before."""

    def __init__(self, *, least: float = 0.0) -> None:
        """Read the weights; stretches of a probability below ``least`` are not given."""
        self._weights = read_weights()
        self._least = _UNIT * math.log(least / (1 - least)) if least else -math.inf
        self._words: dict[str, Word] = {}
        self._scores: dict[tuple[str, ...], int] = {}

    def tag(self, text: str, runs: Iterable[Sequence[Unit]]) -> Iterator[Stretch]:
        """Give the stretches of words that may be names, of each run the likeliest first.

        Args:
            text: a plain text.
            runs: its runs of adjacent words.
        """
        for run in runs:
            taken = [False] * len(run)
            for score, first, last in sorted(self._likely(text, run), key=_likeliest):
                apart = not any(taken[first:last])
                if apart:
                    taken[first:last] = [True] * (last - first)
                probability = 1 / (1 + math.exp(-score / _UNIT))
                yield Stretch(run[first].start, run[last - 1].end, probability, apart)

    def _likely(self, text: str, run: Sequence[Unit]) -> Iterator[tuple[int, int, int]]:
        texts = [unit.text for unit in run]
        words = [self._word(unit) for unit in run]
        sides = [*around(text, run, words)]
        opens = [self._sum(opening) for opening, _ in sides]
        closes = [self._sum(closing) for _, closing in sides]
        between = [[self._weights.get(edge, 0) for edge in pair] for pair in edges(text, run)]
        for first, last in stretches(run):
            own = self._scores.get(key := tuple(texts[first:last]))
            if own is None:
                own = self._weights[BIAS] + self._sum(word_features(words[first:last]))
                self._scores[key] = own
            edge = between[first == 0][last == len(run)]
            score = own + opens[first] + closes[last - 1] + edge
            if score >= self._least:
                yield score, first, last

    def _word(self, unit: Unit) -> Word:
        word = self._words.get(unit.text)
        if word is None:
            word = self._words[unit.text] = read_word(unit)
        return word

    def _sum(self, features: Iterable[str]) -> int:
        get = self._weights.get
        return sum([get(feature, 0) for feature in features])


def _likeliest(scored: tuple[int, int, int]) -> tuple[int, int, int]:
    score, first, last = scored
    return -score, first, last


@cache
def read_weights() -> dict[str, int]:
    """Read lines ``feature<TAB>weight``, in hundredths: whole numbers add up alike in any order."""
    lines = (line.rpartition("\t") for line in read_lines("name_weights"))
    return {feature: int(weight) for feature, _, weight in lines}
