"""How smoothly graphs are dragged: milliseconds between frames in a headless Chromium, no GPU.

The canvas draws a made-up graph of 5,000 concepts in 120 communities with 15,000 edges, of which
it gets as many as the page sends, and the surroundings of one concept cut to 300. The time between
two calls of ``requestAnimationFrame`` is noted while the mouse drags the drawing, 90 moves long;
and the milliseconds from the arrival of a drawing to its first frame.
"""

import random
from typing import TYPE_CHECKING

import networkx as nx
import streamlit as st

from benchmarks.chromium import ROOT, open_browser, serve
from kg.graph import ConceptGraph
from kg.neighborhood import subgraph
from kg.records import RelationType
from search.messages import CHINESE
from search.page.page_canvas import graph_canvas
from search.page.page_graph import ego_view, overview

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONCEPTS, COMMUNITIES, EDGES, EGO, MOVES = 5000, 120, 15_000, 300, 90
NOTE_FRAMES = """() => {
  window.frames_ms = [];
  let last = performance.now();
  const note = (now) => {
    window.frames_ms.push(now - last);
    last = now;
    window.noting = requestAnimationFrame(note);
  };
  window.noting = requestAnimationFrame(note);
}"""
SHOW_ANEW = """(canvas) => {
  const began = performance.now(), graph = canvas.graph;
  graph.show({...graph.data, drawing: -1}, graph.tell);
  cancelAnimationFrame(graph.waiting);
  graph.paint();
  return performance.now() - began;
}"""


def made_up() -> ConceptGraph:
    """Make a graph with larger and smaller communities; most edges stay in one."""
    chance = random.Random(0)
    graph: ConceptGraph = nx.MultiDiGraph()
    members: dict[int, list[str]] = {}
    for at in range(CONCEPTS):
        community = int(COMMUNITIES * chance.random() ** 2)
        concept = f"c{at:04}"
        members.setdefault(community, []).append(concept)
        rank = chance.paretovariate(2) / CONCEPTS
        graph.add_node(concept, name=f"概念{at}", community=community, pagerank=rank)
    kinds = list(RelationType)
    for _ in range(EDGES):
        head = f"c{chance.randrange(CONCEPTS):04}"
        near = members[graph.nodes[head]["community"]]
        tail = chance.choice(near) if chance.random() < 0.8 else f"c{chance.randrange(CONCEPTS):04}"
        kind = RelationType.RELATED if chance.random() < 0.8 else chance.choice(kinds)
        certain = {"relation": kind, "weight": chance.random(), "confidence": 0.5, "evidence": ()}
        graph.add_edge(head, tail, key=kind, **certain)
    return graph


def page() -> None:
    """Draw one of the two alone."""
    st.set_page_config(layout="wide")
    graph = made_up()
    if st.query_params.get("of") == "ego":
        part = subgraph(graph, "c0000", depth=4, limit=EGO)
        view = ego_view(part, ["c0000"], CHINESE.relations)
    else:
        view = overview(graph)
    graph_canvas(
        view, "graph", height_px=620, alt="graph", words=("in", "out", "all"),
        on_node=lambda concept: None, on_edge=lambda edge: None,
    )  # fmt: skip


def measure(browser: "Browser", address: str) -> None:
    """Drag a drawing and print the times."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(address)
    canvas = tab.locator("canvas")
    canvas.wait_for()
    tab.wait_for_timeout(2000)
    box = canvas.bounding_box()
    if box is None:
        raise RuntimeError("the canvas is not shown")
    shown = canvas.evaluate(SHOW_ANEW)
    tab.wait_for_timeout(1000)
    x, y = box["x"] + box["width"] / 2 - 350, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate(NOTE_FRAMES)
    for at in range(MOVES):
        tab.mouse.move(x + 8 * at, y - 2 * at)
    tab.mouse.up()
    frames = sorted(tab.evaluate("cancelAnimationFrame(window.noting), window.frames_ms"))
    nodes, edges, moved = canvas.evaluate(
        "({graph}) => [graph.data.nodes.length, graph.data.edges.length, graph.moment.x]"
    )
    print(f"{nodes:,} concepts, {edges:,} edges: shown in {shown:.0f} ms,")
    print(f"  dragged by {moved:.0f} px in {len(frames)} frames of median", end=" ")
    print(
        f"{frames[len(frames) // 2]:.0f} ms, p95 {frames[int(0.95 * len(frames))]:.0f} ms", end=""
    )
    print(f", longest {frames[-1]:.0f} ms")


def main() -> None:
    """Measure both."""
    with serve(ROOT / "benchmarks" / "canvas.py", {}) as address, open_browser() as browser:
        measure(browser, address)
        measure(browser, f"{address}/?of=ego")


if st.runtime.exists():
    page()
elif __name__ == "__main__":
    main()
