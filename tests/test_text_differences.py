"""What differs between copies: whole words, both ends of long texts, equal copies apart."""

from kg.records import Copy, DuplicateGroup
from search.text_differences import Piece, mark_differences, shorten, split_equal


def test_only_what_differs_is_marked() -> None:
    assert mark_differences("面团，发酵。", "面团,发酵") == (
        (Piece("面团", False), Piece("，", True), Piece("发酵", False), Piece("。", True)),
        (Piece("面团", False), Piece(",", True), Piece("发酵", False)),
    )


def test_latin_words_and_numbers_differ_as_wholes() -> None:
    first, second = mark_differences("用Adam优化，学习率0.01", "用AdamW优化，学习率0.001")
    assert first == (
        Piece("用", False),
        Piece("Adam", True),
        Piece("优化，学习率", False),
        Piece("0.01", True),
    )
    assert [piece.text for piece in second if piece.differs] == ["AdamW", "0.001"]


def test_of_words_that_lost_a_space_the_space_differs() -> None:
    assert mark_differences("批大小(batch size)", "批大小（batchsize)") == (
        (
            Piece("批大小", False),
            Piece("(", True),
            Piece("batch", False),
            Piece(" ", True),
            Piece("size)", False),
        ),
        (Piece("批大小", False), Piece("（", True), Piece("batchsize)", False)),
    )


def test_characters_that_differ_only_in_script_do_not_differ() -> None:
    assert mark_differences("節點資源不足", "节点资源不够") == (
        (Piece("節點資源不", False), Piece("足", True)),
        (Piece("节点资源不", False), Piece("够", True)),
    )


def test_equal_and_empty_texts_have_nothing_to_mark() -> None:
    assert mark_differences("甲", "甲") == ((Piece("甲", False),), (Piece("甲", False),))
    assert mark_differences("", "甲") == ((), (Piece("甲", True),))


def test_neighbouring_changes_are_one_piece() -> None:
    first, second = mark_differences("动量项以及合适的学习率", "动量项...")
    assert first == (Piece("动量项", False), Piece("以及合适的学习率", True))
    assert second == (Piece("动量项", False), Piece("...", True))


def test_of_a_long_text_both_ends_are_shown() -> None:
    first, _ = mark_differences("甲" * 5000, "甲" * 2000 + "…" + "甲" * 2000)
    assert first == (Piece("甲" * 2000 + "…" + "甲" * 2000, False),)


def test_a_long_text_keeps_both_ends() -> None:
    assert shorten("甲" * 4000) == "甲" * 4000
    assert shorten("甲" * 2000 + "乙" + "丙" * 2000) == "甲" * 2000 + "…" + "丙" * 2000


def test_equal_copies_are_told_from_others() -> None:
    kept, same, other, again = (
        Copy(f"{name}.txt", 0, 1, 1, text, f"/n/{name}.txt")
        for name, text in (("a", "甲"), ("b", "甲"), ("c", "乙"), ("d", "甲"))
    )
    group = DuplicateGroup("near", 0.9, kept, (same, other, again))
    assert split_equal(group) == ((same, again), (other,))
