"""Page furniture: each reason in the shapes of several sites, and the content that must stay."""

import pytest

from kg.pages.furniture import find_furniture
from kg.pages.layout import lay_out
from kg.records import Span

ABOVE = "梯度下降沿着负梯度的方向更新参数，学习率决定每一步走多远。"
BELOW = "动量把前几步的方向加权平均，穿过平坦的地方也不会停下。"


def reasons(text: str) -> list[tuple[str, str]]:
    lines = lay_out(text)
    found = zip(lines, find_furniture(lines), strict=True)
    return [(line.text, reason or "") for line, reason in found if line.text]


def reason_between(line: str) -> str:
    """The reason of a line with a paragraph of content above and below it."""
    return dict(reasons(f"{ABOVE}\n\n{line}\n\n{BELOW}"))[line.strip()]


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("date or author line", "2020-02-17 22:48:05"),
        ("date or author line", "发布于 2021-03-04 10:22"),
        ("date or author line", "posted @ 2021-04-18 21:07  半坡石  阅读(5312)  评论(3)"),
        ("date or author line", "编辑于 2019年3月2日"),
        ("date or author line", "3 天前"),
        ("date or author line", "Mar 9, 2022"),
        ("date or author line", "#3楼 2021-04-22 23:51 leafcat"),
        ("date or author line", "原创 阿木 阿木笔记"),
        ("date or author line", "docs\tfix a link\t2 months ago"),
        ("counter", "阅读 9.8k"),
        ("counter", "赞同 1.2 万"),
        ("counter", "2 个回答"),
        ("counter", "218 stars"),
        ("counter", "第 3 页 共 9 页"),
        ("counter", "5楼"),
        ("label line", "作者简介：某某"),
        ("label line", "责任编辑：李四"),
        ("label line", "上一篇：另一篇"),
        ("label line", "来源：某站 作者：某人"),
        ("licence line", "版权声明：可以自由阅读"),
        ("licence line", "本文遵循 CC BY-SA 4.0 协议，转载请附上出处"),
        ("licence line", "© 2012-2020 某站"),
        ("licence line", "沪ICP备00000000号-5"),
        ("prompt", "登录后才能发表评论"),
        ("prompt", "欢迎关注我的公众号"),
        ("prompt", "扫码进群，一起讨论"),
        ("advertisement", "广告"),
        ("advertisement", "【限时】零基础训练营，仅需 9 元"),
        ("links", "https://example.com/a"),
        ("links", "[甲](/a) | [乙](/b)"),
        ("links", "![图](https://a.example/c.png)"),
        ("links", "#机器学习 21个"),
        ("image placeholder", "在这里插入图片描述"),
        ("navigation", "首页 博客 登录 注册"),
        ("navigation", "收藏 | 分享 | 举报"),
    ],
)
def test_a_line_of_furniture_is_known_by_its_own_words(reason: str, line: str) -> None:
    assert reason_between(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        *(
            "2020年1月1日，新的规定开始施行。",
            "1999年颁布",
            "2017年12月",
            "1992 年",
            "时间：1 小时左右",
        ),
        *("焯水 2 分钟", "温度：28 度", "学习率 0.1", "1.5", "28", "价格是 $5 一份"),
        *("分类", "作者", "目录", "## 分类", "优点：", "卷积", "沙发", "回答", "标签：one-hot"),
        *("未完待续...", "标签平滑", "阅读理解", "点击率预估", "关注点分离", "支持向量机"),
        *("推荐算法的评论数据有 3 万条。", "这条评论的情感是正面的。", "如何下载模型？"),
        *("版权法保护表达，不保护思想。", "署名权是著作权的一种", "广告点击率预测用到逻辑回归。"),
        *(
            "评论区的数据怎样清洗",
            "现在看第二种情况",
            "路由器把包转发给下一跳",
            "用户登录后返回令牌",
        ),
        *("如果觉得太甜，可以少放糖", "声明：变量在使用前必须声明", "应当关注我国的标准"),
        *(
            "见 https://example.com/a 的推导",
            "[论文](https://example.com/a)给出证明",
            "模型学习了特征",
        ),
        *(
            "| 名 | 值 |\n|---|---|\n| 阅读 | 3 |",
            "```html\n首页 登录\n```",
            "$$\na = \\frac{1}{2}\n$$",
        ),
    ],
)
def test_content_in_words_of_furniture_stays(line: str) -> None:
    assert reason_between(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "相关推荐一般用物品协同过滤",
        "热门推荐按点击量排序，新品没有机会。",
        "未经作者许可，复制作品构成侵权。",
        "会员、优惠券、红包和限时秒杀是常见的促销手段。",
        "用户登录后才能下单，未登录的跳到登录页。",
        "微信公众号的接口要先换取令牌。",
        "发表评论时先过敏感词。",
    ],
)
def test_a_sentence_about_such_pages_at_large_stays_wherever_it_stands(line: str) -> None:
    for text in (f"{ABOVE}\n\n{line}\n\n{BELOW}", f"{line}\n\n{ABOVE}", f"# 推荐\n\n{line}"):
        assert dict(reasons(text))[line] == ""


def test_a_sentence_about_such_pages_goes_beside_furniture() -> None:
    line = "未经作者许可，不得转载。"
    assert dict(reasons(f"{ABOVE}\n{BELOW}\n{line}\n版权声明：甲"))[line] == "licence line"


def test_a_heading_that_the_sentence_below_speaks_of_opens_no_region() -> None:
    found = reasons(f"{ABOVE}\n\n热门推荐\n\n热门推荐是冷启动的兜底。\n\n{BELOW}")
    assert [reason for _, reason in found] == [""] * 4


def test_a_label_that_a_note_repeats_stays() -> None:
    text = f"{ABOVE}\n优点：\n快\n{BELOW}\n优点：\n省\n{ABOVE}\n优点：\n稳"
    assert {reason for _, reason in reasons(text)} == {""}


def test_a_list_of_single_words_stays() -> None:
    text = f"{ABOVE}\n标的\n数量\n质量\n价款\n{BELOW}"
    assert {reason for _, reason in reasons(text)} == {""}


def test_buttons_one_a_line_are_a_menu() -> None:
    found = reasons(f"首页\n登录\n注册\n\n{ABOVE}\n{BELOW}")
    assert found[:3] == [(word, "navigation") for word in ("首页", "登录", "注册")]
    assert [reason for _, reason in found[3:]] == ["", ""]


def test_a_line_repeated_beside_furniture_is_a_page_header() -> None:
    page = f"内部资料\n1 / 3页\n{ABOVE}\n"
    found = reasons(page + page.replace("1", "2") + page.replace("1", "3"))
    assert [reason for text, reason in found if text == "内部资料"] == ["repeated line"] * 3
    assert [reason for text, reason in found if text == ABOVE] == [""] * 3


def test_recommendations_go_as_far_as_they_look_like_furniture() -> None:
    text = f"{ABOVE}\n\n推荐阅读\n十个技巧让你...\n秋天的第一杯\n阅读 102\n\n{BELOW * 3}"
    assert [reason for _, reason in reasons(text)] == [
        "",
        *["recommendations or comments"] * 3,
        "counter",
        "",
    ]


def test_recommendations_end_where_the_author_numbers_in_bold() -> None:
    text = f"推荐阅读：\n- [先修一](https://a.cn/1)\n1. **先说结构**\n{BELOW * 3}"
    assert [line for line, reason in reasons(text) if not reason] == ["1. **先说结构**", BELOW * 3]


def test_comments_under_the_last_paragraph_are_out() -> None:
    text = f"{ABOVE}\n\n全部评论 2\n#1楼 2020-01-02 10:00 小明\n写得好，学到了\n支持(0) 反对(0)"
    assert [reason for _, reason in reasons(text)] == [
        "",
        "recommendations or comments",
        "date or author line",
        "recommendations or comments",
        "counter",
    ]


def test_chatter_between_floors_is_out_and_an_answer_stays() -> None:
    answer = "动量小一些，也能收敛"
    posts = f"1楼 2020-01-02 10:00\n前排占座，顺便问好\n2楼 2020-01-02 10:05\n{answer}\n3楼"
    text = f"{ABOVE}\n{BELOW}\n{posts}"
    found = dict(reasons(text))
    assert found["前排占座，顺便问好"] == "recommendations or comments"
    assert found[answer] == ""


def test_a_line_about_a_person_above_his_counts_is_out() -> None:
    bio = "白天上班，晚上写字，喜欢海。"
    found = dict(reasons(f"{ABOVE}\n{BELOW}\n\n{bio}\n粉丝 12 获赞 3\n"))
    assert found == {ABOVE: "", BELOW: "", bio: "date or author line", "粉丝 12 获赞 3": "counter"}


def test_a_motto_above_the_menu_is_out_and_a_title_stays() -> None:
    menu, title = "首页 联系 订阅 管理", "梯度下降"
    found = dict(reasons(f"登录 注册\n慢慢走，欣赏啊\n{menu}\n\n{title}\n\n{ABOVE}\n{BELOW}"))
    assert found["慢慢走，欣赏啊"] == "isolated line"
    assert (found[title], found[ABOVE]) == ("", "")
    assert (
        dict(reasons(f"登录 注册\n参数，怎么调\n{menu}\n\n{ABOVE}\n{BELOW}"))["参数，怎么调"] == ""
    )


def test_a_sidebar_in_english_below_the_text_is_out() -> None:
    sidebar = ["Code Review", "Release Process", "On-call Rotation", "Style"]
    text = "\n".join([ABOVE, BELOW, "Pages 9 edits", *sidebar, "Copyright © 2022 某站"])
    found = dict(reasons(text))
    assert [found[line] for line in sidebar] == ["isolated line"] * 4


def test_a_table_of_contents_is_out_and_the_headings_stay() -> None:
    names = ["一、定义", "二、步骤", "三、误差"]
    body = [line for name in names for line in (name, ABOVE + name[-1])]
    found = reasons("\n".join(["目录", *names, *body]))
    assert [reason for _, reason in found] == ["navigation"] * 4 + [""] * 6


def test_two_lines_under_contents_that_stand_again_are_no_table() -> None:
    found = reasons(f"目录\n定义\n步骤\n{ABOVE}\n定义\n步骤")
    assert [reason for text, reason in found if text == "定义"] == ["", ""]


def test_who_wrote_a_post_is_out_with_rank_and_points() -> None:
    post = ["回复 举报", "石头不说话", "版主", "积分 88", "3楼", "发表于 2020-01-02 10:00"]
    found = dict(reasons("\n".join([ABOVE, BELOW, *post, ABOVE + "对。"])))
    assert [found[line] for line in post[1:4]] == ["date or author line"] * 3
    assert found[ABOVE + "对。"] == ""


def test_a_signature_between_its_rule_and_the_next_post_is_out() -> None:
    post = ["----------", "山高路远，看世界，也找自己", "石头不说话", "发表于 2020-01-02 10:00"]
    found = dict(reasons("\n".join([ABOVE, BELOW, *post, ABOVE + "对。"])))
    assert [found[line] for line in post] == ["date or author line"] * 4
    assert found[BELOW] == found[ABOVE + "对。"] == ""


def test_a_name_and_a_rank_above_a_floor_are_out() -> None:
    found = dict(reasons("\n".join([ABOVE, BELOW, "", "石头不说话", "版主", "3楼", ABOVE[1:]])))
    assert [found[line] for line in ("石头不说话", "版主")] == ["date or author line"] * 2
    assert found[ABOVE[1:]] == ""


def test_a_commit_message_above_its_digest_is_out() -> None:
    text = f"Latest commit\n补充了动量\n9f31c0a · 2 years ago\nHistory\n\n{ABOVE}\n{BELOW}"
    assert dict(reasons(text))["补充了动量"] == "date or author line"


def test_titles_below_the_last_sentence_are_out_and_an_answer_under_its_date_stays() -> None:
    title, answer = "秋天去哪里看银杏？", "动量小一些，也能收敛"
    text = f"{ABOVE}\n{BELOW}\n2楼 2020-01-02 10:05\n{answer}\n回复\n{title}\n© 2020 某站"
    found = dict(reasons(text))
    assert (found[title], found[answer]) == ("isolated line", "")


def test_titles_of_other_pages_below_what_turns_to_them_are_out() -> None:
    turns = ["PREVIOUS", "梯度下降在周末", "NEXT", "动量与春天的五本书"]
    found = dict(reasons("\n".join([ABOVE, BELOW, *turns])))
    assert [found[line] for line in turns] == ["navigation"] * 4
    assert found[BELOW] == ""
    assert dict(reasons(f"{ABOVE}\n下一节\n动量\n{BELOW}"))["动量"] == ""


def test_an_address_beside_furniture_is_out() -> None:
    line = "想一起写？来信 me@example.com"
    assert dict(reasons(f"{ABOVE}\n{BELOW}\n首页 登录 注册\n{line}"))[line] == "label line"
    assert reason_between(line) == ""


def test_front_matter_is_no_content() -> None:
    assert reasons(f"---\ntitle: 甲\n---\n{ABOVE}")[0][1] == "front matter"


def test_what_the_page_puts_outside_its_content_is_out_by_the_larger_part() -> None:
    text = f"{ABOVE}\n{BELOW}\n"
    cut = len(ABOVE) + 1
    assert find_furniture(lay_out(text), [Span(cut - 3, len(text))]) == (
        None,
        "outside the main content",
    )


def test_code_between_furniture_stays() -> None:
    code = "```\nmake all\n```"
    assert dict(reasons(f"{ABOVE}\n{BELOW}\n阅读 3\n{code}\n评论 2"))[code] == ""


@pytest.mark.parametrize("above", ["首页\n登录\n注册\n阅读 1234 收藏 20", f"{ABOVE}\n推荐阅读"])
def test_a_paragraph_of_any_length_stays_between_furniture(above: str) -> None:
    said = BELOW * 100
    assert dict(reasons(f"{above}\n{said}\n发布于 2020-01-02\n点赞 12\n分享\n举报"))[said] == ""


def test_no_lines_have_no_reasons() -> None:
    assert find_furniture(()) == ()
