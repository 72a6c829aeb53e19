"""A warm question's time at 10,000 passages, everything but the encoder's own call.

Run ``python -m benchmarks.query``. Each passage is one half of a passage of ``corpus/`` and one of
another, in a knowledge base on disk; their embeddings are made, since only the time matters here.
All questions are asked in turn, several times over, the first round left out. A question's
processor time is its least, since what else the machine does only adds to it; its wall time is
the median.
"""

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from kg.records import Passage
from kg.sentences import split_sentences
from search import store
from search.answer import ask
from search.dense import DenseIndex
from search.encoder import Encoder
from search.fields import K1, B, index_terms
from search.hits import Matrix
from search.ingest import ingest
from search.knowledge_base import KnowledgeBase
from search.sparse import SparseIndex

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PASSAGES = 10_000
QUESTIONS = 100
ROUNDS = 9
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


def enlarge(folder: Path, count: int) -> KnowledgeBase:
    """Mix the passages of the base in a folder until there are ``count``; save and load it."""
    base = store.load(folder)
    texts = [note.text for note in store.read_notes(folder)]
    halves = [_halves(passage) for passage in base.passages]
    terms = [[index_terms(half, base.segmenter) for half in both] for both in halves]
    size = len(halves)
    places = [(i % size, (i + i // size) % size) for i in range(count)]
    random = np.random.default_rng(1)
    rows = random.standard_normal((count, DIMENSION), dtype=np.float32)
    enlarged = replace(
        base,
        passages=[_joined(halves[i][0], halves[j][1]) for i, j in places],
        dense=DenseIndex.build(rows / np.linalg.norm(rows, axis=1, keepdims=True)),
        windows=base.windows.of([i for i, _ in places]),
        sparse=SparseIndex.build([terms[i][0] + terms[j][1] for i, j in places], k1=K1, b=B),
        substance=np.resize(base.substance, count),
    )
    store.save(folder, enlarged, texts)
    return store.load(folder)


def _halves(passage: Passage) -> tuple[Passage, Passage]:
    """Cut a passage between two sentences; the second half has no headings."""
    sentences = split_sentences(passage.text)
    middle = sentences[len(sentences) // 2].start
    first, second = passage.text[:middle], passage.text[middle:]
    return replace(passage, text=first), replace(passage, heading=(), text=second)


def _joined(first: Passage, second: Passage) -> Passage:
    text = first.text + second.text
    return replace(first, end=first.start + len(text), text=text)


def time_questions(
    questions: Sequence[str], base: KnowledgeBase, encoder: Encoder
) -> npt.NDArray[np.float64]:
    """Give the milliseconds of each question, by the processor's clock and the wall's.

    Shape ``(2, questions)``: the least and the median of ``ROUNDS`` after one unmeasured.
    """
    times = np.empty((2, 1 + ROUNDS, len(questions)))
    for turn in range(1 + ROUNDS):
        for i, question in enumerate(questions):
            start = time.process_time(), time.perf_counter()
            ask(question, base, encoder)
            stop = time.process_time(), time.perf_counter()
            times[:, turn, i] = np.subtract(stop, start) * 1000
    return np.stack([times[0, 1:].min(axis=0), np.median(times[1, 1:], axis=0)])


def main() -> None:
    """Print the median and the 95th percentile."""
    encoder = MadeEncoder()
    with TemporaryDirectory() as folder:
        ingest([CORPUS], Path(folder), load_encoder=lambda name: encoder)
        base = enlarge(Path(folder), PASSAGES)
        asked = sorted({passage.question for passage in base.passages} - {""})
        questions = asked[:QUESTIONS]
        vectors = {question: encoder.encode_query([question]) for question in questions}
        processor, wall = time_questions(questions, base, _Known(vectors))
    print(f"{PASSAGES} passages, {len(questions)} questions")
    print("        processor ms  wall ms")
    for share in (50, 95):
        print(f"p{share} {np.percentile(processor, share):16.1f} {np.percentile(wall, share):8.1f}")


class _Known(MadeEncoder):
    """Knows the embeddings, so that they take no time."""

    def __init__(self, vectors: dict[str, Matrix]) -> None:
        self._vectors = vectors

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        return self._vectors[texts[0]]


if __name__ == "__main__":
    main()
