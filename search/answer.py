"""Hits to an answer: excerpts, citations, concepts and neighbors; or "not in the notes"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import Concept, Passage
from search.confidence import Signs, judge, read_signs
from search.encoder import Encoder
from search.excerpts import MAX_EXCERPT_CHARS, choose_excerpt, find_matches, nearest_window
from search.expansion import Query, make_query
from search.hits import Answer, Citation, Hit, NamedConcept, Neighbor, Place
from search.knowledge_base import KnowledgeBase
from search.slips import mend_slips

MAX_NEIGHBORS = 8
"""How many neighbors are given for each concept of the question."""
_MARGIN, _AT_LEAST = 1.5, 3
"""From the rank after ``_AT_LEAST`` on, hits scored this far below the best are left out."""


_MOSTLY = 0.6
"""A hit of which more than this share was shown already is left out."""


def ask(question: str, base: KnowledgeBase, encoder: Encoder, *, limit: int = 5) -> Answer:
    """Answer a question from the notes of a knowledge base.

    Args:
        question: free text of any length and script.
        base: the knowledge base.
        encoder: the one that made its embeddings.
        limit: how many citations at most.

    Raises:
        ValueError: if the question is blank or ``limit`` below 1.
    """
    if not question.strip():
        raise ValueError("the question is empty; ask something such as 什么是梯度消失？")
    if limit < 1:
        raise ValueError(f"limit must be at least 1, got {limit}")
    (query,) = read_questions([question], base, encoder)
    hits = base.retriever.search(query, limit=max(10, 2 * limit))
    return replace(answer(query, hits, base, limit=limit), question=question)


def read_questions(questions: Sequence[str], base: KnowledgeBase, encoder: Encoder) -> list[Query]:
    """Make the queries of questions, slips of a letter mended, embedding all of them together."""
    texts = [mend_slips(question, base.sparse) for question in questions]
    return [
        make_query(
            text,
            vector,
            segmenter=base.segmenter,
            matcher=base.matcher,
            concepts=base.concepts,
        )
        for text, vector in zip(texts, encoder.encode_query(texts), strict=True)
    ]


def answer(query: Query, hits: Sequence[Hit], base: KnowledgeBase, *, limit: int) -> Answer:
    """Make the answer of ranked hits, or say that the notes don't hold one.

    The citations of an answer that is not found are the nearest passages; there are none for a
    question of no word, or of one word when nothing of it stands in them.
    """
    if _asks_nothing(query, hits):
        hits = ()
    shown = [
        hit
        for rank, hit in enumerate(_without_copies(hits, base), start=1)
        if rank <= _AT_LEAST or hit.score >= hits[0].score - _MARGIN
    ]
    worth = {term: value * base.sparse.idf(term) for term, value in query.terms.items()}
    citations = tuple(
        _cite(rank, hit, query, worth, base) for rank, hit in enumerate(shown[:limit], start=1)
    )
    found = bool(hits) and judge(signs_of(query, hits, base)) > 0
    text = "\n\n".join(f"{cited.excerpt} [{cited.rank}]" for cited in citations)
    concepts = [base.concepts[concept] for concept in query.concepts]
    return Answer(
        question=query.text,
        found=found,
        text=text if found else None,
        citations=citations,
        concepts=tuple(
            NamedConcept(c.name, tuple(alias.name for alias in c.aliases)) for c in concepts
        ),
        neighbors=tuple(
            near for c in concepts for near in named_neighbors(c, base, limit=MAX_NEIGHBORS)
        ),
    )


def named_neighbors(
    concept: Concept, base: KnowledgeBase, *, limit: int | None = None
) -> list[Neighbor]:
    """Give a concept's neighbors by name, typed relations first; all of them without a limit."""
    return [
        Neighbor(concept.name, n.relation, n.direction, base.concepts[n.concept].name, n.evidence)
        for n in base.neighbors(concept.id, limit=limit)
    ]


def signs_of(query: Query, hits: Sequence[Hit], base: KnowledgeBase) -> Signs:
    """Measure what tells whether the notes answer."""
    return read_signs(
        query, hits, index=base.sparse, windows=base.windows, segmenter=base.segmenter
    )


def _asks_nothing(query: Query, hits: Sequence[Hit]) -> bool:
    """Tell whether a question is stop words or marks alone, or one unknown word."""
    longest = max(query.words, key=len, default="")
    is_one = all(word in longest for word in query.words)
    return not longest or (is_one and not any(hit.coverage for hit in hits))


def _without_copies(hits: Sequence[Hit], base: KnowledgeBase) -> list[Hit]:
    """Leave out a hit that mostly stands in a better one, which names its place."""
    kept: list[Hit] = []
    told: list[Place] = []
    for hit in hits:
        if _share_told(hit.passage, told) <= _MOSTLY:
            kept.append(hit)
            told += base.also_in(hit.id)
    return kept


def _share_told(passage: Passage, told: Sequence[Place]) -> float:
    """Give the share of a passage that lies in places already named."""
    overlaps = [
        min(place.end, passage.end) - max(place.start, passage.start)
        for place in told
        if (place.source, place.path) == (passage.source, passage.path)
    ]
    return sum(max(0, overlap) for overlap in overlaps) / (passage.end - passage.start)


def _cite(
    rank: int, hit: Hit, query: Query, worth: Mapping[str, float], base: KnowledgeBase
) -> Citation:
    passage = hit.passage
    nearest = None
    if len(passage.text) > MAX_EXCERPT_CHARS:  # a shorter one is given whole
        nearest = nearest_window(passage, base.windows.cosines(query.vector, hit.id))
    span = choose_excerpt(passage, worth, base.segmenter, nearest=nearest)
    excerpt = passage.text[span.start : span.end]
    names = {name for c in query.concepts for name in base.concepts[c].names}
    return Citation(
        rank=rank,
        source=passage.source,
        start=passage.start,
        end=passage.end,
        line_start=passage.line_start,
        line_end=passage.line_end,
        heading=passage.heading,
        excerpt=excerpt,
        passage=passage.text,
        score=hit.score,
        also_in=base.also_in(hit.id),
        matches=find_matches(excerpt, names | set(query.words), base.segmenter),
        path=passage.path,
    )
