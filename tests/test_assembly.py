"""What the notes hold, put together as a knowledge base."""

from kg.aliases import Contradiction
from kg.records import Evidence
from search.assembly import describe


def test_a_contradiction_is_a_line_in_no_language() -> None:
    said = Evidence("a.md", 3, 10, 20, "LN 也叫批归一化。")
    assert describe(Contradiction("LN", "批归一化", "LN ≠ BN", said)) == (
        "LN ≠ 批归一化: LN ≠ BN (a.md:3)"
    )
    assert describe(Contradiction("甲", "乙", "aliases.txt", None)) == "甲 ≠ 乙: aliases.txt"
