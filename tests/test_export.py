"""Each export of a small graph, read back where a reader exists."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from kg.export import FORMATS, MERMAID_MAX_EDGES, export
from kg.graph import ConceptGraph, build_graph, save_graph
from kg.records import Concept, Relation, RelationType
from tests.sample_graph import SAID, make_graph, named


def test_json_is_the_saved_graph_that_networkx_reads(tmp_path: Path) -> None:
    export(make_graph(), "json", tmp_path / "out.json")
    save_graph(make_graph(), tmp_path / "saved.json")
    assert (tmp_path / "out.json").read_bytes() == (tmp_path / "saved.json").read_bytes()
    stored = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(stored) == ["directed", "multigraph", "nodes", "edges"]
    read = nx.node_link_graph(stored, edges="edges")
    assert isinstance(read, nx.MultiDiGraph)
    assert [(head, tail, edge["relation"]) for head, tail, edge in read.edges(data=True)] == [
        ("bn", "relu", "related"),
        ("bn", "梯度消失", "causes"),
        ("bn", "梯度消失", "mitigates"),
    ]
    assert read.nodes["bn"]["aliases"] == ["批归一化", 'Batch "Norm"; v2']


BN = {
    "name": "BN",
    "aliases": '批归一化\nBatch "Norm"; v2',
    "passages": 0,
    "community": 0,
    "pagerank": 0.0,
}
RELATED = {
    "relation": "related",
    "confidence": 0.5,
    "npmi": -0.5,
    "evidence": ("b.md:7 BN 之后\nReLU\nnotes/a.md:3 BN 缓解梯度消失；见 <图 1> & [[表]]。"),
}


def test_graphml_round_trip(tmp_path: Path) -> None:
    export(make_graph(), "graphml", tmp_path / "out.graphml")
    read = nx.read_graphml(tmp_path / "out.graphml")
    assert isinstance(read, nx.MultiDiGraph)
    assert list(read) == ["bn", "relu", "孤立", "梯度消失"]
    assert read.nodes["bn"] == BN
    assert read.nodes["relu"]["name"] == "Re<LU> & #1"
    assert read.edges["bn", "relu", "e0"] == RELATED
    assert [(*ends, edge["relation"]) for *ends, edge in read.edges(data=True)] == [
        ("bn", "relu", "related"),
        ("bn", "梯度消失", "causes"),
        ("bn", "梯度消失", "mitigates"),
    ]


def test_gexf_round_trip(tmp_path: Path) -> None:
    export(make_graph(), "gexf", tmp_path / "out.gexf")
    read = nx.read_gexf(tmp_path / "out.gexf")
    assert isinstance(read, nx.MultiDiGraph)
    assert list(read) == ["bn", "relu", "孤立", "梯度消失"]
    assert read.nodes["bn"] == {**BN, "label": "BN"}
    assert read.nodes["relu"]["label"] == "Re<LU> & #1"
    edges = [(head, tail, edge) for head, tail, edge in read.edges(data=True)]
    assert edges[0] == ("bn", "relu", {**RELATED, "id": "0", "label": "related"})
    assert [(head, tail, edge["label"]) for head, tail, edge in edges[1:]] == [
        ("bn", "梯度消失", "causes"),
        ("bn", "梯度消失", "mitigates"),
    ]


def test_csv_has_the_headers_of_the_neo4j_import(tmp_path: Path) -> None:
    export(make_graph(), "csv", tmp_path / "out")
    head, *rows = (tmp_path / "out" / "nodes.csv").read_text(encoding="utf-8").splitlines()
    assert head == "id:ID,name,aliases:string[],passages:int,community:int,pagerank:double,:LABEL"
    assert list(csv.reader(rows)) == [
        ["bn", "BN", '批归一化;Batch "Norm"； v2', "0", "0", "0.0", "Concept"],
        ["relu", "Re<LU> &  #1", "", "0", "0", "0.0", "Concept"],
        ["孤立", "孤立", "", "0", "0", "0.0", "Concept"],
        ["梯度消失", "梯度消失", "", "0", "0", "0.0", "Concept"],
    ]
    said = "notes/a.md:3 BN 缓解梯度消失；见 <图 1> & [[表]]。"
    head, *rows = (tmp_path / "out" / "edges.csv").read_text(encoding="utf-8").splitlines()
    assert head == ":START_ID,:END_ID,:TYPE,confidence:double,weight:double,evidence:string[]"
    assert list(csv.reader(rows)) == [
        ["bn", "relu", "RELATED", "0.5", "-0.5", f"b.md:7 BN 之后 ReLU;{said}"],
        ["bn", "梯度消失", "CAUSES", "0.1", "0.25", said],
        ["bn", "梯度消失", "MITIGATES", "0.9", "0.25", said],
    ]


def test_mermaid_escapes_names(tmp_path: Path) -> None:
    export(make_graph(), "mermaid", tmp_path / "out.mmd")
    assert (tmp_path / "out.mmd").read_text(encoding="utf-8") == (
        "flowchart LR\n"
        '  n0["BN"]\n'
        '  n1["Re#60;LU#62; #38; #35;1"]\n'
        '  n2["梯度消失"]\n'
        "  n0 -->|mitigates| n2\n"
        "  n0 -->|causes| n2\n"
        "  n0 ---|related| n1\n"
    )


def test_mermaid_draws_no_more_edges_than_it_can(tmp_path: Path) -> None:
    count = MERMAID_MAX_EDGES + 1
    relations = [
        Relation("bn", RelationType.RELATED, f"概念{number:03}", 0.99, 0.5, (SAID,))
        for number in range(count - 1)
    ]
    relations.append(Relation("bn", RelationType.USES, "梯度", 0.1, 0.5, (SAID,)))
    ids = ["bn", "梯度", *(f"概念{number:03}" for number in range(count - 1))]
    graph = build_graph([Concept(name, name) for name in ids], [], relations, {}, {}, passages=[])
    export(graph, "mermaid", tmp_path / "out.mmd")
    lines = (tmp_path / "out.mmd").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["flowchart LR", "%% 500 of 501 edges", '  n0["bn"]']
    edges = [line for line in lines if "|" in line]
    assert len(edges) == 500
    assert edges[0] == "  n0 -->|uses| n1"
    assert edges[-1] == "  n0 ---|related| n500"
    assert [line for line in lines if "概念" in line][-1] == '  n500["概念498"]'


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "_.._etc_passwd.md"),
        ("..", "_.md"),
        ("", "_.md"),
        (".hidden", "hidden.md"),
        ("C:\\a", "C_a.md"),
        ("a\x00b\nc", "a_b_c.md"),
        ("con", "_con.md"),
        ("COM1.txt", "_COM1.txt.md"),
        ("[[链接]]#^|", "_链接_.md"),
        ("深" * 100, "深" * 66 + ".md"),
    ],
)
def test_file_names_are_safe(tmp_path: Path, name: str, file: str) -> None:
    export(named(name), "obsidian", tmp_path / "a" / "vault")
    assert [path.name for path in (tmp_path / "a" / "vault").iterdir()] == [file]
    assert [path.name for path in tmp_path.rglob("*.md")] == [file]


def test_names_apart_by_case_or_composition_only_get_a_suffix(tmp_path: Path) -> None:
    export(named("ReLU", "RELU", "relu", "caf\u00e9", "cafe\u0301"), "obsidian", tmp_path / "vault")
    assert sorted(path.name for path in (tmp_path / "vault").iterdir()) == [
        "RELU 2.md",
        "ReLU.md",
        "caf\u00e9 2.md",
        "caf\u00e9.md",
        "relu 3.md",
    ]


@pytest.mark.parametrize("format_name", ["json", "graphml", "gexf", "mermaid"])
def test_file_is_replaced_and_nothing_else_left(tmp_path: Path, format_name: str) -> None:
    out = tmp_path / "out"
    export(make_graph(), format_name, out)
    first = out.read_bytes()
    out.write_text("旧", encoding="utf-8")
    export(make_graph(), format_name, out)
    assert out.read_bytes() == first
    assert list(tmp_path.iterdir()) == [out]


def test_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("旧", encoding="utf-8")
    graph = make_graph()
    graph.nodes["bn"]["passages"] = object()
    with pytest.raises(TypeError, match="not JSON serializable"):
        export(graph, "json", out)
    assert out.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [out]


def test_an_error_names_the_file_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: ConceptGraph, staged: Path) -> None:
        raise OSError(28, "No space left on device", str(staged))

    monkeypatch.setitem(FORMATS, "json", fail)
    with pytest.raises(OSError, match=f"No space left on device: '{tmp_path}/out.json'"):
        export(make_graph(), "json", tmp_path / "out.json")


@pytest.mark.parametrize("format_name", ["csv", "obsidian"])
def test_folder_must_be_new_or_empty(tmp_path: Path, format_name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    export(make_graph(), format_name, out)
    before = sorted(path.name for path in out.iterdir())
    with pytest.raises(ValueError, match="out is not empty; name a new or empty folder"):
        export(make_graph(), format_name, out)
    assert sorted(path.name for path in out.iterdir()) == before


def test_file_and_folder_are_not_mistaken(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is a folder; name a file to write"):
        export(make_graph(), "json", tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="file is a file; name a new or empty folder to write to"):
        export(make_graph(), "csv", tmp_path / "file")


def test_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    known = "json, graphml, gexf, csv, mermaid, obsidian"
    with pytest.raises(ValueError, match=f"unknown format 'rdf'; choose one of {known}"):
        export(make_graph(), "rdf", tmp_path / "out")
    assert ", ".join(FORMATS) == known


def test_empty_graph_in_every_format(tmp_path: Path) -> None:
    for format_name in FORMATS:
        export(named(), format_name, tmp_path / format_name)
    assert (tmp_path / "mermaid").read_text(encoding="utf-8") == "flowchart LR\n"
    assert list((tmp_path / "obsidian").iterdir()) == []
    assert len((tmp_path / "csv" / "nodes.csv").read_text(encoding="utf-8").splitlines()) == 1
    root = ET.parse(tmp_path / "gexf").getroot()
    assert root.tag == "{http://www.gexf.net/1.2draft}gexf"
    assert list(nx.read_graphml(tmp_path / "graphml")) == []
