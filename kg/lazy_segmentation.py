"""Segmentation that reads of jieba's dictionary only what a text asks for: no wait at the start."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jieba

from kg.names import simplify
from kg.segmentation import Segmenter

_FIRST_SORTED = "一"
"""From the line that begins so, the dictionary is in the order of its first characters."""


@dataclass(frozen=True, slots=True)
class AddedWords:
    """What words added to jieba's dictionary made of it."""

    frequencies: Mapping[str, int]
    """Of the added words; each is above 0."""
    total: int
    """The sum that jieba keeps of all frequencies."""


def added_words(segmenter: Segmenter, words: Iterable[str]) -> AddedWords:
    """Give what a segmenter knows of the words it was made with."""
    counts = {word: segmenter.frequency(word) for word in sorted({simplify(w) for w in words})}
    known = {word: count for word, count in counts.items() if count}
    return AddedWords(known, segmenter.total_frequency)


class LazySegmenter(Segmenter):
    """Gives the very tokens of a ``Segmenter`` with the same words, and starts at once.

    Loading the whole dictionary takes half a second, which one question need not wait for. Many
    texts are faster with a ``Segmenter``.
    """

    def __init__(self, added: AddedWords) -> None:
        """Take what ``added_words`` gave."""
        lines = Path(jieba.__file__).with_name("dict.txt").read_bytes()
        self._words = WordFrequencies(lines, added.frequencies)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.FREQ = self._words
        self._tokenizer.total = added.total
        self._tokenizer.initialized = True
        find_words = self._tokenizer.get_DAG

        def read_and_find(sentence: str) -> dict[int, list[int]]:
            self._words.read(sentence)
            found: dict[int, list[int]] = find_words(sentence)
            return found

        # jieba asks for every part of a sentence, after this: a plain dictionary answers soonest.
        self._tokenizer.get_DAG = read_and_find

    def frequency(self, word: str) -> int:
        """Give how often general Chinese uses a word, as jieba counts; 0 if unknown."""
        self._words.read(simplify(word[:1]))
        return super().frequency(word)


class WordFrequencies(dict[str, int]):
    """A dictionary as jieba's tokenizer asks for it, read by first character.

    Every beginning of a word is there too, with frequency 0 if it is no word itself.
    """

    def __init__(self, lines: bytes, added: Mapping[str, int]) -> None:
        """Take the content of jieba's dictionary file, and words that go before its own."""
        super().__init__()
        self._lines = lines
        self._sorted_from = lines.index(f"\n{_FIRST_SORTED}".encode()) + 1
        self._added: dict[str, dict[str, int]] = defaultdict(dict)
        for word, frequency in (_parse(lines[: self._sorted_from]) | dict(added)).items():
            self._added[word[0]][word] = frequency
        self._known: set[str] = set()

    def read(self, text: str) -> None:
        """Take in all words that begin with a character of a text."""
        for first in set(text) - self._known:
            self.update(self._read_group(first))
            self._known.add(first)

    def _read_group(self, first: str) -> dict[str, int]:
        wanted = first.encode("utf-8", "surrogatepass")
        group = _parse(self._lines[self._find(wanted) : self._find(wanted + b"\xff")])
        group |= self._added.get(first, {})
        for word in list(group):
            for end in range(1, len(word)):
                group.setdefault(word[:end], 0)
        return group

    def _find(self, wanted: bytes) -> int:
        """Give the place of the first of the sorted lines that does not come before ``wanted``."""
        low, high = self._sorted_from, len(self._lines)
        while low < high:
            middle = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._lines[middle : middle + len(wanted)] < wanted:
                low = self._lines.index(b"\n", middle) + 1
            else:
                high = middle
        return low


def _parse(lines: bytes) -> dict[str, int]:
    entries = (line.split(" ") for line in lines.decode("utf-8").split("\n") if line)
    return {word: int(frequency) for word, frequency, _ in entries}
