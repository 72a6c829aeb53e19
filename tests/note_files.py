"""Two notes written to files, such as may not be read, and what a knowledge base holds of them."""

from pathlib import Path

import pytest

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


def forbid(monkeypatch: pytest.MonkeyPatch, what: str, path: Path) -> None:
    """Forbid a method of a path, as the system does; root may read everything."""
    real = getattr(Path, what)

    def refuse(self: Path, *arguments: str, **named: str) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, what, refuse)
