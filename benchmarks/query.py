"""A warm question's time at 10,000 passages, everything but the encoder's own call.

Run ``python -m benchmarks.query``. The passages are those of ``corpus/``, repeated; their
embeddings are made, since only the time matters here.
"""

import statistics
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from search import store
from search.answer import ask
from search.dense import DenseIndex
from search.encoder import Encoder
from search.fields import index_terms
from search.hits import Matrix
from search.ingest import ingest
from search.knowledge_base import KnowledgeBase
from search.sparse import SparseIndex

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PASSAGES = 10_000
QUESTIONS = 100
ROUNDS = 5
DIMENSION = 384


class MadeEncoder:
    """Gives each text an embedding of its own, at once."""

    name = "made"
    dimension = DIMENSION

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Draw a unit row for each text, always the same."""
        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(DIMENSION)
        unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Draw them for passages too."""
        return self.encode_query(texts)


def enlarge(base: KnowledgeBase, count: int) -> KnowledgeBase:
    """Repeat a base's passages until there are ``count``."""
    passages = list(islice(cycle(base.passages), count))
    terms = [index_terms(passage, base.segmenter) for passage in base.passages]
    random = np.random.default_rng(1)
    rows = random.standard_normal((count, DIMENSION), dtype=np.float32)
    return replace(
        base,
        passages=passages,
        dense=DenseIndex.build(rows / np.linalg.norm(rows, axis=1, keepdims=True)),
        windows=base.windows.of(list(islice(cycle(range(len(base.passages))), count))),
        sparse=SparseIndex.build(islice(cycle(terms), count), k1=1.2),
        substance=np.resize(base.substance, count),
    )


def time_question(question: str, base: KnowledgeBase, encoder: Encoder) -> float:
    """Give the milliseconds of a question: the median of ``ROUNDS``, after one unmeasured."""
    ask(question, base, encoder)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask(question, base, encoder)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the median and the 95th percentile."""
    encoder = MadeEncoder()
    with TemporaryDirectory() as folder:
        ingest([CORPUS], Path(folder), load_encoder=lambda name: encoder)
        base = enlarge(store.load(Path(folder)), PASSAGES)
        asked = sorted({passage.question for passage in base.passages} - {""})
        questions = list(islice(cycle(asked), QUESTIONS))
        vectors = {question: encoder.encode_query([question]) for question in questions}
        known = _Known(vectors)
        times = [time_question(question, base, known) for question in questions]
    p50, p95 = np.percentile(times, (50, 95))
    print(f"passages  {PASSAGES}")
    print(f"p50 ms    {p50:.1f}")
    print(f"p95 ms    {p95:.1f}")


class _Known(MadeEncoder):
    """Knows the embeddings, so that they take no time."""

    def __init__(self, vectors: dict[str, Matrix]) -> None:
        self._vectors = vectors

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        return self._vectors[texts[0]]


if __name__ == "__main__":
    main()
