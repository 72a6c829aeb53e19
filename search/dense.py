"""FAISS index over passage embeddings; scores are cosines."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import faiss
import numpy as np

from search.hits import Matrix, Ranking, Vector


class DenseIndex:
    """Exact search by cosine. An embedding's id is its row in the matrix it was built from."""

    def __init__(self, index: faiss.Index) -> None:
        """Wrap a FAISS index; use ``build`` or ``load``."""
        self._index = index

    @classmethod
    def build(cls, embeddings: Matrix) -> Self:
        """Index unit rows; no rows give an index that finds nothing."""
        if embeddings.ndim != 2:
            raise ValueError(f"embeddings must have shape (n, dim), not {embeddings.shape}")
        index = faiss.IndexFlatIP(embeddings.shape[1])
        index.add(np.ascontiguousarray(embeddings, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load what ``save`` wrote.

        Raises:
            ValueError: The file is damaged or holds another kind of index.
            OSError: The file cannot be read.
        """
        # Read by Python, because FAISS opens no path outside the machine's own code page.
        content = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        try:
            index = faiss.deserialize_index(content)
        except RuntimeError as error:
            raise ValueError(f"{path}: not a FAISS index") from error
        kind = type(index).__name__
        if kind != "IndexFlatIP":
            raise ValueError(f"{path}: a FAISS {kind}, not an IndexFlatIP")
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        """Count the embeddings."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        return int(self._index.d)

    def search(self, query: Vector, *, limit: int) -> Ranking:
        """Rank the ``limit`` nearest embeddings by cosine, ties by id.

        ``query`` is a unit vector of shape ``(dim,)``.
        """
        self._check(query)
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        count = min(limit, len(self))
        if count == 0:
            return Ranking(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        rows = np.ascontiguousarray(query[np.newaxis], dtype=np.float32)
        scores, ids = self._index.search(rows, count)
        found = ids[0] >= 0  # FAISS pads with -1, as where a score is not a number
        order = np.lexsort((ids[0][found], -scores[0][found]))
        return Ranking(ids[0][found][order], scores[0][found][order])

    def scores(self, query: Vector, ids: Sequence[int]) -> Vector:
        """Return the cosine of ``query`` and each embedding of ``ids``, in their order."""
        self._check(query)
        cosines: Vector = self.vectors(ids) @ np.asarray(query, dtype=np.float32)
        return cosines

    def vectors(self, ids: Sequence[int]) -> Matrix:
        """Return the embeddings of ``ids``, in their order.

        Raises:
            ValueError: An id is not in the index.
        """
        keys = np.asarray(ids, dtype=np.int64)
        unknown = keys[(keys < 0) | (keys >= len(self))]
        if len(unknown):
            raise ValueError(f"no embedding has the id {unknown[0]}: there are {len(self)}")
        if len(keys) == 0:
            return np.empty((0, self.dimension), dtype=np.float32)
        embeddings: Matrix = self._index.reconstruct_batch(keys)
        return embeddings

    def _check(self, query: Vector) -> None:
        if query.shape != (self.dimension,):
            raise ValueError(f"query has shape {query.shape}, the index ({self.dimension},)")
