"""The frozen records that flow from stage to stage; this module imports nothing of the project.

Positions are half-open character offsets into ``Note.text``; lines count from 1.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a note's text."""

    start: int
    end: int


class DropReason(StrEnum):
    """Why a span is page furniture."""

    NAVIGATION = "navigation"
    DATE = "date or author line"
    COUNTER = "counter"
    LABEL = "label line"
    LICENCE = "licence line"
    PROMPT = "prompt"
    ADVERT = "advertisement"
    LINKS = "links"
    PLACEHOLDER = "image placeholder"
    REGION = "recommendations or comments"
    NOISE = "noise"
    ISOLATED = "isolated line"
    REPEATED = "repeated line"
    FRONT_MATTER = "front matter"
    OUTSIDE = "outside the main content"
    OTHER_PAGES = "repeated on other pages"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that is page furniture, not content."""

    start: int
    end: int
    reason: DropReason


@dataclass(frozen=True)
class Note:
    """A file of the user's, decoded and otherwise untouched."""

    path: str
    """Absolute POSIX path: what tells two notes apart."""
    source: str
    """POSIX path relative to the ingested folder: what people see."""
    text: str
    """The decoded text; for HTML the page as Markdown-like text, whole."""
    format: str
    """``text``, ``markdown`` or ``html``."""
    encoding: str
    """The codec that decoded it, as Python names it."""
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    outside: tuple[Span, ...] = ()
    """HTML only: spans that lie outside the page's main content, in order."""

    def line_of(self, place: int) -> int:
        """Give the line of a place of the text."""
        return bisect_right(self._line_starts, place)

    def quote(self, span: Span) -> "Evidence":
        """Quote a stretch of the text with its place."""
        text, line = self.text[span.start : span.end], self.line_of(span.start)
        return Evidence(self.source, line, span.start, span.end, text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(line_end.end() for line_end in re.finditer("\n", self.text))]


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    QUESTION = "question"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    FORMULA = "formula"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of a document's structure: a paragraph, a list item, a heading, a formula."""

    kind: BlockKind
    start: int
    end: int
    heading: tuple[str, ...] = ()
    """The headings above it, outermost first; a heading's own text is its last."""
    question: str = ""
    """The question that this block answers, where the note asks one."""
    level: int = 0
    """Depth of a heading (1 is outermost) or of a list item (0 is outermost)."""


@dataclass(frozen=True, slots=True)
class Document:
    """Which spans of a note are content, with their structure, and which are furniture."""

    note: Note
    kept: tuple[Span, ...]
    """Content, in order; together with ``dropped`` it tiles the note."""
    dropped: tuple[Dropped, ...]
    blocks: tuple[Block, ...]
    """The structure inside ``kept``, in order, not overlapping."""
    title: str = ""
    """What the front matter or the first heading says; empty if neither says anything."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences or list items of one section: what is indexed and cited."""

    path: str
    source: str
    start: int
    end: int
    line_start: int
    line_end: int
    heading: tuple[str, ...]
    """The headings above it, outermost first."""
    question: str
    """The question that it answers, or the empty string."""
    text: str
    """``note.text[start:end]``, verbatim."""

    def quote(self, span: Span) -> "Evidence":
        """Quote a stretch of the text, by offsets into it, with its place in the note."""
        text, line = self.text[span.start : span.end], self.text.count("\n", 0, span.start)
        start, end = self.start + span.start, self.start + span.end
        return Evidence(self.source, self.line_start + line, start, end, text)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, at its place in that text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a passage, at its place in the note."""

    concept: str
    """The concept's id."""
    passage: int
    """Position of the passage in the list it was found in."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence of a note that says something, and where it stands."""

    source: str
    line_start: int
    start: int
    end: int
    text: str
    """``note.text[start:end]``, verbatim."""
    heading: str = ""
    """The nearest heading above that names one of the two concepts, where the sentence does not."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a concept, with the sentence that equates the two."""

    name: str
    evidence: Evidence | None = None
    """None for an alias from the lexicon or by folding alone."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea under all its names."""

    id: str
    """The folded name, unique in a knowledge base."""
    name: str
    """The name that the notes use most."""
    aliases: tuple[Alias, ...] = ()
    """Its other names, the most used first."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, that of the concept first."""
        return self.name, *(alias.name for alias in self.aliases)


class RelationType(StrEnum):
    """What an edge says of its two concepts; the names are those of the JSON output."""

    MITIGATES = "mitigates"
    CAUSES = "causes"
    IMPROVES = "improves"
    IS_A = "is_a"
    PART_OF = "part_of"
    USES = "uses"
    CONTRASTS = "contrasts"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed statement about two concepts, with the sentences that make it."""

    head: str
    """Concept id."""
    relation: RelationType
    tail: str
    """Concept id."""
    confidence: float
    """From 0 to 1; several sentences raise it, hedges lower it."""
    weight: float
    """NPMI of the two concepts' passages, from -1 to 1."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """One place of a duplicated passage: whole sentences of one kept span of a note."""

    source: str
    start: int
    end: int
    line_start: int
    text: str
    """``note.text[start:end]``, verbatim."""
    path: str = ""
    """The note's absolute path."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Passages that say the same in (nearly) the same words."""

    kind: str
    """``exact``, ``near`` or ``partial``; what holds for the least alike of its copies."""
    similarity: float
    """From 0 to 1, the lowest between the canonical copy and another: how much of the shorter one
    stands in the other where ``kind`` is ``partial``."""
    canonical: Copy
    """The most complete copy."""
    copies: tuple[Copy, ...]
    """The others, in path order."""
