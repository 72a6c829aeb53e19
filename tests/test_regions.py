"""How far recommendations and comments go, and what they never take."""

from kg.pages.furniture import find_furniture
from kg.pages.layout import lay_out

BODY = "滑轮组用几段绳子分担重物，段数越多越省力，但绳端要走更长的路。"
MORE = "不计摩擦时，拉力等于重物的重量除以承重绳子的段数。"


def kept(text: str) -> list[str]:
    lines = lay_out(text)
    return [
        line.text
        for line, by in zip(lines, find_furniture(lines), strict=True)
        if not by and line.text
    ]


def test_a_name_of_a_region_in_the_menu_opens_none() -> None:
    replies = "回复\n2楼 2020-01-02 10:05\n学习了\n回复\n3楼 2020-01-02 10:06\n学习了\n回复"
    page = f"首页\n最新文章\n热门文章\n登录\n滑轮组怎样省力\n{BODY}\n定滑轮\n{MORE}\n{replies}"
    assert kept(page) == ["滑轮组怎样省力", BODY, "定滑轮", MORE]


def test_a_count_of_comments_opens_a_region_that_spares_what_says_something() -> None:
    long = "补充：动滑轮自身也有重量，绳子的段数多了以后摩擦也会增大，实际的拉力比算出来的大。"
    thread = f"留言 2\n山雀\n2020-01-02 10:05\n推！讲得真清楚\n白鹭\n2020-01-03 11:05\n{long}\n回复"
    assert kept(f"{BODY}\n{MORE}\n{thread}") == [BODY, MORE, long]


def test_traditional_words_open_regions_and_are_buttons() -> None:
    page = f"{BODY}\n{MORE}\n延伸閱讀\n秋天去哪裡看楓葉\n登入\n檢舉"
    assert kept(page) == [BODY, MORE]
