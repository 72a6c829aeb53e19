"""Counts of terms come out by term, passages ascending."""

import numpy as np
import pytest

from search.postings import collect


@pytest.mark.parametrize("block", [1, 2, 100])
def test_columns_by_term(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.postings._BLOCK_POSTINGS", block)
    found = collect(iter([["乙", "甲", "乙"], [], ["甲"], ["丙", "甲"]]))
    assert found.terms == ["丙", "乙", "甲"]
    assert found.starts.tolist() == [0, 1, 2, 5]
    assert found.passages.tolist() == [3, 0, 0, 2, 3]
    assert found.counts.tolist() == [1, 2, 1, 1, 1]
    assert found.lengths.tolist() == [3, 0, 1, 2]


def test_no_passages() -> None:
    found = collect([])
    assert (found.terms, found.starts.tolist(), len(found.passages)) == ([], [0], 0)
    assert found.lengths.dtype == np.int64
