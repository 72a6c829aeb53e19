"""How well the name tagger finds names that it was not fitted on, and its fitting.

``statements/snippets.jsonl`` and ``statements/sections.jsonl`` hold texts whose names are all
labelled. Prints precision and recall by threshold, of stretches of words, fitted on all but one
author of sections and tested on that one. With ``--write`` it fits on everything and writes
``kg/lexicon/name_weights.txt``.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.eval import read_jsonl
from kg.cleaning import clean
from kg.learned.name_features import read_word, word_features
from kg.learned.name_tagger import BIAS, around, edges, stretches
from kg.names import fold_name
from kg.naming.matching import NameMatcher
from kg.naming.name_patterns import wide_runs
from kg.naming.plain_text import prose
from kg.records import Note
from kg.segmentation import Segmenter
from kg.wordlists import read_lines

FOLDER = Path(__file__).parent / "statements"
WEIGHTS = Path(__file__).parent.parent / "kg" / "lexicon" / "name_weights.txt"
_LEAST_TIMES = 3
"""How many stretches must have a feature."""
_STRENGTH = 0.4
"""Inverse of the L2 penalty."""
_STEPS = 300
_LEAST_WEIGHT = 0.1
_THRESHOLDS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
_HEADER = """# Weights of the name tagger, in hundredths: a feature, a tab and its weight.
# Written by a program: python -m benchmarks.names --write
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of words of a labelled text."""

    source: str
    """The author of its text; empty for snippets."""
    features: tuple[str, ...]
    named: bool
    """Whether it is a name there."""


def read_examples(rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Read labelled lines: ``text``, ``names`` and maybe ``set``.

    A stretch inside a longer name is left out where it is a name elsewhere in its text.
    """
    segmenter = Segmenter(read_lines("user_dict"))
    for row in rows:
        names = {fold_name(name) for name in row["names"]}
        matcher = NameMatcher(names)
        note = Note("piece.md", "piece.md", f"{row['text']}\n", "markdown", "utf-8", "")
        for _, plain in prose(clean(note)):
            places = {(span.start, span.end) for _, span in matcher.find(plain.text)}
            for run in wide_runs(plain.text, segmenter):
                words = [read_word(unit) for unit in run]
                sides = [*around(plain.text, run, words)]
                between = edges(plain.text, run)
                for first, last in stretches(run):
                    start, end = run[first].start, run[last - 1].end
                    named = (start, end) in places
                    if named or fold_name(plain.text[start:end]) not in names:
                        features = (*sides[first][0], *sides[last - 1][1])
                        features += (between[first == 0][last == len(run)],)
                        features += tuple(word_features(words[first:last]))
                        yield Example(row.get("set", ""), features, named)


class Model:
    """A fitted logistic regression."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Fit on examples, in their order."""
        times = Counter(feature for example in examples for feature in {*example.features})
        self._kept = {feature for feature, count in times.items() if count >= _LEAST_TIMES}
        self._vectorizer = DictVectorizer()
        rows = self._vectorizer.fit_transform([self._row(example) for example in examples])
        self._regression = LogisticRegression(C=_STRENGTH, max_iter=_STEPS)
        self._regression.fit(rows, [example.named for example in examples])
        weak = abs(self._regression.coef_) < _LEAST_WEIGHT
        self._regression.coef_[weak] = 0.0

    def _row(self, example: Example) -> dict[str, float]:
        return dict.fromkeys(filter(self._kept.__contains__, example.features), 1.0)

    def predict(self, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
        """Give the probability that each example is a name."""
        rows = self._vectorizer.transform([self._row(example) for example in examples])
        chances: npt.NDArray[np.float64] = self._regression.predict_proba(rows)[:, 1]
        return chances

    def write(self, path: Path) -> None:
        """Write the weights as text, a feature a line, without those near zero."""
        lines = [f"{BIAS}\t{round(100 * self._regression.intercept_[0])}"]
        weights = self._regression.coef_[0]
        for feature, at in sorted(self._vectorizer.vocabulary_.items()):
            if weights[at] and feature.isprintable():
                lines.append(f"{feature}\t{round(100 * weights[at])}")
        path.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def describe(model: Model, examples: Sequence[Example]) -> str:
    """Give precision and recall of a model on examples by threshold."""
    chances = model.predict(examples)
    named = np.array([example.named for example in examples])
    lines = []
    for least in _THRESHOLDS:
        found = chances >= least
        right = int(named[found].sum())
        precision, recall = right / max(1, int(found.sum())), right / int(named.sum())
        lines.append(f"  from {least:.2f} on: precision {precision:.3f}, recall {recall:.3f}")
    return "\n".join(lines)


def main() -> None:
    """Test on each author held out, or fit on everything and write the weights."""
    files = ("snippets", "sections")
    examples = [e for name in files for e in read_examples(read_jsonl(FOLDER / f"{name}.jsonl"))]
    if "--write" in sys.argv[1:]:
        Model(examples).write(WEIGHTS)
        return
    for author in sorted({example.source for example in examples} - {""}):
        held = [example for example in examples if example.source == author]
        model = Model([example for example in examples if example.source != author])
        print(f"{author}: {len(held)} stretches\n{describe(model, held)}")


if __name__ == "__main__":
    main()
