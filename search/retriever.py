"""Question to hits: dense and keyword rankings, standardized, fused and cut to the limit."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.records import Passage
from search.dense import DenseIndex
from search.fusion import TOPIC_BONUS, fuse, standardize
from search.hits import Hit, Vector
from search.sparse import SparseIndex

POOL = 200
"""How many passages each ranking puts up."""
_REREAD = 30
"""How many of the best passages are read to see whether they turn to the topic."""
_SAMPLE = 1000
"""How many passages make the background that scores are standardized against."""


class Retriever:
    """The passages with both their indexes."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dense: DenseIndex,
        sparse: SparseIndex,
        substance: Vector,
    ) -> None:
        """Take indexes over ``passages`` in their order, and each one's substance.

        Raises:
            ValueError: if the lengths differ.
        """
        sizes = {len(passages), len(dense), len(sparse), len(substance)}
        if len(sizes) > 1:
            raise ValueError(f"passages, indexes and substance differ in length: {sorted(sizes)}")
        self._passages = passages
        self._dense = dense
        self._sparse = sparse
        self._substance = substance
        step = max(1, len(passages) // _SAMPLE)
        self._sample = list(range(0, len(passages), step))

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
        named = self._sparse.search(terms, limit=pool).ids
        ids = np.union1d(near, named).tolist()
        dense, sparse = self._dense.scores(query, ids), self._sparse.scores(terms, ids)
        fused = fuse(
            standardize(dense, self._dense.scores(query, self._sample)),
            standardize(sparse, self._sparse.scores(terms, self._sample)),
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
