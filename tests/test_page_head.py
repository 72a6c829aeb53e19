"""The lines above a page's text: menus and names go, whatever may be the title stays."""

import pytest

from kg.pages.furniture import find_furniture
from kg.pages.layout import lay_out

BODY = "滑轮组用几段绳子分担重物，段数越多越省力，但绳端要走更长的路。"
MORE = "不计摩擦时，拉力等于重物的重量除以承重绳子的段数。"


def gone(text: str) -> list[str]:
    lines = lay_out(text)
    return [
        line.text for line, by in zip(lines, find_furniture(lines), strict=True) if by and line.text
    ]


def test_unknown_lines_of_a_menu_go_with_its_buttons() -> None:
    menu = ["首页", "博客", "学习", "素材", "绳子", "会员中心", "消息"]
    assert gone("\n".join([*menu, "滑轮组怎样省力", BODY, MORE])) == menu


def test_what_the_text_never_speaks_of_goes_between_title_and_text() -> None:
    head = ["手艺人周刊合作栏目第三季", "2021-03-04 10:22:01 浏览 12", "分享至"]
    page = "\n".join(["滑轮组怎样省力", *head, "", BODY, MORE])
    assert gone(page) == head


def test_breadcrumbs_go_above_the_title_and_stay_in_a_note_of_ones_own() -> None:
    crumbs = "科普网 > 物理 > 力学"
    page = f"{crumbs}\n滑轮组怎样省力\n2021-03-04 10:22 来源：网络整理\n{BODY}\n{MORE}"
    assert gone(page) == [crumbs, "2021-03-04 10:22 来源：网络整理"]
    assert gone(f"{crumbs}\n{BODY}\n{MORE}") == []


def test_a_note_that_opens_with_a_date_keeps_its_title() -> None:
    assert gone(f"省力的机械\n杠杆\n\n2021-03-04\n{BODY}") == ["2021-03-04"]


def test_all_lines_that_may_be_the_title_stay() -> None:
    page = f"首页 登录\n滑轮组怎样省力\n滑轮组与绳子\n发布于 2021-03-04\n{BODY}\n{MORE}"
    assert gone(page) == ["首页 登录", "发布于 2021-03-04"]


def test_a_head_without_a_title_that_the_text_speaks_of_is_left_to_other_evidence() -> None:
    page = f"首页 登录\n春天里的一次远足和野餐会的图文纪实全篇\n发布于 2021-03-04\n{BODY}\n{MORE}"
    assert "春天里的一次远足和野餐会的图文纪实全篇" not in gone(page)


def test_the_first_line_stays_that_the_text_takes_up() -> None:
    label = "当前位置：科普网 > 物理 > 正文"
    page = f"杠杆那点事（新手收藏版）\n{label}\n发布时间：2020-05-17\n\n{{}}{MORE}"
    assert gone(page.format("一、杠杆的支点\n杠杆绕支点转动。\n")) == [
        label,
        "发布时间：2020-05-17",
    ]


@pytest.mark.parametrize("above", [True, False])
def test_tags_go_that_stand_between_a_title_and_furniture(*, above: bool) -> None:
    menu, tags, title = (
        "首页 会员 发现",
        ["滑轮", "绳子", "省力"],
        "滑轮组为什么省力，绳子该怎么穿？",
    )
    head = [*tags, title] if above else [title, *tags]
    rest = ["关注者", "204", "被浏览", "89,331", "33 条评论"]
    assert gone("\n".join([menu, *head, *rest, BODY, MORE])) == [menu, *tags, *rest]
    assert gone("\n".join([*head, "", BODY, MORE])) == []


@pytest.mark.parametrize("mark", ["»", "›", ">"])
def test_breadcrumbs_may_end_with_the_title(mark: str) -> None:
    title = "新手求助：滑轮组的绳子到底应该从哪一头开始穿"
    crumbs = f" {mark} ".join(["科普论坛", "物理/力学区", "滑轮", title])
    page = f"{crumbs}\n发帖 | 回复 | 返回列表\n{title}\n发布于 2021-03-04\n{BODY}\n{MORE}"
    assert gone(page)[0] == crumbs
