"""What equates names without a phrase: spelling, the lexicon, a table, a gloss beside a name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.names import fold_name
from kg.naming.equations import REFUTED, Equation, NamedText, quote
from kg.naming.renderings import meanings, pieces, renderings, senses
from kg.naming.spellings import conflict, initials, is_acronym, is_acronym_of, is_cut, is_slip, stem
from kg.naming.translations import fills
from kg.records import Evidence, Span
from kg.wordlists import read_lines

_GLOSSED = re.compile(r"\s?[：:]\s?")
_ENDS_NAME = re.compile(r"\s*(?:$|[\n\t|]|(?P<defines>[：:])|[，,。；;、）)？?是])")
_OPENS_NAME = re.compile(
    r"(?:^|(?:^|\n)[A-Z][A-Za-z0-9]{1,5} |(?P<calls>叫)|[是\n\t|：:，,。；;、（(])\s?$"
)
_LABEL = re.compile(r"(?P<names>[^\n：:，,。；;（(]{2,30})[：:]")
_DEFINED = re.compile(r"\s{0,3}(?:\$|\\[(\[])\s?(?:\\\w+\s?\{)?(?:([A-Z]{2,5})\}?\s?=)?")
_LISTED = re.compile(r"\s?[、/]")
_ILLNESS, _SHORT_CHARS = "症", 2
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CAPITALS = re.compile("[A-Z]{2}")
_RUN_TOGETHER = re.compile("(?:[A-Z][a-z]{2,}){3,}")
_OF_NAMES = re.compile(
    r"(?:[中英]文|原文)?(?:名[称字]?|全[称名]|[缩简]写|[简别又俗旧]称|别名|学名|译名|术语|对照)?(?<!^)"
)


def in_tables(text: NamedText, names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate the names in each row of a table, in its columns headed 缩写, 全称, 中文 or alike."""
    header, _, rows = text.text.text.partition("\n")
    heads = [head.strip() for head in header.strip("| ").split("|")]
    columns = [at for at, head in enumerate(heads) if _OF_NAMES.fullmatch(head)]
    at = len(header)
    for row in rows.split("\n") if len(columns) > 1 else ():
        keys = [fold_name(cell) for cell in row.strip("| ").split("|")]
        known = [
            keys[column]
            for column in columns
            if keys[column : column + 1] and keys[column] in names
        ]
        for left, right in pairwise(known):
            if left != right and not conflict(names[left], names[right]):
                yield Equation(
                    names[left], names[right], "table", quote(text, at + 1, at + len(row)), 0.9
                )
        at += len(row) + 1


def before_formulas(text: NamedText, names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate what one formula defines: ``相对熵/KL散度：$...$``, ``均方误差：$MSE = ...$``."""
    content, places = text.text.text, text.text.places
    label = _LABEL.match(content)
    formula = label and _DEFINED.match(text.document.note.text, places[label.end() - 1] + 1)
    if not label or not formula:
        return
    known = [
        key
        for key in map(fold_name, (*label["names"].split("/"), formula[1] or ""))
        if key in names
    ]
    for left, right in pairwise(known):
        if left != right and not conflict(names[left], names[right]):
            yield Equation(names[left], names[right], "gloss", quote(text, 0, label.end()), 0.85)


def side_by_side(texts: Sequence[NamedText], names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate a Latin name and the Chinese gloss stuck to it, if neither sticks to others.

    A Latin word that stands alone more often than the Chinese one is no gloss of it: softmax
    in 层次softmax.
    """
    partners: dict[str, set[str]] = defaultdict(set)
    counts = Counter(name for text in texts for name, _ in text.names)
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
                commoner = counts[left] >= counts[right]
                found.extend(_stuck(text, (a, before), (b, after), commoner=commoner))
    for equation in found:
        sizes = {len(partners[fold_name(name)]) for name in (equation.a, equation.b)}
        if sizes == {1}:
            yield equation


def _stuck(
    text: NamedText, left: tuple[str, Span], right: tuple[str, Span], *, commoner: bool
) -> Iterator[Equation]:
    """Equate two names that stand side by side, if they look like a name and its gloss.

    Where they touch, the name must be called so, or defined and the ``commoner`` of the two.
    """
    (a, before), (b, after) = left, right
    content = text.text.text
    opens = _OPENS_NAME.search(content, 0, before.start)
    ends = _ENDS_NAME.match(content, after.end)
    said = opens and ends and (opens["calls"] or (ends["defines"] and commoner))
    apart = before.end < after.start or bool(said)
    alone = opens is not None and ends is not None
    if not _LISTED.match(content, after.end) and (
        confidence := _gloss_confidence(a, b, alone=alone, apart=apart)
    ):
        yield Equation(a, b, "gloss", quote(text, before.start, after.end), confidence)


def _spelled_out(a: str, b: str, said: Evidence) -> Iterator[Equation]:
    """Equate an acronym and the words after its colon, if only to be refuted."""
    if is_acronym(a) and len(initials(b)) > 1:
        yield Equation(a, b, "gloss", said, 0.9 if is_acronym_of(a, b) else REFUTED)


def _gloss_confidence(a: str, b: str, *, alone: bool, apart: bool) -> float:
    """Tell how surely one of two names is the other's gloss.

    Args:
        a: the first name.
        b: the name beside it.
        alone: whether they are all that stands between two marks.
        apart: whether nothing else shows that they are no compound.
    """
    han, latin = (a, b) if _HAN.search(a) else (b, a)
    if is_acronym(latin):
        fits = abs(len(han) - 2 * len(latin)) <= 1 + alone
        return 0.75 if fits and a == han and (alone or len(latin) > 2) and len(latin) <= 5 else 0.0
    if len(latin) < 5 or not alone:
        return 0.0
    if " " in latin or _RUN_TOGETHER.fullmatch(latin):
        return 0.8 if fills(han, latin) or fills(han, latin, lacking=2) else 0.0
    return 0.8 if apart and a == han else 0.0


def spelled(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate names that differ in inflection or by a slip, and acronyms with their words."""
    latin = sorted(key for key in names if not _HAN.search(key))
    stems: dict[str, str] = {}
    near: dict[str, list[str]] = defaultdict(list)
    worded: dict[str, set[str]] = defaultdict(set)
    for name in (names[key] for key in latin):
        if (alike := stems.setdefault(stem(name), name)) != name:
            yield Equation(alike, name, "inflection", None, 0.85)
        else:
            for letters in _letters(name):
                worded[letters].add(name)
        for other in near[fold_name(name)[:2]]:
            if is_slip(name, other) or is_cut(other, name):
                yield Equation(other, name, "slip", None, 0.8)
        near[fold_name(name)[:2]].append(name)
    yield from _illnesses(names)
    for acronym in (names[key] for key in latin if is_acronym(names[key])):
        letters = fold_name(acronym).replace("&", "")
        meant = [long for long in worded[letters] if is_acronym_of(acronym, long)]
        # Letters that two names have say nothing, nor do two that open words in small letters.
        if len(meant) == 1 and (len(acronym) > 2 or not meant[0].islower()):
            yield Equation(acronym, meant[0], "acronym", None, 0.85)


def _illnesses(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate 骨质疏松症 and 骨质疏松."""
    for name in names.values():
        bare = name.removesuffix(_ILLNESS)
        if len(bare) > _SHORT_CHARS and bare != name and fold_name(bare) in names:
            yield Equation(bare, name, "inflection", None, 0.85)


def _letters(name: str) -> set[str]:
    """Give the letters that an acronym of a name may have: of its words, or all its capitals."""
    capitals = "".join(letter for letter in name if letter.isupper()).casefold()
    if "_" in name or is_acronym(name):
        return set()
    # FN is no short name of FaceNet, nor SN of Soft-NMS.
    long = not name.isalnum() or len(initials(name)) > 2
    opening = {initials(name)} if long and not _CAPITALS.search(name) else set()
    return opening | {capitals} if len(capitals) > 2 else opening


def translated(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate names that say the same word by word: ``weight decay``, 权重衰减 and 权值衰减."""
    worded: dict[tuple[str, ...], str] = {}
    for key, name in sorted(names.items()):
        if len(pieces(name)) == 1:
            yield from _of_one_meaning(name, names)
        else:
            for form in sorted(renderings(name) & names.keys()):
                yield Equation(names[form], name, "translation", None, 0.8)
        for words in sorted(senses(key)):
            if len(words) > 1 and (other := worded.setdefault(words, name)) != name:
                yield Equation(other, name, "translation", None, 0.75)


def _of_one_meaning(word: str, names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate an English word and what renders it, if among the names that has one meaning."""
    found = [[form for form in meant if form in names] for meant in meanings(word)]
    found = [forms for forms in found if forms]
    if len(found) == 1 and not word.isupper():
        for left, right in pairwise((fold_name(word), *found[0])):
            yield Equation(names[left], names[right], "word", None, 0.7)


def from_lexicon(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate the names that ``lexicon/aliases.txt`` equates and the notes use."""
    for line in read_lines("aliases"):
        a, _, b = (part.strip() for part in line.partition("="))
        if fold_name(a) in names and fold_name(b) in names:
            yield Equation(names[fold_name(a)], names[fold_name(b)], "lexicon", None, 0.92)
