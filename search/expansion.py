"""Question to query: its terms and words, and the concepts it names with their other names."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Concept
from kg.segmentation import Segmenter
from search.cues import cue_of
from search.fields import weigh_terms
from search.hits import Vector

ALIAS_WEIGHT = 0.3
"""Weight of a term that only another name of a concept brings in."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OPENING = (
    r"(?:^|\n|[。！？；])[\s*_#>]{0,8}"
    r"(?:(?:[-*+•]|\(?\d{1,2}[.、)）]|答[:：])\s{0,4}){0,2}[\s*_]{0,4}"
)
_ENGLISH = re.compile(r"(?<![A-Za-z0-9])[a-z]{3,}(?: [a-z]{2,})+(?![A-Za-z0-9])")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][A-Za-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of a concept that a question names."""

    words: tuple[str, ...]
    """The terms that stand where this name does."""
    instead_of: frozenset[str]
    """The terms of the question that then need not stand there."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the indexes, the excerpt and the refusal need it."""

    text: str
    vector: Vector
    """The embedding, a unit vector."""
    terms: Mapping[str, float]
    """Terms of the question and, with less weight, of its concepts' other names."""
    own_terms: Mapping[str, float]
    """Terms of the question alone."""
    words: tuple[str, ...]
    """The folded words of the question itself that say something, in order, each once."""
    names: tuple[str, ...]
    """Folded Latin names: any Latin word of a Chinese question but those of English phrases,
    capitalized ones of another question."""
    concepts: tuple[str, ...]
    """Ids of the concepts that the question names, in order, each once."""
    is_chinese: bool
    foreign: frozenset[str] = frozenset()
    """Words of English phrases in a Chinese question, which the notes may say in Chinese."""
    topic: re.Pattern[str] | None = None
    """Where a sentence, item or answer opens with a name of one of ``concepts``."""
    cue: re.Pattern[str] | None = None
    """What a passage says that tells the kind of thing asked for; see ``search.cues``."""
    other_names: tuple[OtherName, ...] = ()
    """The other names of ``concepts``, in order."""


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
    cut = cache(segmenter.terms)  # names are asked for again and again
    own = weigh_terms(cut(text))
    named = tuple(dict.fromkeys(found.concept for found in matcher.find(text)))
    terms = dict(own)
    other_names = [(c, name) for c in map(concepts.__getitem__, named) for name in _others(c, text)]
    for _, name in other_names:
        for term, weight in weigh_terms(cut(name)).items():
            terms.setdefault(term, weight * ALIAS_WEIGHT)
    is_chinese = bool(_CHINESE.search(text))
    foreign = {word for phrase in _ENGLISH.findall(text) for word in phrase.split() if is_chinese}
    names = [
        word.casefold()
        for word in _LATIN_WORD.findall(text)
        if word not in foreign and (is_chinese or word[1:] != word[1:].lower())
    ]
    return Query(
        text=text,
        vector=vector,
        terms=terms,
        own_terms=own,
        words=tuple(term for term in own if not term.startswith("_")),
        names=tuple(dict.fromkeys(names)),
        concepts=named,
        is_chinese=is_chinese,
        foreign=frozenset(foreign),
        topic=_topic([concepts[concept] for concept in named]),
        cue=cue_of(text),
        other_names=tuple(_other_name(c, name, own, text, cut) for c, name in other_names),
    )


def _topic(concepts: Sequence[Concept]) -> re.Pattern[str] | None:
    names = {name for concept in concepts for name in concept.names}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    named = "|".join(map(re.escape, longest_first))
    return re.compile(f"{_OPENING}(?:{named})", re.IGNORECASE) if named else None


def _others(concept: Concept, text: str) -> list[str]:
    """Give a concept's names that a question does not use."""
    folded = fold_name(text)
    return [name for name in concept.names if fold_name(name) not in folded]


def _other_name(
    concept: Concept,
    name: str,
    own: Mapping[str, float],
    text: str,
    cut: Callable[[str], list[str]],
) -> OtherName:
    used = set(concept.names).difference(_others(concept, text))
    replaced = {term for each in used for term in cut(each)}
    words = [term for term in cut(name) if not term.startswith("_")]
    return OtherName(tuple(dict.fromkeys(words)), frozenset(replaced.intersection(own)))
