"""Word segmentation with jieba: text to tokens, and to the terms of keyword search."""

import io
import logging
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

import jieba

from kg.names import simplify
from kg.records import Token
from kg.wordlists import read_lines

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE = re.compile(f"[{_HAN}]+")
_RUNS = re.compile(
    rf"\d+(?:x\d+)+|[a-z][a-z0-9+#]*|\d+(?:\.\d+)?|[{_HAN}]+|(?:(?![{_HAN}])[^\W\d_a-z])+"
)
"""Sizes, Latin words, numbers, Chinese, and words of other scripts, in folded text."""
_TIMES = re.compile(r"(?<=\d) ?[*×] ?(?=\d)")
"""What stands between the numbers of a size: 3*3, 3 × 3 and 3x3 are one word."""
_SPLITTABLE = re.compile(r"[^\w]")


class Segmenter:
    """A jieba tokenizer of its own, with the user's words.

    jieba splits words that hold spaces or hyphens whatever its dictionary says, so those are
    left out here; ``kg.concepts`` finds them by matching.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Load jieba's dictionary and add ``words`` to it."""
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.FREQ, self._tokenizer.total = dict(_dictionary().FREQ), _dictionary().total
        self._tokenizer.initialized = True
        whole = sorted({simplify(each) for each in words if each and not _SPLITTABLE.search(each)})
        self._tokenizer.load_userdict(io.StringIO("\n".join(whole)))

    def segment(self, text: str) -> tuple[Token, ...]:
        """Give the tokens of a text, in order, tiling it; white space makes tokens too.

        Traditional characters are cut as the simplified ones, which jieba knows.
        """
        cut = self._tokenizer.tokenize(simplify(text))
        return tuple(Token(text[start:end], start, end) for _, start, end in cut)

    def frequency(self, word: str) -> int:
        """Give how often general Chinese uses a word, as jieba counts; 0 if unknown."""
        return int(self._tokenizer.FREQ.get(simplify(word), 0))

    @property
    def total_frequency(self) -> int:
        """How many words of general Chinese ``frequency`` counts in all."""
        return int(self._tokenizer.total)

    def part_of_speech(self, word: str) -> str:
        """Give a word's most usual part of speech in jieba's tags, as ``n``; empty if unknown."""
        return parts_of_speech().get(simplify(word), "")

    def terms(self, text: str) -> list[str]:
        """Give a text's terms for keyword search, in order, with repetitions.

        Terms are folded words in simplified characters, in jieba's search mode so that parts of
        long words match too, and character bigrams (marked by ``_`` ahead), which need no
        segmentation to agree. Words that say nothing (``lexicon/stop_words.txt``) are left out.
        """
        folded = _fold(text)
        terms = list(self._search_words(folded))
        for run in _CHINESE.findall(folded):
            terms += [f"_{run[i : i + 2]}" for i in range(len(run) - 1)]
        return terms

    def terms_among(self, text: str, wanted: Collection[str]) -> set[str]:
        """Give those of some terms that are among the ``terms`` of a text, much sooner.

        jieba cuts at marks first; only where a word of ``wanted`` stands is anything cut further.
        """
        folded = _fold(text)
        found = {term for term in wanted if term[:1] == "_" and term[1:] in folded}
        words = {term for term in wanted if term[:1] != "_" and term in folded}
        for block in jieba.re_han_default.split(folded) if words else ():
            if any(word in block for word in words - found):
                found.update(words.intersection(self._search_words(block)))
        return found

    def _search_words(self, folded: str) -> Iterator[str]:
        stops = _stop_words()
        for run in _RUNS.findall(folded):
            # jieba would cut a Latin word where another that it was told of stands in it.
            words = self._cut(run) if _CHINESE.match(run) else (run,)
            yield from (word for word in words if word not in stops)

    def _cut(self, run: str) -> Iterator[str]:
        return (word for word, _, _ in self._tokenizer.tokenize(run, mode="search"))


@cache
def _dictionary() -> jieba.Tokenizer:
    """Load jieba's own dictionary once: it takes half a second."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def _fold(text: str) -> str:
    return _TIMES.sub("x", simplify(unicodedata.normalize("NFKC", text).casefold()))


@cache
def parts_of_speech() -> dict[str, str]:
    """Give each word of jieba's dictionary with its most usual part of speech, as ``n``."""
    with jieba.get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return {entry[0]: entry[2] for entry in entries}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_lines("stop_words"))
