"""One note added, changed, renamed and deleted in a base of 1,000: what is embedded, how long.

Run ``python -m benchmarks.incremental`` or name another size: ``python -m benchmarks.incremental
100``. The notes are generated: 12 sentences each, drawn from those of ``corpus/`` with a fixed
seed, below two headings. After each step the notes are ingested; what was embedded, whether the
model was asked for, and the seconds are printed. At the end a base is made from nothing too, and
the files of both are compared. That one gets the embeddings that were made before: in bfloat16
the last bits of one depend on the texts embedded beside it.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kg.readers import read_notes
from kg.records import Note
from kg.sentences import split_sentences
from search.encoder import BUNDLED, Encoder, load_encoder
from search.hits import Matrix, Vector
from search.ingest import ingest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
NOTES = 1_000
SENTENCES = 12
"""Sentences a note, under two headings."""


class Counting:
    """An encoder that counts the texts it embeds, and gives a text's embedding again."""

    def __init__(self, encoder: Encoder) -> None:
        """Wrap an encoder."""
        self.name, self.dimension = encoder.name, encoder.dimension
        self.embedded = 0
        self.loaded = False
        self._encoder = encoder
        self._known: dict[str, Vector] = {}

    def load(self, name: str) -> Encoder:
        """Give itself, and remember that it was asked for."""
        self.loaded = True
        return self

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Embed questions."""
        return self._encoder.encode_query(texts)

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages that are new, and count them all."""
        self.embedded += len(texts)
        new = [text for text in texts if text not in self._known]
        rows = self._encoder.encode_document(new, on_progress=on_progress)
        self._known |= zip(new, rows, strict=True)
        return np.array([self._known[text] for text in texts])


def write_notes(folder: Path, *, count: int) -> None:
    """Write notes of random sentences, always the same."""
    sentences = [
        note.text[sentence.start : sentence.end]
        for note in read_notes(CORPUS)
        if isinstance(note, Note)
        for sentence in split_sentences(note.text)
        if sentence.end - sentence.start > SENTENCES
    ]
    draw = random.Random(1)
    folder.mkdir()
    for number in range(count):
        parts = [draw.sample(sentences, SENTENCES // 2) for _ in range(2)]
        text = "\n\n".join(f"## 第{i}节\n\n{''.join(part)}" for i, part in enumerate(parts, 1))
        (folder / f"{number:04d}.md").write_text(f"# 笔记{number}\n\n{text}\n", encoding="utf-8")


def steps(folder: Path) -> Iterator[str]:
    """Change the notes, one step at a time; yield what was done."""
    yield "all new"
    yield "nothing new"
    first = folder / "0000.md"
    text = first.read_text(encoding="utf-8")
    (folder / "added.md").write_text("# 新笔记\n\n余弦退火让学习率缓缓下降。\n", encoding="utf-8")
    yield "one added"
    first.write_text(f"{text}\n## 后记\n\n多读几遍才看得明白。\n", encoding="utf-8")
    yield "one changed"
    first.rename(folder / "renamed.md")
    yield "one renamed"
    (folder / "0001.md").unlink()
    yield "one deleted"


def main() -> None:
    """Print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="?", type=int, default=NOTES)
    parser.add_argument("--model", default=BUNDLED)
    arguments = parser.parse_args()
    encoder = Counting(load_encoder(arguments.model))
    encoder.encode_document(["先行加载"])
    with TemporaryDirectory() as name:
        notes, folder = Path(name, "notes"), Path(name, "kb")
        write_notes(notes, count=arguments.notes)
        print(f"{'':12} embedded   model  seconds  times as fast")
        whole = 0.0
        for step in steps(notes):
            encoder.embedded, encoder.loaded = 0, False
            start = time.perf_counter()
            ingest([notes], folder, load_encoder=encoder.load, model=arguments.model)
            seconds = time.perf_counter() - start
            whole = whole or seconds
            done = f"{encoder.embedded:8} {'asked' if encoder.loaded else 'not':>7}"
            print(f"{step:12} {done} {seconds:8.1f} {whole / seconds:8.1f}", flush=True)
        fresh = Path(name, "fresh")
        ingest([notes], fresh, load_encoder=encoder.load, model=arguments.model)
        print(
            f"the base is the same, byte for byte, as a new one: {_files(folder) == _files(fresh)}"
        )


def _files(folder: Path) -> dict[str, bytes]:
    build = folder / (folder / "current").read_text(encoding="utf-8")
    return {path.name: path.read_bytes() for path in build.iterdir()}


if __name__ == "__main__":
    main()
