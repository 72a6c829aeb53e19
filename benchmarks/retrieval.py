"""What puts the answering excerpt first: the parts of the search, added one after the other.

Run ``python -m benchmarks.retrieval`` in the repository. The sets are the labelled questions over
``corpus`` and the folders of ``tests/notes`` and, where ``../shared`` is, those of its folder
``eval`` and XQuAD's, whose paragraphs are notes of their own. A paragraph counts as found by its
name, every other answer by its excerpt; refused questions count like the others.

Below the table stand the weights of ``search.fusion`` fitted anew: on all sets, and for each set
on the others, with the figures it then comes to.

``--write`` writes what the questions have in common, which ``search.encoder`` takes out of each.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.eval import build_base, build_xquad, read_jsonl
from search.answer import read_questions
from search.coverage import carried, coverage
from search.encoder import COMMON_QUESTION, Encoder, load_encoder
from search.evaluation import right_ranks
from search.excerpts import choose_excerpt, nearest_window
from search.expansion import Query
from search.fusion import (
    CARRIED_WEIGHT,
    COVERAGE_WEIGHT,
    CUE_BONUS,
    SUBSTANCE_WEIGHT,
    TOPIC_BONUS,
    WINDOW_SHARE,
    standardize,
)
from search.hits import Vector
from search.knowledge_base import KnowledgeBase
from search.model.light_encoder import LightEncoder
from search.retriever import run_above

LIMIT, CANDIDATES = 10, 30
RANK_CONSTANT, BM25_WEIGHT = 60, 0.4
"""Of reciprocal rank fusion (Cormack et al., 2009), and of the best sum with BM25."""
FOLDERS = {
    "corpus": ("benchmarks/labels", "corpus"),
    **{
        name: (f"tests/notes/{name}/labels", f"tests/notes/{name}")
        for name in ("fields", "systems", *(f"fresh_{letter}" for letter in "abcdefgh"))
    },
    "shared": ("../shared/eval", "../shared/notes"),
}
XQUAD, XQUAD_SHARE = Path("../shared/eval/xquad.zh.json"), 0.25
"""What one of XQuAD's many questions counts in a fit; one of another set counts 1."""
Right = Callable[[int, int], bool]
"""Tells whether a passage is right for a question, both by their numbers."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What each part says of all passages for one question; shapes ``(passages,)``."""

    dense: Vector
    windows: Vector
    """Cosines of the nearest windows."""
    bm25: Vector
    own: Vector
    """Coverage without the other names of the question's concepts."""
    coverage: Vector
    carried: Vector
    """What the passages above hold more of the question."""
    substance: Vector
    topic: Vector
    """1 where a sentence opens with a concept of the question."""
    cue: Vector
    """1 where a passage says the words of the kind of thing asked for."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A set: what each part says for each question, and which passages are right."""

    scores: list[Scores]
    right: Right
    share: float = 1.0
    """What one question counts in a fit."""


def even(scores: Vector) -> Vector:
    """Give scores in deviations from their mean."""
    return standardize(scores, scores)


def reciprocal_ranks(scores: Vector) -> Vector:
    """Give ``1 / (RANK_CONSTANT + rank)``."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    reciprocal: Vector = np.float32(1) / (RANK_CONSTANT + ranks)
    return reciprocal


def near(s: Scores) -> Vector:
    """Give standardized cosines with the windows' share."""
    return even((1 - WINDOW_SHARE) * s.dense + WINDOW_SHARE * s.windows)


WEIGHTS = (1.0, COVERAGE_WEIGHT, SUBSTANCE_WEIGHT, CARRIED_WEIGHT, TOPIC_BONUS, CUE_BONUS)
"""Of what ``parts`` gives, as ``search.fusion`` has them."""
WAYS: dict[str, Callable[[Scores], Vector]] = {
    "BM25": lambda s: s.bm25,
    "dense": lambda s: s.dense,
    "both by rank (RRF)": lambda s: reciprocal_ranks(s.dense) + reciprocal_ranks(s.bm25),
    "both standardized": lambda s: even(s.dense) + BM25_WEIGHT * even(s.bm25),
    "+ windows": lambda s: near(s) + BM25_WEIGHT * even(s.bm25),
    "coverage, not BM25": lambda s: near(s) + COVERAGE_WEIGHT * s.own,
    "+ other names": lambda s: near(s) + COVERAGE_WEIGHT * s.coverage,
    "+ substance": lambda s: weighed(s, [*WEIGHTS[:3], 0.0, 0.0, 0.0]),
    "+ passages above": lambda s: weighed(s, [*WEIGHTS[:4], 0.0, 0.0]),
    "+ topic": lambda s: weighed(s, [*WEIGHTS[:5], 0.0]),
    "+ cue": lambda s: weighed(s, WEIGHTS),
}


def parts(s: Scores) -> Floats:
    """Give what ``search.fusion`` weighs, a row a passage: shape ``(passages, 6)``."""
    columns = [near(s), s.coverage, s.substance, s.carried, s.topic, s.cue]
    return np.stack(columns, axis=1).astype(np.float64)


def weighed(s: Scores, weights: Sequence[float] | Floats) -> Vector:
    """Give each passage the weighed sum of its parts."""
    summed: Vector = (parts(s) @ np.asarray(weights)).astype(np.float32)
    return summed


def score_all(base: KnowledgeBase, query: Query) -> Scores:
    """Score all passages of a base for one question."""
    every = range(len(base.passages))
    dense = base.dense.scores(query.vector, every)
    texts = [passage.text for passage in base.passages]
    topic, cue = (
        np.array([bool(pattern and pattern.search(text)) for text in texts], dtype=np.float32)
        for pattern in (query.topic, query.cue)
    )
    runs = [run_above(i, base.passages.__getitem__) for i in every]
    return Scores(
        dense=dense,
        windows=base.windows.best(query.vector, dense),
        bm25=base.sparse.scores(query.own_terms, every),
        own=coverage(replace(query, other_names=()), base.sparse, every),
        coverage=coverage(query, base.sparse, every),
        carried=carried(query, base.sparse, runs),
        substance=np.asarray(base.substance),
        topic=topic,
        cue=cue,
    )


def judge_labels(labels: Path, notes: Path, encoder: Encoder) -> Judged:
    """Score labelled questions that have an answer; it must be in a passage's excerpt."""
    rows = [row for path in sorted(labels.glob("questions*.jsonl")) for row in read_jsonl(path)]
    rows = [row for row in rows if row["answer_any"]]
    with tempfile.TemporaryDirectory() as name:
        base = build_base(notes, Path(name), encoder)
        passages, windows, segmenter = list(base.passages), base.windows, base.segmenter
        queries = read_questions([row["question"] for row in rows], base, encoder)
        scores = [score_all(base, query) for query in queries]
        worths = [
            {term: weight * base.sparse.idf(term) for term, weight in query.terms.items()}
            for query in queries
        ]

    @cache
    def right(question: int, passage: int) -> bool:
        text = passages[passage].text
        cosines = windows.cosines(queries[question].vector, passage)
        near = nearest_window(passages[passage], cosines)
        span = choose_excerpt(passages[passage], worths[question], segmenter, nearest=near)
        return bool(right_ranks([text[span.start : span.end]], rows[question]["answer_any"]))

    return Judged(scores, right)


def judge_xquad(path: Path, encoder: Encoder) -> Judged:
    """Score XQuAD's questions; a passage must be of the paragraph that the question is about."""
    with tempfile.TemporaryDirectory() as name:
        base, asked = build_xquad(path, Path(name), encoder)
        sources = [passage.source for passage in base.passages]
        queries = read_questions([question for question, _ in asked], base, encoder)
        scores = [score_all(base, query) for query in queries]
    return Judged(scores, lambda q, passage: sources[passage] == asked[q][1], XQUAD_SHARE)


def measure(judged: Judged, way: Callable[[Scores], Vector]) -> str:
    """Give hit@1, hit@3 and MRR@10 of one way on one set."""
    ranks = []
    for question, scores in enumerate(judged.scores):
        order = np.argsort(-way(scores), kind="stable")[:LIMIT].tolist()
        right = (rank for rank, i in enumerate(order, start=1) if judged.right(question, i))
        ranks.append(next(right, 0))
    first, third = (np.mean([0 < rank <= most for rank in ranks]) for most in (1, 3))
    reciprocal = np.mean([1 / rank if rank else 0.0 for rank in ranks])
    return f"{first:.3f} {third:.3f} {reciprocal:.3f}"


def fit(sets: Sequence[Judged], *, steps: int = 1000, rate: float = 0.6) -> Floats:
    """Fit the weights that make a right one of the best candidates likeliest (softmax).

    The weight of the cosine is 1. Questions with no right candidate, or no other, tell nothing.
    """
    told = [told for judged in sets for told in _candidates(judged)]
    rows, right = (np.stack(column) for column in list(zip(*told, strict=True))[:2])
    shares = np.array([share for _, _, share in told])
    spread = rows.std(axis=(0, 1))
    weights = np.array(WEIGHTS) * spread
    for _ in range(steps):
        chances = np.exp(rows / spread @ weights)
        chances /= chances.sum(axis=1, keepdims=True)
        wanted = chances * right
        wanted /= wanted.sum(axis=1, keepdims=True)
        slope = np.einsum("q,qp,qpw->w", shares, wanted - chances, rows / spread)
        weights += rate * slope / shares.sum()
    fitted: Floats = weights / spread / (weights[0] / spread[0])
    return fitted


def _candidates(judged: Judged) -> Iterator[tuple[Floats, npt.NDArray[np.bool_], float]]:
    for question, scores in enumerate(judged.scores):
        order = np.argsort(-weighed(scores, WEIGHTS), kind="stable")[:CANDIDATES]
        right = np.array([judged.right(question, i) for i in order.tolist()])
        if right.any() and not right.all():
            yield parts(scores)[order], right, judged.share


def _weighed_by(weights: Floats, scores: Scores) -> Vector:
    return weighed(scores, weights)


def write_common_question() -> None:
    """Write the mean embedding of all labelled questions, answered in the notes or not."""
    paths = [
        path for labels, _ in FOLDERS.values() for path in Path(labels).glob("questions*.jsonl")
    ]
    questions = [row["question"] for path in sorted(paths) for row in read_jsonl(path)]
    if XQUAD.is_file():
        for article in json.loads(XQUAD.read_text(encoding="utf-8"))["data"]:
            questions += [asked["question"] for p in article["paragraphs"] for asked in p["qas"]]
    mean = LightEncoder().encode_query(questions).mean(axis=0)
    np.save(COMMON_QUESTION, mean, allow_pickle=False)


def main() -> None:
    """Print the table, and the fitted weights."""
    encoder = load_encoder()
    sets = {
        name: judge_labels(Path(labels), Path(notes), encoder)
        for name, (labels, notes) in FOLDERS.items()
        if Path(labels).is_dir()
    }
    if XQUAD.is_file():
        sets["XQuAD-zh"] = judge_xquad(XQUAD, encoder)
    print(" " * 20, *(f"{name:>18}" for name in sets))
    print(" " * 20, *(f"{'@1':>6} {'@3':>5} {'MRR':>5}" for _ in sets))
    for name, way in WAYS.items():
        print(f"{name:20}", *(f"{measure(each, way):>18}" for each in sets.values()), flush=True)
    for left_out in ("", *sets):
        weights = fit([each for name, each in sets.items() if name != left_out])
        names = ("coverage", "substance", "above", "topic", "cue")
        shown = ", ".join(
            f"{name} {weight:.2f}" for name, weight in zip(names, weights[1:], strict=True)
        )
        if not left_out:
            print(f"fitted on all: {shown}", flush=True)
            continue
        figures = measure(sets[left_out], partial(_weighed_by, weights))
        print(f"{left_out}: fitted on the others: {shown}: {figures}", flush=True)


if __name__ == "__main__":
    write_common_question() if "--write" in sys.argv else main()
