"""Where names of concepts stand: runs of words that may hold one, and phrases that give two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.records import Block, BlockKind, Document
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

MAX_UNITS = 6
MAX_CHARS = 40

_SKIPPED = re.compile(
    r"(?P<emphasis>\*\*|__|==|~~)"
    r"|\$\$[^$]{1,3000}\$\$|\$[^$\n]{1,500}\$|`[^`\n]{1,300}`|\\\([^\n]{1,300}?\\\)"
    r"|\]\([^()\s]{1,300}\)|https?://[^\s，。；）)>\]]{1,2000}"
    r"|</?[A-Za-z][^<>\n]{0,200}>|&[a-z]{2,6};|[\w.]{1,64}@[\w.]{1,64}",
    re.ASCII,
)
_WORD = (
    r"\d{1,3}\s?[*×xX]\s?\d{1,3}(?![\d.])"
    r"|(?:\d{1,3}[-]?)?[A-Za-z][A-Za-z0-9]*(?:[-‐–'’&][A-Za-z0-9]+)*(?:\+{1,2}|\#)?(?![A-Za-z0-9_])"
)
_LATIN = re.compile(
    rf"(?<![\w.\\@#/^{{<=|&-])(?:{_WORD})(?![_(=\\^{{}}|]|\.\w|/\w*/|\(\w{{0,9}}\))", re.A
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_VARIABLE = re.compile(r"[A-Za-z]\d*$|[a-z]{1,2}\d$|\d+[A-Za-z]?$|\d+\s?[*×xX]\s?\d+$")
_NEVER = re.compile(r"[的了是着吗呢吧么]|^[个]|[个]$|^[再只越太很更最每各某该此这那跟]")
_OPENS = re.compile(
    r"(?:[#>\s]|[-*+•·●○■◆]\s|\d{1,2}(?:\.\d{1,2})*\s?[.、)）．]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|第\s?[一二三四五六七八九十\d]{1,4}\s?[章节篇讲课]|[①-⑳]"
    r"|(?:问题?|Q|答|A)\s?\d{0,3}\s?[:：])+"
)
_BREAKING_TAGS = frozenset("p c u r e y o t f uj ul ud uv uz ug rr zg z".split())
_STARTS = frozenset("上下前后左右内外两三二一四五多过可欠")


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of a note without marks of emphasis, formulas, code and addresses."""

    text: str
    places: tuple[int, ...]
    """For each character its place in the note, and one more for the end."""
    bold: tuple[tuple[int, int], ...]
    """Emphasized stretches of ``text``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that a name may hold."""

    text: str
    start: int
    end: int
    latin: bool


@cache
def words(kind: str) -> frozenset[str]:
    """Give the words of a kind of ``lexicon/generic_words.txt``."""
    return frozenset(read_kinds("generic_words").get(kind, ()))


@cache
def longest_first(kind: str) -> tuple[str, ...]:
    """Give the words of a kind of ``lexicon/generic_words.txt``, the longest first."""
    return tuple(sorted(words(kind), key=lambda word: (-len(word), word)))


def prose(document: Document) -> Iterator[tuple[Block, Plain]]:
    """Give the blocks that hold words, without the number or bullet that they open with."""
    for block in document.blocks:
        if block.kind not in (BlockKind.CODE, BlockKind.FORMULA):
            yield block, plain(document.note.text, block.start, block.end)


def plain(text: str, start: int, end: int) -> Plain:
    """Give ``text[start:end]`` in plain words; what is masked becomes a line end."""
    opening = _OPENS.match(text, start, end)
    at = opening.end() if opening and opening.end() < end else start
    pieces: list[str] = []
    places: list[int] = []
    bold: list[tuple[int, int]] = []
    opened = -1
    for match in _SKIPPED.finditer(text, at, end):
        pieces.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
        if match["emphasis"] is None:
            pieces.append("\n")
            places.append(match.start())
        elif opened >= 0:
            bold.append((opened, len(places)))
            opened = -1
        else:
            opened = len(places)
    pieces.append(text[at:end])
    places.extend(range(at, end))
    return Plain("".join(pieces), (*places, end), tuple(bold))


def runs(text: str, segmenter: Segmenter) -> list[list[Unit]]:
    """Give the stretches of adjacent words that no function word or common verb parts."""
    found: list[list[Unit]] = []
    current: list[Unit] = []
    for unit, starts in _units(text, segmenter):
        joined = current and unit is not None and _adjoin(text, current[-1], unit)
        if current and (not joined or starts):
            found.append(current)
            current = []
        if unit is not None:
            current.append(unit)
    if current:
        found.append(current)
    return found


def _units(text: str, segmenter: Segmenter) -> Iterator[tuple[Unit | None, bool]]:
    """Give each word that a name may hold and whether it opens a run; None parts runs."""
    at = 0
    for match in _LATIN.finditer(text):
        yield from _han_units(text, at, match.start(), segmenter)
        yield Unit(match.group(), match.start(), match.end(), latin=True), False
        at = match.end()
    yield from _han_units(text, at, len(text), segmenter)


def _han_units(
    text: str, start: int, end: int, segmenter: Segmenter
) -> Iterator[tuple[Unit | None, bool]]:
    for match in _HAN.finditer(text, start, end):
        for token in segmenter.segment(match.group()):
            begin = match.start() + token.start
            if parts(token.text, segmenter):
                yield None, False
            else:
                unit = Unit(token.text, begin, begin + len(token.text), latin=False)
                yield unit, token.text in _STARTS


def parts(word: str, segmenter: Segmenter) -> bool:
    """Tell whether a Chinese word stands between names: a function word or a common verb."""
    if word in words("allowed") or word in _STARTS:
        return False
    if word in words("boundary"):
        return True
    tag = segmenter.part_of_speech(word)
    if tag == "v" and word[-1] in "到为住掉于给":
        return True
    adverb = tag in ("d", "ad") and (len(word) == 1 or segmenter.frequency(word) >= 1000)
    return tag in _BREAKING_TAGS or adverb or (tag == "m" and len(word) > 1)


def _adjoin(text: str, left: Unit, right: Unit) -> bool:
    between = text[left.end : right.start]
    return not between or (between == " " and (left.latin or right.latin))


def is_name(units: Sequence[Unit]) -> bool:
    """Tell whether units may name a concept by their form alone."""
    scripts = "".join("L" if unit.latin else "h" for unit in units)
    if re.search("L.*h+.*L|^h+L.*h", scripts):
        return False
    han = "".join(unit.text for unit in units if not unit.latin)
    if len(han) > 12 or _NEVER.search(han) or (scripts.startswith("h") and len(han) < 2):
        return False
    folded = [unit.text.casefold() for unit in units]
    if all(_says_nothing(word) for word in folded):
        return False
    if len(units) == 1:
        return not _VARIABLE.match(units[0].text)
    edges = words("preposition")
    # 上采样 begins with a word of place, so only the end is held against those.
    return not (edges & {folded[0], folded[-1]} or folded[-1] in words("edge"))


def _says_nothing(word: str) -> bool:
    return (
        word in words("generic") or word in words("english") or (word.isascii() and len(word) < 2)
    )


def stripped_name(text: str) -> str:
    """Take off what asks or comments in a heading: ``常见的激活函数`` is about 激活函数."""
    name = text.strip(" \t\n?？!！:：.。,，、;；\"“”'")
    for word in longest_first("lead"):
        if name.startswith(word) and len(name) - len(word) >= 2:
            name = name[len(word) :].strip()
            break
    for word in longest_first("tail"):
        if name.endswith(word) and len(name) - len(word) >= 2:
            name = name[: -len(word)].strip()
            break
    return name.removesuffix("的").removesuffix("有").strip()


def places_of_names(
    block: Block, text: Plain, found: Sequence[Sequence[Unit]]
) -> Iterator[tuple[str, str]]:
    """Give the names that a block's structure and wording set apart, each with what does so.

    Args:
        block: the block.
        text: its plain text.
        found: the runs of the plain text.
    """
    content = text.text
    if block.kind in (BlockKind.HEADING, BlockKind.QUESTION):
        yield from _named("heading", _headed(content))
    elif block.kind is BlockKind.TABLE:
        yield from _named("item", content.split("|"))
    else:
        first = content.partition("\n")[0]
        label = _LABEL.match(first)
        source = "item" if block.kind is BlockKind.ITEM else "label" if label else "line"
        yield from _named(source, [label["name"] if label else first])
    yield from _named("bold", (content[start:end] for start, end in text.bold))
    for source, start, end in _asserted(content, found):
        yield source, content[start:end]


def _named(source: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        outer = _REMARK.sub("", text)
        name = stripped_name(outer)
        if 2 <= len(name) <= MAX_CHARS and _WHOLE_NAME.fullmatch(name):
            yield source, name


def _headed(text: str) -> list[str]:
    """Give what a heading is about: one thing, or several that it lists or compares."""
    return _LISTED.split(stripped_name(text))


def _asserted(content: str, found: Sequence[Sequence[Unit]]) -> Iterator[tuple[str, int, int]]:
    """Give the places of names that a definition or gloss sets apart."""
    ends = {unit.end: run[: at + 1] for run in found for at, unit in enumerate(run)}
    starts = {unit.start: run[at:] for run in found for at, unit in enumerate(run)}
    for phrase in phrases(content):
        source = "gloss" if phrase.equates else "definition"
        left, right = ends.get(phrase.left, ()), starts.get(phrase.right, ())
        inner = content[phrase.right : phrase.right_end] if phrase.right_end >= 0 else ""
        if left := _ahead(left, inner):
            yield source, left[0].start, left[-1].end
        if right and phrase.right_end in (-1, right[-1].end) and len(right) <= MAX_UNITS:
            yield source, right[0].start, right[-1].end


def _ahead(run: Sequence[Unit], inner: str) -> Sequence[Unit]:
    """Give the end of a run that is as long as its gloss in parentheses lets expect.

    A Latin word, or a letter of an acronym, stands for about two Chinese characters.
    """
    run = run[-_MAX_LEFT_UNITS:]
    latin = re.findall(r"[A-Za-z]+", inner)
    if not latin or _HAN.search(inner):
        return run
    limit = 2 * (len(inner) if inner.isupper() else len(latin)) + 2
    while len(run) > 1 and not run[0].latin and run[-1].end - run[0].start > limit:
        run = run[1:]
    return run


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


_LABEL = re.compile(r"(?P<name>[^\n:：，。；,;!?！？]{2,30}?)\s*[:：]")
_REMARK = re.compile(r"\s*[（(][^（）()\n]*[)）]\s*$")
_WHOLE_NAME = re.compile(r"[\w\u3400-\u9fff*×+#'’&\- ]+")
_LISTED = re.compile(r"\s*[、/,，]\s*|(?<=[\w+])\s*(?:与|和|及|以及|跟|还是|vs\.?|VS\.?)\s*(?=\w)")
_MAX_LEFT_UNITS = 4
_CUES = (
    r"又称作?|又叫做?|也叫做?|也称作?为?|亦称|又名|也译作|俗称|简称为?|缩写[为是]?|的?全称[是为]?"
    r"|英文(?:名|叫|是|为|全称)*|也就是"
)
_CUE = re.compile(rf"(?:[，,、：:(（]\s?)?(?P<cue>{_CUES}|即(?=[^，。；,;\n的是]{{2,16}}[，。；,;）)\n]))\s?[“「\"]?(?=\w)")
_DEFINES = re.compile(
    r"(?:是指|指的是|的定义是|是(?:一种|一类|一个|一组|一项|希望|把|用|给))|(?=（[^（）]{0,40}）是)"
)
_DEFINED = re.compile(r"(?:所谓的?|叫做|叫作|称为|称作|这叫|就是所谓的?|(?<=[程法做象式况])叫)\s?[“「\"]?(?=\w)")
_PARENTHESIS = re.compile(r"\s?[（(](?P<inner>[^（）()\n]{1,80})[)）]")
_INNER_CUE = re.compile(rf"\s*(?:{_CUES}|即)?\s*[：:]?\s*")
_REMARKS = re.compile(r"如|例|比如|包括|等$|、|见|注|存疑|哪怕|不是|[=<>≤≥。！？!?…]|^\d")


def phrases(content: str) -> Iterator[Phrase]:
    """Give the phrases of a plain text that define or equate names, in no set order."""
    for match in _PARENTHESIS.finditer(content):
        yield from _inner(match)
    for match in _CUE.finditer(content):
        yield Phrase(match.start(), match.end(), -1, equates=True, cue=match["cue"])
    for match in _DEFINES.finditer(content):
        yield Phrase(match.start(), -1, -1, equates=False, cue=match.group())
    for match in _DEFINED.finditer(content):
        yield Phrase(-1, match.end(), -1, equates=False, cue=match.group())


def _inner(match: re.Match[str]) -> Iterator[Phrase]:
    """Give each name in parentheses that is no example, value or remark."""
    inner = match["inner"]
    if _REMARKS.search(inner):
        return
    at = match.start("inner")
    for part in re.split(r"([，,;；/])", inner):
        opening = _INNER_CUE.match(part)
        start = opening.end() if opening else 0
        if part.strip() and part not in "，,;；/":
            end = len(part.rstrip())
            cue = part[:start].strip()
            yield Phrase(match.start(), at + start, at + end, equates=True, cue=cue)
        at += len(part)
