"""Name endings: good, bad, a part."""

from kg.clauses.name_endings import are_parts, is_bad, is_bad_name, is_good, is_good_name, is_person
from kg.clauses.slots import Slotted, slot
from kg.concepts import ConceptMatcher
from kg.records import Concept

_NAMES = ("准确率", "不收敛", "淀粉老化", "卷积层", "更新门", "lstm")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _slot(text: str) -> Slotted:
    return slot(text, _MATCHER, 0, len(text))


def test_good_and_bad() -> None:
    assert [name for name in _NAMES if is_good_name(name)] == ["准确率"]
    assert [name for name in _NAMES if is_bad_name(name)] == ["不收敛", "淀粉老化"]


def test_the_last_name_of_a_group_tells() -> None:
    listed = _slot("准确率、淀粉老化")
    assert (is_good(listed, listed.text), is_bad(listed, listed.text)) == (False, True)


def test_all_of_a_group_are_parts_or_none() -> None:
    parts, mixed = _slot("卷积层和更新门"), _slot("卷积层和LSTM")
    assert (are_parts(parts, parts.text), are_parts(mixed, mixed.text)) == (True, False)


def test_persons() -> None:
    names = ("孕妇", "患者", "债务人", "机器人", "前者", "消费者", "客户", "账户", "教师")
    assert [name for name in names if is_person(name)] == ["孕妇", "患者", "债务人", "客户", "教师"]
