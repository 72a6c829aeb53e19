"""Markup is taken out of what people read, and every cut is shown."""

import pytest

from kg.records import Span
from search.hits import Citation
from search.readable import Readable, make_readable, read_excerpt


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<font color="red">**含水率**</font>要<u>低</u>', "含水率要低"),
        ("晒干<br>\n再磨<br/>装袋", "晒干\n再磨\n装袋"),
        ("<p align=center>图一</p><!-- 待补 -->之后", "图一之后"),
        ("水是 H<sub>2</sub>O，面积是 m<sup>2</sup>", "水是 H_2O，面积是 m^2"),
        ("见[发酵的**步骤**](https://e.com/a(1))和![](a.png)下文", "见发酵的步骤和下文"),
        ('<img src="a.png" width=3>下图', "下图"),
        ("用__两次__发酵，==别揉==，（*乳酸*菌）", "用两次发酵，别揉，（乳酸菌）"),
        ("半句里的**重点", "半句里的重点"),
        ('line-height:2;">先揉面，再<span style="color:red;', "先揉面，再"),
        ("[怎样揉面？", "怎样揉面？"),
        ("](https://e.com/a(1))，再发酵 !", "，再发酵"),
        ("> 前人说：\n>\n> > 火候要慢", "前人说：\n\n火候要慢"),
        ("## 三、烘干\n\n\n\n正文", "三、烘干\n\n正文"),
        (
            "| 温度 | 时间 |\n|:---|---:|\n| 80 | 3 |\n***\n下文",
            "温度 · 时间\n80 · 3\n下文",
        ),
        ("|火候|`a|b`|\n|--|--|\n|`|x|`| 大\\|小 |\n", "火候 · `a|b`\n`|x|` · 大|小\n"),
        ("$$\n|a| + |b|\n$$，|c| 和 |d|", "$$\n|a| + |b|\n$$，|c| 和 |d|"),
        (r"log\(p\)、\*号、1\.5\~2", "log(p)、*号、1.5~2"),
        ("pH&nbsp;&lt;7，用 &lt;b&gt; 加粗", "pH\xa0<7，用 <b> 加粗"),
    ],
)
def test_markup_goes_and_words_stay(written: str, read: str) -> None:
    assert make_readable(written).text == read


@pytest.mark.parametrize(
    "text",
    [
        r"$a\_b$、$$x**2$$、\(x_1 \* y\) 和 \[\frac{a}{b} \\ c\]",
        "`**x**`、``a<br>b``、https://e.com/a__长__b",
        "```\n# 注\n**a** <b>\n---\n```",
        r"\begin{matrix} a \& b \end{matrix}",
        "3*3 和 1*1，2**3，__init__，a_b_c，/*注*/，if a==b 且 c==d",
        "[0, 1) 里的数，a<b 且 c>d，List<String>，#标签，C:\\dir",
        "* 甲\n* 乙\n- 丙\n1. 丁\n>>> print(1)",
        "---",
        "",
    ],
)
def test_formulas_code_and_what_only_looks_like_markup_stay(text: str) -> None:
    assert make_readable(text).text == text


def test_spans_are_found_again() -> None:
    text = "<u>面团</u>**发酵**：[酵母](https://e.com)<br>"
    shown = make_readable(text, [Span(3, 5), Span(9, 15), Span(17, 19), Span(20, 33)])
    assert shown.text == "面团发酵：酵母\n"
    assert [shown.text[s.start : s.end] for s in shown.spans] == ["面团", "发酵", "酵母"]


def cited(before: str, excerpt: str, after: str, *matches: Span) -> Citation:
    passage = before + excerpt + after
    return Citation(
        1, "a.md", 0, len(passage), 1, 9, ("烘焙", "一、发酵"), excerpt, passage, 1.0, (), matches
    )


def test_an_excerpt_shows_where_it_is_cut() -> None:
    excerpt = read_excerpt(cited("先揉面。", "**再**发酵。", "最后烘烤。", Span(5, 7)))
    assert excerpt == Readable("…再发酵。…", (Span(2, 4),))
    assert excerpt.text[2:4] == "发酵"


def test_a_whole_passage_and_one_without_its_headings_show_no_cut() -> None:
    assert read_excerpt(cited("", "再发酵。", "\n")).text == "再发酵。"
    assert read_excerpt(cited("## 一、发酵\n问：要多久？\n", "一小时。", "")).text == "一小时。"
