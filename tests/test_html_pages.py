"""Web pages become text with their furniture told apart, whatever program made them."""

import warnings
from pathlib import Path

import pytest

from kg.readers import NoteError, read_note
from kg.records import Note, Span

PAGES = Path(__file__).parent / "notes" / "html"


def write(path: Path, content: bytes | str = "正文。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read_bytes(folder: Path, content: bytes, name: str = "a.txt") -> Note:
    return read_note(write(folder / name, content), root=folder)


def kept(note: Note) -> str:
    """The text without what lies outside, blank lines closed up."""
    text, end = "", 0
    for span in (*note.outside, Span(len(note.text), len(note.text))):
        text += note.text[end : span.start]
        end = span.end
    return "\n".join(line for line in text.split("\n") if line)


def outside(note: Note) -> list[str]:
    text = "\n".join(note.text[span.start : span.end] for span in note.outside)
    return [line for line in text.split("\n") if line]


def test_a_page_becomes_markdown_without_addresses_and_escapes(tmp_path: Path) -> None:
    page = """<title>题</title><style>p{}</style><script>var a;</script><!-- 注 -->
    <h2>小节 <em>一</em></h2><p>看<a href="http://x.cn">这里</a>：a_b * c &lt; d<br>下一行</p>
    <ul><li>甲<ol><li>乙</li></ol></li></ul><img src="a.png" alt="图">
    <pre>if x:
    y = 1</pre><table><tr><th>名</th><th>值</th></tr>
    <tr><td><div>k</div></td><td>60</td></tr></table>"""
    assert read_bytes(tmp_path, page.encode(), "a.html").text == (
        "## 小节 *一*\n\n看这里：a_b * c < d\n下一行\n\n- 甲\n  1. 乙\n\n"
        "```\nif x:\n    y = 1\n```\n\n| 名 | 值 |\n| --- | --- |\n| k | 60 |\n"
    )


def test_formulas_are_kept_as_tex(tmp_path: Path) -> None:
    page = (
        '<p>取 <script type="math/tex">w^*</script> 与 <span class="katex"><math><semantics>'
        '<mi>x</mi><annotation encoding="application/x-tex">x_i</annotation></semantics></math>'
        '<span class="katex-html">xi</span></span>。</p>'
    )
    assert read_bytes(tmp_path, page.encode(), "a.html").text == "取 $w^*$ 与 $x_i$。\n"


def test_a_blog_keeps_its_lists_and_code_and_loses_comments_and_sidebar() -> None:
    note = read_note(PAGES / "blog.html", root=PAGES)
    assert kept(note).split("\n")[2:] == [
        "训练很深的网络时，靠近输入的层往往学得很慢，这种现象叫做**梯度消失**。"
        "它的根源在于链式法则：每经过一层，梯度就要乘上一个小于一的数。",
        "## 激活函数的影响",
        "Sigmoid 的导数最大只有 0.25，十层之后梯度就缩小了一百万倍；"
        "ReLU 在正半轴的导数恒为 1，因此能缓解这个问题。",
        "## 常用的办法",
        "- 换用 ReLU 一类的激活函数",
        "- 加残差连接",
        "- 做批归一化",
        "  - 放在激活之前",
        "  - 放在激活之后",
        "1. 先看每层梯度的范数",
        "2. 再决定改哪一层",
        "## 一个小实验",
        "```",
        "import math",
        "def sigmoid(x):",
        "    return 1 / (1 + math.exp(-x))",
        "print(sigmoid(0) * sigmoid(0))",
        "```",
        "上面的代码打印 0.25，也就是导数的最大值。",
        "## 小结",
        "深度本身不是问题，问题是每层都把信号缩小一点。残差连接让梯度有一条不缩小的路。",
    ]
    lost = outside(note)
    assert lost[:5] == [
        "小林的学习笔记",
        "- 首页",
        "- 归档",
        "- 关于我",
        "分享到：微信 微博 QQ空间",
    ]
    assert lost[-1] == "京ICP备12345678号-1 京公网安备 11010802012345号"


def test_a_wordpress_page_loses_what_surrounds_the_entry() -> None:
    note = read_note(PAGES / "wordpress.html", root=PAGES)
    lines = kept(note).split("\n")
    assert lines[0] == "# 给面包留出时间"
    assert lines[3:7] == [
        "## 温度与时间",
        "| 温度 | 时间 | 风味 |",
        "| --- | --- | --- |",
        "| 4 ℃ | 12 小时 | 浓 |",
    ]
    assert lines[-1] == "答：缩短冷藏的时间，或者减少酵母的用量。"
    lost = outside(note)
    assert lost[5:9] == [
        "发表在 烘焙 标签：发酵",
        "## 文章导航",
        "上一篇：选面粉的门道 下一篇：烤箱怎么预热",
        "## 《给面包留出时间》上有 1 条评论",
    ]
    assert lost[-1] == "自豪地采用WordPress"


def test_a_forum_thread_keeps_its_title_and_all_posts() -> None:
    note = read_note(PAGES / "forum.html", root=PAGES)
    lines = kept(note).split("\n")
    assert lines[0] == "# 电机一通电就发热，是什么原因？"
    assert lines[-1] == "果然是接成三角形了，改回星形以后电流正常，温升也下来了。谢谢二楼！"
    assert outside(note) == [
        "论坛首页 | 登录 | 立即注册 | 搜索",
        "当前位置：电工论坛 › 电机与驱动 › 查看主题",
        "### 相关帖子",
        "- 变频器过流报警的处理",
        "- 电容怎么选",
        "Powered by Discuz! X3.4",
        "沪ICP备87654321号",
    ]


def test_a_docs_page_keeps_formulas_code_and_tables() -> None:
    note = read_note(PAGES / "docs.html", root=PAGES)
    lines = kept(note).split("\n")
    assert lines[0] == "# 线性回归"
    assert lines[2:4] == [
        r"\[L(w) = \frac{1}{n} \sum_{i=1}^{n} (y_i - w^T x_i)^2\]",
        "令导数为零，得到闭式解 $w = (X^T X)^{-1} X^T y$，也叫正规方程。",
    ]
    assert "| `n_jobs` | None | 并行的任务数 |" in lines
    assert "w = np.linalg.pinv(X) @ y_true  # 伪逆" in lines
    assert outside(note) == [
        "算法手册 English",
        "- 安装",
        "- 快速上手",
        "- 线性回归",
        "- 决策树",
        "文档 » 线性回归",
        "上一页 下一页",
        "© 版权所有 2020 算法手册编写组。由 Sphinx 4.2 生成。",
    ]


def test_a_page_laid_out_by_tables_is_not_one_row() -> None:
    note = read_note(PAGES / "gbk_meta.html", root=PAGES)
    assert note.encoding == "gb18030"
    lines = kept(note).split("\n")
    assert lines[0] == "# 潮汐是怎么来的"
    assert lines[2] == (
        "　　潮汐是海水在月球和太阳引力作用下的周期性涨落。"
        "月球离地球近，所以它的作用大约是太阳的两倍。"
    )
    assert outside(note)[1:4] == [
        "上一篇：风是怎么形成的",
        "下一篇：彩虹为什么是弯的",
        "**点击排行**",
    ]


def test_what_stands_between_main_paragraphs_is_judged_by_its_tags(tmp_path: Path) -> None:
    sides = [
        f"<p>{name}的水化是硅酸三钙与水反应，生成凝胶和氢氧化钙，强度随龄期增长，温度越高越快。</p>"
        for name in ("水泥", "石灰")
    ]
    page = (
        "<form><div class='nav'><a href='/'>首页</a></div><div class='content'><h1>水化</h1>"
        f"{sides[0] * 3}<aside class='note'><p>冬季要保温。</p></aside>"
        f"<div class='recommend-box'><ul><li>混凝土配比</li></ul></div>{sides[1] * 3}"
        "<pre>a = 1</pre></div><ul class='tools'><li>点赞 12</li></ul></form>"
    )
    note = read_bytes(tmp_path, page.encode(), "a.html")
    assert outside(note) == ["首页", "- 混凝土配比", "- 点赞 12"]
    assert "冬季要保温。" in kept(note)
    assert kept(note).endswith("```\na = 1\n```")


def test_a_page_too_short_to_judge_may_be_content_all_over(tmp_path: Path) -> None:
    note = read_bytes(tmp_path, "<p>一句话。</p><p>又一句。</p>".encode(), "a.html")
    assert (note.text, note.outside) == ("一句话。\n\n又一句。\n", ())


def test_hostile_pages_are_read_or_refused(tmp_path: Path) -> None:
    deep = "<div>" * 5000 + "深处的正文。" + "</div>" * 5000
    assert read_bytes(tmp_path, deep.encode(), "a.html").text == "深处的正文。\n"
    broken = "<p>甲</i><ul><li>乙<li>丙&#xD800;<script>alert('</p>')"
    text = read_bytes(tmp_path, broken.encode(), "b.html").text
    assert text == "甲\n\n- 乙\n- 丙\ufffd\n"
    with pytest.raises(NoteError, match=r"^c\.html: is empty;"):
        read_bytes(tmp_path, b"<script>render()</script>", "c.html")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<?xml version="1.0"?><page>正文。</page>', "正文。"),
        ("正文.html", "正文.html"),
        ("https://a.cn/b", "https://a.cn/b"),
    ],
)
def test_a_page_that_looks_like_something_else_is_read_in_silence(
    tmp_path: Path, page: str, text: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_bytes(tmp_path, page.encode(), "a.html").text == f"{text}\n"
