"""Several names, one concept: what equates names, and which names are then merged."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.matching import NameMatcher
from kg.name_patterns import Plain, phrases, prose
from kg.names import fold_name
from kg.records import Alias, Concept, Document, Evidence, Span
from kg.sentences import split_sentences
from kg.spellings import conflict, is_acronym_of, is_slip, stem
from kg.terminology import Candidate
from kg.wordlists import read_lines

_JOINED = re.compile(r"\s*(?:、|,|，|和|与|及|跟|或|以及|vs\.?|VS\.?)\s*")
_CONTRASTED = re.compile(r"\s*(?:与|和|跟|同)\s*")
_CONTRAST_AFTER = re.compile(r"\s*(?:的?区别|的?不同|的?差别|不同|相比|的?对比|的?异同|混淆)")
_GLOSSED = re.compile(r"\s?[：:]\s?")
_ENDS_NAME = re.compile(r"\s*(?:$|[\n：:，,。；;、）)？?是])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MAX_NAME_CHARS = 60
_EXPLICIT = 0.9


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
class Contradiction:
    """Names that one sentence equates and that stay apart, and why."""

    a: str
    b: str
    reason: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class _Text:
    """A block's plain text with the candidates in it."""

    document: Document
    text: Plain
    names: tuple[tuple[str, Span], ...]
    """Folded names and their places, the longest at each place."""


def find_aliases(
    documents: Sequence[Document], candidates: Sequence[Candidate]
) -> tuple[Equation, ...]:
    """Find what equates two candidates, surest first.

    Names stay apart that the notes list beside each other (``A、B``) or compare (``A与B的区别``),
    unless one is said outright to be the other (``A又称B``).
    """
    names = {fold_name(candidate.name): candidate.name for candidate in candidates}
    matcher = NameMatcher(names)
    texts = [
        _Text(document, text, tuple(matcher.find(text.text)))
        for document in documents
        for _, text in prose(document)
    ]
    apart, compared = _kept_apart(texts)
    found = [*_spelled(names), *_from_lexicon(names)]
    for text in texts:
        found.extend(_in_phrases(text, names))
    found.extend(_side_by_side(texts, names))
    return tuple(
        sorted(
            (e for e in found if not _is_denied(e, apart, compared)),
            key=lambda e: (-e.confidence, e.a, e.b, e.kind, e.evidence or _NOWHERE),
        )
    )


_NOWHERE = Evidence("", 0, 0, 0, "")
_Pair = frozenset[str]


def _is_denied(equation: Equation, apart: set[_Pair], compared: set[_Pair]) -> bool:
    pair = frozenset((fold_name(equation.a), fold_name(equation.b)))
    return pair in compared or (equation.confidence < _EXPLICIT and pair in apart)


def _kept_apart(texts: Iterable[_Text]) -> tuple[set[_Pair], set[_Pair]]:
    """Give the pairs that the notes list beside each other, and those that they compare."""
    apart: set[_Pair] = set()
    compared: set[_Pair] = set()
    for text in texts:
        content = text.text.text
        for (left, before), (right, after) in zip(text.names, text.names[1:], strict=False):
            between = content[before.end : after.start]
            if len(between) > 4 or left == right or not _JOINED.fullmatch(between):
                continue
            apart.add(frozenset((left, right)))
            if _CONTRASTED.fullmatch(between) and _CONTRAST_AFTER.match(content, after.end):
                compared.add(frozenset((left, right)))
    return apart, compared


def _in_phrases(text: _Text, names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate the names on both sides of ``又称`` or of a parenthesis."""
    content = text.text.text
    left_names = {span.end: (name, span) for name, span in text.names}
    for phrase in phrases(content):
        if not phrase.equates:
            continue
        end = len(content[: phrase.left].rstrip(" “”\"「」'"))
        left = left_names.get(end, ("", Span(end, end)))[0]
        right = _name_at(content, phrase.right, phrase.right_end, names)
        if not left and phrase.cue:
            left = _topic(text, phrase.left)
        confidence = _confidence(left, right, phrase.cue, names) if left and right else 0.0
        if confidence and left != right:
            kind = "cue" if phrase.cue else "parentheses"
            evidence = _quote(text, phrase.left - 1, phrase.right)
            yield Equation(names[left], names[right], kind, evidence, confidence)


def _name_at(content: str, start: int, end: int, names: Mapping[str, str]) -> str:
    """Give the longest candidate that stands at ``start``, or up to ``end`` if that is set."""
    if end >= 0:
        name = fold_name(content[start:end])
        return name if name in names else ""
    for stop in range(min(len(content), start + _MAX_NAME_CHARS), start + 1, -1):
        name = fold_name(content[start:stop])
        if name in names and not (content[stop : stop + 1].isascii() and content[stop : stop + 1].isalnum()):
            return name
    return ""


def _topic(text: _Text, at: int) -> str:
    """Give what a clause that begins with a cue is about: the first name of its sentence."""
    sentence = text.text.text.rfind("。", 0, at) + 1
    first = next((found for found in text.names if found[1].start >= sentence), None)
    if first is None or first[1].start - sentence > 1 or first[1].end > at:
        return ""
    return first[0]


def _confidence(left: str, right: str, cue: str, names: Mapping[str, str]) -> float:
    """Tell how surely a phrase equates two names; 0 if it does not."""
    a, b = names[left], names[right]
    if conflict(a, b):
        return 0.0
    if cue:
        return 0.95
    scripts = bool(_HAN.search(a)), bool(_HAN.search(b))
    if scripts[0] != scripts[1]:
        return 0.9
    if not scripts[0]:
        return 0.95 if is_acronym_of(a, b) or is_acronym_of(b, a) else 0.0
    shared = sum((Counter(a) & Counter(b)).values())
    return 0.6 if shared >= 2 else 0.0


def _side_by_side(texts: Sequence[_Text], names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate a Latin name and the Chinese gloss stuck to it, if neither sticks to others."""
    partners: dict[str, set[str]] = defaultdict(set)
    found: list[tuple[str, str, Evidence, float]] = []
    for text in texts:
        content = text.text.text
        for (left, before), (right, after) in zip(text.names, text.names[1:], strict=False):
            between = content[before.end : after.start]
            glossed = bool(_GLOSSED.fullmatch(between)) and before.start == 0
            if between not in ("", " ") and not glossed:
                continue
            a, b = names[left], names[right]
            if bool(_HAN.search(a)) == bool(_HAN.search(b)):
                if glossed and is_acronym_of(a, b):
                    yield Equation(a, b, "gloss", _quote(text, before.start, after.end), 0.9)
                continue
            if not glossed:
                partners[left].add(right)
                partners[right].add(left)
            alone = before.start == 0 and _ENDS_NAME.match(content, after.end) is not None
            confidence = _gloss_confidence(a, b, alone=alone and not glossed)
            if confidence:
                found.append((left, right, _quote(text, before.start, after.end), confidence))
    for left, right, evidence, confidence in found:
        if len(partners[left]) <= 1 and len(partners[right]) <= 1:
            yield Equation(names[left], names[right], "gloss", evidence, confidence)


def _gloss_confidence(a: str, b: str, *, alone: bool) -> float:
    han, latin = (a, b) if _HAN.search(a) else (b, a)
    letters = len(latin)
    if latin.isupper() and 2 <= letters <= 5 and abs(len(han) - 2 * letters) <= 1:
        return 0.75
    joined = latin[1:] != latin[1:].lower() and len(latin) > 8
    return 0.8 if alone and a == han else 0.75 if joined else 0.0


def _spelled(names: Mapping[str, str]) -> Iterator[Equation]:
    """Equate names that differ in inflection or by a slip, and acronyms with their words."""
    latin = sorted(key for key in names if not _HAN.search(key))
    stems: dict[str, list[str]] = defaultdict(list)
    for key in latin:
        stems[stem(names[key])].append(key)
    for alike in stems.values():
        for other in alike[1:]:
            yield Equation(names[alike[0]], names[other], "inflection", None, 0.85)
    short: dict[str, list[str]] = defaultdict(list)
    for key in latin:
        if 2 <= len(key) <= 6 and sum(c.isupper() for c in names[key]) >= 2:
            short[key[0]].append(key)
    for key in latin:
        for acronym in short[key[0]]:
            if is_acronym_of(names[acronym], names[key]):
                yield Equation(names[acronym], names[key], "acronym", None, 0.85)
    near: dict[str, list[str]] = defaultdict(list)
    for key in latin:
        for other in near[key[:2]]:
            if is_slip(key, other):
                yield Equation(names[other], names[key], "slip", None, 0.8)
        near[key[:2]].append(key)


def _from_lexicon(names: Mapping[str, str]) -> Iterator[Equation]:
    for line in read_lines("aliases"):
        a, _, b = (part.strip() for part in line.partition("="))
        if fold_name(a) in names and fold_name(b) in names:
            yield Equation(names[fold_name(a)], names[fold_name(b)], "lexicon", None, 0.9)


def _quote(text: _Text, start: int, end: int) -> Evidence:
    """Give the sentence of the note that holds a stretch of the plain text."""
    places, note = text.text.places, text.document.note
    first, last = places[max(0, start)], places[min(end, len(places) - 1)]
    block = Span(places[0], places[-1])
    spans = split_sentences(note.text, block.start, block.end)
    at = max(0, bisect_right(spans, Span(first, len(note.text))) - 1)
    span = spans[at] if spans and spans[at].end > first else Span(first, last)
    line = note.text.count("\n", 0, span.start) + 1
    return Evidence(note.source, line, span.start, span.end, note.text[span.start : span.end])


def merge_names(
    candidates: Sequence[Candidate],
    equations: Sequence[Equation],
    *,
    forced: Iterable[tuple[str, str]] = (),
    forbidden: Iterable[tuple[str, str]] = (),
) -> tuple[tuple[Concept, ...], tuple[Contradiction, ...]]:
    """Merge names that equations join, as long as nothing in the merged whole conflicts.

    The surest equations, and of those the ones that most sentences state, come first; a later
    one that would join names that cannot be one (two acronyms, say) is a contradiction and
    joins nothing, so no chain runs through a weak link.

    Args:
        candidates: the names.
        equations: what joins them.
        forced: pairs of names that the user joins, whatever else is said.
        forbidden: pairs of names that the user keeps apart.

    Returns:
        The concepts, in id order, and what was left unjoined, in order of the names.
    """
    counts = {fold_name(candidate.name): candidate.count for candidate in candidates}
    names = {fold_name(candidate.name): candidate.name for candidate in candidates}
    groups = {key: {key} for key in names}
    apart = {frozenset((fold_name(a), fold_name(b))) for a, b in forbidden}
    for a, b in forced:
        if fold_name(a) in groups and fold_name(b) in groups:
            _join(groups, fold_name(a), fold_name(b))
    contradictions = set()
    for equation in _surest_first(equations):
        a, b = fold_name(equation.a), fold_name(equation.b)
        if a not in groups or b not in groups or groups[a] is groups[b]:
            continue
        reason = _obstacle(groups[a], groups[b], names, apart)
        if not reason:
            _join(groups, a, b)
        elif equation.evidence is not None:
            contradictions.add(Contradiction(names[a], names[b], reason, equation.evidence))
    said = _evidence_by_name(equations)
    merged = {id(group): group for group in groups.values()}
    concepts = [_concept(group, names, counts, said) for group in merged.values()]
    return (
        tuple(sorted(concepts, key=lambda concept: concept.id)),
        tuple(sorted(contradictions, key=lambda c: (c.a, c.b, c.reason, c.evidence or _NOWHERE))),
    )


def _join(groups: dict[str, set[str]], a: str, b: str) -> None:
    groups[a] |= groups[b]
    for name in groups[a]:
        groups[name] = groups[a]


def _surest_first(equations: Sequence[Equation]) -> list[Equation]:
    support = Counter(frozenset((fold_name(e.a), fold_name(e.b))) for e in equations)
    return sorted(
        equations,
        key=lambda e: (
            -e.confidence,
            -support[frozenset((fold_name(e.a), fold_name(e.b)))],
            e.a,
            e.b,
            e.evidence or _NOWHERE,
        ),
    )


def _obstacle(
    left: set[str], right: set[str], names: Mapping[str, str], apart: set[_Pair]
) -> str:
    """Say why two groups of names cannot be one; empty if they can."""
    for a in sorted(left):
        for b in sorted(right):
            if frozenset((a, b)) in apart:
                return "kept apart by the user"
            if conflict(names[a], names[b]):
                return f"{names[a]} is not {names[b]}"
    return ""


def _evidence_by_name(equations: Sequence[Equation]) -> dict[str, Evidence]:
    """Give for each name the first sentence, of the surest, that equates it with another."""
    said: dict[str, Evidence] = {}
    for equation in _surest_first(equations):
        if equation.evidence is not None:
            said.setdefault(fold_name(equation.a), equation.evidence)
            said.setdefault(fold_name(equation.b), equation.evidence)
    return said


def _concept(
    group: set[str],
    names: Mapping[str, str],
    counts: Mapping[str, int],
    said: Mapping[str, Evidence],
) -> Concept:
    first, *others = sorted(group, key=lambda key: (-counts[key], len(key), key))
    aliases = tuple(Alias(names[key], said.get(key)) for key in others)
    return Concept(first, names[first], aliases)
