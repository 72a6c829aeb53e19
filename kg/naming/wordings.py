"""Wording that defines a name or equates two: 是指, 又称, a parenthesis."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile("[A-Za-z0-9]")
_MAX_AHEAD_CHARS = 8
_CUES = (
    r"又称[作为]?|又叫做?|(?<=[，,])也?可以(?:叫做?|叫作|称为|称作)|(?:[也或]|或者)叫[做作]?|(?:[也或]|或者)称作?为?|亦[称作]|又名|别[名称][为是叫]?|[也又]译[作为成]?|(?<![翻编])译[作为]|[也又或]翻译[成为作]"
    r"|(?:(?:也有|有(?=[的些人]))[的些人]?(?:书|资料|文章|教材|地方)?|(?:[书文][里中上]|术语|行话|业内|民间|口语))[也又]?(?:翻?译[作为成]|叫[作做]?|称[作为])"
    r"|俗[称名]|[旧曾原通]称|(?:学|商品)名[为叫是]?|原名|又作|简[称写][为作是]?|缩写[为是作]?|的?全称[是为]?"
    r"|英文(?:一般|通常|里)?(?:名|叫|是|为|全称|缩写|简称)*|中文(?:一般|通常|常|多)?(?:名|译名|翻译|全称|即|叫|是|为|译作)+"
    r"|意思[就即]?是(?=\s?[A-Z][a-z]+ [A-Za-z])"
)
_EQUALS = re.compile(
    r"(?:[，,]|(?<=[A-Z）)]))\s?(?P<cue>即|也就是(?!说)|是指|指的是)\s?[“「\"]?"
    r"(?P<name>[\w\u4e00-\u9fff-]{2,16})(?=[，。；,;（(）)\n]|$)"
)
_SHORT_OF = re.compile(
    r"[，,]?(?:就|也)?是\s?[“「\"]?(?P<name>[\w\u4e00-\u9fff -]{2,40}?)[”」\"]?"
    r"的(?P<cue>简称|缩写|简写|别称|别名|俗称)"
)
_MORE = re.compile(r"[\w-]{2,10}?(?:[、/]|或者?|和)(?=\w)")
_CUE = re.compile(rf"(?:[，,、：:(（]\s?)?(?P<cue>{_CUES})\s?[：:]?\s?[“”「\"]?(?=\w)")
_DEFINES = re.compile(
    r"(?:是指|指的是|指(?=[一某在把])|的定义是|也?是(?=\w{1,10}的一种)|是(?:一种|一类|一个|一组|一项|希望|把|用|给))|(?=（[^（）]{0,40}）是)"
)
_DEFINED = re.compile(
    r"(?:所谓的?|叫[做作]|(?<=[，,就才])叫(?!什么|它|他)|(?<![又也])叫(?=[^\W什它他我你人]\w{2,10}(?:[，。；,;（(]|$))|[合统总]称为?|称为|称作|这叫|就是所谓的?|(?<=[程法做象式况元构])叫)\s?[“「\"]?(?=\w)"
)
_PARENTHESIS = re.compile(
    r"(?<!参见)(?<!详见)(?<!参考)(?<!参阅)\s?[（(〔【［](?P<inner>[^（）()〔〕【】［］\n]{1,80})(?:[)）〕】］]|(?=[（(][^（）()\n]{1,40}[)）]\s?[)）]))"
)
_ACRONYM = re.compile(r"(?:^|[,，;；/])\s?[A-Za-z]?[A-Z0-9]{2,6}(?=$|\s?[,，;；/])")
# Several things, as forget, input, output or Kafka/Pulsar, and no name and its acronym.
_LISTED = re.compile(
    r"(?:^|[,，;；])\s?[a-z]{2,}\s?[,，;；]\s?[a-z]{2,}\s?(?=$|[,，;；])|^[A-Z][A-Za-z]+/[A-Z][A-Za-z]+(?:$|/)"
)
_BESIDE = re.compile(r"\s?、[^，。；：:、\n（(]{2,12}")
_SEVERAL = re.compile(r"[A-Za-z]\s?、\s?[A-Za-z]")
# CPU: Central Processing Unit gives two names.
_PARTS = re.compile(r"([，,;；/]|(?<=[A-Z]{2})[:：](?=\s?[A-Z][a-z]+ ))")
_INNER_CUE = re.compile(rf"\s*(?:{_CUES}|即)?\s*[：:]?\s*")
_REMARKS = re.compile(
    r"如|(?<!比)例|包括|等$|、|(?<![常可罕])见|注(?!意力|册|入|射)|存疑|哪怕|不是|[=<>≤≥。！？!?…]|\d\s?×\s?\d|^\d(?![A-Z]+$)"
    r"|^[一两二三四五六七八九十几多各每]\S?[个种类组]|^(?:默认|一般|通常|可选|用于|来自|根据|需要)|[\u4e00-\u9fff](?<![放扩缩最减])[大小多少高低快慢]$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Wording that defines a name, or that equates the names on its two sides."""

    left: int
    """Where the name ahead of it ends."""
    right: int
    """Where the name after it starts."""
    right_end: int
    """Where that name must end; -1 if anywhere."""
    equates: bool
    """Whether it gives two names of one thing."""
    cue: str
    """The words that say so; empty for bare parentheses."""


def phrases(content: str) -> Iterator[Phrase]:
    """Give the phrases of a plain text that define or equate names, in no set order."""
    parentheses = [*_PARENTHESIS.finditer(content)]
    examples = _examples(content, parentheses)
    for match in parentheses:
        if match.start() not in examples:
            yield from _inner(match)
    for match in _CUE.finditer(content):
        right: int | None = match.end()
        while right is not None:
            yield Phrase(match.start(), right, -1, equates=True, cue=match["cue"])
            more = _MORE.match(content, right)
            right = more.end() if more else None
    for match in (*_EQUALS.finditer(content), *_SHORT_OF.finditer(content)):
        start, end = match.span("name")
        yield Phrase(match.start(), start, end, equates=True, cue=match["cue"])
    for match in _DEFINES.finditer(content):
        yield Phrase(match.start(), -1, -1, equates=False, cue=match.group())
    for match in _DEFINED.finditer(content):
        yield Phrase(-1, match.end(), -1, equates=False, cue=match.group())


def _examples(content: str, parentheses: Sequence[re.Match[str]]) -> set[int]:
    """Give the parentheses in a list that hold examples, since one beside them holds several.

    So that of 单体架构（Rails）、微服务（Spring、Go kit）.
    """
    found = set()
    for left, right in pairwise(parentheses):
        beside = _BESIDE.fullmatch(content, left.end(), right.start())
        if beside and any(_SEVERAL.search(match["inner"]) for match in (left, right)):
            found |= {left.start(), right.start()}
    return found


def _inner(match: re.Match[str]) -> Iterator[Phrase]:
    """Give each name in parentheses that is no example, value or remark."""
    inner = match["inner"]
    other = _CUE.search(inner)
    if (
        _REMARKS.search(inner[: other.start()] if other else inner)
        or len(_ACRONYM.findall(inner)) > 1
        or _LISTED.search(inner)
    ):
        return
    at = match.start("inner")
    left = match.start()
    for part in _PARTS.split(inner):
        opening = _INNER_CUE.match(part)
        start = opening.end() if opening else 0
        cue = part[:start].strip()
        if (
            part.strip()
            and part not in "，,;；/:："
            and (cue or _may_name(part, inner[: at - match.start("inner")]))
        ):
            end = len(part.rstrip().removesuffix("的"))
            for name in re.finditer(r"[^、]+", part[start:end]):
                yield Phrase(
                    left, at + start + name.start(), at + start + name.end(), equates=True, cue=cue
                )
            if not cue and at == match.start("inner"):
                ahead, short = match.string[left - 1], len(part) <= _MAX_AHEAD_CHARS
                # 窗口（卷积核，又称滤波器）and SVD（LSA，潜在语义分析）name the first inside.
                han = _HAN.match(part) and _HAN.match(ahead) and short
                left = at + end if han or (part.isupper() and _LETTER.match(ahead)) else left
        at += len(part)


def _may_name(part: str, ahead: str) -> bool:
    """Tell whether a part of a parenthesis may be a name, by what stands ahead of it there.

    A second Chinese one that no English is ahead of is a remark.
    """
    return "、" not in part and not (ahead and not _LETTER.search(ahead + part))
