"""How search grows: 10,000, 100,000 and 1,000,000 passages, everything but the encoder.

Run ``python -m benchmarks.scale`` or name sizes: ``python -m benchmarks.scale 10000``. Embeddings
are made around those of the notes in ``corpus/``, by noise that leans the way those differ from
each other; a passage has as many windows as there, and terms are drawn as often. Each size runs in
a process of its own, for its peak memory. Beside the milliseconds of the wall's clock stands the
95th percentile by the processor's, which leaves out what else the machine does. Below, settings of
FAISS are compared on the same embeddings, each giving 100 candidates of which the exact cosines
choose ten.
"""

import argparse
import math
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import faiss
import numpy as np
import numpy.typing as npt

from kg.cleaning import clean
from kg.passages import split
from kg.readers import read_notes
from kg.records import Note, Passage
from kg.segmentation import Segmenter
from search.dense import DenseIndex
from search.encoder import load_encoder
from search.expansion import Query
from search.fields import index_terms, query_terms
from search.hits import Matrix
from search.retriever import Retriever
from search.sparse import SparseIndex
from search.storage.json_lines import JsonLines, write_lines
from search.windows import Windows

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 200
TERMS = 60
"""Terms a passage. Real ones have some 200, which would take most of the time to make."""
NOISE = 0.7
"""The noise's share of the variance; the rest is the notes', so that both have their spread."""
WINDOWS = 2
"""Windows a passage; 2.3 on average in ``corpus/``."""
COMPARED = 100_000
"""Embeddings that FAISS's settings are compared on."""
SETTINGS = {
    "IVF{cells},SQ8": ("nprobe", (8, 16, 32, 64)),
    "HNSW32,SQ8": ("efSearch", (64, 128, 256)),
}
"""FAISS's name of an index, and what it can be told of how far to look."""
CANDIDATES = 100
_PART = 50_000


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--seeds", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--compare", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.seeds:
        one = compare if arguments.compare else measure
        print(one(arguments.sizes[0], arguments.seeds), flush=True)
        return
    with TemporaryDirectory() as folder:
        write_seeds(Path(folder))
        print(
            " passages  FAISS s  load s  p50 ms  p95 ms  processor  recall@10  peak MB  disk MB"
            "  BM25 s"
        )
        for size in arguments.sizes or SIZES:
            run(size, "--seeds", folder)
        run(min(COMPARED, max(arguments.sizes or SIZES)), "--seeds", folder, "--compare")


def run(size: int, *more: str) -> None:
    """Measure one size in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", str(size), *more]
    subprocess.run(command, check=True)


def write_seeds(folder: Path) -> None:
    """Write the embeddings and terms of the notes' passages."""
    notes = [note for note in read_notes(CORPUS) if isinstance(note, Note)]
    passages = [p for note in notes for p in split(clean(note))]
    texts = [p.text[:60] for p in passages]
    # The engine for questions serves as well here, and needs no long start.
    np.save(folder / "seeds.npy", load_encoder().encode_query(texts))
    segmenter = Segmenter()
    counts = Counter(term for p in passages for term in index_terms(p, segmenter))
    write_lines(folder / "terms.jsonl", counts.most_common())
    questions = [p.question or p.text[:20] for p in passages]
    write_lines(
        folder / "questions.jsonl", [query_terms(q, segmenter) for q in questions[:QUESTIONS]]
    )


def spread(seeds: Matrix, random: np.random.Generator, count: int) -> Matrix:
    """Draw ``count`` unit rows, each around one seed, as the seeds lie around each other."""
    mean = seeds.mean(axis=0)
    apart = seeds - mean
    weights = random.standard_normal((count, len(seeds)), dtype=np.float32)
    noise = weights @ apart * np.float32((NOISE / len(seeds)) ** 0.5)
    around = apart[random.integers(len(seeds), size=count)] * np.float32((1 - NOISE) ** 0.5)
    rows = mean + around + noise
    unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def make_embeddings(seeds: Matrix, count: int, path: Path, *, seed: int) -> Matrix:
    """Write so many rows, part by part to keep the peak low; give them as they lie on disk."""
    random = np.random.default_rng(seed)
    head = {"descr": "<f4", "fortran_order": False, "shape": (count, seeds.shape[1])}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, head)
        for start in range(0, count, _PART):
            file.write(spread(seeds, random, min(_PART, count - start)).tobytes())
    # "c" as an index takes rows that it may write on for those that it was built of.
    rows: Matrix = np.load(path, mmap_mode="c")
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
        made = make_embeddings(seeds, size, folder / "made.npy", seed=1)
        start = time.perf_counter()
        DenseIndex.build(np.asarray(made)).save(folder / "dense.faiss")
        build_seconds = time.perf_counter() - start
        del made
        make_embeddings(seeds, size * WINDOWS, folder / "windows.npy", seed=2)
        np.save(folder / "windows.starts.npy", np.arange(0, size * WINDOWS + 1, WINDOWS))
        write_lines(folder / "passages.jsonl", (f"第{i}段" for i in range(size)))
        start = time.perf_counter()
        dense, sparse = DenseIndex.load(folder / "dense.faiss"), SparseIndex.load(folder)
        passages = JsonLines(folder / "passages.jsonl", _passage)
        substance = np.ones(size, dtype=np.float32)
        retriever = Retriever(passages, dense, sparse, substance, Windows.load(folder))
        load_seconds = time.perf_counter() - start
        wall, processor, vectors = search_all(retriever, seeds_folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = sum(p.stat().st_size for p in folder.iterdir() if p.name != "made.npy")
        recall = measure_recall(dense, np.load(folder / "made.npy", mmap_mode="r"), vectors)
    p50, p95 = np.percentile(wall, (50, 95)) * 1000
    needed = np.percentile(processor, 95) * 1000
    return (
        f"{size:>9} {build_seconds:8.1f} {load_seconds:7.2f} {p50:7.1f} {p95:7.1f} {needed:10.1f}"
        f" {recall:10.3f} {peak:8.0f} {disk / 1e6:8.0f} {sparse_seconds:7.1f}"
    )


def search_all(retriever: Retriever, folder: Path) -> tuple[list[float], list[float], Matrix]:
    """Search for every question; give the seconds of each by both clocks and their embeddings."""
    questions = list(JsonLines(folder / "questions.jsonl", dict[str, float]))
    vectors = make_questions(np.load(folder / "seeds.npy"), len(questions))
    wall, processor = [], []
    for vector, terms in zip(vectors, questions, strict=True):
        query = Query("", vector, terms, terms, (), (), (), is_chinese=True)
        retriever.search(query)  # once unmeasured: the files come into memory
        start = time.perf_counter(), time.process_time()
        retriever.search(query)
        wall.append(time.perf_counter() - start[0])
        processor.append(time.process_time() - start[1])
    return wall, processor, vectors


def make_questions(seeds: Matrix, count: int) -> Matrix:
    """Draw questions' embeddings as passages' are drawn."""
    return spread(seeds, np.random.default_rng(3), count)


def compare(size: int, seeds_folder: Path) -> str:
    """Build an index of each of ``SETTINGS``; give a table of how soon and how well it finds."""
    seeds: Matrix = np.load(seeds_folder / "seeds.npy")
    vectors = make_questions(seeds, QUESTIONS)
    lines = [f"\n{size} embeddings    build s  p95 ms  recall@10"]
    with TemporaryDirectory() as name:
        rows = np.asarray(make_embeddings(seeds, size, Path(name, "made.npy"), seed=1))
        exact = nearest(rows, vectors)
        for kind, (parameter, values) in SETTINGS.items():
            described = kind.format(cells=2 * math.isqrt(size))
            index = faiss.index_factory(rows.shape[1], described, faiss.METRIC_INNER_PRODUCT)
            start = time.perf_counter()
            index.train(rows)
            index.add(rows)
            seconds = time.perf_counter() - start
            faiss.omp_set_num_threads(1)
            for value in values:
                faiss.ParameterSpace().set_index_parameter(index, parameter, value)
                p95, recall = _try(index, rows, vectors, exact)
                setting = f"{described} {parameter} {value}"
                lines.append(f"{setting:28} {seconds:6.1f} {p95:7.2f} {recall:10.3f}")
            faiss.omp_set_num_threads(os.cpu_count() or 1)
    return "\n".join(lines)


def _try(
    index: faiss.Index, rows: Matrix, vectors: Matrix, exact: npt.NDArray[np.int64]
) -> tuple[float, float]:
    """Give the 95th percentile of the milliseconds a search takes, and its recall."""
    times, shares = [], []
    for vector, wanted in zip(vectors, exact, strict=True):
        start = time.perf_counter()
        ids = index.search(vector[np.newaxis], CANDIDATES)[1][0]
        ids = ids[ids >= 0]
        best = ids[np.argsort(-(rows[ids] @ vector))[:10]]
        times.append((time.perf_counter() - start) * 1000)
        shares.append(len({*best.tolist()} & {*wanted.tolist()}) / 10)
    return float(np.percentile(times, 95)), float(np.mean(shares))


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
