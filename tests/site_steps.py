"""What the tests in a real browser write and do on the page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NOTE = """# 训练技巧

## 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入规范到均值为 0、方差为 1。
批归一化能缓解梯度消失，因为激活值不再落在饱和区。

## 梯度消失

梯度消失是指误差往前传的时候越乘越小，前面的层几乎学不到东西。
## ReLU

ReLU（修正线性单元）在正半轴的导数恒为 1。
ReLU 能缓解梯度消失。
"""
HOSTILE = """# 量子退火 <img src="https://example.com/h.png">

量子退火是 <script>window.ran = 1</script><img src=x onerror="window.ran = 1"> 一种优化方法，
见 ![图](https://example.com/a.png) 和 [链接](javascript:window.ran=1)，$\\def\\a{\\a\\a}\\a$。
"""

# What each page shows last.
LAST = {
    "ask": ".z-best",
    "concepts": "canvas",
    "duplicates": "[data-testid=stAlert]",
    "notes": ".z-notes",
}


def canvas_of(page: "Page") -> "Locator":
    """The canvas, once it has come to rest."""
    canvas = page.locator("canvas")
    canvas.wait_for()
    page.wait_for_timeout(600)
    return canvas


def click_node(page: "Page", name: str, *, center: str = "") -> None:
    """Click a concept on the canvas, which shows another in the middle."""
    canvas = canvas_of(page)
    x, y = canvas.evaluate("findNode", [name, center])
    canvas.click(position={"x": x, "y": y})


def click_edge(page: "Page", at: int) -> None:
    """Click the middle of an edge on the canvas."""
    canvas = canvas_of(page)
    x, y = canvas.evaluate("middleOf", at)
    canvas.click(position={"x": x, "y": y})


def drawn(page: "Page", name: str) -> None:
    """Wait until a page shows all it has, and has come to rest."""
    page.locator(LAST[name]).first.wait_for()
    page.get_by_test_id("stStatusWidget").wait_for(state="hidden")
    page.wait_for_timeout(600)
