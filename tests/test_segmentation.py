"""Text becomes words that tile it, and terms for keyword search."""

import pytest

from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One with a word of its own."""
    return Segmenter(["批归一化", "not split", "1*1卷积"])


def test_tokens_tile_the_text(segmenter: Segmenter) -> None:
    text = "批归一化 可以\n加速ReLU网络收敛。"
    tokens = segmenter.segment(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert (tokens[0].text, tokens[0].start, tokens[0].end) == ("批归一化", 0, 4)


def test_words_of_one_segmenter_are_not_those_of_another() -> None:
    texts = [token.text for token in Segmenter().segment("批归一化")]
    assert texts == ["批", "归一化"]


def test_frequency_and_part_of_speech_come_from_the_dictionary(segmenter: Segmenter) -> None:
    assert segmenter.frequency("梯度") == 276
    assert segmenter.frequency("过拟合") == 0
    assert segmenter.part_of_speech("梯度") == "n"
    assert segmenter.part_of_speech("过拟合") == ""
    assert segmenter.total_frequency > 60_000_000


@pytest.mark.parametrize(
    "text", ["ＢＮ的作用：缓解梯度消失，加速1*1卷积！α为1.5。", "梯度\n消失", ""]
)
def test_terms_among_are_those_of_the_text(segmenter: Segmenter, text: str) -> None:
    wanted = [
        "bn",
        "作用",
        "梯度",
        "度消",
        "消失",
        "α",
        "1.5",
        "_梯度",
        "_解梯",
        "_用缓",
        "的",
        "不",
    ]
    assert segmenter.terms_among(text, wanted) == {*wanted} & {*segmenter.terms(text)}


def test_a_latin_word_is_one_term_whatever_words_stand_in_it() -> None:
    knows = Segmenter(["free", "FreeRTOS", "树"])
    assert knows.terms("FreeRTOS、C++ 与 β树") == ["freertos", "c++", "β", "树"]


def test_terms_are_folded_words_and_marked_bigrams(segmenter: Segmenter) -> None:
    assert segmenter.terms("ＢＮ的作用") == ["bn", "作用", "_的作", "_作用"]
    assert segmenter.terms("") == []


@pytest.mark.parametrize("size", ["3*3*64", "3 × 3 × 64", "3x3X64"])
def test_a_size_is_one_term_however_written(segmenter: Segmenter, size: str) -> None:
    assert segmenter.terms(f"{size}的核") == ["3x3x64", "核", "_的核"]


def test_traditional_text_is_cut_as_simplified_and_found_by_either() -> None:
    segmenter = Segmenter()
    simplified, traditional = "连带责任保证人没有先诉抗辩权", "連帶責任保證人沒有先訴抗辯權"
    cut = segmenter.segment(traditional)
    places = [(token.start, token.end) for token in segmenter.segment(simplified)]
    assert [(token.start, token.end) for token in cut] == places
    assert "".join(token.text for token in cut) == traditional
    assert segmenter.terms(traditional) == segmenter.terms(simplified)
