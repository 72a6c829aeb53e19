"""Whether a Chinese name may be an English one, or an acronym, in other words: by its length."""

import re
from functools import cache

from kg.naming.spellings import initials, is_acronym, latin_words
from kg.wordlists import read_kinds

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PLAIN_WORDS = re.compile("(?:[A-Z]?[a-z]+[ -]?)+")
_FEW_CHARS = 3


def fills(name: str, gloss: str, *, lacking: int = 0) -> bool:
    """Tell whether a Chinese name has all of the characters that words or capitals let expect.

    Args:
        name: the Chinese name.
        gloss: English words, or an acronym.
        lacking: how many characters there may be less.
    """
    chars = len(_HAN.findall(name)) + lacking
    if is_acronym(gloss):
        return 2 * len(gloss) - (len(gloss) > 2) <= chars <= 2 * len(gloss) + 2 * (len(gloss) > 2)
    words = len(initials(gloss)) if _PLAIN_WORDS.fullmatch(gloss) else 0
    return words > 1 and words < chars <= 2 * words + 1


def is_short(name: str, gloss: str) -> bool:
    """Tell whether a Chinese name of few characters has no more than its gloss capitals."""
    capitals = len(gloss) if is_acronym(gloss) else len(initials(gloss))
    return bool(_HAN.match(name)) and len(name) <= min(capitals, _FEW_CHARS)


def says_less(name: str, gloss: str) -> bool:
    """Tell whether a Chinese name has fewer characters than there are English words."""
    return len(_HAN.findall(name)) < (len(initials(gloss)) if _PLAIN_WORDS.fullmatch(gloss) else 0)


def may_translate(a: str, b: str) -> bool:
    """Tell whether the Chinese one of two names is short enough for the words of the other.

    A word is two characters or, where it is long, a third of its letters: 小心智能体钻空子 says
    more than reward hacking.
    """
    han, latin = (a, b) if _HAN.search(a) else (b, a)
    own = latin_words(han)
    if own and is_acronym(latin):  # Java 内存模型（JMM）; 内部RC振荡器（HSI）
        whole = fills(han, latin) or fills(han, latin, lacking=2 * len(own))
        return own[0][0] in latin.casefold() or whole
    return (
        " " not in latin
        or len(_HAN.findall(han)) <= max(2 * len(latin_words(latin)), len(latin) // 3) + 2
    )


def is_remark(a: str, b: str) -> bool:
    """Tell whether what is said of an acronym is too short for its letters: SJF（公平）.

    Where it lacks one character, it must be a quality: TLB（快表） names one thing.
    """
    lacks = len(a) - len(b) if is_acronym(a) and _ALL_HAN.fullmatch(b) else 0
    return lacks > 1 or (lacks == 1 and not _qualities().isdisjoint({b, f"{b}性"}))


@cache
def _qualities() -> frozenset[str]:
    kinds = read_kinds("wordings")
    return frozenset(kinds["virtue"]) | frozenset(kinds["state"])
