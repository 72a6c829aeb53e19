"""Names are found whatever their spelling, and never inside words."""

import pytest

from kg.naming.matching import NameMatcher


def found(names: list[str], text: str) -> list[str]:
    """The stretches of a text where names are found."""
    return [text[span.start : span.end] for _, span in NameMatcher(names).find(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "Batch Normalization",
        "batch-normalization",
        "BatchNormalization",
        "ＢＡＴＣＨ　Normalization",
    ],
)
def test_case_width_spaces_and_hyphens_do_not_matter(spelling: str) -> None:
    text = f"加{spelling}可以加速收敛"
    (hit,) = NameMatcher(["Batch Normalization"]).find(text)
    assert hit[0] == "batchnormalization"
    assert text[hit[1].start : hit[1].end] == spelling


@pytest.mark.parametrize("text", ["BNF 文法", "xBN", "BN2", "L-BN", "a_BN", "BN_eps", "BN-2"])
def test_a_latin_name_is_not_found_inside_a_word(text: str) -> None:
    assert found(["BN"], text) == []


def test_a_plural_belongs_to_the_place() -> None:
    assert found(["GAN"], "两种GANs和GANsx") == ["GANs"]


def test_a_name_that_ends_in_chinese_may_be_followed_by_letters_and_digits() -> None:
    assert found(["L2正则化"], "L2正则化2次，L2 正则化x") == ["L2正则化", "L2 正则化"]


def test_the_longest_name_wins() -> None:
    names = ["梯度", "梯度消失", "ReLU", "Leaky ReLU"]
    assert found(names, "梯度消失、梯度，Leaky ReLU与relu") == [
        "梯度消失",
        "梯度",
        "Leaky ReLU",
        "relu",
    ]


def test_a_longer_name_that_cuts_a_word_gives_way_to_a_shorter() -> None:
    assert found(["神经网络GA", "神经网络"], "神经网络GAN") == ["神经网络"]


def test_a_line_end_parts_names() -> None:
    assert found(["学习率"], "机器学习\n率先") == []


def test_the_end_of_wrapped_text_parts_no_name() -> None:
    text = "这一行写得足够长，所以它在句子中间折断，缔约过失责\n任也还是一个名字。"
    assert found(["缔约过失责任"], text) == ["缔约过失责\n任"]
    assert found(["缔约过失责任"], "缔约过失责\n任") == []


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "池化，池化，池化"
    places = [(span.start, span.end) for _, span in NameMatcher(["池化"]).find(text, 1, 6)]
    assert places == [(3, 5)]


def test_no_names_and_no_text_give_nothing() -> None:
    assert list(NameMatcher([]).find("池化")) == []
    assert list(NameMatcher(["池化", "x", ""]).find("")) == []
