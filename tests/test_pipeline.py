"""The stages together, on two tiny notes."""

from kg.decisions import Decisions
from kg.pipeline import build
from kg.records import Note

BATCH_NORM = """# 批归一化

批归一化（Batch Normalization，简称 BN）是一种归一化方法。

BN 可以缓解梯度消失。

## 与层归一化的区别

与批归一化相比，层归一化（LN）不依赖批的大小。
"""
SIGMOID = """阅读量：3790

# 激活函数

sigmoid 会导致梯度消失。ReLU 可以缓解梯度消失。

BN 可以缓解梯度消失。
"""


def note(source: str, text: str) -> Note:
    return Note(f"/notes/{source}", source, text, "markdown", "utf-8", "0" * 64)


NOTES = (note("a.md", BATCH_NORM), note("b.md", SIGMOID))


def test_stages_run_in_order() -> None:
    stages: list[str] = []
    build(NOTES, on_stage=stages.append)
    assert stages == ["clean", "concepts", "relations", "duplicates"]


def test_names_of_one_concept_share_a_node_and_edges_quote_their_sentence() -> None:
    knowledge = build(NOTES)
    names = {frozenset((c.name, *(a.name for a in c.aliases))) for c in knowledge.concepts}
    assert frozenset({"BN", "批归一化", "Batch Normalization"}) in names
    (bn,) = (c.id for c in knowledge.concepts if "BN" in (c.name, *(a.name for a in c.aliases)))
    edge = knowledge.graph.edges[bn, "梯度消失", "mitigates"]
    assert [(e.source, e.line_start, e.text) for e in edge["evidence"]] == [
        ("a.md", 5, "BN 可以缓解梯度消失。"),
        ("b.md", 7, "BN 可以缓解梯度消失。"),
    ]


def test_what_notes_state_both_ways_is_listed() -> None:
    other = note("c.md", "# 传言\n\nReLU 会导致梯度消失。\n")
    assert build((*NOTES, other)).disputes == (
        "relu causes 梯度消失 (c.md:3); relu mitigates 梯度消失 (b.md:5)",
    )
    assert build(NOTES).disputes == ()


def test_furniture_is_in_no_passage() -> None:
    assert not any("3790" in passage.text for passage in build(NOTES).passages)


def test_the_order_of_the_notes_changes_nothing() -> None:
    forward, backward = build(NOTES), build(NOTES[::-1])
    assert forward.passages == backward.passages
    assert forward.concepts == backward.concepts
    assert list(forward.graph.edges(data=True)) == list(backward.graph.edges(data=True))


def test_no_notes_give_nothing() -> None:
    knowledge = build(())
    assert (knowledge.documents, knowledge.passages, knowledge.concepts) == ((), (), ())
    assert knowledge.graph.number_of_nodes() == 0


def test_a_name_that_only_the_user_knows_is_a_concept() -> None:
    text = "# 笔记\n\n大表可以缓解抖动。宽表很慢。\n"
    decisions = Decisions(forced=(("大表", "宽表"), ("宽表", "wide table")))
    knowledge = build([note("a.md", text)], decisions=decisions)
    (concept,) = [c for c in knowledge.concepts if c.name == "大表"]
    assert [alias.name for alias in concept.aliases] == ["宽表", "wide table"]


def test_a_property_is_a_concept_without_its_owner() -> None:
    text = "# 笔记\n\n预取能提升系统响应速度。另外，缓存也能提高响应速度。\n"
    graph = build([note("a.md", text)]).graph
    assert {head for head, tail in graph.edges() if tail == "响应速度"} >= {"缓存", "预取"}
