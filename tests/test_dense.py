"""Tests of search.dense."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from search.dense import DenseIndex
from search.hits import Matrix


def unit_rows(count: int, dimension: int) -> Matrix:
    rows = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_search_agrees_with_numpy() -> None:
    embeddings = unit_rows(200, 16)
    query = unit_rows(201, 16)[200]
    ranking = DenseIndex.build(embeddings).search(query, limit=10)
    cosines = embeddings @ query
    best = np.argsort(-cosines)[:10]
    assert ranking.ids.tolist() == best.tolist()
    np.testing.assert_allclose(ranking.scores, cosines[best], atol=1e-6)
    assert ranking.ids.dtype == np.int64
    assert ranking.scores.dtype == np.float32


def test_limit_above_the_size_ranks_all() -> None:
    index = DenseIndex.build(np.array([[0, 1], [1, 0], [0.6, 0.8]], dtype=np.float32))
    ranking = index.search(np.array([1, 0], dtype=np.float32), limit=50)
    assert ranking.ids.tolist() == [1, 2, 0]
    assert ranking.scores.tolist() == pytest.approx([1.0, 0.6, 0.0])


def test_equal_scores_rank_by_id() -> None:
    index = DenseIndex.build(np.array([[0, 1], [1, 0], [0, 1], [1, 0]], dtype=np.float32))
    ranking = index.search(np.array([1, 0], dtype=np.float32), limit=4)
    assert ranking.ids.tolist() == [1, 3, 0, 2]


def test_a_score_that_is_no_number_is_dropped() -> None:
    index = DenseIndex.build(np.array([[1, 0], [np.nan, 0]], dtype=np.float32))
    assert index.search(np.array([1, 0], dtype=np.float32), limit=2).ids.tolist() == [0]


def test_scores_and_vectors_keep_the_order_of_ids() -> None:
    embeddings = unit_rows(20, 8)
    index = DenseIndex.build(embeddings)
    query = unit_rows(21, 8)[20]
    np.testing.assert_allclose(index.scores(query, [5, 0, 5]), embeddings[[5, 0, 5]] @ query)
    np.testing.assert_array_equal(index.vectors([19, 3]), embeddings[[19, 3]])
    assert index.vectors([]).shape == (0, 8)


@pytest.mark.parametrize("unknown", [-1, 3])
def test_an_unknown_id_is_an_error(unknown: int) -> None:
    index = DenseIndex.build(unit_rows(3, 4))
    with pytest.raises(ValueError, match=f"no embedding has the id {unknown}: there are 3"):
        index.vectors([0, unknown])


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = DenseIndex.build(np.empty((0, 4), dtype=np.float32))
    index.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")
    ranking = loaded.search(np.array([1, 0, 0, 0], dtype=np.float32), limit=3)
    assert (len(loaded), loaded.dimension) == (0, 4)
    assert (ranking.ids.tolist(), ranking.scores.tolist()) == ([], [])


def test_wrong_shapes_are_errors() -> None:
    index = DenseIndex.build(unit_rows(3, 4))
    query = np.zeros(5, dtype=np.float32)
    message = r"query has shape \(5,\), the index \(4,\)"
    with pytest.raises(ValueError, match=message):
        index.search(query, limit=1)
    with pytest.raises(ValueError, match=message):
        index.scores(query, [0])
    with pytest.raises(ValueError, match=r"shape \(n, dim\), not \(5,\)"):
        DenseIndex.build(query)


def test_limit_below_one_is_an_error() -> None:
    index = DenseIndex.build(unit_rows(3, 4))
    with pytest.raises(ValueError, match="limit must be at least 1, not 0"):
        index.search(np.zeros(4, dtype=np.float32), limit=0)


def test_saving_a_loaded_index_gives_the_same_bytes(tmp_path: Path) -> None:
    embeddings = unit_rows(10, 4)
    first, second = tmp_path / "密集.faiss", tmp_path / "second.faiss"
    DenseIndex.build(embeddings).save(first)
    loaded = DenseIndex.load(first)
    loaded.save(second)
    np.testing.assert_array_equal(loaded.vectors(range(10)), embeddings)
    assert first.read_bytes() == second.read_bytes()


def test_a_file_that_is_no_such_index_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "dense.faiss"
    path.write_bytes(b"not an index")
    with pytest.raises(ValueError, match=r"dense\.faiss: not a FAISS index"):
        DenseIndex.load(path)
    path.write_bytes(faiss.serialize_index(faiss.IndexFlatL2(4)).tobytes())
    with pytest.raises(ValueError, match="a FAISS IndexFlatL2, neither flat nor of cells"):
        DenseIndex.load(path)


def test_a_large_index_finds_the_nearest_and_scores_them_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.dense.EXACT_UP_TO", 500)
    embeddings, query = unit_rows(8000, 16), unit_rows(8001, 16)[8000]
    built = DenseIndex.build(embeddings)
    built.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")
    cosines = embeddings @ query
    best = np.argsort(-cosines)[:5]
    for index in (built, loaded):
        ranking = index.search(query, limit=5)
        assert ranking.ids.tolist() == best.tolist()
        np.testing.assert_allclose(ranking.scores, cosines[best], atol=1e-6)
        np.testing.assert_array_equal(index.vectors([7, 7999, 3]), embeddings[[7, 7999, 3]])
    DenseIndex.build(embeddings).save(tmp_path / "again.faiss")
    assert (tmp_path / "again.faiss").read_bytes() == (tmp_path / "dense.faiss").read_bytes()
    with pytest.raises(ValueError, match="a large index is saved where it was built, not copied"):
        loaded.save(tmp_path / "copy.faiss")


def test_embeddings_of_another_index_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.dense.EXACT_UP_TO", 500)
    DenseIndex.build(unit_rows(2600, 8)).save(tmp_path / "dense.faiss")
    np.save(tmp_path / "dense.rows.npy", unit_rows(2599, 8))
    with pytest.raises(ValueError, match=r"dense\.faiss: 2600 embeddings, but 2599 beside it"):
        DenseIndex.load(tmp_path / "dense.faiss")
