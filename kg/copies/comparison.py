"""Two wordings to what they share and where they disagree; no pair is compared twice."""

import hashlib
import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from types import MappingProxyType

from kg import names, numerals, segmentation
from kg.copies import differences, named_things, similarity
from kg.copies.differences import differ_in_one_point, disagreement
from kg.copies.similarity import match
from kg.wordlists import read_lines

_WORD_LISTS = ("opposites", "generic_words", "simplified")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two folded wordings came out."""

    common: int
    """Letters that they share, in order."""
    similarity: float
    containment: float
    """Both from 0 to 1, as in ``kg.copies.similarity.Match``."""
    reason: str | None = None
    """In what they contradict each other, if at all; None where nobody asked."""
    in_one_point: bool = False
    """Whether they are the same but for a few characters; False without a contradiction."""


_UNLIKE = Comparison(0, 0.0, 0.0)
_MIN_ALIKE = 0.5
"""Wordings less alike than this are never copies, however low the thresholds are."""


class Comparer:
    """Compares wordings, and knows the comparisons of an earlier run."""

    def __init__(self, known: Mapping[bytes, Comparison] = MappingProxyType({})) -> None:
        """Start with the ``used`` comparisons of another comparer, or none."""
        self._known = known
        self.used: dict[bytes, Comparison] = {}
        """All comparisons that were asked for, by a digest of both wordings."""
        self.fresh = 0
        """How many wordings were aligned, since the comparison was not known."""

    def compare(
        self, first: str, second: str, *, near: float, containment: float = 2.0
    ) -> Comparison | None:
        """Compare two folded wordings, in either order.

        Returns:
            None where they are both less similar than ``near`` and contain less of each other than
            ``containment``; else the comparison, with its reason.
        """
        pair = _digest(first, second)
        found = self.used.get(pair) or self._known.get(pair) or self._align(first, second)
        if max(found.similarity - near, found.containment - containment) < 0:
            if found.reason is not None:  # as it would be if it were compared only now
                found = replace(found, reason=None, in_one_point=False)
            self.used.setdefault(pair, found)
            return None
        if found.reason is None:
            found = _judge(found, first, second)
        self.used[pair] = found
        return found

    def _align(self, first: str, second: str) -> Comparison:
        self.fresh += 1
        found = match(first, second)
        if max(found.similarity, found.containment) < _MIN_ALIKE:
            return _UNLIKE  # one record for all of them: they are many
        return Comparison(found.common, found.similarity, found.containment)


def rules_digest() -> str:
    """Give a digest of all that comparisons depend on: another one makes known ones worthless."""
    parts = [version(name).encode() for name in ("rapidfuzz", "jieba")]
    modules = (differences, named_things, similarity, segmentation, names, numerals)
    parts += [inspect.getsource(module).encode() for module in (*modules, sys.modules[__name__])]
    words = (line for name in _WORD_LISTS for line in read_lines(name))
    return hashlib.sha256("\n".join(words).encode() + b"\0".join(parts)).hexdigest()


def _judge(found: Comparison, first: str, second: str) -> Comparison:
    # One order for either, since an alignment may depend on it.
    short, long = sorted((first, second), key=lambda text: (len(text), text))
    place = match(short, long)
    inside = long[place.start : place.end]
    reason = disagreement(short, inside)
    return replace(
        found, reason=reason, in_one_point=bool(reason) and differ_in_one_point(short, inside)
    )


def _digest(first: str, second: str) -> bytes:
    both = "\0".join(sorted((first, second)))
    return hashlib.blake2b(both.encode("utf-8", "surrogatepass"), digest_size=12).digest()
