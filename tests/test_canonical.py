"""Which runs are copies, and of which kind."""

import pytest

from kg.copies.canonical import Likeness, Thresholds, judge
from kg.copies.runs import Run
from kg.copies.units import Unit

THRESHOLDS = Thresholds(min_chars=16, near=0.75, containment=0.9)
KEY = "酵母菌在面团里把糖分解成二氧化碳和酒精气泡"


@pytest.mark.parametrize(
    ("first", "second", "common", "expected"),
    [
        (KEY, KEY, 21, Likeness("exact", 1.0)),
        (KEY[:15], KEY[:15], 15, Likeness("", 1.0)),
        (KEY, KEY[:16] + "一二三四五", 16, Likeness("near", 32 / 42)),
        (KEY, KEY[:15] + "一二三四五六", 15, Likeness("", 30 / 42)),
        (KEY, KEY * 3, 21, Likeness("partial", 1.0)),
        (KEY, KEY * 3, 19, Likeness("partial", 19 / 21)),
        ("abcd" * 15, "abcd" * 15, 60, Likeness("", 1.0)),
    ],
)
def test_kinds(first: str, second: str, common: int, expected: Likeness) -> None:
    units = [_unit(0, first), _unit(1, second)]
    assert judge(Run(1, 1, 0, 0, common, common, common), units, THRESHOLDS) == expected


def test_within_a_note_near_copies_must_be_nearer() -> None:
    units = [_unit(0, KEY), _unit(0, KEY[:17] + "一二三四")]
    assert judge(Run(1, 1, 0, 0, 17, 17, 17), units, THRESHOLDS) == Likeness("", 34 / 42)


LONG = "酵母菌在面团里把糖分解成二氧化碳和酒精气泡被面筋网兜住以后面团就慢慢地发起来"


@pytest.mark.parametrize(
    ("second", "common", "kind"),
    [
        # Many short stretches differ: a rewording.
        ("酵母在面团中将糖转化为二氧化碳与酒精气泡给面筋兜住之后面团便渐渐膨胀起来", 25, "near"),
        # As much differs, but in one stretch: other content in the same frame.
        (f"{LONG[:25]}一二三四五六七八九十一二三", 25, ""),
    ],
)
def test_evenly_reworded_text_may_be_less_alike(second: str, common: int, kind: str) -> None:
    units = [_unit(0, LONG), _unit(1, second)]
    found = judge(Run(1, 1, 0, 0, common, common, common), units, THRESHOLDS)
    assert found == Likeness(kind, 2 * common / (len(LONG) + len(second)))
    assert found.similarity < THRESHOLDS.near


def test_sentences_in_another_order_are_near_and_never_equal() -> None:
    halves = KEY[:10], KEY[10:]
    units = [_unit(0, halves[0]), _unit(0, halves[1]), _unit(1, halves[1]), _unit(1, halves[0])]
    run = Run(2, 3, 0, 1, 21, 11, 10, in_order=False)
    assert judge(run, units, THRESHOLDS) == Likeness("near", 0.9999)


def _unit(document: int, key: str) -> Unit:
    return Unit(document, 0, 0, len(key), key, False, False, False)
