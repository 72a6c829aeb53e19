"""Question and hits to the words and names it asks for, and how much of each every hit holds."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.records import Passage
from kg.segmentation import Segmenter
from search.coverage import held
from search.expansion import Query
from search.hits import Hit
from search.sparse import SparseIndex

Shares = npt.NDArray[np.float64]
"""How much of something each hit holds, from 0 to 1; shape ``(hits,)``."""
Found = Mapping[str, npt.NDArray[np.bool_]]
"""By term of a question: which hits hold it."""
_GENERAL_WORDS = 60_000_000
"""Size of the general corpus that jieba's dictionary counts, in words."""
_COMMON = 4.0
"""Rarity, in nats, below which a word tells nothing."""
_UNKNOWN_WORD, _LATIN_WORD, _NUMBER, _LEAST = 10.0, 12.0, 4.0, 0.1
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(
    r"(?<![A-Za-z0-9.])(?=[A-Za-z][A-Za-z0-9+#._-])"
    r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+|[+#]{1,2}(?![A-Za-z0-9]))*"
)
_PARTS = re.compile(r"[a-z][a-z0-9+#]*|\d+(?:\.\d+)?")
_JOINTS = re.compile(r"[-_.]")
_WHOLE_CHARS = 5
"""A shorter name must stand as a whole word, but for a plural or a number after it."""
_MOST_CHARS = 20
"""A longer word is no name of anything: its parts are not looked for."""
_TELLING = 2.5
"""Information of a word, in nats, that is asked about together with the next one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word or name of a question."""

    text: str
    """Folded if it is a word, as it is written if it is a name."""
    information: float
    shares: Shares

    @property
    def is_proper(self) -> bool:
        """Whether it is a name with a capital or ``_``, and no word of another language."""
        return self.text != self.text.lower() or "_" in self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """What hits hold of a question."""

    asked: tuple[Asked, ...]
    bigrams: float
    """Share of the question's character bigrams that stand in a hit, from 0 to 1."""
    split_pairs: int
    """How many neighbouring words of the question stand side by side in no hit."""


def information(word: str, segmenter: Segmenter) -> float:
    """Give how much a word tells of a topic: the log of its rarity in general Chinese, in nats.

    Common words (做法, 干嘛) come near 0, so that only the rare ones of a question must be found.
    """
    if word.isdecimal():
        return _NUMBER
    if not _CHINESE.search(word):
        return _LATIN_WORD
    if not segmenter.frequency(word):
        # jieba guesses words that are none, as 钱会 in 虚开多少钱会坐牢: they tell what is in them.
        parts = {*_known_parts(word, segmenter)}
        return min(_UNKNOWN_WORD, sum(_rarity(part, segmenter) for part in parts))
    return _rarity(word, segmenter)


def _rarity(word: str, segmenter: Segmenter) -> float:
    return max(_LEAST, math.log(_GENERAL_WORDS / (segmenter.frequency(word) + 1)) - _COMMON)


def _known_parts(word: str, segmenter: Segmenter) -> Iterator[str]:
    """Give the longest words of general Chinese in a word, from the left, and its other letters."""
    at = 0
    while at < len(word):
        sizes = range(len(word) - at, 1, -1)
        size = next((size for size in sizes if segmenter.frequency(word[at : at + size])), 1)
        yield word[at : at + size]
        at += size


def read_hits(
    query: Query, hits: Sequence[Hit], *, index: SparseIndex, segmenter: Segmenter
) -> Reading:
    """Read what hits hold of a question.

    Args:
        query: the question.
        hits: any of its hits.
        index: of the passages that the hits are of.
        segmenter: knows how common words are.
    """
    found = held(query, index, [hit.id for hit in hits])
    names = _names(query)
    in_names = {part for name in names for part in _parts(name)}
    words = [word for word in _longest(query) if word not in in_names]
    asked = [Asked(w, information(w, segmenter), _shares_of_word(w, found)) for w in words]
    asked += [Asked(name, _LATIN_WORD, _shares_of_name(name, query, hits, found)) for name in names]
    bigrams = [bool(found[term].any()) for term in found if term.startswith("_")]
    return Reading(
        tuple(each for each in asked if each.text not in query.foreign or each.shares.any()),
        sum(bigrams) / len(bigrams) if bigrams else 1.0,
        sum(not found[pair].any() for pair in _pairs(query, segmenter) if pair in found),
    )


def _names(query: Query) -> list[str]:
    """Give the Latin names of a question as they are written, each once.

    Of an English question they are the capitalized ones; of a Chinese one all but the words of
    English phrases.
    """
    names = dict.fromkeys(_NAME.findall(query.text))
    if query.is_chinese:
        return [name for name in names if not query.foreign.issuperset(_parts(name))]
    return [name for name in names if name[1:] != name[1:].lower()]


def _parts(name: str) -> list[str]:
    return _PARTS.findall(name.casefold())


def _longest(query: Query) -> list[str]:
    """Give the words of a Chinese question without those that are part of a longer one."""
    words = query.words if query.is_chinese else ()
    within = {part for word in words if len(word) <= _MOST_CHARS for part in _proper_parts(word)}
    return [word for word in words if word not in within]


def _proper_parts(word: str) -> Iterator[str]:
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            if end - start < len(word):
                yield word[start:end]


def _shares_of_word(word: str, found: Found) -> Shares:
    """Give 1 where a hit holds a word, and else the share of its bigrams that the hit holds.

    So the cut that jieba makes of a sentence matters less.
    """
    bigrams = [found[term] for term in _bigrams(word) if term in found]
    shares: Shares = found[word].astype(np.float64)
    return np.maximum(shares, np.mean(bigrams, axis=0)) if bigrams else shares


def _bigrams(word: str) -> list[str]:
    return [f"_{word[i : i + 2]}" for i in range(len(word) - 1)]


def _shares_of_name(name: str, query: Query, hits: Sequence[Hit], found: Found) -> Shares:
    """Give 1 where a hit holds a name, in any case and joined in any way, or another name of it."""
    form = _form(name)
    shares: Shares = np.array([float(bool(form.search(_text(hit.passage)))) for hit in hits])
    parts = [found[part] for part in _parts(name) if part in found]
    replaced = any(other.instead_of.intersection(_parts(name)) for other in query.other_names)
    if parts and (replaced or len(parts) == 1):
        shares = np.maximum(shares, np.logical_and.reduce(parts))
    return shares


def _form(name: str) -> re.Pattern[str]:
    letters = _JOINTS.sub("", name)
    joined = r"[-_\s.]?".join(map(re.escape, letters))
    end = r"(?:s|v?\d+)?(?![a-z0-9])" if len(letters) < _WHOLE_CHARS else ""
    return re.compile(f"(?<![a-z0-9]){joined}{end}", re.IGNORECASE)


def _text(passage: Passage) -> str:
    return "\n".join((*passage.heading, passage.text))


def _pairs(query: Query, segmenter: Segmenter) -> list[str]:
    """Give the bigrams across which two telling words of a question meet."""
    words = [token.text.casefold() for token in segmenter.segment(query.text)]
    telling = [
        bool(_CHINESE.search(word)) and information(word, segmenter) > _TELLING for word in words
    ]
    return [
        f"_{words[i][-1]}{words[i + 1][0]}"
        for i in range(len(words) - 1)
        if telling[i] and telling[i + 1]
    ]
