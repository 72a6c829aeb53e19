"""What the terminal says: every reason that a stage gives has its words in each language."""

import pytest

from kg.copies import boilerplate
from kg.pages import line_evidence
from search.messages import LANGUAGES

REASONS = {
    *(
        getattr(line_evidence, name)
        for name in (
            "NAVIGATION",
            "DATE",
            "COUNTER",
            "LABEL",
            "LICENCE",
            "PROMPT",
            "ADVERT",
            "LINKS",
            "PLACEHOLDER",
            "REGION",
            "ISOLATED",
            "REPEATED",
            "FRONT_MATTER",
            "OUTSIDE",
        )
    ),
    boilerplate.REPEATED,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_furniture_has_its_words(language: str) -> None:
    assert set(LANGUAGES[language].furniture_reasons) == REASONS


def test_reasons_are_in_the_language_of_the_reader() -> None:
    assert LANGUAGES["zh"].furniture_reasons["licence line"] == "版权声明"
    assert LANGUAGES["en"].furniture_reasons["licence line"] == "licence line"
