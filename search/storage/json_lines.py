"""Files of one JSON value a line, read line by line on demand."""

import json
import mmap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

_T = TypeVar("_T")


class StoreError(Exception):
    """A knowledge base that is missing, damaged, locked or of another version, and the remedy."""


class DamageError(StoreError):
    """One that is damaged or of another version: an ingest builds it anew."""


def write_lines(path: Path, rows: Iterable[object]) -> None:
    """Write one JSON value a line, and beside the file where each line ends, in bytes.

    Records become objects of their fields.
    """
    ends = []
    with path.open("wb") as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, default=_fields)
            file.write(line.encode("utf-8") + b"\n")
            ends.append(file.tell())
    np.save(_places_of(path), np.array(ends, dtype=np.int64), allow_pickle=False)


class JsonLines(Sequence[_T], Generic[_T]):
    """A file of ``write_lines`` as a sequence; a line is read and parsed when it is asked for.

    The file is mapped, not held, and may be deleted meanwhile.
    """

    def __init__(self, path: Path, parse: Callable[[Any], _T]) -> None:
        """Open a file whose values ``parse`` turns into records.

        Raises:
            OSError: the file, or the one of its places, cannot be read.
            ValueError: the two do not belong together.
        """
        self._path = path
        self._parse = parse
        self._ends: npt.NDArray[np.int64] = np.load(_places_of(path), allow_pickle=False)
        self._content = map_file(path)
        size = int(self._ends[-1]) if len(self._ends) else 0
        if size != len(self._content):
            raise ValueError(f"{path.name} has {len(self._content)} bytes, not {size}")

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        """Read a line, or some.

        Raises:
            DamageError: a line is damaged.
        """
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        position = range(len(self))[at]
        start = int(self._ends[position - 1]) if position else 0
        try:
            return self._parse(
                json.loads(str(self._content[start : int(self._ends[position])], "utf-8"))
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamageError(
                f"{self._path}: the knowledge base is damaged (line {position + 1}); "
                f"run zhitu ingest again"
            ) from error

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence of such records."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def map_file(path: Path) -> bytes | mmap.mmap:
    """Give the content of a file without reading it; it stays when the file is deleted."""
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _fields(record: Any) -> dict[str, Any]:  # noqa: ANN401 - dataclasses share no type
    # Takes a quarter of the time of `dataclasses.asdict`, which copies all that is inside.
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _places_of(path: Path) -> Path:
    return path.with_suffix(".ends.npy")
