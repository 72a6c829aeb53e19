"""How well the relation classifier reads statements that it was not fitted on, and its fitting.

``statements/snippets.jsonl`` holds short pieces of notes, ``statements/sections.jsonl`` sections
written for this, and ``statements/chunks.jsonl`` those of the project's own sample notes, each with
its concepts' names and the relations that it states. Prints precision and recall by threshold,
fitted on three quarters of the snippets and one half of the sets of sections, tested on the rest.
With ``--write`` it fits on everything and writes ``kg/lexicon/relation_weights.txt``.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.eval import read_jsonl
from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.learned.concept_pairs import Pair, pair_concepts
from kg.learned.pair_features import read_features
from kg.learned.relation_classifier import BACKWARD, NONE, Verdict, is_believed
from kg.names import fold_name
from kg.records import Concept, Note, RelationType

FOLDER = Path(__file__).parent / "statements"
WEIGHTS = Path(__file__).parent.parent / "kg" / "lexicon" / "relation_weights.txt"
_HELD_OUT = 4
"""Each fourth snippet is held out of the fit that is tested."""
_SECTION_WEIGHT = 2.0
"""What a pair of a section weighs beside one of a snippet."""
_LEAST_TIMES = 3
"""How many pairs must have a feature."""
_STRENGTH = 0.2
"""Inverse of the L2 penalty."""
_LEAST_WEIGHT = 0.1
_STEPS = 300
_THRESHOLDS = (0.5, 0.7, 0.8, 0.85, 0.9)
_HEADER = """# Weights of the relation classifier: a feature, a tab, then classes and their weights.
# A class is a relation, with < where the second concept is its head, or none.
# Written by a program: python -m benchmarks.statements --write
"""

Triple = tuple[str, str, str]
# Of two relations that one pair is labelled with, the first: what is said more seldom.
_ORDER = {
    relation: at
    for at, relation in enumerate(
        ("mitigates", "causes", "improves", "is_a", "part_of", "uses", "contrasts")
    )
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled text, its pairs read."""

    source: str
    """Which set of notes it is from; empty for a snippet."""
    stated: frozenset[Triple]
    pairs: tuple[Pair, ...]
    features: tuple[frozenset[str], ...]
    """Of each pair."""


def read_piece(row: dict[str, Any]) -> Piece:
    """Read a labelled line: its ``text``, ``names`` and ``relations``, and maybe its ``set``."""
    names = dict.fromkeys(filter(None, map(fold_name, row["names"])))
    matcher = ConceptMatcher([Concept(id=name, name=name) for name in names])
    document = clean(Note("piece.md", "piece.md", f"{row['text']}\n", "markdown", "utf-8", ""))
    pairs = tuple(pair for _, found in pair_concepts(document, matcher) for pair in found)
    labelled = {
        _ordered(fold_name(each["head"]), each["relation"], fold_name(each["tail"]))
        for each in row["relations"]
        if each.get("holds", True)
    }
    parts = {(whole, part) for part, relation, whole in labelled if relation == "part_of"}
    stated = frozenset(
        triple for triple in labelled if triple[1] != "uses" or triple[::2] not in parts
    )
    features = tuple(frozenset(read_features(pair)) for pair in pairs)
    return Piece(row.get("set", ""), stated, pairs, features)


def read_pieces(name: str) -> list[Piece]:
    """Read a file of labelled lines, in order."""
    return [read_piece(row) for row in read_jsonl(FOLDER / f"{name}.jsonl")]


def _ordered(head: str, relation: str, tail: str) -> Triple:
    """Give a triple, of two that contrast the smaller name first."""
    if relation == RelationType.CONTRASTS and head > tail:
        return tail, relation, head
    return head, relation, tail


def label_of(pair: Pair, stated: Iterable[Triple]) -> str:
    """Give the class of a pair: its relation, marked where the second concept is the head."""
    first, second = {*pair.first.concepts}, {*pair.second.concepts}
    for head, relation, tail in sorted(stated, key=lambda triple: (_ORDER[triple[1]], triple)):
        if head in first and tail in second:
            return relation
        if head in second and tail in first:
            return relation if relation == RelationType.CONTRASTS else relation + BACKWARD
    return NONE


def triples_of(pair: Pair, verdict: Verdict) -> set[Triple]:
    """Give what a verdict says of a pair's concepts."""
    ends = (pair.first.concepts, pair.second.concepts)
    heads, tails = reversed(ends) if verdict.backward else ends
    return {_ordered(head, verdict.relation, tail) for head in heads for tail in tails}


class Model:
    """A fitted multinomial logistic regression."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Fit on the pairs of the pieces, in their order."""
        features = [each for piece in pieces for each in piece.features]
        labels = [label_of(pair, piece.stated) for piece in pieces for pair in piece.pairs]
        times = Counter(feature for each in features for feature in each)
        kept = {feature for feature, count in times.items() if count >= _LEAST_TIMES}
        self._vectorizer = DictVectorizer()
        rows = self._vectorizer.fit_transform(
            [dict.fromkeys(each & kept, 1.0) for each in features]
        )
        weights = [
            _SECTION_WEIGHT if piece.source else 1.0 for piece in pieces for _ in piece.pairs
        ]
        self._regression = LogisticRegression(C=_STRENGTH, max_iter=_STEPS)
        self._regression.fit(rows, labels, sample_weight=weights)
        weak = abs(self._regression.coef_) < _LEAST_WEIGHT
        self._regression.coef_[weak] = 0.0
        self.classes: list[str] = [str(each) for each in self._regression.classes_]

    def predict(self, piece: Piece) -> list[tuple[Pair, Verdict]]:
        """Give the likeliest verdict on each pair of a piece."""
        if not piece.pairs:
            return []
        rows = self._vectorizer.transform([dict.fromkeys(each, 1.0) for each in piece.features])
        chances = self._regression.predict_proba(rows)
        chances[:, self.classes.index(NONE)] = 0.0
        best = [self.classes[at] for at in chances.argmax(axis=1)]
        return [
            (
                pair,
                Verdict(
                    RelationType(label.removesuffix(BACKWARD)),
                    label.endswith(BACKWARD),
                    float(sure),
                ),
            )
            for pair, label, sure in zip(piece.pairs, best, chances.max(axis=1), strict=True)
        ]

    def write(self, path: Path) -> None:
        """Write the weights as text, a feature a line, without those near zero."""
        lines = [_line("bias", self.classes, self._regression.intercept_)]
        columns = self._regression.coef_.T
        for feature, at in sorted(self._vectorizer.vocabulary_.items()):
            if columns[at].any() and feature.isprintable():
                lines.append(_line(feature, self.classes, columns[at]))
        path.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _line(feature: str, classes: Sequence[str], weights: Iterable[float]) -> str:
    written = (
        f"{label} {weight:.2f}" for label, weight in zip(classes, weights, strict=True) if weight
    )
    return f"{feature}\t{' '.join(written)}"


def describe(model: Model, pieces: Sequence[Piece]) -> str:
    """Give precision and recall of a model on pieces: as the program reads, and by threshold."""
    said = [(piece, model.predict(piece)) for piece in pieces]
    readings: list[tuple[str, Callable[[Pair, Verdict], bool]]] = [("as read", is_believed)]
    readings += [(f"from {least:.2f} on", _at_least(least)) for least in _THRESHOLDS]
    return "\n".join(f"  {name}: {_score(said, is_kept)}" for name, is_kept in readings)


def _at_least(least: float) -> Callable[[Pair, Verdict], bool]:
    return lambda _, verdict: verdict.probability >= least


def _score(
    said: Sequence[tuple[Piece, Sequence[tuple[Pair, Verdict]]]],
    is_kept: Callable[[Pair, Verdict], bool],
) -> str:
    found = right = stated = 0
    for piece, verdicts in said:
        kept = {
            triple
            for pair, verdict in verdicts
            if is_kept(pair, verdict)
            for triple in triples_of(pair, verdict)
        }
        found += len(kept)
        right += len(kept & piece.stated)
        stated += len(piece.stated)
    return f"{found} read, precision {right / max(1, found):.3f}, recall {right / stated:.3f}"


def main() -> None:
    """Test on what is held out, or fit on everything and write the weights."""
    snippets = read_pieces("snippets")
    sections = [*read_pieces("sections"), *read_pieces("chunks")]
    if "--write" in sys.argv[1:]:
        Model([*snippets, *sections]).write(WEIGHTS)
        return
    sets = sorted({piece.source for piece in sections})
    held = {*sets[::2]}
    fitted = [piece for at, piece in enumerate(snippets) if at % _HELD_OUT]
    fitted += [piece for piece in sections if piece.source not in held]
    model = Model(fitted)
    print(f"fitted on {len(fitted)} pieces with {sum(len(each.pairs) for each in fitted)} pairs")
    print("snippets held out\n" + describe(model, snippets[::_HELD_OUT]))
    print("sets held out: " + ", ".join(sorted(held)))
    print(describe(model, [piece for piece in sections if piece.source in held]))


if __name__ == "__main__":
    main()
