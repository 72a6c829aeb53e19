"""Query and hits to a verdict: do the notes answer, or do they only come near?

No one measure tells: a cosine of 0.87 may be an answer or a near miss. A logistic model weighs
six, fitted on labelled questions over notes of many fields so that hardly an answer is refused;
``benchmarks/refusal.py`` tells how well they do.
"""

import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass

from kg.records import Passage
from kg.segmentation import Segmenter
from kg.sentences import split_sentences
from search.coverage import held
from search.expansion import Query
from search.hits import Hit
from search.sparse import SparseIndex

WEIGHTS, BIAS = (49.91, 2.28, -1.72, 3.99, -2.62, 0.43), -45.13
"""Of the fields of ``Signs``, in their order."""
_HITS = 3
"""How many of the best hits may share the words of an answer."""
_GENERAL_WORDS = 60_000_000
"""Size of the general corpus that jieba's dictionary counts, in words."""
_COMMON = 4.0
"""Rarity, in nats, below which a word tells nothing."""
_UNKNOWN_WORD, _LATIN_WORD, _NUMBER, _LEAST = 10.0, 12.0, 4.0, 0.1
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LED, _USUAL_LEAD = 10, 2.5
"""How many hits tell how far the best one leads; where there are fewer it leads as usual."""
_ASKS_NUMBER = re.compile(
    r"多少|(?<!哪)几(?![乎何])|多[大长久高快深远宽重厚]|哪一?[年月天日]"
    r"|\bhow (?:many|much|long|often)\b",
    re.IGNORECASE,
)
_NUMBER_TOLD = re.compile(
    r"(?<![A-Za-z\d.])(?<![A-Za-z]-)\d"  # no part of a name such as GPT-4
    r"|[一二两三四五六七八九十百千万半]+(?:分钟|小时|[分成倍个年月天周日秒层种步轮次度克斤米毫厘公元块%％])"
)
_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.、．)）](?!\d)")


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
    number_missing: float
    """Share of the information that no sentence with a number holds; 0 if none is asked for."""
    lead: float
    """How far the best hit's score lies above the mean of the next ones."""


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
    index: SparseIndex,
    known: Callable[[str], bool],
    segmenter: Segmenter,
) -> Signs:
    """Measure what tells an answer from a near miss.

    Args:
        query: the question.
        hits: its hits, best first; none gives a cosine of 0.
        index: of the passages that the hits are of.
        known: tells whether a folded Latin name stands anywhere in the notes.
        segmenter: knows how common words are.
    """
    best = hits[:_HITS]
    found = held(query, index, [hit.id for hit in best])
    covered = {word for word, standing in found.items() if standing.any()}
    return Signs(
        cosine=max((hit.dense for hit in hits), default=0.0),
        coverage=_coverage(query, covered, segmenter),
        missing_names=min(2, sum(not known(name) for name in query.names)),
        not_chinese=not query.is_chinese,
        number_missing=_number_missing(query, [hit.passage for hit in best], segmenter),
        lead=_lead([hit.score for hit in hits[:_LED]]),
    )


def _coverage(query: Query, covered: Collection[str], segmenter: Segmenter) -> float:
    """Give the share of a question's information that the hits hold, from 0 to 1."""
    asked = query.words if query.is_chinese else query.names
    words = [word for word in asked if word in covered or word not in query.foreign]
    total = sum(information(word, segmenter) for word in words)
    if not total:
        return 0.5  # an English question in plain words: the cosine alone decides
    return sum(information(word, segmenter) for word in words if word in covered) / total


def _number_missing(query: Query, passages: Sequence[Passage], segmenter: Segmenter) -> float:
    """Give the share of a question for a number that stands with none, from 0 to 1."""
    if not _ASKS_NUMBER.search(query.text):
        return 0.0
    told = [
        "\n".join((*passage.heading, sentence))
        for passage in passages
        for sentence in (passage.text[s.start : s.end] for s in split_sentences(passage.text))
        if _NUMBER_TOLD.search(_LIST_NUMBER.sub("", sentence))
    ]
    shares = [_coverage(query, _words_in(text, query, segmenter), segmenter) for text in told]
    return 1.0 - max(shares, default=0.0)


def _words_in(text: str, query: Query, segmenter: Segmenter) -> set[str]:
    """Give the words of a question that stand in a text, under any name."""
    others = {word for name in query.other_names for word in name.words}
    found = segmenter.terms_among(text, others.union(query.words))
    named = [n.instead_of for n in query.other_names if n.words and found.issuperset(n.words)]
    return found.union(*named)


def _lead(scores: Sequence[float]) -> float:
    if len(scores) < _LED:
        return _USUAL_LEAD
    return scores[0] - sum(scores[1:]) / (len(scores) - 1)
