"""Relation classifier: a pair's features to the relation that its sentence states, if any.

Multinomial logistic regression; ``benchmarks/statements.py`` fits it on labelled statements and
writes its weights, which are data: ``lexicon/relation_weights.txt``.
"""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from kg.clauses.assertions import hedged
from kg.clauses.relation_patterns import Statement
from kg.clauses.relation_phrases import makes_sense
from kg.clauses.slots import SLOT, one_of
from kg.clauses.subjects import lead_surety
from kg.concepts import ConceptMatcher
from kg.learned.concept_pairs import CLAUSE_END, CONCEPT, Pair, count_breaks, pair_concepts
from kg.learned.pair_features import read_features
from kg.records import Document, RelationType, Span
from kg.wordlists import read_lines

NONE = "none"
BACKWARD = "<"
"""Ends the class of a relation whose head is the second of the pair."""
_LEAST_ADJOINING, _LEAST = 0.75, 0.9
"""The probability from which on a statement is believed: of two concepts of a sentence with no
other concept nor end of a clause between, and of others."""

_DENIED = re.compile(one_of("negations") + "|未必|不够|不一定|谈不上")
_SUPPOSED = re.compile("如果|假如|假设|要是|倘若|若|即使|哪怕")
_OF_ANOTHER = re.compile("的(?:$|[，,；;。])")
"""`缓解过拟合的，留下`: what is said of those that do."""

_CHANGED = re.compile("[调设改减增取开变降升拉]")
"""`学习率调小` under a heading: not 学习率 does what the line tells."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a pair is most likely to state."""

    relation: RelationType
    backward: bool
    """Whether the second concept is the head."""
    probability: float
    """From 0 to 1."""


def classify_document(
    document: Document, matcher: ConceptMatcher
) -> Iterator[tuple[Statement, Span]]:
    """Give what a document's sentences state by the classifier, with their places, in order."""
    text = document.note.text
    for span, pairs in pair_concepts(document, matcher):
        for pair in pairs:
            verdict = classify(read_features(pair))
            if _is_believed(pair, verdict):
                ends = (pair.first.concepts, pair.second.concepts)
                heads, tails = reversed(ends) if verdict.backward else ends
                sure = hedged(verdict.probability, text[span.start : span.end])
                yield Statement(heads, verdict.relation, tails, sure), span


def _is_believed(pair: Pair, verdict: Verdict) -> bool:
    """Tell whether a verdict is sure enough, makes sense, and is neither denied nor supposed."""
    adjoining = not pair.heading and not count_breaks(pair.between)
    if verdict.probability < (_LEAST_ADJOINING if adjoining else _LEAST):
        return False
    names = (pair.first.name, pair.second.name)
    head, tail = reversed(names) if verdict.backward else names
    if not makes_sense(verdict.relation, [head], [tail]) or _OF_ANOTHER.match(pair.after):
        return False
    if pair.heading and _CHANGED.match(pair.after):
        return False
    if verdict.relation is RelationType.CONTRASTS:
        return True
    lead = CLAUSE_END.split(pair.before)[-1]
    if _DENIED.search(pair.between) or _SUPPOSED.search(lead):
        return False
    return verdict.backward or lead_surety(lead.replace(CONCEPT, SLOT[1])) > 0


def classify(features: Collection[str]) -> Verdict:
    """Give the likeliest relation that a pair's features tell of, and its probability."""
    weights = read_weights()
    scores = dict(weights.bias)
    for feature in features:
        for label, weight in weights.of_feature.get(feature, ()):
            scores[label] += weight
    highest = max(scores.values())
    total = sum(math.exp(score - highest) for score in scores.values())
    label = max(scores.keys() - {NONE}, key=lambda label: (scores[label], label))
    return Verdict(
        relation=RelationType(label.rstrip(BACKWARD)),
        backward=label.endswith(BACKWARD),
        probability=math.exp(scores[label] - highest) / total,
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each class alone, and of each feature in the classes it tells for or against."""

    bias: dict[str, float]
    of_feature: dict[str, tuple[tuple[str, float], ...]]


@cache
def read_weights() -> Weights:
    """Read lines ``feature<TAB>class weight class weight``; the first is the classes' biases."""
    rows: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in read_lines("relation_weights"):
        feature, _, numbers = line.partition("\t")
        words = numbers.split()
        rows[feature] = tuple(zip(words[::2], map(float, words[1::2]), strict=True))
    return Weights(dict(rows.pop("bias")), rows)
