"""Phrases to equations: what says that two names are of one concept."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.names import fold_name
from kg.naming.matching import is_latin
from kg.naming.name_patterns import NEVER, words
from kg.naming.plain_text import Plain
from kg.naming.renderings import openings, pieces, renderings
from kg.naming.spellings import (
    conflict,
    is_acronym,
    is_likened,
    latin_words,
    spells_out,
)
from kg.naming.translations import fills, is_remark, is_short, may_translate, says_less
from kg.naming.wordings import Phrase, phrases
from kg.records import Document, Evidence, Span
from kg.sentences import split_sentences
from kg.wordlists import read_kinds

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_WORDLIKE = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff]")
_DEFINED_AFTER = re.compile(r"\s*(?:[：:]|就?是|指|[（(])")
_EPONYM = re.compile(r"[A-Z][a-z]{4,12}[\u4e00-\u9fff]{1,3}")
_NOUN = re.compile(r"[a-z]{3,}([\u4e00-\u9fff]{2,4})")
_AFTER_LATIN = re.compile(r"(?<=[A-Za-z0-9]) ?[\u4e00-\u9fff]{1,2}$")
_LOOSE = ("即", "也就是", "是指", "指的是")
# A（B），又称C gives the other name of A.
_REMARK = re.compile(r"\s?[（(][^（）()\n]{1,80}[)）]$")
# Ahead of a name these are a part of it: 测试时增强.
_ATTACHED = {"等", "时", "次", "位", "中", "里", "再", "不", "没", "未", "非", "无"}
# What a name goes on from, as 解码器 in 编码器-解码器（seq2seq）, and into, as Na+ in Na+/K+.
_COMPOUND = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][-‐–/+×&·]$")
_GOES_ON = re.compile(r"[A-Za-z+][-/+][A-Za-z]")
# The whole is meant: 叫上下文相关的词向量（contextualized embedding）.
_CALLED = re.compile(r"(?:叫|称|所谓|更|最|越)[^，。；：、\n]*$")
_MAX_CALLED_CHARS = 16
# Words that end so stand before a name; 支持 and 渐进 may be its beginning.
_INTRODUCES = re.compile(
    "[叫称是为作种类个项和与及或在用的对从由把将让使即了括含有到成给要会做谓]$"
)
_NAMING = frozenset("叫称为即")
# Verbs end so: 画成, 配上, 得到.
_DONE = re.compile("[成上到为于出]$")
# What these precede is only the kind of what 又称 gives another name.
_OF_KINDS = re.compile("(?:[是为指的]一[种类个项组]|属于)$")
# English words in small letters, as no thing of a kind is called.
_TRANSLATION = re.compile("[a-z]+(?:[ -][a-z]+)+|[a-z]{5,}")
_COUNTED = re.compile("[一两几每][种个类串层组批套条段]$")
# Within a parenthesis the translation ahead of another name: 微调（fine-tuning，精调）.
_TRANSLATED = re.compile(r"[（(][A-Za-z][^（(，,；;]*[，,；;]\s?$")
# What follows these is said of a thing or done: 怎样分组（ResNeXt）.
_OF_ACTIONS = ("的", "怎样", "怎么", "如何", "给", "把", "对")
_SO_CALLED = ("所谓的", "常说的", "所说的")
_ONE_WORD = re.compile("[A-Z]?[a-z]{4,}")
_MAX_NAME_CHARS = 40
_MAX_AHEAD_CHARS = 160
# 又称自底向上（bottom-up）的聚类 gives no name that ends ahead of the parenthesis.
_ATTRIBUTE = re.compile(r"\s?[（(][^（）()\n]{1,40}[)）]的")
REFUTED = 0.1
"""The confidence of what the names themselves refute: it merges nothing, and is shown."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Two names that something says are of one concept."""

    a: str
    b: str
    kind: str
    """``cue parentheses table gloss opening`` or, without evidence, ``acronym inflection slip
    lexicon``, ``translation`` of several words, or of one ``word``."""
    evidence: Evidence | None
    """The sentence that says so; None where the spelling or the lexicon alone does."""
    confidence: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A block's plain text with the candidates in it."""

    document: Document
    text: Plain
    names: tuple[tuple[str, Span], ...]
    """Folded names and their places, the longest at each place."""


def in_phrases(text: NamedText, names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate the names on both sides of ``又称`` or of a parenthesis."""
    content = text.text.text
    ahead = {span.end: (name, span) for name, span in text.names}
    for phrase in phrases(content):
        right = _name_at(content, phrase.right, phrase.right_end, names) if phrase.equates else ""
        if not right:
            continue
        start = max(0, phrase.left - _MAX_AHEAD_CHARS)
        before = content[start : phrase.left]
        before = _REMARK.sub("", before) if phrase.cue else before
        end = start + len(before.rstrip(" “”\"「」'"))
        left, span = ahead.get(end) or ahead.get(end - _head_chars(before), ("", Span(end, end)))
        if left and not _begins(content, span, names[right]):
            continue
        apart = content[phrase.left] in "，," and phrase.cue not in _LOOSE
        if apart and (not left or _OF_KINDS.search(content, start, span.start)):
            left = _topic(text, phrase)
        if content[max(0, span.start - 1) : span.start] not in _NAMING:
            left = _glossed(left, names[right], names)
        inside = "" if phrase.cue or _HAN.search(left) else _ahead_inside(content, phrase, ahead)
        for key in {left, inside, _with_noun(left, right, names)} - {"", right}:
            pair = names[key], names[right]
            confidence = _confidence(*pair, phrase.cue) or _confidence_of_place(
                *pair, content, span, phrase
            )
            if confidence:
                kind = "cue" if phrase.cue else "parentheses"
                yield Equation(*pair, kind, quote(text, phrase.left - 1, phrase.right), confidence)


def _ahead_inside(content: str, phrase: Phrase, ahead: Mapping[int, tuple[str, Span]]) -> str:
    """Give the Chinese name ahead of a later one: top-p（核采样，nucleus sampling）."""
    stop = len(content[phrase.left : phrase.right].rstrip(" ，,；;")) + phrase.left
    name, span = ahead.get(stop, ("", Span(stop, stop)))
    return name if _HAN.search(name) and content[span.start - 1] in "（(" else ""


def _glossed(left: str, gloss: str, names: Mapping[str, str]) -> str:
    """Give the end of a name that alone renders its gloss, if it is a name: 泛化 of 负责泛化.

    Where another name renders several words, one that shares no character with it does not.
    """
    found = renderings(gloss) & names.keys() if _HAN.search(left) else set()
    ends = [name for name in found if left.endswith(name)]
    if ends or not found:
        return max(ends, key=len, default=left)
    alike = len(pieces(gloss)) == 1 or not {*left}.isdisjoint("".join(found))
    return left if alike else ""


def _head_chars(before: str) -> int:
    """Give how long a noun is that stands after a Latin name and is no part of it: sigmoid 函数."""
    head = _AFTER_LATIN.search(before)
    return len(head[0]) if head and head[0].strip() in words("suffix") else 0


def _with_noun(left: str, right: str, names: Mapping[str, str]) -> str:
    """Give the left name with the noun of the right one, if known: Xavier又称Glorot初始化."""
    noun = _NOUN.fullmatch(right)
    whole = left + noun[1] if noun and left.isascii() else ""
    return whole if left and whole in names else left


def _begins(content: str, span: Span, gloss: str) -> bool:
    """Tell whether a name begins where ``span`` does, and is not the end of a longer one.

    A name may be of a thing where no more is translated: 大小相同的页框（page frame）.
    """
    name, before = content[span.start : span.end], content[max(0, span.start - 4) : span.start]
    if not before or not _WORDLIKE.match(before[-1:]):
        if _COMPOUND.search(before):
            return False
        return not before or before[-1] != " " or not is_latin(before[-2:-1])
    folded = fold_name(gloss)
    if _COUNTED.search(before) or name.isascii():
        return True
    if name in renderings(gloss) or (is_acronym(gloss) and folded in openings(name)):
        return True
    if before.endswith(_OF_ACTIONS) and not before.endswith(_SO_CALLED):
        called = _CALLED.search(content, max(0, span.start - _MAX_CALLED_CHARS), span.start)
        whole = _TRANSLATION.fullmatch(gloss) or fills(name, gloss)
        return bool(before.endswith("的") and whole and not called)
    less = says_less(name, gloss) and before[-1] not in _NAMING
    if is_short(name, gloss) and (less or not _INTRODUCES.search(before)):
        return False
    endings = {before[-size:] for size in range(1, 5)} & _parting()
    full = fills(name, gloss)
    done = _DONE.search(before) and (full or _ONE_WORD.fullmatch(gloss))
    # 总线关闭 renders all of Bus-Off; the end of a longer name would be shorter.
    whole = len(gloss) > 2 if is_acronym(gloss) else len(name) > 2 * len(latin_words(gloss)) - 2
    whole = full and whole and not NEVER.search(name)
    return bool(endings - _ATTACHED or done or whole)


def _name_at(content: str, start: int, end: int, names: Mapping[str, str]) -> str:
    """Give the candidate that stands at ``start``, up to ``end`` or else to its clause's end."""
    if end >= 0:
        name = fold_name(content[start:end])
        return name if name in names else ""
    for stop in range(min(len(content), start + _MAX_NAME_CHARS), start + 1, -1):
        name = fold_name(content[start:stop])
        if name in names and _ends(content, stop):
            return name
    return ""


def _ends(content: str, stop: int) -> bool:
    if _ATTRIBUTE.match(content, stop):
        return False
    after = content[stop : stop + 4]
    if not after or not _WORDLIKE.match(after):
        return _GOES_ON.match(content, stop - 1) is None
    return after[0] != "的" and any(after[:size] in _parting() for size in range(1, 5))


@cache
def _parting() -> frozenset[str]:
    kinds = read_kinds("relation_verbs")
    stating = {verb for kind in ("mitigates", "causes", "improves", "uses") for verb in kinds[kind]}
    return words("function") | words("verb") | words("naming") | words("qualifier") | stating


def _topic(text: NamedText, phrase: Phrase) -> str:
    """Give what a sentence defines ahead of ``，又称``: the name that it opens with."""
    content = text.text.text
    opening = max(content.rfind(mark, 0, phrase.left) for mark in "。\n；") + 1
    for name, span in text.names:
        if span.start == opening and span.end < phrase.left:
            return name if _DEFINED_AFTER.match(content, span.end) else ""
    return ""


def _confidence(a: str, b: str, cue: str) -> float:
    """Tell how surely a phrase equates two names, wherever it stands; 0 if it may not."""
    if conflict(a, b, stated=bool(cue)):
        return REFUTED if cue else 0.0
    across = bool(_HAN.search(a)) != bool(_HAN.search(b)) or _is_acronym_with_noun(b)
    if cue in _LOOSE:
        return 0.85 if across else 0.0
    if cue:
        return 0.95
    if across:
        return 0.9 if may_translate(a, b) and not is_remark(a, b) else 0.0
    return 0.95 if spells_out(a, b) or spells_out(b, a) else 0.0


def _is_acronym_with_noun(name: str) -> bool:
    """Tell whether a name is an acronym and a general noun: BP算法."""
    noun = next((word for word in words("suffix") if name.endswith(word)), "")
    return bool(noun) and is_acronym(name.removesuffix(noun).strip())


def _confidence_of_place(a: str, b: str, content: str, span: Span, phrase: Phrase) -> float:
    """Tell how surely a bare parenthesis, or 即, equates two names that both are Chinese."""
    if phrase.cue not in ("", *_LOOSE) or not _HAN.search(a):
        return 0.0
    # After its finder, and spelled otherwise in the other: 海姆利希急救法（Heimlich手法）.
    found = len(a) > 3 and a.isalpha() and not _LATIN.search(a) and _EPONYM.fullmatch(b)
    if found and content[phrase.right_end + 1 : phrase.right_end + 2] in "是：:":
        return 0.85
    translated = _TRANSLATED.search(content, phrase.left, phrase.right)
    opens = not span.start or content[span.start - 1] in "\n。；：:|"
    apart = not phrase.cue and (opens or translated is not None)
    return 0.6 if is_likened(a, b, least=1 if apart else 2) else 0.0


def quote(text: NamedText, start: int, end: int) -> Evidence:
    """Give the sentence of the note that holds a stretch of the plain text."""
    places, note = text.text.places, text.document.note
    first, last = places[max(0, start)], places[min(end, len(places) - 1)]
    spans = _sentences(note.text, places[0], places[-1])
    at = max(0, bisect_right(spans, Span(first, len(note.text))) - 1)
    span = spans[at] if spans and spans[at].end > first else Span(first, last)
    return note.quote(span)


@lru_cache(maxsize=16)
def _sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    # Each row of a long table would split the whole of it.
    return split_sentences(text, start, end)
