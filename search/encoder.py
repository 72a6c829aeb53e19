"""Texts -> embeddings: the Encoder protocol, and loading a sentence-transformers model as one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from kg.names import simplify
from search.hits import Matrix, Vector
from search.model.light_encoder import LightEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import dtype

BUNDLED = "multilingual-e5-small"
"""The name of the model that needs no hub."""
FAST = "multilingual-e5-small-int8"
"""The same model in 8-bit integers, for those who installed the extra ``fast``."""
BATCH_TOKENS = 1024
"""Padding included. So few keep a layer's activations in the processor's cache: on two cores,
4096 embedded 27% fewer passages a second in float32 and 13% fewer in bfloat16."""
_COUNTED_AT_ONCE = 256
COMMON_QUESTION = Path(__file__).with_name("model") / "common_question.npy"
"""The mean of many questions' embeddings; ``python -m benchmarks.retrieval --write`` makes it."""
_TAKEN_OUT = 0.25
"""How much of it is taken out of each question."""
_HUB_SECONDS = 10
_DOCUMENT_PROMPTS = ("document", "passage", "corpus")
_SMALLEST_NORM = 1e-12


class EncoderError(Exception):
    """A model cannot be loaded; the message is one line with the cause and the remedy."""


class Encoder(Protocol):
    """Turns texts into embeddings whose dot product is the cosine of their meaning.

    Both methods return one unit row a text, in input order, and shape ``(0, dimension)`` for no
    texts.
    """

    @property
    def name(self) -> str:
        """What ``load_encoder`` loads this model by."""

    @property
    def dimension(self) -> int:
        """Length of an embedding."""

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Embed questions."""

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages; ``on_progress`` hears how many are done so far, after each batch."""


def load_encoder(name: str = BUNDLED) -> Encoder:
    """Load the bundled model, or any sentence-transformers model by its hub name or folder.

    Of the bundled model, what embeds questions is loaded at once, and what embeds passages, which
    takes seconds, only when there are some.

    Raises:
        EncoderError: The model is not there, cannot be reached or is not a model.
    """
    if name == BUNDLED:
        return _BundledEncoder(name, _load_sentence_encoder)
    if name == FAST:
        return _BundledEncoder(name, _load_fast_encoder)
    return _load_sentence_encoder(name, name)


class _BundledEncoder:
    """The bundled model: its own engine for questions, a faster one of many texts for passages.

    It sees simplified characters alone, which it knows best, so that a question in them finds
    a note in traditional ones. What all questions have in common is partly taken out of each: it
    draws them to passages that sound like questions, whatever those are about.
    """

    def __init__(self, name: str, load_for_passages: Callable[[str, str], Encoder]) -> None:
        self.name = name
        self._load_for_passages = load_for_passages
        self._passages: Encoder | None = None
        try:
            self._questions: LightEncoder | Encoder = LightEncoder()
        except (ImportError, OSError, RuntimeError):  # no engine for this machine
            self._questions = self._for_passages()
        self.dimension = self._questions.dimension
        self._common: Vector = np.float32(_TAKEN_OUT) * np.load(COMMON_QUESTION, allow_pickle=False)

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        rows = self._questions.encode_query([simplify(text) for text in texts])
        return _normalize(rows - self._common)

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        seen = [simplify(text) for text in texts]
        return self._for_passages().encode_document(seen, on_progress=on_progress)

    def _for_passages(self) -> Encoder:
        if self._passages is None:
            from search.model.bundled_model import BundledModelError, bundled_model_folder

            try:
                folder = bundled_model_folder()
            except BundledModelError as error:
                raise EncoderError(str(error)) from error
            self._passages = self._load_for_passages(self.name, str(folder))
        return self._passages


def _load_fast_encoder(name: str, folder: str) -> Encoder:
    try:
        from search.model.fast_encoder import FastEncoder
    except ImportError as error:
        raise EncoderError(
            f"the model {name!r} needs OpenVINO ({error}): "
            f"pip install -e '.[fast]' in Zhitu's own folder, or use the bundled {BUNDLED!r}"
        ) from error
    return FastEncoder(name, Path(folder))


def _load_sentence_encoder(name: str, folder: str) -> "_SentenceEncoder":
    try:
        with _quiet_transformers():
            model = _load_folder_or_name(folder)
    except Exception as error:  # whatever a model's files, its libraries and the network may raise
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise EncoderError(
            f"cannot load the model {name!r} ({reason}): check its name and the connection to its "
            f"hub, give the folder of a downloaded model, or use the bundled {BUNDLED!r}"
        ) from error
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise EncoderError(f"the model {name!r} is not one for text: use {BUNDLED!r}")
    return _SentenceEncoder(name, dimension, model)


class _SentenceEncoder:
    """A sentence-transformers model with its own prompts."""

    def __init__(self, name: str, dimension: int, model: "SentenceTransformer") -> None:
        self.name = name
        self.dimension = dimension
        self._model = model
        # The library itself prefers a prompt "document" that it made up, empty, to the model's
        # own "passage".
        prompts = (prompt for prompt in _DOCUMENT_PROMPTS if model.prompts.get(prompt))
        self._document_prompt = next(prompts, None)

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return self._no_rows(0)
        return _normalize(self._model.encode_query(list(texts), show_progress_bar=False))

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        embeddings = self._no_rows(len(texts))
        done = 0
        for batch in split_batches(self._count_tokens(texts), batch_tokens=BATCH_TOKENS):
            rows = self._model.encode_document(
                [texts[i] for i in batch],
                prompt_name=self._document_prompt,
                batch_size=len(batch),
                show_progress_bar=False,
            )
            embeddings[batch] = _normalize(rows)
            done += len(batch)
            if on_progress is not None:
                on_progress(done)
        return embeddings

    def _no_rows(self, count: int) -> Matrix:
        return np.zeros((count, self.dimension), dtype=np.float32)

    def _count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens as the model will see them, cut to its limit."""
        counts: list[int] = []
        for start in range(0, len(texts), _COUNTED_AT_ONCE):
            part = list(texts[start : start + _COUNTED_AT_ONCE])
            mask = self._model.preprocess(part).get("attention_mask")
            # A model of word vectors has no mask, and hardly cares how it is batched.
            counts += map(len, part) if mask is None else mask.sum(dim=1).tolist()
        return counts


def split_batches(token_counts: Sequence[int], *, batch_tokens: int) -> Iterator[list[int]]:
    """Split positions into batches, the longest texts first, so that little is padding.

    A batch holds at most ``batch_tokens`` with each text padded to its longest, or one text.
    """
    order = sorted(range(len(token_counts)), key=lambda i: (-token_counts[i], i))
    start = 0
    while start < len(order):
        size = max(1, batch_tokens // max(1, token_counts[order[start]]))
        yield order[start : start + size]
        start += size


def _load_folder_or_name(name: str) -> "SentenceTransformer":
    """Load without a network where the files are here, else from the hub."""
    from huggingface_hub import model_info, try_to_load_from_cache

    if Path(name).is_dir():
        return _load(name, local_files_only=True)
    # A cache without this file may be of another library's making, and would lack the pooling.
    if try_to_load_from_cache(name, "modules.json") is not None:
        with suppress(OSError):  # an interrupted download, which the hub completes
            return _load(name, local_files_only=True)
    model_info(name, timeout=_HUB_SECONDS)  # fails at once where loading would retry for a minute
    return _load(name, local_files_only=False)


def _load(folder: str, *, local_files_only: bool) -> "SentenceTransformer":
    # Imported here because it takes seconds, which commands without a model need not wait.
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        folder,
        device="cpu",
        local_files_only=local_files_only,
        model_kwargs={"dtype": _fastest_dtype()},
    )


def _fastest_dtype() -> "dtype":
    """Bfloat16 where the processor computes in it: 1.5 times as fast (cosine to float32 0.9999)."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    fast = capabilities.get("avx512_bf16") or capabilities.get("amx_bf16")
    return torch.bfloat16 if fast else torch.float32


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Keep progress bars and warnings of loading off the terminal."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    bars = logging.is_progress_bar_enabled()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _normalize(rows: npt.NDArray[np.floating]) -> Matrix:
    """Make rows unit again: bfloat16 leaves them off by some thousandths."""
    exact = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(exact, axis=1, keepdims=True)
    unit: Matrix = exact / np.maximum(norms, np.float32(_SMALLEST_NORM))
    return unit
