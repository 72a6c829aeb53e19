"""The ``zhitu`` command as several test files run it: its notes, its runs and its errors."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NORM = """\
# 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入拉回到稳定的分布。

批归一化可以缓解梯度消失，因此很深的网络也能训练起来，对学习率也不再那么敏感。
"""
SIGMOID = """\
# 饱和的激活函数

Sigmoid 函数会导致梯度消失，因为它两端的导数趋近于零，连乘之后所剩无几。
"""

Run = Callable[..., tuple[int, str, str]]


def write_notes(folder: Path) -> None:
    """Write three notes, of which one copies a paragraph of another."""
    (folder / "deep").mkdir(parents=True)
    (folder / "norm.md").write_text(NORM, encoding="utf-8")
    (folder / "deep" / "sigmoid.md").write_text(SIGMOID, encoding="utf-8")
    (folder / "copy.txt").write_text(NORM.split("\n\n")[2], encoding="utf-8")


def failure(result: tuple[int, str, str]) -> str:
    """The one line of an error, after its beginning."""
    status, out, errors = result
    assert (status, out) == (1, "")
    assert errors.startswith("zhitu: ")
    assert errors.count("\n") == 1
    return errors.removeprefix("zhitu: ").removesuffix("\n")


def usage_error(zhitu: Run, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that is used wrongly says; it exits with 2."""
    with pytest.raises(SystemExit) as stopped:
        zhitu(*arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err
