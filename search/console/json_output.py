"""Records to the dictionaries that ``--json`` prints; their keys are promised to other programs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.records import Alias, Concept, Copy, DuplicateGroup, Evidence, Note
from search.hits import Answer, Citation, Neighbor
from search.knowledge_base import KnowledgeBase

if TYPE_CHECKING:  # these load what takes long, and what others alone need
    from kg.duplicates import Conflict
    from kg.neighborhood import Hop
    from kg.readers import NoteError
    from search.ingest import Report

Json = dict[str, Any]
"""What ``json.dumps`` takes: no records inside."""
_PLACE = ("source", "start", "end", "line_start")


def answer_json(answer: Answer) -> Json:
    """Give an answer, or the nearest passages where there is none."""
    return {
        "question": answer.question,
        "found": answer.found,
        "answer": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "concepts": [{"name": c.name, "aliases": list(c.aliases)} for c in answer.concepts],
        "neighbours": [_neighbor(neighbor) for neighbor in answer.neighbors],
    }


def concept_json(
    concept: Concept,
    neighbors: Sequence[Neighbor],
    node: Mapping[str, Any],
    mentions: Sequence[Evidence],
) -> Json:
    """Give a concept with its names, its neighbors and sentences that name it.

    ``node`` is its attributes in the graph.
    """
    return {
        "name": concept.name,
        "id": concept.id,
        "aliases": [_alias(alias) for alias in concept.aliases],
        "passages": node["passages"],
        "community": node["community"],
        "neighbours": [_neighbor(neighbor) for neighbor in neighbors],
        "mentions": [_quote(said) for said in mentions],
    }


def path_json(
    first: Concept, last: Concept, hops: "Sequence[Hop]", concepts: Mapping[str, Concept]
) -> Json:
    """Give a path hop by hop; no hops where there is none."""
    return {
        "from": first.name,
        "to": last.name,
        "hops": [
            {
                "head": concepts[hop.head].name,
                "relation": str(hop.relation),
                "tail": concepts[hop.tail].name,
                "forward": hop.forward,
                "evidence": [_quote(said) for said in hop.evidence],
            }
            for hop in hops
        ],
    }


def duplicates_json(
    groups: Sequence[DuplicateGroup],
    base: KnowledgeBase,
    notes: Sequence[Note],
    conflicts: "Sequence[Conflict] | None" = None,
) -> Json:
    """Give groups of copies, and every span that was dropped as page furniture.

    Args:
        groups: the groups.
        base: the knowledge base.
        notes: its notes, in the order of ``base.notes``.
        conflicts: sentences that look like copies and contradict, where they were asked for.
    """
    found: Json = {
        "groups": [_group(group) for group in groups],
        "furniture": list(_furniture(base, notes)),
    }
    return found if conflicts is None else {**found, "conflicts": list(map(_conflict, conflicts))}


def status_json(base: KnowledgeBase, *, folder: str, size_bytes: int) -> Json:
    """Give what a knowledge base holds."""
    from kg.graph import sorted_edges

    counts = Counter(str(edge["relation"]) for _, _, edge in sorted_edges(base.graph))
    return {
        "notes": len(base.notes),
        "passages": len(base.passages),
        "concepts": len(base.concepts),
        "relations": counts.total(),
        "relation_types": dict(sorted(counts.items())),
        "duplicate_groups": len(base.duplicates),
        "model": base.model,
        "dimension": base.dense.dimension,
        "size_bytes": size_bytes,
        "folder": folder,
        "contradictions": list(base.contradictions),
    }


def report_json(report: "Report", *, seconds: float) -> Json:
    """Give what an ingest did."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "renamed": list(report.renamed),
        "unchanged": report.unchanged,
        "failed": list(map(_trouble, report.failed)),
        "warnings": list(map(_trouble, report.warnings)),
        "left_out": list(report.left_out),
        "passages": report.passages,
        "embedded": report.embedded,
        "seconds": round(seconds, 3),
    }


def _trouble(error: "NoteError") -> Json:
    return {
        "source": error.source,
        "line_start": error.line,
        "error": error.wrong,
        "remedy": error.remedy,
    }


def _citation(citation: Citation) -> Json:
    fields = asdict(citation)
    for name in ("matches", "path"):  # for a screen; a path would tell of the machine
        del fields[name]
    also_in = [{name: place[name] for name in _PLACE} for place in fields["also_in"]]
    return {**fields, "heading": list(citation.heading), "also_in": also_in}


def _neighbor(neighbor: Neighbor) -> Json:
    return {
        "of": neighbor.of,
        "relation": str(neighbor.relation),
        "direction": neighbor.direction,
        "concept": neighbor.concept,
        "evidence": [_quote(said) for said in neighbor.evidence],
    }


def _quote(said: Evidence) -> Json:
    return {"source": said.source, "line_start": said.line_start, "text": said.text}


def _alias(alias: Alias) -> Json:
    return {"name": alias.name, "evidence": _quote(alias.evidence) if alias.evidence else None}


def _group(group: DuplicateGroup) -> Json:
    copies = [_copy(copy) for copy in group.copies]
    fields = {"kind": group.kind, "similarity": group.similarity}
    return {**fields, "canonical": _copy(group.canonical), "copies": copies}


def _conflict(conflict: "Conflict") -> Json:
    fields = {"reason": conflict.reason, "similarity": conflict.similarity}
    return {**fields, "first": _copy(conflict.first), "second": _copy(conflict.second)}


def _copy(copy: Copy) -> Json:
    return {
        "source": copy.source,
        "start": copy.start,
        "end": copy.end,
        "line_start": copy.line_start,
        "text": copy.text,
    }


def _furniture(base: KnowledgeBase, notes: Sequence[Note]) -> Iterator[Json]:
    for entry, note in zip(base.notes, notes, strict=True):
        for span in entry.dropped:
            yield {
                "source": entry.source,
                "line_start": note.line_of(span.start),
                "start": span.start,
                "end": span.end,
                "text": note.text[span.start : span.end],
                "reason": span.reason,
            }
