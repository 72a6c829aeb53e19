"""English words that spell out an acronym are a name, whatever words they are."""

import pytest

from kg.naming.spelled_out import spelled_out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("空白组（No Drug Control，NDC）", ["No Drug Control"]),
        ("RCD: Residual Current Device", ["Residual Current Device"]),
        ("COP：Coefficient of Performance怎么算", ["Coefficient of Performance"]),
        ("YAGNI意思是You Are Not Gonna Need It，别写", []),
        ("WYSIWYG意思是What You See", []),
        ("YSIWYG", []),
        ("RISC全称是Reduced Instruction Set Computer", ["Reduced Instruction Set Computer"]),
        ("镜头带防抖（OIS-Optical Image Stabilizer）", ["Optical Image Stabilizer"]),
        ("全称：Atomic Force Microscope", ["Atomic Force Microscope"]),
        (
            "用 Balanced Iterative Reducing and Clustering using Hierarchies (BIRCH)",
            ["Balanced Iterative Reducing and Clustering using Hierarchies"],
        ),
        ("the CPU (of a small computer)", []),
        ("CPU：中央处理器", []),
        ("SMTP  Simple Mail Transfer Protocol 发邮件", ["Simple Mail Transfer Protocol"]),
        (
            "SMTP Simple Mail Transfer Protocol 简单邮件传输协议",
            ["Simple Mail Transfer Protocol", "简单邮件传输协议"],
        ),
        ("查 SMTP Simple Mail Transfer Protocol", []),
        ("写进 Write-Ahead Log file（WAL）里", ["Write-Ahead Log file"]),
    ],
)
def test_the_words_whose_letters_an_acronym_has(text: str, found: list[str]) -> None:
    assert list(dict.fromkeys(spelled_out(text))) == found
