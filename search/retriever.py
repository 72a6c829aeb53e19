"""Question to hits: dense and keyword rankings put up passages, which one score ranks."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from kg.records import Passage
from search.coverage import carried, coverage
from search.dense import DenseIndex
from search.expansion import Query
from search.fusion import (
    CARRIED_WEIGHT,
    CUE_BONUS,
    TOPIC_BONUS,
    WINDOW_SHARE,
    fuse,
    standardize,
)
from search.hits import Hit, Vector
from search.sparse import SparseIndex
from search.windows import Windows

POOL = 200
"""How many passages each ranking puts up."""
_REREAD = 15
"""How many of the best passages are read for what speaks of the topic or the kind asked for, and
for what those above them hold."""
_ABOVE = 2
"""How many passages above one tell what it is about."""
_SAMPLE = 500
"""How many passages make the background that scores are standardized against.

So many tell its spread to within three percent, and are compared with each question in 0.1 ms.
"""


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
        sample = range(0, len(passages), step)
        self._sample_rows = dense.vectors(sample)
        self._sample_windows = windows.of(sample)

    def search(self, query: Query, *, limit: int = 10) -> list[Hit]:
        """Give the best passages for a question, best first, ties in note order.

        Args:
            query: the question.
            limit: how many at most, at least 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit}")
        if not self._passages:
            return []
        pool = max(limit, POOL)
        near = self._dense.search(query.vector, limit=pool).ids
        named = self._sparse.search(query.terms, limit=pool).ids
        # Not np.union1d, which imports numpy.ma: a first question waits for that.
        ids = np.array(sorted({*near.tolist(), *named.tolist()}), dtype=np.int64)
        dense = _blend(query.vector, self._dense.scores(query.vector, ids), self._windows.of(ids))
        held = coverage(query, self._sparse, ids)
        whole = np.einsum("ij,j->i", self._sample_rows, query.vector)
        background = _blend(query.vector, whole, self._sample_windows)
        fused = fuse(standardize(dense, background), held, self._substance[ids])
        read = cache(self._passages.__getitem__)
        best = np.argsort(-fused, kind="stable")[: max(limit, _REREAD)]
        runs = [run_above(int(ids[i]), read) for i in best]
        fused[best] += np.float32(CARRIED_WEIGHT) * carried(query, self._sparse, runs)
        for pattern, bonus in ((query.topic, TOPIC_BONUS), (query.cue, CUE_BONUS)):
            if pattern:
                found = [bool(pattern.search(read(ids[i]).text)) for i in best]
                fused[best] += np.float32(bonus) * np.array(found)
        order = np.argsort(-fused, kind="stable")[:limit]
        return [
            Hit(int(ids[i]), read(ids[i]), float(fused[i]), float(dense[i]), float(held[i]))
            for i in order
        ]


def run_above(passage: int, read: Callable[[int], Passage]) -> list[int]:
    """Give a passage and the nearest above it in its note, the next one first."""
    above = range(passage, max(-1, passage - _ABOVE - 1), -1)
    return [i for i in above if read(i).path == read(passage).path]


def _blend(query: Vector, whole: Vector, windows: Windows) -> Vector:
    """Give how near passages are: partly as a whole, partly by their nearest window."""
    near: Vector = (1 - WINDOW_SHARE) * whole + WINDOW_SHARE * windows.best(query, whole)
    return near
