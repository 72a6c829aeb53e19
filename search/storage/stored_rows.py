"""Rows of a large matrix on disk, of which a search reads a few hundred."""

import os
from pathlib import Path
from weakref import finalize

import numpy as np
import numpy.typing as npt

from search.hits import Matrix


class StoredRows:
    """Rows of an ``.npy`` file, read when they are asked for.

    Reading takes about a microsecond more a row than a mapped file does, where whatever surrounds
    a row becomes part of the process too, until all of the file is.
    """

    def __init__(self, path: Path) -> None:
        """Open a file of float32 rows; it stays open, and may be deleted meanwhile.

        Raises:
            OSError: The file cannot be read.
            ValueError: It is damaged.
        """
        self.mapped = np.load(path, mmap_mode="r", allow_pickle=False)
        """All rows, as a mapped file."""
        self.shape: tuple[int, ...] = self.mapped.shape
        self._descriptor = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._descriptor)

    def __len__(self) -> int:
        """Count the rows."""
        return self.shape[0]

    def __getitem__(self, ids: npt.NDArray[np.int64]) -> Matrix:
        """Read some rows, in the order of ``ids``; each from 0 to below the length."""
        row_bytes = self.mapped.strides[0]
        # Neighbors in the file are read at once.
        first = np.flatnonzero(np.diff(ids, prepend=-2) != 1)
        sizes = np.diff(first, append=len(ids)) * row_bytes
        places = ids[first] * row_bytes + self.mapped.offset
        parts = [
            os.pread(self._descriptor, size, place)
            for size, place in zip(sizes.tolist(), places.tolist(), strict=True)
        ]
        rows = np.frombuffer(b"".join(parts), dtype=np.float32)
        return rows.reshape(len(ids), self.shape[1])

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> Matrix:
        """Give all rows, for NumPy's functions."""
        rows: Matrix = np.asarray(self.mapped, dtype=dtype, copy=copy)
        return rows
