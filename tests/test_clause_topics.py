"""Clause topics: the clauses of a sentence, and what each speaks of."""

from kg.clauses.clause_topics import continues, split_clauses
from kg.clauses.slots import slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("热备", "冷备")])


def _topics(text: str, topic: Topic = NO_TOPIC, *, lasting: bool = False) -> list[tuple[str, ...]]:
    sentence = slot(text, _MATCHER, 0, len(text))
    clauses = split_clauses(sentence, sentence.text, topic, lasting=lasting)
    return [said_of.concepts for _, _, said_of in clauses]


def test_a_clause_speaks_of_what_the_one_before_opens_with() -> None:
    assert _topics("热备快，也稳，机器要两台，很贵") == [(), ("热备",), (), ()]


def test_a_second_subject_leaves_it_open_which_is_meant() -> None:
    assert _topics("热备快，冷备慢，也省") == [(), ("热备",), ()]


def test_an_unknown_subject_ends_the_topic_up_to_a_resuming_word() -> None:
    topic = Topic(("热备",), near=True)
    assert _topics("机器要两台，很贵，还占地方", topic) == [(), (), ("热备",)]
    assert _topics("机器要两台，很贵", topic, lasting=True) == [("热备",), ("热备",)]


def test_the_rest_runs_from_a_clause_to_the_end() -> None:
    sentence = slot("快，也稳", _MATCHER, 0, 4)
    clauses = split_clauses(sentence, sentence.text, NO_TOPIC, lasting=False)
    assert [(clause, rest) for clause, rest, _ in clauses] == [("快", "快，也稳"), ("也稳", "也稳")]


def test_what_goes_on_about_a_topic() -> None:
    assert [continues(clause) for clause in ("从而更快", "包括两种", "由于慢", "机器贵")] == [
        *(True, True, False, False)
    ]
