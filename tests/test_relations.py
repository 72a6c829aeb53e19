"""Relations: what sentences, list items, headings and questions state, and what they do not."""

import pytest

from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Alias, Concept, Document, Evidence, Note, Relation
from kg.relations import find_contradictions, find_relations

_NAMES = (
    "BN|批归一化|Batch Normalization",
    "ReLU",
    "sigmoid",
    "LSTM",
    "GRU",
    "RNN",
    "CNN",
    "ResNet",
    "Dropout",
    "激活函数",
    "卷积层",
    "池化层",
    "更新门",
    "重置门",
    "梯度消失",
    "梯度爆炸",
    "梯度裁剪",
    "网络退化",
    "过拟合",
    "学习率",
    "不收敛",
    "准确率",
    "索引",
    "哈希索引",
    "主键",
)


def _matcher() -> ConceptMatcher:
    split = [name.split("|") for name in _NAMES]
    return ConceptMatcher(
        [Concept(fold_name(n[0]), n[0], tuple(Alias(a) for a in n[1:])) for n in split]
    )


def _document(text: str, source: str = "a.md") -> Document:
    return clean(Note(f"/notes/{source}", source, text, "markdown", "utf-8", "0"))


def _relations(*texts: str) -> tuple[Relation, ...]:
    documents = [_document(text, f"{at}.md") for at, text in enumerate(texts)]
    return find_relations(documents, _matcher(), weights={})


def _edges(text: str) -> list[str]:
    return [f"{r.head} {r.relation} {r.tail}" for r in _relations(text)]


def _sentence(text: str) -> list[str]:
    """The edges of a sentence inside a paragraph that says nothing else."""
    return _edges(f"# 笔记\n\n随手记下几条，以后再整理。{text}\n")


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("批归一化可以有效地缓解梯度消失的问题。", ["bn mitigates 梯度消失"]),
        ("Dropout是一种防止过拟合的方法。", ["dropout mitigates 过拟合"]),
        ("ReLU不易产生梯度消失。", ["relu mitigates 梯度消失"]),
        (
            "sigmoid容易导致梯度消失，BN可以缓解。",
            ["bn mitigates 梯度消失", "sigmoid causes 梯度消失"],
        ),
        ("学习率过大会导致不收敛。", ["学习率 causes 不收敛"]),
        ("Dropout能提高准确率。", ["dropout improves 准确率"]),
        ("Dropout会加速网络退化。", ["dropout causes 网络退化"]),
        ("ResNet能改善网络退化。", ["resnet mitigates 网络退化"]),
        ("ResNet使用BN。", ["resnet uses bn"]),
        ("GRU是RNN的一种变体。", ["gru is_a rnn"]),
        ("哈希索引也是索引的一种。", ["哈希索引 is_a 索引"]),
        ("LSTM是一种特殊的RNN。", ["lstm is_a rnn"]),
        ("CNN由卷积层、池化层和输出部分组成。", ["卷积层 part_of cnn", "池化层 part_of cnn"]),
        ("更新门是GRU的重要组成部分。", ["更新门 part_of gru"]),
        ("ResNet由5个卷积层和3个池化层组成。", ["卷积层 part_of resnet", "池化层 part_of resnet"]),
    ],
)
def test_a_clause_states_a_relation(text: str, edges: list[str]) -> None:
    assert _sentence(text) == edges


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("梯度消失由sigmoid引起。", ["sigmoid causes 梯度消失"]),
        ("造成梯度消失的主要原因是sigmoid。", ["sigmoid causes 梯度消失"]),
        ("由于学习率过大，训练时出现不收敛。", ["学习率 causes 不收敛"]),
        ("梯度消失可以被BN缓解。", ["bn mitigates 梯度消失"]),
        (
            "ResNet通过BN缓解梯度爆炸。",
            ["bn mitigates 梯度爆炸", "resnet mitigates 梯度爆炸", "resnet uses bn"],
        ),
        ("为了缓解梯度消失，我们引入了BN。", ["bn mitigates 梯度消失"]),
        ("解决过拟合最简单的方法就是Dropout。", ["dropout mitigates 过拟合"]),
        (
            "使用ReLU代替sigmoid可以缓解梯度消失。",
            ["relu contrasts sigmoid", "relu mitigates 梯度消失"],
        ),
    ],
)
def test_direction_follows_the_words_not_their_order(text: str, edges: list[str]) -> None:
    assert _sentence(text) == edges


@pytest.mark.parametrize(
    "text",
    [
        "LSTM不能解决梯度爆炸。",
        "LSTM无法避免梯度爆炸。",
        "LSTM并非解决梯度爆炸的方法。",
        "LSTM不会导致梯度爆炸。",
        "RNN里的不是梯度消失，而是网络退化。",
        "如果不使用BN，会导致梯度消失。",
        "减少Dropout会导致过拟合。",
        "BN能缓解梯度消失吗？",
        "有人说BN能防止过拟合。这是错误的。",
        "一篇文章说Dropout解决了梯度消失。",
        "BN很好用，训练的步子可以迈大，有人担心的梯度爆炸，导致过拟合。",
        "Dropout能降低准确率。",
        "随机主键会导致过拟合。",
        "Dropout不够缓解过拟合的，可以加数据。",
        "Dropout缓解过拟合的，留下。",
        "常见的做法是只在BN之后、最后的卷积层使用Dropout。",
        "BN和Dropout都要用。",
    ],
)
def test_denied_asked_refuted_or_unclear_states_nothing(text: str) -> None:
    assert _sentence(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "GRU与LSTM的区别不大。",
        "GRU不同于LSTM。",
        "与LSTM相比，GRU更简单。",
        "相较于LSTM，GRU更简单。",
        "GRU通常比LSTM更快。",
        "LSTM有三个门，而GRU只有两个。",
        "GRU少一个门。与LSTM相比，它更简单。",
        "GRU和LSTM有什么不同？",
    ],
)
def test_comparison_is_one_symmetric_edge(text: str) -> None:
    assert _sentence(text) == ["gru contrasts lstm"]


def test_the_parameters_of_one_are_not_compared_with_the_other() -> None:
    assert _sentence("CNN中的学习率比RNN要小。") == []


def test_enumerations_on_either_side_give_every_pair() -> None:
    assert _sentence("ReLU和BN都可以缓解梯度消失、梯度爆炸。") == [
        "bn mitigates 梯度消失",
        "bn mitigates 梯度爆炸",
        "relu mitigates 梯度消失",
        "relu mitigates 梯度爆炸",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "RNN主要包括LSTM,GRU",
        "常见的RNN有LSTM和GRU。",
        "LSTM、GRU等RNN很常用。",
        "先读一读RNN（例如LSTM、GRU）。",
    ],
)
def test_examples_are_kinds(text: str) -> None:
    assert _sentence(text) == ["gru is_a rnn", "lstm is_a rnn"]


@pytest.mark.parametrize(
    "text",
    [
        "BN把分布拉回来，避免梯度消失。",
        "BN很好用。它可以缓解梯度消失。",
        "BN很好用。这种方法可以缓解梯度消失。",
        "先做BN。它可以缓解梯度消失。",
        "网络里加的这一步叫BN。它可以缓解梯度消失。",
    ],
)
def test_a_dropped_subject_or_pronoun_is_the_topic(text: str) -> None:
    assert _sentence(text) == ["bn mitigates 梯度消失"]


def test_what_is_called_by_an_unknown_name_ends_the_topic() -> None:
    assert _sentence("GRU很小。它的单元叫甲模块，由更新门和重置门组成。") == []


def test_a_label_is_the_subject_of_what_follows_it() -> None:
    text = "# 笔记\n\n**BN作用**：把分布拉回来，使得梯度变大，避免梯度消失。\n\n"
    text += "Dropout：缓解过拟合。\n"
    assert _edges(text) == ["bn mitigates 梯度消失", "dropout mitigates 过拟合"]


def test_the_subject_stands_in_the_heading_above_strengths_and_weaknesses() -> None:
    text = "# BN\n\n## 优点\n\n- 加快\n- 缓解梯度消失梯度爆炸\n\n# LSTM\n\n## 缺点\n\n- 过拟合\n"
    assert _edges(text) == [
        "bn mitigates 梯度消失",
        "bn mitigates 梯度爆炸",
        "lstm causes 过拟合",
    ]


def test_the_problem_solved_stands_under_the_concept() -> None:
    text = "# 笔记\n\n## ResNet\n\n- 解决的问题:不是梯度消失,而是网络退化\n- 层数多\n"
    assert _edges(text) == ["resnet mitigates 网络退化"]


@pytest.mark.parametrize(
    "heading", ["防止过拟合", "常见防止过拟合方法", "如何解决过拟合？", "过拟合的解决方法"]
)
def test_what_stands_under_a_problem_mitigates_it(heading: str) -> None:
    text = f"# 笔记\n\n## {heading}\n\n- Dropout：随机丢弃\n- BN\n- 打乱学习率之外的东西\n"
    assert _edges(text) == ["bn mitigates 过拟合", "dropout mitigates 过拟合"]


def test_an_answer_names_what_solves_the_question() -> None:
    text = "1. 如何解决梯度爆炸?\n答：使用梯度裁剪。还可以用BN。梯度爆炸常见于RNN。\n"
    assert _edges(text) == ["bn mitigates 梯度爆炸", "梯度裁剪 mitigates 梯度爆炸"]


def test_another_remedy_may_follow_the_label() -> None:
    text = "# 笔记\n\n## 防止过拟合\n\n- Dropout：随机丢弃，或者对RNN做批归一化，使用ReLU\n"
    assert _edges(text) == ["bn mitigates 过拟合", "dropout mitigates 过拟合"]


def test_a_statement_to_be_judged_states_nothing() -> None:
    assert _sentence("判断：BN能缓解梯度消失。") == []


def test_a_false_statement_to_be_judged_states_nothing() -> None:
    text = "1. 判断对错：将BN添加到RNN有助于解决梯度消失。\n答：错误!不能这样做。\n"
    assert _edges(text) == []


@pytest.mark.parametrize(
    "heading", ["常用激活函数", "激活函数包括", "以下为激活函数", "三种激活函数"]
)
def test_items_under_a_class_are_its_kinds(heading: str) -> None:
    text = f"# 笔记\n\n## {heading}\n\n- sigmoid\n- ReLU：取大于零的部分\n- 别的ReLU变形\n"
    assert _edges(text) == ["relu is_a 激活函数", "sigmoid is_a 激活函数"]


def test_a_heading_that_is_itself_taken_for_a_concept_is_still_read() -> None:
    concepts = [Concept(fold_name(name), name) for name in ("常用激活函数", "激活函数", "ReLU")]
    document = _document("# 笔记\n\n## 常用激活函数\n\n- ReLU\n- 其他\n")
    relations = find_relations([document], ConceptMatcher(concepts), weights={})
    assert [(r.head, r.relation, r.tail) for r in relations] == [("relu", "is_a", "激活函数")]


def test_a_concept_that_swallows_the_verb_is_still_read() -> None:
    concepts = [Concept(fold_name(name), name) for name in ("缓解梯度消失", "梯度消失", "BN")]
    document = _document("# 笔记\n\n随手记下一句。BN可以缓解梯度消失。\n")
    relations = find_relations([document], ConceptMatcher(concepts), weights={})
    assert [(r.head, r.relation, r.tail) for r in relations] == [("bn", "mitigates", "梯度消失")]


def test_variants_under_a_concept_are_its_kinds() -> None:
    text = "# 笔记\n\n## RNN\n\n- 变体:\n  1. LSTM: 三个门\n  2. GRU: 两个门\n"
    assert _edges(text) == ["gru is_a rnn", "lstm is_a rnn"]


def test_parts_named_under_a_change_belong_to_what_changed() -> None:
    text = "# 笔记\n\n## GRU对LSTM做了两个改动\n\n"
    text += "1. 把三个门变为两个门：更新门和重置门。\n2. 合并状态。\n"
    assert _edges(text) == [
        "gru contrasts lstm",
        "更新门 part_of gru",
        "重置门 part_of gru",
    ]


def test_evidence_is_the_sentence_verbatim_with_its_place() -> None:
    text = "# 笔记\n\n## GRU与LSTM的区别\n\n- 门不同。**BN**能缓解梯度消失。\n"
    mitigation, contrast = _relations(text)
    assert mitigation.evidence == (Evidence("0.md", 5, 28, 42, "**BN**能缓解梯度消失。"),)
    assert contrast.evidence == (Evidence("0.md", 3, 6, 20, "## GRU与LSTM的区别"),)
    assert text[28:42] == "**BN**能缓解梯度消失。"


def test_several_sentences_make_one_relation_of_higher_confidence() -> None:
    first = "# 笔记\n\n随手记下一句。BN可以缓解梯度消失。\n"
    second = "# 笔记\n\n随手记下一句。批归一化可能会缓解梯度消失。\n"
    weights = {("bn", "梯度消失"): 0.4}
    documents = [_document(second, "b.md"), _document(first, "a.md")]
    (relation,) = find_relations(documents, _matcher(), weights=weights)
    assert [(e.source, e.line_start, e.text) for e in relation.evidence] == [
        ("a.md", 3, "BN可以缓解梯度消失。"),
        ("b.md", 3, "批归一化可能会缓解梯度消失。"),
    ]
    assert relation.confidence == pytest.approx(1 - (1 - 0.9) * (1 - 0.9 * 0.6))
    assert relation.weight == 0.4


def test_a_denial_takes_back_what_the_same_note_states() -> None:
    stated = "# 笔记\n\n随手记下一句。BN可以缓解梯度消失。\n"
    denied = "# 笔记\n\n随手记下一句。BN不能缓解梯度消失。\n"
    assert _relations(stated + denied) == ()
    (relation,) = _relations(stated, denied)
    assert [evidence.source for evidence in relation.evidence] == ["0.md"]


def test_what_notes_state_both_ways_is_kept_and_listed() -> None:
    first = "# 笔记\n\n随手记下一句。BN可以缓解过拟合。LSTM是一种RNN。\n"
    second = "# 笔记\n\n随手记下一句。BN会导致过拟合。RNN是一种LSTM。\n"
    relations = _relations(first, second)
    assert [f"{r.head} {r.relation} {r.tail}" for r in relations] == [
        "bn causes 过拟合",
        "bn mitigates 过拟合",
        "lstm is_a rnn",
        "rnn is_a lstm",
    ]
    assert find_contradictions(relations) == (
        "bn causes 过拟合 (1.md:3); bn mitigates 过拟合 (0.md:3)",
        "lstm is_a rnn (0.md:3); rnn is_a lstm (1.md:3)",
    )


def test_one_note_does_not_contradict_itself() -> None:
    text = "# 笔记\n\n随手记下一句。BN可以缓解过拟合。BN会导致过拟合。\n"
    assert find_contradictions(_relations(text)) == ()


def test_confidence_stays_below_one_and_note_order_does_not_matter() -> None:
    texts = [f"# 笔记 {n}\n\n随手记下一句。BN可以缓解梯度消失。\n" for n in range(9)]
    documents = [_document(text, f"{n}.md") for n, text in enumerate(texts)]
    relations = find_relations(documents, _matcher(), weights={})
    assert [(r.confidence, r.weight, len(r.evidence)) for r in relations] == [(0.99, 0.0, 9)]
    assert find_relations(documents[::-1], _matcher(), weights={}) == relations


@pytest.mark.parametrize("text", ["", "BN\n", "plain English only.\n", "\ue000可以缓解\ue001。\n"])
def test_notes_that_state_nothing(text: str) -> None:
    assert _relations(text) == ()
