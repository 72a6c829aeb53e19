"""What puts the answering excerpt first: the parts of the search, added one after the other.

Run ``python -m benchmarks.retrieval`` in the repository. The sets are the labelled questions over
``corpus`` and ``tests/notes/fields`` and, where ``../shared`` is, those of its folder ``eval`` and
XQuAD's, whose paragraphs are notes of their own. A paragraph counts as found by its name, every
other answer by its excerpt; refused questions count like the others.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.eval import build_base, build_xquad, read_jsonl
from search.answer import answer
from search.encoder import Encoder, load_encoder
from search.evaluation import right_ranks
from search.expansion import Query, make_query
from search.fields import K1, B, embedding_text, query_terms
from search.fusion import TOPIC_BONUS, WINDOW_SHARE, fuse, standardize
from search.hits import Hit, Matrix, Vector
from search.knowledge_base import KnowledgeBase
from search.sparse import SparseIndex

LIMIT = 10
RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack et al., 2009)."""
SETS = {
    "corpus": ("benchmarks/labels", "corpus"),
    "fields": ("tests/notes/fields/labels", "tests/notes/fields"),
    "shared": ("../shared/eval", "../shared/notes"),
}
XQUAD = Path("../shared/eval/xquad.zh.json")


@dataclass(frozen=True, slots=True)
class Scores:
    """What each part says of all passages for one question; shapes ``(passages,)``."""

    bare_dense: Vector
    """Cosines of the passages' text, without the headings above."""
    bare_sparse: Vector
    """BM25 of the same text, with the question's own terms."""
    dense: Vector
    sparse: Vector
    windows: Vector
    """Cosines of the nearest windows."""
    expanded: Vector
    """BM25 with the other names of the question's concepts."""
    topic: Vector
    """1 where a sentence opens with a concept of the question."""
    substance: Vector


def add(dense: Vector, sparse: Vector, substance: Vector | None = None) -> Vector:
    """Add both standardized, as the search does; without ``substance`` nothing is held back."""
    whole = np.ones_like(dense) if substance is None else substance
    return fuse(standardize(dense, dense), standardize(sparse, sparse), whole)


def reciprocal_ranks(scores: Vector) -> Vector:
    """Give ``1 / (RANK_CONSTANT + rank)``."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    reciprocal: Vector = np.float32(1) / (RANK_CONSTANT + ranks)
    return reciprocal


def near(s: Scores) -> Vector:
    """Give the cosines with the windows' share."""
    blended: Vector = (1 - WINDOW_SHARE) * s.dense + WINDOW_SHARE * s.windows
    return blended


WAYS: dict[str, Callable[[Scores], Vector]] = {
    "BM25": lambda s: s.bare_sparse,
    "dense": lambda s: s.bare_dense,
    "both by rank (RRF)": lambda s: (
        reciprocal_ranks(s.bare_dense) + reciprocal_ranks(s.bare_sparse)
    ),
    "both standardized": lambda s: add(s.bare_dense, s.bare_sparse),
    "+ headings": lambda s: add(s.dense, s.sparse),
    "+ windows": lambda s: add(near(s), s.sparse),
    "+ other names": lambda s: add(near(s), s.expanded),
    "+ bare headings last": lambda s: add(near(s), s.expanded, s.substance),
    "+ topic": lambda s: add(near(s), s.expanded, s.substance) + TOPIC_BONUS * s.topic,
}


class Judged:
    """A base and its questions, each with what tells whether a citation is right."""

    def __init__(self, base: KnowledgeBase, questions: Sequence[str], encoder: Encoder) -> None:
        """Embed what the base does not hold: the questions, and passages without headings."""
        self.base = base
        texts = [passage.text for passage in base.passages]
        self._bare_rows: Matrix = base.dense.vectors(range(len(texts)))
        headed = [i for i, p in enumerate(base.passages) if embedding_text(p) != p.text]
        self._bare_rows[headed] = encoder.encode_document([texts[i] for i in headed])
        terms = [base.segmenter.terms(text) for text in texts]
        self._bare_index = SparseIndex.build(terms, k1=K1, b=B)
        self.queries = [
            make_query(
                question,
                vector,
                segmenter=base.segmenter,
                matcher=base.matcher,
                concepts=base.concepts,
            )
            for question, vector in zip(questions, encoder.encode_query(questions), strict=True)
        ]

    def scores(self, query: Query) -> Scores:
        """Score all passages for one question in every way."""
        base, every = self.base, range(len(self.base.passages))
        own = query_terms(query.text, base.segmenter)
        dense = base.dense.scores(query.vector, every)
        turns = [bool(query.topic and query.topic.search(p.text)) for p in base.passages]
        return Scores(
            bare_dense=np.einsum("ij,j->i", self._bare_rows, query.vector),
            bare_sparse=self._bare_index.scores(own, every),
            dense=dense,
            sparse=base.sparse.scores(own, every),
            windows=base.windows.best(query.vector, dense),
            expanded=base.sparse.scores(query.terms, every),
            topic=np.array(turns, dtype=np.float32),
            substance=base.substance,
        )

    def best(self, scores: Vector) -> list[Hit]:
        """Give the best passages by one way of scoring."""
        order = np.argsort(-scores, kind="stable")[:LIMIT].tolist()
        return [Hit(i, self.base.passages[i], score=0.0, dense=0.0, sparse=0.0) for i in order]


def measure(judged: Judged, find: Callable[[int, list[Hit]], int]) -> Iterator[str]:
    """Yield each way's figures; ``find`` gives the rank of the first right hit, 0 if none is."""
    scores = [judged.scores(query) for query in judged.queries]
    for score in WAYS.values():
        ranks = [find(i, judged.best(score(each))) for i, each in enumerate(scores)]
        first, third = (np.mean([0 < rank <= most for rank in ranks]) for most in (1, 3))
        reciprocal = np.mean([1 / rank if rank else 0.0 for rank in ranks])
        yield f"{first:.3f} {third:.3f} {reciprocal:.3f}"


def measure_labels(labels: Path, notes: Path, encoder: Encoder) -> list[str]:
    """Measure labelled questions that have an answer; it must be in a citation's excerpt."""
    rows = [row for path in sorted(labels.glob("questions*.jsonl")) for row in read_jsonl(path)]
    rows = [row for row in rows if row["answer_any"]]
    with tempfile.TemporaryDirectory() as name:
        base = build_base(notes, Path(name), encoder)
        judged = Judged(base, [row["question"] for row in rows], encoder)

        def find(question: int, hits: list[Hit]) -> int:
            cited = answer(judged.queries[question], hits, base, limit=LIMIT).citations
            excerpts = [citation.excerpt for citation in cited]
            return next(iter(right_ranks(excerpts, rows[question]["answer_any"])), 0)

        return list(measure(judged, find))


def measure_xquad(path: Path, encoder: Encoder) -> list[str]:
    """Measure XQuAD's questions; a hit must be of the paragraph that the question is about."""
    with tempfile.TemporaryDirectory() as name:
        base, asked = build_xquad(path, Path(name), encoder)
        judged = Judged(base, [question for question, _ in asked], encoder)

        def find(question: int, hits: list[Hit]) -> int:
            sources = list(dict.fromkeys(hit.passage.source for hit in hits))
            source = asked[question][1]
            return sources.index(source) + 1 if source in sources else 0

        return list(measure(judged, find))


def main() -> None:
    """Print hit@1, hit@3 and MRR@10 of each way on each set."""
    encoder = load_encoder()
    columns = {
        name: measure_labels(Path(labels), Path(notes), encoder)
        for name, (labels, notes) in SETS.items()
        if Path(labels).is_dir()
    }
    if XQUAD.is_file():
        columns["XQuAD-zh"] = measure_xquad(XQUAD, encoder)
    print(" " * 22, *(f"{name:>18}" for name in columns))
    print(" " * 22, *(f"{'@1':>6} {'@3':>5} {'MRR':>5}" for _ in columns))
    for row, way in enumerate(WAYS):
        print(f"{way:22}", *(f"{column[row]:>18}" for column in columns.values()))


if __name__ == "__main__":
    main()
