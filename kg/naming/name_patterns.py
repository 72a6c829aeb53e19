"""A note's text to runs of words that may hold names of concepts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from kg.names import simplify
from kg.records import Token
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

MAX_UNITS = 6
MAX_CHARS = 40

_WORD = (
    r"\d{1,3}\s?[*×xX]\s?\d{1,3}(?![\d.])"
    # I/O, HTTP/2, LL(1), TIME_WAIT, C4.5, and what opens 2 型糖尿病 and β受体阻滞剂.
    r"|[A-Z]/[A-Z](?![A-Za-z/])|[A-Z]{3,6}/\d(?:\.\d)?(?![\d/])|[A-Z]{2,5}\([\dk]\)"
    r"|[A-Z]{2,12}(?:_[A-Z]{2,12}){1,3}(?:_\d)?(?![A-Za-z_])|[a-z]{1,12}(?:_[a-z]{2,12}){1,3}(?![A-Za-z_\d])|[A-Z]\d\.\d(?![\d.])|\d(?=\s?型[\u4e00-\u9fff])"
    r"|[α-ω]\d?(?=-?[\u4e00-\u9fff])"
    r"|(?:\d{1,3}[-]?)?[A-Za-z][A-Za-z0-9]*(?:[-‐–'’&][A-Za-z0-9]+)*(?:\+{1,2}|\#)?(?![A-Za-z0-9_])"
)
_LATIN = re.compile(
    # A slash ahead makes a path, but not between capitals: FIFO/LRU/OPT.
    rf"(?:(?<![\w.\\@#/^{{<=|&-])|(?<=[A-Z]/)(?=[A-Z]{{2}}))(?:{_WORD})"
    # A bracket right after it is a call's, unless it holds words: FPN(Feature Pyramid Network).
    r"(?![_=\\^{}|]|\((?![\u4e00-\u9fff]|[A-Z][a-z]+[ -])|\.\w|/(?![A-Z]{2})\w*/)",
    re.A,
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_VARIABLE = re.compile(
    r"[A-Za-z](?:-?\d)?$|[a-z]-?\d+$|[A-Z]-\d+$|\d+e-?\d+$|[a-z]{1,2}\d$|\d+[A-Za-z]?$|\d+\s?[*×xX]\s?\d+$"
)
NEVER = re.compile(
    r"[的了是着吗呢吧么]|^个|个$|^[再只越太很更每各某该此这那跟]|^整[张条个幅份块段行]|.没.?$|.不(?![足良当稳均全]$).?$"
)
_FAILS = re.compile("[不没].?")  # Python 不行
_COUNTS = re.compile(r"[一两二三四五六七八九十百千万亿几数]")
# What a number stands before: 140 mmHg.
_MEASURE = re.compile(r"[a-z][A-Za-z]{0,4}$")
_RARE_CHARACTER = 1000
_CLASS_MARKS = frozenset("型级类种号期")
_BREAKING_TAGS = frozenset(
    ["p", "c", "u", "r", "e", "y", "o", "t", "f", "uj", "ul", "ud", "uv", "uz", "ug", "rr", "z"]
)
_MAX_COMPOUND_CHARS = 8
_PLACES = frozenset("里上中下内外时")
_CLAUSE_TAGS = frozenset({"v", "p", "d", "c", "a", "f"})
STATE_TAGS = frozenset({"a", "ad", "z"})
_STARTS = frozenset("上下前后左右内外两三二一四五多过可欠") | {"内部", "外部", "中间"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that a name may hold."""

    text: str
    start: int
    end: int
    latin: bool
    verb: bool = False
    """Whether it is a common verb, which parts names in running text."""
    tag: str = ""
    """Its most usual part of speech in jieba's tags."""
    frequency: int = 0
    """How often general Chinese uses it, as jieba counts; 0 if unknown."""
    rare: bool = False
    """Whether it is unknown and holds a character of few words: 沙丁胺."""
    parting: bool = False
    """Whether it is one that few names hold: 不 in 类别不平衡."""


@cache
def words(kind: str) -> frozenset[str]:
    """Give the words of a kind of ``lexicon/generic_words.txt``."""
    return frozenset(read_kinds("generic_words").get(kind, ()))


@cache
def _around_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what matches the words ahead of a heading's name, and those after it."""
    lead, tail = (
        "|".join(re.escape(word) for word in sorted(words(kind), key=lambda w: (-len(w), w)))
        for kind in ("lead", "tail")
    )
    return re.compile(rf"^(?:{lead})(?=..)"), re.compile(rf"(?<=..)(?:{tail})$")


@cache
def _verbs() -> frozenset[str]:
    """Give the common verbs, those that state causes and improvements among them."""
    kinds = read_kinds("relation_verbs")
    stating = {v for kind in ("causes", "improves", "uses") for v in kinds[kind]}
    return words("verb") | stating


def wide_runs(text: str, segmenter: Segmenter) -> list[list[Unit]]:
    """Give the stretches of adjacent words, those among them that few names hold."""
    found: list[list[Unit]] = []
    for unit in _units(text, segmenter):
        if found and _adjoin(text, found[-1][-1], unit):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def part(wide: Iterable[Sequence[Unit]]) -> list[list[Unit]]:
    """Part wide runs at the words that few names hold, which are left out."""
    found: list[list[Unit]] = []
    for run in wide:
        apart = True
        for unit in run:
            if not unit.parting and (apart or unit.text in _STARTS):
                found.append([unit])
            elif not unit.parting:
                found[-1].append(unit)
            apart = unit.parting
    return found


def runs(text: str, segmenter: Segmenter) -> list[list[Unit]]:
    """Give the stretches of adjacent words that no function word parts.

    `names_in` parts them further, at the common verbs.
    """
    return part(wide_runs(text, segmenter))


def names_in(run: Sequence[Unit]) -> list[list[Unit]]:
    """Part a run at the common verbs in it, which are left out."""
    return [[*group] for verb, group in groupby(run, key=lambda unit: unit.verb) if not verb]


def is_compound(run: Sequence[Unit]) -> bool:
    """Tell whether a whole run with a verb in it may be one name, as 测试时增强 and 读锁.

    A name ahead of the verb, or a verb of one character ahead of a bare word, makes one; a verb
    and its object, as in 使用批归一化, do not.
    """
    if len(run) < 2 or not any(unit.verb for unit in run) or any(unit.latin for unit in run):
        return False
    size = run[-1].end - run[0].start
    if size > _MAX_COMPOUND_CHARS or (run[0].verb and len(run[0].text) > 1):
        return False
    return not run[0].verb or all(unit.verb or len(unit.text) <= 2 for unit in run[1:])


def _units(text: str, segmenter: Segmenter) -> Iterator[Unit]:
    """Give each word that a name may hold."""
    at = 0
    for match in _LATIN.finditer(text):
        yield from _han_units(text, at, match.start(), segmenter)
        measure = text[max(0, match.start() - 3) : match.start()].rstrip(" ")[
            -1:
        ].isdigit() and _MEASURE.match(match.group())
        if not measure:
            yield Unit(match.group(), match.start(), match.end(), latin=True)
        at = match.end()
    yield from _han_units(text, at, len(text), segmenter)


def _han_units(text: str, start: int, end: int, segmenter: Segmenter) -> Iterator[Unit]:
    for match in _HAN.finditer(text, start, end):
        for token in segmenter.segment(match.group()):
            parting = parts(token.text, segmenter)
            if not parting or token.text not in words("function") or token.text in words("inside"):
                yield make_unit(token, segmenter, at=match.start(), parting=parting)


def make_unit(token: Token, segmenter: Segmenter, *, at: int = 0, parting: bool = False) -> Unit:
    """Give a Chinese word as a unit, ``at`` characters further on than its token."""
    verb = token.text in _verbs() and token.text not in words("allowed")
    frequency = segmenter.frequency(token.text)
    return Unit(
        token.text,
        at + token.start,
        at + token.end,
        latin=False,
        verb=verb,
        tag="n" if token.text in words("noun") else segmenter.part_of_speech(token.text),
        frequency=frequency,
        rare=not frequency and min(map(segmenter.frequency, token.text)) <= _RARE_CHARACTER,
        parting=parting,
    )


def parts(word: str, segmenter: Segmenter) -> bool:
    """Tell whether a Chinese word stands between names: a function word, or one that counts."""
    if word in words("allowed") or word in words("verb") or word in _STARTS:
        return False
    if word in words("function"):
        return True
    tag = segmenter.part_of_speech(word)
    if tag == "v" and word[-1] in "到为住掉于给以进":
        return True
    if not tag and not segmenter.frequency(word):
        # Of a word that jieba guesses, as 时会 and 集里, a function character shows it is none.
        return bool({word[0], word[-1].strip("种条")} & words("function")) or word[-1] in _PLACES
    adverb = tag in ("d", "ad") and (len(word) == 1 or segmenter.frequency(word) >= 1000)
    counts = tag in ("m", "mq") and len(word) > 1 and _COUNTS.search(word) is not None
    return tag in _BREAKING_TAGS or adverb or counts


def _adjoin(text: str, left: Unit, right: Unit) -> bool:
    between = text[left.end : right.start]
    if between == "-":  # 标记-清除, but not a range of words as in 3-5
        return not (left.latin and right.latin)
    return not between or (between == " " and (left.latin or right.latin))


def is_name(units: Sequence[Unit]) -> bool:
    """Tell whether units may name a concept by their form alone."""
    scripts = "".join("L" if unit.latin else "h" for unit in units)
    if re.search("L.*h+.*L|^h+L.*h", scripts):
        return False
    han = "".join(unit.text for unit in units if not unit.latin)
    if (
        han in _CLASS_MARKS
        or (scripts.startswith("L") and _FAILS.fullmatch(han))
        or len(han) > 12
        or NEVER.search(han)
        or (scripts.startswith("h") and len(han) < 2)
    ):
        return False
    folded = [unit.text.casefold() for unit in units]
    if len(units) == 1:
        return not (says_nothing(folded[0]) or is_variable(units[0].text))
    if all(unit.latin and says_nothing(unit.text.casefold()) for unit in units):
        return False
    if says_nothing("".join(folded)):
        return False
    edges = words("preposition")
    # 上采样 begins with a word of place, so only the end is held against those.
    return not (
        edges & {folded[0], folded[-1]}
        or folded[-1] in words("edge")
        or folded[0] in words("qualifier")
    )


def is_clause(units: Sequence[Unit]) -> bool:
    """Tell whether units look like a clause, ``倒入青椒`` or ``大事务拆小``, not like a name.

    A verb ahead of a class word, as in 记录锁 and 循环结构, makes a name.
    """
    last = units[-1]
    if last.tag in STATE_TAGS:
        return True
    vague = len(units) == 2 and says_nothing(last.text)
    classes = len(last.text) == 1 or last.text in words("suffix") or vague
    if units[0].tag == "v" and not classes:
        return True
    return any(len(unit.text) == 1 and unit.tag in _CLAUSE_TAGS for unit in units[1:-1])


def says_nothing(word: str) -> bool:
    """Tell whether a folded word by itself names no concept."""
    word = simplify(word)
    return (
        word in words("generic") or word in words("english") or (word.isascii() and len(word) < 2)
    )


def is_variable(word: str) -> bool:
    """Tell whether a Latin word is a variable or a number: ``x1``, ``3e-4``, ``2L``."""
    return _VARIABLE.match(word) is not None


def stripped_name(text: str) -> str:
    """Take off what asks or comments in a heading: ``常见的激活函数`` is about 激活函数."""
    name = text.strip(" \t\n?？!！:：.。,，、;；\"“”'")
    lead, tail = _around_names()
    name = lead.sub("", name).strip()
    name = tail.sub("", name).strip()
    return name.removesuffix("的").removesuffix("有").strip()
