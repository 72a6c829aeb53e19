"""Fixtures that several test modules share."""

import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest

from search.encoder import Encoder, load_encoder
from search.hits import Matrix


class HashingEncoder:
    """Embeds texts by their pairs of characters, the same on every machine and run."""

    name = "hashing"
    dimension = 256

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Count each pair of characters in the place that its CRC-32 gives."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for first, second in pairwise(f" {text} "):
                row[zlib.crc32(f"{first}{second}".encode()) % self.dimension] += 1
        unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages as questions are."""
        rows = self.encode_query(texts)
        if on_progress is not None and texts:
            on_progress(len(texts))
        return rows


@pytest.fixture(scope="session")
def hashing_encoder() -> Encoder:
    """An encoder that needs no model: texts are near that share pairs of characters."""
    return HashingEncoder()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model; tests that use it carry the marker ``model``."""
    return load_encoder()
