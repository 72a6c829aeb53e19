"""What a page shows, for tests that drive it without a browser."""

import json
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parent.parent / "app.py")
NOTE = """# 训练技巧

## 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入规范到均值为 0、方差为 1。
批归一化能缓解梯度消失，因为激活值不再落在饱和区。

## 梯度消失

问：什么是梯度消失？

答：梯度消失是指误差往前传的时候越乘越小，前面的层几乎学不到东西。
## ReLU

ReLU（修正线性单元）在正半轴的导数恒为 1。
ReLU 能缓解梯度消失。
"""
COPY = """# 摘抄

批归一化能缓解梯度消失，因为激活值不再落在饱和区。

## 随想

激活值进了饱和区要慢慢等，批归一化和梯度消失哪天再细看。
"""
HOSTILE = (
    "# 退火\n\n量子退火是 <img src=x onerror=alert(1)> ![图](https://example.com/a.png) 的方法。\n"
)


def html(page: AppTest) -> str:
    """All HTML that the page shows but its style."""
    assert not page.exception
    bodies = (element.proto.body for element in page.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style"))


def write_corpus(folder: Path) -> Path:
    """Write three notes."""
    folder.mkdir()
    for name, content in (("技巧.md", NOTE), ("摘抄.md", COPY), ("退火.md", HOSTILE)):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def labels(page: AppTest) -> list[str]:
    """What stands on the buttons."""
    return [button.label for button in page.button]


def press(page: AppTest, key: str) -> AppTest:
    """Press a button."""
    return page.button(key=key).click().run()


def press_named(page: AppTest, name: str) -> AppTest:
    """Press the first button with a label."""
    return next(button for button in page.button if button.label == name).click().run()


def drawing(page: AppTest) -> dict[str, Any]:
    """What the canvas draws."""
    canvas = page.get("bidi_component")[0]
    drawn: dict[str, Any] = json.loads(canvas.proto.json)
    return drawn


def names(page: AppTest) -> list[str]:
    """The names of the drawn concepts."""
    return [node[2] for node in drawing(page)["nodes"]]
