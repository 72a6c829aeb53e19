"""The engine of the bundled model embeds questions as sentence-transformers does."""

import os
from pathlib import Path

import numpy as np
import pytest

from search.encoder import Encoder
from search.model.bundled_model import bundled_model_folder
from search.model.light_encoder import LightEncoder

QUESTIONS = (
    "什么是过拟合？",
    "BN 为什么能缓解梯度消失？",
    "How does dropout prevent overfitting?",
    "what is the difference between LSTM and GRU",
    "梯度",
    "a",
    "？",
    "",
    " ",
    "。。。！！",
    "😀🎉 这个表情是什么意思",
    "a\x1b\x07b",
    "ＢＮ　是什么（全角）",
    "學習率太大會怎樣？",
    "学习率过大时，损失函数会出现什么现象？应该怎么调整？",
    "為什麼需要激活函數",
    "怎样做红烧肉？",
    "TCP 三次握手的第二次丢了会怎么样",
    "进程和线程的区别",
    "死锁产生的四个必要条件有哪些",
    "页面置换算法 LRU 怎么实现",
    "SELECT * FROM notes WHERE 1=1; DROP TABLE notes",
    "<script>alert('1')</script> 是什么攻击",
    "$\\frac{\\partial L}{\\partial w}$ 怎么推导",
    "softmax 的导数怎么算",
    "交叉熵 vs 均方误差",
    "1×1 卷积的作用",
    "ResNet-50 有多少层",
    "C++ 里 std::vector 扩容的复杂度",
    "0.001 的学习率合适吗",
    "卷积" * 40,
    "什么是注意力机制？" * 30,
    "长文" * 5000,
    "word " * 2000,
    "한국어 질문입니다",
    "ニューラルネットワークとは何ですか",
    "Что такое градиентный спуск?",
    "¿Qué es el sobreajuste?",
    "مرحبا كيف حالك",
    "batch size 调大之后 learning rate 要怎么变",
    "transformer的位置编码为什么用sin和cos",
    "self-attention 的时间复杂度",
    "多头注意力\n为什么要分多个头",
    "\t制表符\r\n换行",
    "Adam 和 SGD 哪个泛化好",
    "什么叫模式崩溃",
    "词向量怎么训练",
    "池化层有哪几种",
    "数据增强有哪些方法",
    "为什么要做权重初始化",
    "感受野怎么算",
)


@pytest.fixture(scope="module")
def passages() -> list[str]:
    corpus = Path(__file__).parent.parent / "corpus"
    texts = (path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.md")))
    blocks = (block.strip()[:120] for text in texts for block in text.split("\n\n"))
    return [block for block in blocks if len(block) >= 40][:40]


@pytest.fixture(scope="module")
def light() -> LightEncoder:
    return LightEncoder()


@pytest.mark.model
def test_embeddings_and_rankings_are_those_of_sentence_transformers(
    light: LightEncoder, encoder: Encoder, passages: list[str]
) -> None:
    whole = exact_rows()
    ours = light.encode_query(QUESTIONS)
    cosines = (ours * whole).sum(axis=1)
    assert [q for q, cosine in zip(QUESTIONS, cosines, strict=True) if cosine < 0.999] == []
    rows = encoder.encode_document(passages)
    mine, theirs = ours @ rows.T, whole @ rows.T
    best = theirs.argmax(axis=1)
    swapped = theirs.max(axis=1) - theirs[np.arange(len(QUESTIONS)), mine.argmax(axis=1)]
    # Where both put another passage first, these were level by the third digit.
    assert (mine.argmax(axis=1) == best).mean() >= 0.9
    assert swapped.max() < 0.003


def exact_rows() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(bundled_model_folder()), device="cpu", model_kwargs={"dtype": torch.float32}
    )
    rows: np.ndarray[tuple[int, int], np.dtype[np.float32]] = model.encode_query(list(QUESTIONS))
    return rows


def test_rows_are_unit_and_do_not_depend_on_their_neighbours(light: LightEncoder) -> None:
    rows = light.encode_query(QUESTIONS[:8])
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1] * 8, abs=1e-5)
    assert (light.encode_query(QUESTIONS[3:4])[0] == rows[3]).all()
    assert light.encode_query([]).shape == (0, 384)


def test_halves_of_characters_are_embedded(light: LightEncoder) -> None:
    assert light.encode_query(["甲\udc80"]).tolist() == light.encode_query(["甲?"]).tolist()


def test_a_text_does_not_end_at_a_nul(light: LightEncoder) -> None:
    assert light.encode_query(["甲\0乙"]).tolist() == light.encode_query(["甲 乙"]).tolist()


def test_the_setting_of_threads_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    LightEncoder()
    assert os.environ["OMP_NUM_THREADS"] == "7"
    monkeypatch.delenv("OMP_NUM_THREADS")
    LightEncoder()
    assert "OMP_NUM_THREADS" not in os.environ
