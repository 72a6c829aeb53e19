"""Documents to candidates for concepts: names that the notes themselves bring out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from kg.learned.name_tagger import NameTagger, Stretch
from kg.names import fold_name
from kg.naming.arguments import without_owner
from kg.naming.gloss_names import gloss_names
from kg.naming.matching import NameMatcher
from kg.naming.name_patterns import (
    Unit,
    is_clause,
    is_compound,
    make_unit,
    names_in,
    part,
    parts,
    runs,
    wide_runs,
    words,
)
from kg.naming.nesting import ASSERTED, GUESSED, STRUCTURAL, settle, take_whole
from kg.naming.phrases import places_of_names
from kg.naming.plain_text import Plain, prose
from kg.naming.rendered_names import rendered_names
from kg.naming.set_apart import set_apart
from kg.naming.spelled_out import spelled_out
from kg.naming.tallies import Run, Tally, make_run, tally_runs, without_copies
from kg.naming.termhood import find_terms
from kg.records import Block, Document
from kg.segmentation import Segmenter
from kg.wordlists import read_lines

_WEIGHTS = {
    "definition": 3.0,
    "gloss": 3.0,
    "title": 3.0,
    "user": 3.0,
    "bold": 2.0,
    "heading": 2.0,
    "item": 1.5,
    "label": 1.5,
    "statement": 1.5,
    "effect": 0.0,
    "listed": 0.5,
    "argument": 0.5,
    "tagged": 0.5,
    "latin": 1.0,
    "cohesion": 1.0,
    "word": 1.0,
    "line": 0.5,
}
_MIN_ALONE_SHARE = 0.25
_TAGGED, _LIKELY, _DOUBTED = 0.55, 0.4, 0.1
"""Probability by its use from which on a name is one; below which it is none, unless a clause
states something of it; and below which it is none even so."""
_EVERYDAY = 3000
"""Count in jieba's dictionary above which a word is none for what a clause states of it."""
_WHOLE = frozenset({"title", "tagged"})
_CORE = re.compile(r"[\u4e00-\u9fff]{3,8}")
_ADMITTED = re.compile(r"[\u4e00-\u9fff]{2,8}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a concept's."""

    name: str
    count: int
    """How often the notes name it, longer candidates that hold it aside."""
    score: float
    sources: frozenset[str]
    """What brought it out, the keys of `_WEIGHTS`."""
    words: tuple[Unit, ...] = ()
    """What it is made of; none of a name that the user gives."""
    probability: float = 0.0
    """How likely the tagger takes it for a name where it seems most to be one, from 0 to 1."""
    core: str = ""
    """Another candidate that is the same without its class: 病虫识别 of 病虫识别方法."""


def discover(
    documents: Sequence[Document], segmenter: Segmenter, *, named: Iterable[str] = ()
) -> tuple[Candidate, ...]:
    """Find the names that the notes bring out, by score and then name.

    Signals are headings, bold text, list items, definitions, parentheses, Latin words, words
    that keep together (pointwise mutual information) and have free neighbors (entropy), and
    words far more frequent here than in general Chinese; and what a tagger takes for names by
    their words and the words around them. ``generic_words.txt`` says what is none.
    """
    texts: list[Plain] = []
    found: list[Run] = []
    structural: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    likely: dict[str, float] = {}
    tagger = NameTagger(least=_DOUBTED)
    for number, document in enumerate(documents):
        for block, text in prose(document):
            texts.append(text)
            widest = wide_runs(text.text, segmenter)
            wide = part(widest)
            narrow = [units for run in wide for units in names_in(run)]
            found.extend(make_run(number, text.text, units) for units in narrow)
            tagged = _tag(text.text, tagger.tag(text.text, widest), likely)
            told = chain(places_of_names(block, text, narrow, wide), tagged)
            for source, name in _with_titles(told, block, text.text, segmenter):
                structural[fold_name(name)][source] += 1
                names.setdefault(fold_name(name), name)
    cores = dict(_take_cores(structural, names))
    likely |= dict.fromkeys(cores, 1.0)
    known = {fold_name(name) for pair in read_lines("aliases") for name in pair.split("=")}
    guesses = {key for key, sources in structural.items() if set(sources) <= GUESSED}
    first = without_copies(found)
    tallies, total = tally_runs(first, (structural.keys() | known) - guesses, guesses)
    for key in known & tallies.keys():
        structural[key]["definition"] += 1
    for key in sorted(structural.keys() - tallies.keys()):
        _admit(names[key], tallies, segmenter, whole=not _WHOLE.isdisjoint(structural[key]))
    for key in structural.keys() & tallies.keys():
        tallies[key].sources |= structural[key].keys()
        tallies[key].standing = structural[key]["line"] + structural[key]["label"]
    pool = find_terms(tallies, total, segmenter.total_frequency)
    take_whole(pool, tallies, likely)
    _drop_unlikely(pool, likely)
    settle(pool, tallies)
    candidates = _with_cores(_candidates(pool, texts, likely), cores)
    rendered = rendered_names([candidate.name for candidate in candidates], texts)
    return _with_named(candidates, chain(named, rendered), texts)


def _with_titles(
    told: Iterable[tuple[str, str]], block: Block, content: str, segmenter: Segmenter
) -> Iterator[tuple[str, str]]:
    """Add the names that a text sets apart whole, and leave out what glosses show to be longer."""
    apart = set_apart(block, content, partial(runs, segmenter=segmenter))
    glossed = dict(gloss_names(content, segmenter))
    longer = {name for more in glossed.values() for name in more} - glossed.keys()
    titles = (("title", name) for name in chain(apart, glossed, spelled_out(content)))
    for source, name in chain(((source, without_owner(name)) for source, name in told), titles):
        if name not in longer:
            yield source, name


def _tag(
    content: str, stretches: Iterable[Stretch], likely: dict[str, float]
) -> Iterator[tuple[str, str]]:
    """Give the names that the tagger is sure of, and note how likely it takes each to be one."""
    for stretch in stretches:
        name = without_owner(content[stretch.start : stretch.end])
        key = fold_name(name)
        likely[key] = max(likely.get(key, 0.0), stretch.probability)
        if stretch.apart and stretch.probability >= _TAGGED:
            yield "tagged", name


def _drop_unlikely(pool: dict[str, Tally], likely: Mapping[str, float]) -> None:
    """Drop the names that are less likely by their use than what sets them apart asks for."""
    for key, tally in [*pool.items()]:
        if likely.get(key, 0.0) < _least_likely(tally):
            del pool[key]


def _least_likely(tally: Tally) -> float:
    if len(tally.words) == 1 and tally.words[0].frequency > _EVERYDAY:
        return 0.0 if tally.sources & {"definition", "title"} else _LIKELY
    if tally.sources & ASSERTED:
        return 0.0
    told = "statement" in tally.sources or tally.words[0].text in words("modifier")  # 双向 GRU
    return _DOUBTED if told else _LIKELY


def _take_cores(
    structural: dict[str, Counter[str]], names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Take what a heading is about out of its field, and give it with and without its class.

    水稻种植病虫识别方法 is 病虫识别方法, also called 病虫识别, where 水稻种植 is a name.
    """
    suffixes = tuple(words("suffix"))
    for key in [key for key, sources in structural.items() if {*sources} - GUESSED == {"heading"}]:
        field = next((key[:n] for n in range(len(key) - 5, 2, -1) if key[:n] in structural), "")
        name = key.removeprefix(field)
        core = name.removesuffix(max(filter(key.endswith, suffixes), default=""))
        if field and name != core and _CORE.fullmatch(core):
            structural[name] += structural.pop(key)
            names.setdefault(name, name)
            yield name, core


def _admit(name: str, tallies: dict[str, Tally], segmenter: Segmenter, *, whole: bool) -> None:
    """Take a name that structure sets apart although a word in it otherwise parts names.

    One that is known to be ``whole`` may hold any words.
    """
    tokens = segmenter.segment(name)
    if not whole and (len(tokens) == 1 or not _ADMITTED.fullmatch(name)):
        return
    inside = (t.text for t in tokens[1:-1] if len(t.text) > 1 and segmenter.frequency(t.text))
    edges = (t.text for t in (tokens[0], tokens[-1]) if segmenter.frequency(t.text))
    if not whole and any(parts(word, segmenter) for word in (*edges, *inside)):
        return
    units = tuple(make_unit(token, segmenter) for token in tokens)
    tallies[fold_name(name)] = Tally(units, {name: 1})


def _candidates(
    pool: Mapping[str, Tally], texts: Sequence[Plain], likely: Mapping[str, float]
) -> tuple[Candidate, ...]:
    named: list[list[str]] = [[] for _ in texts]
    stale = [*range(len(texts))]
    while True:
        matcher = NameMatcher(pool)
        for at in stale:
            named[at] = [key for key, _ in matcher.find(texts[at].text)]
        counts = Counter(chain.from_iterable(named))
        rare = _rare(pool, counts)
        hiding = {key for key in rare if not pool[key].before}
        if not hiding:
            break
        # Without them the names inside them are found, in the texts that they stand in.
        pool = {key: pool[key] for key in pool.keys() - hiding}
        stale = [at for at, keys in enumerate(named) if not hiding.isdisjoint(keys)]
    found = []
    for tally, key in ((pool[key], key) for key in pool.keys() - rare):
        weight = 1.0 + sum(_WEIGHTS[source] for source in tally.sources)
        name = min(tally.surfaces, key=lambda surface: (-tally.surfaces[surface], surface))
        score = round(weight * math.log1p(counts[key]), 6)
        sources, sure = frozenset(tally.sources), likely.get(key, 0.0)
        found.append(Candidate(name, counts[key], score, sources, tally.words, sure))
    return _by_score(found)


def _by_score(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.score, candidate.name)))


def _rare(pool: Mapping[str, Tally], counts: Mapping[str, int]) -> set[str]:
    """Give the names that stand alone too seldom."""
    # 注意力 is a name beside 注意力机制 however seldom it stands alone.
    bases = {key.removesuffix(word) for key in pool for word in words("idle") if key.endswith(word)}
    return {
        key
        for key, tally in pool.items()
        if counts[key] < (1 if key in bases and tally.before else _least(tally))
    }


def _with_cores(found: tuple[Candidate, ...], cores: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Add the names that headings say with a class alone, and note which those are of."""
    known = {fold_name(candidate.name): candidate for candidate in found}
    for key in sorted(cores.keys() & known.keys()):
        core = cores[key]
        known.setdefault(core, Candidate(core, 0, 0.0, known[key].sources))
        known[key] = replace(known[key], core=core)
    return _by_score(known.values())


def _with_named(
    found: tuple[Candidate, ...], named: Iterable[str], texts: Sequence[Plain]
) -> tuple[Candidate, ...]:
    """Add the names that are given, by the user or as renderings, as far as the notes hold them."""
    known = {fold_name(candidate.name) for candidate in found}
    given = {fold_name(name): name for name in named if fold_name(name) not in known}
    if not given:
        return found
    matcher = NameMatcher(given)
    counts = Counter(key for text in texts for key, _ in matcher.find(text.text))
    weight = 1.0 + _WEIGHTS["user"]
    added = (
        Candidate(
            given[key], count, round(weight * math.log1p(count), 6), frozenset({"user"}), (), 1.0
        )
        for key, count in counts.items()
    )
    return _by_score((*found, *added))


def _least(tally: Tally) -> float:
    """Give how often a name must stand alone: admitted ones and mere parts must do so more."""
    if not tally.before:
        last = tally.words[-1]
        labelled = "label" in tally.sources
        whole = last.tag != "m" and last.text not in words("edge")
        clause = is_clause(tally.words) and not is_compound(tally.words)  # 读放大
        named = labelled and whole and not clause
        if named or tally.sources & (ASSERTED | {"statement", "tagged"}):
            return 1
        return 3 if labelled else 2
    return 1 if tally.sources & STRUCTURAL else max(1, _MIN_ALONE_SHARE * tally.count)
