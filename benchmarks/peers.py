"""Zhitu beside other search tools: the same texts, model and run; ``bash benchmarks/peers.sh``.

One set is XQuAD (SQuAD format): each paragraph is a text, and right is the one that a question was
asked of. The other is labelled questions over a folder of notes: the others get the notes' plain
passages of up to 300 characters, right is one that holds an answer; Zhitu reads the notes
themselves, right is such an excerpt. A Markdown table is printed, and what each tool took.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.readers import read_notes
from kg.records import Note
from search.evaluation import right_ranks
from search.model.bundled_model import bundled_model_folder

SCRIPT = Path(__file__).with_name("peers_run.py")
BASELINE = "plain"
PEERS = {
    BASELINE: ("txtai", "sentence-transformers + FAISS"),
    "bm25": ("txtai", "BM25 (bm25s over jieba words)"),
    "txtai-dense": ("txtai", "txtai, dense"),
    "txtai-hybrid": ("txtai", "txtai, hybrid with its defaults"),
    "txtai-strongest": ("txtai", "txtai, hybrid, bigrams, bayes"),
    "wenji": ("wenji", "wenji"),
    "zhitu": ("", "**Zhitu**"),
}
"""By its name in ``peers_run.py``: the environment it runs in, and what the table calls it."""
MAX_CHARS = 300
ROUNDS = 3
"""Ingests and starts are timed so often, all tools taking turns; medians are printed."""
_WITHIN = (1, 3)

Found = Sequence[tuple[str, str]]
"""The names and texts that a tool found, best first."""


@dataclass(frozen=True, slots=True)
class TestSet:
    """Texts in a folder and questions over them."""

    folder: Path
    questions: tuple[str, ...]
    judge: Callable[[int, Found], list[bool]]
    """Takes a question's number and what was found; tells for each rank whether it is right."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one tool did with one set."""

    found: tuple[Found, ...]
    ingest_seconds: float
    query_seconds: float
    """The median question's, its embedding included."""


def plain_passages(text: str, *, max_chars: int = MAX_CHARS) -> Iterator[str]:
    """Pack whole sentences and lines into passages, as long as they fit; a longer one is alone."""
    passage = ""
    for sentence in re.findall(r"[^。！？!?\n]*(?:[。！？!?]+|\n|$)", text):
        if passage and len(passage) + len(sentence) > max_chars:
            yield passage.strip()
            passage = ""
        passage = (passage + sentence).lstrip()
    if passage.strip():
        yield passage.strip()


def read_xquad(path: Path, folder: Path) -> TestSet:
    """Lay out XQuAD's paragraphs, each named by its number."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    asked = [
        (question["question"], str(number))
        for number, paragraph in enumerate(paragraphs)
        for question in paragraph["qas"]
    ]
    texts = [paragraph["context"] for paragraph in paragraphs]
    questions = tuple(question for question, _ in asked)
    _lay_out(folder, texts, {f"{i}.txt": text for i, text in enumerate(texts)}, questions)

    def judge(number: int, found: Found) -> list[bool]:
        # Two passages of one paragraph are one paragraph.
        return [name == asked[number][1] for name in dict.fromkeys(name for name, _ in found)]

    return TestSet(folder, questions, judge)


def read_questions(labels: Path, notes: Path, folder: Path) -> TestSet:
    """Lay out the notes; only the questions that they answer are asked."""
    lines = [
        line
        for path in sorted(labels.glob("questions*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]
    rows = [row for row in map(json.loads, lines) if row["answer_any"]]
    # Of a page, the others get its text, not its tags; so Zhitu gets that too.
    texts = {f"{n.source}.md": n.text for n in read_notes(notes) if isinstance(n, Note)}
    passages = [passage for text in texts.values() for passage in plain_passages(text)]
    questions = tuple(row["question"] for row in rows)
    _lay_out(folder, passages, texts, questions)

    def judge(number: int, found: Found) -> list[bool]:
        return [bool(right_ranks([text], rows[number]["answer_any"])) for _, text in found]

    return TestSet(folder, questions, judge)


def _lay_out(
    folder: Path, passages: Sequence[str], notes: dict[str, str], questions: Sequence[str]
) -> None:
    for name, count in (("notes", len(notes)), ("few", 2)):
        for source in sorted(notes)[:count]:
            path = folder / name / source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(notes[source], encoding="utf-8")
    content = {"passages": passages, "questions": questions}
    (folder / "set.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def measure(test: TestSet, found: Sequence[Found]) -> tuple[float, ...]:
    """Give hit@1, hit@3 and MRR, each from 0 to 1."""
    judged = (test.judge(number, texts) for number, texts in enumerate(found))
    ranks = [right.index(True) + 1 if any(right) else 0 for right in judged]
    hits = [sum(0 < rank <= within for rank in ranks) / len(ranks) for within in _WITHIN]
    return (*hits, sum(1 / rank for rank in ranks if rank) / len(ranks))


def run(peer: str, environments: Path, model: Path, folder: Path, *more: str) -> float:
    """Run a tool in its environment; give the seconds from start to end.

    Raises:
        SystemExit: The tool failed; its last line says how.
    """
    environment = PEERS[peer][0]
    python = environments / environment / "bin" / "python" if environment else sys.executable
    command = [str(python), str(SCRIPT), peer, str(model), str(folder), *more]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        raise SystemExit(f"{peer} failed: {''.join(last)}")
    return time.perf_counter() - start


def run_peers(test: TestSet, environments: Path, model: Path, *, rounds: int) -> dict[str, Run]:
    """Run all tools on a set, taking turns."""
    runs: dict[str, list[Run]] = {peer: [] for peer in PEERS}
    for turn in range(rounds):
        for peer in sorted(PEERS, reverse=turn % 2 == 1):
            # What was found is the same every time, so only the first round asks all questions.
            run(peer, environments, model, test.folder, *(["--few"] if turn else []))
            report = (test.folder / f"{peer}.report.json").read_text(encoding="utf-8")
            runs[peer].append(Run(**json.loads(report)))
    return {
        peer: Run(
            done[0].found,
            statistics.median(each.ingest_seconds for each in done),
            statistics.median(each.query_seconds for each in done),
        )
        for peer, done in runs.items()
    }


def time_starts(test: TestSet, environments: Path, model: Path) -> dict[str, float]:
    """Time a process that loads a saved index and prints one answer; medians."""
    seconds: dict[str, list[float]] = {peer: [] for peer in PEERS}
    for question in test.questions[:ROUNDS]:
        for peer in PEERS:
            more = ("--question", question)
            seconds[peer].append(run(peer, environments, model, test.folder, *more))
    return {peer: statistics.median(times) for peer, times in seconds.items()}


def print_tables(tests: dict[str, TestSet], environments: Path, model: Path) -> Iterator[str]:
    """Yield a table for each set, and one of the times on the first set."""
    for name, test in tests.items():
        first = name == next(iter(tests))
        runs = run_peers(test, environments, model, rounds=ROUNDS if first else 1)
        title = f"{name} ({len(test.questions)} questions)"
        rows = [(PEERS[p][1], *_figures(measure(test, r.found))) for p, r in runs.items()]
        yield from _table((title, "hit@1", "hit@3", "MRR@10"), rows)
        if first:
            base = runs[BASELINE]
            starts = time_starts(test, environments, model)
            rows = [
                (
                    PEERS[peer][1],
                    f"{base.ingest_seconds / done.ingest_seconds:.2f}×",
                    f"{done.query_seconds / base.query_seconds:.2f}×",
                    f"{starts[peer]:.1f} s",
                )
                for peer, done in runs.items()
            ]
            yield from _table(("", "ingest rate", "question's time", "cold start"), rows)
            yield (
                f"1×: {base.ingest_seconds:.1f} s for all texts, the model being loaded; "
                f"{base.query_seconds * 1000:.1f} ms a question, with its embedding.\n"
            )


def _figures(values: Iterable[float]) -> list[str]:
    return [f"{value:.3f}" for value in values]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def write_plain_model(folder: Path) -> None:
    """Write the model in 32 bits: some tools would compute in the 16 that its file has."""
    import torch
    from sentence_transformers import SentenceTransformer

    bundled = str(bundled_model_folder())
    plain = SentenceTransformer(bundled, device="cpu", model_kwargs={"dtype": torch.float32})
    plain.save(str(folder))


def main() -> None:
    """Print the tables of the sets that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environments", type=Path, help="the folder that peers.sh made")
    parser.add_argument("labels", type=Path, help="holds xquad.zh.json, questions*.jsonl or both")
    parser.add_argument("notes", type=Path, help="what questions*.jsonl is about")
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        tests = {}
        path = arguments.labels / "xquad.zh.json"
        if path.exists():
            tests["XQuAD-zh"] = read_xquad(path, Path(name, "xquad"))
        if any(arguments.labels.glob("questions*.jsonl")):
            folder = Path(name, "questions")
            tests["questions"] = read_questions(arguments.labels, arguments.notes, folder)
        if not tests:
            raise SystemExit(f"{arguments.labels}: neither xquad.zh.json nor questions*.jsonl")
        model = Path(name, "model")
        write_plain_model(model)
        for line in print_tables(tests, arguments.environments, model):
            print(line, flush=True)


if __name__ == "__main__":
    main()
