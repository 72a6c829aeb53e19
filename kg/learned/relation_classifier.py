"""Relation classifier: a pair's features to the relation that its sentence states, if any.

Multinomial logistic regression; ``benchmarks/statements.py`` fits it on labelled statements and
writes its weights, which are data: ``lexicon/relation_weights.txt``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.clauses.assertions import hedged
from kg.clauses.relation_patterns import Statement
from kg.clauses.relation_phrases import makes_sense
from kg.clauses.slots import SLOT, one_of
from kg.clauses.subjects import lead_surety
from kg.concepts import ConceptMatcher
from kg.learned.concept_pairs import CLAUSE_END, CONCEPT, Pair, pair_concepts
from kg.learned.pair_features import read_features
from kg.records import Document, RelationType, Span
from kg.wordlists import read_lines

NONE = "none"
BACKWARD = "<"
"""Ends the class of a relation whose head is the second of the pair."""
_LEAST, _LEAST_SEEMING = 0.7, 0.85
"""Probabilities from which on statements are believed, set on note sets held out of the fit."""
_LISTED = {RelationType.CAUSES, RelationType.IS_A, RelationType.MITIGATES, RelationType.PART_OF}
"""What a line states by standing under a heading."""
_UNIT = 100
_SURETY = 0.8
"""How sure a certain verdict is: about what notes that it was not fitted on bear out."""
_DENIED = re.compile(one_of("negations") + "|未必|不够|不一定|谈不上|[=＝≈]")
_SUPPOSED = re.compile("如果|假如|假设|要是|倘若|若|即使|哪怕|别以为|别当|谁说")
_OF_ANOTHER = re.compile(
    r"的(?:$|[，,；;。]"
    rf"|(?!{one_of('object_tails', 'class_nouns', 'remedies', 'roots')})[\u4e00-\u9fff])"
)
"""`缓解过拟合的，留下`: what is said of those that do. `减少裂果的面积`: it is not lessened."""
_ITS_OWN = re.compile(
    "的(?!"
    + one_of("strengths", "weaknesses", "harms", "roots", "portions", "components", "variants")
    + "|目的|作用|思想|核心|关键|原理|本质|方法|方式|思路|特点|底层|主要|常见|根本|直接|最)"
    + r"[\u4e00-\u9fff]"
)
"""`滴灌的气味会导致`: a part of the first concept, and not itself."""
_GOES_ON = re.compile(
    "(?:缓慢|变慢|减慢|变差|变小|变化|改变|下降|降低|减少|困难|受阻|停滞|停止|不稳|失败|延迟|中断)"
)
"""`会造成更新缓慢`: what it brings about is more than is named."""
_USUAL = re.compile("常见|几种|常用(?![于来以])")
"""`A 常见防止过拟合方法`: not A does it."""
_CHANGED = re.compile("[调设改减增取开变降升拉][小大低高少多为成到掉关短长]")
"""`学习率调小` under a heading: not 学习率 does what the line tells."""


_SAYS_CLASS = re.compile(r"\s*(?:也|就|都)?(?:是|属于)(?:一[种类个款套项门]|其中)")
"""After the concept of a line below a heading: it says itself of what class it is."""


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
            if is_believed(pair, verdict):
                ends = (pair.first.concepts, pair.second.concepts)
                heads, tails = reversed(ends) if verdict.backward else ends
                sure = hedged(_SURETY * verdict.probability, text[span.start : span.end])
                yield Statement(heads, verdict.relation, tails, sure), span


def is_believed(pair: Pair, verdict: Verdict) -> bool:
    """Tell whether a verdict is sure enough, makes sense, and is neither denied nor supposed."""
    if verdict.probability < _least(pair, verdict.relation):
        return False
    if pair.heading and not _may_list(pair, verdict.relation):
        return False
    if _ITS_OWN.match(pair.between) and verdict.relation is not RelationType.PART_OF:
        return False
    names = (pair.first.name, pair.second.name)
    head, tail = reversed(names) if verdict.backward else names
    if not makes_sense(verdict.relation, [head], [tail]) or _OF_ANOTHER.match(pair.after):
        return False
    lead = CLAUSE_END.split(pair.before)[-1]
    if _SUPPOSED.search(lead + pair.between):
        return False
    if verdict.relation is RelationType.CONTRASTS:
        return True
    if _DENIED.search(pair.between) or _is_partial(pair, verdict.relation):
        return False
    return verdict.backward or lead_surety(lead.replace(CONCEPT, SLOT[1])) > 0


def _may_list(pair: Pair, relation: RelationType) -> bool:
    """Tell whether a line may be so related to its heading, by what it says of itself."""
    other = relation is RelationType.IS_A and _SAYS_CLASS.match(pair.after)
    return relation in _LISTED and not _CHANGED.match(pair.after) and not other


def _is_partial(pair: Pair, relation: RelationType) -> bool:
    """Tell whether the first concept only has usual means, or the second is named in part."""
    if relation is RelationType.CAUSES:
        return bool(_GOES_ON.match(pair.after))
    return bool(relation is RelationType.MITIGATES and _USUAL.match(pair.between))


def _least(pair: Pair, relation: RelationType) -> float:
    """Give the probability that a pair needs: more where much is taken for what it is not."""
    seeming = pair.heading or relation is RelationType.USES
    return _LEAST_SEEMING if seeming else _LEAST


def classify(features: Iterable[str]) -> Verdict:
    """Give the likeliest relation that a pair's features tell of, and its probability."""
    weights = read_weights()
    known = filter(None, map(weights.rows.get, features))  # no feature has row 0
    scores = weights.of_row[[0, *known]].sum(axis=0) / _UNIT
    chances = np.exp(scores - scores.max())
    none = weights.classes.index(NONE)
    total, chances[none] = chances.sum(), 0.0
    best = int(chances.argmax())
    label = weights.classes[best]
    return Verdict(
        relation=RelationType(label.removesuffix(BACKWARD)),
        backward=label.endswith(BACKWARD),
        probability=float(chances[best] / total),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each feature in each class, in hundredths: whole numbers add up alike in any order."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    """The row of each feature."""
    of_row: npt.NDArray[np.int32]
    """Shape (features + 1, classes); the first row is the classes' own, whatever the features."""


@cache
def read_weights() -> Weights:
    """Read lines ``feature<TAB>class weight class weight``; the first is of the classes alone."""
    lines = [line.partition("\t") for line in read_lines("relation_weights")]
    classes = tuple(lines[0][2].split()[::2])
    places = {label: at for at, label in enumerate(classes)}
    of_row = np.zeros((len(lines), len(classes)), dtype=np.int32)
    for row, (_, _, numbers) in enumerate(lines):
        words = numbers.split()
        for label, weight in zip(words[::2], words[1::2], strict=True):
            of_row[row, places[label]] = round(float(weight) * _UNIT)
    return Weights(classes, {line[0]: row for row, line in enumerate(lines) if row}, of_row)
