"""Fusion of scores of different scales into one; pure functions."""

import numpy as np

from search.hits import Vector

DENSE_WEIGHT, SPARSE_WEIGHT, BARE_PENALTY = 1.0, 0.4, 2.5
"""What ``benchmarks/retrieval.py`` found best over several sets of questions."""
WINDOW_SHARE = 0.5
"""How much of a passage's nearness is that of its nearest window, and not of the whole."""
TOPIC_BONUS = 0.3
"""What a passage gains that has a sentence or item opening with a concept of the question."""


def standardize(scores: Vector, background: Vector) -> Vector:
    """Give scores in standard deviations above the mean of a background, per question.

    Args:
        scores: shape ``(n,)``, higher is better.
        background: scores of a fixed sample of all passages, shape ``(m,)``, m at least 1.
    """
    spread = float(background.std())
    if spread < 1e-6:
        return np.zeros_like(scores)
    standardized: Vector = (scores - background.mean()) / np.float32(spread)
    return standardized


def fuse(dense: Vector, sparse: Vector, substance: Vector) -> Vector:
    """Add standardized scores, and hold back passages that are little more than a heading.

    Args:
        dense: standardized cosines, shape ``(n,)``.
        sparse: standardized BM25 scores, shape ``(n,)``.
        substance: from 0 to 1, shape ``(n,)``; see ``search.fields.substance``.
    """
    fused: Vector = DENSE_WEIGHT * dense + SPARSE_WEIGHT * sparse - BARE_PENALTY * (1 - substance)
    return fused
