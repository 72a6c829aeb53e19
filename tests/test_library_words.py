"""What the pages of duplicates and notes say: the same places to fill in, in each language."""

import string
from dataclasses import asdict

from search.messages import LANGUAGES
from search.page.library_words import LIBRARY_WORDS


def fields(text: object) -> set[str | None]:
    parts = text if isinstance(text, tuple) else (text,)
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part)} - {None}


def test_languages_fill_in_the_same_values_and_leave_nothing_unsaid() -> None:
    assert list(LIBRARY_WORDS) == list(LANGUAGES)
    chinese, english = (asdict(LIBRARY_WORDS[name]) for name in ("zh", "en"))
    assert {key: fields(text) for key, text in chinese.items()} == {
        key: fields(text) for key, text in english.items()
    }
    assert [key for key in chinese if not chinese[key] or not english[key]] == []
