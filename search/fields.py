"""Passages and questions to what the indexes see: a text to embed, terms to count."""

import re
from collections.abc import Iterable

from kg.names import fold_letters
from kg.records import Passage, Span
from kg.segmentation import Segmenter
from kg.sentences import split_sentences

K1, B = 1.2, 0.75
"""BM25's parameters for these terms; see ``search.sparse``."""
BIGRAM_WEIGHT = 0.3
"""Weight of a character bigram in a question; a word weighs 1."""
WINDOW_CHARS = 90
"""How long a window of a passage gets at most, but for a sentence that is longer by itself."""
_FULL_LETTERS = 60
_ASKING = 2.0
"""What a passage loses in substance that only asks, and does not tell."""
_PLACEHOLDER = re.compile(r"\b(?:image|img|图片)\b")
_CODE = re.compile(r"(`{3}|~{3}).*?(?:\1|\Z)", re.DOTALL)
_ASKS = re.compile(r"(?:[?？]|(?:吗|呢|是不是.*|为什么.{0,20})。?)[\s”\")）]*$")


def embedding_text(passage: Passage) -> str:
    """Give the text to embed: the headings that the passage does not begin with, then itself."""
    above = _headings_above(passage)
    return f"{' > '.join(above)}\n{passage.text}" if above else passage.text


def window_texts(passage: Passage) -> list[str]:
    """Give a passage's windows to embed, below all its headings."""
    path = f"{' > '.join(passage.heading)}\n" if passage.heading else ""
    return [path + passage.text[span.start : span.end] for span in window_spans(passage)]


def window_spans(passage: Passage) -> list[Span]:
    """Give where a passage's windows stand in its text: a few sentences each.

    A passage that would be one window has none.
    """
    spans: list[Span] = []
    for sentence in content_sentences(passage):
        if spans and sentence.end - spans[-1].start <= WINDOW_CHARS:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(sentence)
    return spans if len(spans) > 1 else []


def content_sentences(passage: Passage) -> list[Span]:
    """Give the sentences after the headings and the question that a passage begins with."""
    sentences = list(split_sentences(passage.text))
    above = {fold_letters(heading) for heading in (*passage.heading, passage.question)}
    while sentences:
        letters = fold_letters(passage.text[sentences[0].start : sentences[0].end])
        if not any(letters.endswith(heading) and heading for heading in above):
            break
        sentences.pop(0)
    return sentences


def index_terms(passage: Passage, segmenter: Segmenter) -> list[str]:
    """Give the terms for keyword search: of the headings above, then of the passage."""
    terms = segmenter.terms("\n".join(_headings_above(passage)))
    return terms + segmenter.terms(passage.text)


def query_terms(question: str, segmenter: Segmenter) -> dict[str, float]:
    """Give a question's terms with their weights; repeats do not count."""
    return weigh_terms(segmenter.terms(question))


def weigh_terms(terms: Iterable[str]) -> dict[str, float]:
    """Give the weight that each term has in a question, in order."""
    return {term: BIGRAM_WEIGHT if term.startswith("_") else 1.0 for term in terms}


def substance(passage: Passage) -> float:
    """Give how far a passage tells something: at most 1, below 0 where it mostly asks.

    What only repeats its headings tells nothing, and code little; what someone asked in a forum
    tells nothing either, though it has the words of a question of the same kind.
    """
    text = _PLACEHOLDER.sub("", _CODE.sub("", passage.text))
    for heading in passage.heading[-3:]:
        text = text.replace(heading, "", 1)
    return min(1.0, len(fold_letters(text)) / _FULL_LETTERS) - _ASKING * _asking_share(passage)


def _asking_share(passage: Passage) -> float:
    """Give the share of a passage's sentences, by length, that are questions."""
    sentences = [passage.text[s.start : s.end] for s in content_sentences(passage)]
    asking = sum(len(sentence) for sentence in sentences if _ASKS.search(sentence))
    return asking / max(1, sum(map(len, sentences)))


def _headings_above(passage: Passage) -> list[str]:
    """Leave out a heading that the passage begins with: it would count twice."""
    return [
        heading for heading in passage.heading if heading not in passage.text[: len(heading) + 12]
    ]
