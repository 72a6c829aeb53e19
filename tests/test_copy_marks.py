"""Where copies lie, by note: as much as there are copies, however many notes hold one passage."""

from kg.copies.copy_marks import CopyMark, mark_copies
from kg.copies.copy_places import CopyFinder
from kg.records import Copy, DuplicateGroup, Passage

SAID = "进炉前朝炉壁喷一点水，蒸汽让表皮保持柔软，面包才能继续长高。"
OTHER = "骑行长途之前应当检查刹车片的厚度，磨损超过一半就需要更换新的刹车片。"


def copy(name: str, start: int, text: str = SAID) -> Copy:
    return Copy(name, start, start + len(text), 1, text, f"/{name}")


def group(canonical: Copy, *copies: Copy) -> DuplicateGroup:
    return DuplicateGroup("exact", 1.0, canonical, copies)


def test_each_copy_is_marked_once_in_its_note_in_order_of_place() -> None:
    groups = [group(copy("b", 90), copy("a", 7), copy("a", 0)), group(copy("b", 1), copy("c", 2))]
    long = len(SAID)
    assert mark_copies(groups) == {
        "/a": (CopyMark(0, long, 0, 2), CopyMark(7, 7 + long, 0, 1)),
        "/b": (CopyMark(1, 1 + long, 1, 0), CopyMark(90, 90 + long, 0, 0)),
        "/c": (CopyMark(2, 2 + long, 1, 1),),
    }
    assert mark_copies([]) == {}


def test_a_passage_of_many_notes_takes_one_mark_each_and_stands_in_all_others() -> None:
    names = [f"{number:02}" for number in range(40)]
    first, *rest = (copy(name, 0) for name in names)
    groups = [group(first, *rest)]
    marks = mark_copies(groups)
    assert sum(map(len, marks.values())) == 40
    asked = Passage("/07", "07", 0, len(SAID), 1, 1, (), "", SAID)
    found = CopyFinder(groups, marks).places(asked)
    assert [place.source for place in found] == [name for name in names if name != "07"]


def test_groups_that_a_passage_does_not_touch_are_not_read() -> None:
    class Groups(list[DuplicateGroup]):
        read: list[int]

        def __getitem__(self, at: int) -> DuplicateGroup:  # type: ignore[override]
            self.read.append(at)
            return super().__getitem__(at)

    groups = Groups(
        [group(copy("a", 0), copy("b", 0)), group(copy("c", 0, OTHER), copy("d", 0, OTHER))]
    )
    groups.read = []
    asked = Passage("/d", "d", 0, len(OTHER), 1, 1, (), "", OTHER)
    (place,) = CopyFinder(groups, mark_copies(groups)).places(asked)
    assert (place.source, groups.read) == ("c", [1])
