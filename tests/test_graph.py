"""The concept graph, built from three passages written by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cooccurrence import count_pairs, npmi
from kg.graph import ConceptGraph, build_graph, save_graph, sorted_edges
from kg.records import Alias, Concept, Evidence, Mention, Passage, Relation, RelationType

TEXTS = {
    "a.md": "BN 缓解梯度消失。\nReLU 也缓解梯度消失，它很简单！BN 常配 ReLU。",
    "b.md": "ReLU 之前放 BN 的写法很常见。",
    "c.md": "Dropout 在这里。\n    先看 BN。\nDropout 再来。",
    "d.md": "Dropout 随后。\nBN 最后。",
    "e.md": "与概念无关的一段。",
}
NAMES = {"bn": "BN", "dropout": "Dropout", "relu": "ReLU", "梯度消失": "梯度消失"}
FIRST_LINES = {"a.md": 10, "b.md": 1, "c.md": 3, "d.md": 1, "e.md": 1}
OFFSET = 100

CONCEPTS = [
    Concept("bn", "BN", (Alias("批归一化"), Alias("Batch Normalization"))),
    Concept("梯度消失", "梯度消失"),
    Concept("relu", "ReLU"),
    Concept("dropout", "Dropout"),
    Concept("孤立", "孤立"),
]


def make_passages(sources: list[str]) -> list[Passage]:
    return [
        Passage(
            path=f"/notes/{source}",
            source=source,
            start=OFFSET,
            end=OFFSET + len(TEXTS[source]),
            line_start=FIRST_LINES[source],
            line_end=FIRST_LINES[source] + TEXTS[source].count("\n"),
            heading=(),
            question="",
            text=TEXTS[source],
        )
        for source in sources
    ]


def make_mentions(passages: list[Passage]) -> list[Mention]:
    mentions = []
    for number, passage in enumerate(passages):
        for concept, name in NAMES.items():
            at = passage.text.find(name)
            while at >= 0:
                start = passage.start + at
                mentions.append(Mention(concept, number, start, start + len(name)))
                at = passage.text.find(name, at + 1)
    return mentions


SAID = Evidence("a.md", 10, 100, 110, "BN 缓解梯度消失。")
SAID_AGAIN = Evidence("z.md", 1, 0, 12, "梯度消失由 BN 缓解。")
MITIGATES = Relation("bn", RelationType.MITIGATES, "梯度消失", 0.8, 0.5, (SAID,))


def build(
    sources: list[str] | None = None,
    relations: list[Relation] | None = None,
    *,
    min_weight: float = -1.0,
    min_count: int = 2,
    max_related: int = 8,
    backwards: bool = False,
) -> ConceptGraph:
    passages = make_passages(sources or sorted(TEXTS))
    mentions = make_mentions(passages)
    counts = count_pairs(mentions)
    order = slice(None, None, -1 if backwards else 1)
    return build_graph(
        CONCEPTS[order],
        mentions[order],
        (relations if relations is not None else [MITIGATES])[order],
        npmi(counts, passages=len(passages)),
        counts.pairs,
        passages=passages,
        min_weight=min_weight,
        min_count=min_count,
        max_related_per_concept=max_related,
    )


def edges_of(graph: ConceptGraph) -> list[tuple[str, str, str]]:
    return [(head, tail, edge["relation"].value) for head, tail, edge in sorted_edges(graph)]


def test_nodes_carry_the_schema_in_id_order() -> None:
    graph = build()
    assert list(graph) == ["bn", "dropout", "relu", "孤立", "梯度消失"]
    assert graph.nodes["bn"] == {
        "name": "BN",
        "aliases": ["批归一化", "Batch Normalization"],
        "passages": 4,
        "community": 0,
        "pagerank": 0.0,
    }
    assert [graph.nodes[concept]["passages"] for concept in graph] == [4, 2, 2, 0, 1]


def test_typed_relation_replaces_related() -> None:
    graph = build(min_count=1)
    assert edges_of(graph) == [
        ("bn", "dropout", "related"),
        ("bn", "relu", "related"),
        ("bn", "梯度消失", "mitigates"),
        ("relu", "梯度消失", "related"),
    ]
    assert graph.edges["bn", "梯度消失", "mitigates"] == {
        "relation": RelationType.MITIGATES,
        "confidence": 0.8,
        "weight": 0.5,
        "evidence": (SAID,),
    }


def test_related_quotes_the_shortest_sentence_that_names_both() -> None:
    edge = build().edges["bn", "relu", "related"]
    # BN in 4 of 5 passages, ReLU in 2, both in 2: ln(10/8) / ln(5/2).
    assert edge["weight"] == pytest.approx(0.24353, abs=1e-5)
    assert edge["confidence"] == pytest.approx(0.24353 * 2 / 3, abs=1e-5)
    start = OFFSET + TEXTS["a.md"].index("BN 常配")
    assert edge["evidence"] == (Evidence("a.md", 11, start, start + 11, "BN 常配 ReLU。"),)


def test_related_without_a_common_sentence_quotes_one_that_names_each() -> None:
    edge = build().edges["bn", "dropout", "related"]
    assert [(said.line_start, said.start - OFFSET, said.text) for said in edge["evidence"]] == [
        (3, 0, "Dropout 在这里。"),
        (4, 17, "先看 BN。"),
    ]


@pytest.mark.parametrize(
    ("min_weight", "min_count", "expected"),
    [
        (0.2, 2, {("bn", "dropout"), ("bn", "relu")}),
        (0.25, 2, set()),
        (0.25, 1, {("relu", "梯度消失")}),
        (-1.0, 3, set()),
    ],
)
def test_related_needs_weight_and_count(
    min_weight: float, min_count: int, expected: set[tuple[str, str]]
) -> None:
    graph = build(min_weight=min_weight, min_count=min_count)
    assert {edge[:2] for edge in edges_of(graph) if edge[2] == "related"} == expected


@pytest.mark.parametrize(
    ("min_count", "expected"),
    [
        # relu has no stronger one than bn, which by itself would keep dropout only.
        (2, [("bn", "dropout", "related"), ("bn", "relu", "related")]),
        # relu is closer to 梯度消失 (0.57) than to bn (0.24 * 2), so neither end keeps bn - relu.
        (1, [("bn", "dropout", "related"), ("relu", "梯度消失", "related")]),
    ],
)
def test_related_keeps_the_strongest_of_either_end(
    min_count: int, expected: list[tuple[str, str, str]]
) -> None:
    assert edges_of(build(relations=[], min_count=min_count, max_related=1)) == expected


def test_equal_relations_merge_and_symmetric_ones_stand_once() -> None:
    graph = build(
        relations=[
            MITIGATES,
            Relation("bn", RelationType.MITIGATES, "梯度消失", 0.9, 0.5, (SAID_AGAIN, SAID)),
            Relation("relu", RelationType.CONTRASTS, "bn", 0.4, 0.1, (SAID_AGAIN,)),
            Relation("bn", RelationType.CONTRASTS, "relu", 0.3, 0.1, (SAID,)),
            Relation("relu", RelationType.USES, "bn", 0.6, 0.1, (SAID,)),
        ]
    )
    assert edges_of(graph) == [
        ("bn", "dropout", "related"),
        ("bn", "relu", "contrasts"),
        ("bn", "梯度消失", "mitigates"),
        ("relu", "bn", "uses"),
    ]
    assert graph.edges["bn", "梯度消失", "mitigates"]["confidence"] == 0.9
    assert graph.edges["bn", "梯度消失", "mitigates"]["evidence"] == (SAID, SAID_AGAIN)
    assert graph.edges["bn", "relu", "contrasts"]["confidence"] == 0.4
    assert graph.edges["bn", "relu", "contrasts"]["evidence"] == (SAID, SAID_AGAIN)


def test_order_of_input_does_not_change_the_graph(tmp_path: Path) -> None:
    forward, backward = tmp_path / "forward.json", tmp_path / "backward.json"
    save_graph(build(min_count=1), forward)
    save_graph(build(sorted(TEXTS, reverse=True), min_count=1, backwards=True), backward)
    assert forward.read_bytes() == backward.read_bytes()


def test_unknown_concept_and_self_relation_are_refused() -> None:
    stray = Relation("bn", RelationType.USES, "lstm", 0.5, 0.0, (SAID,))
    with pytest.raises(ValueError, match="unknown concept 'lstm' in a mention or relation"):
        build(relations=[stray])
    loop = Relation("bn", RelationType.IS_A, "bn", 0.5, 0.0, (SAID,))
    with pytest.raises(ValueError, match="is_a relation of 'bn' to itself"):
        build(relations=[loop])


def test_nothing_gives_the_empty_graph(tmp_path: Path) -> None:
    graph = build_graph([], [], [], {}, {}, passages=[])
    save_graph(graph, tmp_path / "graph.json")
    assert json.loads((tmp_path / "graph.json").read_text(encoding="utf-8")) == {
        "directed": True,
        "multigraph": True,
        "nodes": [],
        "edges": [],
    }


def test_saved_graph_is_the_documented_json(tmp_path: Path) -> None:
    save_graph(build(["a.md"]), tmp_path / "graph.json")
    text = (tmp_path / "graph.json").read_text(encoding="utf-8")
    assert '"name": "梯度消失"' in text
    stored = json.loads(text)
    assert list(stored) == ["directed", "multigraph", "nodes", "edges"]
    assert stored["nodes"][0] == {
        "id": "bn",
        "name": "BN",
        "aliases": ["批归一化", "Batch Normalization"],
        "passages": 1,
        "community": 0,
        "pagerank": 0.0,
    }
    assert stored["edges"] == [
        {
            "source": "bn",
            "target": "梯度消失",
            "relation": "mitigates",
            "confidence": 0.8,
            "weight": 0.5,
            "evidence": [
                {
                    "source": "a.md",
                    "line_start": 10,
                    "start": 100,
                    "end": 110,
                    "text": "BN 缓解梯度消失。",
                }
            ],
        }
    ]


def test_saved_evidence_has_the_documented_fields_alone(tmp_path: Path) -> None:
    graph = build(["a.md"])
    for *_, edge in graph.edges(data=True):
        edge["evidence"] = tuple(replace(said, heading="BN") for said in edge["evidence"])
    save_graph(graph, tmp_path / "graph.json")
    edge = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))["edges"][0]
    fields = ["source", "line_start", "start", "end", "text"]
    assert [list(said) for said in edge["evidence"]] == [fields]
