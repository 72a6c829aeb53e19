"""Scores of different scales become one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fusion import fuse, standardize
from search.hits import Vector


def vector(*values: float) -> Vector:
    return np.array(values, dtype=np.float32)


def test_standardize_counts_deviations_from_the_background_s_mean() -> None:
    background = vector(1, 3)  # mean 2, deviation 1
    assert standardize(vector(2, 4, 1.5), background).tolist() == [0.0, 2.0, -0.5]


def test_a_background_all_alike_tells_nothing() -> None:
    assert standardize(vector(5, 7), vector(3, 3, 3)).tolist() == [0.0, 0.0]


@given(
    scores=st.lists(st.integers(-50, 50), min_size=2, max_size=20),
    factor=st.sampled_from([0.01, 0.5, 3.0, 1000.0]),
)
def test_scale_and_origin_do_not_matter(scores: list[int], factor: float) -> None:
    plain = vector(*scores)
    scaled = plain * np.float32(factor) + np.float32(7 * factor)
    expected = standardize(plain, plain)
    assert standardize(scaled, scaled) == pytest.approx(expected, abs=1e-3)


def test_fuse_weighs_coverage_and_substance_in_deviations_of_the_cosine() -> None:
    fused = fuse(vector(1, 1, 0), vector(0.5, 0, 1), vector(1, 0, -1))
    assert fused.tolist() == pytest.approx([4.5, 1.0, 3.4])
