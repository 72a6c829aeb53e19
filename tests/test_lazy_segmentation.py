"""The lazy segmenter gives the very tokens of the one that loads the whole dictionary."""

from pathlib import Path

import jieba
import pytest

from kg.lazy_segmentation import LazySegmenter, WordFrequencies, added_words
from kg.segmentation import Segmenter

CORPUS = Path(__file__).parent.parent / "corpus"
WORDS = ["批归一化", "决策树", "BatchNorm", "大模型", "1×1 卷积", "像素", "阿Q精神胜利法", "𠮷野家"]
LINES = "c# 3 nz\n小S 2 nr\n一 9 m\n一个 5 m\n小 4 a\n小组长 3 n\n龢 1 zg\n".encode()


@pytest.fixture(scope="module")
def whole() -> Segmenter:
    return Segmenter(WORDS)


@pytest.fixture(scope="module")
def lazy(whole: Segmenter) -> LazySegmenter:
    return LazySegmenter(added_words(whole, WORDS))


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.md")), ids=lambda path: path.stem)
def test_tokens_and_terms_of_notes(path: Path, whole: Segmenter, lazy: LazySegmenter) -> None:
    text = path.read_text(encoding="utf-8")
    assert lazy.segment(text) == whole.segment(text)
    assert lazy.terms(text) == whole.terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "阿Q和小S在T恤上",
        "𠮷野家𠮷",
        "BatchNorm与c++",
        "🙂龢龘",
        "大模型大",
        "卷积" * 500,
    ],
)
def test_tokens_of_odd_texts(text: str, whole: Segmenter, lazy: LazySegmenter) -> None:
    assert lazy.segment(text) == whole.segment(text)
    assert lazy.terms(text) == whole.terms(text)


def test_every_word_of_the_dictionary_has_its_frequency(whole: Segmenter) -> None:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    lines = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    lazy = WordFrequencies(lines, {})
    lazy.read("".join(word[0] for word in tokenizer.FREQ))
    assert lazy == tokenizer.FREQ


def test_frequencies(whole: Segmenter, lazy: LazySegmenter) -> None:
    for word in (*WORDS, "的", "批归", "不存在词", "xyz", ""):
        assert lazy.frequency(word) == whole.frequency(word)
    assert lazy.total_frequency == whole.total_frequency


def test_added_words_are_those_that_jieba_takes(whole: Segmenter) -> None:
    added = added_words(whole, WORDS)
    assert "1×1 卷积" not in added.frequencies  # jieba parts words at spaces
    assert sorted(added.frequencies) == sorted(set(WORDS) - {"1×1 卷积"})


def test_a_group_is_read_by_its_first_character() -> None:
    words = WordFrequencies(LINES, {"小组": 7, "一": 8})
    words.read("小")
    assert words == {"小S": 2, "小": 4, "小组": 7, "小组长": 3}
    words.read("一c二一")
    assert [words.get(word, -1) for word in ("一", "一个", "c#", "c", "龢")] == [8, 5, 3, 0, -1]
    words.read("")
    assert [word for word in ("", "二", "小组长大", "龢") if word in words] == []
