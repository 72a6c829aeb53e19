"""What the page says: the same places to fill in, in each language."""

import string
from dataclasses import asdict

from search.messages import LANGUAGES
from search.page.page_words import LANGUAGE_NAMES, PAGE_WORDS


def fields(text: object) -> set[str | None]:
    parts = text if isinstance(text, tuple) else (text,)
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part)} - {None}


def test_every_language_of_the_command_line_is_there() -> None:
    assert list(PAGE_WORDS) == list(LANGUAGES) == list(LANGUAGE_NAMES)


def test_languages_fill_in_the_same_values() -> None:
    chinese, english = (asdict(PAGE_WORDS[name]) for name in ("zh", "en"))
    assert {key: fields(text) for key, text in chinese.items()} == {
        key: fields(text) for key, text in english.items()
    }


def test_nothing_is_left_unsaid() -> None:
    for words in PAGE_WORDS.values():
        assert [key for key, text in asdict(words).items() if not text] == []
