"""Question with a slip of one letter -> the same with the word that the notes hold."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from search.sparse import SparseIndex

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{7,40}(?![A-Za-z0-9])")
"""A Latin word so long that one letter less, more or other hardly makes another word."""


def mend_slips(question: str, index: SparseIndex) -> str:
    """Put the notes' word for each long Latin one that no note holds and one letter parts from it.

    Its first letter must be the same; of several, the one that most passages hold is taken.
    """

    def mended(found: re.Match[str]) -> str:
        word = found[0].casefold()
        if index.document_frequency(word):
            return found[0]
        known = {other for other in _one_letter_off(word) if index.document_frequency(other)}
        if not known:
            return found[0]
        return min(known, key=lambda other: (-index.document_frequency(other), other))

    return _WORD.sub(mended, question)


def _one_letter_off(word: str) -> Iterator[str]:
    """Give words with the same first letter and one letter less, more, other or swapped."""
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
