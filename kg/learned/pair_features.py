"""Features: the words around a pair as the signs that the relation classifier weighs."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.learned.concept_pairs import CLAUSE_END, Pair
from kg.segmentation import parts_of_speech
from kg.wordlists import read_kinds

_NEGATIONS = re.compile("[不没未无非]")
_ENDING_KINDS = ("trouble", "virtue", "part", "class", "remedy", "state")
_MAX_GRAM = 4
_NEAR_CHARS = 8


def read_features(pair: Pair) -> tuple[str, ...]:
    """Give the features of a pair, each ``what:value`` and each once, always in the same order.

    They are character n-grams of the words between, before and after within the clause, and of
    the heading; the kinds of wording that those hold (``wordings.txt``); parts of speech of the
    words that adjoin the two names; and the kinds that the names end in: after Zhou et
    al., 2005, "Exploring Various Knowledge in Relation Extraction", without a parser.
    """
    return tuple(dict.fromkeys((*_shape(pair), *_wordings(pair), *_grams(pair))))


def _shape(pair: Pair) -> Iterator[str]:
    """Give how the two names end, and what adjoins them."""
    own = "under" if pair.heading else "with"
    first, second = _ending(pair.first.name), _ending(pair.second.name)
    before, after = _clause_end(pair.before), _clause_start(pair.after)
    tags = (_last_tag(before), _first_tag(pair.between), _last_tag(pair.between), _first_tag(after))
    yield f"place:{own}{pair.item}"
    yield f"open:{own}{not pair.between}"
    yield f"first:{first}"
    yield f"second:{second}"
    yield f"both:{own}{first}{second}"
    yield f"several:{len(pair.first.concepts) > 1}{len(pair.second.concepts) > 1}"
    yield f"alike:{_alike(pair.first.name, pair.second.name)}"
    yield f"denied:{bool(_NEGATIONS.search(pair.between))}"
    for name, tag in zip(("tag1", "tag2", "tag3", "tag4"), tags, strict=True):
        yield f"{name}:{tag}"
    yield f"tags1:{tags[0]}|{tags[1]}"
    yield f"tags2:{tags[2]}|{tags[3]}"
    yield f"tags3:{own}{tags[2]}|{tags[3]}|{second}"
    yield f"tags4:{tags[1]}|{tags[2]}"


def _wordings(pair: Pair) -> Iterator[str]:
    """Give the kinds of wording around, alone and with what else tells what they mean."""
    own = "under" if pair.heading else "with"
    first, second = _ending(pair.first.name), _ending(pair.second.name)
    after = _clause_start(pair.after)
    for kind in _kinds_in(pair.between):
        yield f"says:{kind}"
        yield f"says1:{kind}|{own}{first}{second}"
        yield f"says3:{kind}|{_first_tag(after)}"
    for kind in _kinds_in(_clause_end(pair.before)):
        yield f"says4:{kind}"
    for kind in _kinds_in(after):
        yield f"says5:{kind}"
        yield f"says6:{kind}|{own}{second}"
    for kind in _kinds_in(pair.heading):
        yield f"says7:{kind}"
        yield f"says8:{kind}|{first}{second}{not pair.between}"


def _grams(pair: Pair) -> Iterator[str]:
    """Give the character n-grams, those at a border apart."""
    before, between, after = _clause_end(pair.before), pair.between, _clause_start(pair.after)
    for name, text, longest in (
        ("m", between, _MAX_GRAM),
        ("r", after, _MAX_GRAM),
        ("l", before, _MAX_GRAM - 1),
        ("c", pair.heading, _MAX_GRAM),
    ):
        yield from _ngrams(name, text, longest)
    for size in range(1, _MAX_GRAM + 1):
        yield f"m<:{between[:size]}"
        yield f"m>:{between[-size:]}"
    for size in range(1, _MAX_GRAM):
        yield f"l>:{before[-size:]}"
        yield f"r<:{after[:size]}"
    for size in (1, 2):
        yield f"a>:{pair.first.name[-size:]}"
        yield f"b>:{pair.second.name[-size:]}"
    if pair.heading:
        yield f"c=:{pair.heading}|{not between}"


@lru_cache(maxsize=1 << 14)
def _clause_end(text: str) -> str:
    return CLAUSE_END.split(text[-_NEAR_CHARS:])[-1]


@lru_cache(maxsize=1 << 14)
def _clause_start(text: str) -> str:
    return CLAUSE_END.split(text, maxsplit=1)[0]


def _alike(first: str, second: str) -> str:
    """Tell whether two names end alike, and whether one holds the other."""
    return f"{first[-2:] == second[-2:]}{first in second}{second in first}"


@lru_cache(maxsize=1 << 14)
def _ngrams(name: str, text: str, longest: int) -> tuple[str, ...]:
    """Give the n-grams of up to ``longest`` characters, each as a feature of that name."""
    sizes = range(1, longest + 1)
    grams = (text[at : at + size] for size in sizes for at in range(len(text) - size + 1))
    return tuple(f"{name}:{gram}" for gram in dict.fromkeys(grams))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Give each word of several characters with the kinds of wording that it is of."""
    found: dict[str, list[str]] = {}
    for kind, words in read_kinds("wordings").items():
        for word in words:
            if len(word) > 1:
                found.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


@cache
def _longest_word() -> int:
    return max(map(len, _words()))


@lru_cache(maxsize=1 << 16)
def _kinds_in(text: str) -> tuple[str, ...]:
    """Give the kinds of the words of a text, taking the longest from left to right, each once."""
    words, longest = _words(), _longest_word()
    found: dict[str, None] = {}
    at = 0
    while at < len(text):
        sizes = range(min(longest, len(text) - at), 1, -1)
        size = next((size for size in sizes if text[at : at + size] in words), 0)
        found.update(dict.fromkeys(words[text[at : at + size]] if size else ()))
        at += size or 1
    return tuple(found)


@cache
def _endings() -> dict[str, str]:
    kinds = read_kinds("wordings")
    return {word: kind for kind in reversed(_ENDING_KINDS) for word in kinds[kind]}


@lru_cache(maxsize=1 << 16)
def _ending(name: str) -> str:
    """Give the kind of the longest word that a name ends in, else its script."""
    endings = _endings()
    found = next((endings[name[at:]] for at in range(len(name)) if name[at:] in endings), "")
    return found or ("latin" if name.isascii() else "")


@lru_cache(maxsize=1 << 16)
def _first_tag(text: str) -> str:
    """Give the part of speech of the word that a text begins with, and whether it is long."""
    return _tag(text[:_MAX_GRAM], [text[:size] for size in range(_MAX_GRAM, 0, -1)])


@lru_cache(maxsize=1 << 16)
def _last_tag(text: str) -> str:
    """Give the part of speech of the word that a text ends with, and whether it is long."""
    return _tag(text[-1:], [text[-size:] for size in range(_MAX_GRAM, 0, -1)])


def _tag(border: str, words: list[str]) -> str:
    known = parts_of_speech()
    for word in words:
        if tag := known.get(word):
            return f"{tag if tag == 'vn' else tag[0]}{min(2, len(word))}"
    return "" if not border else "?" if border[0].isalnum() else border[0]
