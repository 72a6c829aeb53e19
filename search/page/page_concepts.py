"""The page of concepts: find one by any name, see what surrounds it, how two are linked."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kg.graph import ConceptGraph
from kg.neighborhood import Hop, find_path, neighbors, subgraph
from kg.records import Concept, RelationType
from search.knowledge_base import KnowledgeBase, concept_words
from search.lookup import UnknownConceptError, find_concept
from search.mentions import find_mentions
from search.page.page_canvas import graph_canvas
from search.page.page_edges import chosen_edge, draw, edge_html, edge_panel, neighbor_chips
from search.page.page_graph import COLOURS, Edge, group_colour, overview
from search.page.page_layout import communities, loners
from search.page.page_text import label
from search.page.page_widgets import (
    build_in_use,
    chips,
    concept_button,
    evidence,
    follow_address,
    go,
    keep_in_address,
    messages,
    offer,
    text,
    words,
)

MAX_NODES = 300
_HEIGHT_PX = 480
_LISTED, _LEADING = 12, 8
_MENTIONS = 10
"""How many sentences that name a concept are shown at most."""


def concepts_page(base: KnowledgeBase) -> None:
    """Find a concept, see what surrounds it, and how two are linked."""
    names = sorted(set(concept_words(base.concepts.values())))
    follow_address("concept", None)
    name, unknown = name_as_listed(base, names)
    st.selectbox(
        words().concept, names, index=None, key="concept", placeholder=words().concept_placeholder,
        accept_new_options=True, label_visibility="collapsed",
    )  # fmt: skip
    keep_in_address("concept", name, None)
    if unknown:
        st.info(words().unknown.format(name=label(unknown.name)))
        st.caption(words().nearest_names if unknown.nearest else "")
        offer(unknown.nearest)
    if name:
        concept_view(base, find_concept(name, base.concepts), names)
    elif base.concepts:
        overview_view(base, names)
    else:
        st.info(words().no_concept)


def name_as_listed(
    base: KnowledgeBase, names: Sequence[str]
) -> tuple[str | None, UnknownConceptError | None]:
    """Put a name that was typed, came by a link, or is from before a new ingest, as it is listed.

    A part of a name does where it is part of no other concept's.

    Returns:
        The name as it is listed, and what to say of one that no concept has.
    """
    name: str | None = st.session_state["concept"]
    if not name or name in names:
        return name, None
    st.session_state["concept"] = None
    try:
        listed = find_concept(name, base.concepts).name
    except UnknownConceptError as error:
        longer = [each for each in names if name.casefold() in each.casefold()]
        if len({find_concept(each, base.concepts).id for each in longer}) != 1:
            return None, error
        listed = longer[0]
    st.session_state["concept"] = listed
    return listed, None


def overview_view(base: KnowledgeBase, names: Sequence[str]) -> None:
    """Show all concepts, and the largest communities in words."""
    drawing, groups = _overview(base.graph, *build_in_use())
    left, right = st.columns([5, 3], gap="large")
    with left:

        def walk(concept: str) -> None:
            if concept in base.concepts:
                go("concepts", concept=base.concepts[concept].name)

        graph_canvas(
            drawing,
            "graph",
            height_px=_HEIGHT_PX,
            alt=words().overview_alt.format(count=len(drawing["nodes"])),
            words=words().zoom,
            on_node=walk,
            on_edge=lambda edge: None,
        )
        st.caption(words().overview_help)
        path_finder(base, names)
    with right:
        st.html(f'<h3 class="z-h">{words().communities}</h3>')
        for at, members in enumerate(groups[:_LISTED]):
            colour = group_colour(base.graph.nodes[members[0]]["community"])
            title = words().community.format(count=len(members))
            dot = f'<span class="z-dot" style="background:{colour}"></span>'
            leading(base, f"{dot}{title}", members, f"group-{at}")
        if alone := loners(base.graph):
            leading(base, words().alone.format(count=len(alone)), alone, "alone")


def leading(base: KnowledgeBase, title: str, members: Sequence[str], key: str) -> None:
    """Show the first concepts of some; the title is HTML."""
    with chips(key):
        st.html(f'<p class="z-relation">{title}</p>', width="content")
        for concept in members[:_LEADING]:
            name = base.concepts[concept].name
            concept_button(label(name, max_chars=24), name, f"{key}-{concept}")


@st.cache_resource(show_spinner=False, max_entries=1)
def _overview(
    _graph: ConceptGraph, folder: str, built_ns: int
) -> tuple[dict[str, Any], list[list[str]]]:
    """Lay the whole graph out, once for a build."""
    return overview(_graph), communities(_graph)


def concept_view(base: KnowledgeBase, concept: Concept, names: Sequence[str]) -> None:
    """Show a concept: its names, the graph around it and its neighbors."""
    with st.container():  # so that the graph keeps its place on the page from concept to concept
        names_of(base, concept)
    near = neighbors(base.graph, concept.id)
    if not near:
        st.caption(words().no_neighbors)
        mentions_of(base, concept)
        path_finder(base, names)
        return
    left, right = st.columns([5, 3], gap="large")
    with left:
        ego_graph(base, concept.id)
        path_finder(base, names)
    with right:
        edge = chosen_edge(base)
        if edge:
            edge_panel(base, edge, here=[concept.id])
        else:
            st.caption(words().no_edge)
        neighbor_chips(base, concept.id, near, "near")
        mentions_of(base, concept)


def mentions_of(base: KnowledgeBase, concept: Concept) -> None:
    """Show sentences that name a concept, each with its place."""
    with st.expander(words().mentioned, type="compact"):
        said = find_mentions(concept, base, limit=_MENTIONS)
        evidence(said, f"mention-{concept.id}", concept_words([concept]))


def names_of(base: KnowledgeBase, concept: Concept) -> None:
    """Show a concept's names, how often it is named, and which sentences equate the names."""
    others = messages().comma.join(html.escape(alias.name) for alias in concept.aliases)
    also = f"{words().aliases}{messages().colon}{others} · " if others else ""
    count = words().counts.format(passages=base.graph.nodes[concept.id]["passages"])
    st.html(
        f'<h2 class="z-name">{html.escape(concept.name)}</h2><p class="z-quiet">{also}{count}</p>'
    )
    # One sentence may equate several names.
    said = list(dict.fromkeys(alias.evidence for alias in concept.aliases if alias.evidence))
    if said:
        with st.expander(words().equated, type="compact"):
            evidence(said, f"alias-{concept.id}", concept_words([concept]))


def ego_graph(base: KnowledgeBase, center: str) -> None:
    """Draw what surrounds a concept; a click on a node goes there, on an edge shows sentences."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom", key="graph-controls"):
        depth = st.segmented_control(
            w.depth, [1, 2], default=1, required=True, key="depth",
            format_func=lambda steps: w.steps.format(count=steps),
            label_visibility="collapsed",
        )  # fmt: skip
        whole = subgraph(base.graph, center, depth=depth or 1, limit=MAX_NODES)
        within = len(whole)
        own = Counter(near.relation for near in neighbors(base.graph, center))
        shown = choose_kinds(whole, own, f"kinds-{center}-{depth}")
    whole.remove_edges_from([edge for edge in whole.edges(keys=True) if edge[2] not in shown])
    part = subgraph(whole, center, depth=depth or 1, limit=MAX_NODES)
    if depth == 2 and len(subgraph(whole, center, depth=1, limit=MAX_NODES)) == len(part) < within:
        st.caption(w.no_further)
    draw(base, part, [center], key="graph", height_px=_HEIGHT_PX)
    st.caption(w.graph_help)


def choose_kinds(
    part: ConceptGraph, own: Mapping[RelationType, int], key: str
) -> list[RelationType]:
    """Let the visitor choose which relations are drawn; what was hidden once stays hidden.

    What merely occurs together is hidden at first where the notes say anything else. Each says
    how many there are of it among the concept's own; if there are none, among those around it.
    """
    drawn = Counter(kind for *_, kind in part.edges(keys=True))
    kinds = [kind for kind in RelationType if kind in drawn]
    hidden: set[RelationType] = st.session_state.setdefault("hidden", {RelationType.RELATED})

    def remember() -> None:
        hidden.difference_update(st.session_state[key])
        hidden.update(set(kinds) - set(st.session_state[key]))

    return st.pills(
        words().filter, kinds, selection_mode="multi", key=key, on_change=remember,
        default=[kind for kind in kinds if kind not in hidden] or kinds,
        format_func=lambda kind: (
            f':color[━]{{foreground="{COLOURS[kind]}"}} '
            f"{messages().relations[kind]} "
            f"{own.get(kind) or words().elsewhere.format(count=drawn[kind])}"
        ),
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip


def path_finder(base: KnowledgeBase, names: Sequence[str]) -> None:
    """Show the chain between two concepts, hop by hop."""
    w, m = words(), messages()
    st.html(f'<h3 class="z-h z-apart">{w.path}</h3>')
    left, right = st.columns(2)
    first, last = (
        column.selectbox(title, names, index=None, key=key, bind="query-params", placeholder=w.pick)
        for column, title, key in ((left, w.path_from, "from"), (right, w.path_to, "to"))
    )
    if not first or not last:
        return
    a, b = (find_concept(name, base.concepts) for name in (first, last))
    if a.id == b.id:
        st.info(m.same_concept.format(name=label(a.name)))
        return
    hops = find_path(base.graph, a.id, b.id)
    if not hops:
        st.info(m.not_linked.format(first=label(a.name), last=label(b.name)))
    for at, hop in enumerate(hops):
        show_hop(base, hop, f"hop-{at}-{hop.head}-{hop.tail}")


def show_hop(base: KnowledgeBase, hop: Hop, key: str) -> None:
    """Show one edge of a path with its sentences."""
    edge = Edge(hop.head, hop.relation, hop.tail)
    ends = [base.concepts[hop.head], base.concepts[hop.tail]]
    with st.container(border=True):
        text(edge_html(base, edge, backward=not hop.forward), "z-edge")
        evidence(hop.evidence, key, concept_words(ends))
