"""Rows of a knowledge base's files to records."""

from typing import Any

from kg.records import Alias, Concept, Copy, Dropped, DuplicateGroup, Evidence, Note, Passage, Span
from search.knowledge_base import NoteEntry


def read_passage(row: dict[str, Any]) -> Passage:
    """Give a passage of its row."""
    return Passage(**{**row, "heading": tuple(row["heading"])})


def read_entry(row: dict[str, Any]) -> NoteEntry:
    """Give what is known of a note, of its row."""
    dropped = tuple(Dropped(**span) for span in row["dropped"])
    outside = tuple(Span(**span) for span in row["outside"])
    return NoteEntry(**{**row, "dropped": dropped, "outside": outside})


def read_note(entry: NoteEntry, text: str) -> Note:
    """Give a note as it was read, of its entry and text."""
    return Note(
        path=entry.path,
        source=entry.source,
        text=text,
        format=entry.format,
        encoding=entry.encoding,
        digest=entry.digest,
        outside=entry.outside,
    )


def read_concept(row: dict[str, Any]) -> Concept:
    """Give a concept of its row."""
    aliases = tuple(
        Alias(alias["name"], Evidence(**alias["evidence"]) if alias["evidence"] else None)
        for alias in row["aliases"]
    )
    return Concept(row["id"], row["name"], aliases)


def read_group(row: dict[str, Any]) -> DuplicateGroup:
    """Give a group of copies of its row."""
    copies = tuple(Copy(**copy) for copy in row["copies"])
    return DuplicateGroup(**{**row, "canonical": Copy(**row["canonical"]), "copies": copies})
