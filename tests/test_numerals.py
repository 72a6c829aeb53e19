"""Numerals of digits, of Chinese ones and of both."""

import pytest

from kg.numerals import value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("7", 7),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零三", 103),
        ("3万", 30_000),
        ("三万二千", 32_000),
        ("一亿", 100_000_000),
    ],
)
def test_what_a_numeral_comes_to(numeral: str, number: int) -> None:
    assert value(numeral) == number
