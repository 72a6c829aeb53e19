"""Assertions: whether a sentence states what it says, and how surely."""

import re

from kg.clauses.slots import one_of

_ASKS = re.compile(r"[?？][”\"』」）)]*$|吗[。.]?$")
_ASKS_UNMARKED = re.compile("如何|怎么|怎样|为什么|为何|为啥|是否|能否|什么|哪|吗")
_HEDGED = re.compile(one_of("hedges"))
_HEDGED_SURETY = 0.6
_REFUTED = re.compile(rf"^[“\"「]?{one_of('refuted')}")
_TAKEN_BACK = re.compile(one_of("taken_back"))
_MYTHS = "误区|谣言|误解|迷思|错误(?:说法|观点|认识)"
_OF_MYTHS = re.compile(rf"(?:{_MYTHS})\W*$")
_RATES = re.compile(
    rf"^\W*(?:常见)?(?:{_MYTHS})[^，,：:]{{0,3}}[:：]"
    r"|对错|正误|是否正确|^\W*(?:\d{1,3}\W*)?判断题?[:：]"
    r"|[”\"」』][，,]?\s?(?:其实|这|这话|都|也)*(?:并?不对|不准确|不成立|是错的?|错了|有误|站不住脚)"
)


def asks(sentence: str) -> bool:
    """Tell whether a sentence is a question."""
    return bool(_ASKS.search(sentence))


def asks_unmarked(heading: str) -> bool:
    """Tell whether a heading asks, be it without a mark: `Cookie 如何防范攻击`."""
    return asks(heading) or bool(_ASKS_UNMARKED.search(heading))


def is_refuted(after: str) -> bool:
    """Tell whether the sentence ``after`` one takes it back: `不对，…`."""
    return bool(_REFUTED.match(after))


def is_rated(sentence: str) -> bool:
    """Tell whether a sentence quotes what is to be judged, or is a myth: `误区二：…`."""
    return bool(_RATES.search(sentence))


def is_stated(sentence: str, after: str, *, heading: str = "") -> bool:
    """Tell whether a sentence states anything: no question, nothing that the next refutes.

    Under a ``heading`` such as 常见误区 nothing is stated.
    """
    rated = is_rated(sentence) or _TAKEN_BACK.search(sentence) or _OF_MYTHS.search(heading)
    return not asks(sentence) and not rated and not is_refuted(after)


def hedged(confidence: float, sentence: str) -> float:
    """Give how sure a statement is, less where its sentence says 可能 or 存疑."""
    return _HEDGED_SURETY * confidence if _HEDGED.search(sentence) else confidence
