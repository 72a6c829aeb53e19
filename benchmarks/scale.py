"""How search grows: 10,000, 100,000 and 1,000,000 passages, everything but the encoder.

Run ``python -m benchmarks.scale`` or name sizes: ``python -m benchmarks.scale 10000``. Embeddings
are made around those of the notes in ``corpus/``, with the spread that real ones have; terms are
drawn as often as the notes' own. Each size runs in a process of its own, for its peak memory.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from kg.cleaning import clean
from kg.passages import split
from kg.readers import read_notes
from kg.records import Note, Passage
from kg.segmentation import Segmenter
from search.dense import DenseIndex
from search.encoder import load_encoder
from search.fields import index_terms, query_terms
from search.hits import Matrix
from search.retriever import Retriever
from search.sparse import SparseIndex
from search.storage.json_lines import JsonLines, write_lines

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 200
TERMS = 60
"""Terms a passage. Real ones have some 200, which would take most of the time to make."""
SEEDS = 150
NOISE = 0.45
"""Length of the noise added to unit embeddings: neighbors then have cosines around 0.9."""
QUESTION_NOISE = 0.3
_PART = 50_000


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--seeds", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.seeds:
        print(measure(arguments.sizes[0], arguments.seeds))
        return
    with TemporaryDirectory() as folder:
        write_seeds(Path(folder))
        print(" passages  FAISS s  load s  p50 ms  p95 ms  recall@10  peak MB  disk MB  BM25 s")
        for size in arguments.sizes or SIZES:
            command = [sys.executable, __file__, str(size), "--seeds", folder]
            subprocess.run(command, check=True)


def write_seeds(folder: Path) -> None:
    """Write the embeddings and terms of the notes' passages."""
    notes = [note for note in read_notes(CORPUS) if isinstance(note, Note)]
    passages = [p for note in notes for p in split(clean(note))]
    texts = [p.text[:60] for p in passages[:: len(passages) // SEEDS]]
    # The engine for questions serves as well here, and needs no long start.
    np.save(folder / "seeds.npy", load_encoder().encode_query(texts))
    segmenter = Segmenter()
    counts = Counter(term for p in passages for term in index_terms(p, segmenter))
    write_lines(folder / "terms.jsonl", counts.most_common())
    questions = [p.question or p.text[:20] for p in passages]
    write_lines(
        folder / "questions.jsonl", [query_terms(q, segmenter) for q in questions[:QUESTIONS]]
    )


def make_embeddings(seeds: Matrix, count: int, path: Path) -> Matrix:
    """Mix two seeds each, add noise; written part by part, to keep the peak low."""
    random = np.random.default_rng(1)
    dimension = seeds.shape[1]
    rows = np.lib.format.open_memmap(path, "w+", np.dtype(np.float32), (count, dimension))
    for start in range(0, count, _PART):
        part = rows[start : start + _PART]
        pair = seeds[random.integers(len(seeds), size=(len(part), 2))]
        share = random.random((len(part), 1), dtype=np.float32)
        noise = random.standard_normal((len(part), dimension), dtype=np.float32)
        mixed = pair[:, 0] * share + pair[:, 1] * (1 - share) + noise * (NOISE / dimension**0.5)
        part[:] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return rows


def make_terms(folder: Path, count: int) -> Iterator[list[str]]:
    """Draw each passage's terms as often as the notes have them."""
    random = np.random.default_rng(2)
    terms, counts = zip(*JsonLines(folder / "terms.jsonl", tuple), strict=True)
    shares = np.cumsum(counts) / sum(counts)
    for start in range(0, count, _PART):
        drawn = np.searchsorted(shares, random.random((min(_PART, count - start), TERMS)))
        for row in drawn.tolist():
            yield [terms[i] for i in row]


def measure(size: int, seeds_folder: Path) -> str:
    """Build, load and search a base of one size; give its line."""
    seeds: Matrix = np.load(seeds_folder / "seeds.npy")
    with TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        SparseIndex.build(make_terms(seeds_folder, size), k1=1.2).save(folder)
        sparse_seconds = time.perf_counter() - start
        made = make_embeddings(seeds, size, folder / "made.npy")
        start = time.perf_counter()
        DenseIndex.build(made).save(folder / "dense.faiss")
        build_seconds = time.perf_counter() - start
        del made
        write_lines(folder / "passages.jsonl", (f"第{i}段" for i in range(size)))
        start = time.perf_counter()
        dense, sparse = DenseIndex.load(folder / "dense.faiss"), SparseIndex.load(folder)
        passages = JsonLines(folder / "passages.jsonl", _passage)
        retriever = Retriever(passages, dense, sparse, np.ones(size, dtype=np.float32))
        load_seconds = time.perf_counter() - start
        times, vectors = search_all(retriever, seeds_folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = sum(p.stat().st_size for p in folder.iterdir() if p.name != "made.npy")
        recall = measure_recall(dense, np.load(folder / "made.npy", mmap_mode="r"), vectors)
    p50, p95 = np.percentile(times, (50, 95)) * 1000
    return (
        f"{size:>9} {build_seconds:8.1f} {load_seconds:7.2f} {p50:7.1f} {p95:7.1f} {recall:10.3f}"
        f" {peak:8.0f} {disk / 1e6:8.0f} {sparse_seconds:7.1f}"
    )


def search_all(retriever: Retriever, folder: Path) -> tuple[npt.NDArray[np.float64], Matrix]:
    """Search for every question; give the seconds of each and their embeddings."""
    questions = list(JsonLines(folder / "questions.jsonl", dict[str, float]))
    seeds: Matrix = np.load(folder / "seeds.npy")
    random = np.random.default_rng(3)
    vectors = seeds[random.integers(len(seeds), size=len(questions))]
    noise = random.standard_normal(vectors.shape, dtype=np.float32)
    vectors += noise * (QUESTION_NOISE / seeds.shape[1] ** 0.5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    times = []
    for vector, terms in zip(vectors, questions, strict=True):
        retriever.search(vector, terms)  # once unmeasured: the files come into memory
        start = time.perf_counter()
        retriever.search(vector, terms)
        times.append(time.perf_counter() - start)
    return np.array(times), vectors


def measure_recall(dense: DenseIndex, embeddings: Matrix, vectors: Matrix) -> float:
    """Give the share of the ten nearest that the index finds."""
    found = [set(dense.search(vector, limit=10).ids.tolist()) for vector in vectors]
    exact = nearest(embeddings, vectors)
    return float(
        np.mean([len(f & set(e.tolist())) / 10 for f, e in zip(found, exact, strict=True)])
    )


def nearest(embeddings: Matrix, vectors: Matrix) -> npt.NDArray[np.int64]:
    """Give the ten embeddings of the highest cosine for each vector, by comparing with all."""
    ids = np.empty((len(vectors), 0), dtype=np.int64)
    scores = np.empty((len(vectors), 0), dtype=np.float32)
    for start in range(0, len(embeddings), _PART):
        cosines = vectors @ embeddings[start : start + _PART].T
        best = np.argpartition(-cosines, 10, axis=1)[:, :10]
        scores = np.hstack([scores, np.take_along_axis(cosines, best, axis=1)])
        ids = np.hstack([ids, best + start])
    order = np.argsort(-scores, axis=1)[:, :10]
    return np.take_along_axis(ids, order, axis=1)


def _passage(text: str) -> Passage:
    return Passage("", "", 0, len(text), 1, 1, (), "", text)


if __name__ == "__main__":
    main()
