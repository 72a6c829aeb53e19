"""Windows of passages: embeddings of a few sentences each, of which one may be the answer."""

from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from search.hits import Ids, Matrix, Vector
from search.storage.stored_rows import StoredRows

_ROWS, _STARTS = "windows.npy", "windows.starts.npy"
_MAPPED_UP_TO = 200_000
"""How many windows are mapped into memory, in 300 MB; of more, single ones are read."""


class Windows:
    """The windows of each passage, and how near the nearest of them is to a question."""

    def __init__(self, rows: Matrix | StoredRows, starts: npt.NDArray[np.int64]) -> None:
        """Take the embeddings of all windows, in the order of their passages.

        Args:
            rows: unit rows, shape ``(windows, dim)``.
            starts: passage ``i`` has the rows from ``starts[i]`` to ``starts[i + 1]``, maybe none;
                shape ``(passages + 1,)``.

        Raises:
            ValueError: if the starts do not end where the rows do.
        """
        if starts[-1] != len(rows):
            raise ValueError(f"{len(rows)} windows, but the passages have {starts[-1]}")
        self._rows = rows
        self._starts = starts

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Load what ``save`` wrote into ``folder``; the embeddings stay on disk until asked for.

        Raises:
            OSError: A file cannot be read.
            ValueError: A file is damaged, or they are of two different builds.
        """
        stored = StoredRows(folder / _ROWS)
        rows = np.asarray(stored) if len(stored) <= _MAPPED_UP_TO else stored
        return cls(rows, np.load(folder / _STARTS, allow_pickle=False))

    def save(self, folder: Path) -> None:
        """Write the windows as two files into ``folder``, which must exist."""
        np.save(folder / _ROWS, self.rows, allow_pickle=False)
        np.save(folder / _STARTS, self._starts, allow_pickle=False)

    @property
    def rows(self) -> Matrix:
        """The embeddings of all windows."""
        return np.asarray(self._rows)

    def __len__(self) -> int:
        """Count the passages."""
        return len(self._starts) - 1

    def of(self, passages: Ids) -> Self:
        """Give the windows of some passages alone, in their order."""
        ids = np.asarray(passages, dtype=np.int64)
        counts = self._starts[ids + 1] - self._starts[ids]
        starts = np.concatenate([[0], np.cumsum(counts)])
        chosen = np.repeat(self._starts[ids] - starts[:-1], counts) + np.arange(starts[-1])
        return type(self)(self._rows[chosen], starts)

    def cosines(self, query: Vector, passage: int) -> Vector:
        """Give how near each window of one passage is to a question, in their order."""
        near: Vector = np.einsum("ij,j->i", self.of([passage]).rows, query)
        return near

    def best(self, query: Vector, whole: Vector) -> Vector:
        """Give the cosine of a question and the nearest window of each passage.

        Args:
            query: the question's embedding, a unit vector.
            whole: what a passage without windows gets: its own cosine; shape ``(passages,)``.
        """
        nearest = whole.copy()
        some = np.flatnonzero(np.diff(self._starts))
        if len(some):
            # Keeps to one thread; those of ``@`` wait for each other where the machine is busy.
            cosines = np.einsum("ij,j->i", self.rows, query)
            nearest[some] = np.maximum.reduceat(cosines, self._starts[some])
        return nearest
