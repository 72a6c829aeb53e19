"""Blocks become plain text, whose every character keeps its place in the note."""

import pytest

from kg.naming.plain_text import plain


def parts(text: str) -> tuple[str, list[str]]:
    """A text's plain words, and those of them that it emphasizes, in order."""
    found = plain(text, 0, len(text))
    assert len(found.places) == len(found.text) + 1
    kept = [(c, text[at]) for c, at in zip(found.text, found.places, strict=False) if c != "\n"]
    assert all(mine == its for mine, its in kept)
    return found.text, [found.text[start:end] for start, end in sorted(found.bold)]


@pytest.mark.parametrize(
    ("text", "words", "emphasized"),
    [
        ("用**滴灌**浇", "用滴灌浇", ["滴灌"]),
        ("用<font color='red'>滴灌</font>浇", "用滴灌浇", ["滴灌"]),
        ("<u>水和<B>肥</B></u>", "水和肥", ["水和肥", "肥"]),
        ("<a href='x'>点这里</a>看H<sub>2</sub>O", "点这里看H2O", []),
        ("***缓释肥***好", "缓释肥好", ["缓释肥"]),
        ("又叫``缓释肥``", "又叫缓释肥", ["缓释肥"]),
        ("写进```redo log```里", "写进redo log里", ["redo log"]),
        ("由`感光度（ISO）`定", "由感光度（ISO）定", ["感光度（ISO）"]),
        ("叫`Batch normalization`", "叫Batch normalization", ["Batch normalization"]),
        ("调用`x = f(1)`后", "调用\n后", []),
        ("先`git push`一下", "先\n一下", []),
        ("先`git commit -m 修复`一下", "先\n一下", []),
        ("先`DROP TABLE`再说", "先\n再说", []),
        ("感光度（`ISO`）高", "感光度（ISO）高", ["ISO"]),
        ("感光度（`f`）和`ISO`", "感光度（\n）和\n", []),
        ("长度是`len(rows)`", "长度是\n", []),
        ("令$a+b$为零", "令\n为零", []),
        ("看[说明](a.md)吧", "看[说明\n吧", []),
        ("只有**半边", "只有半边", []),
        ("3. 换土", "换土", []),
    ],
)
def test_marks_of_emphasis_go_and_what_they_emphasize_stays(
    text: str, words: str, emphasized: list[str]
) -> None:
    assert parts(text) == (words, emphasized)
