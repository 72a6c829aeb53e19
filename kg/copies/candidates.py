"""Which units may be alike: those that share shingles, before anything is aligned."""

from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_SHINGLE = 3
"""Letters in a shingle: 5 and more miss lightly reworded Chinese."""
_SAMPLE = 2
"""One shingle in this many is kept, chosen by its hash, in whatever text it stands."""
_MAX_POSTINGS = 16
"""How many units one shingle leads to: phrases that are everywhere tell nothing."""
_MAX_CANDIDATES = 6
_MIN_SHARED = 2
_MIN_SHARE = 0.1
_MIX = np.uint64(0x9E3779B97F4A7C15)


class ShingleIndex:
    """Finds the units that share many character trigrams with a text.

    The same shingles are kept of every text that holds them (Broder's mod-p sketch), so a
    sentence is found inside a longer one too. Memory grows linearly with the text added, and
    the work for one text does not grow with what was added before.
    """

    def __init__(self) -> None:
        """Start with no unit."""
        self._first: dict[int, int] = {}
        self._more: dict[int, array[int]] = {}

    def add(self, unit: int, shingles: list[int]) -> None:
        """Add a unit by its number and its ``shingles``."""
        for shingle in shingles:
            first = self._first.setdefault(shingle, unit)
            if first == unit:
                continue
            more = self._more.get(shingle)
            if more is None:
                self._more[shingle] = array("q", (unit,))
            elif len(more) < _MAX_POSTINGS:
                more.append(unit)

    def find(self, shingles: list[int]) -> list[int]:
        """Give the numbers of the at most six units that share the most shingles, best first."""
        units: list[int] = []
        for shingle in shingles:
            first = self._first.get(shingle)
            if first is not None:
                units.append(first)
                more = self._more.get(shingle)
                if more is not None:
                    units.extend(more)
        enough = max(_MIN_SHARED, _MIN_SHARE * len(shingles))
        if len(shingles) < 2 * _MIN_SHARED:
            enough = 1
        counts = Counter(units)
        best = sorted((-count, unit) for unit, count in counts.items() if count >= enough)
        return [unit for _, unit in best[:_MAX_CANDIDATES]]


def sample_shingles(keys: Sequence[str]) -> list[list[int]]:
    """Give for each folded text the hashes of its kept shingles, each once, in their order."""
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < _SHINGLE:
        return [[] for _ in keys]
    hashes: npt.NDArray[np.uint64] = codes[:-2] << np.uint64(42)
    hashes |= codes[1:-1] << np.uint64(21)
    hashes |= codes[2:]
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)
    places = np.flatnonzero(hashes % np.uint64(_SAMPLE) == 0)
    ends = np.cumsum([len(key) for key in keys])
    starts = np.concatenate(([0], ends[:-1]))
    # A shingle that reaches into the next text is of neither.
    firsts = np.searchsorted(places, starts).tolist()
    lasts = np.searchsorted(places, np.maximum(starts, ends - _SHINGLE + 1)).tolist()
    kept: list[int] = hashes[places].tolist()
    return [
        list(dict.fromkeys(kept[first:last])) for first, last in zip(firsts, lasts, strict=True)
    ]
