"""Documents to candidates for concepts: names that the notes themselves bring out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.names import fold_name
from kg.naming.matching import NameMatcher
from kg.naming.name_patterns import (
    Plain,
    is_clause,
    is_name,
    make_unit,
    names_in,
    parts,
    prose,
    runs,
    says_nothing,
    words,
)
from kg.naming.nesting import ASSERTED, STRUCTURAL, settle
from kg.naming.phrases import places_of_names
from kg.naming.tallies import Run, Tally, make_run, tally_runs
from kg.records import Document
from kg.segmentation import Segmenter
from kg.wordlists import read_lines

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
_MIN_COUNT = 3
_MIN_NPMI = 0.35
_MIN_VAGUE_NPMI = 0.45
_MIN_ENTROPY_NATS = 0.6
_MIN_RATIO = 40.0
_MIN_VERB_RATIO = 200.0
_MIN_ALONE_SHARE = 0.25
_COMPLEMENTS = frozenset("成进上下出入去来到开住掉好完半")
_TERM_TAGS = ("n", "nz", "nt", "vn", "v", "l", "i", "j", "an", "x", "eng", "nr", "nrt", "")
_CORE = re.compile(r"[\u4e00-\u9fff]{3,8}")
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
            for source, name in places_of_names(block, text, narrow, wide):
                structural[fold_name(name)][source] += 1
                names.setdefault(fold_name(name), name)
    _take_cores(structural, names)
    known = {fold_name(name) for pair in read_lines("aliases") for name in pair.split("=")}
    tallies, total = tally_runs(found, structural.keys() | known)
    for key in known & tallies.keys():
        structural[key]["definition"] += 1
    for key in sorted(structural.keys() - tallies.keys()):
        _admit(names[key], tallies, segmenter)
    for key in structural.keys() & tallies.keys():
        tallies[key].sources |= structural[key].keys()
        tallies[key].standing = structural[key]["line"] + structural[key]["label"]
    pool = _pool(tallies, total, segmenter)
    settle(pool, tallies)
    return _candidates(pool, texts)


def _take_cores(structural: dict[str, Counter[str]], names: dict[str, str]) -> None:
    """Take what a heading is about out of its field and class: 深度学习物体检测算法 is 物体检测."""
    suffixes = tuple(words("suffix"))
    for key in [key for key, sources in structural.items() if set(sources) == {"heading"}]:
        field = next((key[:n] for n in range(len(key) - 5, 2, -1) if key[:n] in structural), "")
        core = key.removeprefix(field).removesuffix(max(filter(key.endswith, suffixes), default=""))
        if field and key != field + core and _CORE.fullmatch(core):
            structural[core] += structural.pop(key)
            names.setdefault(core, core)


def _admit(name: str, tallies: dict[str, Tally], segmenter: Segmenter) -> None:
    """Take a name that structure sets apart although a word in it otherwise parts names."""
    tokens = segmenter.segment(name)
    if len(tokens) == 1 or not _ADMITTED.fullmatch(name):
        return
    inside = (t.text for t in tokens[1:-1] if len(t.text) > 1 and segmenter.frequency(t.text))
    edges = (t.text for t in (tokens[0], tokens[-1]) if segmenter.frequency(t.text))
    if any(parts(word, segmenter) for word in (*edges, *inside)):
        return
    units = tuple(make_unit(token, segmenter) for token in tokens)
    tallies[fold_name(name)] = Tally(units, Counter({name: 1}))


def _pool(tallies: Mapping[str, Tally], total: int, segmenter: Segmenter) -> dict[str, Tally]:
    """Give the names that one of the signals brings out."""
    pool = {}
    for key, tally in tallies.items():
        if not is_name(tally.words):
            continue
        rare = False
        if all(tally.latin):
            signal = "latin" if _is_latin_term(tally) else ""
        elif len(tally.units) == 1:
            rare = _is_rare(tally, total, segmenter)
            signal = "word" if rare and _is_specific(tally) else ""
        else:
            signal = "cohesion" if _keeps_together(tally, tallies, total) else ""
        if signal:
            tally.sources.add(signal)
        if (signal or tally.sources & ASSERTED or _stands_out(tally, rare=rare)) and not _is_label(
            tally
        ):
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


def _is_specific(tally: Tally) -> bool:
    """Tell whether a word that the notes use far more often than general Chinese is theirs."""
    return tally.count >= _MIN_COUNT and _is_free(tally, 0.3) and _is_of_the_field(tally)


def _is_rare(tally: Tally, total: int, segmenter: Segmenter) -> bool:
    """Tell whether the notes use a word far more often than general Chinese does."""
    (word,) = tally.words
    if word.latin or word.tag not in _TERM_TAGS:
        return False
    general = (segmenter.frequency(word.text) + 1) / segmenter.total_frequency
    ratio = tally.count / total / general
    alone = word.tag == "v" and "statement" not in tally.sources
    return ratio >= (_MIN_VERB_RATIO if alone else _MIN_RATIO)


def _is_of_the_field(tally: Tally) -> bool:
    """Tell whether structure, other names or other notes take up a word; a long noun needs less."""
    (word,) = tally.units
    verb = tally.words[0].tag == "v"
    if tally.sources & STRUCTURAL or (not verb and len(word) > 2):
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


def _stands_out(tally: Tally, *, rare: bool) -> bool:
    """Tell whether structure alone makes a name: two kinds of it, or one and use elsewhere."""
    marks = tally.sources & STRUCTURAL
    if not tally.before:  # its use is counted at the end
        return True
    if any(tally.latin):
        return bool(marks)
    if all(says_nothing(unit) for unit in tally.units):
        return len(marks) > 2
    if len(tally.units) == 1 and marks and marks <= {"listed", "statement"}:
        return rare and (tally.count > 1 or len(tally.units[0]) > 2)
    topic = marks & {"heading", "item"} and len(tally.units) > 1 and not is_clause(tally.words)
    once = (topic or "statement" in marks) and len("".join(tally.units)) > 2
    often = tally.count >= (_MIN_COUNT if marks <= {"listed"} else 2)
    return once or len(marks) > 1 or (often and bool(marks | tally.sources & {"line"}))


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
        return 1 if tally.sources & (ASSERTED | {"statement"}) else 2
    return 1 if tally.sources & STRUCTURAL else max(1, _MIN_ALONE_SHARE * tally.count)
