"""Whether two nearly equal sentences speak of two things: the names that one has for another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.records import Token
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

_MAX_NAME = 10
# What stands before these names a kind of them: 池化层 and 全连接层 are two things.
_HEADS = frozenset("层率法器门集型性度数值量核图机式态端库表键锁池树图网块窗")
_FEW = 2
"""Where more places changed, a word at the beginning may be reworded as well."""
_CALLED = re.compile(r"(?:称为|称作|称之为|称其为|叫做|叫作|叫)(.{2,12})$")
_OF_KINDS = ("n", "a", "b", "f", "h", "j", "vn")
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
    end a thing is called. Anywhere else another word may be a rewording.
    """
    return _swap_names(first, second, changes) or (
        len(changes) <= _FEW and any(_differ_in_topic(first, second, each) for each in changes)
    )


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
    opens = not change.first_start or first[: change.first_start] in _words_of("function")
    if not opens and not _is_called(first, second, change):
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
    is_reworded = set(change.first) & set(change.second)
    return not is_reworded and _tells_kind(change.first) and _tells_kind(change.second)


def _first_word(text: str) -> str:
    return next((token.text for token in _segmenter().segment(text[:_MAX_NAME])), "")


def _tells_kind(word: str) -> bool:
    parts = [token.text for token in _segmenter().segment(word)]
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
    parts = [token.text for token in _segmenter().segment(word)]
    special = [part for part in parts if part not in _words_of("generic")]
    return (len(parts) > 1 or bool(special)) and all(
        _segmenter().part_of_speech(part)[:1] in {"n", ""} or part.isascii() for part in special
    )


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
