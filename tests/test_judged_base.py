"""A base read with the user's judgements on copies: what is set apart is folded no more."""

from pathlib import Path

import pytest

from kg.judgements import set_apart
from search import store
from search.encoder import Encoder
from search.ingest import ingest


@pytest.fixture
def kb(tmp_path: Path, notes: Path, hashing_encoder: Encoder) -> Path:
    """The folder of a knowledge base where one note copies a paragraph of another."""
    ingest([notes], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    return tmp_path / "kb"


def test_a_base_is_as_it_was_built_without_judgements(kb: Path, notes: Path) -> None:
    base = store.load(kb)
    assert (len(base.duplicates), base.set_apart) == (1, ())
    (place,) = (place for at in range(len(base.passages)) for place in base.also_in(at))
    assert (place.source, place.path) == ("norm.md", (notes / "norm.md").as_posix())


def test_what_is_set_apart_stands_alone_at_once_and_after_a_new_build(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    (group,) = store.load(kb).duplicates
    set_apart(kb / "duplicates.txt", group.canonical, group.copies[0])
    (notes / "new.txt").write_text("池化层对局部区域取最大值或平均值。", encoding="utf-8")
    for _ in range(2):
        base = store.load(kb)
        assert (base.duplicates, base.copy_marks) == ((), {})
        assert base.set_apart == (group,)
        ingest([notes], kb, load_encoder=lambda name: hashing_encoder)
    assert len(base.notes) == 4


def test_a_line_that_says_something_else_is_an_error_with_its_place(kb: Path) -> None:
    (kb / "duplicates.txt").write_text("BN != LN\n", encoding="utf-8")
    with pytest.raises(store.StoreError, match=r"duplicates\.txt:1: expected `DIGEST != DIGEST`"):
        store.load(kb)
