"""What the notes hold -> a knowledge base: embeddings, of which only new ones are made, indexes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.copies.copy_marks import mark_copies
from kg.decisions import Decisions
from kg.lazy_segmentation import added_words
from kg.records import Passage
from kg.segmentation import Segmenter
from search.dense import DenseIndex
from search.encoder import Encoder
from search.fields import K1, B, embedding_text, index_terms, substance, window_texts
from search.hits import Matrix
from search.knowledge_base import KnowledgeBase, NoteEntry, concept_words
from search.sparse import SparseIndex
from search.storage.graph_lines import MemoryGraph
from search.windows import Windows

if TYPE_CHECKING:
    from kg.aliases import Contradiction
    from kg.pipeline import Knowledge


@dataclass(frozen=True, slots=True)
class Vectors:
    """The embeddings of passages, in their order, and of their windows."""

    passages: Matrix
    windows: Windows
    new: int
    """How many passages were new to the encoder."""


def embed(
    passages: Sequence[Passage],
    old: KnowledgeBase | None,
    model: str,
    *,
    load_encoder: Callable[[str], Encoder],
    on_progress: Callable[[int, int], None],
) -> Vectors:
    """Embed the texts that a base of the same model does not hold yet; take the others from it.

    Args:
        passages: what to embed.
        old: the base, if there is one.
        model: name of the encoder.
        load_encoder: loads it by name; called only if something must be embedded.
        on_progress: called with the texts embedded so far and those to embed.
    """
    texts, starts = _texts(passages)
    rows: dict[str, int] = {}
    parts: list[Matrix] = []
    if old and old.model == model:
        rows = {text: row for row, text in enumerate(_texts(old.passages)[0])}
        parts = [old.dense.vectors(range(len(old.passages))), old.windows.rows]
    new = list(dict.fromkeys(text for text in texts if text not in rows))
    rows |= {text: sum(map(len, parts)) + place for place, text in enumerate(new)}
    if new or not parts:
        on_progress(0, len(new))
        fresh = load_encoder(model).encode_document(
            new, on_progress=lambda done: on_progress(done, len(new))
        )
        parts.append(fresh)
    embeddings = np.concatenate(parts)[[rows[text] for text in texts]]
    count = len(passages)
    windows = Windows(embeddings[count:], starts)
    return Vectors(embeddings[:count], windows, new=len({*texts[:count]} & {*new}))


def _texts(passages: Sequence[Passage]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Give the texts to embed, of passages, then of windows, and where each passage's begin."""
    windows = [window_texts(passage) for passage in passages]
    starts = np.cumsum([0, *map(len, windows)])
    return [*map(embedding_text, passages), *chain.from_iterable(windows)], starts


def assemble(
    knowledge: "Knowledge",
    vectors: Vectors,
    *,
    model: str,
    roots: Mapping[str, str],
    decisions: Decisions,
) -> KnowledgeBase:
    """Index what the notes hold.

    Args:
        knowledge: what they hold.
        vectors: the embeddings of its passages.
        model: name of the encoder that made them.
        roots: by path of a note, the folder it was ingested from.
        decisions: the user's, which the knowledge heeds.
    """
    names = concept_words(knowledge.concepts)
    segmenter = Segmenter(names)
    passages = knowledge.passages
    entries = [
        NoteEntry(
            path=document.note.path,
            source=document.note.source,
            root=roots[document.note.path],
            digest=document.note.digest,
            encoding=document.note.encoding,
            format=document.note.format,
            characters=len(document.note.text),
            title=document.title,
            dropped=document.dropped,
            outside=document.note.outside,
        )
        for document in knowledge.documents
    ]
    return KnowledgeBase(
        notes=entries,
        passages=passages,
        concepts={concept.id: concept for concept in knowledge.concepts},
        stored_graph=MemoryGraph(knowledge.graph),
        words=added_words(segmenter, names),
        dense=DenseIndex.build(vectors.passages),
        windows=vectors.windows,
        sparse=SparseIndex.build([index_terms(p, segmenter) for p in passages], k1=K1, b=B),
        substance=np.array([substance(p) for p in passages], dtype=np.float32),
        duplicates=knowledge.duplicates,
        copy_marks=mark_copies(knowledge.duplicates),
        contradictions=(*map(describe, knowledge.contradictions), *knowledge.disputes),
        model=model,
        decisions=decisions,
    )


def describe(contradiction: "Contradiction") -> str:
    """Give one line: the names, why they stay apart, and the place of the sentence."""
    said = contradiction.evidence
    place = f" ({said.source}:{said.line_start})" if said else ""
    return f"{contradiction.a} ≠ {contradiction.b}: {contradiction.reason}{place}"
