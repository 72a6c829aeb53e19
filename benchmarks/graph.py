"""Seconds per megabyte of each stage of the concept graph, on 1, 4 and 16 times the notes.

The copies are no repetitions: in each, every concept has a made-up name of its own, so that the
vocabulary grows as the notes do. Run from the project's folder: ``python -m benchmarks.graph``.
"""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kg.aliases import find_aliases, merge_names
from kg.cleaning import clean
from kg.communities import annotate
from kg.concepts import ConceptMatcher, find_mentions
from kg.cooccurrence import count_pairs, npmi
from kg.graph import build_graph
from kg.passages import split
from kg.readers import read_notes
from kg.records import Note
from kg.relations import find_relations
from kg.segmentation import Segmenter
from kg.terminology import discover
from kg.wordlists import read_lines

FOLDERS = (Path("corpus"), Path("tests/notes/fields"), Path("tests/notes/systems"))
SIZES = (1, 4, 16)
_HAN = "".join(chr(code) for code in range(0x4E00, 0x8000))
_LATIN = "bcdfghjklmnpqrstvwxz"

Result = TypeVar("Result")


class Stopwatch:
    """Adds up the seconds of processor time that each stage takes."""

    def __init__(self) -> None:
        """Start with no stage."""
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, call: Callable[[], Result]) -> Result:
        """Call and give the result, adding what it took to ``stage``."""
        start = time.process_time()
        result = call()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return result


def load() -> list[Note]:
    """Read the notes of the project."""
    found = [note for folder in FOLDERS for note in read_notes(folder)]
    return [note for note in found if isinstance(note, Note) and "/labels/" not in note.path]


def make_copies(notes: Sequence[Note], names: Sequence[str], *, copies: int) -> Iterator[Note]:
    """Give the notes ``copies`` times, with made-up names of the same length in each."""
    whole = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    for number in range(copies):
        chosen = random.Random(number)
        invented = {name: _invent(name, chosen) for name in sorted(names)}
        for note in notes:
            text = whole.sub(lambda found: invented[found[0]], note.text)  # noqa: B023
            yield replace(
                note, path=f"/{number}{note.path}", source=f"{number}/{note.source}", text=text
            )


def _invent(name: str, chosen: random.Random) -> str:
    return "".join(
        chosen.choice(_HAN)
        if "\u4e00" <= c <= "\u9fff"
        else chosen.choice(_LATIN)
        if c.islower()
        else chosen.choice(_LATIN).upper()
        if c.isupper()
        else c
        for c in name
    )


def build(notes: Sequence[Note], segmenter: Segmenter) -> Stopwatch:
    """Run the stages on the notes and give what each took."""
    watch = Stopwatch()
    documents = watch.time("clean", lambda: [clean(note) for note in notes])
    passages = watch.time("split", lambda: [p for document in documents for p in split(document)])
    candidates = watch.time("discover", lambda: discover(documents, segmenter))
    equations = watch.time("aliases", lambda: find_aliases(documents, candidates))
    concepts, _ = watch.time("aliases", lambda: merge_names(candidates, equations))
    matcher = watch.time("mentions", lambda: ConceptMatcher(concepts))
    mentions = watch.time("mentions", lambda: find_mentions(passages, matcher))
    pairs = watch.time("pairs", lambda: count_pairs(mentions))
    weights = watch.time("pairs", lambda: npmi(pairs, passages=len(passages)))
    relations = watch.time("relations", lambda: find_relations(documents, matcher, weights=weights))
    graph = watch.time(
        "graph", lambda: build_graph(concepts, mentions, relations, weights, passages=passages)
    )
    watch.time("communities", lambda: annotate(graph))
    return watch


def main() -> None:
    """Print a row for each stage, and how much the slowest size takes per megabyte."""
    notes = load()
    segmenter = Segmenter(read_lines("user_dict"))
    names = [found.name for found in discover([clean(note) for note in notes], segmenter)]
    rows: dict[str, list[float]] = {}
    for copies in SIZES:
        copied = list(make_copies(notes, names, copies=copies))
        megabytes = sum(len(note.text.encode()) for note in copied) / 1e6
        watch = build(copied, segmenter)
        watch.seconds["whole"] = sum(watch.seconds.values())
        for stage, seconds in watch.seconds.items():
            rows.setdefault(stage, []).append(seconds / megabytes)
    print(f"{'seconds per MB':14}" + "".join(f"{size:7d}x" for size in SIZES) + "   16x/1x")
    for stage, row in rows.items():
        ratio = row[-1] / row[0] if row[0] else 0.0
        print(f"{stage:14}" + "".join(f"{value:8.2f}" for value in row) + f"{ratio:9.2f}")


if __name__ == "__main__":
    main()
