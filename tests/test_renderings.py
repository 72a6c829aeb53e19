"""Names are put word by word into Chinese, and Chinese ones compared by what their words mean."""

import re

import pytest

from kg.naming.renderings import meanings, openings, pieces, renderings, senses
from kg.wordlists import read_lines

_LINE = re.compile(r"[a-z]+(?: [a-z]+)*: [\u4e00-\u9fffα-ω]+(?: \| [\u4e00-\u9fff]+)*")


def test_every_line_of_the_lexicon_renders_english_words() -> None:
    assert [line for line in read_lines("translations") if not _LINE.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PageTable", ["Page", "Table"]),
        ("rate of return", ["rate", "of", "return"]),
        ("B+ 树", ["B", "+", "树"]),
        ("Lock-free", ["Lock", "free"]),
        ("end to end", ["end", "end"]),
    ],
)
def test_a_name_has_pieces(name: str, words: list[str]) -> None:
    assert pieces(name) == words


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("salt water", {"盐水", "水盐"}),
        ("KL divergence", {"kl散度", "散度kl"}),
        ("decision trees", {"决策树", "判定树", "树决策", "树判定"}),
        ("hash表", {"哈希表", "散列表", "表哈希", "表散列"}),
        ("voltage", {"电压"}),
        ("Foo Bar", set()),  # No known word.
        ("盐水", set()),
        ("", set()),
    ],
)
def test_english_words_are_rendered(name: str, forms: set[str]) -> None:
    assert renderings(name) == forms


def test_words_of_several_renderings_give_each_combination() -> None:
    assert {"页面缓存", "页高速缓存"} < renderings("PageCache")


def test_the_first_word_may_come_last_and_of_turns() -> None:
    assert "梯度消失" in renderings("vanishing gradient")
    assert "思维链" in renderings("chain of thought")


def test_a_word_has_meanings() -> None:
    assert meanings("Processes") == [["处理"], ["过程"], ["进程"]]
    assert meanings("foo") == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("梯度裁剪", "梯度剪切", True),
        ("通货膨胀率", "通胀率", True),
        ("进程管理", "过程管理", False),  # Two meanings of one English word.
        ("梯度裁剪", "梯度爆炸", False),
    ],
)
def test_chinese_names_of_one_sense_say_the_same(a: str, b: str, *, same: bool) -> None:
    assert bool(senses(a) & senses(b)) is same


def test_what_is_no_known_word_has_no_sense() -> None:
    assert senses("某某管理") == set()


def test_the_words_of_a_name_open_with_the_letters_of_its_acronym() -> None:
    assert "svm" in openings("支持向量机")
    assert "svm" not in openings("支持向量")
