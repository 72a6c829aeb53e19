"""Copied words are known by what stands around a name, even where one side was changed."""

import pytest

from kg.naming.repeats import Repeats

TEXT = "先把所有零件洗净晾干再上油，轴承要每个月检查一次磨损的情况。"


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        (TEXT, True),
        (TEXT.replace("，", "; "), True),
        (TEXT.replace("先把所有零件洗净晾干再上油", "换完以后"), True),
        (TEXT.replace("检查一次磨损的情况", "清洗"), True),
        ("换完以后，轴承要每个月检查一次。", False),
        ("轴承", False),
    ],
)
def test_the_letters_around_a_name_tell_copies(text: str, copied: bool) -> None:
    said = Repeats()
    at = TEXT.index("轴承")
    assert not said.is_copy(TEXT, at, at + 2, place=0)
    at = text.index("轴承")
    assert said.is_copy(text, at, at + 2, place=1) == copied


def test_a_place_may_say_a_thing_twice() -> None:
    said = Repeats()
    assert [said.is_copy(TEXT, 3, 5, place=place) for place in (4, 4, 5, 4)] == [
        False,
        False,
        True,
        False,
    ]
