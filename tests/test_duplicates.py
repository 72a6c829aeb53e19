"""Duplicates: what is a copy, what only looks like one, and what bad input does."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cleaning import clean
from kg.copies.comparison import Comparer
from kg.duplicates import Conflict, DuplicateIndex, find_duplicates, index_documents
from kg.readers import read_notes
from kg.records import Document, DuplicateGroup, Note, Span

CORPUS = Path(__file__).parent.parent / "corpus"
DOUGH = "酵母菌在面团里把糖分解成二氧化碳和酒精，气泡被面筋网兜住以后面团就慢慢地发起来。"
OVEN = "烤箱要提前预热到二百二十度，不然面团进炉以后膨胀得太慢，表皮会过早变硬。"
STEAM = "进炉前朝炉壁喷一点水，蒸汽让表皮保持柔软，面包才能继续长高。"
ROAD = "骑行长途之前应当检查刹车片的厚度，磨损超过一半就需要更换新的刹车片。"


def document(name: str, text: str) -> Document:
    return clean(Note(f"/n/{name}", name, text, "text", "utf-8", ""))


def shown(groups: Sequence[DuplicateGroup]) -> list[tuple[str, str, list[str]]]:
    """Give each group's kind, the source and text of its canonical copy, and its copies' texts."""
    return [
        (
            group.kind,
            group.canonical.source + " " + group.canonical.text,
            [c.text for c in group.copies],
        )
        for group in groups
    ]


@pytest.mark.parametrize(
    "copy",
    [
        DOUGH.replace("，", ",").replace("。", "."),
        DOUGH.replace("，", " "),
        "酵母菌在麵團裡把糖分解成二氧化碳和酒精，氣泡被麵筋網兜住以後麵團就慢慢地發起來。",
        "**" + DOUGH[:10] + "**" + DOUGH[10:],
    ],
)
def test_punctuation_width_and_traditional_forms_leave_an_exact_copy(copy: str) -> None:
    groups = find_duplicates([document("a.txt", DOUGH), document("b.txt", copy)])
    assert shown(groups) == [("exact", f"a.txt {DOUGH}", [copy])]
    assert groups[0].similarity == 1.0


def test_a_copy_that_is_split_differently_is_one_group() -> None:
    first = f"{DOUGH}{OVEN}{STEAM}"
    second = f"前言说的是别的事，与后文没有关系。\n\n{DOUGH}\n\n{OVEN}\n\n{STEAM}"
    groups = find_duplicates([document("a.txt", first), document("b.txt", second)])
    assert shown(groups) == [
        ("exact", f"b.txt {DOUGH}\n\n{OVEN}\n\n{STEAM}", [first]),
    ]
    start = second.index(DOUGH)
    assert (groups[0].canonical.start, groups[0].canonical.line_start) == (start, 3)


def test_sentences_that_one_note_joins_are_found_in_the_whole() -> None:
    joined = f"{DOUGH[:-1]}，{OVEN[:-1]}，{STEAM}"
    groups = find_duplicates(
        [document("a.txt", f"{DOUGH}{OVEN}{STEAM}"), document("b.txt", joined)]
    )
    assert [(group.kind, group.similarity) for group in groups] == [("exact", 1.0)]


def test_the_uncut_sentence_is_canonical() -> None:
    cut = DOUGH[:28]
    groups = find_duplicates([document("a.txt", cut), document("b.txt", DOUGH)])
    assert shown(groups) == [("partial", f"b.txt {DOUGH}", [cut])]
    assert groups[0].similarity == 1.0


def test_of_equal_copies_the_one_with_marks_is_canonical_then_the_first_by_path() -> None:
    bare = DOUGH.replace("，", " ")
    groups = find_duplicates(
        [document("c.txt", DOUGH), document("a.txt", bare), document("b.txt", DOUGH)]
    )
    assert groups[0].canonical.source == "b.txt"
    assert [copy.source for copy in groups[0].copies] == ["a.txt", "c.txt"]


def test_reworded_sentences_are_near() -> None:
    reworded = DOUGH.replace("分解成", "转化为").replace("慢慢地", "逐渐")
    groups = find_duplicates([document("a.txt", DOUGH), document("b.txt", reworded)])
    assert shown(groups) == [("near", f"a.txt {DOUGH}", [reworded])]
    assert groups[0].similarity == 0.8533


def test_sentences_in_another_order_are_one_group() -> None:
    first, second = f"{DOUGH}{OVEN}{STEAM}{ROAD}", f"{STEAM}{ROAD}{DOUGH}{OVEN}"
    groups = find_duplicates([document("a.txt", first), document("b.txt", second)])
    assert shown(groups) == [("near", f"a.txt {first}", [second])]
    assert groups[0].similarity == 0.9999


def test_a_name_with_its_translation_and_a_sentence_on_it_are_no_conflict() -> None:
    name = "分组查询注意力（grouped query attention）"
    documents = [
        document("a.txt", name),
        document(
            "b.txt", "分组查询注意力由分组注意力（grouped attention）和多查询注意力两步组成。"
        ),
    ]
    assert index_documents(documents).conflicts() == ()


def test_a_sentence_put_between_parts_the_run() -> None:
    groups = find_duplicates(
        [document("a.txt", DOUGH + OVEN), document("b.txt", DOUGH + ROAD + OVEN)]
    )
    assert shown(groups) == [
        ("exact", f"a.txt {DOUGH}", [DOUGH]),
        ("exact", f"a.txt {OVEN}", [OVEN]),
    ]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("增大批大小可以让梯度估计的方差变小。", "减小批大小可以让梯度估计的方差变小。", "concept"),
        (
            "权重过大时应当加入L1正则化来约束模型。",
            "权重过大时应当加入L2正则化来约束模型。",
            "number",
        ),
        (
            "隐藏层用ReLU激活函数时，收敛得更快一些。",
            "隐藏层用Sigmoid激活函数时，收敛得更快一些。",
            "concept",
        ),
        (
            "测试集上需要使用随机失活来得到结果。",
            "测试集上不需要使用随机失活来得到结果。",
            "negation",
        ),
        ("面团要在温暖的地方发酵两个小时才够。", "面团要在温暖的地方发酵三个小时才够。", "number"),
        ("卷积层负责提取图像里的局部特征。", "池化层负责提取图像里的局部特征。", "concept"),
    ],
)
def test_a_swapped_negation_number_or_concept_is_a_conflict(
    first: str, second: str, reason: str
) -> None:
    documents = [document("a.txt", first), document("b.txt", second)]
    assert find_duplicates(documents) == ()
    (conflict,) = index_documents(documents).conflicts()
    assert isinstance(conflict, Conflict)
    assert (conflict.reason, conflict.first.text, conflict.second.text) == (reason, first, second)


def test_formulas_code_and_short_items_are_no_copies() -> None:
    first = f"{DOUGH}\n\n$$H*W*C*D*K*K$$\n\n- 加速收敛\n- 缓解过拟合\n\n{STEAM}"
    second = f"{ROAD}\n\n$$H*W*C*D*K*3$$\n\n- 缓解过拟合\n- MobileNet v1\n- 加速收敛\n\n{OVEN}"
    assert find_duplicates([document("a.txt", first), document("b.txt", second)]) == ()


def test_one_line_a_thousand_times() -> None:
    groups = find_duplicates([document("a.txt", f"{DOUGH}\n" * 1000)])
    assert [(group.kind, len(group.copies)) for group in groups] == [("exact", 999)]
    assert {copy.text for copy in groups[0].copies} == {DOUGH}


def test_a_thousand_equal_notes() -> None:
    text = f"{DOUGH}{OVEN}\n\n{STEAM}"
    groups = find_duplicates([document(f"{i:04}.txt", text) for i in range(1000)])
    assert [(group.kind, group.canonical.text, len(group.copies)) for group in groups] == [
        ("exact", text, 999)
    ]


def test_nothing_and_nothing_but_marks() -> None:
    empty = Document(Note("/n/a", "a", "。。！", "text", "utf-8", ""), (Span(0, 3),), (), ())
    assert find_duplicates([]) == ()
    assert find_duplicates([empty, empty, document("b.txt", "！！！\n\n……")]) == ()


def test_each_copy_is_the_notes_own_text_in_a_kept_span() -> None:
    documents = corpus()
    by_path = {document.note.path: document for document in documents}
    for group in find_duplicates(documents):
        for copy in (group.canonical, *group.copies):
            held = by_path[copy.path]
            assert held.note.text[copy.start : copy.end] == copy.text
            assert any(span.start <= copy.start < copy.end <= span.end for span in held.kept)
            assert held.note.text.count("\n", 0, copy.start) + 1 == copy.line_start


def corpus() -> list[Document]:
    notes = [note for note in read_notes(CORPUS) if isinstance(note, Note)]
    return [clean(note) for note in notes]


def test_the_paragraphs_copied_in_the_corpus() -> None:
    found = {
        (copy.source, group.canonical.text[:8])
        for group in find_duplicates(corpus())
        for copy in (group.canonical, *group.copies)
    }
    copied = {
        ("blog/training-deep-networks-lessons.txt", "blog/learning-rate-and-batch-size.txt"): (
            ("**高维空间里真", "梯度裁剪（gra", "批大小(batc")
        ),
        ("legacy/convolution-arithmetic.txt", "forum/cnn-vs-dnn-thread.txt"): (
            ("感受野（rece", "1×1 卷积又称", "池化（pooli")
        ),
        ("notes/rnn-sequence-models-summary.md", "forum/rnn-why-lstm-thread.txt"): (
            ("序列很长的时候，", "要注意RNN的梯", "LSTM 能缓解")
        ),
    }
    for sources, openings in copied.items():
        assert set(product(sources, openings)) <= found


def test_the_order_of_the_documents_changes_nothing() -> None:
    documents = [
        document("a.txt", DOUGH),
        document("b.txt", DOUGH),
        document("c.txt", DOUGH + OVEN),
    ]
    assert find_duplicates(documents[::-1]) == find_duplicates(documents)


PARTS = (
    DOUGH,
    OVEN,
    STEAM,
    ROAD,
    DOUGH.replace("分解成", "转化为").replace("慢慢地", "逐渐"),
    OVEN.replace("二百二十", "一百八十"),
    DOUGH[:28],
    f"{STEAM}{OVEN}{DOUGH}",
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.lists(st.sampled_from(PARTS), max_size=4)),
        min_size=1,
        max_size=8,
    )
)
def test_reusing_comparisons_finds_what_comparing_anew_finds(
    changes: list[tuple[int, list[str]]],
) -> None:
    notes: dict[str, Document] = {}
    comparer = Comparer()
    for number, parts in changes:
        name = f"{number}.txt"
        if parts:  # adds the note, or changes it
            notes[name] = document(name, "\n\n".join(parts))
        else:
            notes.pop(name, None)
        comparer = Comparer(comparer.used)
        index = index_documents(notes.values(), DuplicateIndex(comparer=comparer))
        anew = index_documents(notes.values())
        assert index.groups() == anew.groups()
        assert index.conflicts() == anew.conflicts()


def test_only_a_note_that_is_new_is_compared() -> None:
    reworded = DOUGH.replace("分解成", "转化为"), OVEN.replace("过早变硬", "很早变硬")
    documents = [document("a.txt", DOUGH + OVEN), document("c.txt", reworded[0] + ROAD)]
    first = Comparer()
    find_duplicates(documents, comparer=first)
    assert first.fresh == 2
    again = Comparer(first.used)
    find_duplicates(documents, comparer=again)
    assert again.fresh == 0
    added = Comparer(first.used)
    find_duplicates([*documents, document("b.txt", reworded[1])], comparer=added)
    assert added.fresh == 1
    removed = Comparer(added.used)
    find_duplicates(documents, comparer=removed)
    assert (removed.fresh, removed.used) == (0, first.used)


@pytest.mark.parametrize(
    ("min_chars", "near", "containment", "message"),
    [
        (0, 0.8, 0.9, "min_chars must be at least 1, got 0"),
        (16, 0.4, 0.9, "near must be from 0.5 to 1, got 0.4"),
        (16, 0.8, 1.1, "containment must be from 0.5 to 1, got 1.1"),
    ],
)
def test_thresholds_out_of_range(
    min_chars: int, near: float, containment: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        DuplicateIndex(min_chars=min_chars, near=near, containment=containment)
