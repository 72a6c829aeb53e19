"""The surroundings of a concept -> a chart for the page, laid out once, in rings."""

import math
from collections.abc import Mapping
from typing import Any

from kg.graph import SYMMETRIC, ConceptGraph, sorted_edges
from kg.records import RelationType

# Apart also for eyes that tell red from green badly (after Okabe & Ito).
COLOURS: Mapping[RelationType, str] = {
    RelationType.MITIGATES: "#009e73",
    RelationType.CAUSES: "#d55e00",
    RelationType.IMPROVES: "#0f82c6",
    RelationType.IS_A: "#b8860b",
    RelationType.PART_OF: "#b065a0",
    RelationType.USES: "#4a8fd9",
    RelationType.CONTRASTS: "#c0392b",
    RelationType.RELATED: "#8c8c8c",
}
_RING = 130.0
_MAX_NAME = 14


def ego_chart(
    part: ConceptGraph, center: str, words: Mapping[RelationType, str], *, is_dark: bool
) -> dict[str, Any]:
    """Give the ECharts option of a subgraph around a concept.

    Nodes are in order of id, so that a selected index is a position in ``sorted(part)``.

    Args:
        part: the subgraph.
        center: the concept in the middle.
        words: what each relation is called.
        is_dark: whether it stands on a dark page.
    """
    places = rings(part, center)
    ink = "#edebe8" if is_dark else "#2f2d2b"
    nodes = [
        {
            "id": concept,
            "name": part.nodes[concept]["name"],
            "x": places[concept][0],
            "y": places[concept][1],
            "symbolSize": 30 if concept == center else 16,
            "itemStyle": {"color": "#0f7c68" if concept == center else "#7aa6c2"},
            "label": {"formatter": _short(part.nodes[concept]["name"])},
        }
        for concept in sorted(part)
    ]
    links = [
        {
            "source": head,
            "target": tail,
            "value": words[edge["relation"]],
            "symbol": ["none", "none" if edge["relation"] in SYMMETRIC else "arrow"],
            "lineStyle": {
                "color": COLOURS[edge["relation"]],
                "width": 1 + 2.5 * max(0.0, min(1.0, edge["weight"])),
                "type": "dashed" if edge["relation"] is RelationType.RELATED else "solid",
            },
        }
        for head, tail, edge in sorted_edges(part)
    ]
    series = {
        "type": "graph",
        "layout": "none",
        "roam": True,
        "preserveAspect": True,
        "selectedMode": "single",
        "data": nodes,
        "links": links,
        "edgeSymbolSize": 7,
        "label": {"show": True, "position": "bottom", "color": ink, "fontSize": 12},
        "labelLayout": {"hideOverlap": True},
        "lineStyle": {"curveness": 0.12, "opacity": 0.85},
        "emphasis": {"focus": "adjacency", "label": {"show": True}},
        "left": 60,
        "right": 60,
        "top": 24,
        "bottom": 40,
    }
    return {"series": [series], "animation": False, "tooltip": {"show": False}}


def rings(part: ConceptGraph, center: str) -> dict[str, tuple[float, float]]:
    """Place the concept in the middle and the others in rings around it, by how far they are."""
    places = {center: (0.0, 0.0)}
    level = [center]
    depth = 0
    while level:
        depth += 1
        level = _next_level(part, level, places)
        # A ring holds a dozen names that do not touch; more go in and out in turn.
        for at, concept in enumerate(level):
            angle = 2 * math.pi * at / len(level) - math.pi / 2
            radius = _RING * depth * (1 + 0.35 * (at % 2) * (len(level) > 8))
            x, y = 1.5 * radius * math.cos(angle), radius * math.sin(angle)
            places[concept] = (round(x, 2), round(y, 2))
    return places | {concept: (0.0, 0.0) for concept in part if concept not in places}


def _next_level(
    part: ConceptGraph, level: list[str], placed: Mapping[str, tuple[float, float]]
) -> list[str]:
    """Give the concepts one step further out, those of one neighbor side by side."""
    near = (n for at in level for n in sorted({*part.successors(at), *part.predecessors(at)}))
    return [concept for concept in dict.fromkeys(near) if concept not in placed]


def _short(name: str) -> str:
    line = " ".join(name.split()).replace("{", "(").replace("}", ")")  # braces are placeholders
    return line if len(line) <= _MAX_NAME else f"{line[: _MAX_NAME - 1]}…"
