"""What says an English name of the notes in Chinese is a name where it stands alone."""

import pytest

from kg.cleaning import clean
from kg.naming.plain_text import plain
from kg.naming.rendered_names import rendered_names
from kg.records import Note
from kg.segmentation import Segmenter
from kg.terminology import discover


def found(text: str, *names: str) -> list[str]:
    """What a text says of the names in Chinese."""
    return [*rendered_names(names, [plain(text, 0, len(text))])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（c）分页优化器，省内存", ["分页优化器"]),
        ("所以上升时间长", []),  # Of no name here.
        ("把分页优化器和量化合用", ["分页优化器"]),
        ("换成新分页优化器组", []),  # A part of something else.
        ("用了不分页优化器", []),
    ],
)
def test_renderings_that_stand_alone_are_names(text: str, names: list[str]) -> None:
    assert found(text, "Paged Optimizers") == names


def test_one_english_word_tells_no_name() -> None:
    assert found("电压，很高", "voltage") == []


def test_a_rendering_is_a_candidate() -> None:
    text = "# 显存\n\nPaged Optimizers 省显存。\n\n先量化，（二）分页优化器，再训练。\n"
    note = clean(Note("/n.md", "n.md", text, "markdown", "utf-8", "0" * 64))
    assert "分页优化器" in {candidate.name for candidate in discover([note], Segmenter())}
