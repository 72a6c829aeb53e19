"""Passages that two rankings put up become one list of hits."""

import re

import numpy as np
import pytest

from kg.records import Passage
from search.dense import DenseIndex
from search.expansion import Query
from search.fusion import (
    CARRIED_WEIGHT,
    COVERAGE_WEIGHT,
    CUE_BONUS,
    SUBSTANCE_WEIGHT,
    TOPIC_BONUS,
)
from search.retriever import Retriever, run_above
from search.sparse import SparseIndex
from search.windows import Windows

EMBEDDINGS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)
TERMS = [["甲"], ["乙", "甲"], ["乙"], ["丙"]]
PASSAGES = [
    Passage(f"/n/{i}.md", f"{i}.md", 0, 1, 1, 1, (), "", text) for i, text in enumerate("甲乙丙丁")
]
QUERY = np.array([1, 0], dtype=np.float32)


def asked(*terms: str, topic: str = "", cue: str = "") -> Query:
    weights = dict.fromkeys(terms, 1.0)
    return Query(
        "…",
        QUERY,
        weights,
        weights,
        (),
        (),
        (),
        is_chinese=True,
        topic=re.compile(topic) if topic else None,
        cue=re.compile(cue) if cue else None,
    )


def retriever(substance: tuple[float, ...] = (1, 1, 1, 1)) -> Retriever:
    return Retriever(
        PASSAGES,
        DenseIndex.build(EMBEDDINGS),
        SparseIndex.build(TERMS),
        np.array(substance, dtype=np.float32),
    )


def test_hits_hold_what_their_score_is_made_of() -> None:
    hits = retriever().search(asked("甲", "丙"))
    cosines = np.array([1, 0, 0.6, 0.8])
    common, rare = (SparseIndex.build(TERMS).idf(term) for term in ("甲", "丙"))
    shares = np.array([common, common, 0, rare]) / (common + rare)
    fused = (cosines - cosines.mean()) / cosines.std() + COVERAGE_WEIGHT * shares
    fused += SUBSTANCE_WEIGHT
    order = np.argsort(-fused).tolist()
    assert [hit.id for hit in hits] == order == [3, 0, 1, 2]
    assert [hit.passage for hit in hits] == [PASSAGES[i] for i in order]
    assert [hit.score for hit in hits] == pytest.approx(fused[order].tolist(), abs=1e-5)
    assert [hit.dense for hit in hits] == pytest.approx(cosines[order].tolist())
    assert [hit.coverage for hit in hits] == pytest.approx(shares[order].tolist())


def test_the_nearest_window_counts_for_more_than_the_whole() -> None:
    windows = Windows(np.array([[0, 1], [1, 0]], dtype=np.float32), np.array([0, 0, 2, 2, 2]))
    with_windows = Retriever(
        PASSAGES,
        DenseIndex.build(EMBEDDINGS),
        SparseIndex.build(TERMS),
        np.ones(4, dtype=np.float32),
        windows,
    )
    nearness = {hit.id: hit.dense for hit in with_windows.search(asked())}
    assert nearness == pytest.approx({0: 1.0, 1: 0.6, 2: 0.6, 3: 0.8})
    assert [hit.id for hit in with_windows.search(asked())] == [0, 3, 1, 2]


def test_a_run_ends_where_its_note_begins() -> None:
    of_one_note = [PASSAGES[0], *[PASSAGES[1]] * 4]
    runs = [run_above(i, of_one_note.__getitem__) for i in range(5)]
    assert runs == [[0], [1], [2, 1], [3, 2, 1], [4, 3, 2]]


def test_a_passage_gains_by_what_the_one_above_it_holds() -> None:
    one_note = Retriever(
        [PASSAGES[0]] * 4,
        DenseIndex.build(EMBEDDINGS),
        SparseIndex.build(TERMS),
        np.ones(4, dtype=np.float32),
    )
    alone = {hit.id: hit.score for hit in retriever().search(asked("甲"))}
    below = {hit.id: hit.score for hit in one_note.search(asked("甲"))}
    gains = {i: below[i] - alone[i] for i in alone}
    assert gains == pytest.approx({0: 0, 1: 0, 2: CARRIED_WEIGHT, 3: CARRIED_WEIGHT / 2}, abs=1e-5)


def test_a_bare_heading_is_held_back() -> None:
    whole = retriever().search(asked())[0]
    bare = next(h for h in retriever((0, 1, 1, 1)).search(asked()) if h.id == whole.id)
    assert whole.id == 0
    assert bare.score == pytest.approx(whole.score - SUBSTANCE_WEIGHT)


def test_a_passage_that_turns_to_the_topic_gains_a_little() -> None:
    plain = {hit.id: hit.score for hit in retriever().search(asked())}
    turned = {hit.id: hit.score for hit in retriever().search(asked(topic="丙"))}
    assert turned[2] == pytest.approx(plain[2] + TOPIC_BONUS)
    assert {i: turned[i] for i in (0, 1, 3)} == {i: plain[i] for i in (0, 1, 3)}


def test_a_passage_that_says_the_kind_of_thing_asked_for_gains_a_little() -> None:
    plain = {hit.id: hit.score for hit in retriever().search(asked())}
    told = {hit.id: hit.score for hit in retriever().search(asked(topic="丙", cue="乙|丙"))}
    gains = {i: told[i] - plain[i] for i in plain}
    assert gains == pytest.approx({0: 0, 1: CUE_BONUS, 2: TOPIC_BONUS + CUE_BONUS, 3: 0})


def test_limit_cuts_and_ties_stay_in_note_order() -> None:
    same = Retriever(
        PASSAGES,
        DenseIndex.build(np.tile(QUERY, (4, 1))),
        SparseIndex.build([["甲"]] * 4),
        np.ones(4, dtype=np.float32),
    )
    assert [hit.id for hit in same.search(asked("甲"), limit=3)] == [0, 1, 2]
    assert [hit.id for hit in same.search(asked(), limit=99)] == [0, 1, 2, 3]


def test_no_passages_give_no_hits() -> None:
    empty = Retriever(
        [],
        DenseIndex.build(EMBEDDINGS[:0]),
        SparseIndex.build([]),
        np.ones(0, dtype=np.float32),
    )
    assert empty.search(asked("甲")) == []


def test_errors() -> None:
    with pytest.raises(ValueError, match="limit must be at least 1, got 0"):
        retriever().search(asked(), limit=0)
    with pytest.raises(ValueError, match=r"substance differ in length: \[3, 4\]"):
        retriever((1, 1, 1))
