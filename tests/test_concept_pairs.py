"""Concept pairs: which concepts are paired, and the words that are kept of their surroundings."""

from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.learned.concept_pairs import Pair, pair_concepts
from kg.records import Concept, Note

_NAMES = ("滴灌", "喷灌", "裂果", "漏水", "水管", "覆膜")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _pairs(text: str) -> list[Pair]:
    document = clean(Note("/notes/a.md", "a.md", text, "markdown", "utf-8", "0"))
    return [pair for _, pairs in pair_concepts(document, _MATCHER) for pair in pairs]


def _names(text: str) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in _pairs(text)]


def test_a_pair_keeps_the_words_around_with_marks_for_other_concepts() -> None:
    (first,) = _pairs("大家都说用滴灌能减少裂果，就要换水管，也换喷灌。\n")
    assert (first.first.name, first.second.name) == ("滴灌", "裂果")
    assert (first.before, first.between) == ("大家都说用", "能减少")
    assert first.after == "，就要换◇，也换◇。"
    assert first.heading == ""
    assert not first.item


def test_an_enumeration_is_one_side_of_a_pair() -> None:
    (pair,) = _pairs("滴灌、喷灌都怕漏水。\n")
    assert pair.first.concepts == ("滴灌", "喷灌")
    assert pair.second.concepts == ("漏水",)
    assert (pair.first.name, pair.between) == ("喷灌", "都怕")


def test_concepts_of_two_clauses_or_far_apart_are_no_pair() -> None:
    assert _names("滴灌好，但裂果。\n") == []
    assert _names("滴灌能减少裂果和换水管。\n") == [("滴灌", "裂果"), ("裂果", "水管")]
    assert _names("滴灌" + "很" * 25 + "裂果。\n") == [("滴灌", "裂果")]
    assert _names("滴灌" + "很" * 26 + "裂果。\n") == []


def test_a_concept_named_twice_is_no_pair_with_itself() -> None:
    assert _names("滴灌就是滴灌。\n") == []


def test_a_heading_pairs_with_the_first_clause_below_it() -> None:
    pairs = _pairs("## 怎么防止裂果\n\n- 覆膜：盖住地面，水管埋深一点\n")
    assert [(pair.first.name, pair.second.name) for pair in pairs if pair.heading] == [
        ("裂果", "覆膜")
    ]
    assert pairs[0].heading == "怎么防止◈"
    assert (pairs[0].between, pairs[0].after) == ("", "：盖住地面，◇埋深一点")
    assert pairs[0].item


def test_a_sentence_that_names_the_heading_s_concept_is_not_paired_with_it() -> None:
    pairs = _pairs("## 滴灌\n\n滴灌能减少裂果。\n")
    assert [(pair.first.name, pair.heading) for pair in pairs] == [("滴灌", "")]


def test_only_what_is_stated_has_pairs() -> None:
    assert _names("滴灌能减少裂果吗？\n") == []
    assert _names("滴灌会导致裂果。错误，不会。\n") == []
    assert _names("## 滴灌如何防范裂果\n") == []
