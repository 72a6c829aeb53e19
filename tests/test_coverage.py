"""How much of a question stands in passages."""

import numpy as np
import pytest

from search.coverage import carried, coverage, held
from search.expansion import OtherName, Query
from search.sparse import SparseIndex

INDEX = SparseIndex.build([["甲"], ["乙", "甲", "甲"], ["丙", "丁"], ["丙"], []])


def query(*other_names: OtherName, **terms: float) -> Query:
    vector = np.zeros(2, dtype=np.float32)
    return Query("…", vector, terms, terms, (), (), (), is_chinese=True, other_names=other_names)


def test_terms_count_by_rarity_and_weight_and_not_by_repeats() -> None:
    shares = coverage(query(甲=1.0, 乙=0.5), INDEX, [0, 1, 4])
    common, rare = INDEX.idf("甲"), 0.5 * INDEX.idf("乙")
    assert shares.tolist() == pytest.approx([common / (common + rare), 1.0, 0.0])


def test_another_name_counts_where_all_its_words_stand() -> None:
    renamed = query(OtherName(("丙", "丁"), frozenset({"甲"})), 甲=1.0, 乙=1.0)
    assert {term: row.tolist() for term, row in held(renamed, INDEX, [0, 2, 3]).items()} == {
        "甲": [True, True, False],
        "乙": [False, False, False],
    }


def test_a_name_without_words_stands_nowhere() -> None:
    nameless = query(OtherName((), frozenset({"甲"})), 甲=1.0)
    assert coverage(nameless, INDEX, [0, 2]).tolist() == [1.0, 0.0]


def test_a_question_without_terms_is_covered_nowhere() -> None:
    assert coverage(query(), INDEX, [0, 1]).tolist() == [0.0, 0.0]
    assert coverage(query(甲=1.0), INDEX, []).tolist() == []


def test_what_the_passages_above_hold_fades_with_their_distance() -> None:
    asked = query(甲=1.0, 丙=1.0, 丁=1.0)  # 丁 is rarer than the two others, which are alike
    same, rare = INDEX.idf("甲"), INDEX.idf("丁")
    shares = carried(asked, INDEX, [[4, 3, 2], [3, 2, 1], [2, 1], [0]]) * (2 * same + rare)
    assert shares.tolist() == pytest.approx([same + rare / 2, rare + same / 2, same, 0.0])


def test_of_a_question_without_terms_nothing_is_carried() -> None:
    assert carried(query(), INDEX, [[1, 0]]).tolist() == [0.0]
