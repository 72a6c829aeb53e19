"""Name tagger: stretches of words, and which of them are names."""

import math

import pytest

from kg.learned import name_tagger
from kg.learned.name_features import read_word
from kg.learned.name_tagger import (
    BIAS,
    NameTagger,
    Stretch,
    around,
    edges,
    read_weights,
    stretches,
)
from kg.naming.name_patterns import Unit, wide_runs
from kg.segmentation import Segmenter

_TEXT = "根腐病菌"
_RUN = [Unit("根腐病", 0, 3, latin=False), Unit("菌", 3, 4, latin=False)]


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few weights, so that scores can be worked out by hand."""
    weights = {BIAS: -100, "w:根腐病": 200, "w:根腐病菌": 50, "r1:菌": 100}
    monkeypatch.setattr(name_tagger, "read_weights", lambda: weights)


def test_stretches_hold_four_words_and_more_than_one_character() -> None:
    run = [Unit(letter, at, at + 1, latin=False) for at, letter in enumerate("甲乙丙丁戊")]
    places = [(0, 2), (0, 3), (0, 4), (1, 3), (1, 4), (1, 5), (2, 4), (2, 5), (3, 5)]
    assert [*stretches(run)] == places


def test_what_stands_around_ends_with_its_line() -> None:
    text = "先防\n根腐病菌才好"
    run = [Unit("根腐病", 3, 6, latin=False), Unit("菌", 6, 7, latin=False)]
    opening, closing = [*around(text, run, [read_word(unit) for unit in run])]
    assert opening == (("l1:", "lw:", "lt:|?"), ("r1:菌", "rw:菌", "rt:?|?"))
    assert closing == (("l1:病", "lw:根腐病", "lt:?|?"), ("r1:才", "rw:才好", "rt:?|才"))


def test_what_a_stretch_stands_between_is_told_where_it_ends_its_run() -> None:
    run = [Unit("根腐病", 1, 4, latin=False), Unit("菌", 4, 5, latin=False)]
    assert edges("防根腐病菌，", run) == (("e:.|.", "e:.|，"), ("e:防|.", "e:防|，"))
    assert edges("\n根腐病菌", run) == (("e:.|.", "e:.|"), ("e:|.", "e:|"))


def test_what_a_stretch_stands_between_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_tagger, "read_weights", lambda: {BIAS: 0, "e:|": 100, "e:|.": -100})
    found = {each.end: each.probability for each in NameTagger().tag(_TEXT, [_RUN])}
    assert found == {3: 1 / (1 + math.exp(1)), 4: 1 / (1 + math.exp(-1))}


@pytest.mark.usefixtures("weighed")
def test_the_likeliest_of_those_that_overlap_stands_apart() -> None:
    likely, other = 1 / (1 + math.exp(-2)), 1 / (1 + math.exp(0.5))
    assert [*NameTagger().tag(_TEXT, [_RUN])] == [
        Stretch(0, 3, likely, apart=True),
        Stretch(0, 4, other, apart=False),
    ]


@pytest.mark.usefixtures("weighed")
def test_what_is_less_likely_than_asked_is_not_given() -> None:
    found = NameTagger(least=0.5).tag(_TEXT, [_RUN])
    assert [(each.start, each.end) for each in found] == [(0, 3)]


def test_the_weights_are_of_features_that_texts_have() -> None:
    kinds = {feature.partition(":")[0] for feature in read_weights()}
    own = {"w", "t", "f", "s", "a", "z", "a1", "z1", "b1", "b2", "c1", "c2"}
    assert kinds == own | {BIAS, "l1", "lw", "lt", "r1", "rw", "rt", "e"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("昨天下雨，番茄又得了灰霉病，只好全拔了。", "灰霉病"),
        ("他说胖的人常有胰岛素抵抗，要少吃。", "胰岛素抵抗"),
        ("后来换成梯度裁剪，才算稳住。", "梯度裁剪"),
    ],
)
def test_a_name_said_once_in_running_text_is_likely(text: str, name: str) -> None:
    runs = wide_runs(text, Segmenter())
    found = {text[each.start : each.end]: each for each in NameTagger().tag(text, runs)}
    assert found[name].apart
    assert found[name].probability > 0.65


def test_common_words_are_unlikely() -> None:
    text = "这个办法好，大家再想想别的事情，问题不大。"
    assert [*NameTagger(least=0.3).tag(text, wide_runs(text, Segmenter()))] == []
