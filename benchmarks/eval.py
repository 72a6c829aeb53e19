"""Quality on a folder of labels, over the notes beside it: what ``make eval`` prints.

The folder holds any of ``questions*.jsonl``, ``boilerplate.json``, ``aliases.jsonl``,
``relations.jsonl``, ``duplicates.jsonl`` and ``xquad.zh.json``; the notes are in ``../notes``
beside it, or in the folder given as second argument.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.names import fold_letters, fold_name
from search import store
from search.answer import answer, read_questions
from search.encoder import BUNDLED, Encoder, load_encoder
from search.evaluation import LabelledQuestion, measure
from search.hits import Answer
from search.ingest import ingest
from search.knowledge_base import KnowledgeBase


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def build_base(notes: Path, folder: Path, encoder: Encoder) -> KnowledgeBase:
    """Ingest a folder of notes into a knowledge base and load it as a user's command would."""
    ingest([notes], folder, load_encoder=lambda _: encoder)
    return store.load(folder)


def ask_all(questions: list[str], base: KnowledgeBase, encoder: Encoder) -> list[Answer]:
    """Answer questions, embedding them together to save time."""
    answers = []
    for query in read_questions(questions, base, encoder):
        hits = base.retriever.search(query, limit=10)
        answers.append(answer(query, hits, base, limit=5))
    return answers


def evaluate_questions(
    rows: list[dict[str, Any]], base: KnowledgeBase, encoder: Encoder, *, misses: bool
) -> Iterator[str]:
    """Yield the figures of ranking and refusal, and the questions missed."""
    questions = [LabelledQuestion(row["question"], tuple(row["answer_any"])) for row in rows]
    answers = ask_all([q.question for q in questions], base, encoder)
    q = measure(questions, answers)
    ranks = f"hit@1 {q.hit_at_1:.3f}  hit@3 {q.hit_at_3:.3f}  MRR {q.mrr:.3f}"
    yield f"questions    {ranks}  (n={q.answerable})"
    yield (
        f"refusal      {q.refused_rightly} of {q.unanswerable} unanswerable refused, "
        f"{q.refused_wrongly} of {q.answerable} answerable refused"
    )
    if misses:
        for question, given in zip(questions, answers, strict=True):
            right = given.found == bool(question.answer_any) and (
                not given.found or measure([question], [given]).hit_at_1
            )
            if not right:
                best = given.citations[0].excerpt[:60] if given.citations else ""
                yield f"  missed: {question.question}  found={given.found}  {best!r}"


def evaluate_boilerplate(path: Path, base: KnowledgeBase, folder: Path) -> str:
    """Count furniture that is in a passage, and content that is in none."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    texts = "\n".join(note.text for note in store.read_notes(folder))
    kept = "\n".join(passage.text for passage in base.passages) + "\n"
    junk = [each for each in labels["junk"] if each in kept]
    lost = [each for each in labels["keep"] if each in texts and each not in kept]
    return (
        f"boilerplate  {len(junk)} of {len(labels['junk'])} junk kept, "
        f"{len(lost)} of {len(labels['keep'])} content lost  {junk or ''}{lost or ''}"
    )


def evaluate_offsets(base: KnowledgeBase, folder: Path) -> str:
    """Count passages that are exactly their place in the note."""
    texts = {note.path: note.text for note in store.read_notes(folder)}
    exact = sum(texts[p.path][p.start : p.end] == p.text for p in base.passages)
    return f"passages     {exact} of {len(base.passages)} are text[start:end] exactly"


def evaluate_generic(base: KnowledgeBase) -> str:
    """Count concepts that are everyday words: 50 of a million of general Chinese, or more."""
    frequent = 50e-6 * base.segmenter.total_frequency
    generic = [
        concept.name
        for concept in base.concepts.values()
        if all(base.segmenter.frequency(name) >= frequent for name in concept.names)
    ]
    return f"generic      {len(generic)} of {len(base.concepts)} concepts  {'、'.join(generic)}"


def evaluate_aliases(path: Path, base: KnowledgeBase) -> Iterator[str]:
    """Count pairs of names rightly put together or kept apart."""
    rows = read_jsonl(path)
    ids = [(_concept(row["a"], base), _concept(row["b"], base)) for row in rows]
    right = [
        (a is not None and a == b) == row["same"] and (row["same"] or bool(a and b))
        for row, (a, b) in zip(rows, ids, strict=True)
    ]
    yield f"aliases      {sum(right)} of {len(rows)} right"
    for row, (a, b), good in zip(rows, ids, right, strict=True):
        if not good:
            yield f"  wrong: {row['a']} ({a}), {row['b']} ({b}), same={row['same']}"


def evaluate_relations(path: Path, base: KnowledgeBase) -> Iterator[str]:
    """Count statements found that hold, and asserted that do not."""
    rows = read_jsonl(path)
    edges = {(h, key, t) for h, t, key in base.graph.edges(keys=True)}
    edges |= {(t, key, h) for h, key, t in edges if key == "contrasts"}
    asserted = [
        (_concept(row["head"], base), row["relation"], _concept(row["tail"], base)) in edges
        for row in rows
    ]
    holding = [a for row, a in zip(rows, asserted, strict=True) if row["holds"]]
    false = [a for row, a in zip(rows, asserted, strict=True) if not row["holds"]]
    yield (
        f"relations    {sum(holding)} of {len(holding)} holding found, "
        f"{sum(false)} of {len(false)} not holding asserted"
    )
    for row, was in zip(rows, asserted, strict=True):
        if was != row["holds"]:
            yield f"  wrong: {row['head']} {row['relation']} {row['tail']} holds={row['holds']}"


def evaluate_duplicates(path: Path, base: KnowledgeBase) -> Iterator[str]:
    """Count copied texts whose group names all files they stand in."""
    rows = read_jsonl(path)
    found = 0
    for row in rows:
        wanted = fold_letters(fold_name(row["text"]))  # one copy may be in traditional characters
        complete = any(
            wanted in fold_letters(fold_name(group.canonical.text))
            and all(
                any(copy.source.startswith(name) for copy in (group.canonical, *group.copies))
                for name in row["files"]
            )
            for group in base.duplicates
        )
        found += complete
        if not complete:
            yield f"  missed: {row['text']}"
    yield f"duplicates   {found} of {len(rows)} found in {len(base.duplicates)} groups"


def build_xquad(
    path: Path, folder: Path, encoder: Encoder
) -> tuple[KnowledgeBase, list[tuple[str, str]]]:
    """Make each of XQuAD's paragraphs a note; give their base, and each question with its source.

    ``folder`` must be empty.
    """
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    notes = folder / "notes"
    notes.mkdir()
    for number, paragraph in enumerate(paragraphs):
        (notes / f"{number:04d}.txt").write_text(paragraph["context"], encoding="utf-8")
    questions = [
        (question["question"], f"{number:04d}.txt")
        for number, paragraph in enumerate(paragraphs)
        for question in paragraph["qas"]
    ]
    return build_base(notes, folder / "base", encoder), questions


def evaluate_xquad(path: Path, encoder: Encoder) -> str:
    """Rank XQuAD's paragraphs for its questions."""
    with tempfile.TemporaryDirectory() as name:
        base, questions = build_xquad(path, Path(name), encoder)
        answers = ask_all([question for question, _ in questions], base, encoder)
    right = [
        bool(a.citations) and a.citations[0].source == source
        for a, (_, source) in zip(answers, questions, strict=True)
    ]
    refused = sum(not a.found for a in answers)
    return (
        f"XQuAD-zh     paragraph hit@1 {sum(right) / len(right):.4f}  "
        f"(n={len(right)}, {len(base.notes)} paragraphs; {refused} refused)"
    )


def _concept(name: str, base: KnowledgeBase) -> str | None:
    """Give the id of the concept that has exactly this name, folded."""
    found = [f.concept for f in base.matcher.find(name) if f.end - f.start == len(name.strip())]
    return found[0] if found else (fold_name(name) if fold_name(name) in base.concepts else None)


def evaluate(labels: Path, notes: Path, *, misses: bool) -> Iterator[str]:
    """Yield the lines to print for a folder of labels."""
    encoder = load_encoder(BUNDLED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = build_base(notes, folder, encoder)
        sizes = f"{len(base.passages)} passages, {len(base.concepts)} concepts"
        yield f"notes        {len(base.notes)} notes, {sizes}"
        yield evaluate_offsets(base, folder)
        questions = sorted(labels.glob("questions*.jsonl"))
        if rows := [row for path in questions for row in read_jsonl(path)]:
            yield from evaluate_questions(rows, base, encoder, misses=misses)
        path = labels / "boilerplate.json"
        if path.exists() and "junk" in json.loads(path.read_text(encoding="utf-8")):
            yield evaluate_boilerplate(path, base, folder)
        yield evaluate_generic(base)
        if (path := labels / "aliases.jsonl").exists():
            yield from evaluate_aliases(path, base)
        if (path := labels / "relations.jsonl").exists():
            yield from evaluate_relations(path, base)
        if (path := labels / "duplicates.jsonl").exists():
            yield from evaluate_duplicates(path, base)
    if (path := labels / "xquad.zh.json").exists():
        yield evaluate_xquad(path, encoder)


def main(arguments: list[str]) -> None:
    """Print the figures for ``LABELS [NOTES]``; ``--misses`` lists the questions missed."""
    folders = [argument for argument in arguments if not argument.startswith("--")]
    labels = Path(folders[0])
    notes = Path(folders[1]) if len(folders) > 1 else labels.parent / "notes"
    for line in evaluate(labels, notes, misses="--misses" in arguments):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
