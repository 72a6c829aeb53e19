"""The length of a Chinese name tells whether English words, or an acronym, may gloss it."""

import pytest

from kg.naming.translations import fills, is_remark, is_short, may_translate, says_less


@pytest.mark.parametrize(
    ("name", "gloss", "full"),
    [
        ("读写分离", "Read-Write Splitting", True),
        ("缓冲池", "Buffer Pool", True),
        ("线性整流单元", "Leaky ReLU", False),  # More is translated than is there.
        ("豆腐", "Silken Soft Tofu", False),
        ("数据流程图", "DFD", True),
        ("流程图", "DFD", False),
        ("自编码器", "AE", True),
        ("编码器", "AE", False),
        ("池", "Pool", False),  # One word tells no length.
    ],
)
def test_a_name_fills_its_gloss(name: str, gloss: str, *, full: bool) -> None:
    assert fills(name, gloss) is full


def test_a_name_may_lack_characters() -> None:
    assert fills("豆腐", "Silken Soft Tofu", lacking=2)


def test_a_name_no_longer_than_its_capitals_is_short() -> None:
    assert is_short("增强", "TTA")
    assert not is_short("测试时增强", "TTA")


def test_a_name_says_less_than_more_words() -> None:
    assert says_less("博弈", "positive-sum game")
    assert not says_less("令牌", "fencing token")
    assert not says_less("快", "fast")


@pytest.mark.parametrize(
    ("name", "gloss", "may"),
    [
        ("小心智能体钻空子", "reward hacking", False),
        ("奖励作弊", "reward hacking", True),
        ("Java 内存模型", "JMM", True),
        ("Python 版", "IDE", False),
        ("外部RC振荡源", "EXO", True),  # All the acronym's words are said, by other letters.
        ("LCD半屏刷新", "PR", True),
        ("Python 模板", "IDE", False),
    ],
)
def test_a_name_may_translate_words_of_its_length(name: str, gloss: str, *, may: bool) -> None:
    assert may_translate(name, gloss) is may
    assert may_translate(gloss, name) is may


@pytest.mark.parametrize(
    ("acronym", "said", "remark"),
    [
        ("RTC", "稳定", True),
        ("TLB", "快表", False),
        ("ERNIE", "百度", True),
        ("BERT", "双向编码器", False),
        ("cGAN", "条件GAN", False),
    ],
)
def test_too_few_characters_for_an_acronym_are_a_remark(
    acronym: str, said: str, *, remark: bool
) -> None:
    assert is_remark(acronym, said) is remark
