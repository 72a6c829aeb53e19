"""Fusion of what the parts of the search say of passages into one score; pure functions."""

import numpy as np

from search.hits import Vector

COVERAGE_WEIGHT, SUBSTANCE_WEIGHT = 4.6, 1.2
"""In standard deviations of the cosine, as those below; near what ``benchmarks/retrieval.py`` fits.

For a passage that holds all of the question, and for one that tells something.
"""
CARRIED_WEIGHT, TOPIC_BONUS, CUE_BONUS = 2.0, 0.5, 0.5
"""For one that holds nothing of the question where those above it hold all, for one that has a
sentence or item opening with a concept of the question, and for one that says the words of a
reason, a remedy or a difference where one is asked for.
"""
WINDOW_SHARE = 0.6
"""How much of a passage's nearness is that of its nearest window, and not of the whole."""


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


def fuse(dense: Vector, coverage: Vector, substance: Vector) -> Vector:
    """Add up what speaks for each passage.

    Args:
        dense: standardized cosines, shape ``(n,)``.
        coverage: from 0 to 1, shape ``(n,)``; see ``search.coverage``.
        substance: at most 1, shape ``(n,)``; see ``search.fields.substance``.
    """
    fused: Vector = dense + COVERAGE_WEIGHT * coverage + SUBSTANCE_WEIGHT * substance
    return fused
