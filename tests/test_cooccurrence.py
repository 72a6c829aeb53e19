"""Pair counts and NPMI on mentions written by hand."""

import math

import pytest

from kg.cooccurrence import PairCounts, count_pairs, npmi, without_copies
from kg.records import Mention, Passage


def mention(concept: str, passage: int, start: int = 0) -> Mention:
    return Mention(concept, passage, start, start + len(concept))


def passage(source: str, start: int, text: str) -> Passage:
    return Passage(source, source, start, start + len(text), 1, 1, (), "", text)


MENTIONS = [
    mention("梯度消失", 0, 5),
    mention("bn", 0, 0),
    mention("bn", 0, 20),
    mention("relu", 1, 0),
    mention("bn", 1, 9),
    mention("梯度消失", 2, 0),
    mention("bn", 2, 8),
]


def test_counts_passages_not_mentions() -> None:
    assert count_pairs(MENTIONS) == PairCounts(
        concepts={"bn": 3, "relu": 1, "梯度消失": 2},
        pairs={("bn", "relu"): 1, ("bn", "梯度消失"): 2},
    )


def test_what_another_passage_says_in_the_same_words_pairs_nothing_again() -> None:
    text = "齿轮带动链条，链条又带动后轮慢慢地转起来。"
    passages = [passage("a.md", 0, text), passage("b.md", 30, text.replace("，", "; "))]
    said = [Mention("齿轮", 0, 0, 2), Mention("链条", 0, 4, 6)]
    again = [Mention("齿轮", 1, 30, 32), Mention("链条", 1, 34, 36)]
    assert without_copies(said + again, passages) == said
    assert without_copies(again + said, passages) == again


def test_order_of_mentions_does_not_matter() -> None:
    forward, backward = count_pairs(MENTIONS), count_pairs(MENTIONS[::-1])
    assert list(forward.pairs.items()) == list(backward.pairs.items())
    assert list(forward.concepts.items()) == list(backward.concepts.items())


def test_no_mentions_give_no_counts_and_no_weights() -> None:
    assert count_pairs([]) == PairCounts({}, {})
    assert npmi(count_pairs([]), passages=0) == {}


def test_crowded_passage_pairs_only_its_most_named_concepts() -> None:
    crowded = [
        mention("首个", 0, 0),
        mention("bn", 0, 10),
        mention("bn", 0, 20),
        mention("次个", 0, 30),
        mention("relu", 0, 40),
        mention("relu", 0, 50),
    ]
    counts = count_pairs(crowded, max_concepts_per_passage=3)
    assert counts.pairs == {("bn", "relu"): 1, ("bn", "首个"): 1, ("relu", "首个"): 1}
    assert counts.concepts == {"bn": 1, "relu": 1, "次个": 1, "首个": 1}


def test_npmi_matches_the_formula_by_hand() -> None:
    weights = npmi(count_pairs(MENTIONS), passages=4)
    # p(bn)=3/4, p(梯度消失)=2/4, together 2/4: ln(4/3) / ln 2. With relu at 1/4: ln(4/3) / ln 4.
    assert weights == {
        ("bn", "relu"): pytest.approx(math.log(4 / 3) / math.log(4)),
        ("bn", "梯度消失"): pytest.approx(math.log(4 / 3) / math.log(2)),
    }


@pytest.mark.parametrize(
    ("left", "right", "together", "passages", "expected"),
    [
        (2, 2, 2, 8, 1.0),  # only together
        (5, 5, 5, 5, 1.0),  # in all passages
        (4, 2, 1, 8, 0.0),  # independent
        (5, 5, 1, 9, math.log(9 / 25) / math.log(9)),  # they avoid each other
    ],
)
def test_npmi_at_its_landmarks(
    left: int, right: int, together: int, passages: int, expected: float
) -> None:
    counts = PairCounts({"a": left, "b": right}, {("a", "b"): together})
    assert npmi(counts, passages=passages) == {("a", "b"): pytest.approx(expected, abs=1e-15)}


def test_npmi_refuses_fewer_passages_than_counted() -> None:
    with pytest.raises(ValueError, match="passages is 2, but a concept occurs in 3"):
        npmi(count_pairs(MENTIONS), passages=2)
