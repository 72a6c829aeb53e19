"""Documents to candidates for concepts: names that the notes themselves bring out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.matching import NameMatcher
from kg.name_patterns import (
    MAX_UNITS,
    Plain,
    Unit,
    is_name,
    places_of_names,
    prose,
    runs,
    words,
)
from kg.names import fold_name
from kg.records import Document
from kg.segmentation import Segmenter

_WEIGHTS = {
    "definition": 3.0,
    "gloss": 3.0,
    "bold": 2.0,
    "heading": 2.0,
    "item": 1.5,
    "label": 1.5,
    "latin": 1.0,
    "cohesion": 1.0,
    "word": 1.0,
    "line": 0.5,
}
_ASSERTED = frozenset({"definition", "gloss"})
_STRUCTURAL = frozenset({"definition", "gloss", "bold", "heading", "item", "label"})
_MIN_COUNT = 3
_MIN_NPMI = 0.35
_MIN_ENTROPY_NATS = 0.6
_MIN_RATIO = 40.0
_MIN_VERB_RATIO = 200.0
_MIN_ALONE_SHARE = 0.25
_MAX_ADMITTED_CHARS = 8
_NESTED_SHARE = 0.75
_TERM_TAGS = ("n", "nz", "nt", "vn", "v", "l", "i", "j", "an", "x", "eng", "nr", "nrt", "")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_TERM_LIKE = re.compile(r"[A-Z].*[A-Z0-9]|[a-z]+[A-Z0-9]|\d[*×x]\d|.*[-+#]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a concept's."""

    name: str
    """As the notes write it most."""
    count: int
    """How often the notes name it, longer candidates that hold it aside."""
    score: float
    """Greater for names that are frequent and that the structure of the notes brings out."""
    sources: frozenset[str]
    """What brought it out: ``heading``, ``bold``, ``item``, ``line``, ``definition``, ``gloss``,
    ``latin``, ``cohesion``, ``word``."""


@dataclass(slots=True)
class _Tally:
    """What is known of a name while the notes are read."""

    units: tuple[str, ...]
    latin: tuple[bool, ...]
    surfaces: Counter[str] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.surfaces.total()


def discover(documents: Sequence[Document], segmenter: Segmenter) -> tuple[Candidate, ...]:
    """Find the names that the notes bring out, by score and then name.

    Names come from headings, bold text, list items, definitions, parentheses, from Latin words,
    from words that keep together and have free neighbors on both sides (pointwise mutual
    information and boundary entropy), and from words far more frequent here than in general
    Chinese. No lexicon says what is a term; ``generic_words.txt`` says what is none.
    """
    blocks = [(block, text) for document in documents for block, text in prose(document)]
    tallies: dict[str, _Tally] = {}
    structural: dict[str, set[str]] = defaultdict(set)
    for block, text in blocks:
        found = runs(text.text, segmenter)
        for run in found:
            _count(run, text.text, tallies)
        for source, name in places_of_names(block, text, found):
            structural[fold_name(name)].add(source)
            if fold_name(name) not in tallies:
                _admit(name, tallies, segmenter)
    for key, sources in structural.items():
        if key in tallies:
            tallies[key].sources |= sources
    pool = _pool(tallies, segmenter)
    _settle(pool, tallies)
    return _candidates(pool, [text for _, text in blocks])


def _count(run: Sequence[Unit], text: str, tallies: dict[str, _Tally]) -> None:
    """Count every stretch of a run, with the words that stand beside it."""
    for first in range(len(run)):
        for last in range(first, min(first + MAX_UNITS, len(run))):
            units = run[first : last + 1]
            surface = text[units[0].start : units[-1].end]
            key = fold_name(surface)
            tally = tallies.get(key)
            if tally is None:
                tally = tallies[key] = _Tally(
                    tuple(unit.text for unit in units), tuple(unit.latin for unit in units)
                )
            tally.surfaces[surface] += 1
            # The edge of a run leaves a name as free as a new word each time.
            edge = f"\n{tally.count}"
            tally.before[run[first - 1].text if first else edge] += 1
            tally.after[run[last + 1].text if last + 1 < len(run) else edge] += 1


def _admit(name: str, tallies: dict[str, _Tally], segmenter: Segmenter) -> None:
    """Take a name that structure sets apart although a word in it otherwise parts names."""
    if not _CHINESE.fullmatch(name) or len(name) > _MAX_ADMITTED_CHARS:
        return
    tokens = tuple(token.text for token in segmenter.segment(name))
    tally = _Tally(tokens, (False,) * len(tokens))
    tally.surfaces[name] = 1
    tallies[fold_name(name)] = tally


def _pool(tallies: Mapping[str, _Tally], segmenter: Segmenter) -> dict[str, _Tally]:
    """Give the names that one of the signals brings out."""
    total = sum(tally.count for tally in tallies.values() if len(tally.units) == 1)
    pool = {}
    for key, tally in tallies.items():
        if not _has_form(tally):
            continue
        if all(tally.latin):
            signal = "latin" if _is_latin_term(tally) else ""
        elif len(tally.units) == 1:
            signal = "word" if _is_specific(tally, total, segmenter) else ""
        else:
            signal = "cohesion" if _keeps_together(tally, tallies, total) else ""
        if signal:
            tally.sources.add(signal)
        if signal or tally.sources & _ASSERTED or _stands_out(tally):
            pool[key] = tally
    return pool


def _has_form(tally: _Tally) -> bool:
    at = 0
    units = []
    for text, latin in zip(tally.units, tally.latin, strict=True):
        units.append(Unit(text, at, at + len(text), latin))
        at += len(text)
    return is_name(units)


def _is_latin_term(tally: _Tally) -> bool:
    name = " ".join(tally.units)
    if len(tally.units) == 1:
        return tally.count >= _MIN_COUNT or (tally.count > 1 and bool(_TERM_LIKE.match(name)))
    return tally.count > 1 and _is_free(tally, 0.0)


def _is_specific(tally: _Tally, total: int, segmenter: Segmenter) -> bool:
    """Tell whether the notes use a word far more often than general Chinese does."""
    (word,) = tally.units
    if tally.count < _MIN_COUNT or segmenter.part_of_speech(word) not in _TERM_TAGS:
        return False
    general = (segmenter.frequency(word) + 1) / segmenter.total_frequency
    verb = segmenter.part_of_speech(word) == "v"
    enough = tally.count / total / general >= (_MIN_VERB_RATIO if verb else _MIN_RATIO)
    return enough and _is_free(tally, 0.3)


def _keeps_together(tally: _Tally, tallies: Mapping[str, _Tally], total: int) -> bool:
    """Tell whether words form one name: they attract each other, and others come and go."""
    if tally.count < _MIN_COUNT or not _is_free(tally, _MIN_ENTROPY_NATS):
        return False
    for at in range(1, len(tally.units)):
        left = tallies.get(fold_name("".join(tally.units[:at])))
        right = tallies.get(fold_name("".join(tally.units[at:])))
        if left is None or right is None:
            return False
        together = math.log(tally.count * total / (left.count * right.count))
        if together / -math.log(tally.count / total) < _MIN_NPMI:
            return False
    return True


def _is_free(tally: _Tally, min_entropy_nats: float) -> bool:
    return min(_entropy(tally.before), _entropy(tally.after)) >= min_entropy_nats


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(n / total * math.log(n / total) for n in counts.values())


def _stands_out(tally: _Tally) -> bool:
    """Tell whether structure alone makes a name: two kinds of it, or one and use elsewhere."""
    marks = tally.sources & _STRUCTURAL
    if any(tally.latin):
        return bool(marks)
    return len(marks) > 1 or (bool(marks) and tally.count > 1) or (
        "line" in tally.sources and tally.count >= _MIN_COUNT
    )


def _settle(pool: dict[str, _Tally], tallies: Mapping[str, _Tally]) -> None:
    """Of names inside names, keep the ones that people use."""
    for key in sorted(pool, key=lambda key: (-len(key), key)):
        tally = pool[key]
        if len(tally.units) > 1 and _adds_nothing(tally, pool):
            del pool[key]
    fragments = set()
    for key, tally in pool.items():
        for part in _parts(tally):
            inner = pool.get(part)
            if inner is None or part == key or inner.sources & _STRUCTURAL:
                continue
            if tally.count >= _NESTED_SHARE * inner.count:
                fragments.add(part)
    for part in fragments:
        del pool[part]


def _parts(tally: _Tally) -> Iterator[str]:
    size = len(tally.units)
    for first in range(size):
        for last in range(first + 1, size + 1):
            if last - first < size:
                yield fold_name("".join(tally.units[first:last]))


def _adds_nothing(tally: _Tally, pool: Mapping[str, _Tally]) -> bool:
    """Tell whether a name is another one with a word that makes it no other thing."""
    if tally.units[-1] in words("idle"):
        base = pool.get(fold_name("".join(tally.units[:-1])))
        if base is not None and base.count > tally.count:
            return True
    cut = next((at for at in range(1, len(tally.latin)) if tally.latin[at] != tally.latin[0]), 0)
    if cut == 0:
        return False
    left = pool.get(fold_name("".join(tally.units[:cut])))
    rest = "".join(tally.units[cut:])
    right = pool.get(fold_name(rest))
    if tally.latin[0]:
        alone = left is not None and left.count > tally.count
        return alone and (rest in words("suffix") or right is not None)
    return left is not None and right is not None


def _candidates(pool: Mapping[str, _Tally], texts: Sequence[Plain]) -> tuple[Candidate, ...]:
    matcher = NameMatcher(pool)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(key for key, _ in matcher.find(text.text))
    found = []
    for key, tally in pool.items():
        if counts[key] < (1 if tally.before else _MIN_COUNT):
            continue
        if counts[key] < _MIN_ALONE_SHARE * tally.count and not tally.sources & _STRUCTURAL:
            continue
        weight = 1.0 + sum(_WEIGHTS[source] for source in tally.sources)
        name = min(tally.surfaces, key=lambda surface: (-tally.surfaces[surface], surface))
        score = round(weight * math.log1p(counts[key]), 6)
        found.append(Candidate(name, counts[key], score, frozenset(tally.sources)))
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.name)))
