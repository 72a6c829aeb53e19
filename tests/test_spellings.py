"""Acronyms, inflections and slips are told from names that are no spelling of each other."""

import pytest

from kg.naming.spellings import (
    conflict,
    is_acronym_of,
    is_cut,
    is_likened,
    is_slip,
    spells_out,
    stem,
)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("BN", "Batch Normalization"),
        ("CPU", "CentralProcessingUnit"),
        ("cGAN", "conditional GAN"),
        ("2PC", "two-phase commit"),
        ("IoU", "Intersection over Union"),
        ("BPTT", "Backpropagation Through Time"),
        ("WAL", "Write-Ahead Logging"),
        ("MITM", "Man-in-the-Middle"),
        ("XSS", "Cross-Site Scripting"),
        ("P2P", "peer-to-peer"),
        ("A3C", "Asynchronous Advantage Actor-Critic"),
        ("AWQ", "Activation-aware Weight Quantization"),
        ("GREP", "Global REgular exPression print"),
        ("LGBM", "LightGBM"),
        ("R&D", "Research & Development"),
    ],
)
def test_acronyms_stand_for_their_words(short: str, long: str) -> None:
    assert is_acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("GRU", "GraphicProcessingUnit"),
        ("BN", "Layer Normalization"),
        ("GPU", "Graphics"),
        ("relu", "Rectified Linear Unit"),
        ("VGG", "VGG-16"),
        ("LSTM", "plain LSTM"),
    ],
)
def test_acronyms_stand_for_no_other_words(short: str, long: str) -> None:
    assert not is_acronym_of(short, long)


def test_words_may_end_in_a_noun_that_their_acronym_leaves_out() -> None:
    assert spells_out("Access Control List entry", "ACL")
    assert spells_out("Access Control List", "ACL")
    assert not spells_out("Access Gate", "ACL")


def test_one_of_several_words_may_be_a_slip() -> None:
    assert is_slip("Btach Size", "Batch Size")
    assert not is_slip("soft start", "soft state")
    assert not is_slip("left join", "right join")


def test_plural_and_ing_share_a_stem() -> None:
    assert stem("epochs") == stem("epoch") == "epoch"
    assert stem("early stopping") == stem("early-stop") == "earlystop"
    assert stem("loss") == "loss"
    assert stem("RNNs") == "rnn"
    assert stem("fine-tuning") == stem("fine-tune") == "finetun"
    assert stem("databases") == stem("database") == "databas"
    assert stem("anchor boxes") == stem("anchor box") == "anchorbox"
    assert stem("HTTPS") == "https"


@pytest.mark.parametrize(
    ("a", "b"),
    [("dropout", "droupout"), ("resnext", "resnxet"), ("normalisation", "normalization")],
)
def test_one_letter_is_a_slip_in_a_long_word(a: str, b: str) -> None:
    assert is_slip(a, b)
    assert is_slip(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("lstm", "gltm"),
        ("resnet18", "resnet34"),
        ("adagrad", "badgrad"),
        ("rmsprop", "rprop"),
        ("macro-average", "micro-average"),
        ("ResNet-50", "ResNeXt-50"),
        ("caching", "coaching"),
        ("scheduled", "scheduler"),
    ],
)
def test_short_words_digits_and_first_letters_are_no_slips(a: str, b: str) -> None:
    assert not is_slip(a, b)


@pytest.mark.parametrize(
    ("a", "b", "conflicting"),
    [
        ("GPU", "GRU", True),
        ("GRU", "Graphic Processing Unit", True),
        ("average precision", "affinity propagation", True),
        ("BN", "Batch Normalization", False),
        ("GAN", "GANs", False),
        ("RNN", "循环神经网络", False),
        ("recurrent neural network", "recursive neural network", False),
        ("NEG", "Negative Sampling", False),
        ("LDM", "Latent Diffusion", False),
        ("CE", "Cross Entropy", False),
        ("atrous convolution", "dilated convolution", False),  # Both are 空洞卷积.
    ],
)
def test_names_conflict(a: str, b: str, *, conflicting: bool) -> None:
    assert conflict(a, b) is conflicting
    assert conflict(b, a) is conflicting


def test_names_that_differ_by_an_acronym_do_not_conflict() -> None:
    assert not conflict("HOL blocking", "Head-of-Line Blocking")
    assert conflict("HOL blocking", "Lock-free Queue Blocking")


@pytest.mark.parametrize(
    ("a", "b", "cut"),
    [
        ("BatchNorm", "Batch Normalization", True),
        ("Batchnorm", "batch normalization", True),
        ("max pool", "Max Pooling", True),
        ("BatchNorm", "Layer Normalization", False),
        ("Batch", "Batches", False),
        ("Fast R-CNN", "Faster R-CNN", False),
        ("ResNet", "Resident Network", False),
        ("Batch Norm", "Batch Norm", False),
    ],
)
def test_words_cut_short_make_no_other_name(a: str, b: str, *, cut: bool) -> None:
    assert is_cut(a, b) is cut
    assert is_cut(b, a) is cut


def test_only_letters_refute_what_is_stated() -> None:
    assert conflict("continuous batching", "in-flight batching")
    assert not conflict("continuous batching", "in-flight batching", stated=True)
    assert conflict("GPU", "GRU", stated=True)


@pytest.mark.parametrize(
    ("a", "b", "least", "likened"),
    [
        ("盈亏平衡点", "保本点", 1, True),
        ("盈亏平衡点", "保本点", 2, False),
        ("评价测光", "矩阵测光", 2, True),
        ("ND镜", "减光镜", 1, True),
        ("Huffman编码", "前缀码", 2, False),
        ("池化", "最大池化", 1, False),
        ("建筑经理商", "管理建筑项目", 2, False),
        ("训练集", "测试集", 1, False),
        ("Adam算法", "优化算法", 1, False),
        ("优化算法", "梯度下降算法", 1, False),
    ],
)
def test_chinese_names_are_likened(a: str, b: str, least: int, *, likened: bool) -> None:
    assert is_likened(a, b, least=least) is likened
