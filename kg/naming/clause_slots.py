"""Names that fill a slot of a clause: all of its subject, of its object, or of a comparison.

What stands before and after shows where such a name begins and ends, so that one said once is
a name if its words look like one: 斜坡补偿 in ``斜坡补偿可以消除``, 概率校准 in ``做概率校准。``.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from kg.names import fold_name
from kg.naming.arguments import MAX_LEFT_UNITS, predicated, statement_pattern, without_setting
from kg.naming.name_patterns import STATE_TAGS, Unit, says_nothing, words
from kg.naming.tallies import Tally
from kg.naming.word_traits import is_completed
from kg.wordlists import read_kinds

_NEAR_CHARS = 9
_MAX_UNITS = 3
_EDGES = frozenset("，,。；;：:！!？?\n")
_OPENS_CLAUSE = _EDGES | {""}
_CLOSES = _EDGES | frozenset("的里最主常重直根")
_AT_START = _OPENS_CLAUSE | frozenset("加上用入")
_AT_END = _CLOSES | {""}
_PAIRS = re.compile(r"\s?[和与跟]\s?")
_PAIRED = re.compile(
    r"\s?(?:都|均|皆|的?(?:主要)?(?:区别|不同|差别|异同|关系)|相比|一字之差|的?对比)"
)
_OBJECT_CLOSES = re.compile(
    r"\s?(?:[，,。；;？?\n]|$|的(?=[，,。；;\n]|$)|里面?(?=[，,。；;\n])"
    r"|最?(?:主要|常见|重要|直接|根本)的?(?:原因|诱因))"
)
# What follows a subject that itself may be an act: 死锁预防 in 死锁预防是破坏.
_FOLLOWS_ACT = re.compile(
    r"\s?(?:[就正便]?是(?![否因从由不])|用来|用于|属于|由|分[为成]|指(?:的是)?)"
)
# What is done with a subject, where that opens the clause: 加斜坡补偿可以消除.
_TAKEN = re.compile(rf"(?:(?<=[{''.join(_EDGES)}])|^)(?:加上?|用|引入|加入|使用|采用|改用)$")
# What happens to a thing: 会数据倾斜. What is done with one: 用权重裁剪, but also 用温水冲洗.
_HAPPENS = re.compile(r"(?:(?<!不)会|容易)$")
_WITH = re.compile("[用靠]$")
# In jieba's tags: what does not open such a name, and what does not close it.
_NO_FIRST = frozenset(
    ("r", "p", "m", "mq", "t", "f", "c", "u", "s", "ns", "nr", "q", "i", "l", "ad")
)
_NO_LAST = (_NO_FIRST | STATE_TAGS | {"d"}) - {"ns", "nr"}  # so it has 日志 and 索引
_OFTEN = {"d": 5000, "v": 2000}
_EVERYWHERE = 10_000


def slots(content: str, wide: Sequence[Sequence[Unit]]) -> Iterator[tuple[int, int]]:
    """Give the places of what is all of a clause's subject or object, or of two things compared.

    Args:
        content: the plain text.
        wide: its runs of words that no function word parts.
    """
    for at, run in enumerate(wide):
        if at and _PAIRS.fullmatch(content, wide[at - 1][-1].end, run[0].start):
            yield from _pair(content, wide[at - 1], run)
        if len(run) < 2 or not _is_at_edge(content, run):
            continue
        for part, _, _ in predicated(run, modal=False):
            named = _described(part)
            if 1 < len(named) <= MAX_LEFT_UNITS and _fills(content, part, named):
                yield named[0].start, named[-1].end


def _is_at_edge(content: str, run: Sequence[Unit]) -> bool:
    """Tell, to save time, whether a run may open a clause or end one."""
    start, end = run[0].start, run[-1].end
    before = content[max(0, start - 2) : start].rstrip(" ")
    after = content[end : end + 2].lstrip(" ")
    return before[-1:] in _AT_START or after[:1] in _AT_END


def _pair(content: str, first: Sequence[Unit], last: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    opens = content[max(0, first[0].start - 2) : first[0].start].rstrip(" ")[-1:] in _OPENS_CLAUSE
    if opens and _PAIRED.match(content, last[-1].end):
        yield from ((run[0].start, run[-1].end) for run in (first, last) if len(run) <= _MAX_UNITS)


def _described(part: Sequence[Unit]) -> Sequence[Unit]:
    while part and part[0].text in words("qualifier"):
        part = part[1:]
    return without_setting(part)


def _fills(content: str, part: Sequence[Unit], named: Sequence[Unit]) -> bool:
    """Tell whether a part, but for what describes it, is a whole subject or object."""
    start, end = part[0].start, named[-1].end
    ahead = content[max(0, start - _NEAR_CHARS) : start].rstrip(" ")
    acts = named[-1].tag == "v"
    after = _FOLLOWS_ACT if acts else _follows_subject()
    if _TAKEN.sub("", ahead)[-1:] in _OPENS_CLAUSE and after.match(content, end):
        return True
    if (content[end : end + 2].lstrip(" ")[:1] or "\n") not in _CLOSES:
        return False
    if not _OBJECT_CLOSES.match(content, end):
        return False
    if _HAPPENS.search(ahead):
        return acts and named[0].tag[:1] == "n"
    return _leads_to_object().search(ahead) is not None and not (acts and _WITH.search(ahead))


@cache
def _follows_subject() -> re.Pattern[str]:
    return re.compile(
        rf"{statement_pattern().pattern}|{_FOLLOWS_ACT.pattern}"
        r"|\s?(?:[也则]是(?![否因从由不])|就?(?:也|可以|能|会|可能)+(?=[\u4e00-\u9fff])"
        r"|表现为|包括|有[一两二三四五六七八九十几]|负责|需要|适合)"
    )


@cache
def _leads_to_object() -> re.Pattern[str]:
    kinds = read_kinds("relation_verbs")
    stating = {verb for kind in ("mitigates", "causes", "improves", "is_a") for verb in kinds[kind]}
    stating -= {"有助于", "有利于"}  # a clause follows them
    verbs = "|".join(sorted(stating, key=lambda verb: (-len(verb), verb)))
    return re.compile(
        rf"(?:(?:{verbs}|引入|加入|吸收|发生|出现|产生)了?|(?<![不还优缺特但可点价处能式])是|叫做?|(?<!不)改?用"
        r"|[来去]?做|来自|靠)$"
    )


def looks_like_name(
    units: Sequence[Unit], tallies: Mapping[str, Tally], heads: Collection[str]
) -> bool:
    """Tell whether words that fill a slot once are a name by their parts of speech.

    Args:
        units: the words.
        tallies: what is known of each stretch of words.
        heads: the words with which several names end.
    """
    if all(unit.latin for unit in units):
        return len(units) > 1 and all(len(unit.text) > 2 for unit in units)
    if len({unit.text for unit in units}) < len(units) or not 1 < len(units) <= _MAX_UNITS:
        return False
    inner = _ends_word(units, tallies) or all(
        len(u.text) > 1 and (u.latin or u.tag[:1] in ("", "n", "a", "b")) for u in units[1:-1]
    )
    known = all(_is_word(unit, tallies) for unit in units)
    return inner and known and _opens_name(units[0]) and _closes_name(units, heads)


def _ends_word(units: Sequence[Unit], tallies: Mapping[str, Tally]) -> bool:
    """Tell whether words but for the last come up again: 缓存行 of 缓存行填充."""
    found = tallies.get(fold_name("".join(unit.text for unit in units[:-1])))
    return len(units) > 2 and found is not None and found.count > 1


def _opens_name(first: Unit) -> bool:
    if first.latin:
        return True
    often = first.frequency > _OFTEN.get(first.tag, math.inf)
    loose = first.tag in _NO_FIRST or first.verb or often or is_completed(first)
    return len(first.text) > 1 and not loose


def _closes_name(units: Sequence[Unit], heads: Collection[str]) -> bool:
    last = units[-1]
    if last.latin or last.tag in _NO_LAST or says_nothing(last.text) or last.text[0] in "变太":
        return False
    loose = last.text[-1] in words("edge") or last.text in read_kinds("relation_verbs")["growth"]
    if last.text in heads:
        return not loose
    vague = any(last.text.endswith(word) for word in words("idle") if len(word) > 1)
    often = last.frequency > _EVERYWHERE or units[0].latin or last.verb
    if loose or vague or (last.tag in ("v", "j") and often):
        return False
    return len(last.text) > 1 or last.text in words("class")


def _is_word(unit: Unit, tallies: Mapping[str, Tally]) -> bool:
    """Tell whether a word is known, or comes up again, and counts nothing: not 一变."""
    if unit.latin or unit.frequency:
        return True
    found = tallies.get(fold_name(unit.text))
    return found is not None and found.count > 1 and unit.text[0] != "一"
