"""Sentences and spellings to equations: what says that two names are of one concept."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.names import fold_name
from kg.naming.matching import is_latin
from kg.naming.name_patterns import words
from kg.naming.phrases import Phrase, phrases
from kg.naming.plain_text import Plain
from kg.naming.spellings import conflict, initials, is_acronym, is_acronym_of, is_cut, is_slip, stem
from kg.records import Document, Evidence, Span
from kg.sentences import split_sentences
from kg.wordlists import read_kinds, read_lines

_GLOSSED = re.compile(r"\s?[：:]\s?")
_ENDS_NAME = re.compile(r"\s*(?:$|[\n：:，,。；;、）)？?是])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDLIKE = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff]")
_DEFINED_AFTER = re.compile(r"\s*(?:[：:]|就?是|指|[（(])")
_EPONYM = re.compile(r"[A-Z][a-z]{4,12}[\u4e00-\u9fff]{1,3}")
_LOOSE = ("即", "也就是", "是指", "指的是")
# Ahead of a name these are a part of it: 测试时增强.
_ATTACHED = {"等", "时", "次", "位", "中", "里"}
# What follows these is said of a thing or done: 怎样分组（ResNeXt）.
_OF_ACTIONS = ("的", "怎样", "怎么", "如何", "给", "把", "对")
_MAX_NAME_CHARS = 40
# Of a statement that the names themselves refute: it merges nothing, and is shown.
_REFUTED = 0.1


@dataclass(frozen=True, slots=True)
class Equation:
    """Two names that something says are of one concept."""

    a: str
    b: str
    kind: str
    """``cue``, ``parentheses``, ``acronym``, ``gloss``, ``lexicon``, ``inflection`` or ``slip``."""
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
        if not phrase.equates:
            continue
        end = len(content[: phrase.left].rstrip(" “”\"「」'"))
        left, span = ahead.get(end, ("", Span(end, end)))
        right = _name_at(content, phrase.right, phrase.right_end, names)
        if left and not _begins(
            content, span.start, translated=_is_translation(names.get(right, ""))
        ):
            continue
        if not left and phrase.cue and phrase.cue not in _LOOSE:
            left = _topic(text, phrase)
        confidence = _confidence(left, right, phrase.cue, names) if left and right else 0.0
        if not phrase.cue and not confidence and _is_eponym(names, left, right):
            confidence = (
                0.85 if content[phrase.right_end + 1 : phrase.right_end + 2] in "是：:" else 0.0
            )
        if confidence and left != right:
            kind = "cue" if phrase.cue else "parentheses"
            evidence = quote(text, phrase.left - 1, phrase.right)
            yield Equation(names[left], names[right], kind, evidence, confidence)


def _is_eponym(names: Mapping[str, str], left: str, right: str) -> bool:
    """Tell whether a name may be a thing's after its finder, spelled otherwise in the other."""
    a, b = names.get(left, ""), names.get(right, "")
    return len(a) > 3 and not re.search("[A-Za-z]", a) and bool(_EPONYM.fullmatch(b))


def _is_translation(name: str) -> bool:
    """Tell whether a name is English words in small letters, as no thing of a kind is called."""
    return name.isascii() and name.islower() and " " in name


def _begins(content: str, start: int, *, translated: bool) -> bool:
    """Tell whether a name begins at ``start``, and is not the end of a longer one.

    A name that a translation follows may be of a thing: 大小相同的页框（page frame）.
    """
    before = content[max(0, start - 4) : start]
    if not before or not _WORDLIKE.match(before[-1:]):
        return not before or before[-1] != " " or not is_latin(before[-2:-1])
    if before.endswith(_OF_ACTIONS):
        return translated and before.endswith("的")
    return any(before.endswith(word) for word in _parting() - _ATTACHED if len(word) <= 4)


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
    after = content[stop : stop + 4]
    if not after or not _WORDLIKE.match(after):
        return True
    return after[0] != "的" and any(after.startswith(word) for word in _parting() if len(word) <= 4)


@cache
def _parting() -> frozenset[str]:
    kinds = read_kinds("relation_verbs")
    stating = {verb for kind in ("mitigates", "causes", "improves", "uses") for verb in kinds[kind]}
    return words("function") | words("verb") | stating


def _topic(text: NamedText, phrase: Phrase) -> str:
    """Give what a sentence defines ahead of ``，又称``: the name that it opens with."""
    content = text.text.text
    opening = max(content.rfind(mark, 0, phrase.left) for mark in "。\n；") + 1
    for name, span in text.names:
        if span.start == opening and span.end < phrase.left:
            return name if _DEFINED_AFTER.match(content, span.end) else ""
    return ""


def _confidence(left: str, right: str, cue: str, names: Mapping[str, str]) -> float:
    """Tell how surely a phrase equates two names; 0 if it does not."""
    a, b = names[left], names[right]
    if conflict(a, b):
        return _REFUTED if cue else 0.0
    scripts = bool(_HAN.search(a)), bool(_HAN.search(b))
    if cue in _LOOSE:
        return 0.85 if scripts[0] != scripts[1] else 0.0
    if cue:
        return 0.95
    if scripts[0] != scripts[1]:
        return 0.9
    if not scripts[0]:
        return 0.95 if is_acronym_of(a, b) or is_acronym_of(b, a) else 0.0
    shared = sum((Counter(a) & Counter(b)).values())
    mixed = any(character.isascii() for character in a + b)
    return 0.6 if shared >= 2 and not mixed else 0.0


def side_by_side(texts: Sequence[NamedText], names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate a Latin name and the Chinese gloss stuck to it, if neither sticks to others."""
    partners: dict[str, set[str]] = defaultdict(set)
    found: list[Equation] = []
    for text in texts:
        for (left, before), (right, after) in pairwise(text.names):
            between = text.text.text[before.end : after.start]
            a, b = names[left], names[right]
            if bool(_HAN.search(a)) == bool(_HAN.search(b)):
                if before.start == 0 and _GLOSSED.fullmatch(between):
                    yield from _spelled_out(a, b, quote(text, before.start, after.end))
            elif between in ("", " "):
                partners[left].add(right)
                partners[right].add(left)
                found.extend(_stuck(text, (a, before), (b, after)))
    for equation in found:
        sizes = {len(partners[fold_name(name)]) for name in (equation.a, equation.b)}
        if sizes == {1}:
            yield equation


def _stuck(text: NamedText, left: tuple[str, Span], right: tuple[str, Span]) -> Iterator[Equation]:
    """Equate two names that stand side by side, if they look like a name and its gloss."""
    (a, before), (b, after) = left, right
    called = text.text.text[: before.start].endswith("叫") or before.start == 0
    alone = called and _ENDS_NAME.match(text.text.text, after.end) is not None
    if confidence := _gloss_confidence(a, b, alone=alone):
        yield Equation(a, b, "gloss", quote(text, before.start, after.end), confidence)


def _spelled_out(a: str, b: str, said: Evidence) -> Iterator[Equation]:
    """Equate an acronym and the words after its colon, if only to be refuted."""
    if is_acronym(a) and len(initials(b)) > 1:
        yield Equation(a, b, "gloss", said, 0.9 if is_acronym_of(a, b) else _REFUTED)


def _gloss_confidence(a: str, b: str, *, alone: bool) -> float:
    han, latin = (a, b) if _HAN.search(a) else (b, a)
    letters = len(latin)
    if is_acronym(latin):
        return 0.75 if letters <= 5 and abs(len(han) - 2 * letters) <= 1 else 0.0
    if letters < 5:
        return 0.0
    joined = latin[1:] != latin[1:].lower() and len(latin) > 8
    return 0.8 if alone and a == han else 0.75 if joined else 0.0


def spelled(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate names that differ in inflection or by a slip, and acronyms with their words."""
    latin = sorted(key for key in names if not _HAN.search(key))
    stems: dict[str, str] = {}
    near: dict[str, list[str]] = defaultdict(list)
    acronyms = {key: names[key] for key in latin if is_acronym(names[key])}
    for key in latin:
        name = names[key]
        if (alike := stems.setdefault(stem(name), name)) != name:
            yield Equation(alike, name, "inflection", None, 0.85)
        # Two capitals in one word, as in FaceNet, are too few to make FN its short name.
        parted = " " in name or "-" in name or len(initials(name)) > 2
        acronym = acronyms.get(initials(name)) if parted else None
        if acronym is not None and is_acronym_of(acronym, name):
            yield Equation(acronym, name, "acronym", None, 0.85)
        for other in near[key[:2]]:
            if is_slip(key, other) or is_cut(names[other], name):
                yield Equation(names[other], name, "slip", None, 0.8)
        near[key[:2]].append(key)


def from_lexicon(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate the names that ``lexicon/aliases.txt`` equates and the notes use."""
    for line in read_lines("aliases"):
        a, _, b = (part.strip() for part in line.partition("="))
        if fold_name(a) in names and fold_name(b) in names:
            yield Equation(names[fold_name(a)], names[fold_name(b)], "lexicon", None, 0.92)


def quote(text: NamedText, start: int, end: int) -> Evidence:
    """Give the sentence of the note that holds a stretch of the plain text."""
    places, note = text.text.places, text.document.note
    first, last = places[max(0, start)], places[min(end, len(places) - 1)]
    block = Span(places[0], places[-1])
    spans = split_sentences(note.text, block.start, block.end)
    at = max(0, bisect_right(spans, Span(first, len(note.text))) - 1)
    span = spans[at] if spans and spans[at].end > first else Span(first, last)
    line = note.text.count("\n", 0, span.start) + 1
    return Evidence(note.source, line, span.start, span.end, note.text[span.start : span.end])
