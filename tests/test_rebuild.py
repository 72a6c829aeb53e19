"""A base that is damaged or of another version is built anew by the next ingest."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search import store
from search.encoder import Encoder, EncoderError
from search.ingest import Report, ingest
from tests.note_files import sources

UPLOADED = "# 上传\n\n卷积核在图像上滑动求和。\n"
NEW = "# 新的\n\n学习率决定每一步走多远。\n"


@pytest.fixture
def kb(tmp_path: Path, notes: Path, hashing_encoder: Encoder) -> Path:
    """The folder of a base of three notes and an uploaded one, of a model that was chosen."""
    folder = tmp_path / "kb"
    (folder / "uploads").mkdir(parents=True)
    (folder / "uploads" / "up.md").write_text(UPLOADED, encoding="utf-8")
    paths = [notes, folder / "uploads"]
    ingest(paths, folder, load_encoder=lambda name: hashing_encoder, model="chosen")
    return folder


def again(path: Path, kb: Path, encoder: Encoder) -> Report:
    return ingest([path], kb, load_encoder=lambda name: encoder)


def current(kb: Path) -> Path:
    return kb / (kb / "current").read_text(encoding="utf-8")


def age(kb: Path) -> None:
    """Make a base one of another version."""
    path = current(kb) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format": 1}), encoding="utf-8")


def tear(kb: Path) -> None:
    """Damage what every load reads."""
    (current(kb) / "dense.faiss").write_bytes(b"")


def garble(kb: Path) -> None:
    """Damage what is found only when it is read."""
    path = current(kb) / "passages.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"path"', b'"paht"'))


def lose(kb: Path) -> None:
    """Damage what tells which build is in use."""
    (kb / "current").write_bytes(b"\xff")


@pytest.mark.parametrize("damage", [age, tear, garble, lose])
def test_it_is_built_from_where_its_notes_came_from_and_keeps_what_is_the_user_s(
    kb: Path,
    notes: Path,
    tmp_path: Path,
    hashing_encoder: Encoder,
    damage: Callable[[Path], None],
) -> None:
    own = {"aliases.txt": "批归一化 != BN\n", "duplicates.txt": "# 我的\n", "removed.txt": "/n\n"}
    for name, text in own.items():
        (kb / name).write_text(text, encoding="utf-8")
    damage(kb)
    (tmp_path / "new.md").write_text(NEW, encoding="utf-8")
    report = again(tmp_path / "new.md", kb, hashing_encoder)
    expected = ("copy.txt", "deep/sigmoid.md", "new.md", "norm.md", "up.md")
    assert (report.added, report.failed) == (expected, ())
    base = store.load(kb)
    assert tuple(entry.source for entry in base.notes) == expected
    assert (base.model, base.decisions.forbidden) == ("chosen", (("批归一化", "BN"),))
    assert {name: (kb / name).read_text(encoding="utf-8") for name in own} == own
    assert (kb / "uploads" / "up.md").read_text(encoding="utf-8") == UPLOADED
    assert again(notes, kb, hashing_encoder).unchanged == 3


def test_an_ingest_of_unchanged_notes_mends_what_only_a_reader_finds(
    kb: Path, notes: Path, hashing_encoder: Encoder
) -> None:
    garble(kb)
    with pytest.raises(store.StoreError, match=r"is damaged \(line 1\); run zhitu ingest again$"):
        store.load(kb).passages[0]
    again(notes, kb, hashing_encoder)
    assert store.load(kb).passages[0].source == "copy.txt"


def test_what_is_gone_is_told(
    kb: Path, notes: Path, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    shutil.rmtree(notes)
    age(kb)
    report = again(kb / "uploads", kb, hashing_encoder)
    assert [str(error) for error in report.failed] == [
        f"{notes}: cannot be read (no such file or directory); check that it exists and is readable"
    ]
    assert sources(kb) == ["up.md"]


def test_a_removed_note_stays_out(kb: Path, notes: Path, hashing_encoder: Encoder) -> None:
    again(notes / "norm.md", kb, hashing_encoder)
    removed = json.dumps((notes / "norm.md").as_posix(), ensure_ascii=False)
    (kb / "removed.txt").write_text(removed, encoding="utf-8")
    age(kb)
    assert again(notes, kb, hashing_encoder).left_out == ("norm.md",)
    assert sources(kb) == ["copy.txt", "deep/sigmoid.md", "up.md"]


def test_one_that_fails_leaves_what_there_was(kb: Path, notes: Path) -> None:
    age(kb)
    before = {path: path.read_bytes() for path in current(kb).iterdir()}

    def refuse(name: str) -> Encoder:
        raise EncoderError(f"{name}: no such model")

    with pytest.raises(EncoderError, match=r"^chosen: no such model$"):
        ingest([notes], kb, load_encoder=refuse)
    assert {path: path.read_bytes() for path in current(kb).iterdir()} == before
