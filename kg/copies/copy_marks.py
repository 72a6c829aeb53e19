"""Groups of copies to marks in the notes: by note, where its copies lie and of which groups."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.records import DuplicateGroup


class CopyMark(NamedTuple):
    """Where a copy lies in its note, and which copy of which group it is."""

    start: int
    end: int
    group: int
    """The group's position among all."""
    copy: int
    """0 for the canonical copy, from 1 on for the others in their order."""


def mark_copies(groups: Iterable[DuplicateGroup]) -> dict[str, tuple[CopyMark, ...]]:
    """Give by path of a note the marks of its copies, in order of place."""
    marks: dict[str, list[CopyMark]] = defaultdict(list)
    for number, group in enumerate(groups):
        for at, copy in enumerate((group.canonical, *group.copies)):
            marks[copy.path].append(CopyMark(copy.start, copy.end, number, at))
    return {path: tuple(sorted(marks[path])) for path in sorted(marks)}
