"""Texts to mentions: find concepts under all their names, at their exact places."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import fold_name
from kg.naming.matching import NameMatcher
from kg.records import Concept, Mention, Passage


@dataclass(frozen=True, slots=True)
class Found:
    """A concept at a place in a text."""

    concept: str
    """The concept's id."""
    start: int
    end: int


class ConceptMatcher:
    """Finds concepts under any of their names, in time linear in the text."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Take the concepts; of two with one name the first has it."""
        self._concepts: dict[str, str] = {}
        for concept in concepts:
            for name in concept.names:
                self._concepts.setdefault(fold_name(name), concept.id)
        self._matcher = NameMatcher(self._concepts)

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Found, ...]:
        """Give the concepts named in ``text[start:end]``, in order, not overlapping.

        The longest name wins at each place. Case, width, spaces and hyphens do not matter; a
        Latin name is not found inside a longer word, a plural aside.
        """
        return tuple(
            Found(self._concepts[name], span.start, span.end)
            for name, span in self._matcher.find(text, start, end)
        )


def find_mentions(passages: Sequence[Passage], matcher: ConceptMatcher) -> tuple[Mention, ...]:
    """Find the concepts that passages name, in the order of the passages.

    Places are those in the note, not in the passage.
    """
    return tuple(
        Mention(found.concept, at, passage.start + found.start, passage.start + found.end)
        for at, passage in enumerate(passages)
        for found in matcher.find(passage.text)
    )
