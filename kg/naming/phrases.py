"""What sets names apart: headings, bold, labels, and the wording that defines or equates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.naming.arguments import MAX_LEFT_UNITS, TROUBLE, arguments, stated
from kg.naming.name_patterns import (
    MAX_CHARS,
    MAX_UNITS,
    NEVER,
    Unit,
    is_compound,
    says_nothing,
    stripped_name,
    words,
)
from kg.naming.plain_text import Plain
from kg.naming.wordings import Phrase, phrases
from kg.records import Block, BlockKind

_HAN = re.compile(r"[\u3400-\u9fff]")
_LABEL = re.compile(r"(?P<name>[^\n:：，。；,;!?！？—]{2,30}?)\s*(?:[:：]|——)")
_REMARK = re.compile(r"\s*[（(][^（）()\n]*[)）]\s*$")
_ENGLISH = re.compile(r"\s*[（(][A-Za-z][A-Za-z -]+[)）]\s*")
_WHOLE_NAME = re.compile(r"[\w\u3400-\u9fff*×+#'’&\- ]+")
_LISTED = re.compile(r"\s*[、/,，]\s*|(?<=[\w+])\s*(?:与|和|及|以及|跟|还是|vs\.?|VS\.?)\s*(?=\w)")
_MAX_TITLE_CHARS = 12
_CLAUSE_EDGES = "，,。；;：:！!？?\n|"
_CLAUSE = re.compile(rf"(?:(?<=[{_CLAUSE_EDGES}])|^)[\u4e00-\u9fff]{{2,8}}$")
# What is all of a clause ahead of a parenthesis, whatever the words in it: 上下文无关文法（CFG）.
_TITLE = re.compile(
    rf"(?:(?<=[{_CLAUSE_EDGES}、“「])|^)(?![用由如叫称有以当若但而又也还都则这那其此靠]|[一两三几多各][种个类])"
    r"[^\W\da-zA-Z的了是在把被和与从对让给为](?:[^\W\da-zA-Z的了是在把被和与从让给为个個]){2,9}$"
)
# Inside parentheses after the words of an acronym: CAS（Compare-And-Swap，比较并交换）.
_TRANSLATED = re.compile(
    r"[A-Z]{2}\s?[（(][A-Za-z][A-Za-z' -]{4,40}[，,]\s?$|[（(][A-Z]{2,6}[，,]\s?$"
    r"|(?<![A-Za-z])(?P<acronym>[A-Z][A-Za-z]?[A-Z]{1,5})\s?[（(]$"
)
_TRANSLATION = re.compile(r"[^\W\da-zA-Z的了是在把被有会能可不]{3,8}")
# All of a clause after 又叫.
_SAID = re.compile(
    r"[^\W\da-zA-Z的了是在把被有会能可不一或個]{2}(?:(?=[）)])|"
    r"[^\W\da-zA-Z的了是在把被有会能可不一或個]{1,6}(?=[，,。；;、）)\n]|$))"
)


def places_of_names(
    block: Block,
    text: Plain,
    found: Sequence[Sequence[Unit]],
    wide: Sequence[Sequence[Unit]],
) -> Iterator[tuple[str, str]]:
    """Give the names that a block's structure and wording set apart, each with what does so.

    Args:
        block: the block.
        text: its plain text.
        found: the names that the runs of the plain text are parted into.
        wide: the runs themselves.
    """
    content = text.text
    if block.kind in (BlockKind.HEADING, BlockKind.QUESTION):
        yield from _named("heading", headed(content))
    elif block.kind is BlockKind.TABLE:
        yield from _named("item", content.split("|"))
    else:
        yield from _opening(content, item=block.kind is BlockKind.ITEM)
    yield from _named("bold", (content[start:end] for start, end in text.bold))
    for source, start, end in _asserted(content, found, [run for run in wide if is_compound(run)]):
        yield source, content[start:end]
    for source, start, end in stated(content, wide):
        yield source, content[start:end]
    for start, end in arguments(content, wide):
        yield "argument", content[start:end]
    for before, unit in (pair for run in wide for pair in pairwise(run)):
        if unit.latin and unit.text[0].isalpha() and before.text in words("modifier"):
            yield "argument", content[before.start : unit.end]
    yield from _glossed(content, found)


def _opening(content: str, *, item: bool) -> Iterator[tuple[str, str]]:
    """Give what a block opens with, and the labels of its lines if they are a list."""
    first = content.partition("\n")[0]
    label = _LABEL.match(first)
    source = "item" if item else "label" if label else "line"
    yield from _named(source, [label["name"] if label else first])
    if label and item:
        yield from _named("label", [label["name"]])
        if says_nothing(label["name"].rstrip("0123456789")):  # 缺点1：读放大
            yield from _named("label", re.split("[，。；,;]", content[label.end() :])[:1])
    clauses = re.split("[；。\n]", content)[1:]
    labels = [m["name"] for clause in clauses if (m := _LABEL.match(clause)) and len(m["name"]) > 2]
    if len(labels) + bool(label) > 1:
        yield from _named("item", labels)
        yield from _named("label", labels)


def _named(source: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        outer = _REMARK.sub("", text)
        name = stripped_name(outer)
        if 2 <= len(name) <= MAX_CHARS and _WHOLE_NAME.fullmatch(name):
            glossed = source == "bold" and _ENGLISH.fullmatch(text, len(outer))
            whole = glossed or (source == "heading" and TROUBLE.fullmatch(name))
            yield ("title" if whole else source), name


def headed(text: str) -> list[str]:
    """Give what a heading is about: one thing, or several that it lists or compares."""
    return _LISTED.split(stripped_name(text))


def _asserted(
    content: str, found: Sequence[Sequence[Unit]], compounds: Sequence[Sequence[Unit]]
) -> Iterator[tuple[str, int, int]]:
    """Give the places of names that a definition or gloss sets apart."""
    ends = {unit.end: run[: at + 1] for run in found for at, unit in enumerate(run)}
    starts = {unit.start: run[at:] for run in found for at, unit in enumerate(run)}
    ends |= {run[-1].end: run for run in compounds}
    starts |= {run[0].start: run for run in compounds}
    for phrase in phrases(content):
        source = "gloss" if phrase.equates else "definition"
        left, right = ends.get(phrase.left, ()), starts.get(phrase.right, ())
        inner = content[phrase.right : phrase.right_end] if phrase.right_end >= 0 else ""
        left = _ahead(left, inner)
        if title := _titled(content, phrase, inner, left):
            yield "title", *title
        elif left:
            yield source, left[0].start, left[-1].end
        clause = _CLAUSE.search(content, max(0, phrase.left - _MAX_TITLE_CHARS), phrase.left)
        if phrase.equates and phrase.cue and clause:
            yield source, *clause.span()
        if whole := _whole(content, phrase, inner):
            yield "title", *whole
        elif right and phrase.right_end in (-1, right[-1].end) and len(right) <= MAX_UNITS:
            cut = _translated_at(right)
            for part in (right[:cut], right[cut:]) if cut else (right,):
                yield source, part[0].start, part[-1].end


def _translated_at(run: Sequence[Unit]) -> int:
    """Give where a Chinese name ends and its one English word begins; 0 if nowhere."""
    mixed = len(run) > 1 and run[-1].latin and len(run[-1].text) > 5
    return len(run) - 1 if mixed and not any(unit.latin for unit in run[:-1]) else 0


def _whole(content: str, phrase: Phrase, inner: str) -> tuple[int, int] | None:
    """Give the place of what is a name whatever the words in it: all of 又叫下三角掩码."""
    if phrase.equates and phrase.cue and phrase.right_end < 0:
        match = _SAID.match(content, phrase.right)
        return match.span() if match else None
    ahead = _TRANSLATED.search(content, max(0, phrase.right - MAX_CHARS), phrase.right)
    if ahead is None or not _TRANSLATION.fullmatch(inner):
        return None
    letters = len(ahead["acronym"] or inner)
    fits = letters <= len(inner) <= 2 * letters + 2
    return (phrase.right, phrase.right_end) if fits else None


def _titled(
    content: str, phrase: Phrase, inner: str, left: Sequence[Unit]
) -> tuple[int, int] | None:
    """Give the place of what is all of a clause, and not too long for its English name inside."""
    if phrase.cue or not inner or _HAN.search(inner):
        return None
    end = phrase.left - (content[phrase.left - 1] in "”」")
    match = _TITLE.search(content, max(0, end - _MAX_TITLE_CHARS), end)
    if match is None or (left and left[0].start <= match.start()):
        return None
    if "对" in match[0] and not inner.isupper():  # 字节对编码（BPE）
        return None
    spoken = words("function") | words("verb") | words("qualifier") | words("lead")
    lettered = inner.isupper() and len(inner) == len(match[0])  # 选择确认（SACK）
    # 支持 belongs to 支持向量机（Support Vector Machine）: two characters for each word.
    lettered = lettered or len(match[0]) == 2 * len(inner.split()) - 1 > 3
    if not lettered and any(match[0].startswith(word) for word in spoken if len(word) > 1):
        return None
    return match.span() if len(match[0]) <= expected_chars(inner) else None


def expected_chars(inner: str) -> int:
    """Give how long a Chinese name may be: a Latin word, or a capital, stands for about two."""
    words_in, capitals = re.findall(r"[A-Za-z]+", inner), re.findall("[A-Z0-9]", inner)
    return (
        max(2 * max(len(words_in), len(capitals)), len(inner) // 2 if len(words_in) == 1 else 0) + 2
    )


def _ahead(run: Sequence[Unit], inner: str) -> Sequence[Unit]:
    """Give the end of a run that is as long as its gloss in parentheses lets expect."""
    run = run[-MAX_LEFT_UNITS:]
    broken = [at for at, unit in enumerate(run) if not unit.latin and NEVER.search(unit.text)]
    run = run[broken[-1] + 1 :] if broken else run
    while len(run) > 1 and run[0].text in words("qualifier"):
        run = run[1:]
    if not re.search("[A-Za-z]", inner) or _HAN.search(inner):
        return run
    limit = expected_chars(inner)
    while len(run) > 1 and not run[0].latin and run[-1].end - run[0].start > limit:
        run = run[1:]
    while len(run) > limit // 2 - 1 and run[0].tag == "v":  # 找 ahead of 句柄（handle）
        run = run[1:]
    return run


def _glossed(content: str, found: Sequence[Sequence[Unit]]) -> Iterator[tuple[str, str]]:
    """Give a Latin name and the Chinese one stuck to it, where they are all that a label holds."""
    label = _LABEL.match(content)
    for run in found:
        opens = run[0].start == 0 or (label is not None and run[0].start == label.end())
        cut = next((at for at, unit in enumerate(run) if unit.latin != run[0].latin), 0)
        mixed = cut and all(unit.latin != run[0].latin for unit in run[cut:])
        apart = run[cut].start > run[cut - 1].end
        mixed = mixed and not (apart and run[-1].text.islower())  # 层次 softmax
        closes = run[-1].end == len(content) or content[run[-1].end] in _CLAUSE_EDGES
        if opens and mixed and closes and any(u.latin and len(u.text) >= 6 for u in run):
            yield "gloss", content[run[0].start : run[cut - 1].end]
            yield "gloss", content[run[cut].start : run[-1].end]
