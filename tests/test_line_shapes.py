"""Furniture that is told by its shape, and sentences that only resemble it."""

import pytest

from kg.pages.line_shapes import counts_person, shaped
from kg.records import DropReason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[本帖最后由 山雀 于 2019-5-2 08:11 编辑]", DropReason.LABEL),
        ("本回复由 某人 删除", DropReason.LABEL),
        ("摘要由某某通过智能技术生成", DropReason.LABEL),
        ("来自 Android 客户端", DropReason.LABEL),
        ("Sent from my phone", DropReason.LABEL),
        ("#露营 #炉具", DropReason.LABEL),
        ("以上就是小编为大家整理的防晒知识，希望对大家有帮助。", DropReason.PROMPT),
        ("觉得好请点赞、收藏", DropReason.PROMPT),
        ("更多食谱请关注我的公众号", DropReason.PROMPT),
        ("代写作业，加VX：abc12345", DropReason.ADVERT),
        ("遇到漏水？已有 12,034 人咨询", DropReason.ADVERT),
        ("山雀 | 新手 | 帖子 3 | 积分 8", DropReason.COUNTER),
    ],
)
def test_a_shape_gives_its_reason(text: str, reason: DropReason) -> None:
    assert shaped(text, text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "本文由三个部分组成",
        "摘要由解码器逐词生成",
        "由浏览器通过脚本生成",
        "以上就是三种方法的差别：贪心、束搜索、采样。",
        "请注意点赞和收藏的权重不同",
        "邀请用户关注并收藏",
        "点赞、收藏和转发都是正反馈",
        "加 velocity 一项",
        "已有 30 人报名",
        "更多资料见附录",
        "#数学",
        "# 数学 # 线代",
        "",
    ],
)
def test_content_of_a_like_shape_has_no_reason(text: str) -> None:
    assert shaped(text, text) is None


def test_a_person_is_told_by_two_counts_among_short_parts() -> None:
    assert counts_person("新手 · 帖子 3 · 积分：8")
    assert not counts_person("水 210 | 面粉 300 | 盐 5")
    assert not counts_person("帖子 3 | 积分 8")
    assert not counts_person("新手 | 帖子 3 | 积分")
