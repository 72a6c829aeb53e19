"""Several names, one concept: which names are merged, with the evidence of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.names import fold_name
from kg.naming.equations import Equation, NamedText, in_phrases
from kg.naming.glosses import (
    before_formulas,
    from_lexicon,
    in_tables,
    side_by_side,
    spelled,
    translated,
)
from kg.naming.matching import NameMatcher
from kg.naming.name_patterns import Unit, is_clause
from kg.naming.openings import in_openings
from kg.naming.plain_text import prose
from kg.naming.spellings import conflict, is_acronym, latin_words
from kg.naming.translations import fills
from kg.naming.word_traits import is_act
from kg.records import Alias, BlockKind, Concept, Document, Evidence
from kg.terminology import Candidate

_JOINED = re.compile(r"\s*(?:、|,|，|和|与|及|跟|或|以及|vs\.?|VS\.?|是一[种类个]|属于)\s*")
_CONTRASTED = re.compile(r"\s*(?:与|和|跟|同)\s*")
_CONTRAST_AFTER = re.compile(r"\s*(?:的?区别|的?不同|的?差别|不同|相比|的?对比|的?异同|混淆)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EXPLICIT = 0.9
_IN_ONE_NOTE = ("acronym", "word")
_NOWHERE = Evidence("", 0, 0, 0, "")
_Pair = frozenset[str]
BY_USER = "aliases.txt"
"""The reason where the user's file keeps two names apart."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Names that one sentence equates and that stay apart, and why."""

    a: str
    b: str
    reason: str
    """What it contradicts, in no language: ``GRU ≠ GPU``, ``AP = 平均精度``, or `BY_USER`."""
    evidence: Evidence | None


def find_aliases(
    documents: Sequence[Document], candidates: Sequence[Candidate]
) -> tuple[Equation, ...]:
    """Find what equates two candidates, surest first.

    Names stay apart that the notes list beside each other (``A、B``), call one a kind of the other
    or compare (``A与B的区别``), unless one is said outright to be the other (``A又称B``).
    """
    names = {fold_name(candidate.name): candidate.name for candidate in candidates}
    matcher = NameMatcher(names)
    blocks = [
        [
            (block, NamedText(document, text, tuple(matcher.find(text.text))))
            for block, text in prose(document)
        ]
        for document in documents
    ]
    texts = [text for own in blocks for _, text in own]
    apart, compared = _kept_apart(texts)
    notes: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for name, _ in text.names:
            notes[name].add(text.document.note.path)
    found = [*from_lexicon(names)]
    found.extend(Equation(c.name, c.core, "class", None, 0.9) for c in candidates if c.core)
    acts = {fold_name(c.name) for c in candidates if len(c.words) > 1 and _acts(c.words)}
    for block, text in chain.from_iterable(blocks):
        headed = block.kind in (BlockKind.HEADING, BlockKind.QUESTION)
        said = in_phrases(text, names)
        found.extend(e for e in said if not (headed and _is_means(e, acts)))
        found.extend(in_tables(text, names))
        found.extend(before_formulas(text, names))
    for own in blocks:
        found.extend(in_openings(own, names))
    found.extend(side_by_side(texts, names))
    alike = (*spelled(names), *translated(names))
    # Of two notes one may call another thing by the letters of words in the other, or by a word.
    found.extend(e for e in alike if e.kind not in _IN_ONE_NOTE or _meet(e, notes))
    return tuple(
        sorted(
            (e for e in found if not _is_denied(e, apart, compared)),
            key=lambda e: (-e.confidence, e.a, e.b, e.kind, e.evidence or _NOWHERE),
        )
    )


def _acts(found: Sequence[Unit]) -> bool:
    return (found[0].verb or is_act(found[0])) and is_clause(found)


def _is_means(equation: Equation, acts: Collection[str]) -> bool:
    """Tell whether a heading's parenthesis says with what one acts: 读取配置文件（Spring框架）."""
    if equation.kind != "parentheses" or fold_name(equation.a) not in acts:
        return False
    translates = equation.b.islower() or fills(equation.a, equation.b)
    return bool(_HAN.search(equation.b)) or not translates


def _meet(equation: Equation, notes: Mapping[str, set[str]]) -> bool:
    return bool(notes[fold_name(equation.a)] & notes[fold_name(equation.b)])


def _is_denied(equation: Equation, apart: set[_Pair], compared: set[_Pair]) -> bool:
    pair = frozenset((fold_name(equation.a), fold_name(equation.b)))
    return pair in compared or (equation.confidence < _EXPLICIT and pair in apart)


def _kept_apart(texts: Iterable[NamedText]) -> tuple[set[_Pair], set[_Pair]]:
    """Give the pairs that notes list beside each other or call kinds, and those they compare."""
    apart: set[_Pair] = set()
    compared: set[_Pair] = set()
    for text in texts:
        content = text.text.text
        for (left, before), (right, after) in pairwise(text.names):
            between = content[before.end : after.start]
            if len(between) > 4 or left == right or not _JOINED.fullmatch(between):
                continue
            apart.add(frozenset((left, right)))
            if _CONTRASTED.fullmatch(between) and _CONTRAST_AFTER.match(content, after.end):
                compared.add(frozenset((left, right)))
    return apart, compared


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
        forced: pairs of names that the user joins, whatever else is said; one of them may be
            no candidate.
        forbidden: pairs of names that the user keeps apart.

    Returns:
        The concepts, in id order, and what was left unjoined, in order of the names.
    """
    counts = {fold_name(candidate.name): candidate.count for candidate in candidates}
    names = {fold_name(candidate.name): candidate.name for candidate in candidates}
    groups = _forced_groups(names, forced)
    apart = {frozenset((fold_name(a), fold_name(b))) for a, b in forbidden}
    contradictions = set()
    for equation in _surest_first(equations):
        a, b = fold_name(equation.a), fold_name(equation.b)
        if a not in groups or b not in groups or groups[a] is groups[b]:
            continue
        stated = frozenset((a, b)) if equation.kind == "cue" else frozenset()
        reason = _obstacle(groups[a], groups[b], names, apart, stated)
        reason = reason or _other_meaning(equation, groups, names)
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


def _forced_groups(names: dict[str, str], forced: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Give for each name those joined to it by the user; one that no note says joins ``names``."""
    pairs = [(a, b) for a, b in forced if fold_name(a) in names or fold_name(b) in names]
    for name in (name for pair in pairs for name in pair):
        names.setdefault(fold_name(name), name)
    groups = {key: {key} for key in names}
    for a, b in pairs:
        _join(groups, fold_name(a), fold_name(b))
    return groups


def _join(groups: dict[str, set[str]], a: str, b: str) -> None:
    groups[a] |= groups[b]
    for name in groups[a]:
        groups[name] = groups[a]


def _surest_first(equations: Sequence[Equation]) -> list[Equation]:
    """Order equations; of those that are sure, acronyms come after what tells their meanings."""
    support = Counter(frozenset((fold_name(e.a), fold_name(e.b))) for e in equations)
    return sorted(
        equations,
        key=lambda e: (
            e.confidence < _EXPLICIT,
            is_acronym(e.a) or is_acronym(e.b),
            -e.confidence,
            -support[frozenset((fold_name(e.a), fold_name(e.b)))],
            e.a,
            e.b,
            e.evidence or _NOWHERE,
        ),
    )


def _obstacle(
    left: set[str], right: set[str], names: Mapping[str, str], apart: set[_Pair], stated: _Pair
) -> str:
    """Say why two groups of names cannot be one, although two are ``stated`` to be."""
    for a in sorted(left):
        for b in sorted(right):
            pair = frozenset((a, b))
            if pair in apart:
                return BY_USER
            if conflict(names[a], names[b], stated=pair == stated):
                return f"{names[a]} ≠ {names[b]}"
    return ""


def _other_meaning(
    equation: Equation, groups: Mapping[str, set[str]], names: Mapping[str, str]
) -> str:
    """Say that a Latin name already has a Chinese one that shares no character with this one.

    Acronyms and single words, as bias, have several meanings; and where the spelling alone
    joins two names (bootstrap, bootstrapping), their Chinese ones must be more alike. The
    lexicon's meaning of a single word gives way to what the notes say.
    """
    a, b = sorted(
        (fold_name(equation.a), fold_name(equation.b)),
        key=lambda key: (bool(_HAN.search(key)), len(key)),
    )
    word = len(latin_words(names[a])) == 1 and equation.kind != "cue"
    if _HAN.search(a) or not (is_acronym(names[a]) or word):
        return ""
    one, other = ([names[key] for key in sorted(groups[k]) if _HAN.search(key)] for k in (a, b))
    shared = {*_HAN.findall("".join(one))} & {*_HAN.findall("".join(other))}
    least = 1 if is_acronym(names[a]) and equation.evidence is not None else 2
    differ = equation.kind == "word" or len(shared) < least
    return f"{names[a]} = {one[0]}" if one and other and differ else ""


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
    first, *others = sorted(group, key=lambda key: (-counts.get(key, 0), len(key), key))
    aliases = tuple(Alias(names[key], said.get(key)) for key in others)
    return Concept(first, names[first], aliases)
