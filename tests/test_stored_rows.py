"""Rows on disk are those of the matrix that was saved."""

from pathlib import Path

import numpy as np
import pytest

from search.storage.stored_rows import StoredRows
from search.windows import Windows

ROWS = np.arange(24, dtype=np.float32).reshape(8, 3)


def saved(folder: Path) -> Path:
    np.save(folder / "rows.npy", ROWS)
    return folder / "rows.npy"


@pytest.mark.parametrize("ids", [[0], [7, 6, 5], [2, 3, 4, 0, 0, 1, 7], []])
def test_rows_come_in_the_order_of_their_ids(tmp_path: Path, ids: list[int]) -> None:
    rows = StoredRows(saved(tmp_path))
    chosen = np.array(ids, dtype=np.int64)
    np.testing.assert_array_equal(rows[chosen], ROWS[chosen])
    assert (len(rows), rows.shape) == (8, (8, 3))


def test_all_rows_are_given_to_numpy(tmp_path: Path) -> None:
    np.testing.assert_array_equal(np.asarray(StoredRows(saved(tmp_path))), ROWS)


def test_rows_of_a_deleted_file_are_still_read(tmp_path: Path) -> None:
    rows = StoredRows(saved(tmp_path))
    (tmp_path / "rows.npy").unlink()
    np.testing.assert_array_equal(rows[np.array([1])], ROWS[[1]])


def test_a_file_that_lost_its_end_is_an_error(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="mmap length is greater than file size"):
        StoredRows(path)


def test_many_windows_are_read_as_few_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Windows(ROWS, np.array([0, 2, 2, 5, 8])).save(tmp_path)
    monkeypatch.setattr("search.windows._MAPPED_UP_TO", 7)
    many = Windows.load(tmp_path)
    np.testing.assert_array_equal(many.of([2, 1, 0]).rows, ROWS[[2, 3, 4, 0, 1]])
    np.testing.assert_array_equal(many.rows, ROWS)
