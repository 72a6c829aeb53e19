"""Examples: what a sentence gives as kinds of a thing by its parentheses and class nouns."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import are_parts, is_bad
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.records import RelationType

_SPACES = re.compile(r"\s+")
_CLASS = one_of("class_nouns")
_EXAMPLES = re.compile(rf"({SLOT})[（(](?:例如|如|比如)[:：]?({GROUP})等?[)）]")
_LISTED = re.compile(rf"({SLOT}){_CLASS}?[（(]({SLOT}(?:、{SLOT})+)等?[)）]")
_CLASSED = re.compile(
    rf"({SLOT})[（(](?:是|属于)?一[种类个][^（()）{SLOT[1:-1]}，,]{{0,8}}({SLOT})[)）]"
)
_NAMED_CLASS = re.compile(rf"(?<!的)({SLOT})[ “\"]?({SLOT})(?=[\u4e00-\u9fff，,。；;、]|$)")
_ENDS_IN_CLASS = re.compile(rf"{_CLASS}$")
_LATIN = re.compile(r"[A-Za-z0-9][ -~]*$")


def read_examples(sentence: Slotted) -> Iterator[Statement]:
    """Give the kinds that `A（如 B）`, `A（B、C）`, `B（一种 A）` and `优化器 Adam` name."""
    text = _SPACES.sub("", sentence.whole)
    for match in _EXAMPLES.finditer(text):
        yield _are(sentence, match[2], match[1])
    for match in _LISTED.finditer(text):
        if _are_kinds(sentence, match[2], match[1]):
            yield _are(sentence, match[2], match[1])
    for match in _CLASSED.finditer(sentence.whole):
        yield _are(sentence, match[1], match[2])
    for match in _NAMED_CLASS.finditer(sentence.whole):
        if _is_of_class(sentence.name(match[1]), sentence.name(match[2])):
            yield _are(sentence, match[2], match[1])


def _are(sentence: Slotted, members: str, of: str) -> Statement:
    return Statement(sentence.fill(members), RelationType.IS_A, sentence.fill(of), 0.8)


def _are_kinds(sentence: Slotted, members: str, of: str) -> bool:
    """Tell whether a parenthesis lists kinds: no parts, other names or signs of the thing."""
    name, marks = sentence.name(of), re.findall(SLOT, members)
    others = any(
        sentence.name(mark)[-2:] == name[-2:] or are_parts(sentence, mark) for mark in marks
    )
    return not (others or name.isascii() or is_bad(sentence, of))


def _is_of_class(kind: str, name: str) -> bool:
    """Tell whether a Latin name right after another is of its class: not so 循环神经网络 RNN."""
    glossed = name.isupper() and abs(len(kind) - 2 * len(name)) <= 2
    noun = _ENDS_IN_CLASS.search(kind)
    return bool(noun and len(noun[0]) > 1 and _LATIN.match(name) and not glossed)
