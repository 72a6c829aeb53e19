"""One search tool on one set of texts; ``benchmarks/peers.py`` runs it in that tool's environment.

It imports nothing of this project but, for Zhitu itself, what a user imports. The folder of a set
holds ``set.json``, with ``passages`` and ``questions``, and ``notes``, which Zhitu reads instead.
"""

import argparse
import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

LIMIT = 10
FEW = 50

Found = list[tuple[str, str]]
"""The name of each passage or note found, and the text shown; best first."""


class Peer(Protocol):
    """A search tool that embeds with the model of a folder."""

    def __init__(self, model: Path, folder: Path) -> None:
        """Load the model, which no figure but the cold start counts."""

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        """Index the texts and save the index in the folder."""

    def open(self, passages: Sequence[str]) -> None:
        """Load the index that ``ingest`` made of the texts."""

    def search(self, question: str) -> Found:
        """Find at most ``LIMIT`` texts."""


class _Plain:
    """Sentence-transformers as its documentation shows it, with a flat FAISS index."""

    def __init__(self, model: Path, folder: Path) -> None:
        import faiss
        from sentence_transformers import SentenceTransformer

        self._faiss: Any = faiss
        self._model = SentenceTransformer(str(model), device="cpu")
        self._file = folder / "plain.faiss"

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        rows = self._model.encode(list(passages), prompt_name="passage")
        index = self._faiss.IndexFlatIP(rows.shape[1])
        index.add(rows)
        self._faiss.write_index(index, str(self._file))

    def open(self, passages: Sequence[str]) -> None:
        self._index = self._faiss.read_index(str(self._file))
        self._texts = passages

    def search(self, question: str) -> Found:
        _, ids = self._index.search(self._model.encode([question], prompt_name="query"), LIMIT)
        return [(str(i), self._texts[i]) for i in ids[0] if i >= 0]


class _Keywords:
    """BM25 of bm25s over jieba's words."""

    def __init__(self, model: Path, folder: Path) -> None:
        import bm25s
        import jieba

        jieba.setLogLevel(60)
        jieba.initialize()
        self._bm25s: Any = bm25s
        self._cut: Callable[[str], list[str]] = jieba.lcut
        self._folder = folder / "bm25"

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        index = self._bm25s.BM25()
        index.index([self._cut(text) for text in passages], show_progress=False)
        index.save(self._folder)

    def open(self, passages: Sequence[str]) -> None:
        self._index = self._bm25s.BM25.load(self._folder)
        self._texts = passages

    def search(self, question: str) -> Found:
        limit = min(LIMIT, len(self._texts))
        ids, _ = self._index.retrieve([self._cut(question)], k=limit, show_progress=False)
        return [(str(i), self._texts[i]) for i in ids[0]]


class _Txtai:
    """Txtai with dense vectors, and a keyword index beside them where its settings say so."""

    settings: dict[str, Any] = {}  # noqa: RUF012 - each subclass has its own, and none changes it

    def __init__(self, model: Path, folder: Path) -> None:
        from txtai import Embeddings

        prompts = {"query": "query: ", "data": "passage: "}
        self._index = Embeddings(path=str(model), instructions=prompts, **self.settings)
        self._folder = folder / type(self).__name__

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        self._index.index(enumerate(passages))
        self._index.save(str(self._folder))

    def open(self, passages: Sequence[str]) -> None:
        self._index.load(str(self._folder))
        self._texts = passages

    def search(self, question: str) -> Found:
        return [(str(i), self._texts[i]) for i, _ in self._index.search(question, LIMIT)]


class _TxtaiHybrid(_Txtai):
    """Txtai's hybrid search with its defaults."""

    settings = {"hybrid": True}  # noqa: RUF012


class _TxtaiStrongest(_Txtai):
    """Txtai's hybrid search as it does best in Chinese: BM25 of bigrams, made probabilities."""

    settings = {  # noqa: RUF012
        "scoring": {
            "method": "bm25",
            "terms": True,
            "normalize": "bayes",
            "tokenizer": {"ngrams": 2},
        }
    }


class _Wenji:
    """Wenji with its own ONNX engine, each text a file; the model made ONNX beforehand."""

    def __init__(self, model: Path, folder: Path) -> None:
        from wenji.core.db import connect, initialise_schema
        from wenji.ingest import ingest_dir
        from wenji.ingest.embed import Embedder
        from wenji.search import Searcher

        self._embedder = _Prompting(Embedder(_export(model, folder.parent / "onnx")))
        self._connect, self._initialise = connect, initialise_schema
        self._ingest, self._searcher_type = ingest_dir, Searcher
        self._file, self._markdown = folder / "wenji.db", folder / "wenji"

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        self._markdown.mkdir(exist_ok=True)
        for number, text in enumerate(passages):
            path = self._markdown / f"{number}.md"
            path.write_text(f"---\ntitle: '{number}'\nsource_type: note\n---\n{text}\n", "utf-8")
        self._file.unlink(missing_ok=True)
        connection = self._connect(self._file)
        self._initialise(connection)
        self._embedder.prompt = "passage: "
        self._ingest(self._markdown, connection, self._embedder)
        connection.commit()
        connection.close()

    def open(self, passages: Sequence[str]) -> None:
        self._embedder.prompt = "query: "
        self._searcher = self._searcher_type(self._connect(self._file), self._embedder)
        self._texts = passages

    def search(self, question: str) -> Found:
        rows = self._searcher.search(question, limit=LIMIT)
        return [(row["title"], self._texts[int(row["title"])]) for row in rows]


class _Prompting:
    """Wenji's embedder, with the prompts that this model needs and wenji does not know."""

    def __init__(self, embedder: Any) -> None:  # noqa: ANN401 - of another environment
        self.DIM: int = embedder.DIM
        self.prompt = ""
        self._embedder = embedder

    def encode_batch(self, texts: list[str]) -> Any:  # noqa: ANN401
        return self._embedder.encode_batch([self.prompt + text for text in texts])


def _export(model: Path, folder: Path) -> Path:
    """Write the model as wenji wants it: an ONNX file of 1024 numbers a text, the last ones 0."""
    if (folder / "tokenizer.json").exists():
        return folder
    import torch
    from sentence_transformers import SentenceTransformer

    whole = SentenceTransformer(str(model), device="cpu")

    class Padded(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert: Any = whole[0].auto_model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.bert(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask[:, :, None].to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.pad(mean, (0, 1024 - mean.shape[1]))

    folder.mkdir(exist_ok=True)
    example = torch.ones((2, 8), dtype=torch.int64)
    names = ["input_ids", "attention_mask"]
    torch.onnx.export(
        Padded().eval(),
        (example, example),
        str(folder / "model.onnx"),
        input_names=names,
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        dynamo=False,
    )
    (folder / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
    return folder


class _Zhitu:
    """This project, which reads the notes themselves and answers with excerpts."""

    def __init__(self, model: Path, folder: Path) -> None:
        from search.encoder import load_encoder

        self._encoder = load_encoder()
        self._folder = folder / "zhitu"

    def ingest(self, passages: Sequence[str], notes: Path) -> None:
        from search.ingest import ingest

        shutil.rmtree(self._folder, ignore_errors=True)
        ingest([notes], self._folder, load_encoder=lambda _: self._encoder)

    def open(self, passages: Sequence[str]) -> None:
        from search.store import load

        self._base = load(self._folder)

    def search(self, question: str) -> Found:
        from search.answer import ask

        given = ask(question, self._base, self._encoder, limit=LIMIT)
        return [(Path(cited.source).stem, cited.excerpt) for cited in given.citations]


PEERS: dict[str, type[Peer]] = {
    "plain": _Plain,
    "bm25": _Keywords,
    "txtai-dense": _Txtai,
    "txtai-hybrid": _TxtaiHybrid,
    "txtai-strongest": _TxtaiStrongest,
    "wenji": _Wenji,
    "zhitu": _Zhitu,
}


def measure(
    peer: Peer, passages: Sequence[str], questions: Sequence[str], folder: Path
) -> Iterator[tuple[str, Any]]:
    """Ingest texts and ask questions of them; yield what to report."""
    peer.ingest(passages[:2], folder / "few")  # the first texts also set up what computes
    start = time.perf_counter()
    peer.ingest(passages, folder / "notes")
    yield "ingest_seconds", time.perf_counter() - start
    peer.open(passages)
    peer.search(questions[0])
    found, seconds = [], []
    for question in questions:
        start = time.perf_counter()
        found.append(peer.search(question))
        seconds.append(time.perf_counter() - start)
    yield "found", found
    yield "query_seconds", statistics.median(seconds)


def main() -> None:
    """Write the report of a set as JSON, or answer one question as a new process does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--few", action="store_true", help="ask only some of the questions")
    parser.add_argument("--question", help="ask it of the index that an earlier run saved")
    arguments = parser.parse_args()
    passages, questions = json.loads((arguments.folder / "set.json").read_text("utf-8")).values()
    peer = PEERS[arguments.peer](arguments.model, arguments.folder)
    if arguments.question:
        peer.open(passages)
        sys.stdout.write(peer.search(arguments.question)[0][1])
        return
    most = FEW if arguments.few else len(questions)
    report = dict(measure(peer, passages, questions[:most], arguments.folder))
    path = arguments.folder / f"{arguments.peer}.report.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
