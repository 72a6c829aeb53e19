"""Two notes written to files, and what a knowledge base holds of such files."""

from pathlib import Path

from search import store

NORM = "# 批归一化\n\n批归一化（BN）把每一层的输入拉回到稳定的分布，让训练更快。\n"
POOL = "# 池化\n\n池化层对局部区域取最大值或平均值，从而缩小特征图的尺寸。\n"


def write(path: Path, text: str) -> None:
    """Write a note, in folders that are made if missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sources(kb: Path) -> list[str]:
    """The notes of a knowledge base."""
    return [note.source for note in store.load(kb).notes]
