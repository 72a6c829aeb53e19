"""Query and hits to a verdict: do the notes answer, or do they only come near?

No one measure tells: a cosine of 0.87 may be an answer or a near miss. A logistic model weighs
four, fitted on labelled questions over notes of four fields so that hardly an answer is refused;
``benchmarks/refusal.py`` tells how well they do.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from kg.segmentation import Segmenter
from search.expansion import Query
from search.hits import Hit

WEIGHTS, BIAS = (66.0, 6.7, -3.0, 3.2), -60.6
"""Of the fields of ``Signs``, in their order."""
_HITS = 3
"""How many of the best hits may share the words of an answer."""
_GENERAL_WORDS = 60_000_000
"""Size of the general corpus that jieba's dictionary counts, in words."""
_COMMON = 4.0
"""Rarity, in nats, below which a word tells nothing."""
_UNKNOWN_WORD, _LATIN_WORD, _NUMBER, _LEAST = 10.0, 12.0, 4.0, 0.1
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a question and its hits show, before weighing."""

    cosine: float
    """The highest between the question and a hit."""
    coverage: float
    """Share of the question's information that the best hits hold, from 0 to 1."""
    missing_names: int
    """How many Latin names of the question stand nowhere in the notes, up to 2."""
    not_chinese: bool
    """Whether it is asked in another script: cosines across languages are lower."""


def information(word: str, segmenter: Segmenter) -> float:
    """Give how much a word tells of a topic: the log of its rarity in general Chinese, in nats.

    Common words (做法, 干嘛) come near 0, so that only the rare ones of a question must be found.
    """
    if word.isdecimal():
        return _NUMBER
    if not _CHINESE.search(word):
        return _LATIN_WORD
    frequency = segmenter.frequency(word)
    if not frequency:
        return _UNKNOWN_WORD
    return max(_LEAST, math.log(_GENERAL_WORDS / (frequency + 1)) - _COMMON)


def judge(signs: Signs) -> float:
    """Give the log-odds that the notes answer a question; above 0 they do."""
    weighed = (w * float(s) for w, s in zip(WEIGHTS, astuple(signs), strict=True))
    return BIAS + sum(weighed)


def read_signs(
    query: Query,
    hits: Sequence[Hit],
    *,
    covered: Callable[[Sequence[Hit]], set[str]],
    known: Callable[[str], bool],
    segmenter: Segmenter,
) -> Signs:
    """Measure what tells an answer from a near miss.

    Args:
        query: the question.
        hits: its hits, best first; none gives a cosine of 0.
        covered: gives the words of the question that stand in some hits, under any name.
        known: tells whether a folded Latin name stands anywhere in the notes.
        segmenter: knows how common words are.
    """
    return Signs(
        cosine=max((hit.dense for hit in hits), default=0.0),
        coverage=_coverage(query, covered(hits[:_HITS]), segmenter),
        missing_names=min(2, sum(not known(name) for name in query.names)),
        not_chinese=not query.is_chinese,
    )


def _coverage(query: Query, covered: set[str], segmenter: Segmenter) -> float:
    """Give the share of a question's information that the hits hold, from 0 to 1."""
    words = query.words if query.is_chinese else query.names
    total = sum(information(word, segmenter) for word in words)
    if not total:
        return 0.5  # an English question in plain words: the cosine alone decides
    return sum(information(word, segmenter) for word in words if word in covered) / total
