"""Compare names letter by letter: acronyms, inflections, slips, and names that cannot be one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.names import fold_name

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LATIN = re.compile(r"[A-Za-z0-9+#&\s'’.\-‐–*×]+")
_ACRONYM = re.compile(r"[A-Za-z]{0,2}[A-Z][A-Za-z0-9]{0,2}[A-Z0-9][A-Za-z0-9]{0,3}")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "to", "on", "a", "with", "by", "as"})
_MIN_SLIP_CHARS = 7


@lru_cache(maxsize=1 << 14)
def latin_words(name: str) -> tuple[str, ...]:
    """Give a name's Latin words in lower case, those run together (``LearningRate``) apart."""
    return tuple(word.casefold() for word in _WORDS.findall(name))


def is_acronym(name: str) -> bool:
    """Tell whether a name looks like an acronym: ``BN``, ``cGAN``, ``2PC``."""
    return len(name) <= 6 and sum(c.isupper() for c in name) >= 2 and name.isalnum()


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` open the words of ``long``.

    After Schwartz & Hearst (2003): each letter is found in order, the first opens a word; here
    also the others open one or, as in ``GloVe``, stand in the word of the letter before.
    """
    letters = fold_name(short)
    words = [word for word in latin_words(long) if word not in _SMALL_WORDS]
    if not is_acronym(short) or len(words) < 2 or len(letters) > 2 * len(words):
        return False
    return _opens(letters, words) and len(words) <= len(letters)


def _opens(letters: str, words: Sequence[str]) -> bool:
    """Tell whether letters run through all words, taking some of the start of each."""
    if not words:
        return not letters
    first = words[0]
    if letters[:1] != first[:1]:
        return False
    rest = letters[1:]
    if _opens(rest, words[1:]):
        return True
    # A second letter of a word, as in XGBoost or BatchNorm, must follow in order.
    return bool(rest) and rest[0] in first[1:] and _opens(rest[1:], words[1:])


def stem(name: str) -> str:
    """Give the key under which a name's plural and ``-ing`` are one with it."""
    folded = fold_name(name)
    for ending, least in (("ing", 6), ("es", 7), ("s", 3)):
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            cut = folded[: -len(ending)]
            if ending == "s" and cut.endswith(("s", "u", "i")):
                return folded
            return cut[:-1] if len(cut) > 2 and cut[-1] == cut[-2] and ending == "ing" else cut
    return folded


def is_slip(a: str, b: str) -> bool:
    """Tell whether two long folded words differ by one letter lost, doubled, wrong or swapped.

    Digits and the first letter must agree, so ``resnet18`` and ``resnet34`` stay apart.
    """
    if min(len(a), len(b)) < _MIN_SLIP_CHARS or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[at + 2 :] == b[at + 2 :] and a[at : at + 2] == b[at : at + 2][::-1]
    return a[at + 1 :] == b[at + 1 :] or a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :] or swapped


def conflict(a: str, b: str) -> bool:
    """Tell whether two names cannot be of one concept by their letters.

    Two acronyms differ, an acronym does not stand for the words, or two English names of
    several words neither share words nor abbreviate one another.
    """
    if fold_name(a) == fold_name(b) or not (_LATIN.fullmatch(a) and _LATIN.fullmatch(b)):
        return False
    if stem(a) == stem(b) or is_slip(fold_name(a), fold_name(b)):
        return False
    if is_acronym(a) and is_acronym(b):
        return True
    words = latin_words(a), latin_words(b)
    if is_acronym(a) or is_acronym(b):
        short, long = (a, b) if is_acronym(a) else (b, a)
        return len(latin_words(long)) > 1 and not is_acronym_of(short, long)
    if min(len(words[0]), len(words[1])) < 2:
        return False
    initials = tuple("".join(word[0] for word in name) for name in words)
    return initials[0] != initials[1] or not set(words[0]) & set(words[1])
