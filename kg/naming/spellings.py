"""Compare names letter by letter: acronyms, inflections, slips, and names that cannot be one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.names import fold_name

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LATIN = re.compile(r"[A-Za-z0-9+#&\s'’.\-‐–*×]+")
_DIGIT_LETTERS = {"1": "o", "2": "t", "3": "t"}
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "to", "on", "a", "with", "by", "as"})
# Acronyms write x for these: XSS is cross-site scripting.
_SPELLED_X = frozenset({"cross", "extensible", "extended", "trans"})
_MIN_SLIP_CHARS = 7
_MIN_CUT_CHARS = 4
_NOUN_ENDINGS = ("ing", "ion", "ment", "ity", "ance", "ence")


@lru_cache(maxsize=1 << 14)
def latin_words(name: str) -> tuple[str, ...]:
    """Give a name's Latin words in lower case, those run together (``LearningRate``) apart."""
    return tuple(word.casefold() for word in _WORDS.findall(name))


def is_acronym(name: str) -> bool:
    """Tell whether a name looks like an acronym: ``BN``, ``cGAN``, ``2PC``."""
    return len(name) <= 6 and sum(c.isupper() or c.isdigit() for c in name) >= 2 and name.isalnum()


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` open the words of ``long``.

    After Schwartz & Hearst (2003): the letters are found in order; here every word but the
    small ones is opened by one of them, as in ``cGAN``, and a digit stands for its word.
    """
    every = tuple("x" if word in _SPELLED_X else word for word in latin_words(long))
    words = tuple(word for word in every if word not in _SMALL_WORDS)
    letters = fold_name(short)
    spelled = "".join(_DIGIT_LETTERS.get(letter, letter) for letter in letters)
    if not is_acronym(short) or not 2 <= len(words) <= len(letters):
        return False
    return any(_opens(letters, found) for found in (words, every)) or _opens(spelled, words)


def _opens(letters: str, words: Sequence[str]) -> bool:
    """Tell whether letters run through all words, in order, each word from its first letter."""
    if not words or not letters:
        return not words and not letters
    if letters[0] != words[0][0]:
        return False
    taken, at = 1, 1
    while not _opens(letters[taken:], words[1:]):
        at = words[0].find(letters[taken], at) + 1 if taken < len(letters) else 0
        if at == 0:
            return False
        taken += 1
    return True


def initials(long: str) -> str:
    """Give the first letters of a name's Latin words, small words aside."""
    return "".join(word[0] for word in latin_words(long) if word not in _SMALL_WORDS)


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
    at = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    swapped = a[at + 2 :] == b[at + 2 :] and a[at : at + 2] == b[at : at + 2][::-1]
    return a[at + 1 :] == b[at + 1 :] or a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :] or swapped


def is_cut(a: str, b: str) -> bool:
    """Tell whether two names differ by nouns cut short: ``BatchNorm``, ``Batch Normalization``.

    ``Fast`` is not ``Faster`` cut short.
    """
    first, second = latin_words(a), latin_words(b)
    first, second = _parted_as(first, second), _parted_as(second, first)
    if len(first) != len(second) or len(first) < 2 or first == second:
        return False
    pairs = [sorted(pair, key=len) for pair in zip(first, second, strict=True)]
    return all(short == long or _is_noun_of(long, short) for short, long in pairs)


def _parted_as(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Part words run together in lower case where the other name's do: ``batchnorm``."""
    opening = "".join(others[:-1])
    if len(words) != 1 or not opening or not words[0].startswith(opening):
        return words
    return (*others[:-1], words[0].removeprefix(opening))


def _is_noun_of(long: str, short: str) -> bool:
    rest = long.removeprefix(short)
    return len(short) >= _MIN_CUT_CHARS and rest != long and rest.endswith(_NOUN_ENDINGS)


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
    if min(len(words[0]), len(words[1])) < 2 or not (" " in a and " " in b):
        return False
    if _shortens(a, b) or _shortens(b, a):
        return False
    return initials(a) != initials(b) or not set(words[0]) & set(words[1])


def _shortens(short: str, long: str) -> bool:
    """Tell whether names differ only by an acronym: ``HOL blocking``, ``Head-of-Line Blocking``."""
    first, last = short.split(), long.split()
    while first and last and first[-1].casefold() == last[-1].casefold():
        first, last = first[:-1], last[:-1]
    return is_acronym_of(" ".join(first), " ".join(last))
