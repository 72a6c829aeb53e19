"""Copies told from look-alikes: a table by kind of edit, beside datasketch and SemHash.

Run ``python -m benchmarks.duplicates``. It makes copies of the paragraphs of the bundled notes and
of the test notes of other fields, each with one kind of edit, and hard negatives, and asks each
method which of them are copies. ``--seeds`` makes other pairs: those it makes by itself were not
looked at while the detector was developed. The other two methods join where they are installed:
``pip install datasketch semhash``.
"""

import argparse
import importlib.util
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba

from benchmarks.duplicate_edits import EDITS, LOOK_ALIKES, Edit, make_templates
from benchmarks.duplicate_methods import (
    Method,
    find_by_datasketch,
    find_by_semhash,
    find_by_zhitu,
)
from kg.cleaning import clean
from kg.readers import read_notes
from kg.records import BlockKind, Document, Note
from kg.sentences import split_sentences

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
FOLDERS = (CORPUS, ROOT / "tests" / "notes" / "fields", ROOT / "tests" / "notes" / "systems")
SEEDS = (1, 2, 3)
# Each holds paragraphs of another note, and one of two is enough.
COPYING = (
    "forum/cnn-vs-dnn-thread.txt",
    "forum/rnn-why-lstm-thread.txt",
    "blog/learning-rate-and-batch-size.txt",
    "README.md",
)
MIN_CHARS = 60
MAX_PAIRS = 40
MIN_SENTENCE_CHARS = 24
SPEED_PASSAGES = 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A text of the corpus and one made from it."""

    kind: str
    original: str
    made: str
    is_copy: bool


def make_pairs(seed: int, folders: Sequence[Path] = FOLDERS) -> list[Pair]:
    """Make copies and look-alikes, at most 40 of a kind, the same for the same seed."""
    chance = random.Random(seed)
    documents = [
        clean(note)
        for folder in folders
        for note in read_notes(folder)
        if isinstance(note, Note) and note.source not in COPYING
    ]
    paragraphs = [text for document in documents for text in _paragraphs(document)]
    sentences = [
        text[span.start : span.end]
        for text in paragraphs
        for span in split_sentences(text)
        if span.end - span.start >= MIN_SENTENCE_CHARS and "\n" not in text[span.start : span.end]
    ]
    pairs = []
    for kind, edit in EDITS.items():
        chosen = chance.sample(paragraphs, len(paragraphs))
        pairs += _edited(kind, chosen, edit, chance, is_copy=True)
    for kind, edit in LOOK_ALIKES.items():
        chosen = chance.sample(sentences, len(sentences))
        pairs += _edited(kind, chosen, edit, chance, is_copy=False)
    frames = make_templates(chance)
    pairs += [Pair("same template", one, other, is_copy=False) for one, other in frames]
    return pairs


def _paragraphs(document: Document) -> list[str]:
    kinds = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    texts = [
        document.note.text[block.start : block.end]
        for block in document.blocks
        if block.kind in kinds
    ]
    return [text for text in texts if len(text) >= MIN_CHARS]


def _edited(
    kind: str, texts: Iterable[str], edit: Edit, chance: random.Random, *, is_copy: bool
) -> list[Pair]:
    """Edit texts until there are enough; an edit gives None where it does not apply."""
    pairs: list[Pair] = []
    for text in texts:
        made = edit(text, chance)
        if made is not None and made != text:
            pairs.append(Pair(kind, text, made, is_copy))
        if len(pairs) == MAX_PAIRS:
            break
    return pairs


def score(samples: Sequence[Sequence[Pair]], method: Method) -> dict[str, tuple[int, int, int]]:
    """Give by kind how many pairs there are, how many are linked, and links to another text.

    Each sample is judged by itself; their counts are added up.
    """
    scores: dict[str, tuple[int, int, int]] = {}
    for pairs in samples:
        for kind in dict.fromkeys(pair.kind for pair in pairs):
            own = _score([pair for pair in pairs if pair.kind == kind], method)
            before = scores.get(kind, (0, 0, 0))
            scores[kind] = before[0] + own[0], before[1] + own[1], before[2] + own[2]
    return scores


def _score(own: Sequence[Pair], method: Method) -> tuple[int, int, int]:
    links = method([pair.original for pair in own], [pair.made for pair in own])
    right = {(n, n) for n in range(len(own))}
    stray = {
        (one, other)
        for one, other in links - right
        if own[one].original not in (own[other].original, own[other].made)
    }
    return len(own), len(links & right), len(stray)


def print_table(
    copies: dict[str, bool], tables: dict[str, dict[str, tuple[int, int, int]]]
) -> None:
    """Print the share found of each kind, then precision and recall over all.

    Args:
        copies: by kind, whether such pairs are copies.
        tables: by method, what ``score`` gives.
    """
    print(f"{'kind of edit':24}{'pairs':>6}" + "".join(f"{name:>14}" for name in tables))
    for kind, is_copy in copies.items():
        shares = "".join(f"{t[kind][1] / t[kind][0]:14.3f}" for t in tables.values())
        count = next(iter(tables.values()))[kind][0]
        label = f"{'copy' if is_copy else 'no copy'}: {kind}"
        print(f"{label:24}{count:>6}{shares}")
    for label, value in (("recall", _recall), ("precision", _precision)):
        print(f"{label:30}" + "".join(f"{value(t, copies):14.3f}" for t in tables.values()))


def _recall(table: dict[str, tuple[int, int, int]], copies: dict[str, bool]) -> float:
    own = [table[kind] for kind, is_copy in copies.items() if is_copy]
    return sum(found for _, found, _ in own) / sum(count for count, _, _ in own)


def _precision(table: dict[str, tuple[int, int, int]], copies: dict[str, bool]) -> float:
    right = sum(table[kind][1] for kind, is_copy in copies.items() if is_copy)
    wrong = sum(table[kind][1] for kind, is_copy in copies.items() if not is_copy)
    wrong += sum(stray for _, _, stray in table.values())
    return right / max(1, right + wrong)


def measure_speed(methods: dict[str, Method], passages: int) -> None:
    """Print passages a second of processor time, on texts of pairs of the corpus's words."""
    chance = random.Random(3)
    words = [
        word
        for note in read_notes(CORPUS)
        if isinstance(note, Note)
        for word in jieba.cut(note.text)
        if word.isalnum()
    ]
    texts = ["".join(_sentence(words, chance) for _ in range(4)) for _ in range(passages)]
    rates = {}
    for name, method in methods.items():
        method(texts[:20], texts[20:40])
        started = time.process_time()
        method(texts[: passages // 2], texts[passages // 2 :])
        rates[name] = passages / (time.process_time() - started)
        print(f"{name}: {rates[name]:,.0f} passages a second ({passages:,} passages)")
    if "datasketch" in rates:
        print(f"zhitu to datasketch: {rates['zhitu'] / rates['datasketch']:.2f}")


def _sentence(words: Sequence[str], chance: random.Random) -> str:
    places = [chance.randrange(len(words) - 1) for _ in range(9)]
    return "".join(words[place] + words[place + 1] for place in places) + "。"


def main() -> None:
    """Print the table, then the speeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=SPEED_PASSAGES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--misses", action="store_true", help="print what zhitu gets wrong")
    arguments = parser.parse_args()
    methods: dict[str, Method] = {"zhitu": find_by_zhitu}
    if importlib.util.find_spec("datasketch"):
        methods["datasketch"] = find_by_datasketch
    speeds = dict(methods)
    if importlib.util.find_spec("semhash"):
        methods["semhash"] = find_by_semhash
    samples = [make_pairs(seed) for seed in arguments.seeds]
    copies = {pair.kind: pair.is_copy for pairs in samples for pair in pairs}
    print_table(copies, {name: score(samples, method) for name, method in methods.items()})
    if arguments.misses:
        for pairs in samples:
            print_misses(pairs)
    if arguments.passages:
        measure_speed(speeds, arguments.passages)


def print_misses(pairs: Sequence[Pair]) -> None:
    """Print the pairs that zhitu gets wrong."""
    for pair in pairs:
        links = find_by_zhitu([pair.original], [pair.made])
        if bool(links) != pair.is_copy:
            print(f"{pair.kind}\n  {pair.original}\n  {pair.made}")


if __name__ == "__main__":
    main()
