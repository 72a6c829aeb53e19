"""Units: the sentences that copies are made of."""

from itertools import pairwise

from kg.cleaning import clean
from kg.copies.units import Unit, find_units
from kg.records import Document, Note


def units(text: str) -> tuple[Document, tuple[Unit, ...]]:
    document = clean(Note("/n/a.md", "a.md", text, "markdown", "utf-8", ""))
    return document, find_units(document, position=3)


def test_headings_and_short_sentences_are_weak_and_marks_are_no_wording() -> None:
    text = "# 发酵\n\n1. 酵母把糖变成气体和酒精。很慢。\n\n$$V = n * R * T / p$$\n"
    _, found = units(text)
    assert [(text[u.start : u.end], u.key, u.strict, u.weak, u.heads) for u in found] == [
        ("# 发酵", "发酵", False, True, True),
        ("1. 酵母把糖变成气体和酒精。", "酵母把糖变成气体和酒精", False, False, False),
        ("很慢。", "很慢", False, True, False),
        ("$$V = n * R * T / p$$", "$$V=n*R*T/p$$", True, True, False),
    ]
    assert {(unit.document, unit.stretch) for unit in found} == {(3, 0)}


def test_a_long_sentence_is_cut_alike_when_its_beginning_changes() -> None:
    clauses = [f"第{i}步把面团对折以后静置{i * 7}分钟再翻面" for i in range(80)]
    first, second = "，".join(clauses), "，".join(["换了开头的话", *clauses[1:]])
    pieces = [
        {text[u.start : u.end] for u in units(text)[1]} for text in (f"{first}。", f"{second}。")
    ]
    assert len(pieces[0]) > 10
    assert len(pieces[0] - pieces[1]) == 1


def test_a_line_without_marks_is_cut_and_tiled() -> None:
    text = "".join(chr(0x4E00 + i * i % 5003) for i in range(3000))
    document, found = units(text)
    assert max(unit.end - unit.start for unit in found) <= 301
    assert (found[0].start, found[-1].end) == (0, len(document.note.text))
    assert all(above.end == below.start for above, below in pairwise(found))


def test_rules_and_lines_of_nothing_but_marks_are_no_units() -> None:
    text = "酵母把糖变成气体和酒精。\n\n+-----+-----+-----+\n\n>&nbsp;\n\n* * *\n\n面团因此变大。\n"
    assert [unit.key for unit in units(text)[1]] == ["酵母把糖变成气体和酒精", "面团因此变大"]
    table = "| 温度 | 时间 |\n|------|------|\n| 20 | 60 |\n"
    assert [unit.key for unit in units(table)[1]] == ["|温度|时间||------|------||20|60|"]
