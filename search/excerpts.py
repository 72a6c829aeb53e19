"""Passage to excerpt: the whole sentences or list items that answer, and the words that match."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.records import Passage, Span
from kg.segmentation import Segmenter
from kg.sentences import split_sentences
from search.fields import content_sentences, window_spans
from search.hits import Vector

MAX_EXCERPT_CHARS = 300
_FILL = 0.15
"""What a full excerpt is worth, as a share of all that the question asks for."""
_NEAREST = 0.4
"""What it is worth that an excerpt holds the nearest window, as a share of the same."""
_CLAUSE = re.compile(r"[，,、；;\s](?=\S)")


def choose_excerpt(
    passage: Passage,
    terms: Mapping[str, float],
    segmenter: Segmenter,
    *,
    nearest: Span | None = None,
    max_chars: int = MAX_EXCERPT_CHARS,
) -> Span:
    """Give the run of whole sentences of a passage that holds most of what is asked.

    Offsets are into ``passage.text``. A passage that fits is given whole. Headings and the
    question itself are left out of a longer one, since they repeat what was asked.

    Args:
        passage: the passage.
        terms: the question's terms with what each is worth.
        segmenter: the one that made ``terms``.
        nearest: the passage's window that is nearest in meaning, whose words may be others.
        max_chars: no excerpt is longer.
    """
    text = passage.text
    if len(text) <= max_chars:
        return Span(0, len(text))
    sentences = content_sentences(passage) or list(split_sentences(text))
    held = [segmenter.terms_among(text[s.start : s.end], terms) for s in sentences]
    worth = [{term: terms[term] for term in terms if term in part} for part in held]
    total = sum(terms.values()) or 1.0
    best, chosen = -1.0, Span(sentences[0].start, sentences[0].start)
    for first, last in _windows(sentences, max_chars):
        found = {term: value for part in worth[first : last + 1] for term, value in part.items()}
        span = Span(sentences[first].start, sentences[last].end)
        score = sum(found.values()) / total + _FILL * (span.end - span.start) / max_chars
        score += _NEAREST * _share_held(nearest, span)
        if score > best:
            best, chosen = score, span
    if chosen.start == chosen.end:
        return _clipped(text, sentences[0], max_chars)
    return chosen


def nearest_window(passage: Passage, cosines: Vector) -> Span | None:
    """Give where in a passage's text its nearest window stands; None if it has none.

    Args:
        passage: the passage.
        cosines: of its windows with the question, in their order.
    """
    spans = window_spans(passage)
    # A base that another version built may have cut its windows elsewhere.
    return spans[int(cosines.argmax())] if spans and len(spans) == len(cosines) else None


def find_matches(
    excerpt: str, words: Iterable[str], segmenter: Segmenter | None = None
) -> tuple[Span, ...]:
    """Give the words of an excerpt that the question names, as offsets into it, in order.

    Longer words come before shorter ones at one place; a Latin word matches whole, in any case,
    and with a segmenter a Chinese one of one character as well, unless it is an adverb: 不同
    and 不知道 are not about 不.
    """
    named = {word for word in words if word}
    found = _any_of(tuple(sorted(named, key=lambda word: (-len(word), word))))
    spans = tuple(Span(*match.span()) for match in found.finditer(excerpt)) if found else ()
    if segmenter is None or all(span.end - span.start > 1 for span in spans):
        return spans
    whole = {Span(token.start, token.end) for token in segmenter.segment(excerpt)}
    return tuple(
        span
        for span in spans
        if span.end - span.start > 1
        or excerpt[span.start].isascii()
        or (span in whole and segmenter.part_of_speech(excerpt[span.start]) != "d")
    )


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = []
    for word in words:
        before = r"(?<![a-z0-9])" if word[:1].isascii() and word[:1].isalnum() else ""
        after = r"(?![a-z0-9])" if word[-1:].isascii() and word[-1:].isalnum() else ""
        parts.append(before + re.escape(word) + after)
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _share_held(part: Span | None, whole: Span) -> float:
    """Give the share of a span that lies in another, from 0 to 1."""
    if part is None:
        return 0.0
    overlap = min(part.end, whole.end) - max(part.start, whole.start)
    return max(0, overlap) / (part.end - part.start)


def _windows(sentences: Sequence[Span], max_chars: int) -> Iterator[tuple[int, int]]:
    for first in range(len(sentences)):
        for last in range(first, len(sentences)):
            if sentences[last].end - sentences[first].start > max_chars:
                break
            yield first, last


def _clipped(text: str, sentence: Span, max_chars: int) -> Span:
    """Cut a single sentence that is too long at its last clause that fits."""
    stop = sentence.start + max_chars
    clauses = list(_CLAUSE.finditer(text, sentence.start + max_chars // 2, stop))
    return Span(sentence.start, clauses[-1].end() if clauses else stop)
