"""Where else a passage stands."""

from kg.cleaning import clean
from kg.copies.copy_marks import mark_copies
from kg.copies.copy_places import CopyFinder, find_twin
from kg.duplicates import find_duplicates
from kg.passages import split
from kg.records import Copy, Document, DuplicateGroup, Note, Passage, Span

DOUGH = "酵母菌在面团里把糖分解成二氧化碳和酒精，气泡被面筋网兜住以后面团就慢慢地发起来。"
OVEN = "烤箱要提前预热到二百二十度，不然面团进炉以后膨胀得太慢，表皮会过早变硬。"
STEAM = "进炉前朝炉壁喷一点水，蒸汽让表皮保持柔软，面包才能继续长高。"
ROAD = "骑行长途之前应当检查刹车片的厚度，磨损超过一半就需要更换新的刹车片。"


def document(name: str, text: str) -> Document:
    return clean(Note(f"/n/{name}", name, text, "text", "utf-8", ""))


def places(documents: list[Document], passage: Passage) -> list[tuple[str, int, str]]:
    groups = find_duplicates(documents)
    finder = CopyFinder(groups, mark_copies(groups))
    return [(c.source, c.line_start, c.text) for c in finder.places(passage)]


def passage(held: Document, text: str) -> Passage:
    start = held.note.text.index(text)
    line = held.note.text.count("\n", 0, start) + 1
    end = start + len(text)
    note = held.note
    return Passage(note.path, note.source, start, end, line, line, (), "", text)


def test_a_passage_of_a_longer_copy_is_found_at_its_own_sentences() -> None:
    first = document("a.txt", f"{DOUGH}\n\n{OVEN}\n\n{STEAM}\n")
    copied = (DOUGH + OVEN + STEAM).replace("，", ",")
    second = document("b.txt", f"{ROAD}\n\n{copied}\n")
    assert places([first, second], passage(first, OVEN)) == [("b.txt", 3, OVEN.replace("，", ","))]
    assert places([first, second], passage(second, ROAD)) == []


def test_copies_of_a_copy_are_found_too() -> None:
    first = document("a.txt", f"{DOUGH}{OVEN}{STEAM}")
    second = document("b.txt", f"{DOUGH}{OVEN}{STEAM}")
    third = document("c.txt", f"{ROAD}\n\n{OVEN}")
    documents = [first, second, third]
    assert places(documents, passage(second, OVEN)) == [("a.txt", 1, OVEN), ("c.txt", 3, OVEN)]


def test_a_passage_that_shares_a_smaller_part_stands_nowhere_else() -> None:
    first = document("a.txt", f"{ROAD}{OVEN}{STEAM}{DOUGH}")
    second = document("b.txt", DOUGH)
    (whole,) = split(first)
    assert places([first, second], whole) == []


def test_a_passage_of_two_copied_halves_stands_where_both_do() -> None:
    first = document("a.txt", f"{DOUGH}{OVEN}")
    second = document("b.txt", f"{DOUGH}{ROAD}{OVEN}")
    (whole,) = split(first)
    assert places([first, second], whole) == [("b.txt", 1, DOUGH), ("b.txt", 1, OVEN)]


def test_a_twin_is_looked_for_in_the_copy_alone() -> None:
    member = Copy("a", 10, 10 + len(DOUGH), 1, DOUGH, "/a")
    other = Copy("b", 70, 70 + len(DOUGH + OVEN), 1, OVEN + DOUGH, "/b")
    start = 70 + len(OVEN)
    assert find_twin(Span(10, 10 + len(DOUGH)), member, other) == Span(start, start + len(DOUGH))
    assert find_twin(Span(0, 5), member, other) is None


def test_a_copy_in_another_order_stands_there_as_a_whole_and_by_its_sentences() -> None:
    first = document("a.txt", f"{DOUGH}{OVEN}{STEAM}{ROAD}")
    shuffled = f"{STEAM}{ROAD}{DOUGH}{OVEN}"
    second = document("b.txt", shuffled)
    (whole,) = split(first)
    assert places([first, second], whole) == [("b.txt", 1, shuffled)]
    assert places([first, second], passage(first, STEAM)) == [("b.txt", 1, STEAM)]


def test_a_long_copy_is_found_behind_shorter_ones_that_end_within_it() -> None:
    text = DOUGH + OVEN + STEAM
    whole = Copy("a", 0, len(text), 1, text, "/a")
    inner = Copy("a", 5, 9, 1, text[5:9], "/a")
    groups = [
        DuplicateGroup(
            "exact", 1.0, held, (Copy(name, 0, len(held.text), 1, held.text, f"/{name}"),)
        )
        for name, held in (("b", whole), ("c", inner))
    ]
    start = len(DOUGH + OVEN)
    asked = Passage("/a", "a", start, len(text), 1, 1, (), "", STEAM)
    (found,) = CopyFinder(groups, mark_copies(groups)).places(asked)
    assert (found.source, found.start, found.text) == ("b", start, STEAM)
