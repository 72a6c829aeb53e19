"""Item parents: the short item that a block stands inside, by its indentation."""

import pytest

from kg.clauses.item_parents import find_parents
from kg.cleaning import clean
from kg.records import Note


def _parents(text: str) -> list[str]:
    return list(find_parents(clean(Note("/notes/a.md", "a.md", text, "markdown", "utf-8", "0"))))


def test_what_is_indented_more_stands_inside() -> None:
    text = "- 机械表\n\n    走得准。\n\n    - 擒纵轮\n\n- 石英表：\n    - 晶振\n\n好了。\n"
    assert _parents(text) == ["", "- 机械表", "- 机械表", "", "- 石英表", ""]


@pytest.mark.parametrize("item", ["机械表，走得准", "机械表：走得准", "机械表" * 9])
def test_an_item_that_says_more_is_no_heading(item: str) -> None:
    assert _parents(f"- {item}\n    - 擒纵轮\n") == ["", ""]
