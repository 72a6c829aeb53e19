"""A name that someone typed to the concept it means."""

from collections.abc import Mapping

from kg.names import fold_name
from kg.neighborhood import find_names
from kg.records import Concept
from search.knowledge_base import concept_words

_OFFERED = 5


class UnknownConceptError(LookupError):
    """No concept has this name; as a string one line with the nearest names."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        """Keep the name and the nearest ones, best first; there may be none."""
        super().__init__(name, nearest)
        self.name = name
        self.nearest = nearest

    def __str__(self) -> str:
        """Say which name, and which to try."""
        shown = " ".join(self.name.split())
        shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
        if not self.nearest:
            return (
                f"no concept {shown!r} in the notes; write it another way, "
                f"or see them all with: zhitu export json -o FILE"
            )
        return f"no concept {shown!r} in the notes; the nearest: {', '.join(self.nearest)}"


def find_concept(name: str, concepts: Mapping[str, Concept]) -> Concept:
    """Give the concept under any of its names, whatever their width, case, spaces and hyphens.

    A main name goes before another concept's alias.

    Raises:
        UnknownConceptError: if no concept has the name.
    """
    wanted = fold_name(name)
    by_alias: Concept | None = None
    for concept in concepts.values():
        if wanted in (concept.id, fold_name(concept.name)):
            return concept
        if not by_alias and wanted in {fold_name(alias.name) for alias in concept.aliases}:
            by_alias = concept
    if by_alias:
        return by_alias
    names = dict.fromkeys(concept_words(concepts.values()))
    raise UnknownConceptError(name, tuple(find_names(names, name, limit=_OFFERED)))
