"""Clean copies: what they leave out, and the originals back byte for byte."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.clean_copy import restore, write_clean_copy
from kg.cleaning import clean
from kg.duplicates import find_duplicates
from kg.readers import read_notes
from kg.records import Document, Note

CORPUS = Path(__file__).parent.parent / "corpus"
DOUGH = "酵母菌在面团里把糖分解成二氧化碳和酒精，气泡被面筋网兜住以后面团就慢慢地发起来。"
OVEN = "烤箱要提前预热到二百二十度，不然面团进炉以后膨胀得太慢，表皮会过早变硬。"
ROAD = "骑行长途之前应当检查刹车片的厚度，磨损超过一半就需要更换新的刹车片。"


def read(folder: Path) -> list[Document]:
    return [clean(note) for note in read_notes(folder) if isinstance(note, Note)]


def write(source: Path, target: Path) -> None:
    documents = read(source)
    write_clean_copy(documents, find_duplicates(documents), target)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_copies_are_left_out_with_their_twins_place(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(f"{DOUGH}\n\n{OVEN}\n", encoding="utf-8")
    copied = OVEN.replace("，", ",")
    (notes / "b.txt").write_text(f"{ROAD}\n\n{copied}\n", encoding="utf-8")
    write(notes, tmp_path / "out")
    assert (tmp_path / "out/a.txt").read_text(encoding="utf-8") == f"{DOUGH}\n\n{OVEN}\n"
    assert (tmp_path / "out/b.txt").read_text(encoding="utf-8") == f"{ROAD}\n\n\n"
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    start = len(ROAD) + 2
    assert manifest["notes"][1]["left_out"] == [
        {
            "start": start,
            "end": start + len(copied),
            "reason": "exact copy",
            "text": copied,
            "twin": {
                "source": "a.txt",
                "start": len(DOUGH) + 2,
                "end": len(DOUGH) + 2 + len(OVEN),
            },
        }
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_note_with_broken_bytes_comes_back_byte_for_byte(tmp_path: Path, encoding: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_bytes(f"{DOUGH}\n\n{OVEN}".encode(encoding)[:-1])
    (notes / "b.txt").write_text(f"{ROAD}\n\n{DOUGH}\n", encoding="utf-8")
    write(notes, tmp_path / "out")
    clean = (tmp_path / "out/a.txt").read_text(encoding="utf-8")
    assert clean == f"{DOUGH}\n\n{OVEN[:-1]}\ufffd"
    restore(tmp_path / "out", tmp_path / "back")
    assert files(tmp_path / "back") == files(notes)


@pytest.mark.parametrize("head", ["## 预热烤箱", "问：烤箱为什么要提前预热？"])
def test_the_copy_below_a_heading_or_question_of_its_own_stays(tmp_path: Path, head: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    traditional = OVEN.replace("烤箱要", "烤箱要，").replace("热", "熱").replace("硬", "硬，")
    (notes / "a.md").write_text(f"{ROAD}\n\n{traditional}\n", encoding="utf-8")
    (notes / "b.md").write_text(f"{head}\n\n{OVEN}\n", encoding="utf-8")
    write(notes, tmp_path / "out")
    assert (tmp_path / "out/a.md").read_text(encoding="utf-8") == f"{ROAD}\n\n\n"
    assert (tmp_path / "out/b.md").read_text(encoding="utf-8") == f"{head}\n\n{OVEN}\n"


def test_a_heading_with_nothing_but_copies_below_goes_with_them(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(f"# 烤箱预热\n\n{OVEN}\n", encoding="utf-8")
    left = f"# 面包\n\n{ROAD}\n\n## 烤箱\n\n### 预热\n\n{OVEN}\n\n## 待写\n\n## 面团\n\n{DOUGH}\n"
    (notes / "b.md").write_text(left, encoding="utf-8")
    write(notes, tmp_path / "out")
    kept = f"# 面包\n\n{ROAD}\n\n\n\n\n\n\n\n## 待写\n\n## 面团\n\n{DOUGH}\n"
    assert (tmp_path / "out/b.md").read_text(encoding="utf-8") == kept
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    left_out = [
        (span["reason"], span["text"], span["twin"]) for span in manifest["notes"][1]["left_out"]
    ]
    twin = {"source": "a.md", "start": 8, "end": 8 + len(OVEN)}
    assert left_out == [
        ("heading of copies", "## 烤箱", None),
        ("heading of copies", "### 预热", None),
        ("exact copy", OVEN, twin),
    ]
    restore(tmp_path / "out", tmp_path / "back")
    assert files(tmp_path / "back") == files(notes)


def test_a_note_of_copies_alone_gets_no_file_and_comes_back(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("a.txt", "b.txt"):
        (notes / name).write_text(f"{DOUGH}\n", encoding="utf-8")
    write(notes, tmp_path / "out")
    assert sorted(files(tmp_path / "out")) == ["a.txt", "manifest.json"]
    assert restore(tmp_path / "out", tmp_path / "back") == (
        tmp_path / "back/a.txt",
        tmp_path / "back/b.txt",
    )
    assert files(tmp_path / "back") == files(notes)


def test_the_corpus_comes_back_byte_for_byte_and_stays_as_it_is(tmp_path: Path) -> None:
    before = files(CORPUS)
    write(CORPUS, tmp_path / "out")
    restore(tmp_path / "out", tmp_path / "back")
    assert files(tmp_path / "back") == before
    assert files(CORPUS) == before


def test_no_sentence_is_lost(tmp_path: Path) -> None:
    write(CORPUS, tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    kept = {
        note["name"]: {
            place for span in note["left_out"] for place in range(span["start"], span["end"])
        }
        for note in manifest["notes"]
    }
    twins = [
        span["twin"] for note in manifest["notes"] for span in note["left_out"] if span["twin"]
    ]
    assert len(twins) >= 9
    for twin in twins:
        assert kept[twin["source"]].isdisjoint(range(twin["start"], twin["end"]))


SENTENCES = st.sampled_from(
    [
        DOUGH,
        OVEN,
        ROAD,
        DOUGH[:28],
        OVEN.replace("，", ","),
        "\n\n",
        "\r\n",
        "版权声明：本文为原创文章\n",
    ]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.lists(SENTENCES, min_size=1, max_size=6), ENCODINGS), min_size=1, max_size=4
    )
)
def test_any_notes_come_back_byte_for_byte(contents: list[tuple[list[str], str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        notes = Path(name) / "notes"
        notes.mkdir()
        for number, (sentences, encoding) in enumerate(contents):
            text = "".join(sentences)
            (notes / f"{number}.txt").write_bytes(text.encode(encoding))
        readable = {Path(document.note.path).name for document in read(notes)}
        write(notes, Path(name) / "out")
        restore(Path(name) / "out", Path(name) / "back")
        expected = {key: value for key, value in files(notes).items() if key in readable}
        assert files(Path(name) / "back") == expected


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="is not an empty folder; name a new one"):
        write_clean_copy([], [], tmp_path)
    with pytest.raises(ValueError, match="is not an empty folder; name a new one"):
        restore(tmp_path, tmp_path)


def test_a_changed_note_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOUGH, encoding="utf-8")
    documents = read(tmp_path)
    (tmp_path / "a.txt").write_text(OVEN, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt has changed since it was read; run zhitu ingest"):
        write_clean_copy(documents, [], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_changed_clean_file_and_a_foreign_folder_are_refused(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(DOUGH, encoding="utf-8")
    write(notes, tmp_path / "out")
    (tmp_path / "out/a.txt").write_text(OVEN, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt was changed; write the clean copy anew"):
        restore(tmp_path / "out", tmp_path / "back")
    with pytest.raises(ValueError, match=r"holds no manifest\.json of a clean copy"):
        restore(notes, tmp_path / "back")


def test_a_manifest_cannot_write_outside_the_target(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(DOUGH, encoding="utf-8")
    write(notes, tmp_path / "out")
    manifest = tmp_path / "out/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"name": "a.txt"', '"name": "../a.txt"'), encoding="utf-8")
    with pytest.raises(ValueError, match="outside the folder"):
        restore(tmp_path / "out", tmp_path / "back")


def test_a_copy_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(DOUGH, encoding="utf-8")
    (notes / "b.txt").write_text(OVEN, encoding="utf-8")
    write_bytes = Path.write_bytes

    def fail(path: Path, content: bytes) -> int:
        if path.name == "b.txt":
            raise OSError(28, "No space left on device", str(path))
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="No space left on device"):
        write(notes, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes"]


@pytest.mark.parametrize("is_there", [False, True])
def test_files_that_were_moved_in_go_again_where_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    (notes / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "z.txt"):
        (notes / name).write_text(f"{ROAD}{name}", encoding="utf-8")
    if is_there:
        out.mkdir()
    replace, moved = Path.replace, []

    def fail(path: Path, target: Path) -> Path:
        if path.name == "z.txt":
            raise OSError(28, "No space left on device", str(path))
        moved.append(path.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left on device"):
        write(notes, out)
    there = ["a.txt", "manifest.json", "sub"]
    assert moved == [*there, *reversed(there)]
    assert sorted(tmp_path.rglob("*")) == sorted([notes, *notes.rglob("*"), *[out] * is_there])


def test_a_folder_named_like_a_note_is_in_nobodys_way(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    (one / "a.txt").write_text(DOUGH, encoding="utf-8")
    (other / "a.txt").mkdir(parents=True)
    (other / "a.txt/b.txt").write_text(OVEN, encoding="utf-8")
    write_clean_copy([*read(one), *read(other)], [], tmp_path / "out")
    written = restore(tmp_path / "out", tmp_path / "back")
    assert [path.read_text(encoding="utf-8") for path in written] == [DOUGH, OVEN]


@pytest.mark.parametrize(
    ("old", "new"), [('"original": null', '"original": 5'), ('"start": ', '"start": "x", "was": ')]
)
def test_a_manifest_that_was_changed_is_named(tmp_path: Path, old: str, new: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(f"首页 | 登录 | 注册\n\n{DOUGH}", encoding="utf-8")
    write(notes, tmp_path / "out")
    manifest = tmp_path / "out/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    text = text.replace('"left_out"', '"original": null, "left_out"').replace(old, new)
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt cannot be read; write it anew"):
        restore(tmp_path / "out", tmp_path / "back")
