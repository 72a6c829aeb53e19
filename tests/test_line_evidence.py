"""What a line's own words say, and which of it needs other furniture beside it."""

from collections import Counter

import pytest

from kg.pages.layout import lay_out
from kg.pages.line_evidence import (
    Judged,
    is_chatter,
    is_profile,
    judge,
    selling,
)
from kg.records import DropReason


def judged(text: str, times: int = 1) -> Judged:
    return judge(lay_out(text)[0], Counter({text: times}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("登录", Judged("登录", DropReason.NAVIGATION, weak=True)),
        ("✓ 采纳", Judged("✓ 采纳", DropReason.NAVIGATION, weak=True)),
        ("1,203", Judged("1,203", DropReason.COUNTER, weak=True)),
        ("分类：笔记", Judged("分类：笔记", DropReason.LABEL, weak=True)),
        ("笔记.md", Judged("笔记.md", DropReason.NAVIGATION, weak=True)),
        ("{% include a.html %}", Judged("{% include a.html %}", DropReason.NAVIGATION, weak=True)),
        ("分享至 某站", Judged("分享至 某站", DropReason.PROMPT, weak=True)),
        ("登錄", Judged("登录", DropReason.NAVIGATION, weak=True)),
        ("某站首页", Judged("某站首页", DropReason.NAVIGATION, weak=True)),
        ("甲 > 乙 > 丙", Judged("甲 > 乙 > 丙", DropReason.NAVIGATION, weak=True)),
        ("a > 0 > -1", Judged("a > 0 > -1")),
        ("签名：山高路远", Judged("签名：山高路远", DropReason.LABEL, weak=True)),
        (
            "来源：某某网站的用户甲  浏览 3021",
            Judged("来源：某某网站的用户甲  浏览 3021", DropReason.LABEL),
        ),
        (
            "> Edited by 某人 on 5 Mar · 17 revisions",
            Judged("Edited by 某人 on 5 Mar · 17 revisions", DropReason.DATE),
        ),
        (
            "关于我们 加入我们 商务合作 400-000-0000 a@b.cn",
            Judged("关于我们 加入我们 商务合作 400-000-0000 a@b.cn", DropReason.NAVIGATION),
        ),
        ("打赏作者", Judged("打赏作者", DropReason.PROMPT, weak=True)),
        ("署名", Judged("署名", DropReason.LICENCE, weak=True)),
        ("docs/a/笔记.md", Judged("docs/a/笔记.md", DropReason.NAVIGATION, weak=True)),
        ("甲社区 » 学习 » 交流", Judged("甲社区 » 学习 » 交流", DropReason.NAVIGATION, weak=True)),
        (
            "电影 | 读书 | 音乐 | 同城 | 市集",
            Judged("电影 | 读书 | 音乐 | 同城 | 市集", DropReason.NAVIGATION, weak=True),
        ),
        ("编辑 | 小王", Judged("编辑 | 小王", DropReason.LABEL, weak=True)),
        ("电影 读书 音乐", Judged("电影 读书 音乐")),
        (
            "a | a | 改了错字 | 3 years ago",
            Judged("a | a | 改了错字 | 3 years ago", DropReason.DATE),
        ),
        (">>> 延伸阅读：另一篇", Judged("延伸阅读：另一篇", DropReason.REGION)),
        ("延伸阅读：《另一本书》", Judged("延伸阅读：《另一本书》")),
        ("七、再说两句", Judged("七、再说两句")),
        ("阅读 12", Judged("阅读 12", DropReason.COUNTER)),
        ("**加粗的 `词`**", Judged("加粗的  词")),
        ("看[这里](https://a.cn/x)的说明", Judged("看这里的说明")),
        ("<p align='center'>居中</p>", Judged("居中")),
        ("---", Judged("")),
        ("<br>", Judged("", DropReason.LINKS)),
        ("Q: 登录", Judged("Q: 登录")),
        ("阅读" * 200, Judged("阅读" * 200)),
    ],
)
def test_a_line_is_judged_by_its_words(text: str, expected: Judged) -> None:
    assert judged(text) == expected


def test_a_line_that_stands_three_times_is_weak_evidence_unless_a_label() -> None:
    assert judged("内部资料", 3) == Judged("内部资料", DropReason.REPEATED, weak=True)
    assert judged("内部资料", 2) == Judged("内部资料")
    assert judged("优点：", 3) == Judged("优点：")


def test_a_button_that_a_page_repeats_is_strong_evidence() -> None:
    assert judged("登录", 2) == Judged("登录", DropReason.NAVIGATION)


def test_of_a_very_long_line_the_beginning_is_read() -> None:
    said = "梯度沿着负方向更新參數。" * 200
    assert judged(said) == Judged(said[:2000].replace("參數", "参数").replace("參", "参"))


def test_code_is_never_judged() -> None:
    assert judged("```\n登录 注册\n```") == Judged("")


@pytest.mark.parametrize(
    ("plain", "expected"),
    [("卷积", 0), ("免费领取", 2), ("限时优惠，原价 99 元！！", 4), ("免费免费", 1)],
)
def test_signs_of_selling_are_counted_once_each(plain: str, expected: int) -> None:
    assert selling(plain) == expected


def test_chatter_is_a_short_line_of_little_else() -> None:
    assert is_chatter("沙发没抢到，板凳也行")
    assert not is_chatter("客厅的沙发要选和地板颜色接近的布料")
    assert not is_chatter("")


def test_more_of_a_line_must_be_chatter_where_more_is_asked() -> None:
    assert is_chatter("同求，蹲一个", share=0.5)
    assert not is_chatter("请问动量取多少", share=0.5)


def test_a_profile_counts_what_a_person_has() -> None:
    assert is_profile("粉丝 12")
    assert not is_profile("阅读 12")


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("转载他人文章应当注明出处，未经授权不得转载。", True),
        ("版权声明：本文由博主原创，转载请注明出处。", False),
        ("© 2021 某站 版权所有", False),
    ],
)
def test_a_sentence_on_reprinting_at_large_is_weak_evidence(text: str, weak: bool) -> None:
    assert judged(text) == Judged(text, DropReason.LICENCE, weak=weak)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("印象笔记 分享", DropReason.NAVIGATION),
        ("[English](README.en.md) | 简体中文", DropReason.NAVIGATION),
        ("印象笔记、语雀", None),  # What a note compares.
    ],
)
def test_names_of_sites_and_languages_are_buttons_beside_buttons(
    text: str, reason: DropReason | None
) -> None:
    assert judged(text).reason == reason
