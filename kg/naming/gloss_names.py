"""Names ahead of the English or the acronym in parentheses: where they begin.

That they end at the parenthesis is sure. They begin after a word that leads up to a name, where
their length fits the gloss best: 增量更新 in ``CMS 用增量更新（Incremental Update）``.
"""

import re
from collections.abc import Iterator
from functools import cache, partial

from kg.naming.name_patterns import says_nothing, words
from kg.naming.word_traits import IDIOM_TAGS
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

_MAX_CLAUSE_CHARS = 24
_MIN_CHARS = 3
_MAX_SYMBOL_CHARS = 6
# The Chinese ahead of a parenthesis, and what it follows in Latin.
_CLAUSE = re.compile(r"(?P<latin>[\w+-]\s?)?(?P<clause>[\u4e00-\u9fff]{3,})[”」\"]?\s?$", re.ASCII)
_GLOSS = re.compile(
    r"[（(](?:[\u4e00-\u9fff]{0,3}[:：]\s?)?"
    r"(?P<gloss>[A-Za-z][A-Za-z '’/-]{1,50}?)\s?[)）,，;；]"
)
_WORDS = re.compile(r"[A-Za-z]{2,}")
_ACRONYM = re.compile(r"[A-Za-z]?[A-Z]{2,5}")
_SYMBOL = re.compile(r"[A-Z][A-Za-z]{1,4}")
_COUNTED = re.compile(r"(?:[一这那该此几每][个种类组项]?|[个种])$")
_DISPOSING = frozenset("把将被")
_BROKEN = re.compile(
    r"[的了是把被吗呢吧么哪谁怎什这那它他她你我们很太和与及或再就也越]|可以|^[之其并而且又还才都只对先叫做加要用看在从到由以为按]"
    r"|^(?:[乘配]上|不要)|过$"
)


def gloss_names(content: str, segmenter: Segmenter) -> Iterator[tuple[str, set[str]]]:
    """Give the Chinese names that are glossed in English, or by an acronym, in parentheses.

    With each comes what is none, although it ends there: the name and more ahead of it.
    """
    for site in _GLOSS.finditer(content):
        ahead = _CLAUSE.search(content, max(0, site.start() - _MAX_CLAUSE_CHARS), site.start())
        if ahead and (names := _fitting(ahead, site["gloss"], segmenter)):
            clause = ahead["clause"]
            name = min(names, key=partial(_misfit, letters=_letters(site["gloss"])))
            yield name, {clause[at:] for at in range(len(clause) - len(name))}


def _fitting(ahead: re.Match[str], gloss: str, segmenter: Segmenter) -> list[str]:
    """Give the names that a clause may end with, by what they follow and by their length."""
    clause, letters = ahead["clause"], _letters(gloss)
    if letters < 2 and not _SYMBOL.fullmatch(gloss):
        return []
    places = [at for at in _beginnings(clause, segmenter) if at or not ahead["latin"]]
    names = [clause[at:] for at in places if not _BROKEN.search(clause[at:])]
    names = [name for name in names if not _is_general(name, segmenter)]
    if letters < 2:  # A symbol, after 一个: 前馈电容（Cff）.
        counted = _COUNTED.search(clause.removesuffix(names[0])) if names else None
        return names[:1] if counted and _MIN_CHARS < len(names[0]) <= _MAX_SYMBOL_CHARS else []
    least = max(_MIN_CHARS, letters)
    return [name for name in names if least <= len(name) <= 2 * letters + 2]


def _letters(gloss: str) -> int:
    """Give how many words a gloss has or stands for; 0 if it is one word."""
    if _ACRONYM.fullmatch(gloss):
        return sum(letter.isupper() for letter in gloss)
    found = len(_WORDS.findall(gloss))
    return found if found > 1 else 0


def _is_general(name: str, segmenter: Segmenter) -> bool:
    return says_nothing(name) or segmenter.part_of_speech(name) in IDIOM_TAGS


def _misfit(name: str, letters: int) -> tuple[int, bool, int]:
    """Give by how much a name misses its length; of two alike, the longer one that opens freely."""
    acts = any(name.startswith(verb) for verb in words("verb") if len(verb) > 1)
    return abs(len(name) - 2 * letters), acts, -len(name)


def _beginnings(clause: str, segmenter: Segmenter) -> list[int]:
    """Give where a name at the end of a clause may begin, the longest first."""
    found, disposed = [0], False
    for token in segmenter.segment(clause):
        if token.text in _DISPOSING:  # 把内存撑爆
            found, disposed = [], True
        elif token.text in _leading() or _COUNTED.search(token.text):
            found, disposed = [token.end], False
        elif token.text in _soft() and not disposed:
            found.append(token.end)
    return found


@cache
def _soft() -> frozenset[str]:
    """Give the words that a name may follow, and may hold too."""
    return (words("function") | words("verb") | {"上"}) - words("allowed") - {"可"}


@cache
def _leading() -> frozenset[str]:
    """Give the words that lead up to a name, and that none holds."""
    kinds = read_kinds("relation_verbs")
    stating = ("mitigates", "causes", "improves", "uses", "is_a", "takes", "means")
    verbs = {verb for kind in stating for verb in kinds[kind]}
    return frozenset(verbs) | words("qualifier") | words("naming")
