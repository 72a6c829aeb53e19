"""Names are equated by spelling, the lexicon, tables, and glosses beside them."""

import pytest

from kg.names import fold_name
from kg.naming.equations import Equation, NamedText
from kg.naming.glosses import (
    before_formulas,
    from_lexicon,
    in_tables,
    side_by_side,
    spelled,
    translated,
)
from kg.naming.matching import NameMatcher
from kg.naming.plain_text import plain
from kg.records import Document, Note, Span


def named(text: str, *names: str) -> tuple[NamedText, dict[str, str]]:
    """A text with the names in it, and the names by their keys."""
    keys = {fold_name(name): name for name in names}
    note = Note("/a.md", "a.md", text, "markdown", "utf-8", "0" * 64)
    found = plain(text, 0, len(text))
    document = Document(note, (Span(0, len(text)),), (), ())
    return NamedText(document, found, tuple(NameMatcher(keys).find(found.text))), keys


def glossed(text: str, *names: str) -> list[tuple[str, str, float]]:
    """What stands side by side in a text."""
    block, keys = named(text, *names)
    return [(e.a, e.b, e.confidence) for e in side_by_side([block], keys)]


def test_a_name_and_its_gloss_side_by_side() -> None:
    assert glossed("池化pooling:降低维度", "池化", "pooling") == [("池化", "pooling", 0.8)]
    names = ("CentralProcessingUnit", "中央处理器")
    assert glossed("CPU:CentralProcessingUnit中央处理器,核心", *names) == [(*names, 0.8)]
    assert glossed("跨站请求伪造 CSRF：冒充用户", "跨站请求伪造", "CSRF") == [
        ("跨站请求伪造", "CSRF", 0.75)
    ]


def test_a_name_and_what_it_does_are_no_name_and_gloss() -> None:
    assert glossed("加LeakyReLU打分，求和", "LeakyReLU", "打分") == []
    assert glossed("先看跨站请求伪造 CSRF", "跨站请求伪造", "CSRF") == []


TABLE = """| 缩写 | 端口 | 全称 | 中文名 |
|---|---|---|---|
| FTP | 21 | File Transfer Protocol | 文件传输协议 |"""


def test_columns_of_names_equate_the_cells_of_a_row() -> None:
    names = ("FTP", "File Transfer Protocol", "文件传输协议", "端口")
    block, keys = named(TABLE, *names)
    found = list(in_tables(block, keys))
    assert [(e.a, e.b, e.kind, e.confidence) for e in found] == [
        ("FTP", "File Transfer Protocol", "table", 0.9),
        ("File Transfer Protocol", "文件传输协议", "table", 0.9),
    ]
    assert found[0].evidence is not None
    assert found[0].evidence.text.strip("| ") == "FTP | 21 | File Transfer Protocol | 文件传输协议"


def test_other_columns_equate_nothing() -> None:
    for header in ("模型 | 参数量", "名称 | 作用"):
        block, keys = named(f"{header}\n---|---\n残差网络 | 卷积网络", "残差网络", "卷积网络")
        assert list(in_tables(block, keys)) == []


def test_spellings_and_the_lexicon() -> None:
    names = {
        fold_name(n): n
        for n in (
            *("dropout", "Droup Out", "CPU", "中央处理器"),
            *("epochs", "epoch", "骨质疏松", "骨质疏松症"),
        )
    }
    assert sorted((e.a, e.b, e.kind) for e in spelled(names)) == [
        ("dropout", "Droup Out", "slip"),
        ("epoch", "epochs", "inflection"),
        ("骨质疏松", "骨质疏松症", "inflection"),
    ]
    assert list(from_lexicon(names)) == [Equation("中央处理器", "CPU", "lexicon", None, 0.92)]


def test_names_that_say_the_same_word_by_word() -> None:
    texts = ("weight decay", "权重衰减", "梯度裁剪", "梯度剪切", "梯度爆炸")
    names = {fold_name(n): n for n in texts}
    assert list(translated(names)) == [
        Equation("权重衰减", "weight decay", "translation", None, 0.8),
        Equation("梯度剪切", "梯度裁剪", "translation", None, 0.75),
    ]


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (("attention", "注意力机制"), [("attention", "注意力机制")]),
        (
            ("precision", "查准率", "精确率"),
            [("precision", "精确率"), ("精确率", "查准率")],
        ),
        (("bias", "偏差", "偏置"), []),  # Of two meanings.
        (("SORT", "排序"), []),  # In capitals it is a name of its own.
    ],
)
def test_one_word_must_have_one_meaning(
    texts: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    found = [*translated({fold_name(n): n for n in texts})]
    assert [(e.a, e.b) for e in found] == pairs
    assert all((e.kind, e.confidence) == ("word", 0.7) for e in found)


def test_one_word_with_capitals_inside_stands_for_itself() -> None:
    names = {fold_name(n): n for n in ("FN", "FaceNet", "GAP", "Global Average Pooling")}
    assert [(e.a, e.b, e.kind) for e in spelled(names)] == [
        ("GAP", "Global Average Pooling", "acronym")
    ]


@pytest.mark.parametrize(
    "texts", [("SN", "Spectral Norm", "Switch Node"), ("SN", "Soft-NMS"), ("TN", "target network")]
)
def test_letters_that_fit_by_chance_say_nothing(texts: tuple[str, ...]) -> None:
    names = {fold_name(n): n for n in texts}
    assert list(spelled(names)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("层次softmax：建一棵树", ("层次", "softmax")),  # It stands alone more often.
        ("学习率warmup", ("学习率", "warmup")),
        ("用FM二阶部分交叉", ("FM", "二阶部分")),
        ("一个IP数据包", ("IP", "数据包")),
        ("对抗训练 FGM、PGD", ("对抗训练", "FGM")),
    ],
)
def test_a_compound_is_no_name_and_gloss(text: str, names: tuple[str, str]) -> None:
    assert glossed(f"{text}\nsoftmax 慢", *names) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Message Broker消息代理", ("Message Broker", "消息代理")),
        (
            "一种算法，局部敏感哈希Locality Sensitive Hashing。",
            ("局部敏感哈希", "Locality Sensitive Hashing"),
        ),
        ("VCS Version Control System 版本控制系统", ("Version Control System", "版本控制系统")),
        ("嫩豆腐 Silken Soft Tofu", ("嫩豆腐", "Silken Soft Tofu")),
        ("不是就叫小批量mini-batch。", ("小批量", "mini-batch")),
    ],
)
def test_words_side_by_side_between_marks_are_a_name_and_its_gloss(
    text: str, names: tuple[str, str]
) -> None:
    assert glossed(text, *names) == [(*names, 0.8)]


def by_formula(text: str, *names: str) -> list[tuple[str, str, float]]:
    """What the formula of a text defines by several names."""
    block, keys = named(text, *names)
    return [(e.a, e.b, e.confidence) for e in before_formulas(block, keys)]


def test_one_formula_defines_one_thing() -> None:
    names = ("方均根", "均方根", "RMS")
    assert by_formula("方均根/均方根： $RMS = \\sqrt{x}$", *names) == [
        ("方均根", "均方根", 0.85),
        ("均方根", "RMS", 0.85),
    ]
    assert by_formula("方均根/均方根：都可以", *names) == []
    assert by_formula("均方根：$x$", *names) == []


def test_a_name_with_underscores_has_no_acronym() -> None:
    names = {fold_name(name): name for name in ("SQL", "slow_query_log", "XGB", "XGBoost")}
    assert list(spelled(names)) == [Equation("XGB", "XGBoost", "acronym", None, 0.85)]
