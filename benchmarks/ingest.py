"""Passages embedded a second: Zhitu's encoder beside plain sentence-transformers.

Run ``python -m benchmarks.ingest``. Both embed the same passages in the same process, taking turns
at going first, and each is given its best round.
"""

import re
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from search.encoder import load_encoder
from search.hits import Matrix
from search.model.bundled_model import bundled_model_folder

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PASSAGES = 400
MIN_CHARS, MAX_CHARS = 80, 400
ROUNDS = 3


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


def main() -> None:
    """Print both speeds, their ratio and how alike the embeddings are."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    passages = read_passages(CORPUS, count=PASSAGES)
    plain = SentenceTransformer(
        str(bundled_model_folder()), device="cpu", model_kwargs={"dtype": torch.float32}
    )
    ours = load_encoder()

    def embed_plainly(texts: Sequence[str]) -> Matrix:
        return plain.encode(list(texts), prompt_name="passage")

    ways: dict[str, Callable[[Sequence[str]], Matrix]] = {
        "plain": embed_plainly,
        "zhitu": ours.encode_document,
    }
    few = passages[:20]  # the first call of each also sets up its kernels
    for embed in ways.values():
        embed(few)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name in sorted(ways, reverse=turn % 2 == 1):
            seconds[name].append(time_round(ways[name], passages))
    best = {name: len(passages) / min(times) for name, times in seconds.items()}
    sample = passages[:100]
    cosines = (embed_plainly(sample) * ours.encode_document(sample)).sum(axis=1)
    print(f"passages                {len(passages)}")
    print(f"plain fp32 passages/s   {best['plain']:.1f}")
    print(f"zhitu passages/s        {best['zhitu']:.1f}")
    print(f"ratio                   {best['zhitu'] / best['plain']:.2f}")
    print(f"mean cosine of the two  {np.mean(cosines):.5f}")


if __name__ == "__main__":
    main()
