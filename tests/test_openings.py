"""Other names of a heading's or question's subject that the text below opens with."""

from pathlib import Path

import pytest

from kg.aliases import find_aliases, merge_names
from kg.cleaning import clean
from kg.readers import read_note
from kg.segmentation import Segmenter
from kg.terminology import discover
from kg.wordlists import read_lines

SEGMENTER = Segmenter(read_lines("user_dict"))


def groups(tmp_path: Path, text: str) -> list[list[str]]:
    """The names of each concept that has several."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    documents = [clean(read_note(path, root=tmp_path))]
    found = discover(documents, SEGMENTER)
    concepts, _ = merge_names(found, find_aliases(documents, found))
    return [sorted([c.name, *(a.name for a in c.aliases)]) for c in concepts if c.aliases]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 笔记\n\n## 空洞卷积\n\n也叫膨胀卷积，在核里塞零。", [["空洞卷积", "膨胀卷积"]]),
        (
            "1.标签平滑是什么？\n答：label smoothing。硬标签太硬。",
            [["label smoothing", "标签平滑"]],
        ),
        (
            "# 笔记\n\n## MVCC\n\nMulti-Version Concurrency Control，多版本并发控制。旧的留着。",
            [["MVCC", "Multi-Version Concurrency Control", "多版本并发控制"]],
        ),
        ("# 笔记\n\n## 文本分类\n\nTextCNN：用几种宽度的卷积核。", []),
        ("# 笔记\n\n## 重做日志\n\nundo log：记录旧值。", []),
        ("# 笔记\n\n## 空洞卷积\n\n先说别的。也叫打孔卷积。", []),
        ("# 笔记\n\n## 空洞卷积的用途\n\n也叫打孔卷积，在核里塞零。", []),
        ("# 笔记\n\n## 空洞卷积\n\nHollow kernels 在核里塞零。", []),
    ],
)
def test_the_opening_of_a_section_may_name_it_again(
    tmp_path: Path, text: str, expected: list[list[str]]
) -> None:
    assert groups(tmp_path, text) == expected
