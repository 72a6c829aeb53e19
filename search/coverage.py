"""Query and passages to how much of what is asked stands in each, under any name."""

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from search.expansion import Query
from search.hits import Ids, Vector
from search.sparse import SparseIndex


def coverage(query: Query, index: SparseIndex, ids: Ids) -> Vector:
    """Give the share of a question that each passage of ``ids`` holds, from 0 to 1.

    A term counts as much as it is rare in the notes, however often it stands in a passage: BM25,
    which counts repeats, ranked passages on one word of the question above those with all.
    """
    worth = {term: weight * index.idf(term) for term, weight in query.own_terms.items()}
    found = held(query, index, ids)
    total = sum(worth.values()) or 1.0
    shares = np.zeros(len(ids), dtype=np.float32)
    for term in sorted(worth):
        shares += np.float32(worth[term] / total) * found[term]
    return shares


def carried(query: Query, index: SparseIndex, runs: Sequence[Sequence[int]]) -> Vector:
    """Give the share of a question that the passages above each passage hold and it does not.

    A text says once what it is about, and goes on without the name. What stands in the passage
    next above counts whole, in each one farther up half as much as in the one below it.

    Args:
        query: the question.
        index: of the passages.
        runs: a passage each, followed by those above it in its note, the next one first; not
            empty.
    """
    ids = sorted({passage for run in runs for passage in run})
    found = held(query, index, ids)
    stands = np.zeros((len(found), len(ids) + 1))  # a column more, for those that are not there
    worth = np.zeros(len(found))
    for row, (term, weight) in enumerate(query.own_terms.items()):
        stands[row, :-1] = found[term]
        worth[row] = weight * index.idf(term)
    places = {passage: place for place, passage in enumerate(ids)}
    own, *above = (
        stands[:, [-1 if passage is None else places[passage] for passage in column]]
        for column in zip_longest(*runs)
    )
    added = np.zeros_like(own)
    for distance, column in enumerate(above):
        added = np.maximum(added, column * 0.5**distance)
    # Keeps to one thread, as where cosines are summed up.
    gained = np.einsum("t,tp->p", worth, added * (1 - own))
    shares: Vector = (gained / (worth.sum() or 1.0)).astype(np.float32)
    return shares


def held(query: Query, index: SparseIndex, ids: Ids) -> dict[str, npt.NDArray[np.bool_]]:
    """Tell for each of a question's own terms which passages of ``ids`` hold it.

    They hold the terms of a concept's name also where another of its names stands.
    """

    @cache
    def holds(term: str) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = index.scores({term: 1.0}, ids) > 0
        return found

    found = {term: holds(term) for term in query.own_terms}
    for name in query.other_names:
        if name.words and name.instead_of:
            stands = np.logical_and.reduce([holds(word) for word in name.words])
            found.update({term: found[term] | stands for term in name.instead_of})
    return found
