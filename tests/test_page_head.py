"""The lines above a page's text: menus and names go, whatever may be the title stays."""

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
