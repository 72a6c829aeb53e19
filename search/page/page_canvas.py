"""The canvas that draws a concept graph: pan, zoom, hover, and clicks on nodes and edges."""

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from kg.records import RelationType
from search.page.page_graph import Edge

_HTML = """<section><canvas tabindex="0" role="img"></canvas><nav>
<button data-does="in">+</button><button data-does="out">−</button
><button data-does="whole">⤢</button></nav></section>"""
_CSS = """
section {position: relative}
canvas {display: block; width: 100%; cursor: grab; touch-action: pan-y; border-radius: 8px;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid rgb(128 128 128 / .28); box-sizing: border-box}
canvas:focus-visible, button:focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: 1px}
nav {position: absolute; right: 8px; bottom: 8px; display: flex; gap: 4px}
button {width: 2.1rem; height: 2.1rem; font-size: 1rem; line-height: 1; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid rgb(128 128 128 / .45); border-radius: 8px}
button:hover {border-color: var(--st-primary-color)}
"""
_graph_view = st.components.v2.component(
    "zhitu_graph",
    html=_HTML,
    css=_CSS,
    js=Path(__file__).with_name("graph_view.js").read_text(encoding="utf-8"),
)


def graph_canvas(
    view: Mapping[str, Any],
    key: str,
    *,
    height_px: int,
    alt: str,
    words: tuple[str, str, str],
    on_node: Callable[[str], None],
    on_edge: Callable[[Edge], None],
) -> None:
    """Draw a graph and say what is clicked.

    Args:
        view: what to draw, from ``search.page.page_graph``.
        key: of the canvas; nodes glide from one drawing to the next under the same key.
        height_px: how high it is.
        alt: what it shows, for those who don't see it.
        words: what the buttons do: zoom in, zoom out, show all.
        on_node: called with a concept's id.
        on_edge: called with an edge.
    """

    def clicked() -> None:
        told: Mapping[str, Any] = st.session_state[key].clicked or {}
        if "node" in told:
            on_node(told["node"])
        elif "edge" in told:
            head, relation, tail = told["edge"]
            on_edge(Edge(head, RelationType(relation), tail))

    drawn = [node[0] for node in view["nodes"]], [edge[:3] for edge in view["edges"]]
    data = {
        **view,
        "drawing": zlib.crc32(str(drawn).encode()),
        "height": height_px,
        "alt": alt,
        "words": dict(zip(("in", "out", "whole"), words, strict=True)),
    }
    _graph_view(key=key, data=data, height="content", on_clicked_change=clicked)
