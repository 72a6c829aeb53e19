"""Query and hits to a verdict: do the notes answer, or do they only come near?

No one measure tells: a cosine of 0.87 may be an answer or a near miss. A logistic model weighs
nine, fitted on labelled questions over notes of many fields so that hardly an answer is refused;
``benchmarks/refusal.py`` tells how well they do. All are measured on the best hits alone, so that
they mean the same in a base of one note and of a thousand.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from kg.records import Passage
from kg.segmentation import Segmenter
from kg.sentences import split_sentences
from search.asked import Asked, information, read_hits
from search.expansion import Query
from search.hits import Hit
from search.sparse import SparseIndex

WEIGHTS = (39.6, 2.65, 1.86, -0.19, -3.06, -2.48, 2.03, 0.18, 0.25)
"""Of the fields of ``Signs``, in their order."""
BIAS = -36.67
_HITS = 3
"""How many of the best hits are read for the words of the question."""
_MANY = 10
"""More words, or pairs of them, count as so many: a pasted page is no question of its own kind."""
_LED, _USUAL_LEAD = 10, 2.5
"""How many hits tell how far the best one leads; where there are fewer it leads as usual."""
_ASKS_NUMBER = re.compile(
    r"多少|(?<![哪好十])几(?![乎何])|多[大长久高快深远宽重厚]|哪一?[年月天日]"
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
    """Share of the question's information that one hit holds, from 0 to 1."""
    bigrams: float
    """Share of the question's character bigrams that the hits hold, from 0 to 1."""
    split_pairs: int
    """How many neighbouring words of the question stand side by side in no hit, up to 10."""
    name_missing: bool
    """Whether a capitalized Latin name of the question stands in no hit."""
    number_missing: float
    """Share of the information that no sentence with a number holds; 0 if none is asked for."""
    not_chinese: bool
    """Whether it is asked in another script: cosines across languages are lower."""
    words: int
    """How many words and names are asked for, up to 10: the more, the fewer need be found."""
    lead: float
    """How far the best hit's score lies above the mean of the next ones."""


def judge(signs: Signs) -> float:
    """Give the log-odds that the notes answer a question; above 0 they do."""
    weighed = (w * float(s) for w, s in zip(WEIGHTS, astuple(signs), strict=True))
    return BIAS + sum(weighed)


def read_signs(
    query: Query, hits: Sequence[Hit], *, index: SparseIndex, segmenter: Segmenter
) -> Signs:
    """Measure what tells an answer from a near miss.

    Args:
        query: the question.
        hits: its hits, best first; none gives a cosine of 0.
        index: of the passages that the hits are of.
        segmenter: knows how common words are.
    """
    best = hits[:_HITS]
    reading = read_hits(query, best, index=index, segmenter=segmenter)
    return Signs(
        cosine=max((hit.dense for hit in hits), default=0.0),
        coverage=_coverage(reading.asked),
        bigrams=reading.bigrams,
        split_pairs=min(_MANY, reading.split_pairs),
        name_missing=any(each.is_proper and not each.shares.any() for each in reading.asked),
        number_missing=_number_missing(query, [hit.passage for hit in best], segmenter),
        not_chinese=not query.is_chinese,
        words=min(_MANY, len(reading.asked)),
        lead=_lead([hit.score for hit in hits[:_LED]]),
    )


def _coverage(asked: Sequence[Asked]) -> float:
    """Give the share of the information asked for that the best hit for it holds."""
    total = sum(each.information for each in asked)
    if not total:
        return 0.5  # an English question in plain words: the cosine alone decides
    held = sum(each.information * each.shares for each in asked)
    return float(np.max(held, initial=0.0)) / total


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
    shares = [_told_share(query, _words_in(text, query, segmenter), segmenter) for text in told]
    return 1.0 - max(shares, default=0.0)


def _told_share(query: Query, told: Collection[str], segmenter: Segmenter) -> float:
    """Give the share of a question's information that some words make up, from 0 to 1."""
    asked = query.words if query.is_chinese else query.names
    words = [word for word in asked if word in told or word not in query.foreign]
    total = sum(information(word, segmenter) for word in words)
    if not total:
        return 0.5
    return sum(information(word, segmenter) for word in words if word in told) / total


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
