"""Counts of terms in passages -> columns by term, in bounded memory."""

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_BLOCK_POSTINGS = 1 << 22
"""How many postings are held in memory at once; more are spilled to temporary files."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which passages hold each term, and how often."""

    terms: list[str]
    """Sorted; a term's column is its position."""
    starts: npt.NDArray[np.int64]
    """Column ``t`` goes from ``starts[t]`` to ``starts[t + 1]``."""
    passages: npt.NDArray[np.int32]
    """Ascending in each column."""
    counts: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.int64]
    """How many terms each passage has, repeats included."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Postings of consecutive passages, by column."""

    columns: npt.NDArray[np.int32]
    passages: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]


def collect(terms: Iterable[Sequence[str]]) -> Postings:
    """Count the terms of passages, which are asked for one after the other."""
    columns: dict[str, int] = {}
    lengths = array("q")
    blocks: list[_Block] = []
    open_block = array("i"), array("i"), array("i")
    for passage, passage_terms in enumerate(terms):
        lengths.append(len(passage_terms))
        counted = Counter(passage_terms)
        open_block[0].extend(columns.setdefault(term, len(columns)) for term in counted)
        open_block[1].extend([passage] * len(counted))
        open_block[2].extend(counted.values())
        if len(open_block[0]) >= _BLOCK_POSTINGS:
            blocks.append(_close(*open_block, spill=True))
            open_block = array("i"), array("i"), array("i")
    blocks.append(_close(*open_block, spill=False))
    return _merge(columns, blocks, np.array(lengths, dtype=np.int64))


def _close(
    columns: "array[int]", passages: "array[int]", counts: "array[int]", *, spill: bool
) -> _Block:
    keys = np.array(columns, dtype=np.int32)
    order = np.argsort(keys, kind="stable")
    rows = (
        keys[order],
        np.array(passages, dtype=np.int32)[order],
        np.array(counts, dtype=np.float32)[order],
    )
    if not spill:
        return _Block(*rows)
    files = tuple(allocate(len(row), row.dtype, on_disk=True) for row in rows)
    for file, row in zip(files, rows, strict=True):
        file[:] = row
    return _Block(*files)


def _merge(
    columns: dict[str, int], blocks: Sequence[_Block], lengths: npt.NDArray[np.int64]
) -> Postings:
    terms = sorted(columns)
    ranked = np.array([columns[term] for term in terms], dtype=np.int64)
    sizes = np.zeros(len(terms), dtype=np.int64)
    for block in blocks:
        sizes += np.bincount(block.columns, minlength=len(terms))
    starts = np.concatenate([[0], np.cumsum(sizes[ranked])]).astype(np.int64)
    total, on_disk = int(starts[-1]), len(blocks) > 1
    passages = allocate(total, np.dtype(np.int32), on_disk=on_disk)
    counts = allocate(total, np.dtype(np.float32), on_disk=on_disk)
    free = np.empty(len(terms), dtype=np.int64)
    free[ranked] = starts[:-1]
    for block in blocks:
        own = np.bincount(block.columns, minlength=len(terms))
        before = np.cumsum(own) - own
        places = np.arange(len(block.columns)) + (free - before)[block.columns]
        passages[places] = block.passages
        counts[places] = block.counts
        free += own
    return Postings(terms, starts, passages, counts, lengths)


def allocate(size: int, kind: "np.dtype[Any]", *, on_disk: bool) -> npt.NDArray[Any]:
    """Give an array to fill, in memory or in a temporary file that goes with it."""
    if not on_disk or size == 0:
        return np.empty(size, dtype=kind)
    with tempfile.TemporaryFile() as file:
        return np.asarray(np.memmap(file, dtype=kind, mode="w+", shape=(size,)))
