"""BM25 index over passage terms."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from search.hits import Ids, Ranking, Vector
from search.postings import collect

_TERMS = "bm25.json"
_ARRAYS = {name: f"bm25.{name}.npy" for name in ("starts", "passages", "weights")}
_AT_ONCE = 1 << 22
_STRIDE = 16


class SparseIndex:
    """BM25 in Lucene's variant, over terms that the caller makes.

    The score of a passage for a query is the sum, over the query's terms, of the term's weight in
    the query times ``idf * tf / (tf + k1 * (1 - b + b * length / mean_length))``, where ``idf`` is
    ``ln(1 + (n - df + 0.5) / (df + 0.5))`` (Robertson and Zaragoza, "The Probabilistic Relevance
    Framework", 2009; Kamphuis et al., "Which BM25 Do You Mean?", 2020).

    All but the query's weights is known beforehand, so a column of finished scores is kept for
    each term: ``passages`` and ``weights`` from ``starts[t]`` to ``starts[t + 1]``.
    """

    def __init__(
        self,
        *,
        size: int,
        terms: Sequence[str],
        starts: npt.NDArray[np.int64],
        passages: npt.NDArray[np.int32],
        weights: npt.NDArray[np.float32],
    ) -> None:
        """Wrap finished columns; use ``build`` or ``load``."""
        self._size = size
        self._columns = {term: column for column, term in enumerate(terms)}
        self._starts = starts
        self._passages = passages
        self._weights = weights

    @classmethod
    def build(cls, terms: Iterable[Sequence[str]], *, k1: float = 1.5, b: float = 0.75) -> Self:
        """Index each passage's terms, repeats included; a passage's id is its position.

        Args:
            terms: One sequence of terms a passage; either may be empty.
            k1: How slowly repeats of a term stop counting, at least 0.
            b: How much long passages are held back, from 0 (not at all) to 1.
        """
        if k1 < 0 or not 0 <= b <= 1:
            raise ValueError(f"k1 must be at least 0 and b from 0 to 1, not {k1} and {b}")
        postings = collect(terms)
        lengths = postings.lengths
        mean_length = lengths.mean() if lengths.any() else 1.0
        held_back = k1 * (1 - b + b * lengths / mean_length)
        frequencies = np.diff(postings.starts)
        idf = np.log1p((len(lengths) - frequencies + 0.5) / (frequencies + 0.5))
        weights = postings.counts  # overwritten part by part: they may be larger than the memory
        for start in range(0, len(weights), _AT_ONCE):
            part = slice(start, min(start + _AT_ONCE, len(weights)))
            columns = (
                np.searchsorted(postings.starts, np.arange(part.start, part.stop), "right") - 1
            )
            counts = weights[part].astype(np.float64)
            weights[part] = idf[columns] * counts / (counts + held_back[postings.passages[part]])
        return cls(
            size=len(lengths),
            terms=postings.terms,
            starts=postings.starts,
            passages=postings.passages,
            weights=weights,
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Load what ``save`` wrote into ``folder``; the columns stay on disk until asked for.

        Raises:
            OSError: A file cannot be read.
            ValueError: A file is damaged.
        """
        try:
            content = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
            starts, passages, weights = (
                np.asarray(np.load(folder / file, mmap_mode="r", allow_pickle=False))
                for file in _ARRAYS.values()
            )
            size, terms = content["size"], content["terms"]
        except (ValueError, KeyError, TypeError, EOFError) as error:
            raise ValueError(f"{folder}: damaged BM25 index") from error
        if len(starts) != len(terms) + 1 or not len(passages) == len(weights) == starts[-1]:
            raise ValueError(f"{folder}: the files bm25.* are of two different indexes")
        return cls(size=size, terms=terms, starts=starts, passages=passages, weights=weights)

    def save(self, folder: Path) -> None:
        """Write the index as four files into ``folder``, which must exist."""
        content = {"size": self._size, "terms": list(self._columns)}
        (folder / _TERMS).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        np.save(folder / _ARRAYS["starts"], self._starts, allow_pickle=False)
        np.save(folder / _ARRAYS["passages"], self._passages, allow_pickle=False)
        np.save(folder / _ARRAYS["weights"], self._weights, allow_pickle=False)

    def __len__(self) -> int:
        """Count the passages."""
        return self._size

    def document_frequency(self, term: str) -> int:
        """Count the passages that hold ``term``."""
        column = self._columns.get(term)
        return 0 if column is None else int(self._starts[column + 1] - self._starts[column])

    def idf(self, term: str) -> float:
        """Return BM25's inverse document frequency; a term of no passage has the highest."""
        frequency = self.document_frequency(term)
        return math.log1p((self._size - frequency + 0.5) / (frequency + 0.5))

    def search(self, terms: Mapping[str, float], *, limit: int) -> Ranking:
        """Rank the ``limit`` best passages that hold any of ``terms``, ties by id.

        ``terms`` maps each term of the query to its weight there, at least 0.
        """
        return rank(self.score_all(terms), limit=limit)

    def scores(self, terms: Mapping[str, float], ids: Ids) -> Vector:
        """Return the score of each passage of ``ids``, in their order; 0 where no term matches."""
        wanted = np.asarray(ids, dtype=np.int32)
        scores = np.zeros(len(wanted), dtype=np.float32)
        for weight, passages, weights in self._columns_of(terms):
            places = passages.searchsorted(wanted)
            found = passages.take(places, mode="clip") == wanted
            scores += weight * weights.take(places, mode="clip") * found
        return scores

    def score_all(self, terms: Mapping[str, float]) -> Vector:
        """Return the score of every passage, in order; 0 where no term matches."""
        scores = np.zeros(self._size, dtype=np.float32)
        for weight, passages, weights in self._columns_of(terms):
            scores[passages] += weight * weights
        return scores

    def _columns_of(
        self, terms: Mapping[str, float]
    ) -> Iterator[tuple[np.float32, npt.NDArray[np.int32], Vector]]:
        """Give each known term's weight and column, in one order: sums of floats depend on it."""
        for term in sorted(terms):
            if terms[term] < 0:
                raise ValueError(f"the weight of {term!r} must be at least 0, not {terms[term]}")
            column = self._columns.get(term)
            if column is not None:
                found = slice(self._starts[column], self._starts[column + 1])
                yield np.float32(terms[term]), self._passages[found], self._weights[found]


def rank(scores: Vector, *, limit: int) -> Ranking:
    """Rank the ``limit`` passages of the best scores above 0, ties by id."""
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    ids = np.flatnonzero(scores >= _floor(scores, limit))
    if len(ids) > limit:
        # Keep all that tie with the last, so that the sort below breaks ties by id.
        least = np.partition(scores[ids], -limit)[-limit]
        ids = ids[scores[ids] >= least]
    order = np.lexsort((ids, -scores[ids]))[:limit]
    return Ranking(ids[order].astype(np.int64), scores[ids[order]])


def _floor(scores: Vector, limit: int) -> np.float32:
    """Give a score above 0 that at least ``limit`` passages reach, or all that have any.

    The best of every 16th passage do: so few need to be sorted that a million take no longer.
    """
    some = scores[::_STRIDE]
    reached = np.partition(some, -limit)[-limit] if len(some) >= limit else np.float32(0)
    return np.float32(max(reached, np.finfo(np.float32).tiny))
