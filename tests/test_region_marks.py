"""What opens recommendations, comments and tables of contents, and what only speaks of them."""

import pytest

from kg.pages.region_marks import ends_counted, opens_contents, opens_region, turns_page


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("推荐阅读", True),
        ("全部评论 12", True),
        ("更多推荐阅读：", True),
        ("这条评论很好。", False),
        ("相关推荐算法分成协同过滤与内容两大类型", False),
        ("梯度下降", False),
        ("热门小组 ( 更多 )", True),
        ("最新帖子：", True),
        ("推荐系统的评论", False),
        ("最新内容怎样入库", False),
        ("团购。猜你喜欢", False),
        ("常备工具 / Recommended", False),
        ("一、相关文章", True),
    ],
)
def test_regions_open_with_their_name_and_little_else(plain: str, expected: bool) -> None:
    assert opens_region(plain) is expected


def test_a_recommended_title_ends_with_a_count() -> None:
    assert ends_counted("夏天开空调多少度省电？ 23 个回答")
    assert not ends_counted("夏天开空调多少度省电？")
    assert not ends_counted("这一题有 3 个回答，都对")


def test_what_stands_above_contents_and_other_pages_is_known_by_its_whole_line() -> None:
    assert opens_contents("【目录】")
    assert not opens_contents("目录结构")
    assert turns_page("下一篇 »")
    assert not turns_page("下一篇：动量")
