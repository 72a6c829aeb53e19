"""Page furniture out, content kept: the figures of cleaning on labelled notes.

Run ``python -m benchmarks.cleaning``; ``--list`` also names each failure. Labelled junk counts as
out when every character of it but white space is dropped, wherever it stands in the note; labelled
content counts as lost when any character of its first place is.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.cleaning import clean
from kg.readers import read_notes
from kg.records import Note

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
CORPUS_LABELS = ROOT / "benchmarks" / "labels"
FIELDS = ROOT / "tests" / "notes" / "fields"
FIELD_LABELS = FIELDS / "labels" / "boilerplate.json"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a person marked in a note, word for word."""

    junk: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One label found in one note, and whether cleaning did right by it."""

    source: str
    kind: str
    """``junk`` or ``keep``."""
    text: str
    right: bool


def read_labels(path: Path) -> dict[str, Labels]:
    """Read the labels of ``{"note.txt": {"junk": [...], "keep": [...]}}``."""
    marked = json.loads(path.read_text(encoding="utf-8"))
    return {name: Labels(tuple(m["junk"]), tuple(m["keep"])) for name, m in marked.items()}


def read_corpus_labels(folder: Path) -> Labels:
    """Read the labels of all ``boilerplate-*.json``, which hold for any note of the corpus."""
    files = sorted(folder.glob("boilerplate-*.json"))
    marked = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    junk = tuple(text for labels in marked for text in labels["junk"])
    return Labels(junk, tuple(text for labels in marked for text in labels["keep"]))


def check_notes(root: Path, labels: Mapping[str, Labels] | Labels) -> list[Check]:
    """Clean the notes under ``root`` and check each label that stands in them.

    Args:
        root: a folder of notes.
        labels: by the note's source, or one set for all notes.
    """
    notes = [note for note in read_notes(root) if isinstance(note, Note)]
    checks: list[Check] = []
    for note in notes:
        own = labels if isinstance(labels, Labels) else labels.get(note.source)
        if own is not None:
            checks.extend(_check(note, own))
    return checks


def _check(note: Note, labels: Labels) -> Iterator[Check]:
    dropped = [False] * len(note.text)
    for span in clean(note).dropped:
        dropped[span.start : span.end] = [True] * (span.end - span.start)
    for text in labels.junk:
        if places := _places(note.text, text):
            right = all(dropped[at] for place in places for at in place)
            yield Check(note.source, "junk", text, right)
    for text in labels.keep:
        if places := _places(note.text, text):
            yield Check(note.source, "keep", text, not any(dropped[at] for at in places[0]))


def _places(text: str, label: str) -> list[list[int]]:
    """Give, for each place of a label, the positions of its characters but white space."""
    found, at = [], text.find(label)
    while at >= 0:
        found.append([i for i in range(at, at + len(label)) if not text[i].isspace()])
        at = text.find(label, at + 1)
    return found


def count(checks: list[Check], kind: str, *, right: bool) -> tuple[int, int]:
    """Count the checks of a kind that came out so, and all of the kind."""
    own = [check for check in checks if check.kind == kind]
    return sum(check.right is right for check in own), len(own)


def main() -> None:
    """Print how much junk is out and how much content is lost, for both sets of notes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--list", action="store_true", help="name each failure")
    listed = parser.parse_args().list
    sets = {
        "corpus": check_notes(CORPUS, read_corpus_labels(CORPUS_LABELS)),
        "field notes": check_notes(FIELDS, read_labels(FIELD_LABELS)),
    }
    for name, checks in sets.items():
        out, junk = count(checks, "junk", right=True)
        lost, keep = count(checks, "keep", right=False)
        print(f"{name:12}  junk out {out}/{junk}  content lost {lost}/{keep}")
        for check in checks:
            if listed and not check.right:
                print(f"  {check.kind:4}  {check.source}: {check.text}")


if __name__ == "__main__":
    main()
