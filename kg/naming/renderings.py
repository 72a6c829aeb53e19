"""Names put word by word into the other language, by ``lexicon/translations.txt``."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, product
from math import prod

from kg.names import fold_name
from kg.wordlists import read_lines

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[+#]+|[\u3400-\u9fff]+")
_OF = re.compile(r"\bof\b")
_SMALL_WORDS = frozenset({"the", "and", "for", "in", "to", "a", "an", "with", "by"})
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
_MAX_FORMS = 500


def pieces(name: str) -> list[str]:
    """Give a name's words, small ones aside: the Latin ones, and what Chinese stands between."""
    return [word for word in _PIECE.findall(name) if word.casefold() not in _SMALL_WORDS]


def renderings(name: str) -> set[str]:
    """Give the folded names that a name may have when its English words are put in Chinese.

    What is no known word stays as it is, as KL in ``KL divergence``. The first word may come last
    (``vanishing gradient``), and ``chain of thought`` turns. A name none of whose words is known
    has none.
    """
    words = [word for part in reversed(_OF.split(name)) for word in pieces(part)]
    orders = (words, [*words[1:], *words[:1]])
    return {form for order in orders for form in _forms(order)} - {fold_name(name)}


def meanings(name: str) -> list[list[str]]:
    """Give what renders one English word, or the word that it is a form of: a list a meaning."""
    word = name.casefold()
    if word in _lexicon():
        return _lexicon()[word]
    for ending, rest in _ENDINGS:
        root = word.removesuffix(ending) + rest
        if word.endswith(ending) and root in _lexicon():
            return _lexicon()[root]
    return []


def senses(name: str) -> set[tuple[str, ...]]:
    """Give what a wholly Chinese name may say word by word: names of one sense say the same.

    A sense is an English word and the number of its line in the lexicon.
    """
    found: list[set[tuple[str, ...]]] = [{()}, *(set() for _ in name)]
    for at in range(len(name)):
        for size in range(1, min(_longest(), len(name) - at) + 1) if found[at] else ():
            for word in _sources().get(name[at : at + size], ()):
                found[at + size] |= {(*before, word) for before in found[at]}
    return found[-1]


def openings(name: str) -> set[str]:
    """Give the letters that may open the English words of a Chinese name: svm of 支持向量机."""
    return {"".join(word[0] for word in words) for words in senses(name)}


def _forms(words: Sequence[str]) -> Iterator[str]:
    found = [[*chain.from_iterable(meanings(word))] for word in words]
    choices = [choice or [word.casefold()] for choice, word in zip(found, words, strict=True)]
    if any(found) and prod(map(len, choices)) <= _MAX_FORMS:
        yield from map("".join, product(*choices))


@cache
def _lines() -> tuple[tuple[list[str], list[str]], ...]:
    """Give the forms of an English word, and what renders it, for each line of the lexicon."""
    parted = (line.partition(":") for line in read_lines("translations"))
    return tuple(
        (forms.split(), [fold_name(word) for word in found.split("|")])
        for forms, _, found in parted
    )


@cache
def _lexicon() -> dict[str, list[list[str]]]:
    lexicon: dict[str, list[list[str]]] = defaultdict(list)
    for forms, found in _lines():
        for word in forms:
            lexicon[word].append(found)
    return dict(lexicon)


@cache
def _sources() -> dict[str, set[str]]:
    """Give for each Chinese word its senses."""
    sources: dict[str, set[str]] = defaultdict(set)
    for number, (forms, found) in enumerate(_lines()):
        for rendering in found:
            sources[rendering].add(f"{forms[0]} {number}")
    return sources


@cache
def _longest() -> int:
    return max(map(len, _sources()), default=0)
