"""Question to hits: dense and keyword rankings, standardized, fused and cut to the limit."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.records import Passage
from search.dense import DenseIndex
from search.fusion import TOPIC_BONUS, WINDOW_SHARE, fuse, standardize
from search.hits import Hit, Vector
from search.sparse import SparseIndex, rank
from search.windows import Windows

POOL = 200
"""How many passages each ranking puts up."""
_REREAD = 30
"""How many of the best passages are read to see whether they turn to the topic."""
_SAMPLE = 1000
"""How many passages make the background that scores are standardized against."""


class Retriever:
    """The passages with their indexes."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dense: DenseIndex,
        sparse: SparseIndex,
        substance: Vector,
        windows: Windows | None = None,
    ) -> None:
        """Take indexes over ``passages`` in their order, each one's substance and its windows.

        Raises:
            ValueError: if the lengths differ.
        """
        if windows is None:
            windows = Windows(dense.vectors([]), np.zeros(len(passages) + 1, dtype=np.int64))
        sizes = {len(passages), len(dense), len(sparse), len(substance), len(windows)}
        if len(sizes) > 1:
            raise ValueError(f"passages, indexes and substance differ in length: {sorted(sizes)}")
        self._passages = passages
        self._dense = dense
        self._sparse = sparse
        self._substance = substance
        self._windows = windows
        step = max(1, len(passages) // _SAMPLE)
        self._sample = list(range(0, len(passages), step))
        self._sample_rows = dense.vectors(self._sample)
        self._sample_windows = windows.of(self._sample)

    def search(
        self,
        query: Vector,
        terms: Mapping[str, float],
        *,
        limit: int = 10,
        topic: re.Pattern[str] | None = None,
    ) -> list[Hit]:
        """Give the best passages for a question, best first, ties in note order.

        Args:
            query: the question's embedding, a unit vector.
            terms: the question's terms and their weights.
            limit: how many at most, at least 1.
            topic: matches where a text turns to what is asked; such passages gain a little.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit}")
        if not self._passages:
            return []
        pool = max(limit, POOL)
        near = self._dense.search(query, limit=pool).ids
        named_scores = self._sparse.score_all(terms)
        named = rank(named_scores, limit=pool).ids
        ids = np.union1d(near, named).tolist()
        dense = _blend(query, self._dense.scores(query, ids), self._windows.of(ids))
        sparse = named_scores[ids]
        background = _blend(
            query, np.einsum("ij,j->i", self._sample_rows, query), self._sample_windows
        )
        fused = fuse(
            standardize(dense, background),
            standardize(sparse, named_scores[self._sample]),
            self._substance[ids],
        )
        if topic:
            for i in np.argsort(-fused, kind="stable")[: max(limit, _REREAD)]:
                fused[i] += TOPIC_BONUS * bool(topic.search(self._passages[ids[i]].text))
        order = np.argsort(-fused, kind="stable")[:limit]
        return [
            Hit(ids[i], self._passages[ids[i]], float(fused[i]), float(dense[i]), float(sparse[i]))
            for i in order
        ]


def _blend(query: Vector, whole: Vector, windows: Windows) -> Vector:
    """Give how near passages are: partly as a whole, partly by their nearest window."""
    near: Vector = (1 - WINDOW_SHARE) * whole + WINDOW_SHARE * windows.best(query, whole)
    return near
