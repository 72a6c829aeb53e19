"""Boilerplate: what several notes open or close with is furniture."""

import pytest

from kg.copies.boilerplate import drop_boilerplate
from kg.records import Block, BlockKind, Document, Dropped, DropReason, Note, Span

BODIES = (
    "面团要在温暖的地方发酵两个小时，体积变成两倍大才算好。",
    "骑行之前应当检查刹车片的厚度，磨损过半就要更换。",
    "写入之前先取得行锁，提交之后才释放，否则会读到脏数据。",
)
FOOTER = "本站文章均由山间小屋编辑部整理。"


def document(name: str, *lines: str) -> Document:
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, start + len(line)))
        start += len(line) + 1
    note = Note(f"/n/{name}", name, text, "text", "utf-8", "")
    return Document(note, (Span(0, len(text)),), (), tuple(blocks))


def test_a_footer_of_three_notes_is_dropped_in_each() -> None:
    documents = [document(str(i), body, FOOTER) for i, body in enumerate(BODIES)]
    for cleaned, body in zip(drop_boilerplate(documents), BODIES, strict=True):
        end = len(body) + 1
        assert cleaned.kept == (Span(0, end),)
        assert cleaned.dropped == (Dropped(end, end + len(FOOTER), DropReason.OTHER_PAGES),)
        assert [(block.start, block.end) for block in cleaned.blocks] == [(0, len(body))]


def test_a_footer_of_two_notes_and_a_line_inside_stay() -> None:
    two = [document(str(i), body, FOOTER) for i, body in enumerate(BODIES[:2])]
    inside = [document(str(i), body, FOOTER, body[::-1]) for i, body in enumerate(BODIES)]
    assert drop_boilerplate(two) == tuple(two)
    assert drop_boilerplate(inside) == tuple(inside)


def test_copies_of_a_note_and_shared_headings_stay() -> None:
    copies = [document(str(i), BODIES[0], BODIES[1]) for i in range(5)]
    headed = [document(str(i), "# 面包", body) for i, body in enumerate(BODIES)]
    assert drop_boilerplate(copies) == tuple(copies)
    assert drop_boilerplate(headed) == tuple(headed)


def test_too_few_notes() -> None:
    with pytest.raises(ValueError, match="min_notes must be at least 2, got 1"):
        drop_boilerplate([], min_notes=1)


def test_content_that_several_notes_share_stays() -> None:
    shared = (
        "事务是一组要么全部完成、要么全部不做的操作。",
        "面粉 500 克、水 250 克",
        "学习率：每一步走多远",
    )
    for line in shared:
        opened = [document(str(i), line, body) for i, body in enumerate(BODIES)]
        closed = [document(str(i), b, b[::-1], line, FOOTER) for i, b in enumerate(BODIES)]
        assert drop_boilerplate(opened) == tuple(opened)
        for cleaned in drop_boilerplate(closed):
            assert [d.reason for d in cleaned.dropped] == [DropReason.OTHER_PAGES]
            text = cleaned.note.text
            assert [text[d.start : d.end] for d in cleaned.dropped] == [FOOTER]


def test_a_motto_of_three_notes_is_dropped() -> None:
    motto = "山间小屋 —— 慢一点，写清楚"
    for cleaned in drop_boilerplate([document(str(i), motto, b) for i, b in enumerate(BODIES)]):
        assert cleaned.dropped == (Dropped(0, len(motto), DropReason.OTHER_PAGES),)
