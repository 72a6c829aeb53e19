"""Relation classifier: plain wordings of each relation, and what it must not believe."""

import pytest

from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.learned import relation_classifier
from kg.learned.relation_classifier import classify, classify_document
from kg.records import Concept, Note, RelationType

_NAMES = ("滴灌", "喷灌", "裂果", "水管", "节水灌溉", "产量", "压力泵")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _read(text: str) -> set[str]:
    document = clean(Note("/notes/a.md", "a.md", f"{text}\n", "markdown", "utf-8", "0"))
    return {
        f"{head} {statement.relation} {tail}"
        for statement, _ in classify_document(document, _MATCHER)
        for head in statement.heads
        for tail in statement.tails
    }


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("滴灌可以有效缓解裂果。", "滴灌 mitigates 裂果"),
        ("裂果可以用滴灌来解决。", "滴灌 mitigates 裂果"),
        ("喷灌容易导致裂果。", "喷灌 causes 裂果"),
        ("裂果是由喷灌引起的。", "喷灌 causes 裂果"),
        ("滴灌能提高产量。", "滴灌 improves 产量"),
        ("滴灌是一种节水灌溉方法。", "滴灌 is_a 节水灌溉"),
        ("滴灌由水管和压力泵组成。", "水管 part_of 滴灌"),
        ("喷灌靠压力泵工作。", "喷灌 uses 压力泵"),
        ("滴灌不同于喷灌。", "滴灌 contrasts 喷灌"),
    ],
)
def test_a_plain_wording_is_read(text: str, stated: str) -> None:
    assert stated in _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "滴灌不能缓解裂果。",
        "不用滴灌会导致裂果。",
        "如果滴灌能缓解裂果就好了。",
        "滴灌能缓解裂果吗？",
        "滴灌能降低产量。",
        "滴灌缓解裂果的，留下。",
        "滴灌能减少裂果的面积。",
        "滴灌的气味会导致裂果。",
        "裂果要是能用滴灌解决就好了。",
        "滴灌能解决裂果吗",
        "滴灌，裂果。",
    ],
)
def test_what_is_denied_supposed_asked_or_senseless_is_not_believed(text: str) -> None:
    assert {each for each in _read(text) if "mitigates" in each or "causes" in each} == set()


def test_a_line_under_a_heading_tells_what_the_heading_asks() -> None:
    assert _read("## 裂果的解决办法\n\n- 滴灌\n") == {"滴灌 mitigates 裂果"}


def test_under_a_heading_of_myths_nothing_is_stated() -> None:
    assert _read("## 常见误区\n\n- 滴灌能解决裂果\n") == set()


def test_what_is_adjusted_under_a_heading_does_nothing_itself() -> None:
    assert _read("## 裂果的解决办法\n\n- 滴灌调低\n") == set()


def test_a_verdict_is_the_likeliest_relation_with_its_probability(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["bias\tnone 1.0 causes 0.0 causes< 0.0", "m:致\tcauses 2.0 causes< 0.5 none -1.0"]
    monkeypatch.setattr(relation_classifier, "read_lines", lambda name: iter(lines))
    relation_classifier.read_weights.cache_clear()
    try:
        verdict = classify({"m:致", "m:未见过"})
        nothing = classify(set())
    finally:
        relation_classifier.read_weights.cache_clear()
    assert (verdict.relation, verdict.backward) == (RelationType.CAUSES, False)
    assert verdict.probability == pytest.approx(0.7361, abs=1e-4)  # e² / (e² + √e + e⁰)
    assert nothing.probability == pytest.approx(0.2119, abs=1e-4)


def test_a_hedge_lowers_the_confidence() -> None:
    def sureness(text: str) -> float:
        document = clean(Note("/notes/a.md", "a.md", text, "markdown", "utf-8", "0"))
        ((statement, _),) = classify_document(document, _MATCHER)
        return statement.confidence

    assert sureness("据说喷灌会导致裂果。\n") < 0.5 < sureness("喷灌会导致裂果。\n") <= 0.8
