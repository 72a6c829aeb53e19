"""Passages embedded a second: Zhitu's encoders beside plain sentence-transformers.

Run ``python -m benchmarks.ingest``. All embed the same passages in the same process, taking turns
at going first; medians are printed, and each one's nDCG@10 where a folder of labels with
``xquad.zh.json`` is named: ``python -m benchmarks.ingest ../shared/eval``.
"""

import importlib.util
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from search.encoder import BUNDLED, FAST, Encoder, load_encoder
from search.hits import Matrix
from search.model.bundled_model import bundled_model_folder

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PASSAGES = 200
MIN_CHARS, MAX_CHARS = 80, 400
ROUNDS = 5


def read_passages(root: Path, *, count: int) -> list[str]:
    """Cut the notes under ``root`` at blank lines, and take ``count``, repeated if too few.

    Raises:
        ValueError: There is no text under ``root``.
    """
    passages: list[str] = []
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".md", ".txt"}:
            continue
        passage = ""
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
            passage = f"{passage}\n{block}".strip()
            if len(passage) >= MIN_CHARS:
                passages.append(passage[:MAX_CHARS])
                passage = ""
    if not passages:
        raise ValueError(f"{root}: no .md or .txt file with {MIN_CHARS} characters")
    return list(islice(cycle(passages), count))


def time_round(embed: Callable[[Sequence[str]], Matrix], passages: list[str]) -> float:
    """Return the seconds that ``embed`` takes."""
    start = time.perf_counter()
    embed(passages)
    return time.perf_counter() - start


def measure_ndcg(embed: Callable[[Sequence[str]], Matrix], path: Path, encoder: Encoder) -> float:
    """Give nDCG@10 of XQuAD's questions, of each of which one paragraph is right."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    asked = [(q["question"], i) for i, each in enumerate(paragraphs) for q in each["qas"]]
    cosines = encoder.encode_query([question for question, _ in asked]) @ (
        embed([paragraph["context"] for paragraph in paragraphs]).T
    )
    right = cosines[np.arange(len(asked)), [number for _, number in asked]]
    above = (cosines > right[:, np.newaxis]).sum(axis=1)
    return float(np.where(above < 10, 1 / np.log2(above + 2), 0).mean())


def main() -> None:
    """Print speeds, their ratios to the plain one's, cosines to its embeddings and nDCG."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    passages = read_passages(CORPUS, count=PASSAGES)
    plain = SentenceTransformer(
        str(bundled_model_folder()), device="cpu", model_kwargs={"dtype": torch.float32}
    )

    def embed_plainly(texts: Sequence[str]) -> Matrix:
        return plain.encode(list(texts), prompt_name="passage")

    bundled = load_encoder(BUNDLED)
    ways: dict[str, Callable[[Sequence[str]], Matrix]] = {
        "sentence-transformers, fp32": embed_plainly,
        BUNDLED: bundled.encode_document,
    }
    if importlib.util.find_spec("openvino"):
        ways[FAST] = load_encoder(FAST).encode_document
    few = passages[:20]  # the first call of each also sets up its kernels
    exact = embed_plainly(few)
    cosines = {name: (exact * embed(few)).sum(axis=1).mean() for name, embed in ways.items()}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name in sorted(ways, reverse=turn % 2 == 1):
            seconds[name].append(time_round(ways[name], passages))
    labels = [Path(name, "xquad.zh.json") for name in sys.argv[1:2]]
    ndcgs = {
        name: f"{measure_ndcg(ways[name], path, bundled):9.4f}" for path in labels for name in ways
    }
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    whole = next(iter(medians.values()))
    print(f"{len(passages)} passages, {ROUNDS} rounds")
    print(f"{'':28} passages/s  ratio  mean cosine  nDCG@10")
    for name, median in medians.items():
        rate = f"{len(passages) / median:10.1f} {whole / median:6.2f}"
        print(f"{name:28} {rate} {cosines[name]:12.5f} {ndcgs.get(name, ''):>8}")


if __name__ == "__main__":
    main()
