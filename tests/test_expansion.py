"""A question becomes terms, names and concepts."""

import numpy as np
import pytest

from kg.concepts import ConceptMatcher
from kg.records import Alias, Concept
from kg.segmentation import Segmenter
from search.expansion import ALIAS_WEIGHT, OtherName, Query, make_query

CONCEPTS = {
    "批归一化": Concept("批归一化", "批归一化", (Alias("BN"), Alias("Batch Normalization"))),
    "梯度消失": Concept("梯度消失", "梯度消失"),
}
VECTOR = np.array([1.0, 0.0], dtype=np.float32)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(["批归一化", "梯度消失"])


def query(text: str, segmenter: Segmenter) -> Query:
    matcher = ConceptMatcher(tuple(CONCEPTS.values()))
    return make_query(text, VECTOR, segmenter=segmenter, matcher=matcher, concepts=CONCEPTS)


def test_concepts_stand_once_in_order(segmenter: Segmenter) -> None:
    made = query("梯度消失和 BN 有何关系？batch normalization 呢？", segmenter)
    assert made.concepts == ("梯度消失", "批归一化")
    assert made.vector is VECTOR
    assert made.text == "梯度消失和 BN 有何关系？batch normalization 呢？"


def test_other_names_are_added_with_less_weight(segmenter: Segmenter) -> None:
    made = query("BN？", segmenter)
    assert made.terms == {
        "bn": 1.0,
        "batch": ALIAS_WEIGHT,
        "normalization": ALIAS_WEIGHT,
        **{
            term: ALIAS_WEIGHT * (0.3 if term.startswith("_") else 1.0)
            for term in segmenter.terms("批归一化")
        },
    }
    assert made.words == ("bn",)
    assert made.own_terms == {"bn": 1.0}


def test_another_name_stands_for_the_terms_of_the_one_used(segmenter: Segmenter) -> None:
    made = query("BN 和梯度消失", segmenter)
    assert made.other_names == (
        OtherName(("归一化", "批归一化"), frozenset({"bn"})),
        OtherName(("batch", "normalization"), frozenset({"bn"})),
    )
    assert query("批归一化是 BN 吗", segmenter).other_names == (
        OtherName(
            ("batch", "normalization"),
            frozenset({"bn", "归一化", "批归一化", "_批归", "_归一", "_一化"}),
        ),
    )


def test_a_term_of_the_question_keeps_its_weight(segmenter: Segmenter) -> None:
    assert query("BN 的 batch 是什么", segmenter).terms["batch"] == 1.0


@pytest.mark.parametrize(
    ("text", "names", "is_chinese"),
    [
        ("BN 和 dropout，BN？", ("bn", "dropout"), True),
        ("what does BatchNorm do with LN", ("batchnorm", "ln"), False),
        ("ResNet-50 用了 x 层 C++", ("resnet", "c++"), True),
        ("max pooling 和 LSTM 反向传播", ("lstm",), True),
        ("max pooling in CNN", ("cnn",), False),
        ("🙂？", (), False),
        ("", (), False),
    ],
)
def test_names(text: str, names: tuple[str, ...], is_chinese: bool, segmenter: Segmenter) -> None:
    made = query(text, segmenter)
    assert (made.names, made.is_chinese) == (names, is_chinese)


def test_blank_and_odd_questions_give_no_terms(segmenter: Segmenter) -> None:
    assert query("🙂？！", segmenter).terms == {}
    assert query("", segmenter).concepts == ()


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("批归一化把输入拉回来。", True),
        ("第一条。BN 很有用。", True),
        ("方法：\n  2) **batch normalization**：加快收敛", True),
        ("答：BN 有用。", True),
        ("我们用 BN。", False),
        ("", False),
    ],
)
def test_where_a_text_turns_to_a_concept_of_the_question(
    text: str, turns: bool, segmenter: Segmenter
) -> None:
    topic = query("BN 的作用", segmenter).topic
    assert topic is not None
    assert bool(topic.search(text)) is turns


def test_a_question_without_concepts_has_no_topic(segmenter: Segmenter) -> None:
    assert query("怎么办？", segmenter).topic is None


def test_the_cue_is_of_the_question(segmenter: Segmenter) -> None:
    cue = query("BN 为什么有效", segmenter).cue
    assert cue is not None
    assert cue.search("因为它稳定了分布")
    assert query("什么是 BN", segmenter).cue is None
