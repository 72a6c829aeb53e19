"""A gloss in parentheses ends a name, and its length tells where the name begins."""

import pytest

from kg.naming.gloss_names import gloss_names
from kg.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without a user dictionary."""
    return Segmenter()


def glossed(text: str, segmenter: Segmenter) -> list[str]:
    """The names that a text glosses, in order."""
    return [name for name, _ in gloss_names(text, segmenter)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("这里用增量更新（Incremental Update），", ["增量更新"]),
        ("支持向量机(SVM)就是找间隔。", ["支持向量机"]),
        ("支持乐观锁（Optimistic Lock）", ["乐观锁"]),
        ("会有标注偏置（label bias）的问题", ["标注偏置"]),
        ("它就是比较并交换（Compare And Swap）", ["比较并交换"]),
        ("并上一个前馈电容（Cff）能行", ["前馈电容"]),
        ("靠参数服务器（Parameter Server，PS）同步", ["参数服务器"]),
        ("根据上下文无关文法（CFG）分析", ["上下文无关文法"]),
        ("再乘上简短惩罚(brevity penalty)", ["简短惩罚"]),
        ("可变形卷积(Deformable Convolution)", ["可变形卷积"]),
        ("Java 内存模型（JMM）", ["Java 内存模型"]),
        ("先由它来选出协调节点（Coordinator）。", ["协调节点"]),
        ("算的是类似于均方误差（MSE）的量", ["均方误差"]),
        ("它由生成器（Generator）和另一半组成", ["生成器"]),
        ("开会须达到法定人数（Quorum）才算", ["法定人数"]),
    ],
)
def test_the_name_begins_where_its_length_fits_the_gloss(
    text: str, names: list[str], segmenter: Segmenter
) -> None:
    assert glossed(text, segmenter) == names


@pytest.mark.parametrize(
    "text",
    [
        "确认以后就提交（commit）",  # One English word tells no length.
        "会把内存撑爆（OOM）",
        "把长度相近的样本放在一起（length bucketing）",
        "各种方法（LeNet、AlexNet）",
    ],
)
def test_a_remark_in_parentheses_glosses_no_name(text: str, segmenter: Segmenter) -> None:
    assert glossed(text, segmenter) == []


def test_what_is_longer_is_no_name(segmenter: Segmenter) -> None:
    found = dict(gloss_names("会有标注偏置（label bias）", segmenter))
    assert found == {"标注偏置": {"会有标注偏置", "有标注偏置"}}
