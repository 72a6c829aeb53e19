"""Documents to candidates for concepts: names that the notes themselves bring out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.matching import NameMatcher
from kg.name_patterns import (
    Plain,
    Unit,
    is_compound,
    is_name,
    names_in,
    parts,
    prose,
    runs,
    says_nothing,
    words,
)
from kg.names import fold_name
from kg.phrases import places_of_names
from kg.records import Document
from kg.segmentation import Segmenter
from kg.tallies import Run, Tally, make_run, tally_runs

_WEIGHTS = {
    "definition": 3.0,
    "gloss": 3.0,
    "bold": 2.0,
    "heading": 2.0,
    "item": 1.5,
    "label": 1.5,
    "statement": 1.5,
    "listed": 0.5,
    "latin": 1.0,
    "cohesion": 1.0,
    "word": 1.0,
    "line": 0.5,
}
_ASSERTED = {"definition", "gloss"}
_STRUCTURAL = _WEIGHTS.keys() - {"latin", "cohesion", "word", "line"}
_MIN_COUNT = 3
_MIN_NPMI = 0.35
_MIN_VAGUE_NPMI = 0.45
_MIN_ENTROPY_NATS = 0.6
_MIN_RATIO = 40.0
_MIN_VERB_RATIO = 200.0
_MIN_ALONE_SHARE = 0.25
_NESTED_SHARE = 0.75
_COMPLEMENTS = frozenset("成进上下出入去来到开住掉好完半")
_TERM_TAGS = ("n", "nz", "nt", "vn", "v", "l", "i", "j", "an", "x", "eng", "nr", "nrt", "")
_ADMITTED = re.compile(r"[\u4e00-\u9fff]{2,8}")
_TERM_LIKE = re.compile(r"[A-Z].*[A-Z0-9]|[a-z]+[A-Z0-9]|\d[*×x]\d|.*[-+#]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a concept's."""

    name: str
    count: int
    """How often the notes name it, longer candidates that hold it aside."""
    score: float
    sources: frozenset[str]
    """What brought it out, the keys of `_WEIGHTS`."""


def discover(documents: Sequence[Document], segmenter: Segmenter) -> tuple[Candidate, ...]:
    """Find the names that the notes bring out, by score and then name.

    Signals are headings, bold text, list items, definitions, parentheses, Latin words, words
    that keep together (pointwise mutual information) and have free neighbors (entropy), and
    words far more frequent here than in general Chinese. ``generic_words.txt`` says what is none.
    """
    texts: list[Plain] = []
    found: list[Run] = []
    structural: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for number, document in enumerate(documents):
        for block, text in prose(document):
            texts.append(text)
            wide = runs(text.text, segmenter)
            narrow = [units for run in wide for units in names_in(run)]
            found.extend(make_run(number, text.text, units) for units in narrow)
            compounds = [run for run in wide if is_compound(run)]
            for source, name in places_of_names(block, text, narrow, compounds):
                structural[fold_name(name)][source] += 1
                names.setdefault(fold_name(name), name)
    tallies, total = tally_runs(found, structural.keys())
    for key in sorted(structural.keys() - tallies.keys()):
        _admit(names[key], tallies, segmenter)
    for key in structural.keys() & tallies.keys():
        tallies[key].sources |= structural[key].keys()
        tallies[key].standing = structural[key]["line"] + structural[key]["label"]
    pool = _pool(tallies, total, segmenter)
    _settle(pool, tallies)
    return _candidates(pool, texts)


def _admit(name: str, tallies: dict[str, Tally], segmenter: Segmenter) -> None:
    """Take a name that structure sets apart although a word in it otherwise parts names."""
    tokens = segmenter.segment(name)
    if len(tokens) == 1 or not _ADMITTED.fullmatch(name):
        return
    edges = tokens[0].text, tokens[-1].text
    if any(parts(edge, segmenter) for edge in edges) or any(
        parts(token.text, segmenter) and len(token.text) > 1 for token in tokens
    ):
        return
    units = tuple(Unit(token.text, token.start, token.end, latin=False) for token in tokens)
    tallies[fold_name(name)] = Tally(units, Counter({name: 1}))


def _pool(tallies: Mapping[str, Tally], total: int, segmenter: Segmenter) -> dict[str, Tally]:
    """Give the names that one of the signals brings out."""
    pool = {}
    for key, tally in tallies.items():
        if not is_name(tally.words):
            continue
        if all(tally.latin):
            signal = "latin" if _is_latin_term(tally) else ""
        elif len(tally.units) == 1:
            signal = "word" if _is_specific(tally, total, segmenter) else ""
        else:
            signal = "cohesion" if _keeps_together(tally, tallies, total) else ""
        if signal:
            tally.sources.add(signal)
        if (signal or tally.sources & _ASSERTED or _stands_out(tally)) and not _is_label(tally):
            pool[key] = tally
    return pool


def _is_label(tally: Tally) -> bool:
    """Tell whether a name is none of the text's: a user, a field, a button."""
    outside = {"line", "label", "cohesion", "word", "latin"}
    return tally.standing > 1 and tally.standing >= tally.count / 2 and tally.sources <= outside


def _is_latin_term(tally: Tally) -> bool:
    name = " ".join(tally.units)
    if len(tally.units) == 1:
        return tally.count >= _MIN_COUNT or (tally.count > 1 and bool(_TERM_LIKE.match(name)))
    return tally.count > 1 and _is_free(tally, 0.0)


def _is_specific(tally: Tally, total: int, segmenter: Segmenter) -> bool:
    """Tell whether the notes use a word far more often than general Chinese does."""
    (word,) = tally.units
    if tally.count < _MIN_COUNT or segmenter.part_of_speech(word) not in _TERM_TAGS:
        return False
    general = (segmenter.frequency(word) + 1) / segmenter.total_frequency
    verb = segmenter.part_of_speech(word) == "v"
    enough = tally.count / total / general >= (_MIN_VERB_RATIO if verb else _MIN_RATIO)
    return enough and _is_free(tally, 0.3) and _is_of_the_field(tally, verb=verb)


def _is_of_the_field(tally: Tally, *, verb: bool) -> bool:
    """Tell whether structure, other names or other notes take up a word; a long noun needs less."""
    (word,) = tally.units
    if tally.sources & _STRUCTURAL or (not verb and len(word) > 2):
        return True
    if verb and not word.endswith("化"):
        spread = tally.family == 1 and len(tally.documents) > 1 and word[-1] not in _COMPLEMENTS
        return tally.family > 1 or spread
    return tally.family > 0 or len(tally.documents) > 1


def _keeps_together(tally: Tally, tallies: Mapping[str, Tally], total: int) -> bool:
    """Tell whether words form one name: they attract each other, and others come and go."""
    if tally.count < _MIN_COUNT or not _is_free(tally, _MIN_ENTROPY_NATS):
        return False
    vague = all(says_nothing(unit.casefold()) for unit in tally.units)
    least = _MIN_VAGUE_NPMI if vague else _MIN_NPMI
    for at in range(1, len(tally.units)):
        left = tallies.get(fold_name("".join(tally.units[:at])))
        right = tallies.get(fold_name("".join(tally.units[at:])))
        if left is None or right is None:
            return False
        together = math.log(tally.count * total / (left.count * right.count))
        if together / -math.log(tally.count / total) < least:
            return False
    return True


def _is_free(tally: Tally, min_entropy_nats: float) -> bool:
    """Tell whether the words on each side vary: their entropies are at least so great."""
    shares = ([n / side.total() for n in side.values()] for side in (tally.before, tally.after))
    return all(-sum(p * math.log(p) for p in side) >= min_entropy_nats for side in shares)


def _stands_out(tally: Tally) -> bool:
    """Tell whether structure alone makes a name: two kinds of it, or one and use elsewhere."""
    marks = tally.sources & _STRUCTURAL
    if not tally.before:  # its use is counted at the end
        return True
    if any(tally.latin):
        return bool(marks)
    if all(says_nothing(unit) for unit in tally.units):
        return len(marks) > 2
    if marks <= {"listed"} and len(tally.units) == 1 and tally.family < 2:
        return False
    once = "statement" in marks and len("".join(tally.units)) > 2
    often = tally.count >= (_MIN_COUNT if marks <= {"listed"} else 2)
    return once or len(marks) > 1 or (often and bool(marks | tally.sources & {"line"}))


def _settle(pool: dict[str, Tally], tallies: Mapping[str, Tally]) -> None:
    """Of names inside names, keep the ones that people use."""
    stuck = {(tally.units[0], "".join(tally.units[1:])) for tally in tallies.values()}
    heads = Counter(rest for first, rest in stuck if first.isascii() and not rest.isascii())
    classes = frozenset(head for head, latin in heads.items() if latin > 1)
    for key in sorted(pool, key=lambda key: (-len(key), key)):
        tally = pool[key]
        if len(tally.units) > 1 and _adds_nothing(tally, pool, classes):
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


def _parts(tally: Tally) -> Iterator[str]:
    units = tally.units
    for first, last in combinations(range(len(units) + 1), 2):
        if last - first < len(units):
            yield fold_name("".join(units[first:last]))


def _adds_nothing(tally: Tally, pool: Mapping[str, Tally], classes: frozenset[str]) -> bool:
    """Tell whether a name is another one with a word that makes it no other thing.

    ``classes`` are the Chinese names that follow several Latin ones, as 激活函数 does.
    """
    if tally.units[-1] in words("idle"):
        base = pool.get(fold_name("".join(tally.units[:-1])))
        if all(map(says_nothing, tally.units)) or (base and base.count > tally.count):
            return True
    cut = next((at for at in range(1, len(tally.latin)) if tally.latin[at] != tally.latin[0]), 0)
    if cut == 0:
        return False
    left = pool.get(fold_name("".join(tally.units[:cut])))
    rest = "".join(tally.units[cut:])
    right = pool.get(fold_name(rest))
    if tally.latin[0]:
        alone = left is not None and left.count > tally.count
        if tally.sources & _ASSERTED and rest not in classes:
            return False
        return alone and (rest in words("suffix") or right is not None)
    return left is not None and right is not None and "definition" not in tally.sources


def _candidates(pool: Mapping[str, Tally], texts: Sequence[Plain]) -> tuple[Candidate, ...]:
    matcher = NameMatcher(pool)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(key for key, _ in matcher.find(text.text))
    rare = {key for key, tally in pool.items() if counts[key] < _least(tally)}
    if hiding := {key for key in rare if not pool[key].before}:  # the names inside them
        return _candidates({key: pool[key] for key in pool.keys() - hiding}, texts)
    found = []
    for tally, key in ((pool[key], key) for key in pool.keys() - rare):
        weight = 1.0 + sum(_WEIGHTS[source] for source in tally.sources)
        name = min(tally.surfaces, key=lambda surface: (-tally.surfaces[surface], surface))
        score = round(weight * math.log1p(counts[key]), 6)
        found.append(Candidate(name, counts[key], score, frozenset(tally.sources)))
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.name)))


def _least(tally: Tally) -> float:
    """Give how often a name must stand alone: admitted ones and mere parts must do so more."""
    if not tally.before:
        return 2 if tally.sources & _ASSERTED else _MIN_COUNT
    return 1 if tally.sources & _STRUCTURAL else max(1, _MIN_ALONE_SHARE * tally.count)
