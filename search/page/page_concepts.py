"""The page of concepts: find one by any name, see what surrounds it, how two are linked."""

import html
from collections.abc import Sequence

import streamlit as st

from kg.neighborhood import Hop, find_path, neighbors, subgraph
from kg.records import RelationType
from search.knowledge_base import KnowledgeBase, concept_words
from search.lookup import UnknownConceptError, find_concept
from search.page.page_graph import COLOURS, ego_chart
from search.page.page_text import label
from search.page.page_widgets import (
    evidence,
    go,
    messages,
    offer,
    relations,
    text,
    words,
)

MAX_NODES = 300


def concepts_page(base: KnowledgeBase) -> None:
    """Find a concept, see what surrounds it, and how two are linked."""
    names = sorted(set(concept_words(base.concepts.values())))
    name = st.selectbox(
        words().concept, names, index=None, key="concept", placeholder=words().concept_placeholder,
        accept_new_options=True, bind="query-params",
    )  # fmt: skip
    if name:
        try:
            concept_view(base, find_concept(name, base.concepts).id)
        except UnknownConceptError as error:
            st.info(words().unknown.format(name=label(name)))
            st.caption(words().nearest_names if error.nearest else "")
            offer(error.nearest)
    else:
        ranked = sorted(base.graph, key=lambda c: (-base.graph.nodes[c]["pagerank"], c))
        offer([base.concepts[c].name for c in ranked[:24]])
    st.divider()
    path_finder(base, names)


def concept_view(base: KnowledgeBase, center: str) -> None:
    """Show a concept: its names, the graph around it and its neighbors."""
    concept, node = base.concepts[center], base.graph.nodes[center]
    st.subheader(label(concept.name), anchor=False)
    st.caption(words().counts.format(passages=node["passages"]))
    if concept.aliases:
        others = messages().comma.join(alias.name for alias in concept.aliases)
        text(f"{words().aliases}{messages().colon}{html.escape(others)}")
        said = [alias.evidence for alias in concept.aliases if alias.evidence]
        if said:
            with st.popover(words().evidence):
                evidence(said, f"alias-{center}")
    near = neighbors(base.graph, center)
    if not near:
        st.caption(words().no_neighbors)
        return
    left, right = st.columns([5, 3], gap="large")
    with left:
        ego_graph(base, center)
    with right:
        st.markdown(f"**{words().neighbors}**")
        relations(base, near, "view")


def ego_graph(base: KnowledgeBase, center: str) -> None:
    """Draw what surrounds a concept; a click on a node goes there."""
    w, m = words(), messages()
    kinds = list(RelationType)
    # What merely occurs together hides what the notes say, where they say something.
    said = {near.relation for near in neighbors(base.graph, center)} - {RelationType.RELATED}
    first = [kind for kind in kinds if not said or kind is not RelationType.RELATED]
    with st.container(horizontal=True):
        depth = st.segmented_control(w.depth, [1, 2], default=1, required=True, key="depth")
        shown = st.pills(
            w.filter, kinds, selection_mode="multi", default=first, key=f"kinds-{center}",
            format_func=lambda kind: m.relations[kind],
        )  # fmt: skip
    whole = subgraph(base.graph, center, depth=depth or 1, limit=MAX_NODES)
    hidden = [edge for edge in whole.edges(keys=True) if edge[2] not in shown]
    whole.remove_edges_from(hidden)
    part = subgraph(whole, center, depth=depth or 1, limit=MAX_NODES)
    ids = sorted(part)
    key = f"graph-{center}"

    def walk() -> None:
        picked = st.session_state[key].selection.selected
        places = [
            i for one in picked for i in one["data_indices"] if one.get("data_type") != "edge"
        ]
        if places and ids[places[0]] != center:
            go("concepts", concept=base.concepts[ids[places[0]]].name)

    st.echarts_chart(
        ego_chart(part, center, m.relations, is_dark=st.context.theme.type == "dark"),
        height=460,
        key=key,
        on_select=walk,
        alt=w.graph_alt.format(name=base.concepts[center].name, count=len(ids)),
    )
    legend(sorted({edge[2] for edge in part.edges(keys=True)}, key=kinds.index))
    st.caption(w.graph_help)


def legend(kinds: Sequence[RelationType]) -> None:
    """Show the colours of the relations that are drawn."""
    keys = (
        f'<span class="z-key" style="background:{COLOURS[kind]}"></span>'
        f"{messages().relations[kind]}"
        for kind in kinds
    )
    st.html(f'<p class="z-quiet">{" &nbsp; ".join(keys)}</p>')


def path_finder(base: KnowledgeBase, names: Sequence[str]) -> None:
    """Show the chain between two concepts, hop by hop."""
    w, m = words(), messages()
    st.subheader(w.path, anchor=False)
    left, right = st.columns(2)
    first = left.selectbox(w.path_from, names, index=None, key="from", bind="query-params")
    last = right.selectbox(w.path_to, names, index=None, key="to", bind="query-params")
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
    ends = [label(base.concepts[concept].name) for concept in (hop.head, hop.tail)]
    start, end = ends if hop.forward else ends[::-1]
    arrow = "→" if hop.forward else "←"
    relation = messages().relations[hop.relation]
    with st.container(border=True):
        st.markdown(f"**{start}** {arrow} {relation} {arrow} **{end}**")
        evidence(hop.evidence, key)
