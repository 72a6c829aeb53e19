"""Tests of search.sparse."""

import math
from pathlib import Path

import numpy as np
import pytest

from search.sparse import SparseIndex

PASSAGES = [
    ["过", "拟合", "正则", "正则"],
    ["正则"],
    [],
    ["梯度", "下降", "梯度", "消失", "梯度"],
]
"""Ten terms in four passages: 2.5 on average."""


def bm25(term: str, passage: list[str], *, k1: float = 1.5, b: float = 0.75) -> float:
    """The formula by hand."""
    containing = sum(term in other for other in PASSAGES)
    idf = math.log(1 + (len(PASSAGES) - containing + 0.5) / (containing + 0.5))
    count = passage.count(term)
    return idf * count / (count + k1 * (1 - b + b * len(passage) / 2.5))


def test_scores_follow_the_formula() -> None:
    scores = SparseIndex.build(PASSAGES).scores({"正则": 1.0, "梯度": 2.0}, [0, 1, 2, 3])
    expected = [bm25("正则", p) + 2 * bm25("梯度", p) for p in PASSAGES]
    assert scores.tolist() == pytest.approx(expected)
    assert expected[1] == pytest.approx(math.log(2) / (1 + 1.5 * 0.55))


def test_k1_and_b_are_used() -> None:
    scores = SparseIndex.build(PASSAGES, k1=0.9, b=0.4).scores({"正则": 1.0}, [0, 1])
    expected = [bm25("正则", p, k1=0.9, b=0.4) for p in PASSAGES[:2]]
    assert scores.tolist() == pytest.approx(expected)


def test_search_ranks_the_best_first_without_zero_scores() -> None:
    index = SparseIndex.build(PASSAGES)
    ranking = index.search({"正则": 1.0, "梯度": 0.0}, limit=10)
    assert ranking.ids.tolist() == [1, 0]
    expected = [bm25("正则", PASSAGES[i]) for i in (1, 0)]
    assert ranking.scores.tolist() == pytest.approx(expected)
    assert ranking.ids.dtype == np.int64
    assert ranking.scores.dtype == np.float32
    assert index.search({"正则": 1.0}, limit=1).ids.tolist() == [1]


def test_ties_rank_by_id_also_at_the_limit() -> None:
    index = SparseIndex.build([["乙"], ["甲"], ["甲", "甲"], ["甲"], ["甲"]])
    assert index.search({"甲": 1.0}, limit=3).ids.tolist() == [2, 1, 3]


def test_scores_keep_the_order_of_ids() -> None:
    index = SparseIndex.build(PASSAGES)
    scores = index.scores({"正则": 1.0}, [1, 2, 0, 1])
    expected = [bm25("正则", PASSAGES[i]) for i in (1, 2, 0, 1)]
    assert scores.tolist() == pytest.approx(expected)
    assert index.scores({"正则": 1.0}, []).tolist() == []


def test_idf_falls_with_document_frequency() -> None:
    index = SparseIndex.build(PASSAGES)
    frequencies = [index.document_frequency(term) for term in ("正则", "梯度", "未知")]
    assert frequencies == [2, 1, 0]
    assert index.idf("正则") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.idf("梯度") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert index.idf("未知") == pytest.approx(math.log(1 + 4.5 / 0.5))


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_nothing_to_find_gives_an_empty_ranking(passages: list[list[str]], tmp_path: Path) -> None:
    SparseIndex.build(passages).save(tmp_path)
    index = SparseIndex.load(tmp_path)
    ranking = index.search({"正则": 1.0}, limit=5)
    assert len(index) == len(passages)
    assert (ranking.ids.tolist(), ranking.scores.tolist()) == ([], [])


def test_unknown_terms_and_no_terms_give_an_empty_ranking() -> None:
    index = SparseIndex.build(PASSAGES)
    assert index.search({"未知": 1.0}, limit=5).ids.tolist() == []
    assert index.search({}, limit=5).ids.tolist() == []


def test_bad_arguments_are_errors() -> None:
    index = SparseIndex.build(PASSAGES)
    with pytest.raises(ValueError, match="limit must be at least 1, not 0"):
        index.search({"正则": 1.0}, limit=0)
    with pytest.raises(ValueError, match=r"the weight of '正则' must be at least 0, not -1\.0"):
        index.search({"正则": -1.0}, limit=1)
    with pytest.raises(ValueError, match=r"b from 0 to 1, not 1\.5 and 2"):
        SparseIndex.build(PASSAGES, b=2)


def test_saving_a_loaded_index_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    SparseIndex.build(PASSAGES).save(first)
    loaded = SparseIndex.load(first)
    loaded.save(second)
    assert loaded.search({"梯度": 1.0}, limit=5).ids.tolist() == [3]
    assert len(loaded) == 4
    for name in ("json", "starts.npy", "passages.npy", "weights.npy"):
        assert (first / f"bm25.{name}").read_bytes() == (second / f"bm25.{name}").read_bytes()


def test_damaged_files_are_errors(tmp_path: Path) -> None:
    SparseIndex.build(PASSAGES).save(tmp_path)
    terms = tmp_path / "bm25.json"
    terms.write_text('{"size": 4, "terms": ["正则"]}', encoding="utf-8")
    with pytest.raises(ValueError, match="are of two different indexes"):
        SparseIndex.load(tmp_path)
    terms.write_text('{"size": 4}', encoding="utf-8")
    with pytest.raises(ValueError, match="damaged BM25 index"):
        SparseIndex.load(tmp_path)
    (tmp_path / "bm25.starts.npy").write_bytes(b"PK")
    with pytest.raises(ValueError, match="damaged BM25 index"):
        SparseIndex.load(tmp_path)


def test_blocks_spilled_to_disk_give_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    passages = [["甲", "乙"], ["乙", "丙", "丙"], [], ["丁", "甲", "甲"], ["乙"]]
    SparseIndex.build(passages).save(first)
    monkeypatch.setattr("search.postings._BLOCK_POSTINGS", 2)
    monkeypatch.setattr("search.sparse._AT_ONCE", 3)
    SparseIndex.build(iter(passages)).save(second)
    for name in ("json", "starts.npy", "passages.npy", "weights.npy"):
        assert (first / f"bm25.{name}").read_bytes() == (second / f"bm25.{name}").read_bytes()


def test_the_best_of_many_are_those_of_a_full_sort() -> None:
    random = np.random.default_rng(5)
    passages = [[f"t{i}" for i in random.integers(40, size=12)] for _ in range(2000)]
    index, terms = SparseIndex.build(passages), {"t1": 1.0, "t2": 0.5, "t3": 2.0}
    scores = index.scores(terms, range(2000))
    best = sorted(range(2000), key=lambda i: (-scores[i], i))
    for limit in (1, 10, 125, 126, 1900):
        ranking = index.search(terms, limit=limit)
        assert ranking.ids.tolist() == [i for i in best[:limit] if scores[i] > 0]
        assert ranking.scores.tolist() == scores[ranking.ids].tolist()
