"""Tests of search.model.fast_encoder; those with the model skip where the extra is missing."""

import subprocess
import sys

import numpy as np
import pytest

from search.encoder import FAST, Encoder, EncoderError, load_encoder

TEXTS = [
    "过拟合是模型在训练集上表现好、在测试集上表现差。",
    "",
    "红烧肉要先焯水再小火慢炖。",
    "a\x00b 😀",
    "长文" * 900,
    "学习率过大时损失会震荡甚至发散。",
]


@pytest.fixture(scope="module")
def fast() -> Encoder:
    pytest.importorskip("openvino", reason="needs the extra: pip install -e '.[fast]'")
    return load_encoder(FAST)


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    monkeypatch.delitem(sys.modules, "search.model.fast_encoder", raising=False)
    model = load_encoder(FAST)
    assert (model.name, model.encode_query(["甲"]).shape) == (FAST, (1, 384))
    said = r"needs OpenVINO \(.+\): pip install -e '\.\[fast\]' in Zhitu's own folder,"
    with pytest.raises(EncoderError, match=said):
        model.encode_document(["甲"])


def test_importing_tells_nobody() -> None:
    pytest.importorskip("openvino", reason="needs the extra: pip install -e '.[fast]'")
    code = (
        "import sys, search.model.fast_encoder; "
        "from openvino.tools.ovc import telemetry_utils; "
        "loaded = any(name.startswith('openvino_telemetry.') for name in sys.modules); "
        "sys.exit(loaded or telemetry_utils.tm.__name__ != 'openvino.tools.ovc.telemetry_stub')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.model
def test_embeddings_are_those_of_the_bundled_model(fast: Encoder, encoder: Encoder) -> None:
    assert (fast.name, fast.dimension) == ("multilingual-e5-small-int8", 384)
    rows, exact = fast.encode_document(TEXTS), encoder.encode_document(TEXTS)
    assert (rows.shape, str(rows.dtype)) == ((6, 384), "float32")
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert (rows * exact).sum(axis=1).min() > 0.998
    assert (rows @ exact.T).argmax(axis=1).tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.model
def test_an_embedding_does_not_depend_on_the_texts_beside_it(fast: Encoder) -> None:
    together = fast.encode_document(TEXTS)
    alone = np.concatenate([fast.encode_document([text]) for text in TEXTS])
    assert together.tobytes() == alone.tobytes()
    assert fast.encode_document(TEXTS[::-1])[::-1].tobytes() == together.tobytes()


@pytest.mark.model
def test_no_texts_give_no_rows_and_progress_counts_all(fast: Encoder) -> None:
    heard: list[int] = []
    assert fast.encode_document([], on_progress=heard.append).shape == (0, 384)
    fast.encode_document(TEXTS, on_progress=heard.append)
    assert heard == [1, 4, 6]
