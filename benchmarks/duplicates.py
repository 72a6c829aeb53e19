"""Copies told from look-alikes: a table by kind of edit, beside datasketch and SemHash.

Run ``python -m benchmarks.duplicates``. It makes copies of the corpus's paragraphs, each with one
kind of edit, and hard negatives, and asks each method which of them are copies. The other two
methods join where they are installed: ``pip install datasketch semhash``.
"""

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import jieba

from kg.cleaning import clean
from kg.duplicates import find_duplicates
from kg.readers import read_notes
from kg.records import Block, BlockKind, Document, Note, Span
from kg.sentences import split_sentences
from search.encoder import Encoder, load_encoder

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a script's own folder is there, the project's is not
from benchmarks.duplicate_edits import EDITS, LOOK_ALIKES, TEMPLATES, Edit  # noqa: E402

CORPUS = ROOT / "corpus"
# Each holds paragraphs of another note, and one of two is enough.
COPYING = (
    "forum/cnn-vs-dnn-thread.txt",
    "forum/rnn-why-lstm-thread.txt",
    "blog/learning-rate-and-batch-size.txt",
    "README.md",
)
MIN_CHARS = 90
MAX_PAIRS = 60
MIN_SENTENCE_CHARS = 24
SPEED_PASSAGES = 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A text of the corpus and one made from it."""

    kind: str
    original: str
    made: str
    is_copy: bool


Links: TypeAlias = set[tuple[int, int]]
"""Which made text (second) is taken for a copy of which original (first), by position."""
Method: TypeAlias = Callable[[Sequence[str], Sequence[str]], Links]


def make_pairs(seed: int = 7) -> list[Pair]:
    """Make copies and look-alikes, at most 60 of a kind, the same for the same seed."""
    chance = random.Random(seed)
    documents = [
        clean(note)
        for note in read_notes(CORPUS)
        if isinstance(note, Note) and note.source not in COPYING
    ]
    paragraphs = [text for document in documents for text in _paragraphs(document)]
    sentences = [
        text[span.start : span.end]
        for text in paragraphs
        for span in split_sentences(text)
        if span.end - span.start >= MIN_SENTENCE_CHARS
    ]
    pairs = []
    for kind, edit in EDITS.items():
        chosen = chance.sample(paragraphs, len(paragraphs))
        pairs += _edited(kind, chosen, edit, chance, is_copy=True)
    for kind, edit in LOOK_ALIKES.items():
        chosen = chance.sample(sentences, len(sentences))
        pairs += _edited(kind, chosen, edit, chance, is_copy=False)
    pairs += [Pair("same template", one, other, is_copy=False) for one, other in TEMPLATES]
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


def find_by_zhitu(originals: Sequence[str], made: Sequence[str]) -> Links:
    """Take a made text for a copy where groups hold half of it together with an original."""
    texts = [*originals, *made]
    documents = [_document(number, text) for number, text in enumerate(texts)]
    shared: dict[tuple[int, int], int] = {}
    for group in find_duplicates(documents):
        held: dict[int, int] = {}
        for copy in (group.canonical, *group.copies):
            number = int(copy.path)
            held[number] = held.get(number, 0) + copy.end - copy.start
        for first in held:
            for second in held:
                if first < len(originals) <= second:
                    pair = first, second - len(originals)
                    shared[pair] = shared.get(pair, 0) + held[second]
    return {pair for pair, chars in shared.items() if chars >= 0.5 * len(made[pair[1]])}


def _document(number: int, text: str) -> Document:
    note = Note(f"{number:06}", f"{number:06}", text, "text", "utf-8", "")
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line.rstrip())))
        start += len(line)
    return Document(note, (Span(0, len(text)),), (), tuple(blocks))


def find_by_datasketch(originals: Sequence[str], made: Sequence[str]) -> Links:
    """MinHash LSH at 128 permutations and Jaccard 0.7, over character trigrams."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    links: Links = set()
    for number, text in enumerate((*originals, *made)):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in _trigrams(text)])
        if number < len(originals):
            lsh.insert(number, sketch)
        else:
            links |= {(found, number - len(originals)) for found in lsh.query(sketch)}
    return links


def _trigrams(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(max(1, len(text) - 2))}


@cache
def _encoder() -> Encoder:
    return load_encoder()


def find_by_semhash(originals: Sequence[str], made: Sequence[str]) -> Links:
    """SemHash at its default threshold of 0.9, with the embedded model."""
    from semhash import SemHash  # type: ignore[import-not-found]

    encoder = _encoder()

    class Model:
        def encode(self, texts: Sequence[str], **_: object) -> object:
            return encoder.encode_document(list(texts))

    unique = list(dict.fromkeys(originals))
    index = SemHash.from_records(unique, model=Model())
    positions: dict[str, list[int]] = {}
    for number, text in enumerate(originals):
        positions.setdefault(text, []).append(number)
    result = index.deduplicate(list(made), threshold=0.9)
    found = {record.record: record.duplicate_of for record in result.filtered}
    return {
        (first, second)
        for second, text in enumerate(made)
        if text in found
        for first in positions.get(found[text], ())
    }


def score(pairs: Sequence[Pair], method: Method) -> dict[str, tuple[int, int, int]]:
    """Give by kind how many pairs there are, how many are linked, and links to another text."""
    scores = {}
    for kind in dict.fromkeys(pair.kind for pair in pairs):
        own = [pair for pair in pairs if pair.kind == kind]
        links = method([pair.original for pair in own], [pair.made for pair in own])
        right = {(n, n) for n in range(len(own))}
        stray = {
            (one, other)
            for one, other in links - right
            if own[one].original not in (own[other].original, own[other].made)
        }
        scores[kind] = (len(own), len(links & right), len(stray))
    return scores


def print_table(pairs: Sequence[Pair], tables: dict[str, dict[str, tuple[int, int, int]]]) -> None:
    """Print the share found of each kind, then precision and recall over all."""
    print(f"{'kind of edit':24}{'pairs':>6}" + "".join(f"{name:>14}" for name in tables))
    copies = {pair.kind: pair.is_copy for pair in pairs}
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
    parser.add_argument("--misses", action="store_true", help="print what zhitu gets wrong")
    arguments = parser.parse_args()
    methods: dict[str, Method] = {"zhitu": find_by_zhitu}
    if importlib.util.find_spec("datasketch"):
        methods["datasketch"] = find_by_datasketch
    speeds = dict(methods)
    if importlib.util.find_spec("semhash"):
        methods["semhash"] = find_by_semhash
    pairs = make_pairs()
    print_table(pairs, {name: score(pairs, method) for name, method in methods.items()})
    if arguments.misses:
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
