"""Write the concept graph in other tools' formats."""

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from xml.etree import ElementTree as ET

from kg.graph import SYMMETRIC, ConceptGraph, save_graph, sorted_edges
from kg.neighborhood import neighbors
from kg.records import Evidence, RelationType

MERMAID_MAX_EDGES = 500
"""Mermaid refuses to draw more."""

_NODE_COLUMNS = {
    "name": "string",
    "aliases": "string",
    "passages": "int",
    "community": "int",
    "pagerank": "double",
}
# Graph viewers take ``weight`` for a strength above zero; NPMI may lie below.
_EDGE_COLUMNS = {
    "relation": "string",
    "confidence": "double",
    "npmi": "double",
    "evidence": "string",
}
_GEXF_TYPES = {"int": "integer"}

_FILE_NAME_MAX_BYTES = 200
# What Windows, Obsidian links or both reserve.
_RESERVED = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#^\[\]]+')
_RESERVED_NAMES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What Obsidian takes for markup: some marks anywhere, others where a line begins.
_MARKUP = re.compile(r"[\\`*_\[\]<>$~|#=%&^]")
_LINE_MARK = re.compile(r"^(\d*)([-+.)])")
_MERMAID_CODES = {ord(mark): f"#{ord(mark)};" for mark in '#&"<>`'}


def export(
    graph: ConceptGraph,
    format_name: str,
    out: Path,
    *,
    words: Mapping[RelationType, str] = MappingProxyType({}),
) -> None:
    """Write the graph to ``out``, which appears complete or not at all.

    Args:
        graph: A graph from `kg.communities.annotate`.
        format_name: A key of `FORMATS`.
        out: The file to write or replace; for ``csv`` and ``obsidian`` a new or empty folder.
            Missing folders above it are made.
        words: What ``obsidian`` notes call the relations; by default as the graph does.

    Raises:
        ValueError: The format is unknown, or ``out`` is a folder where a file is due, a file
            where a folder is due, or a folder that holds anything.
        OSError: ``out`` cannot be written; the error names it.
    """
    if format_name not in FORMATS:
        raise ValueError(f"unknown format {format_name!r}; choose one of {', '.join(FORMATS)}")
    out = out.resolve()
    into_folder = format_name in _FOLDER_FORMATS
    if out.exists():
        _check_target(out, into_folder=into_folder)
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename on one disk.
    try:
        with TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            staged = Path(folder) / "staged"
            if into_folder:
                staged.mkdir()
            if format_name == "obsidian":
                _write_obsidian(graph, staged, words)
            else:
                FORMATS[format_name](graph, staged)
            if into_folder and out.exists():
                out.rmdir()
            staged.replace(out)
    except OSError as error:
        error.filename = str(out)  # nobody has heard of the folder beside it
        raise


def _check_target(out: Path, *, into_folder: bool) -> None:
    if not into_folder and out.is_dir():
        raise ValueError(f"{out} is a folder; name a file to write")
    if into_folder and not out.is_dir():
        raise ValueError(f"{out} is a file; name a new or empty folder to write to")
    if into_folder and any(out.iterdir()):
        raise ValueError(f"{out} is not empty; name a new or empty folder, or empty it first")


def _write_graphml(graph: ConceptGraph, out: Path) -> None:
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    nodes, edges = _flat_nodes(graph), _flat_edges(graph)
    for target, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
        for name, kind in columns.items():
            key = {"id": f"{target}-{name}", "for": target, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", key)
    body = ET.SubElement(root, "graph", edgedefault="directed")
    for concept, fields in nodes:
        element = ET.SubElement(body, "node", id=concept)
        for name, value in fields.items():
            ET.SubElement(element, "data", key=f"node-{name}").text = value
    for number, (head, tail, fields) in enumerate(edges):
        element = ET.SubElement(body, "edge", id=f"e{number}", source=head, target=tail)
        for name, value in fields.items():
            ET.SubElement(element, "data", key=f"edge-{name}").text = value
    _write_xml(root, out)


def _write_gexf(graph: ConceptGraph, out: Path) -> None:
    root = ET.Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    body = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for target, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
        attributes = ET.SubElement(body, "attributes", {"class": target})
        for name, kind in columns.items():
            column = {"id": f"{target}-{name}", "title": name, "type": _GEXF_TYPES.get(kind, kind)}
            ET.SubElement(attributes, "attribute", column)
    nodes = ET.SubElement(body, "nodes")
    for concept, fields in _flat_nodes(graph):
        element = ET.SubElement(nodes, "node", id=concept, label=fields["name"])
        _add_values(element, "node", fields)
    edges = ET.SubElement(body, "edges")
    for number, (head, tail, fields) in enumerate(_flat_edges(graph)):
        ends = {"id": str(number), "source": head, "target": tail, "label": fields["relation"]}
        _add_values(ET.SubElement(edges, "edge", ends), "edge", fields)
    _write_xml(root, out)


def _add_values(element: ET.Element, target: str, fields: Mapping[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in fields.items():
        ET.SubElement(values, "attvalue", {"for": f"{target}-{name}", "value": value})


def _flat_nodes(graph: ConceptGraph) -> Iterable[tuple[str, dict[str, str]]]:
    for concept in sorted(graph):
        node = graph.nodes[concept]
        texts = {**node, "aliases": "\n".join(node["aliases"])}
        yield _xml_text(concept), {name: _xml_text(str(texts[name])) for name in _NODE_COLUMNS}


def _flat_edges(graph: ConceptGraph) -> Iterable[tuple[str, str, dict[str, str]]]:
    for head, tail, edge in sorted_edges(graph):
        said = "\n".join(f"{_place(one)} {one.text}" for one in edge["evidence"])
        texts = {**edge, "npmi": edge["weight"], "evidence": said}
        fields = {name: _xml_text(str(texts[name])) for name in _EDGE_COLUMNS}
        yield _xml_text(head), _xml_text(tail), fields


def _xml_text(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _write_xml(root: ET.Element, out: Path) -> None:
    ET.indent(root)
    ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def _place(evidence: Evidence) -> str:
    return f"{evidence.source}:{evidence.line_start}"


def _write_csv(graph: ConceptGraph, out: Path) -> None:
    """Two tables with the headers of ``neo4j-admin database import``."""
    header = ["id:ID", "name", "aliases:string[]", "passages:int", "community:int"]
    rows = [[*header, "pagerank:double", ":LABEL"]]
    for concept in sorted(graph):
        node = graph.nodes[concept]
        # The import splits lists at semicolons, and knows no escape for one.
        aliases = ";".join(alias.replace(";", "；") for alias in node["aliases"])
        numbers = [str(node[name]) for name in ("passages", "community", "pagerank")]
        rows.append([concept, node["name"], aliases, *numbers, "Concept"])
    _write_table(rows, out / "nodes.csv")
    header = [":START_ID", ":END_ID", ":TYPE", "confidence:double", "weight:double"]
    rows = [[*header, "evidence:string[]"]]
    for head, tail, edge in sorted_edges(graph):
        said = (f"{_place(one)} {one.text}".replace(";", "；") for one in edge["evidence"])
        numbers = [str(edge["confidence"]), str(edge["weight"])]
        rows.append([head, tail, edge["relation"].upper(), *numbers, ";".join(said)])
    _write_table(rows, out / "edges.csv")


def _write_table(rows: Iterable[Iterable[str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        # The import reads one line a row unless told otherwise.
        csv.writer(file, lineterminator="\n").writerows(
            [" ".join(cell.splitlines()) for cell in row] for row in rows
        )


def _write_mermaid(graph: ConceptGraph, out: Path) -> None:
    """A flowchart of the concepts with edges.

    Of a graph too large to draw, the typed edges first, then the most confident.
    """
    edges = sorted_edges(graph)
    edges.sort(
        key=lambda edge: (edge[2]["relation"] == RelationType.RELATED, -edge[2]["confidence"])
    )
    shown = edges[:MERMAID_MAX_EDGES]
    concepts = sorted({end for edge in shown for end in edge[:2]})
    number = {concept: f"n{position}" for position, concept in enumerate(concepts)}
    lines = ["flowchart LR"]
    if len(shown) < len(edges):
        lines.append(f"%% {len(shown)} of {len(edges)} edges")
    for concept in concepts:
        name = " ".join(graph.nodes[concept]["name"].split())
        lines.append(f'  {number[concept]}["{_xml_text(name).translate(_MERMAID_CODES)}"]')
    for head, tail, edge in shown:
        arrow = "---" if edge["relation"] in SYMMETRIC else "-->"
        lines.append(f"  {number[head]} {arrow}|{edge['relation']}| {number[tail]}")
    _write_text(lines, out)


def _write_obsidian(
    graph: ConceptGraph, out: Path, words: Mapping[RelationType, str] = MappingProxyType({})
) -> None:
    """One note a concept, which links to its neighbors and quotes the evidence."""
    files = _file_names({concept: graph.nodes[concept]["name"] for concept in sorted(graph)})
    for concept, file in files.items():
        node = graph.nodes[concept]
        # As an alias, the name is found where the file is called otherwise.
        names = [name for name in (node["name"], *node["aliases"]) if name != file]
        listed = json.dumps(names, ensure_ascii=False)  # which is YAML
        lines = ["---", f"aliases: {listed}", "---", f"# {_markdown(node['name'])}", ""]
        for near in neighbors(graph, concept):
            arrow = "←" if near.direction == "in" else "→"
            arrow = "—" if near.relation in SYMMETRIC else arrow
            word = words.get(near.relation, near.relation)
            lines.append(f"- {word} {arrow} [[{files[near.concept]}]]")
            for said in near.evidence:
                lines += [f"  > {_markdown(line)}" for line in said.text.splitlines()]
                place = " › ".join(filter(None, (_place(said), said.heading)))
                lines += [f"  > （{_markdown(place)}）", ""]
        _write_text(lines, out / f"{file}.md")


def _markdown(text: str) -> str:
    """Give a text as one line of Markdown that reads as that text: no mark of it is markup."""
    line = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return _LINE_MARK.sub(r"\1\\\2", line)


def _file_names(names: Mapping[str, str]) -> dict[str, str]:
    """A file name for each concept, apart also where the disk ignores case and composition."""
    taken: set[str] = set()
    files: dict[str, str] = {}
    for concept, name in names.items():
        stem = file = _file_name(name)
        number = 2
        while file.casefold() in taken:
            file = f"{stem} {number}"
            number += 1
        taken.add(file.casefold())
        files[concept] = file
    return files


def _file_name(name: str) -> str:
    text = _RESERVED.sub("_", unicodedata.normalize("NFC", name))
    text = text.encode()[:_FILE_NAME_MAX_BYTES].decode(errors="ignore").strip(". ")
    if not text or _RESERVED_NAMES.fullmatch(text):
        return f"_{text}"
    return text


def _write_text(lines: Iterable[str], path: Path) -> None:
    path.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8", newline="\n")


FORMATS: Mapping[str, Callable[[ConceptGraph, Path], None]] = {
    "json": save_graph,
    "graphml": _write_graphml,
    "gexf": _write_gexf,
    "csv": _write_csv,
    "mermaid": _write_mermaid,
    "obsidian": _write_obsidian,
}
"""The writer of each format: of one file, or into an empty folder."""
_FOLDER_FORMATS = frozenset({"csv", "obsidian"})
