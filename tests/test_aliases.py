"""Names of one concept are merged, with evidence; names of two are not."""

from dataclasses import replace

import pytest

from kg.aliases import Contradiction, find_aliases, merge_names
from kg.cleaning import clean
from kg.names import fold_name
from kg.naming.equations import Equation
from kg.naming.name_patterns import Unit
from kg.records import Concept, Document, Dropped, DropReason, Evidence, Note, Span
from kg.terminology import Candidate


def document(text: str) -> Document:
    """A note of this text, cleaned."""
    return clean(Note("/notes/a.md", "a.md", text, "markdown", "utf-8", "0" * 64))


def candidates(*names: str) -> list[Candidate]:
    """Candidates of these names, the earlier the more frequent."""
    return [
        Candidate(name, len(names) - at, 1.0, frozenset({"heading"}))
        for at, name in enumerate(names)
    ]


def merged(text: str, *names: str) -> list[list[str]]:
    """The names of each concept that has several."""
    found = candidates(*names)
    concepts, _ = merge_names(found, find_aliases([document(f"# 笔记\n\n{text}\n")], found))
    return [[c.name, *(alias.name for alias in c.aliases)] for c in concepts if c.aliases]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "使用批归一化（Batch Normalization，简称BN）训练。",
            ["BN", "批归一化", "Batch Normalization"],
        ),
        ("BN(批归一化)起什么作用，为啥管用？", ["BN", "批归一化"]),
        (
            "GAN(Generative Adversarial Network)即生成对抗网络。",
            ["GAN", "Generative Adversarial Network"],
        ),
        ("二级索引又叫辅助索引，叶子存主键。", ["二级索引", "辅助索引"]),
        ("要约是订立合同的意思表示，又称发价、发盘。", ["要约", "发价"]),
        ("生成一个 Read View，也叫读视图，里面有编号。", ["Read View", "读视图"]),
        ("DNN是指深度神经网络。", ["DNN", "深度神经网络"]),
        ("池化pooling:降低维度", ["池化", "pooling"]),
        (
            "CPU:CentralProcessingUnit中央处理器,是核心",
            ["CPU", "中央处理器", "CentralProcessingUnit"],
        ),
        ("Dropout 有效。Droup Out 也有人写", ["Dropout", "Droup Out"]),
        ("一个 epoch，多个 epochs。", ["epoch", "epochs"]),
    ],
)
def test_names_of_one_concept_are_merged(text: str, names: list[str]) -> None:
    (group,) = merged(text, *names)
    assert sorted(group, key=names.index) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("梯度消失和梯度爆炸都常见，梯度消失(梯度爆炸)。", ["梯度消失", "梯度爆炸"]),
        ("ReLU 与 Leaky ReLU 的区别。", ["ReLU", "Leaky ReLU"]),
        ("SGD、BGD 都行。", ["SGD", "BGD"]),
        ("感受野(权值共享)很重要。", ["感受野", "权值共享"]),
        ("神经网络(CNN,RNN,DNN)入门。", ["神经网络", "CNN", "RNN", "DNN"]),
        ("常用的激活函数(如sigmoid)。", ["激活函数", "sigmoid"]),
        ("sigmoid激活函数(tanh激活函数)会饱和。", ["sigmoid激活函数", "tanh激活函数"]),
        ("sigmoid激活函数：常用\n\ntanh激活函数：常用", ["sigmoid", "tanh", "激活函数"]),
        ("带泄漏的线性整流单元（Leaky ReLU）更好。", ["线性整流单元", "Leaky ReLU"]),
        ("定金和订金不同。", ["定金", "订金"]),
        ("LSTM 是一种 RNN。", ["LSTM", "RNN"]),
    ],
)
def test_names_of_several_concepts_stay_apart(text: str, names: list[str]) -> None:
    assert merged(text, *names) == []


def test_the_lexicon_s_meaning_of_one_word_gives_way_to_the_note_s() -> None:
    names = ("Monitor", "管程", "监视器")
    assert merged("管程（Monitor）保证互斥。监视器在旁边。", *names) == [["Monitor", "管程"]]


def test_one_word_means_the_same_in_one_note_only() -> None:
    found = candidates("Momentum", "动量")
    other = document("动量很大。")
    other = replace(other, note=replace(other.note, path="/notes/b.md", source="b.md"))
    assert find_aliases([document("Momentum 很大。"), other], found) == ()
    assert merged("Momentum 很大。动量很大。", "Momentum", "动量") == [["Momentum", "动量"]]


def test_evidence_is_the_sentence_that_equates() -> None:
    text = "# 归一化\n\n先说别的。**批归一化**（BN）有用！再说别的。\n"
    found = candidates("BN", "批归一化")
    (concept,), contradictions = merge_names(found, find_aliases([document(text)], found))
    (alias,) = concept.aliases
    sentence = "**批归一化**（BN）有用！"
    start = text.index(sentence)
    assert alias.name == "批归一化"
    assert alias.evidence == Evidence("a.md", 3, start, start + len(sentence), sentence)
    assert contradictions == ()


def test_a_slip_that_names_another_acronym_merges_nothing_and_is_listed() -> None:
    text = (
        "# 硬件\n\nGPU（Graphic Processing Unit，图形处理器）很快。\n\n"
        "GRU:GraphicProcessingUnit图形处理器,画图用\n\nGRU（门控循环单元）是另一回事。\n"
    )
    names = ("GRU", "GPU", "图形处理器", "门控循环单元", "Graphic Processing Unit")
    found = candidates(*names)
    concepts, contradictions = merge_names(found, find_aliases([document(text)], found))
    assert [(c.name, [alias.name for alias in c.aliases]) for c in concepts] == [
        ("GPU", ["图形处理器", "Graphic Processing Unit"]),
        ("GRU", ["门控循环单元"]),
    ]
    assert [(c.a, c.b, c.reason) for c in contradictions] == [
        ("GRU", "Graphic Processing Unit", "GRU ≠ GPU")
    ]


def said(a: str, b: str, confidence: float) -> Equation:
    """An equation of two names, with a sentence."""
    return Equation(a, b, "cue", Evidence("a.md", 1, 0, 1, f"{a}又称{b}"), confidence)


def test_no_chain_runs_through_a_weak_link() -> None:
    found = candidates("BN", "批归一化", "LN")
    equations = [said("BN", "批归一化", 0.95), said("LN", "批归一化", 0.6)]
    concepts, contradictions = merge_names(found, equations)
    assert [concept.id for concept in concepts] == ["bn", "ln"]
    assert contradictions == (
        Contradiction("LN", "批归一化", "LN ≠ BN", said("LN", "批归一化", 0.6).evidence),
    )


def test_an_acronym_has_one_chinese_meaning() -> None:
    found = candidates("AP", "平均精度", "接入点", "平均准确度")
    equations = [
        said("平均精度", "AP", 0.95),
        said("接入点", "AP", 0.9),
        said("平均准确度", "AP", 0.9),
    ]
    concepts, contradictions = merge_names(found, equations)
    assert [[c.name, *(alias.name for alias in c.aliases)] for c in concepts] == [
        ["AP", "平均精度", "平均准确度"],
        ["接入点"],
    ]
    assert [(c.a, c.b, c.reason) for c in contradictions] == [("接入点", "AP", "AP = 平均准确度")]


def test_what_page_furniture_says_equates_nothing() -> None:
    body = "预取缓存很快，预取缓存也省电。"
    text = f"# 缓存\n\n{body}\n\n推荐阅读：预取缓存又称预读缓存\n"
    found = candidates("预取缓存", "预读缓存")
    whole = document(text)
    at = text.index(body) + len(body)
    kept = replace(
        whole,
        kept=(Span(0, at),),
        dropped=(Dropped(at, len(text), DropReason.LABEL),),
        blocks=tuple(block for block in whole.blocks if block.end <= at),
    )
    assert find_aliases([kept], found) == ()


def test_a_translation_has_both_chinese_spellings() -> None:
    text = "美拉德反应（Maillard reaction）是一种褐变。\n\n梅拉德反应（Maillard reaction）也是它。"
    (group,) = merged(text, "美拉德反应", "梅拉德反应", "Maillard reaction")
    assert group == ["美拉德反应", "梅拉德反应", "Maillard reaction"]


def test_the_user_joins_and_parts_names() -> None:
    found = candidates("过拟合", "过度拟合", "高方差")
    equations = [said("过拟合", "高方差", 0.95)]
    concepts, contradictions = merge_names(
        found, equations, forced=[("过拟合", "过度拟合")], forbidden=[("高方差", "过度拟合")]
    )
    assert [(c.name, [alias.name for alias in c.aliases]) for c in concepts] == [
        ("过拟合", ["过度拟合"]),
        ("高方差", []),
    ]
    assert [c.reason for c in contradictions] == ["aliases.txt"]


def test_the_user_joins_a_name_that_no_note_says() -> None:
    found = candidates("批归一化")
    concepts, _ = merge_names(
        found, [], forced=[("批正则", "批归一化"), ("批正则", "BN"), ("甲法", "乙法")]
    )
    assert [(c.id, c.name, [alias.name for alias in c.aliases]) for c in concepts] == [
        ("批归一化", "批归一化", ["批正则"])
    ]


def test_two_meanings_of_an_acronym_stay_apart_and_are_listed() -> None:
    text = (
        "上下文无关文法（Context-Free Grammar，CFG）有产生式。\n\n"
        "控制流图（Control Flow Graph，CFG）有结点。\n"
    )
    found = candidates(
        "控制流图", "上下文无关文法", "Control Flow Graph", "Context-Free Grammar", "CFG"
    )
    concepts, contradictions = merge_names(found, find_aliases([document(text)], found))
    named = {c.name: [alias.name for alias in c.aliases] for c in concepts}
    assert named == {
        "控制流图": ["Control Flow Graph"],
        "上下文无关文法": ["Context-Free Grammar", "CFG"],
    }
    assert {(c.a, c.b) for c in contradictions} == {("控制流图", "CFG")}


def test_a_word_with_two_translations_has_two_meanings_and_is_listed() -> None:
    text = "偏差（bias）大就欠拟合。\n\n偏置（bias）加在线性层里。\n"
    found = candidates("偏差", "偏置", "bias")
    concepts, contradictions = merge_names(found, find_aliases([document(text)], found))
    named = {c.name: [alias.name for alias in c.aliases] for c in concepts}
    assert named == {"偏差": ["bias"], "偏置": []}
    assert [(c.a, c.b, c.reason) for c in contradictions] == [("偏置", "bias", "bias = 偏差")]


def test_inflection_joins_no_words_translated_otherwise() -> None:
    text = "自助采样（bootstrap）出 T 份。\n\n用估计更新估计叫自举（bootstrapping）。\n"
    assert merged(text, "自助采样", "自举", "bootstrap", "bootstrapping") == [
        ["自举", "bootstrapping"],
        ["自助采样", "bootstrap"],
    ]


def test_an_acronym_goes_to_the_words_that_it_stands_for() -> None:
    text = (
        "AES（Advanced Encryption Standard）是对称加密。\n\n"
        "发射光谱（Atomic Emission Spectroscopy，AES）测元素。\n"
    )
    names = ("AES", "发射光谱", "Advanced Encryption Standard", "Atomic Emission Spectroscopy")
    assert merged(text, *names) == [
        ["AES", "Advanced Encryption Standard"],
        ["发射光谱", "Atomic Emission Spectroscopy"],
    ]


def test_letters_join_an_acronym_and_words_of_one_note_only() -> None:
    found = candidates("TNT", "target network task", "FPR", "frame pool rate")
    texts = (
        "TNT 和 FPR 是计数。\n",
        "target network task 要同步。FPR 高时 frame pool rate 也高。\n",
    )
    notes = [
        replace(document(text), note=Note(f"/{at}", str(at), text, "text", "utf-8", "0" * 64))
        for at, text in enumerate(texts)
    ]
    equations = [(e.a, e.b) for e in find_aliases(notes, found) if e.kind == "acronym"]
    assert equations == [("FPR", "frame pool rate")]


def test_two_english_names_are_one_where_a_sentence_says_so() -> None:
    text = "连续批处理(continuous batching，也有人叫in-flight batching)：谁写完谁下车。\n"
    names = ("连续批处理", "continuous batching", "in-flight batching")
    assert merged(text, *names) == [list(names)]


def test_a_kind_is_no_other_name() -> None:
    text = "抗生素（青霉素）要做皮试。\n\n青霉素是一种抗生素。\n"
    assert merged(text, "抗生素", "青霉素") == []


def test_the_most_used_name_names_the_concept() -> None:
    found = candidates("批归一化", "Batch Normalization", "BN")
    equations = [said("BN", "批归一化", 0.9), said("Batch Normalization", "BN", 0.9)]
    (concept,), _ = merge_names(found, equations)
    assert concept == Concept(fold_name("批归一化"), "批归一化", concept.aliases)
    assert [alias.name for alias in concept.aliases] == ["Batch Normalization", "BN"]


def test_nothing_gives_nothing() -> None:
    assert find_aliases([], []) == ()
    assert merge_names([], []) == ((), ())


def test_a_name_without_its_class_is_another_name_of_it() -> None:
    found = candidates("路径规划算法", "路径规划", "插补算法")
    found[0] = replace(found[0], core="路径规划")
    concepts, _ = merge_names(found, find_aliases([document("# 路径规划算法")], found))
    assert [(c.name, [a.name for a in c.aliases]) for c in concepts] == [
        ("插补算法", []),
        ("路径规划算法", ["路径规划"]),
    ]


def test_what_a_heading_acts_with_is_no_name_of_the_act() -> None:
    act = Unit("读取", 0, 2, latin=False, tag="v", verb=True)
    found = candidates("读取配置文件", "Spring框架")
    found[0] = replace(found[0], words=(act, replace(act, text="配置文件", tag="n")))
    assert find_aliases([document("## 读取配置文件（Spring框架）\n\n正文。")], found) == ()
