"""FAISS index over passage embeddings; scores are cosines."""

import errno
import math
import os
from pathlib import Path
from typing import Self

import faiss
import numpy as np

from search.hits import Ids, Matrix, Ranking, Vector
from search.storage.stored_rows import StoredRows

EXACT_UP_TO = 20_000
"""How many embeddings are all compared with each question, in about a millisecond.

Of more, only those of the nearest cells are (FAISS IVF, an 8-bit number a dimension);
``benchmarks/scale.py`` measures both.
"""
_PROBED = 64
"""How many cells a search looks into; ``benchmarks/scale.py`` tells what fewer would miss."""
_TRAINED_ON = 64
"""Embeddings a cell to find the cells' centers with."""
_RESCORED = 100
"""How many candidates are compared exactly at least: 8 bits blur the order of the nearest."""


class DenseIndex:
    """Search by cosine, exact up to ``EXACT_UP_TO`` embeddings, nearly so above.

    An embedding's id is its row in the matrix it was built from. Scores are always those of the
    exact embeddings.
    """

    def __init__(self, index: faiss.Index, rows: Matrix | StoredRows | None) -> None:
        """Wrap a FAISS index; use ``build`` or ``load``.

        Args:
            index: over all embeddings.
            rows: the embeddings, where the index does not hold them exactly.
        """
        self._index = index
        self._rows = rows

    @classmethod
    def build(cls, embeddings: Matrix) -> Self:
        """Index unit rows; no rows give an index that finds nothing."""
        if embeddings.ndim != 2:
            raise ValueError(f"embeddings must have shape (n, dim), not {embeddings.shape}")
        rows = np.ascontiguousarray(embeddings, dtype=np.float32)
        if len(rows) > EXACT_UP_TO:
            return cls(_build_cells(rows), rows)
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(rows)
        return cls(index, None)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load what ``save`` wrote; a large index stays on disk until its cells are searched.

        Raises:
            ValueError: The file is damaged or holds another kind of index.
            OSError: The file cannot be read.
        """
        path.open("rb").close()  # tells what is wrong with a file as Python does, not as FAISS
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
        except RuntimeError as error:
            raise ValueError(f"{path}: not a FAISS index") from error
        if isinstance(index, faiss.IndexFlatIP):
            return cls(index, None)
        if not isinstance(index, faiss.IndexIVFScalarQuantizer):
            kind = type(index).__name__
            message = f"{path}: a FAISS {kind}, neither flat nor of cells"
            raise ValueError(message)  # noqa: TRY004 - the file is at fault
        rows = StoredRows(_rows_file(path))
        if rows.shape != (index.ntotal, index.d):
            raise ValueError(f"{path}: {index.ntotal} embeddings, but {len(rows)} beside it")
        index.nprobe = _PROBED
        return cls(index, rows)

    def save(self, path: Path) -> None:
        """Write the index to one file and, if it is large, the embeddings beside it.

        Raises:
            OSError: The file cannot be written.
            ValueError: It is large and was loaded: its cells are still in the other file.
        """
        if isinstance(self._rows, StoredRows):
            message = f"{path}: a large index is saved where it was built, not copied"
            raise ValueError(message)  # noqa: TRY004 - no argument has the wrong type
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:  # says the errno in words of its own
            raise OSError(errno.EIO, "FAISS could not write it", str(path)) from error
        if self._rows is not None:
            np.save(_rows_file(path), self._rows, allow_pickle=False)

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
        count = min(limit if self._rows is None else max(limit, _RESCORED), len(self))
        if count == 0:
            return Ranking(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        rows = np.ascontiguousarray(query[np.newaxis], dtype=np.float32)
        # One thread: waiting for others takes far longer than a question's few comparisons.
        faiss.omp_set_num_threads(1)
        scores, ids = (found[0] for found in self._index.search(rows, count))
        known = ids >= 0  # FAISS pads with -1, as where a score is not a number
        scores, ids = scores[known], ids[known]
        if self._rows is not None:
            scores = self.scores(query, ids)
        order = np.lexsort((ids, -scores))[:limit]
        return Ranking(ids[order], scores[order])

    def scores(self, query: Vector, ids: Ids) -> Vector:
        """Return the cosine of ``query`` and each embedding of ``ids``, in their order."""
        self._check(query)
        # Keeps to one thread, as above.
        cosines: Vector = np.einsum("ij,j->i", self.vectors(ids), query)
        return cosines

    def vectors(self, ids: Ids) -> Matrix:
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
        if self._rows is not None:
            return self._rows[keys]
        embeddings: Matrix = self._index.reconstruct_batch(keys)
        return embeddings

    def _check(self, query: Vector) -> None:
        if query.shape != (self.dimension,):
            raise ValueError(f"query has shape {query.shape}, the index ({self.dimension},)")


def _build_cells(rows: Matrix) -> faiss.IndexIVFScalarQuantizer:
    count, dimension = rows.shape
    cells = 2 * math.isqrt(count)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.max_points_per_centroid = _TRAINED_ON
    index.cp.niter = 8
    index.cp.spherical = True
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    step = max(1, count // (cells * _TRAINED_ON))
    index.train(np.ascontiguousarray(rows[::step]))
    index.add(rows)
    index.nprobe = _PROBED
    return index


def _rows_file(path: Path) -> Path:
    return path.with_suffix(".rows.npy")
