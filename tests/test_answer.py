"""Hits become an answer, or the word that there is none."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.copies.copy_marks import mark_copies
from kg.records import Copy, DuplicateGroup, Passage
from search import store
from search.answer import MAX_NEIGHBORS, answer, ask, named_neighbors
from search.encoder import Encoder
from search.expansion import Query
from search.hits import Hit, Neighbor, Place
from search.ingest import ingest
from search.knowledge_base import KnowledgeBase
from search.lookup import find_concept

MITIGATES = "批归一化可以缓解梯度消失，因此很深的网络也能训练起来。"
NOTES = {
    "norm.md": f"# 批归一化\n\n批归一化（BN）把每层的输入拉回稳定的分布。\n\n{MITIGATES}\n",
    "sigmoid.md": "# 激活函数\n\nSigmoid 会导致梯度消失，因为它两端的导数趋近于零。\n",
    "tea.txt": "泡绿茶的水温以八十度为宜，水太烫会让茶汤发苦，第一泡不必久浸。\n",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("answer")
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest([folder], folder / "kb", load_encoder=lambda name: hashing_encoder)
    return store.load(folder / "kb")


def query(text: str, *words: str, concepts: tuple[str, ...] = ()) -> Query:
    vector = np.zeros(256, dtype=np.float32)
    terms = dict.fromkeys(words, 1.0)
    return Query(text, vector, terms, terms, words, (), concepts, is_chinese=True)


def with_copy(base: KnowledgeBase, first: Passage, second: Passage) -> KnowledgeBase:
    """The base, where the second of two passages is told to be a copy of the first."""
    one, other = (
        Copy(p.source, p.start, p.end, p.line_start, p.text, p.path) for p in (first, second)
    )
    groups = (DuplicateGroup("near", 0.9, one, (other,)),)
    return replace(base, duplicates=groups, copy_marks=mark_copies(groups))


def hit_of(base: KnowledgeBase, source: str, *, score: float = 1.0, cosine: float = 0.95) -> Hit:
    found = next(i for i, passage in enumerate(base.passages) if passage.source == source)
    return Hit(found, base.passages[found], score=score, dense=cosine, coverage=1.0)


def test_an_answer_is_its_excerpts_each_with_its_mark(base: KnowledgeBase) -> None:
    hits = [hit_of(base, "sigmoid.md", score=3.0), hit_of(base, "tea.txt", score=2.9)]
    made = answer(query("梯度消失？", "梯度"), hits, base, limit=5)
    assert made.found
    assert [cited.rank for cited in made.citations] == [1, 2]
    first, second = made.citations
    assert made.text == f"{first.excerpt} [1]\n\n{second.excerpt} [2]"
    passage = hits[0].passage
    assert (first.source, first.start, first.end) == (passage.source, passage.start, passage.end)
    assert (first.line_start, first.line_end) == (passage.line_start, passage.line_end)
    assert (first.heading, first.passage, first.score) == (passage.heading, passage.text, 3.0)
    assert NOTES["sigmoid.md"][first.start : first.end] == first.passage
    matched = {first.excerpt[span.start : span.end] for span in first.matches}
    assert matched == {"梯度"}


def test_the_excerpt_holds_the_window_that_is_nearest_in_meaning(
    tmp_path: Path, hashing_encoder: Encoder
) -> None:
    sentences = [
        f"{sign}这一句讲的是同一件事里的另一个方面，{sign * 20}。" for sign in "甲乙丙丁戊己庚辛壬"
    ]
    (tmp_path / "long.txt").write_text("".join(sentences), encoding="utf-8")
    ingest([tmp_path], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    base = store.load(tmp_path / "kb")
    hit = hit_of(base, "long.txt")
    for row, sign in ((0, "甲"), (-1, "壬")):
        asked = replace(query("在哪里", "在哪里"), vector=base.windows.rows[row])
        excerpt = answer(asked, [hit], base, limit=1).citations[0].excerpt
        assert excerpt.count(sign) == 21
        assert len(excerpt) <= 300 < len(hit.passage.text)


def test_far_hits_are_no_answer_but_the_nearest_are_shown(base: KnowledgeBase) -> None:
    made = answer(query("宋朝？", "宋朝"), [hit_of(base, "tea.txt", cosine=0.5)], base, limit=5)
    assert (made.found, made.text) == (False, None)
    assert [cited.source for cited in made.citations] == ["tea.txt"]


def test_no_hits_are_no_answer(base: KnowledgeBase) -> None:
    made = answer(query("？"), [], base, limit=5)
    assert (made.found, made.text, made.citations) == (False, None, ())
    assert (made.concepts, made.neighbors) == ((), ())


def test_limit_cuts_the_citations(base: KnowledgeBase) -> None:
    hits = [hit_of(base, name) for name in NOTES]
    made = answer(query("？", "梯度"), hits, base, limit=2)
    assert [cited.source for cited in made.citations] == ["norm.md", "sigmoid.md"]


def test_from_the_fourth_on_hits_far_below_the_best_are_left_out(base: KnowledgeBase) -> None:
    def numbered(i: int, score: float) -> Hit:
        passage = Passage("/n/x.md", "x.md", 10 * i, 10 * i + 5, i, i, (), "", f"第{i}段话。")
        return Hit(0, passage, score=score, dense=0.9, coverage=1.0)

    scores = [5.0, 3.0, 2.0, 3.6, 3.4]
    hits = [numbered(i, score) for i, score in enumerate(scores)]
    lone = replace(base, copy_marks={})
    made = answer(query("？", "话"), hits, lone, limit=5)
    assert [cited.score for cited in made.citations] == [5.0, 3.0, 2.0, 3.6]


def test_a_copy_of_a_better_hit_is_named_there_and_not_cited_again(base: KnowledgeBase) -> None:
    first, second = hit_of(base, "norm.md"), hit_of(base, "sigmoid.md")
    copied = second.passage
    place = Place(copied.source, copied.start, copied.end, copied.line_start, copied.path)
    with_copies = with_copy(base, first.passage, copied)
    made = answer(query("？", "梯度"), [first, second], with_copies, limit=5)
    assert [(cited.source, cited.also_in) for cited in made.citations] == [("norm.md", (place,))]
    # Where little of it is copied, the hit stands for itself.
    half = len(copied.text) // 2
    part = replace(copied, end=copied.start + half, text=copied.text[:half])
    made = answer(
        query("？", "梯度"), [first, second], with_copy(base, first.passage, part), limit=5
    )
    assert [cited.source for cited in made.citations] == ["norm.md", "sigmoid.md"]


def test_concepts_come_with_their_names_and_neighbors(base: KnowledgeBase) -> None:
    norm = find_concept("批归一化", base.concepts)
    made = answer(query("？", concepts=(norm.id,)), [], base, limit=5)
    (named,) = made.concepts
    assert {named.name, *named.aliases} >= {"批归一化", "BN"}
    assert made.neighbors == tuple(named_neighbors(norm, base, limit=MAX_NEIGHBORS))
    near = next(near for near in made.neighbors if near.relation == "mitigates")
    assert (near.of, near.direction, near.concept) == (norm.name, "out", "梯度消失")
    assert [(said.source, said.line_start, said.text) for said in near.evidence] == [
        ("norm.md", 5, MITIGATES)
    ]


def test_neighbors_are_cut_to_the_limit(base: KnowledgeBase) -> None:
    vanishing = find_concept("梯度消失", base.concepts)
    every: list[Neighbor] = named_neighbors(vanishing, base)
    assert ("mitigates", "in") in {(near.relation, near.direction) for near in every}
    assert named_neighbors(vanishing, base, limit=1) == every[:1]


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_a_blank_question(base: KnowledgeBase, hashing_encoder: Encoder, text: str) -> None:
    with pytest.raises(ValueError, match="the question is empty; ask something such as"):
        ask(text, base, hashing_encoder)


def test_a_limit_below_one(base: KnowledgeBase, hashing_encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="limit must be at least 1, got 0"):
        ask("批归一化？", base, hashing_encoder, limit=0)


@pytest.mark.parametrize(
    "text",
    ["批归一化可以缓解什么", "BN" * 5000, "What is BN?", "' OR 1=1 --", "<b>\x00\x1b[0m"],
    ids=["chinese", "long", "english", "sql", "control"],
)
def test_any_question_is_answered_or_refused(
    base: KnowledgeBase, hashing_encoder: Encoder, text: str
) -> None:
    made = ask(text, base, hashing_encoder, limit=2)
    assert made.question == text
    assert len(made.citations) <= 2
    assert (made.text is None) == (not made.found)
    for cited in made.citations:
        assert NOTES[cited.source][cited.start : cited.end] == cited.passage
        assert cited.excerpt in cited.passage
        assert len(cited.excerpt) <= 300


@pytest.mark.parametrize(
    "text", ["的了吗呢", "这是什么", "？！。……，", "!!! ???", "\x00\x07", "🙂"]
)
def test_a_question_of_stop_words_or_marks_alone_has_nothing_near(
    base: KnowledgeBase, hashing_encoder: Encoder, text: str
) -> None:
    made = ask(text, base, hashing_encoder)
    assert (made.found, made.text, made.concepts, made.citations) == (False, None, (), ())


@pytest.mark.parametrize("text", ["您好", "hello"])
def test_a_word_of_which_the_notes_hold_nothing_has_nothing_near(
    base: KnowledgeBase, hashing_encoder: Encoder, text: str
) -> None:
    made = ask(text, base, hashing_encoder)
    assert (made.found, made.text, made.citations) == (False, None, ())


def test_a_slip_of_one_letter_is_answered_under_the_question_as_it_was_asked(
    base: KnowledgeBase, hashing_encoder: Encoder
) -> None:
    slip = ask("Sigmiod 会导致什么？", base, hashing_encoder, limit=1)
    right = ask("sigmoid 会导致什么？", base, hashing_encoder, limit=1)
    assert slip.question == "Sigmiod 会导致什么？"
    assert (slip.found, slip.citations, slip.concepts) == (
        right.found,
        right.citations,
        right.concepts,
    )
    assert [cited.source for cited in slip.citations] == ["sigmoid.md"]


def test_ten_thousand_characters_are_a_question_too(
    base: KnowledgeBase, hashing_encoder: Encoder
) -> None:
    text = (NOTES["tea.txt"].strip() * 400)[:10_000]
    made = ask(text, base, hashing_encoder, limit=1)
    assert len(made.question) == 10_000
    assert [(cited.rank, cited.source) for cited in made.citations] == [(1, "tea.txt")]


def test_a_limit_above_the_number_of_passages_gives_them_all(
    base: KnowledgeBase, hashing_encoder: Encoder
) -> None:
    made = ask("批归一化", base, hashing_encoder, limit=10_000)
    assert len(base.passages) == 3
    assert [cited.rank for cited in made.citations] == [1, 2, 3]
    assert {cited.source for cited in made.citations} == set(NOTES)


def test_a_base_of_one_passage_answers_and_refuses(
    tmp_path: Path, hashing_encoder: Encoder
) -> None:
    (tmp_path / "tea.txt").write_text(NOTES["tea.txt"], encoding="utf-8")
    ingest([tmp_path], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    one = store.load(tmp_path / "kb")
    assert len(one.passages) == 1
    asked = "泡绿茶的水温以八十度为宜，水太烫会让茶汤发苦"
    made = ask(asked, one, hashing_encoder, limit=5)
    assert [(cited.source, cited.passage) for cited in made.citations] == [
        ("tea.txt", NOTES["tea.txt"].strip())
    ]
    assert not ask("卷积核的边长为什么取奇数", one, hashing_encoder).found


def test_the_passage_in_the_words_of_the_question_comes_first(
    base: KnowledgeBase, hashing_encoder: Encoder
) -> None:
    made = ask("泡绿茶的水温多少为宜", base, hashing_encoder, limit=1)
    assert [cited.source for cited in made.citations] == ["tea.txt"]


def test_a_base_without_passages_has_no_answer(tmp_path: Path, hashing_encoder: Encoder) -> None:
    (tmp_path / "a.txt").write_text("阅读 1024  评论 3  点赞 20\n", encoding="utf-8")
    ingest([tmp_path], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    made = ask("什么是池化？", store.load(tmp_path / "kb"), hashing_encoder)
    assert (made.found, made.citations) == (False, ())


def test_a_question_waits_for_nothing_that_others_need() -> None:
    code = (
        "import sys, search.answer, search.store, search.encoder\n"
        "import search.console.terminal, search.console.json_output\n"
        "heavy = {'networkx', 'rapidfuzz', 'torch', 'trafilatura', 'kg.pipeline', 'numpy.ma'}\n"
        "sys.exit(' '.join(sorted(heavy & sys.modules.keys())) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
