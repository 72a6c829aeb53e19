"""Question to query: its terms and words, and the concepts it names with their other names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Concept
from kg.segmentation import Segmenter
from search.fields import query_terms
from search.hits import Vector

ALIAS_WEIGHT = 0.3
"""Weight of a term that only another name of a concept brings in."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OPENING = (
    r"(?:^|\n|[。！？；])[\s*_#>]{0,8}"
    r"(?:(?:[-*+•]|\(?\d{1,2}[.、)）]|答[:：])\s{0,4}){0,2}[\s*_]{0,4}"
)
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][A-Za-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the indexes, the excerpt and the refusal need it."""

    text: str
    vector: Vector
    """The embedding, a unit vector."""
    terms: Mapping[str, float]
    """Terms of the question and, with less weight, of its concepts' other names."""
    words: tuple[str, ...]
    """The folded words of the question itself that say something, in order, each once."""
    names: tuple[str, ...]
    """Folded Latin names: any Latin word of a Chinese question, capitalized ones of another."""
    concepts: tuple[str, ...]
    """Ids of the concepts that the question names, in order, each once."""
    is_chinese: bool
    topic: re.Pattern[str] | None = None
    """Where a sentence, item or answer opens with a name of one of ``concepts``."""


def make_query(
    text: str,
    vector: Vector,
    *,
    segmenter: Segmenter,
    matcher: ConceptMatcher,
    concepts: Mapping[str, Concept],
) -> Query:
    """Analyze a question.

    Args:
        text: the question, of any length and script.
        vector: its embedding.
        segmenter: the one that made the index's terms.
        matcher: finds concepts by any of their names.
        concepts: concepts by id.
    """
    own = query_terms(text, segmenter)
    named = tuple(dict.fromkeys(found.concept for found in matcher.find(text)))
    terms = dict(own)
    for name in _other_names([concepts[concept] for concept in named], text):
        for term, weight in query_terms(name, segmenter).items():
            terms.setdefault(term, weight * ALIAS_WEIGHT)
    is_chinese = bool(_CHINESE.search(text))
    names = [
        word.casefold()
        for word in _LATIN_WORD.findall(text)
        if is_chinese or word[1:] != word[1:].lower()
    ]
    return Query(
        text=text,
        vector=vector,
        terms=terms,
        words=tuple(term for term in own if not term.startswith("_")),
        names=tuple(dict.fromkeys(names)),
        concepts=named,
        is_chinese=is_chinese,
        topic=_topic([concepts[concept] for concept in named]),
    )


def _topic(concepts: Sequence[Concept]) -> re.Pattern[str] | None:
    names = {name for c in concepts for name in (c.name, *(alias.name for alias in c.aliases))}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    named = "|".join(map(re.escape, longest_first))
    return re.compile(f"{_OPENING}(?:{named})", re.IGNORECASE) if named else None


def _other_names(concepts: Sequence[Concept], text: str) -> list[str]:
    folded = fold_name(text)
    names = [name for c in concepts for name in (c.name, *(alias.name for alias in c.aliases))]
    return [name for name in names if fold_name(name) not in folded]
