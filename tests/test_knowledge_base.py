"""What a knowledge base in memory gives."""

from kg.records import Alias, Concept
from search.knowledge_base import concept_words


def test_concept_words_are_all_names_in_order() -> None:
    concepts = [Concept("b", "乙", (Alias("B"), Alias("乙二"))), Concept("a", "甲")]
    assert concept_words(concepts) == ["乙", "B", "乙二", "甲"]
    assert concept_words([]) == []
