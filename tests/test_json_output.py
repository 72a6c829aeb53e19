"""The keys and values that ``--json`` promises."""

from pathlib import Path

import pytest

from kg.duplicates import Conflict
from kg.neighborhood import Hop
from kg.readers import NoteError, read_notes
from kg.records import Alias, Concept, Copy, Evidence, RelationType, Span
from search import store
from search.console.json_output import (
    answer_json,
    concept_json,
    duplicates_json,
    path_json,
    report_json,
    status_json,
)
from search.encoder import Encoder
from search.hits import Answer, Citation, NamedConcept, Neighbor, Place
from search.ingest import Report, ingest
from search.knowledge_base import KnowledgeBase

NOTE = """\
# 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入拉回到稳定的分布。

批归一化可以缓解梯度消失，因此深层网络也能训练。

sigmoid 会导致梯度消失，深层网络因此难以训练。
"""
SAID = Evidence("a.md", 12, 40, 52, "BN 能缓解梯度消失。")


@pytest.fixture
def folder(tmp_path: Path, hashing_encoder: Encoder) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    (notes / "b.txt").write_text(f"阅读 1024  评论 3  点赞 20\n\n{NOTE}", encoding="utf-8")
    ingest([notes], tmp_path / "kb", load_encoder=lambda name: hashing_encoder, model="hashing")
    return tmp_path / "kb"


@pytest.fixture
def base(folder: Path) -> KnowledgeBase:
    return store.load(folder)


def test_answer() -> None:
    citation = Citation(
        rank=1,
        source="a.md",
        start=40,
        end=60,
        line_start=12,
        line_end=13,
        heading=("归一化", "作用"),
        excerpt="BN 能缓解梯度消失。",
        passage="BN 能缓解梯度消失。\n又快又稳。",
        score=1.5,
        also_in=(Place("b.txt", 3, 15, 2),),
        matches=(Span(0, 2),),
    )
    answer = Answer(
        question="BN？",
        found=True,
        text="BN 能缓解梯度消失。 [1]",
        citations=(citation,),
        concepts=(NamedConcept("批归一化", ("BN",)),),
        neighbors=(Neighbor("批归一化", "mitigates", "out", "梯度消失", (SAID,)),),
    )
    assert answer_json(answer) == {
        "question": "BN？",
        "found": True,
        "answer": "BN 能缓解梯度消失。 [1]",
        "citations": [
            {
                "rank": 1,
                "source": "a.md",
                "start": 40,
                "end": 60,
                "line_start": 12,
                "line_end": 13,
                "heading": ["归一化", "作用"],
                "excerpt": "BN 能缓解梯度消失。",
                "passage": "BN 能缓解梯度消失。\n又快又稳。",
                "score": 1.5,
                "also_in": [{"source": "b.txt", "start": 3, "end": 15, "line_start": 2}],
            }
        ],
        "concepts": [{"name": "批归一化", "aliases": ["BN"]}],
        "neighbours": [
            {
                "of": "批归一化",
                "relation": "mitigates",
                "direction": "out",
                "concept": "梯度消失",
                "evidence": [{"source": "a.md", "line_start": 12, "text": "BN 能缓解梯度消失。"}],
            }
        ],
    }


def test_answer_not_found() -> None:
    assert answer_json(Answer("？", False, None, (), (), ())) == {
        "question": "？",
        "found": False,
        "answer": None,
        "citations": [],
        "concepts": [],
        "neighbours": [],
    }


def test_concept() -> None:
    norm = Concept("bn", "批归一化", (Alias("BN", SAID), Alias("BatchNorm")))
    near = Neighbor("批归一化", "uses", "in", "ResNet", (SAID,))
    node = {"name": "批归一化", "passages": 7, "community": 2, "pagerank": 0.1}
    quote = {"source": "a.md", "line_start": 12, "text": "BN 能缓解梯度消失。"}
    assert concept_json(norm, [near], node, [SAID]) == {
        "name": "批归一化",
        "id": "bn",
        "aliases": [{"name": "BN", "evidence": quote}, {"name": "BatchNorm", "evidence": None}],
        "passages": 7,
        "community": 2,
        "neighbours": [
            {
                "of": "批归一化",
                "relation": "uses",
                "direction": "in",
                "concept": "ResNet",
                "evidence": [quote],
            }
        ],
        "mentions": [quote],
    }


def test_path() -> None:
    concepts = {c.id: c for c in (Concept("bn", "批归一化"), Concept("v", "梯度消失"))}
    hop = Hop("bn", RelationType.MITIGATES, "v", forward=False, evidence=(SAID,))
    assert path_json(concepts["v"], concepts["bn"], [hop], concepts) == {
        "from": "梯度消失",
        "to": "批归一化",
        "hops": [
            {
                "head": "批归一化",
                "relation": "mitigates",
                "tail": "梯度消失",
                "forward": False,
                "evidence": [{"source": "a.md", "line_start": 12, "text": "BN 能缓解梯度消失。"}],
            }
        ],
    }


def test_duplicates_hold_the_very_text(folder: Path, base: KnowledgeBase) -> None:
    notes = store.read_notes(folder)
    found = duplicates_json(base.duplicates, base, notes)
    texts = {note.source: note.text for note in notes}
    assert set(found) == {"groups", "furniture"}
    places = [p for group in found["groups"] for p in (group["canonical"], *group["copies"])]
    assert {place["source"] for place in places} == {"a.md", "b.txt"}
    for place in (*places, *found["furniture"]):
        text = texts[place["source"]]
        assert text[place["start"] : place["end"]] == place["text"]
        assert place["line_start"] == text.count("\n", 0, place["start"]) + 1
    assert {"kind", "similarity", "canonical", "copies"} == set(found["groups"][0])
    assert {"source", "start", "end", "line_start", "text"} == set(places[0])
    furniture = [span for span in found["furniture"] if span["text"].strip()]
    assert [(span["source"], span["line_start"]) for span in furniture] == [("b.txt", 1)]
    assert furniture[0]["text"].strip() == "阅读 1024  评论 3  点赞 20"
    assert set(furniture[0]) == {"source", "line_start", "start", "end", "text", "reason"}


def test_conflicts_are_given_where_asked_for(folder: Path, base: KnowledgeBase) -> None:
    first, second = (Copy(f"{name}.md", 4, 7, 2, "取 3", "/n") for name in "ab")
    conflicts = [Conflict("number", 0.9, first, second)]
    found = duplicates_json([], base, store.read_notes(folder), conflicts)
    place = {"start": 4, "end": 7, "line_start": 2, "text": "取 3"}
    assert found["groups"] == []
    assert found["conflicts"] == [
        {
            "reason": "number",
            "similarity": 0.9,
            "first": {"source": "a.md", **place},
            "second": {"source": "b.md", **place},
        }
    ]


def test_status(base: KnowledgeBase) -> None:
    status = status_json(base, folder="kb", size_bytes=12)
    assert status["relations"] == sum(status["relation_types"].values())
    assert status["relations"] == base.graph.number_of_edges()
    assert status | {"concepts": 0, "relations": 0, "relation_types": {}} == {
        "notes": 2,
        "passages": len(base.passages),
        "concepts": 0,
        "relations": 0,
        "relation_types": {},
        "duplicate_groups": len(base.duplicates),
        "model": "hashing",
        "dimension": 256,
        "size_bytes": 12,
        "folder": "kb",
        "contradictions": [],
    }


def test_report(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (error,) = read_notes(tmp_path)
    assert isinstance(error, NoteError)
    report = Report(
        ("a.md",), (), ("b.md",), 2, (error,), 9, 4, left_out=("c.md",), renamed=("d.md",)
    )
    assert report_json(report, seconds=1.23456) == {
        "added": ["a.md"],
        "changed": [],
        "removed": ["b.md"],
        "renamed": ["d.md"],
        "unchanged": 2,
        "failed": [
            {
                "source": "empty.txt",
                "line_start": None,
                "error": "is empty",
                "remedy": "write something in it or delete it",
            }
        ],
        "warnings": [],
        "left_out": ["c.md"],
        "passages": 9,
        "embedded": 4,
        "seconds": 1.235,
    }
