"""Words as data: reads the text files of ``lexicon/``."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicon"


def read_lines(name: str) -> Iterator[str]:
    """Give the lines of ``lexicon/<name>.txt`` without comments and blank lines."""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        content = line.strip()
        if content and not content.startswith("#"):
            yield content


@cache
def read_kinds(name: str) -> dict[str, tuple[str, ...]]:
    """Give the words of ``lexicon/<name>.txt`` by kind, from lines ``kind: word | word``."""
    kinds: dict[str, list[str]] = {}
    for line in read_lines(name):
        kind, _, words = line.partition(":")
        kinds.setdefault(kind.strip(), []).extend(word.strip() for word in words.split("|"))
    return {kind: tuple(word for word in words if word) for kind, words in kinds.items()}
