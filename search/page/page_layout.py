"""Concepts -> places on the page: rings around some of them, or a disc for each community."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from kg.graph import ConceptGraph

Place: TypeAlias = tuple[float, float]
"""x and y; one unit is about a pixel where the graph is small."""
_RING = 130.0
_NAME_WIDTH = 46.0
"""How much of a ring one name takes."""
_CROWD = 10
"""From here on the concepts of a ring stand in and out in turn, so that their names don't touch."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SEED_GAP = 12.0
_DISC_GAP = 16.0
_WIDER = 1.5
"""How much wider than high the discs lie, as screens are."""


def rings(part: ConceptGraph, centers: Sequence[str]) -> dict[str, Place]:
    """Place some concepts in the middle and the others in rings around them, by how far they are.

    A concept's own neighbors further out share its sector, so that edges seldom cross.
    """
    level = list(centers)
    depths, children = dict.fromkeys(level, 0), {concept: list[str]() for concept in sorted(part)}
    levels = [level]
    while level:
        level = _next_level(part, level, depths, children)
        levels.append(level)
    loose = [concept for concept in children if concept not in depths]
    shares: dict[str, float] = {}
    for concept in (c for each in reversed(levels) for c in each):
        shares[concept] = 1 + 0.5 * sum(shares[child] for child in children[concept])
    # The first one lies to the right: screens are wide.
    ring = centers if len(centers) > 1 else children[centers[0]]
    turn = math.pi * shares[ring[0]] / sum(shares[c] for c in ring) if ring else 0.0
    angles = dict(_angles(centers, children, shares, -turn, 2 * math.pi))
    radii = _radii([len(each) for each in levels])
    places = dict.fromkeys(loose, (0.0, 0.0))
    for radius, each in zip(radii, levels, strict=True):
        for at, concept in enumerate(sorted(each, key=angles.__getitem__)):
            out = radius + 0.4 * _RING * (at % 2) * (len(each) > _CROWD)
            places[concept] = _point(out, angles[concept])
    return places


def _next_level(
    part: ConceptGraph,
    level: Sequence[str],
    depths: dict[str, int],
    children: Mapping[str, list[str]],
) -> list[str]:
    """Give the concepts one step further out, each noted as a child of the first that has it."""
    found: list[str] = []
    for at in level:
        for concept in sorted({*part.successors(at), *part.predecessors(at)}):
            if concept not in depths:
                depths[concept] = depths[at] + 1
                children[at].append(concept)
                found.append(concept)
    return found


def _angles(
    siblings: Sequence[str],
    children: Mapping[str, Sequence[str]],
    shares: Mapping[str, float],
    start: float,
    width: float,
) -> Iterator[tuple[str, float]]:
    """Give each concept the middle of its sector, whose width goes by what lies further out."""
    whole = sum(shares[concept] for concept in siblings)
    for concept in siblings:
        sector = width * shares[concept] / whole
        yield concept, start + sector / 2
        yield from _angles(children[concept], children, shares, start, sector)
        start += sector


def _radii(counts: Sequence[int]) -> list[float]:
    radii = [0.0 if counts[0] == 1 else 0.5 * _RING]
    for count in counts[1:]:
        radii.append(max(radii[-1] + _RING, count * _NAME_WIDTH / (2 * math.pi)))
    return radii


def discs(graph: ConceptGraph) -> dict[str, Place]:
    """Place each community as a disc, its concept of highest PageRank in the middle.

    Discs do not touch; each lies as near as it can to those it has edges with. Concepts without
    an edge have no place.
    """
    groups = communities(graph)
    number = {concept: at for at, members in enumerate(groups) for concept in members}
    links: dict[int, dict[int, int]] = {at: {} for at in range(len(groups))}
    for head, tail in graph.edges():
        a, b = number[head], number[tail]
        links[a][b] = links[a].get(b, 0) + 1
        links[b][a] = links[b].get(a, 0) + 1
    radii = [_SEED_GAP * math.sqrt(len(members)) for members in groups]
    middles: list[Place] = []
    for at, radius in enumerate(radii):
        drawn = {other: count for other, count in links[at].items() if other < at}
        middles.append(_free_place(middles, radii[:at], radius, drawn))
    places: dict[str, Place] = {}
    for (x, y), members in zip(middles, groups, strict=True):
        for at, concept in enumerate(members):
            dx, dy = _point(_SEED_GAP * math.sqrt(at), at * _GOLDEN_ANGLE)
            places[concept] = (round(x + dx, 2), round(y + dy, 2))
    return places


def communities(graph: ConceptGraph) -> list[list[str]]:
    """Give the communities but for concepts without an edge, the highest PageRank first in each."""
    members: dict[int, list[str]] = {}
    for concept in sorted(graph, key=lambda c: (-graph.nodes[c]["pagerank"], c)):
        if graph.degree(concept):
            members.setdefault(graph.nodes[concept]["community"], []).append(concept)
    return [members[number] for number in sorted(members)]


def loners(graph: ConceptGraph) -> list[str]:
    """Give the concepts without an edge, those that most passages mention first."""
    alone = (concept for concept in graph if not graph.degree(concept))
    return sorted(alone, key=lambda concept: (-graph.nodes[concept]["passages"], concept))


def _free_place(
    middles: Sequence[Place], radii: Sequence[float], radius: float, drawn: Mapping[int, int]
) -> Place:
    """Find the place nearest to the discs that draw this one, where it touches no other."""
    if not middles:
        return (0.0, 0.0)
    taken, sizes = np.array(middles), np.array(radii)
    weights = np.array([drawn.get(at, 0) for at in range(len(middles))], dtype=float)
    target = np.average(taken, axis=0, weights=weights if weights.any() else None)
    reach = 2 * float(np.sum(sizes)) + radius + _DISC_GAP * (len(middles) + 1)
    turns = np.arange(2000)
    out, angle = reach * np.sqrt(turns / len(turns)), turns * _GOLDEN_ANGLE
    spots = target + np.stack([_WIDER * out * np.cos(angle), out * np.sin(angle)], axis=1)
    distances = np.linalg.norm(spots[:, None] - taken[None], axis=2)
    free = (distances >= sizes + radius + _DISC_GAP).all(axis=1)
    x, y = spots[int(np.argmax(free))]
    return (float(x), float(y))


def _point(radius: float, angle: float) -> Place:
    # Adding 0.0 makes the zero of -0.0.
    return (round(radius * math.cos(angle), 2) + 0.0, round(radius * math.sin(angle), 2) + 0.0)
