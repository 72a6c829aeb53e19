"""Seconds per megabyte of each stage but embedding, on 1, 4 and 16 times the notes.

The copies are no repetitions: in each, every concept has a made-up name of its own, so that the
vocabulary grows as the notes do. To the search for duplicates they are copies, which it compares
each with each: its time, printed last, says nothing of real notes.

Run from the project's folder: ``python -m benchmarks.graph``.
"""

import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from kg.cleaning import clean
from kg.pipeline import build
from kg.readers import read_notes
from kg.records import Note
from kg.segmentation import Segmenter
from kg.terminology import discover
from kg.wordlists import read_lines

FOLDERS = (Path("corpus"), Path("tests/notes/fields"), Path("tests/notes/systems"))
SIZES = (1, 4, 16)
_HAN = "".join(chr(code) for code in range(0x4E00, 0x8000))
_LATIN = "bcdfghjklmnpqrstvwxz"


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


def time_stages(notes: Sequence[Note]) -> dict[str, float]:
    """Build all but the indexes and give the seconds of processor time of each stage."""
    began: list[tuple[str, float]] = []
    build(notes, on_stage=lambda stage: began.append((stage, time.process_time())))
    began.append(("", time.process_time()))
    seconds = {stage: end - start for (stage, start), (_, end) in pairwise(began)}
    copies = seconds.pop("duplicates")
    return {**seconds, "whole graph": sum(seconds.values()), "duplicates": copies}


def main() -> None:
    """Print a row for each stage, and how much the slowest size takes per megabyte."""
    notes = load()
    documents = [clean(note) for note in notes]
    names = [found.name for found in discover(documents, Segmenter(read_lines("user_dict")))]
    rows: dict[str, list[float]] = {}
    for copies in SIZES:
        copied = list(make_copies(notes, names, copies=copies))
        megabytes = sum(len(note.text.encode()) for note in copied) / 1e6
        for stage, seconds in time_stages(copied).items():
            rows.setdefault(stage, []).append(seconds / megabytes)
    print(f"{'seconds per MB':14}" + "".join(f"{size:7d}x" for size in SIZES) + "   16x/1x")
    for stage, row in rows.items():
        ratio = row[-1] / row[0] if row[0] else 0.0
        print(f"{stage:14}" + "".join(f"{value:8.2f}" for value in row) + f"{ratio:9.2f}")


if __name__ == "__main__":
    main()
