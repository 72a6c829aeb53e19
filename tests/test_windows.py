"""Each passage's windows, and the nearest of them."""

from pathlib import Path

import numpy as np
import pytest

from search.hits import Vector
from search.windows import Windows

ROWS = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
QUERY = np.array([1, 0], dtype=np.float32)


def windows() -> Windows:
    """Give those of four passages, of which the first and the last have none."""
    return Windows(ROWS, np.array([0, 0, 2, 3, 3]))


def vector(*values: float) -> Vector:
    return np.array(values, dtype=np.float32)


def test_the_nearest_window_counts_and_a_passage_without_any_keeps_its_own() -> None:
    whole = vector(0.25, 0.5, 0.75, -1)
    assert windows().best(QUERY, whole).tolist() == vector(0.25, 1, 0.6, -1).tolist()
    assert whole.tolist() == [0.25, 0.5, 0.75, -1]


def test_of_some_passages_in_their_order() -> None:
    some = windows().of([2, 0, 1, 2])
    assert some.rows.tolist() == ROWS[[2, 0, 1, 2]].tolist()
    assert some.best(QUERY, vector(0, 0.5, 0, 0)).tolist() == vector(0.6, 0.5, 1, 0.6).tolist()
    assert (len(windows()), len(some)) == (4, 4)


def test_the_cosines_of_one_passage_are_in_the_order_of_its_windows() -> None:
    assert windows().cosines(QUERY, 1).tolist() == [1.0, 0.0]
    assert windows().cosines(QUERY, 0).tolist() == []


@pytest.mark.parametrize("ids", [[], [0, 3]])
def test_no_windows_leave_all_as_it_is(ids: list[int]) -> None:
    none = windows().of(ids)
    assert none.rows.shape == (0, 2)
    assert none.best(QUERY, vector(*[0.5] * len(ids))).tolist() == [0.5] * len(ids)


def test_saved_and_loaded_they_are_the_same(tmp_path: Path) -> None:
    windows().save(tmp_path)
    loaded = Windows.load(tmp_path)
    assert loaded.rows.tolist() == ROWS.tolist()
    assert len(loaded) == 4
    assert loaded.best(QUERY, vector(0, 0, 0, 0)).tolist() == vector(0, 1, 0.6, 0).tolist()


def test_files_of_two_builds_are_refused(tmp_path: Path) -> None:
    windows().save(tmp_path)
    np.save(tmp_path / "windows.npy", ROWS[:2])
    with pytest.raises(ValueError, match="2 windows, but the passages have 3"):
        Windows.load(tmp_path)
