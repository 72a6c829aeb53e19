"""What the terminal says: every reason that a stage gives has its words in each language."""

import pytest

from kg.records import DropReason
from search.messages import LANGUAGES, say_size


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_furniture_has_its_words(language: str) -> None:
    assert set(LANGUAGES[language].furniture_reasons) == set(DropReason)


def test_reasons_are_in_the_language_of_the_reader() -> None:
    assert LANGUAGES["zh"].furniture_reasons["licence line"] == "版权声明"
    assert LANGUAGES["en"].furniture_reasons["licence line"] == "licence line"


@pytest.mark.parametrize(
    ("size_bytes", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (43_210, "43.2 KB"),
        (999_940, "999.9 KB"),
        (999_960, "1.0 MB"),
        (1_250_000_000, "1.2 GB"),
        (5_000_000_000_000, "5000.0 GB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_keeps_it_short(size_bytes: int, said: str) -> None:
    assert say_size(size_bytes) == said
