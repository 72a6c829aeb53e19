"""Passages -> embeddings by OpenVINO in 8-bit integers: the bundled model, several times as fast.

Needs the extra ``zhitu[fast]``. Weights are rounded to 8 bits, with a scale a row; what flows
between layers too, with a scale for each 128 numbers of a token.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from search.hits import Matrix

# OpenVINO tells its maker of every import. Nothing may leave the machine, and where this package
# cannot be imported, a stub takes its place that tells nobody.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

import openvino  # noqa: E402
from openvino import Node  # noqa: E402
from openvino import opset13 as ops  # noqa: E402

PADDED_TO = 16
"""Texts are padded to a multiple of so many tokens, each to its own whatever else is embedded."""
BATCH_TOKENS = 1024
"""Padding included; so few keep a layer's numbers in the processor's cache."""
_SETTINGS = {
    "INFERENCE_PRECISION_HINT": "f32",
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": "128",
    "PERFORMANCE_HINT": "LATENCY",
}
_MAX_TOKENS = 512
_HEADS = 12
_EPSILON = 1e-12
_MASKED = -1e9
_LARGEST = 127

Tensors = Mapping[str, npt.NDArray[np.float16]]


class FastEncoder:
    """The bundled model, loaded in two seconds and without torch.

    An embedding is the same to the last bit whatever other texts are embedded with it.
    """

    def __init__(self, name: str, folder: Path) -> None:
        """Load what ``bundled_model_folder`` gave; ``name`` is what ``load_encoder`` calls it."""
        self.name = name
        graph = _build(load_file(folder / "model.safetensors"))
        model = openvino.Core().compile_model(graph, "CPU", _SETTINGS)
        self._request = model.create_infer_request()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self.dimension: int = model.output(0).partial_shape[1].get_length()

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Embed questions; one unit row each, shape ``(0, dimension)`` for none."""
        return self._encode("query: ", texts, lambda done: None)

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages; ``on_progress`` hears how many are done so far, after each batch."""
        return self._encode("passage: ", texts, on_progress or (lambda done: None))

    def _encode(
        self, prompt: str, texts: Sequence[str], on_progress: Callable[[int], None]
    ) -> Matrix:
        embeddings = np.empty((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])
        tokens = [encoding.ids for encoding in encodings]
        done = 0
        for batch in _split_batches([len(ids) for ids in tokens]):
            embeddings[batch] = self._embed([tokens[i] for i in batch])
            done += len(batch)
            on_progress(done)
        return embeddings

    def _embed(self, tokens: Sequence[list[int]]) -> Matrix:
        length = _padded(max(map(len, tokens)))
        ids = np.zeros((len(tokens), length), dtype=np.int64)
        seen = np.zeros((len(tokens), length), dtype=np.float32)
        for row, mask, text in zip(ids, seen, tokens, strict=True):
            row[: len(text)] = text
            mask[: len(text)] = 1
        bias = np.where(seen, 0, _MASKED).astype(np.float32)[:, np.newaxis, np.newaxis]
        shares = (seen / seen.sum(axis=1, keepdims=True))[:, np.newaxis]
        positions = np.arange(length, dtype=np.int64)
        means: Matrix = self._request.infer([ids, positions, bias, shares])[0]
        unit: Matrix = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit


def _padded(count: int) -> int:
    return -(-count // PADDED_TO) * PADDED_TO


def _split_batches(counts: Sequence[int]) -> Iterator[list[int]]:
    """Put texts of one padded length together, the longest first."""
    lengths: dict[int, list[int]] = {}
    for i, count in enumerate(counts):
        lengths.setdefault(_padded(count), []).append(i)
    for length in sorted(lengths, reverse=True):
        size = max(1, BATCH_TOKENS // length)
        for start in range(0, len(lengths[length]), size):
            yield lengths[length][start : start + size]


def _build(tensors: Tensors) -> openvino.Model:
    """Build the ``BertModel`` of the tensors, and the mean over a text's tokens."""
    ids = ops.parameter([-1, -1], np.int64)
    positions = ops.parameter([-1], np.int64)
    bias = ops.parameter([-1, 1, 1, -1], np.float32)
    shares = ops.parameter([-1, 1, -1], np.float32)
    words, places, kinds = (
        ops.constant(tensors[f"embeddings.{name}_embeddings.weight"].astype(np.float16))
        for name in ("word", "position", "token_type")
    )
    states = ops.add(
        ops.convert(ops.gather(words, ids, 0), "f32"),
        ops.convert(ops.gather(places, positions, 0), "f32"),
    )
    states = ops.add(states, ops.convert(ops.gather(kinds, 0, 0), "f32"))
    states = _norm(tensors, "embeddings.LayerNorm", states)
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in tensors:
        states = _layer(tensors, f"encoder.layer.{layer}", states, bias)
        layer += 1
    mean = ops.squeeze(ops.matmul(shares, states, False, False), [1])
    return openvino.Model([mean], [ids, positions, bias, shares])


def _layer(tensors: Tensors, name: str, states: Node, bias: Node) -> Node:
    query, key, value = (
        ops.transpose(
            ops.reshape(
                _linear(tensors, f"{name}.attention.self.{part}", states), [0, 0, _HEADS, -1], True
            ),
            [0, 2, 1, 3],
        )
        for part in ("query", "key", "value")
    )
    seen = ops.scaled_dot_product_attention(query, key, value, bias)
    joined = ops.reshape(ops.transpose(seen, [0, 2, 1, 3]), [0, 0, -1], True)
    seen = ops.add(_linear(tensors, f"{name}.attention.output.dense", joined), states)
    seen = _norm(tensors, f"{name}.attention.output.LayerNorm", seen)
    inner = ops.gelu(_linear(tensors, f"{name}.intermediate.dense", seen), "erf")
    outer = ops.add(_linear(tensors, f"{name}.output.dense", inner), seen)
    return _norm(tensors, f"{name}.output.LayerNorm", outer)


def _linear(tensors: Tensors, name: str, states: Node) -> Node:
    weight = tensors[f"{name}.weight"].astype(np.float32)
    scale = np.abs(weight).max(axis=1, keepdims=True) / _LARGEST
    rounded = ops.constant(np.rint(weight / scale).astype(np.int8))
    whole = ops.multiply(ops.convert(rounded, "f32"), ops.constant(scale))
    bias = ops.constant(tensors[f"{name}.bias"].astype(np.float32))
    return ops.add(ops.matmul(states, whole, False, True), bias)


def _norm(tensors: Tensors, name: str, states: Node) -> Node:
    axes = ops.constant(np.array([-1], dtype=np.int64))
    even = ops.mvn(states, axes, True, _EPSILON, "inside_sqrt")
    weight, bias = (tensors[f"{name}.{part}"].astype(np.float32) for part in ("weight", "bias"))
    return ops.add(ops.multiply(even, ops.constant(weight)), ops.constant(bias))
