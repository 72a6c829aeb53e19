"""A concept to the sentences of the notes that name it."""

import re

import numpy as np

from kg.names import fold_letters
from kg.records import Concept, Evidence, Passage
from kg.sentences import split_sentences
from search.knowledge_base import KnowledgeBase

_READ = 500
"""How many passages are read at most: a base of many notes has enough in the first of them."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w")


def find_mentions(concept: Concept, base: KnowledgeBase, *, limit: int) -> list[Evidence]:
    """Give the first sentence that names a concept of each passage, in the order of the notes.

    Those that open with the concept come first: they tell of it, others only use it.

    Args:
        concept: the concept.
        base: the knowledge base.
        limit: how many sentences at most.
    """
    found = [
        (opens, said)
        for number in _candidates(concept, base)[:_READ]
        for opens, said in _first(concept, base.passages[number], base)
    ]
    return [said for _, said in sorted(found, key=lambda each: not each[0])[:limit]]


def _candidates(concept: Concept, base: KnowledgeBase) -> list[int]:
    """Give the passages that hold the letters of one of a concept's names, in order."""
    held = np.zeros(len(base.passages), dtype=np.bool_)
    for name in concept.names:
        terms = base.segmenter.terms(name)
        # What jieba cuts depends on the sentence; neighboring characters and Latin words do not.
        sure = [term for term in terms if term.startswith("_") or not _CHINESE.search(term)]
        scores = [base.sparse.score_all({term: 1.0}) > 0 for term in sure]
        held |= np.logical_and.reduce(scores) if scores else np.True_
    return [int(number) for number in np.flatnonzero(held)]


def _first(concept: Concept, passage: Passage, base: KnowledgeBase) -> list[tuple[bool, Evidence]]:
    """Give the first sentence of a passage that names a concept, and whether it opens with it.

    A heading is given where no sentence below it names the concept.
    """
    text, spans = passage.text, split_sentences(passage.text)
    named = [found.start for found in base.matcher.find(text) if found.concept == concept.id]
    said = [
        (not _WORD.search(text, span.start, at), passage.quote(span))
        for at in named
        for span in spans
        if span.start <= at < span.end
    ]
    above = {fold_letters(heading) for heading in passage.heading}
    below = [each for each in said if fold_letters(each[1].text) not in above]
    return (below or said)[:1]
