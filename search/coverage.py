"""Query and passages to how much of what is asked stands in each, under any name."""

from functools import cache

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
