"""Compare names letter by letter: acronyms, inflections, slips, and names that cannot be one."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from kg.names import fold_name
from kg.naming.name_patterns import words
from kg.naming.renderings import renderings
from kg.wordlists import read_kinds

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LETTER = re.compile("[A-Za-z]")
_CAPITALS = re.compile("[A-Z]")
_LATIN = re.compile(r"[A-Za-z0-9+#&\s'’.\-‐–*×]+")
_REPEATED = re.compile("([a-z])([2-4])")
_COMPOUNDED = re.compile(r"(?<=[a-z])-[a-z]+")
_DIGIT_LETTERS = {"1": "o", "2": "t", "3": "t"}
_SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "to", "on", "a", "with", "by", "as", "using", "via", "from"}
)
# Acronyms write x for these: XSS is cross-site scripting.
_SPELLED_X = frozenset({"cross", "extensible", "extended", "trans"})
_MIN_SLIP_CHARS = 7
_MIN_SWAPPED_CHARS = 5
_MIN_CUT_CHARS = 4
_HISSING = re.compile("(?:ch|sh|ss|x)es$")
_NOUN_ENDINGS = ("ing", "ion", "ment", "ity", "ance", "ence")


@lru_cache(maxsize=1 << 14)
def latin_words(name: str) -> tuple[str, ...]:
    """Give a name's Latin words in lower case, those run together (``LearningRate``) apart."""
    return tuple(word.casefold() for word in _WORDS.findall(name))


def is_acronym(name: str) -> bool:
    """Tell whether a name looks like an acronym: ``BN``, ``cGAN``, ``2PC``, ``R&D``."""
    capitals = sum(letter.isupper() or letter.isdigit() for letter in name)
    return len(name) <= 6 and capitals >= 2 and name.replace("&", "").isalnum()


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` open the words of ``long``.

    After Schwartz & Hearst (2003): the letters are found in order; here every word but the
    small ones is opened by one of them, as in ``cGAN``. A digit stands for its word (``P2P``)
    or repeats a letter (``A3C``), and a compound may count once (``Activation-aware``). So do
    the letters that are written large in the words: ``GREP``, of ``Global REgular exPression``.
    """
    if not is_acronym(short) or len(initials(long)) < 2:
        return False
    letters = fold_name(short).replace("&", "")
    if "".join(_CAPITALS.findall(long)) == short and len(short) > 2:
        # XGB opens XGBoost, but VGG-16 is a VGG.
        return re.search(f"{short}(?![a-z])", long) is None
    spelled = "".join(_DIGIT_LETTERS.get(letter, letter) for letter in letters)
    repeated = _REPEATED.sub(lambda match: match[1] * int(match[2]), letters)
    read = {latin_words(long), latin_words(_COMPOUNDED.sub("", long))}
    read |= {tuple("x" if word in _SPELLED_X else word for word in words) for words in read}
    read |= {tuple(word for word in words if word not in _SMALL_WORDS) for words in read}
    return any(_opens(form, words) for form in (letters, spelled, repeated) for words in read)


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


@lru_cache(maxsize=1 << 14)
def stem(name: str) -> str:
    """Give the key under which a name's plural and ``-ing`` are one with it; HTTPS is no plural."""
    folded = fold_name(name)
    plural = folded.endswith("s") and not folded.endswith(("ss", "us", "is"))
    if plural and not name.endswith("S") and len(folded) > 3:
        folded = folded.removesuffix("es" if _HISSING.search(folded) else "s")
    if folded.endswith("ing") and len(folded) >= _MIN_SLIP_CHARS + 2:
        folded = folded.removesuffix("ing")
        folded = folded[:-1] if folded[-1] == folded[-2] else folded
    return folded.removesuffix("e") if len(folded) > _MIN_SLIP_CHARS else folded


def is_slip(a: str, b: str) -> bool:
    """Tell whether two long words differ by one letter lost, doubled or swapped, or s for z.

    A wrong letter mostly makes another word (``macro-average``, ``micro-average``), and so does a
    capital (``ResNet``, ``ResNeXt``), or any letter in a short one (``caching``, ``coaching``).
    Of several words, one may differ so: ``soft start`` is no ``soft state``.
    """
    first, second = a.split(), b.split()
    if len(first) == len(second) > 1:
        differ = [(x, y) for x, y in zip(first, second, strict=True) if stem(x) != stem(y)]
        return len(differ) == 1 and _slips(*differ[0], least=_MIN_SWAPPED_CHARS)
    return _slips(a, b, least=_MIN_SLIP_CHARS)


def _slips(a: str, b: str, *, least: int) -> bool:
    """Tell whether two words differ by one slip; those of fewer letters than ``least`` do not."""
    short, long = sorted((stem(name).removesuffix("ing") for name in (a, b)), key=len)
    ends = (short[:1], short[-1:]) == (long[:1], long[-1:])
    if len(short) < least or short == long or not ends:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) == len(long):
        swapped = short[at : at + 2] == long[at : at + 2][::-1]
        british = {short[at : at + 1], long[at : at + 1]} == {"s", "z"}
        return (swapped and short[at + 2 :] == long[at + 2 :]) or (
            british and short[at + 1 :] == long[at + 1 :]
        )
    small = len(short) >= _MIN_SLIP_CHARS and long[at].isalpha() and long[at] in a + b
    return small and short[at:] == long[at + 1 :]


def is_cut(a: str, b: str) -> bool:
    """Tell whether two names differ by nouns cut short: ``BatchNorm``, ``Batch Normalization``.

    ``Fast`` is not ``Faster`` cut short.
    """
    first, second = latin_words(a), latin_words(b)
    first, second = _parted_as(first, second), _parted_as(second, first)
    if len(first) != len(second) or len(first) < 2 or first == second or "&" in a + b:
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


def conflict(a: str, b: str, *, stated: bool = False) -> bool:
    """Tell whether two names cannot be of one concept by their letters.

    Two acronyms differ, an acronym does not stand for the words, or two English names of
    several words, not ``stated`` to be of one, neither share words nor abbreviate one another,
    nor have one name in Chinese.
    """
    if fold_name(a) == fold_name(b) or not (_LATIN.fullmatch(a) and _LATIN.fullmatch(b)):
        return False
    if stem(a) == stem(b) or is_slip(a, b):
        return False
    if is_acronym(a) and is_acronym(b):
        return True
    first, second = latin_words(a), latin_words(b)
    if is_acronym(a) or is_acronym(b):
        short, long = (a, b) if is_acronym(a) else (b, a)
        return len(latin_words(long)) > 1 and not _may_stand_for(short, long)
    if stated or min(len(first), len(second)) < 2 or not (" " in a and " " in b):
        return False
    if _shortens(a, b) or _shortens(b, a) or renderings(a) & renderings(b):
        return False
    return initials(a) != initials(b) or not {*first} & {*second}


def _may_stand_for(short: str, long: str) -> bool:
    """Tell whether an acronym has the letters of words, clipped (NEG) or with their noun (LDM)."""
    clipped = len(short) > 2 and fold_name(long).startswith(fold_name(short))
    return clipped or spells_out(long, short) or is_acronym_of(short[:-1], long)


def spells_out(long: str, short: str) -> bool:
    """Tell whether an acronym has the letters of words, or of all but the noun that they end in.

    So has ACL of Access Control List entry.
    """
    first, _, noun = long.rpartition(" ")
    return is_acronym_of(short, long) or (
        len(short) > 2
        and noun.isalpha()
        and " " in first.replace("-", " ")
        and is_acronym_of(short, first)
    )


def _shortens(short: str, long: str) -> bool:
    """Tell whether names differ only by an acronym: ``HOL blocking``, ``Head-of-Line Blocking``."""
    first, last = short.split(), long.split()
    while first and last and first[-1].casefold() == last[-1].casefold():
        first, last = first[:-1], last[:-1]
    return is_acronym_of(" ".join(first), " ".join(last))


def is_likened(a: str, b: str, *, least: int) -> bool:
    """Tell whether two Chinese names end alike, and share characters as names of one thing may.

    池化 and 最大池化 do not, nor do 上采样 and 下采样 or two names with a Latin part.
    """
    latin = [bool(_LETTER.search(name)) for name in (a, b)]
    if all(latin) or a.endswith(b) or b.endswith(a):
        return False
    if any(x in a and y in b for pair in _opposites() for x, y in (pair, pair[::-1])):
        return False
    heads = [word for word in words("suffix") if a.endswith(word) and b.endswith(word)]
    if any(any(latin) or (len(word) > 1 and len(a) != len(b)) for word in heads):
        return False
    return a[-1] == b[-1] and (Counter(a) & Counter(b)).total() >= least


@cache
def _opposites() -> tuple[list[str], ...]:
    return tuple(pair.split() for pair in read_kinds("opposites")["opposite"])
