"""Stretches of words are told to be terms by what speaks for them, and by their form."""

import pytest

from kg.naming.name_patterns import Unit
from kg.naming.tallies import make_run, tally_runs
from kg.naming.termhood import find_terms

GENERAL_WORDS = 60_000_000


def unit(text: str, tag: str, frequency: int) -> Unit:
    """A Chinese word with its part of speech and how often general Chinese uses it."""
    return Unit(text, 0, len(text), latin=False, tag=tag, frequency=frequency)


ESCAPE = unit("逃逸", "v", 75)
ANALYSIS = unit("分析", "vn", 11086)
WARD = unit("支气管", "n", 240)
ASTHMA = unit("哮喘", "n", 328)
DRUG = unit("链霉素", "n", 48)


def terms(*names: tuple[Unit, ...], sources: set[str]) -> set[str]:
    """The terms among names that each stand once, alone, set apart by ``sources``."""
    texts = ["".join(word.text for word in words) for words in names]
    runs = [make_run(0, text, words) for text, words in zip(texts, names, strict=True)]
    tallies, _ = tally_runs(runs, {key for run in runs for key in ("".join(run.keys), *run.keys)})
    for run in runs:
        tallies["".join(run.keys)].sources |= sources
    return {name for name in find_terms(tallies, 100, GENERAL_WORDS) if tallies[name].sources}


def test_an_uncommon_noun_that_a_clause_is_about_is_a_term() -> None:
    assert terms((DRUG,), sources={"argument"}) == {"链霉素"}
    assert terms((DRUG,), sources=set()) == set()
    assert terms((unit("办公室", "n", 4000),), sources={"argument"}) == set()


@pytest.mark.parametrize("word", ["期限内", "参考价值", "不等价"])
def test_a_phrase_that_the_dictionary_lists_is_none(word: str) -> None:
    assert terms((unit(word, "n", 3),), sources={"argument"}) == set()


def test_several_words_need_two_signs() -> None:
    assert terms((WARD, ASTHMA), sources={"argument"}) == set()
    assert terms((WARD, ASTHMA), sources={"argument", "listed"}) == {"支气管哮喘"}


def test_words_that_clauses_are_about_again_are_a_name() -> None:
    line, edge = unit("决策", "n", 2953), unit("边界", "n", 1815)
    assert terms((line, edge), sources={"argument"}) == set()
    assert terms((line, edge), (line, edge), sources={"argument"}) == {"决策边界"}
    size, data = unit("大规模", "b", 3965), unit("数据", "n", 5232)
    assert terms((size, data), (size, data), sources={"argument"}) == set()


def test_a_label_that_a_clause_is_about_is_a_name() -> None:
    stars = unit("星空", "n", 260), unit("摄影", "n", 1279)
    assert terms(stars, sources={"argument", "label"}) == {"星空摄影"}


def test_a_rare_word_that_clauses_are_about_is_a_term_if_it_recurs() -> None:
    spoke, lodger = unit("辐条", "n", 12), unit("房东", "n", 129)
    assert terms(*3 * [(spoke,)], sources={"argument"}) == {"辐条"}
    assert terms(*3 * [(lodger,)], sources={"argument"}) == set()


def test_a_kind_of_event_is_a_name() -> None:
    fatal, loss = unit("灾难性", "n", 95), unit("遗忘", "v", 320)
    assert terms((fatal, loss), sources={"argument"}) == {"灾难性遗忘"}
    assert terms((unit("灾难", "n", 95), loss), sources={"argument"}) == set()


def test_names_that_end_alike_speak_for_each_other() -> None:
    heart = unit("心源性", "n", 400)
    assert terms((WARD, ASTHMA), (heart, ASTHMA), sources={"argument"}) == {
        "支气管哮喘",
        "心源性哮喘",
    }


def test_a_general_word_heads_names_only_if_it_seldom_stands_alone() -> None:
    kinds = [(unit(first, "n", 700), ANALYSIS) for first in ("别名", "语法", "语义")]
    assert terms((ESCAPE, ANALYSIS), *kinds, sources={"argument"}) == {
        *("逃逸分析", "别名分析", "语法分析", "语义分析")
    }
    assert terms((ESCAPE, ANALYSIS), (ANALYSIS,), *kinds[:1], sources={"argument"}) == set()


@pytest.mark.parametrize(
    "words",
    [
        (unit("倒入", "v", 60), ASTHMA),
        (WARD, unit("升高", "v", 1142)),
        (unit("完全", "d", 9000), DRUG),
        (unit("问", "n", 34296), DRUG),
        (DRUG, unit("掉", "zg", 8344)),
        (DRUG, unit("一字之差", "l", 9)),
        (WARD, DRUG, unit("手册", "n", 800)),
    ],
)
def test_what_looks_like_a_clause_is_no_term(words: tuple[Unit, ...]) -> None:
    assert terms(words, sources={"argument", "listed"}) == set()


def test_proper_latin_names_are_terms_and_variables_are_not() -> None:
    latin = [Unit(text, 0, len(text), latin=True) for text in ("Haskell", "STEMI", "x1", "loss")]
    assert terms(*((word,) for word in latin), sources={"argument"}) == {"haskell", "stemi"}


def test_a_word_of_speech_is_a_term_where_it_is_always_written_in_capitals() -> None:
    def found(*surfaces: str) -> set[str]:
        units = [Unit(text, 0, len(text), latin=True) for text in surfaces]
        runs = [make_run(0, word.text, [word]) for word in units]
        tallies, _ = tally_runs(runs, ())
        return set(find_terms(tallies, 100, GENERAL_WORDS))

    assert found("CAN", "CAN", "CAN") == {"can"}
    assert found("CAN", "CAN") == set()
    assert found("CAN", "CAN", "can") == set()
    assert found("TODO", "TODO", "TODO") == set()
