"""How well the search refuses what the notes don't answer, and how a new fit would do.

The sets are the labelled questions over ``corpus`` and the folders of ``tests/notes`` and, where
``../shared`` is, those of its folder ``eval``; and over any more LABELS NOTES pairs of folders
given, which are measured and never fitted. Prints ``search.confidence``'s figures on each, the
weights of a fit on all, and for each set how a fit on the others does on it.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.eval import build_base, read_jsonl
from search.answer import read_questions, signs_of
from search.confidence import BIAS, WEIGHTS
from search.encoder import Encoder, load_encoder

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
SETS = (
    ("benchmarks/labels", "corpus"),
    *(
        (f"tests/notes/{name}/labels", f"tests/notes/{name}")
        for name in ("fields", "systems", *(f"fresh_{letter}" for letter in "abcdefgh"))
    ),
    ("../shared/eval", "../shared/notes"),
)
_CARE = 1.6
"""How much worse it is to refuse an answer than to give a near miss for one."""


def read_set(labels: Path, notes: Path, encoder: Encoder) -> tuple[Floats, Floats]:
    """Give each labelled question's signs, shape (n, signs), and 1.0 where it has an answer."""
    rows = [row for path in sorted(labels.glob("questions*.jsonl")) for row in read_jsonl(path)]
    with tempfile.TemporaryDirectory() as name:
        base = build_base(notes, Path(name), encoder)
    signs = []
    for query in read_questions([row["question"] for row in rows], base, encoder):
        hits = base.retriever.search(query, limit=10)
        signs.append(astuple(signs_of(query, hits, base)))
    answered = [float(bool(row["answer_any"])) for row in rows]
    return np.array(signs, dtype=np.float64), np.array(answered)


def fit(signs: Floats, answered: Floats, *, steps: int = 8000, decay: float = 0.02) -> Floats:
    """Fit logistic regression, the answered weighing ``_CARE`` times; give weights, then bias."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    inputs = np.c_[(signs - mean) / spread, np.ones(len(signs))]
    share = answered.mean()
    importance = np.where(answered > 0, _CARE * 0.5 / share, 0.5 / (1 - share)) / len(signs)
    weights = np.zeros(inputs.shape[1])
    for _ in range(steps):
        predicted = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ ((predicted - answered) * importance)
        weights -= 0.5 * (slope + decay * np.r_[weights[:-1], 0.0])
    slopes = weights[:-1] / spread
    fitted: Floats = np.r_[slopes, weights[-1] - slopes @ mean]
    return fitted


def refuse(signs: Floats, weights: Floats) -> Bools:
    """Tell which questions a set of weights, the bias at its end, refuses."""
    refused: Bools = signs @ weights[:-1] + weights[-1] <= 0
    return refused


def describe(refused: Bools, answered: Floats) -> str:
    """Tell how many questions of each kind are refused, and refusal's F1."""
    right, wrong = int((refused & (answered == 0)).sum()), int((refused & (answered > 0)).sum())
    unanswerable = int((answered == 0).sum())
    return (
        f"{right} of {unanswerable} unanswerable refused, "
        f"{wrong} of {int(answered.sum())} answerable refused, F1 {f1(refused, answered):.3f}"
    )


def f1(refused: Bools, answered: Floats) -> float:
    """Give the F1 of refusing what has no answer."""
    return float(2 * (refused & (answered == 0)).sum() / max(1, refused.sum() + sum(answered == 0)))


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    encoder = load_encoder()
    shipped = np.array([*WEIGHTS, BIAS])
    sets = {
        notes: read_set(Path(labels), Path(notes), encoder)
        for labels, notes in SETS
        if Path(labels).is_dir()
    }
    left_out = {}
    for name, (signs, answered) in sets.items():
        weights = fit(*_joined([each for other, each in sets.items() if other != name]))
        left_out[name] = refuse(signs, weights)
        print(f"{name}: {describe(refuse(signs, shipped), answered)}")
        print(f"{name}: fitted on the others: {describe(left_out[name], answered)}")
    every = _joined(list(sets.values()))
    print(f"all: {describe(refuse(every[0], shipped), every[1])}")
    each = [f1(left_out[name], answered) for name, (_, answered) in sets.items()]
    print(f"all: fitted on the others: {describe(np.concatenate([*left_out.values()]), every[1])}")
    print(f"all: fitted on the others: mean F1 {np.mean(each):.3f}, least {min(each):.3f}")
    weights = fit(*every)
    print("fitted on all:", *(f"{weight:.2f}" for weight in weights))
    print(f"fitted on all: {describe(refuse(every[0], weights), every[1])}")
    for labels, notes in zip(arguments[::2], arguments[1::2], strict=True):
        signs, answered = read_set(Path(labels), Path(notes), encoder)
        print(f"{notes}: {describe(refuse(signs, shipped), answered)}", flush=True)


def _joined(sets: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    signs, answered = zip(*sets, strict=True)
    return np.concatenate(signs), np.concatenate(answered)


if __name__ == "__main__":
    main(sys.argv[1:])
