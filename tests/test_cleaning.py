"""A note's text: kept and dropped tile it; labelled furniture is out and no content is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cleaning import clean
from kg.readers import read_notes
from kg.records import BlockKind, Document, Dropped, DropReason, Note, Span

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ROOT / "tests" / "notes" / "fields"
BODY = "梯度下降沿着负梯度的方向更新参数，学习率决定每一步走多远。"
PIECES = [
    "# 题\n",
    "- 甲\n",
    "1. 乙？\n",
    "答：丙。\n",
    "阅读 3\n",
    "登录 注册\n",
    "推荐阅读\n",
    f"{BODY}\n",
]
PIECES += [
    "\n",
    "\r\n",
    "\f",
    "\u2028",
    "😀",
    "```\n",
    "$$\n",
    "| a | b |\n|--|--|\n",
    "---\n",
    "a: 1\n",
]
MESSY = st.lists(st.sampled_from(PIECES)).map("".join) | st.text()


def cleaned(text: str, outside: tuple[Span, ...] = ()) -> Document:
    return clean(Note("/n.txt", "n.txt", text, "text", "utf-8", "0", outside))


def tiles(document: Document) -> list[tuple[int, int]]:
    kept = [(span.start, span.end) for span in document.kept]
    return sorted(kept + [(span.start, span.end) for span in document.dropped])


def labelled(root: Path, labels: dict[str, dict[str, list[str]]]) -> list[tuple[str, str, bool]]:
    """Each label that stands in a note: its kind, its text, and whether it came out right."""
    found = []
    for note in (note for note in read_notes(root) if isinstance(note, Note)):
        dropped = {i for span in clean(note).dropped for i in range(span.start, span.end)}
        marks = labels.get(note.source, labels.get("*", {"junk": [], "keep": []}))
        for kind, text in [(k, mark) for k in ("junk", "keep") for mark in marks[k]]:
            at = note.text.find(text)
            if at >= 0:
                inside = [i in dropped for i in range(at, at + len(text)) if note.text[i].strip()]
                found.append((kind, text, all(inside) if kind == "junk" else not any(inside)))
    return found


def test_kept_and_dropped_spans_have_their_places_and_reasons() -> None:
    head, tail = "首页 登录 注册\n\n", "阅读 3 评论 2\n"
    document = cleaned(f"{head}{BODY}\n\n{tail}")
    start, end = len(head), len(head) + len(BODY) + 2
    assert document.kept == (Span(start, end),)
    assert document.dropped == (
        Dropped(0, start, DropReason.NAVIGATION),
        Dropped(end, end + len(tail), DropReason.COUNTER),
    )
    assert [(b.kind, b.start, b.end) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, start, end - 2)
    ]


def test_an_empty_note_has_nothing() -> None:
    document = cleaned("")
    assert (document.kept, document.dropped, document.blocks, document.title) == ((), (), (), "")


@pytest.mark.parametrize("more", ["tags: [甲, 乙]", "none:", "date: 2023-02-30", "x: 0b_"])
def test_front_matter_gives_the_title(more: str) -> None:
    document = cleaned(f"---\ntitle: 优化\n{more}\n---\n## 动量\n{BODY}\n")
    assert document.title == "优化"
    assert [block.heading for block in document.blocks] == [("优化", "动量")] * 2


@pytest.mark.parametrize(
    "matter",
    ["title: [1", "- title\n- 乙", "title: b: c", "title: [甲]", "title: " + "[" * 5000],
    ids=["unclosed", "list", "two colons", "list of titles", "deep"],
)
def test_front_matter_without_a_title_that_can_be_read_is_left_out(matter: str) -> None:
    document = cleaned(f"---\n{matter}\n---\n{BODY}")
    assert document.title == ""
    assert document.dropped == (Dropped(0, len(matter) + 9, DropReason.FRONT_MATTER),)


def test_the_first_heading_is_the_title() -> None:
    assert cleaned(f"# 优化笔记\n\n{BODY}").title == "优化笔记"
    assert cleaned(f"{BODY}\n\n# 优化笔记\n\n{BODY}").title == ""


@given(MESSY)
def test_kept_and_dropped_tile_any_text_and_blocks_lie_inside_kept_in_order(text: str) -> None:
    document = cleaned(text)
    spans = tiles(document)
    ends = [0, *(end for _, end in spans)]
    assert [start for start, _ in spans] == ends[:-1]
    assert ends[-1] == len(text)
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end
        assert any(s.start <= block.start and block.end <= s.end for s in document.kept)
        last = block.end


def test_a_line_of_two_megabytes_and_many_short_lines_are_cleaned() -> None:
    document = cleaned("甲乙丙丁。" * 400_000)
    assert (document.kept, document.dropped) == ((Span(0, 2_000_000),), ())
    short = cleaned("短行\n" * 20_000)
    assert sum(end - start for start, end in tiles(short)) == 60_000


def test_notes_of_other_fields_lose_no_content_and_four_fifths_of_their_furniture() -> None:
    labels = json.loads((FIELDS / "labels" / "boilerplate.json").read_text(encoding="utf-8"))
    found = labelled(FIELDS, labels)
    assert [text for kind, text, right in found if kind == "keep" and not right] == []
    junk = [right for kind, _, right in found if kind == "junk"]
    assert (len(labels), len(junk)) == (9, 154)
    assert sum(junk) >= 0.8 * len(junk)


def test_the_corpus_loses_no_content_and_nine_tenths_of_its_furniture() -> None:
    files = sorted((ROOT / "benchmarks" / "labels").glob("boilerplate-*.json"))
    marks = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    merged = {kind: [text for m in marks for text in m[kind]] for kind in ("junk", "keep")}
    found = labelled(ROOT / "corpus", {"*": merged})
    assert [text for kind, text, right in found if kind == "keep" and not right] == []
    junk = [right for kind, _, right in found if kind == "junk"]
    assert len(junk) >= 100
    assert sum(junk) >= 0.9 * len(junk)


def test_a_wrapped_sentence_of_a_document_is_in_one_paragraph() -> None:
    notes = {n.source: n for n in read_notes(FIELDS) if isinstance(n, Note)}
    note = notes["law_offer_acceptance_pdf.txt"]
    at = note.text.index("恶意磋商会引起\n缔约过失责任")
    inside = [b for b in clean(note).blocks if b.start <= at < b.end]
    assert [note.text[b.start : b.start + 8] for b in inside] == ["缔约过失责任是一"]
    assert [note.text[b.end - 6 : b.end] for b in inside] == ["，也是如此。"]
