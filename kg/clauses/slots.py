"""Sentences with their concepts as slots: the text that the clause patterns of relations read.

A slotted text is the sentence without markup, parentheses, formulas and list marks, where each
concept is one private-use character, so that a pattern meets a concept of any length as one.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from kg.concepts import ConceptMatcher, Found
from kg.markup import INLINE_TAG
from kg.wordlists import read_kinds

SLOT = "[\ue000-\uf8ff]"
_SLOT = re.compile(SLOT)
_FIRST = 0xE000
_MAX_SLOTS = 0xF8FF - _FIRST + 1


def one_of(*kinds: str) -> str:
    """Give a pattern for any word of these kinds of ``relation_verbs``, the longest first."""
    words = [word for kind in kinds for word in read_kinds("relation_verbs")[kind]]
    return "(?:" + "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w)))) + ")"


_CLASS = one_of("class_nouns")
_JOIN = (
    r"(?:、|[和与跟](?:普通|传统|标准|原始|一般|经典)的?|和|及|与|以及|或|或者|/|及其|还有|跟|\+)"
)
ELEMENT = rf"{SLOT}{_CLASS}?"
GROUP = rf"(?>{ELEMENT}(?:{_JOIN}{ELEMENT}){{0,30}})"
"""One concept or a whole enumeration of several, never a part of it."""
NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
"""A character of a clause that is no concept."""
NUMERAL = r"[一两二三四五六七八九十几多\d]"

_COUNTED_ELEMENT = re.compile(rf"(?:{NUMERAL}+(?:个|种|层|类))?(?P<element>{ELEMENT})")
_SEPARATOR = re.compile("[、/+]|以及|和|及|与|或")

_FORMULA = re.compile(r"\$\$[^$]{0,3000}\$\$|\$[^$\n]{0,500}\$|https?://\S+")
_MARKUP = re.compile(
    rf"\*\*|__|`|<br\s{{0,3}}/?>|{INLINE_TAG}|&[a-z]{{2,6}};|==|[“”\"‘’「」『』《》*#>|]|\[(?=[^\]]{{0,80}}\]\()",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^(?:\s|[-+•·●■◆▪○]|\d{1,2}(?:\.\d{1,2}){1,3}\s|\d{1,3}\s?[.、)）．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]"
    rf"|【[^】\n{SLOT[1:-1]}]{{1,6}}】"
    r"|[一二三四五六七八九十]{1,3}、|(?:答案?|回答|问|注意|注|A|Q)\s?[:：]|因此，|所以，)+"
)
_NUMBER = re.compile(
    r"[（(][\d一二三四五六七八九]{1,2}[)）]|[①-⑳]"
    r"|(?<=[:：;；。])\d{1,2}[.、)）](?!\d)|(?<=\s)\d{1,2}[.)）](?!\d)"
)
_LAST_STOP = re.compile(r"(?<=.)[.．]\s*$")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?<![的和与及或是为])[ \t\u3000]+(?=[\u4e00-\u9fff])")
_SPACES = re.compile(r"\s+")
_PARENTHESES = re.compile(r"[（(][^（()）]{0,200}[)）]")
_SUMMED = re.compile(
    rf"({SLOT})\s?[（(]([^（()）=＝]{{0,60}}\+[^（()）=＝]{{0,60}})[)）](?=\s*(?:$|[，,。；;：:]))"
)
_CHAIN = re.compile(
    rf"{ELEMENT}(?:(?:{_JOIN}|[,，]){ELEMENT}){{1,30}}"
    r"(?=等|[两二三四]者|组成|构成|之?间|来|的?(?:区别|异同|对比|比较)|有(?:什么|何|哪些)|[,，。；;：:！!？?、]|$)"
)
# Members of an enumeration that are no concepts: `包括 A、数据、B` says nothing less of B.
_OTHER = rf"[^、，,。；;：:！!？?（）(){SLOT[1:-1]}]{{1,8}}"
_OTHERS_FIRST = re.compile(
    r"(?P<opens>^|(?<=[，,；;])|包括|包含|含有|含|分为|分成|有|由|例如|如|使用|采用|利用|保存|支持|具有|[：:])"
    rf"(?P<others>(?:{_OTHER}、)+)(?={SLOT})"
)
_OTHERS_NEXT = re.compile(
    rf"(?P<opens>(?<={SLOT}))(?P<others>(?:、{_OTHER})+(?:和{_OTHER})?|(?<=、{SLOT})和{_OTHER})"
    rf"(?=、{SLOT}|(?:和|及|与|以及){SLOT}|[等都均]|[组构]成|[，,。；;]|$)"
)
_COUNTED = re.compile(
    r"(?<=[、和与及由])(?:[一二两三四五六七八九十\d]+|[Nn]|多|若干|几)"
    rf"[个种层类块条道项组只颗](?={SLOT})"
)
_WHERE = re.compile(
    rf"(?P<ahead>{SLOT})?在{NOT_SLOT}{{0,10}}{SLOT}(?:{NOT_SLOT}{{0,6}}的(?:时候|情况下|条件下)"
    rf"|(?:的(?!基础){NOT_SLOT}{{0,4}})?(?:中|里|上|时|下|内))(?P<after>(?={SLOT}))?"
)
_QUALIFIED = re.compile(rf"(?<!对应)(?<!相对)的({SLOT})[（(]({SLOT})[^（()）]{{0,80}}[)）]")
_OWNED = re.compile(rf"{SLOT}(?:中|里|内部|训练中)?的?(?={SLOT})")
_ENDS_IN_CLASS = re.compile(rf"{_CLASS}$")
_ADJOINING = re.compile(rf"({SLOT})(\s*)(?={SLOT})")
_COMPOUND = re.compile(rf"\x01({SLOT})")
_CLASS_OF_NAME = re.compile(rf"\x00{SLOT}")
_VERB_AHEAD = re.compile(one_of("mitigates", "causes", "improves"))
_SAYS = re.compile(
    one_of("mitigates", "causes", "improves", "uses")
    + "|不同|区别|差别|相比|一样|类似|对比|之间|关系"
)
_WHOLE_WORDS = re.compile("(?:部分)?(?:组成|构成)|" + one_of("mitigates", "causes", "improves"))
# Words that phrases are made of, which name nothing though they may pass for concepts.
_PHRASE_WORDS = frozenset(
    word
    for kind in ("variants", "roots", "harms", "weaknesses", "sameness")
    for word in read_kinds("relation_verbs")[kind]
)
_WITHOUT = re.compile("(?:无|(?<![并除而绝若])非)$")
_LATIN = re.compile(r"[A-Za-z0-9][ -~]*$")


@dataclass(frozen=True, slots=True)
class Slotted:
    """A sentence with its concepts as slots."""

    text: str
    concepts: tuple[str, ...]
    """The concept of each slot, by number; a slot may be absent from the text."""
    names: tuple[str, ...]
    """The concepts' names as the sentence writes them."""
    whole: str = ""
    """The text with its parentheses and spaces, and its concepts as they adjoin."""
    owned: str = ""
    """The slots that stand for a part or side of another concept, as B in ``A 的 B`` and ``AB``."""

    def fill(self, group: str) -> tuple[str, ...]:
        """Give the concepts of the slots in a piece of the text, in order, each once."""
        return tuple(dict.fromkeys(self.concepts[at] for at in _numbers(group)))

    def name(self, group: str) -> str:
        """Give the name in a piece's last slot, as written."""
        return self.names[_numbers(group)[-1]]

    def written(self, piece: str) -> str:
        """Give a piece of the text with the names that its slots stand for."""
        return _SLOT.sub(lambda mark: self.names[ord(mark[0]) - _FIRST], piece)


def _numbers(group: str) -> list[int]:
    return [ord(mark) - _FIRST for mark in _SLOT.findall(group)]


@cache
def slot(
    text: str,
    matcher: ConceptMatcher,
    start: int,
    end: int,
    *,
    apart: re.Pattern[str] | None = None,
) -> Slotted:
    """Put slots for the concepts of ``text[start:end]`` and take out what is no wording.

    No concept is taken across what ``apart`` matches, nor with a verb of a relation ahead,
    though a concept may have such a name. Several readers ask for the same sentences, so all of
    a note are kept until ``slot.cache_clear()``.
    """
    names: list[str] = []
    concepts: list[str] = []
    pieces: list[str] = []
    at = start
    for found in _find(text, matcher, start, end, apart)[:_MAX_SLOTS]:
        pieces += [_plain(text[at : found.start]), chr(_FIRST + len(names))]
        names.append(text[found.start : found.end])
        concepts.append(found.concept)
        at = found.end
    pieces.append(_plain(text[at:end]))
    masked = _MARKUP.sub("", _FORMULA.sub("", "".join(pieces)))
    masked = _GAP.sub("，", _NUMBER.sub(_unnumbered, _MARK.sub("", masked)))
    masked = _LAST_STOP.sub("", masked)
    bare = Slotted(masked, tuple(concepts), tuple(names))
    summed = _SUMMED.sub(r"\1=\2", masked) if "+" in masked else masked
    bared = _PARENTHESES.sub("", _QUALIFIED.sub(r"的\2", summed))
    joined = _ADJOINING.sub(lambda match: _side_by_side(bare, match), bared)
    listed = _listed(bare, joined.replace("\x01", ""))
    owned = [*_COMPOUND.findall(joined), *(listed[m.end()] for m in _OWNED.finditer(listed))]
    return Slotted(_OWNED.sub("", listed), bare.concepts, bare.names, masked, "".join(owned))


def _find(
    text: str, matcher: ConceptMatcher, start: int, end: int, apart: re.Pattern[str] | None
) -> list[Found]:
    found: list[Found] = []
    for match in apart.finditer(text, start, end) if apart else ():
        found += matcher.find(text, start, match.start())
        start = match.end()
    rest = matcher.find(text, start, end)
    for word in _WHOLE_WORDS.finditer(text, start, end) if rest else ():
        at = bisect_right(rest, word.start(), key=_start)
        if any(_cut(each, *word.span()) for each in rest[max(0, at - 1) : at + 1]):
            found += matcher.find(text, start, word.start())
            start = word.end()
            rest = matcher.find(text, start, end)
    found += rest
    named = (each for each in found if _is_named(text, each))
    return [each for whole in named for each in _without_verb(text, matcher, whole)]


def _is_named(text: str, found: Found) -> bool:
    """Tell whether a name stands for its concept: not so 监督 in 无监督, nor 线性 in 非线性."""
    denied = _WITHOUT.search(text[max(0, found.start - 2) : found.start])
    return not denied and text[found.start : found.end] not in _PHRASE_WORDS


def _start(found: Found) -> int:
    return found.start


def _cut(found: Found, start: int, end: int) -> bool:
    """Tell whether a name would cut through a word, as 分组 does through 两部分组成."""
    return start < found.start < end or (start < found.end < end and found.start <= start)


def _without_verb(text: str, matcher: ConceptMatcher, found: Found) -> tuple[Found, ...]:
    """Give the concept that a name such as 缓解梯度消失 goes on with, else the name's own."""
    verb = _VERB_AHEAD.match(text, found.start, found.end)
    inner = matcher.find(text, verb.end(), found.end) if verb else ()
    return inner if inner and inner[-1].end == found.end else (found,)


def _plain(text: str) -> str:
    """Drop the private-use characters that would pass for slots."""
    return _SLOT.sub("", text)


def _unnumbered(number: re.Match[str]) -> str:
    """Part the entries of a list by `；`; `（从 0 到 1）` only ends in a number."""
    before = number.string[: number.start()]
    opened = len(re.findall("[（(]", before)) > len(re.findall("[）)]", before))
    return number[0] if opened and number[0].endswith((")", "）")) else "；"


def _listed(slotted: Slotted, text: str) -> str:
    """Settle enumerations and drop where something holds: 在 A 中."""
    text = _COUNTED.sub("", _SPACES.sub("", _CLASS_OF_NAME.sub("", text)))
    if "、" in text:
        text = _OTHERS_FIRST.sub(_without_others, _OTHERS_NEXT.sub(_without_others, text))
    text = _CHAIN.sub(lambda match: _enumerated(slotted, match[0]), text)
    return _WHERE.sub(_without_place, text)


def _without_others(match: re.Match[str]) -> str:
    """Drop the members that are no concepts, but none that says what something does."""
    return match[0] if _SAYS.search(match["others"]) else match["opens"]


def _enumerated(slotted: Slotted, chain: str) -> str:
    """Join with `、` what commas join.

    Not where `、` or 和 joins others, nor where a name comes twice: 包含线程，线程之间.
    """
    again = len(slotted.fill(chain)) < len(_numbers(chain))
    return (
        chain if again or re.search("、|[和与及].*[,，]", chain) else re.sub("[,，]", "、", chain)
    )


def _without_place(match: re.Match[str]) -> str:
    """Drop where something holds, keeping what stands on its two sides apart."""
    ahead = match["ahead"] or ""
    return ahead + "，" if ahead and match["after"] is not None else ahead


def _side_by_side(slotted: Slotted, match: re.Match[str]) -> str:
    """Settle two concepts without a word between: a list, a name with its class, a compound."""
    left, spaces = match[1], match[2]
    right = match.string[match.end()]
    first, second = slotted.name(left), slotted.name(right)
    if slotted.fill(left) == slotted.fill(right):
        return ""
    if _LATIN.match(first) and _ENDS_IN_CLASS.search(second):
        return f"{left}\x00"  # `ReLU 激活函数` is ReLU, though a compound's head stands last
    if spaces and not (_LATIN.match(first) or _LATIN.match(second)):
        return f"{left}，"  # two columns of a page, or two headings on a line
    apart = spaces and bool(_LATIN.match(first)) == bool(_LATIN.match(second))
    if apart or first[:2] == second[:2] or first[-2:] == second[-2:]:
        return f"{left}、"
    return "\x01"


def whole_elements(enumeration: str) -> str:
    """Give the slots that are whole elements of an enumeration; other elements may be words."""
    elements = map(_COUNTED_ELEMENT.fullmatch, _SEPARATOR.split(enumeration))
    return "".join(element["element"][0] for element in elements if element)
