"""Count which concepts share passages, and weigh each pair by NPMI."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.naming.repeats import Repeats
from kg.records import Mention, Passage


@dataclass(frozen=True, slots=True)
class PairCounts:
    """In how many passages each concept, and each pair of concepts, occurs."""

    concepts: Mapping[str, int]
    """Passages per concept id."""
    pairs: Mapping[tuple[str, str], int]
    """Passages per unordered pair of concept ids, the smaller id first."""


def without_copies(mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Leave out the mentions in what another passage said before in the same words.

    A copied paragraph is no second sign that the concepts in it belong together.

    Args:
        mentions: In any order; where the same is said twice, the first in the list stays.
        passages: The list that ``Mention.passage`` counts in.
    """
    said = Repeats()
    kept = []
    for mention in mentions:
        passage = passages[mention.passage]
        start, end = mention.start - passage.start, mention.end - passage.start
        if not said.is_copy(passage.text, start, end, place=mention.passage):
            kept.append(mention)
    return kept


def count_pairs(mentions: Sequence[Mention], *, max_concepts_per_passage: int = 30) -> PairCounts:
    """Count the passages of each concept and of each pair of concepts.

    A passage that names more than ``max_concepts_per_passage`` concepts is a list or an index:
    it pairs only those it names most often (then those named first), so the work grows with the
    number of mentions and not with its square. Every concept is counted all the same.

    Returns:
        The counts in id order; empty without mentions.
    """
    by_passage: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_passage[mention.passage].append(mention)
    concepts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for inside in by_passage.values():
        concepts.update({mention.concept for mention in inside})
        pairs.update(combinations(sorted(_most_named(inside, max_concepts_per_passage)), 2))
    return PairCounts(dict(sorted(concepts.items())), dict(sorted(pairs.items())))


def _most_named(mentions: Sequence[Mention], limit: int) -> list[str]:
    """The concepts of one passage, the most named first, at most ``limit``."""
    times = Counter(mention.concept for mention in mentions)
    first: dict[str, int] = {}
    for mention in mentions:
        first[mention.concept] = min(mention.start, first.get(mention.concept, mention.start))
    return sorted(times, key=lambda concept: (-times[concept], first[concept], concept))[:limit]


def npmi(counts: PairCounts, *, passages: int) -> dict[tuple[str, str], float]:
    """Weigh each pair by normalized pointwise mutual information.

    Bouma (2009), "Normalized (Pointwise) Mutual Information in Collocation Extraction":
    ``ln(p(x, y) / (p(x) p(y))) / -ln p(x, y)``. 1 where two concepts occur only together, 0 where
    they are independent, towards -1 where they avoid each other. A pair in all passages, which
    the formula leaves open, occurs only together: 1.

    Args:
        counts: From `count_pairs`.
        passages: How many passages there are, with concepts or without.

    Returns:
        NPMI from -1 to 1 for each pair that occurs, in the order of ``counts.pairs``.

    Raises:
        ValueError: A concept was counted in more than ``passages`` passages.
    """
    most = max(counts.concepts.values(), default=0)
    if passages < most:
        raise ValueError(f"passages is {passages}, but a concept occurs in {most}")
    weights: dict[tuple[str, str], float] = {}
    for (left, right), together in counts.pairs.items():
        if together == passages:
            weights[left, right] = 1.0
            continue
        # Whole numbers up to the logarithm: two independent concepts give exactly 0.
        observed = together * passages
        expected = counts.concepts[left] * counts.concepts[right]
        value = math.log(observed / expected) / math.log(passages / together)
        weights[left, right] = max(-1.0, min(1.0, value))
    return weights
