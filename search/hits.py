"""What a search gives: rankings, hits, citations and the answer made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.records import Evidence, Passage, Span

Matrix: TypeAlias = npt.NDArray[np.float32]
"""Shape ``(n, dim)``, unit rows."""
Vector: TypeAlias = npt.NDArray[np.float32]
"""Shape ``(n,)``."""
Ids: TypeAlias = Sequence[int] | npt.NDArray[np.int64]
"""Passages, as positions in the knowledge base's list of them."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages by one measure, best first."""

    ids: npt.NDArray[np.int64]
    """Positions in the knowledge base's list of passages."""
    scores: Vector
    """Higher is better, in the same order as ``ids``."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question."""

    id: int
    passage: Passage
    score: float
    """The fused score that hits are ordered by."""
    dense: float
    """Cosine of question and passage, most of it that of the passage's nearest window.

    The bundled model's questions are without part of what all have in common.
    """
    coverage: float
    """Share of the question that the passage holds under any name, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where else an excerpt stands."""

    source: str
    start: int
    end: int
    line_start: int
    path: str = ""
    """The note's absolute path, which tells two notes of one source apart."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A hit as it is shown: the part that answers, and where it stands."""

    rank: int
    source: str
    start: int
    end: int
    line_start: int
    line_end: int
    heading: tuple[str, ...]
    excerpt: str
    """At most 300 characters of the passage, whole sentences or list items, verbatim."""
    passage: str
    score: float
    also_in: tuple[Place, ...]
    matches: tuple[Span, ...] = ()
    """Words of the question in ``excerpt``, as offsets into it."""
    path: str = ""
    """The note's absolute path."""


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept of the question, with its other names."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A concept linked to one of the question's, with the sentences that link them."""

    of: str
    relation: str
    direction: str
    """``out`` where ``of`` is the head of the relation, ``in`` where it is the tail."""
    concept: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or that the notes have none."""

    question: str
    found: bool
    text: str | None
    """The excerpts, verbatim, each followed by its mark; None when ``found`` is false."""
    citations: tuple[Citation, ...]
    """The best first; the nearest passages when ``found`` is false."""
    concepts: tuple[NamedConcept, ...]
    neighbors: tuple[Neighbor, ...]
