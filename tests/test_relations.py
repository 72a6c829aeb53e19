"""Relations: what sentences, list items, headings and questions state, and what they do not."""

import pytest

from kg.cleaning import clean
from kg.concepts import ConceptMatcher
from kg.names import fold_name
from kg.records import Alias, Concept, Document, Evidence, Note, Relation
from kg.relations import find_contradictions, find_relations

_NAMES = (
    "BN|批归一化",
    "ReLU",
    "sigmoid",
    "LSTM",
    "GRU",
    "RNN",
    "CNN",
    "ResNet",
    "Dropout",
    "激活函数",
    "更新门",
    "重置门",
    "梯度消失",
    "梯度爆炸",
    "梯度裁剪",
    "网络退化",
    "过拟合",
    "学习率",
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


def test_the_parameters_of_one_are_not_compared_with_the_other() -> None:
    assert _sentence("CNN中的学习率比RNN要小。") == []


def test_enumerations_on_either_side_give_every_pair() -> None:
    assert _sentence("ReLU和BN都可以缓解梯度消失、梯度爆炸。") == [
        "bn mitigates 梯度消失",
        "bn mitigates 梯度爆炸",
        "relu mitigates 梯度消失",
        "relu mitigates 梯度爆炸",
    ]


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
    text = "# 笔记\n\n## ResNet\n\n- 层数多\n- 解决的问题:不是过拟合,而是网络退化\n"
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


def test_evidence_tells_the_heading_that_names_what_the_sentence_does_not() -> None:
    text = "# 笔记\n\n## BN 的优点\n\n- 缓解梯度消失。\n- 缓解梯度爆炸，BN 如此。\n"
    headings = {each.tail: each.evidence[0].heading for each in _relations(text)}
    assert headings == {"梯度消失": "BN 的优点", "梯度爆炸": ""}


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
