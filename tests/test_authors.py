"""Who wrote a post is out; what only stands where a name may stand stays."""

import pytest

from kg.pages.furniture import find_furniture
from kg.pages.layout import lay_out

BODY = "滑轮组用几段绳子分担重物，段数越多越省力，但绳端要走更长的路。"
MORE = "不计摩擦时，拉力等于重物的重量除以承重绳子的段数。"


def gone(*rows: str) -> list[str]:
    lines = lay_out("\n".join(rows))
    return [
        line.text for line, by in zip(lines, find_furniture(lines), strict=True) if by and line.text
    ]


def test_a_floor_without_a_date_goes_where_three_have_one() -> None:
    dated = [f"#{floor} 山雀 2020-01-02 10:0{floor}" for floor in (2, 3, 4)]
    posts = [row for floor in dated for row in (floor, MORE)]
    assert gone(BODY, *posts, "#5 白鹭", BODY) == [*dated, "#5 白鹭"]
    assert gone(BODY, *posts[2:], "#5 白鹭", BODY) == dated[1:]


def test_a_short_line_above_a_date_that_closes_a_post_stays() -> None:
    assert gone(BODY, MORE, "先穿绳再挂钩", "编辑于 2020-01-02") == ["编辑于 2020-01-02"]
    posted = ["先穿绳再挂钩", "发表于 2020-01-02 10:05"]
    assert gone(BODY, MORE, *posted, MORE) == posted


def test_a_title_above_its_date_is_no_name() -> None:
    page = [
        "首页 登录 注册",
        "某单位",
        "绳子与滑轮组的省力办法",
        "2021-07-21 09:15:00 浏览 3",
    ]
    assert gone(*page, BODY, MORE) == [page[0], page[1], page[3]]


@pytest.mark.parametrize("label", ["签名", "簽名檔"])
def test_a_signature_goes_beside_the_next_post_only(label: str) -> None:
    line = f"{label}：山高路远"
    assert gone(BODY, MORE, line, "山雀", "3#", "发表于 2020-01-02 10:05", BODY)[0] == line
    assert gone(BODY, line, MORE) == []


def test_a_quoted_line_goes_that_is_the_name_of_who_wrote_a_post() -> None:
    posted = "山雀 发表于 2020-01-02 10:05"
    page = [BODY, posted, "> 山雀", MORE, posted, "> 滑轮", MORE]
    assert gone(*page) == [posted, "> 山雀", posted]


def test_forum_chatter_below_a_name_goes() -> None:
    posted = "山雀 发表于 2020-01-02 10:05"
    assert gone(BODY, posted, "顶一下，坐等高手", posted, MORE) == [
        posted,
        "顶一下，坐等高手",
        posted,
    ]
