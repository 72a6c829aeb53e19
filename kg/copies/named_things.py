"""Whether two nearly equal sentences speak of two things: the names that one has for another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kg.records import Token
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

_MAX_NAME = 10
# What stands before these names a kind of them: 池化层 and 全连接层 are two things.
_HEADS = frozenset("层率法器门集型性度数值量核图机式态端库表键锁池树图网块窗")
_FEW = 2
"""Where more places changed, a word at the beginning may be reworded as well."""
_MAX_FREQUENCY = 4_000
_MAX_PRODUCT = 300_000
"""Rewording has common words for common ones: of two rare words, or a very rare one and another,
by how often jieba counted both, the one does not stand for the other."""
_MAX_OPENING = 4_000_000
"""As the product, of what the texts begin with: mostly what they are about."""
_MAX_VERBS = 20_000
"""As the product, of two verbs further on: what is done is reworded most."""
_ENDINGS = "成为到出了着过"
_MAX_PER_RARE = 2
"""Exchanges for each of rare words: where more is reworded, a rare word may be as well."""
_JOINED = re.compile("(?:.?[和与或及跟同的].?)?")
"""What stands between two words of a list, and between the letters in which they differ."""
_CALLED = re.compile(r"(?:称为|称作|称之为|称其为|叫做|叫作|叫)(.{2,12})$")
_OF_KINDS = ("n", "a", "b", "f", "h", "j", "l", "vn")
"""What parts of speech begin with that, before a name, make it the name of one kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that two texts do not share; one side may be empty."""

    first: str
    second: str
    first_start: int
    second_start: int


def name_two_things(first: str, second: str, changes: Sequence[Change]) -> bool:
    """Tell whether changes put the name of one thing in the place of another's.

    All that changed is this name, or it is what the texts begin with, or what they say at their
    end a thing is called, or a rare word. Anywhere else another word may be a rewording.
    """
    changes = _without_lists(first, changes)
    return (
        _swap_names(first, second, changes)
        or _mean_others(first, second, changes)
        or any(_exchanged(changes))
        or _recurs(first, second, changes)
        or (len(changes) <= _FEW and any(_differ_in_topic(first, second, each) for each in changes))
    )


def _mean_others(first: str, second: str, changes: Sequence[Change]) -> bool:
    """Tell whether rare words are half of those exchanged, or what the texts begin with."""
    exchanges = [change for change in changes if change.first and change.second]
    rare = [
        change
        for change in exchanges
        if _are_rare(first, second, change)
        and not any(change.first in each.second or change.second in each.first for each in changes)
    ]
    is_topic = any(_opens(first, change) for change in rare)
    return is_topic or (bool(rare) and len(rare) * _MAX_PER_RARE >= len(exchanges))


def _are_rare(first: str, second: str, change: Change) -> bool:
    one, other = change.first, change.second
    if set(one) & set(other) or max(len(one), len(other)) > _MAX_NAME:
        return False
    if one.isascii() or other.isascii():  # A Latin word may be short for a Chinese one.
        return False
    if not all(_segmenter().frequency(word) and len(word) > 1 for word in (one, other)):
        one, other = _apart(first, second, change)
    parts = (*_parts(one), *_parts(other))
    if not parts or any(part in _words_of("generic") for part in parts):
        return False
    # Of 分解成 and 转化为, jieba takes the one for a rare word.
    one, other = (word.rstrip(_ENDINGS) or word for word in (one, other))
    counts = _count(one), _count(other)
    if _opens(first, change):
        return max(counts) < _MAX_FREQUENCY and counts[0] * counts[1] < _MAX_OPENING
    rarest = _MAX_VERBS if _is_verb(one) and _is_verb(other) else _MAX_PRODUCT
    return max(counts) < _MAX_FREQUENCY and counts[0] * counts[1] < rarest


def _apart(first: str, second: str, change: Change) -> tuple[str, str]:
    """Give what is a word of its own on either side, or nothing where it is part of a word.

    Text that both have behind it may be a head, as in 质权 and 留置权, or the end of two nouns that
    the texts begin with, as 氮肥 and 磷肥.
    """
    words = _words(first, second, change)
    ends = words[0][len(change.first) :], words[1][len(change.second) :]
    if words != (change.first + ends[0], change.second + ends[0]):
        return "", ""
    if _opens(first, change) and all(
        _segmenter().part_of_speech(word).startswith(("n", "vn")) for word in words
    ):
        return words
    return (change.first, change.second) if ends[0] in {"", *_HEADS} else ("", "")


def _is_verb(word: str) -> bool:
    return all(
        part in _words_of("function") or _segmenter().part_of_speech(part) == "v"
        for part in _parts(word)
    )


def _count(word: str) -> int:
    """Give how often general Chinese has a word, or the rarest of several."""
    own = _segmenter().frequency
    return own(word) or min(map(own, _parts(word)), default=0)


def _recurs(first: str, second: str, changes: Sequence[Change]) -> bool:
    """Tell whether what the texts begin with differs, and differs alike further on."""
    if not changes or not _opens(first, changes[0]):
        return False
    topic = changes[0]
    words = _words(first, second, topic)
    if not (topic.first and topic.second) or set(topic.first) & set(topic.second):
        return False
    if not (words[0].startswith(topic.first) and words[1].startswith(topic.second)):
        return False
    idle = _words_of("function") - _words_of("inside")
    if idle & {topic.first, topic.second} or min(map(_count, words)) >= _MAX_FREQUENCY:
        return False
    return any(topic.first in each.first or topic.second in each.second for each in changes[1:])


def _opens(first: str, change: Change) -> bool:
    return not change.first_start or first[: change.first_start] in _words_of("function")


def _exchanged(changes: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    """Give the changes by which two words took each other's place, as payer and payee."""
    for one, other in combinations(changes, 2):
        is_mirrored = (one.first, one.second) == (other.second, other.first)
        if one.first and one.second and is_mirrored and one.first not in _words_of("function"):
            yield one, other


def _without_lists(first: str, changes: Sequence[Change]) -> list[Change]:
    """Leave out two words that changed places in a list: 甲和乙 says the same as 乙和甲."""
    listed = [
        pair
        for pair in _exchanged(changes)
        if _JOINED.fullmatch(first[pair[0].first_start + len(pair[0].first) : pair[1].first_start])
    ]
    return [change for change in changes if not any(change in pair for pair in listed)]


def _swap_names(first: str, second: str, changes: Sequence[Change]) -> bool:
    if not changes or len({(change.first, change.second) for change in changes}) > 2:
        return False
    return all(
        change.first and change.second and _are_names(*_words(first, second, change))
        for change in changes
    )


def _differ_in_topic(first: str, second: str, change: Change) -> bool:
    if not (change.first and change.second):
        return False
    if not _opens(first, change) and not _is_called(first, second, change):
        return False
    return _are_kinds(first, second, change) or _are_other_names(*_words(first, second, change))


def _is_called(first: str, second: str, change: Change) -> bool:
    places = (
        (_CALLED.search(first), change.first_start),
        (_CALLED.search(second), change.second_start),
    )
    return all(found is not None and found.start(1) <= start for found, start in places)


def _are_kinds(first: str, second: str, change: Change) -> bool:
    """Tell whether a change puts one kind of a thing for another: 软间隔 for 硬间隔."""
    things = {
        _first_word(first[change.first_start + len(change.first) :]),
        _first_word(second[change.second_start + len(change.second) :]),
    }
    thing = things.pop()
    if things or len(thing) < 2 or thing in _words_of("generic"):
        return False
    if set(change.first) & set(change.second):
        return False
    told, plain = sorted((change.first, change.second), key=_tells_kind, reverse=True)
    # 一般 is a word of any text, and in 一般保证, beside 连带责任保证, it names the kind.
    is_plain = _segmenter().part_of_speech(plain) == "a" and _count(told) < _MAX_FREQUENCY
    return _tells_kind(told) and (_tells_kind(plain) or is_plain)


def _first_word(text: str) -> str:
    return next((token.text for token in _segmenter().segment(text[:_MAX_NAME])), "")


def _tells_kind(word: str) -> bool:
    parts = _parts(word)
    if any(part in _words_of("function") for part in parts):
        return False
    # Of a single letter the part of speech is a guess: 左 is a number to jieba.
    return len(word) == 1 or all(
        _segmenter().part_of_speech(part).startswith(_OF_KINDS) for part in parts
    )


def _are_other_names(one: str, other: str) -> bool:
    """Tell whether two words are names that share no letter but those they end in."""
    own, others = one, other
    while own and others and own[-1] == others[-1]:
        own, others = own[:-1], others[:-1]
    return not set(own) & set(others) and _are_names(one, other)


def _are_names(one: str, other: str) -> bool:
    if max(len(one), len(other)) > _MAX_NAME or min(len(one), len(other)) < 2:
        return False
    # 图像 and 图片, 特征 and 特点: words of two letters that begin alike mean much the same, words
    # that end alike, such as 进程 and 线程, are two kinds of a thing.
    if len(one) == len(other) == 2 and (one[0] in other or other[0] in one):
        return False
    if one[-1] == other[-1] and one[-1] in _HEADS:
        return True
    return _is_name(one) and _is_name(other)


def _is_name(word: str) -> bool:
    """Tell whether a word is no generic one, and each of its parts is a noun or a generic word."""
    parts = _parts(word)
    special = [part for part in parts if part not in _words_of("generic")]
    return (len(parts) > 1 or bool(special)) and all(
        _segmenter().part_of_speech(part)[:1] in {"n", ""} or part.isascii() for part in special
    )


def _parts(word: str) -> list[str]:
    return [token.text for token in _segmenter().segment(word)]


def _words(first: str, second: str, change: Change) -> tuple[str, str]:
    """Give the words that a change touches in either text."""
    return (
        _word_at(first, change.first_start, len(change.first)),
        _word_at(second, change.second_start, len(change.second)),
    )


def _word_at(text: str, start: int, length: int) -> str:
    """Give the words that a stretch of a text touches, with what they are a kind of."""
    begin = max(0, start - _MAX_NAME)
    around = text[begin : start + length + _MAX_NAME]
    first, last = start - begin, start - begin + length
    tokens = _segmenter().segment(around)
    touched = [
        token
        for token in tokens
        if token.end > first and (token.start < last or _is_head_after(token, last))
    ]
    word = "".join(token.text for token in touched)
    after = text[start + length : start + length + 1]
    # 主 and 键值, where 主键 was meant.
    return word + after if len(word) == 1 and after in _HEADS else word


def _is_head_after(token: Token, end: int) -> bool:
    return token.start == end and token.text in _HEADS


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


@cache
def _words_of(kind: str) -> frozenset[str]:
    """Give the words of a kind of ``lexicon/generic_words.txt``."""
    return frozenset(read_kinds("generic_words")[kind])
