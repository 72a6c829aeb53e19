"""What says that two names are of one concept, and how surely."""

import pytest

from kg.names import fold_name
from kg.naming.equations import Equation, NamedText, from_lexicon, in_phrases, side_by_side, spelled
from kg.naming.matching import NameMatcher
from kg.naming.plain_text import plain
from kg.records import Document, Note, Span


def named(text: str, *names: str) -> tuple[NamedText, dict[str, str]]:
    """A text with the names in it, and the names by their keys."""
    keys = {fold_name(name): name for name in names}
    note = Note("/a.md", "a.md", text, "markdown", "utf-8", "0" * 64)
    document = Document(note, (Span(0, len(text)),), (), ())
    found = plain(text, 0, len(text))
    return NamedText(document, found, tuple(NameMatcher(keys).find(found.text))), keys


def equated(text: str, *names: str) -> list[tuple[str, str, str, float]]:
    """What the phrases of a text equate."""
    return [(e.a, e.b, e.kind, e.confidence) for e in in_phrases(*named(text, *names))]


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("批归一化（BN）有效", ("批归一化", "BN"), 0.9),
        ("二级索引又叫辅助索引，叶子存主键", ("二级索引", "辅助索引"), 0.95),
        ("WAL（Write-Ahead Logging）", ("WAL", "Write-Ahead Logging"), 0.95),
        ("这叫测试时增强（TTA）", ("测试时增强", "TTA"), 0.9),
    ],
)
def test_phrases_equate(text: str, names: tuple[str, str], sure: float) -> None:
    kind = "cue" if "又叫" in text else "parentheses"
    assert equated(text, *names) == [(*names, kind, sure)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("这叫测试时增强（TTA）", ("增强", "TTA")),
        ("怎样给通道加权（SENet）", ("通道加权", "SENet")),
        ("怎样分组（ResNeXt）", ("分组", "ResNeXt")),
        ("带泄漏的整流单元（Leaky ReLU）", ("整流单元", "Leaky ReLU")),
        ("感受野（权值共享）", ("感受野", "权值共享")),
    ],
)
def test_the_end_of_a_longer_name_or_an_action_is_no_name(
    text: str, names: tuple[str, str]
) -> None:
    assert equated(text, *names) == []


def test_loose_words_equate_only_across_scripts() -> None:
    assert equated("DNN，即深度神经网络", "DNN", "深度神经网络") == [
        ("DNN", "深度神经网络", "cue", 0.85)
    ]
    assert equated("沉默，即不作表示", "沉默", "不作表示") == []


def test_the_topic_of_a_definition_has_the_other_name() -> None:
    names = ("要约", "意思表示", "发价")
    said = "要约是希望订立合同的意思表示，又称发价。"
    assert ("要约", "发价", "cue", 0.95) in equated(said, "要约", "发价")
    assert equated("订立合同的要约很常见，又称发价。", *names) == []


def test_the_topic_is_not_taken_for_loose_words() -> None:
    assert equated("DNN是一种很深的网络，即深度神经网络", "DNN", "深度神经网络") == []


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("召回率（recall，又称查全率、灵敏度）", ("recall", "灵敏度"), 0.95),
        ("矩阵分解（LSA，潜在语义分析）", ("LSA", "潜在语义分析"), 0.0),
        ("SVD（LSA，潜在语义分析）", ("LSA", "潜在语义分析"), 0.9),
        ("A | GloVe（全局向量）", ("GloVe", "全局向量"), 0.9),
        ("海姆利希急救法（Heimlich手法）：从背后抱住", ("海姆利希急救法", "Heimlich手法"), 0.85),
        ("海姆利希急救法（Heimlich手法）很快", ("海姆利希急救法", "Heimlich手法"), 0.0),
        ("侧信道攻击也译旁路攻击，也就是说它绕开算法", ("侧信道攻击", "旁路攻击"), 0.95),
    ],
)
def test_lists_tables_and_finders(text: str, names: tuple[str, str], sure: float) -> None:
    found = {(a, b): confidence for a, b, _, confidence in equated(text, *names)}
    assert found == ({names: sure} if sure else {})


def test_an_acronym_of_other_words_is_refuted_by_its_letters() -> None:
    assert equated("GRU又称GPU", "GRU", "GPU") == [("GRU", "GPU", "cue", 0.1)]


def test_a_name_and_its_gloss_side_by_side() -> None:
    text, keys = named("池化pooling:降低维度", "池化", "pooling")
    (found,) = side_by_side([text], keys)
    assert (found.a, found.b, found.confidence) == ("池化", "pooling", 0.8)


def test_spellings_and_the_lexicon() -> None:
    names = {
        fold_name(n): n for n in ("dropout", "Droup Out", "CPU", "中央处理器", "epochs", "epoch")
    }
    assert sorted((e.a, e.b, e.kind) for e in spelled(names)) == [
        ("dropout", "Droup Out", "slip"),
        ("epoch", "epochs", "inflection"),
    ]
    assert list(from_lexicon(names)) == [Equation("中央处理器", "CPU", "lexicon", None, 0.92)]


def test_one_word_with_capitals_inside_stands_for_itself() -> None:
    names = {fold_name(n): n for n in ("FN", "FaceNet", "GAP", "Global Average Pooling")}
    assert [(e.a, e.b, e.kind) for e in spelled(names)] == [
        ("GAP", "Global Average Pooling", "acronym")
    ]
