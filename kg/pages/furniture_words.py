"""The words of page furniture, by kind, and patterns that find them in a line."""

import re
from functools import cache

from kg.names import simplify
from kg.wordlists import read_kinds

NUMBER = re.compile(r"[\d.,]+\s?[kKwW万]?\+?")
EDGE_MARKS = " \t«»‹›|·✓✔•,，.。:：-—~/（）()【】[]<>《》!！?？…@#、“”\"'"


@cache
def words(kind: str) -> frozenset[str]:
    """Give the words of a kind, in small letters and simplified characters."""
    return frozenset(simplify(word.casefold()) for word in read_kinds("furniture")[kind])


@cache
def pattern(*kinds: str) -> re.Pattern[str]:
    """Match any word of the kinds, the longest first; Latin words only whole."""
    found = sorted({word for kind in kinds for word in words(kind)}, key=lambda w: (-len(w), w))
    parts = [
        rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w[0].isascii() else re.escape(w) for w in found
    ]
    first = "".join(sorted({re.escape(word[0]) for word in found}))
    # Most places are passed over by their character, without trying each word.
    return re.compile(rf"(?=[{first}])(?:{'|'.join(parts)})", re.IGNORECASE)


def squeeze(text: str) -> str:
    """Take out all white space, and marks at the edges."""
    return re.sub(r"[\s\0]+", "", text).strip(EDGE_MARKS)
