"""Comparisons: what two wordings share, in what they contradict, and nothing compared twice."""

from kg.copies.comparison import Comparer, Comparison

FIRST = "测试时需要打乱全部样本的顺序"
SECOND = "测试时不需要打乱全部样本的顺序"
OTHER = "骑行之前应当检查刹车片的厚度"


def test_a_contradiction_has_its_reason_in_either_order() -> None:
    expected = Comparison(14, 28 / 29, 1.0, "negation", in_one_point=True)
    comparer = Comparer()
    assert comparer.compare(FIRST, SECOND, near=0.6) == expected
    assert comparer.compare(SECOND, FIRST, near=0.6) == expected
    assert comparer.fresh == 1


def test_what_is_less_alike_than_asked_is_none() -> None:
    comparer = Comparer()
    assert comparer.compare(FIRST, OTHER, near=0.5) is None
    assert comparer.compare(FIRST, SECOND, near=0.99) is None
    assert comparer.compare(FIRST, SECOND, near=0.99, containment=1.0) is not None


def test_known_comparisons_are_not_made_again() -> None:
    first = Comparer()
    first.compare(FIRST, SECOND, near=0.6)
    first.compare(FIRST, OTHER, near=0.6)
    again = Comparer(first.used)
    again.compare(SECOND, FIRST, near=0.6)
    assert again.fresh == 0
    assert list(again.used.items()) == list(first.used.items())[:1]
