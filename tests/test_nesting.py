"""Of names inside names those stay that people use."""

from collections import Counter

from kg.naming.name_patterns import Unit
from kg.naming.nesting import settle, take_whole
from kg.naming.tallies import Tally


def tally(words: str, count: int, *sources: str) -> Tally:
    """A tally of words parted by bars.

    Latin ones are ASCII, ``v:`` marks a common verb and ``vn:`` one that is a noun too.
    """
    units = tuple(
        Unit(
            word.removeprefix("v:").removeprefix("vn:"),
            0,
            1,
            latin=word.isascii(),
            verb=word.startswith("v:"),
            tag="vn" if word.startswith("vn:") else "",
        )
        for word in words.split("|")
    )
    name = "".join(unit.text for unit in units)
    return Tally(units, Counter({name: count}), set(sources))


def settled(*tallies: Tally) -> list[str]:
    """The names that stay, sorted."""
    pool = {"".join(found.units).casefold(): found for found in tallies}
    settle(pool, dict(pool))
    return sorted(pool)


def test_a_part_that_hardly_stands_alone_goes() -> None:
    assert settled(tally("梯度|消失", 9, "cohesion"), tally("消失", 10, "word")) == ["梯度消失"]
    assert settled(tally("梯度|消失", 3, "cohesion"), tally("梯度", 10, "word")) == [
        "梯度",
        "梯度消失",
    ]


def test_a_name_with_an_idle_word_goes() -> None:
    names = tally("死锁", 5, "heading"), tally("死锁|问题", 2, "cohesion")
    assert settled(*names) == ["死锁"]


def test_a_class_word_makes_no_new_name_of_a_latin_one() -> None:
    names = tally("ReLU", 5, "latin"), tally("ReLU|函数", 2, "cohesion")
    assert settled(*names) == ["relu"]


def test_a_letter_makes_no_new_name_of_a_known_one() -> None:
    assert settled(tally("容器", 5, "heading"), tally("容器|D", 2, "statement")) == ["容器"]
    assert settled(tally("容器", 2, "heading"), tally("容器|D", 2, "statement")) == [
        "容器",
        "容器d",
    ]


def test_two_known_names_side_by_side_are_one_if_the_tagger_takes_them_for_one() -> None:
    parts = tally("分层", 3, "word"), tally("Trie", 5, "latin")
    assert settled(tally("分层|Trie", 2, "cohesion"), *parts) == ["trie", "分层"]
    assert settled(tally("分层|Trie", 2, "tagged"), *parts) == ["trie", "分层", "分层trie"]


def test_a_remark_in_parentheses_is_no_name() -> None:
    assert settled(tally("v:增加|甜度", 1, "gloss")) == []
    assert settled(tally("v:写|惩罚", 1, "gloss")) == ["写惩罚"]


def test_a_name_that_its_translation_shows_whole_may_begin_with_a_verb() -> None:
    names = tally("v:支持|向量机", 1, "title"), tally("向量机", 3, "gloss")
    assert settled(*names) == ["向量机", "支持向量机"]


def test_a_verb_and_a_known_name_are_no_name() -> None:
    assert settled(tally("v:解决|死锁", 2, "heading"), tally("死锁", 5, "heading")) == ["死锁"]


def test_two_known_names_that_one_clause_runs_together_are_no_name() -> None:
    known = tally("索引", 5, "heading"), tally("主键", 5, "heading")
    assert settled(*known, tally("索引|主键", 1, "statement")) == ["主键", "索引"]
    assert settled(*known, tally("索引|主键", 1, "heading")) == ["主键", "索引", "索引主键"]


def test_a_known_name_and_what_is_done_with_another_are_no_name() -> None:
    known = tally("红黑树", 2, "heading"), tally("描述符", 2, "definition")
    assert settled(*known, tally("红黑树|vn:管理|描述符", 1, "statement")) == ["描述符", "红黑树"]


def test_how_often_a_known_thing_happens_is_no_name() -> None:
    assert settled(tally("回表", 3, "heading"), tally("回表|次数", 1, "statement")) == ["回表"]


def test_a_method_of_a_known_thing_is_a_name_if_something_is_said_of_it() -> None:
    assert settled(tally("动量", 5, "heading"), tally("动量|法", 2, "cohesion")) == ["动量"]
    assert settled(tally("动量", 5, "heading"), tally("动量|法", 2, "statement")) == [
        "动量",
        "动量法",
    ]


def test_a_predicate_inside_shows_a_clause() -> None:
    assert settled(tally("张力|v:影响|走线", 1, "statement")) == []


def test_a_clause_may_be_about_a_known_kind_of_thing() -> None:
    known = tally("缓存", 5, "heading"), tally("命中率", 3, "heading")
    kind = tally("缓存|命中率", 1, "statement", "argument")
    assert settled(*known, kind) == ["命中率", "缓存", "缓存命中率"]


def test_a_whole_name_stands_for_the_end_that_is_taken_for_it() -> None:
    def taken(word: str, count: int, *sources: str) -> tuple[list[str], dict[str, float]]:
        whole, end = tally(f"{word}|清缴", count), tally("清缴", count, *sources)
        end.before[word.removeprefix("v:")] = count
        pool, likely = {"清缴": end}, {"清缴": 0.6}
        take_whole(pool, {"清缴": end, "".join(whole.units): whole}, likely)
        return sorted(pool), likely

    assert taken("汇算", 3, "tagged") == (["汇算清缴"], {"清缴": 0.6, "汇算清缴": 0.6})
    assert taken("汇算", 1, "tagged") == (["清缴"], {"清缴": 0.6})
    assert taken("汇算", 3, "tagged", "bold") == (["清缴"], {"清缴": 0.6})
    assert taken("v:使用", 3, "tagged") == (["清缴"], {"清缴": 0.6})
