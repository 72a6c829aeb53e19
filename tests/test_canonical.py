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


def _unit(document: int, key: str) -> Unit:
    return Unit(document, 0, 0, len(key), key, False, False, False)
