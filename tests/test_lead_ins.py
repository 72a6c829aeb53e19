"""Lead-ins: what a sentence that ends in a colon says of the lines after it."""

import pytest

from kg.clauses.lead_ins import read_lead_in
from kg.clauses.sections import Section, SectionKind
from kg.clauses.slots import slot
from kg.clauses.subjects import NO_TOPIC, Topic
from kg.concepts import ConceptMatcher
from kg.records import Concept

_MATCHER = ConceptMatcher([Concept(name, name) for name in ("堆肥", "烂根", "酵素菌")])


def _lead_in(text: str, topic: Topic) -> Section | None:
    return read_lead_in(slot(text, _MATCHER, 0, len(text)), ("笔记",), topic, _MATCHER, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("堆肥用了两样东西：", SectionKind.USED),
        ("堆肥由下面几样组成：", SectionKind.PARTS),
        ("堆肥分为以下三类：", SectionKind.KINDS),
        ("堆肥分成四步：", SectionKind.PARTS),
    ],
)
def test_a_lead_in_names_what_its_lines_are(text: str, kind: SectionKind) -> None:
    assert _lead_in(text, NO_TOPIC) == Section(kind, ("堆肥",))


def test_a_lead_in_without_a_subject_speaks_of_the_topic() -> None:
    assert _lead_in("省事，靠的是：", NO_TOPIC) is None
    assert _lead_in("省事，靠的是：", Topic(("堆肥",))) == Section(SectionKind.USED, ("堆肥",))
    assert _lead_in("常见的原因有：", Topic(("烂根",))) is None
    assert _lead_in("最常见的是酵素菌：", Topic(("堆肥",))) is None


def test_what_is_gathered_under_a_class_is_of_it() -> None:
    kinds = Section(SectionKind.KINDS, ("堆肥",))
    assert _lead_in("前一晚拌一小堆就行，统称堆肥。", NO_TOPIC) == kinds
    assert _lead_in("统称堆肥的东西很多。", NO_TOPIC) is None


def test_a_sentence_that_ends_otherwise_leads_nothing_in() -> None:
    assert _lead_in("堆肥用了两样东西。", NO_TOPIC) is None
    assert _lead_in("堆肥有讲究：", NO_TOPIC) is None


def test_remedies_that_name_no_trouble_are_those_of_the_problem_spoken_of() -> None:
    text = "治法按我试过的先后来说："
    sentence = slot(text, _MATCHER, 0, len(text))
    found = read_lead_in(sentence, ("笔记",), NO_TOPIC, _MATCHER, text, ("烂根",))
    assert found == Section(SectionKind.REMEDIES, ("烂根",))
    assert _lead_in(text, Topic(("烂根",))) is None
