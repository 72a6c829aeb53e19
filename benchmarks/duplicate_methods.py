"""The methods that ``benchmarks/duplicates.py`` compares: which texts they take for copies."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.duplicates import find_duplicates
from kg.records import Block, BlockKind, Document, Note, Span
from search.encoder import load_encoder

Links: TypeAlias = set[tuple[int, int]]
"""Which made text (second) is taken for a copy of which original (first), by position."""
Method: TypeAlias = Callable[[Sequence[str], Sequence[str]], Links]


def find_by_zhitu(originals: Sequence[str], made: Sequence[str]) -> Links:
    """Take a made text for a copy where groups hold half of it together with an original."""
    texts = [*originals, *made]
    documents = [_document(number, text) for number, text in enumerate(texts)]
    shared: dict[tuple[int, int], int] = {}
    for group in find_duplicates(documents):
        held: dict[int, int] = {}
        for copy in (group.canonical, *group.copies):
            number = int(copy.path)
            held[number] = held.get(number, 0) + copy.end - copy.start
        for first in held:
            for second in held:
                if first < len(originals) <= second:
                    pair = first, second - len(originals)
                    shared[pair] = shared.get(pair, 0) + held[second]
    return {pair for pair, chars in shared.items() if chars >= 0.5 * len(made[pair[1]])}


def _document(number: int, text: str) -> Document:
    note = Note(f"{number:06}", f"{number:06}", text, "text", "utf-8", "")
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Document(note, (Span(0, len(text)),), (), tuple(blocks))


def find_by_datasketch(originals: Sequence[str], made: Sequence[str]) -> Links:
    """MinHash LSH at 128 permutations and Jaccard 0.7, over character trigrams."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    links: Links = set()
    for number, text in enumerate((*originals, *made)):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in _trigrams(text)])
        if number < len(originals):
            lsh.insert(number, sketch)
        else:
            links |= {(found, number - len(originals)) for found in lsh.query(sketch)}
    return links


def _trigrams(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(max(1, len(text) - 2))}


class _Model:
    """Gives SemHash the embedded model; a text is embedded once, however many edits it is in."""

    def __init__(self) -> None:
        self._encoder = load_encoder()
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str], **_: object) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode_document(new), strict=True))
        return np.stack([self._known[text] for text in texts])


_model = cache(_Model)


def find_by_semhash(originals: Sequence[str], made: Sequence[str]) -> Links:
    """SemHash at its default threshold of 0.9, with the embedded model."""
    from semhash import SemHash  # type: ignore[import-not-found]

    unique = list(dict.fromkeys(originals))
    index = SemHash.from_records(unique, model=_model())
    positions: dict[str, list[int]] = {}
    for number, text in enumerate(originals):
        positions.setdefault(text, []).append(number)
    result = index.deduplicate(list(made), threshold=0.9)
    found = {record.record: record.duplicate_of for record in result.filtered}
    return {
        (first, second)
        for second, text in enumerate(made)
        if text in found
        for first in positions.get(found[text], ())
    }
