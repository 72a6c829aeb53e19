"""Query and hits to a verdict: do the notes answer, or do they only come near?

No one measure tells: a cosine of 0.87 may be an answer or a near miss. A logistic model weighs
eleven, fitted on labelled questions over notes of many fields so that hardly an answer is refused;
``benchmarks/refusal.py`` tells how well they do. All are measured on the best hits alone, so that
they mean the same in a base of one note and of a thousand.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from kg.records import Passage
from kg.segmentation import Segmenter
from kg.sentences import split_sentences
from search.asked import Asked, information, read_hits
from search.cues import asks_author, asks_number, asks_way, tells_author, tells_number
from search.expansion import Query
from search.fields import window_spans
from search.hits import Hit
from search.sparse import SparseIndex
from search.windows import Windows

WEIGHTS = (34.74, 2.39, 1.61, -0.17, -2.98, -2.67, -94.01, -1.17, 2.95, 0.17, 0.29)
"""Of the fields of ``Signs``, in their order."""
BIAS = -31.01
_HITS = 3
"""How many of the best hits are read for the words of the question."""
_FAR_APART = 0.06
"""A number farther apart, in cosines, counts as none."""
_MANY = 10
"""More words, or pairs of them, count as so many: a pasted page is no question of its own kind."""
_LED, _USUAL_LEAD = 10, 2.5
"""How many hits tell how far the best one leads; where there are fewer it leads as usual."""


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
    kind_missing: float
    """Share of the information that no sentence with what is asked for, a number or an author,
    holds; 0 if neither is asked for."""
    number_apart: float
    """How much farther than the nearest window of a hit the nearest with a number is, up to 0.06;
    0 if none is asked for."""
    asks_way: bool
    """Whether it asks how something is done, which notes that only name it do not tell."""
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
    query: Query,
    hits: Sequence[Hit],
    *,
    index: SparseIndex,
    windows: Windows,
    segmenter: Segmenter,
) -> Signs:
    """Measure what tells an answer from a near miss.

    Args:
        query: the question.
        hits: its hits, best first; none gives a cosine of 0.
        index: of the passages that the hits are of.
        windows: of the same passages.
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
        kind_missing=_kind_missing(query, [hit.passage for hit in best], segmenter),
        number_apart=_number_apart(query, best, windows),
        asks_way=asks_way(query.text),
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


def _kind_missing(query: Query, passages: Sequence[Passage], segmenter: Segmenter) -> float:
    """Give the share of a question for a number or an author that stands with none, from 0 to 1."""
    kinds: list[Callable[[str], bool]] = []
    if asks_number(query.text):
        kinds.append(tells_number)
    if asks_author(query.text):
        kinds.append(tells_author)
    if not kinds:
        return 0.0
    told = [
        "\n".join((*passage.heading, sentence))
        for passage in passages
        for sentence in (passage.text[s.start : s.end] for s in split_sentences(passage.text))
        if all(tells(sentence) for tells in kinds)
    ]
    shares = [_told_share(query, _words_in(text, query, segmenter), segmenter) for text in told]
    return 1.0 - max(shares, default=0.0)


def _number_apart(query: Query, hits: Sequence[Hit], windows: Windows) -> float:
    """Give how much less near a question for a number is to any number than to the hits."""
    if not hits or not asks_number(query.text):
        return 0.0
    near = [cosine for hit in hits for cosine in _cosines(query, hit, windows)]
    told = [cosine for cosine, text in near if tells_number(text)]
    return min(_FAR_APART, max(cosine for cosine, _ in near) - max(told, default=0.0))


def _cosines(query: Query, hit: Hit, windows: Windows) -> list[tuple[float, str]]:
    """Give each window of a hit, or all of it if it has none, with its cosine."""
    text = hit.passage.text
    parts = [text[span.start : span.end] for span in window_spans(hit.passage)]
    cosines = windows.cosines(query.vector, hit.id).tolist()
    return list(zip(cosines, parts, strict=False)) or [(hit.dense, text)]


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
