"""Notes become a knowledge base; what is unchanged stays, what is gone goes."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.copies import comparison
from kg.copies.similarity import Match, match
from kg.readers import NoteError
from kg.records import Concept
from search import store
from search.encoder import Encoder
from search.hits import Matrix
from search.ingest import Progress, Report, ingest

NORM = "# 批归一化\n\n批归一化（BN）把每一层的输入拉回到稳定的分布，让训练更快。\n"
POOL = "# 池化\n\n池化层对局部区域取最大值或平均值，从而缩小特征图的尺寸。\n"


class CountingEncoder:
    """The hashing encoder, which remembers what it embedded and by what name it was loaded."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder that does the work."""
        self.loaded: list[str] = []
        self.texts: list[str] = []
        self.name = encoder.name
        self.dimension = encoder.dimension
        self._encoder = encoder

    def load(self, name: str) -> Encoder:
        """Give itself, whatever the name."""
        self.loaded.append(name)
        return self

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Embed questions."""
        return self._encoder.encode_query(texts)

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages and remember them."""
        self.texts += texts
        return self._encoder.encode_document(texts, on_progress=on_progress)


@pytest.fixture
def counting(hashing_encoder: Encoder) -> CountingEncoder:
    return CountingEncoder(hashing_encoder)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    write(folder / "a" / "norm.md", NORM)
    write(folder / "b" / "pool.md", POOL)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sources(kb: Path) -> list[str]:
    return [note.source for note in store.load(kb).notes]


def test_a_first_ingest(notes: Path, tmp_path: Path, counting: CountingEncoder) -> None:
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load, model="m")
    base = store.load(tmp_path / "kb")
    assert report == Report(
        added=("a/norm.md", "b/pool.md"),
        changed=(),
        removed=(),
        unchanged=0,
        failed=(),
        passages=len(base.passages),
        embedded=len(base.passages),
    )
    assert counting.loaded == ["m"]
    assert [(entry.source, entry.root) for entry in base.notes] == [
        ("a/norm.md", notes.as_posix()),
        ("b/pool.md", notes.as_posix()),
    ]
    assert [entry.characters for entry in base.notes] == [len(NORM), len(POOL)]
    assert base.model == "m"
    assert len(base.dense) == len(base.sparse) == len(base.substance) == len(base.passages)


def test_what_is_unchanged_is_neither_embedded_nor_saved_again(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    kb = tmp_path / "kb"
    ingest([notes], kb, load_encoder=counting.load)
    build = (kb / "current").read_text(encoding="utf-8")
    report = ingest([notes], kb, load_encoder=counting.load)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 2)
    assert report.passages == len(store.load(kb).passages)
    assert (report.embedded, len(counting.loaded)) == (0, 1)
    assert (kb / "current").read_text(encoding="utf-8") == build


def test_only_what_is_new_is_embedded_and_the_result_is_that_of_a_fresh_ingest(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    counting.texts.clear()
    added = "卷积核在输入上滑动，每到一处就求一次加权和，得到特征图。"
    write(notes / "a" / "conv.txt", added)
    write(notes / "b" / "pool.md", POOL + "\n全局池化把整张特征图变成一个数。\n")
    (notes / "a" / "norm.md").rename(notes / "norm2.md")
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert report.added == ("a/conv.txt", "norm2.md")
    assert report.changed == ("b/pool.md",)
    assert report.removed == ("a/norm.md",)
    assert report.unchanged == 0
    assert report.embedded == len(counting.texts)
    assert [text for text in counting.texts if "批归一化" in text] == []  # known by its text
    updated = store.load(tmp_path / "kb")
    ingest([notes], tmp_path / "fresh", load_encoder=counting.load)
    fresh = store.load(tmp_path / "fresh")
    assert updated.passages == fresh.passages
    assert updated.concepts == fresh.concepts
    every = range(len(fresh.passages))
    assert (updated.dense.vectors(every) == fresh.dense.vectors(every)).all()


def test_only_a_note_that_is_new_is_compared_to_find_copies(
    tmp_path: Path, counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb, folder = tmp_path / "kb", tmp_path / "notes"
    norm = "批归一化把每一层的输入拉回到稳定的分布，因此训练会快得多。"
    write(folder / "a.txt", norm)
    write(folder / "b.txt", norm.replace("因此", "所以"))
    aligned: list[tuple[str, str]] = []

    def align(first: str, second: str) -> Match:
        aligned.append((first, second))
        return match(first, second)

    monkeypatch.setattr(comparison, "match", align)
    ingest([folder], kb, load_encoder=counting.load)
    assert len(aligned) > 0
    aligned.clear()
    write(folder / "c.txt", "池化层对局部区域取最大值或平均值，从而缩小特征图的尺寸。")
    ingest([folder], kb, load_encoder=counting.load)
    assert aligned == []
    write(folder / "d.txt", norm.replace("快得多", "更加快"))
    ingest([folder], kb, load_encoder=counting.load)
    assert aligned != []
    assert all("更加快" in first + second for first, second in aligned)
    (group,) = store.load(kb).duplicates
    assert [copy.source for copy in group.copies] == ["b.txt", "d.txt"]


def test_windows_are_embedded_beside_their_passage_and_reused_by_their_text(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    sentences = [
        f"第{i}步先把输入减去均值，再除以标准差，最后乘以缩放系数并加上偏移量。" for i in "一二三四"
    ]
    write(notes / "steps.txt", "".join(sentences))
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    base = store.load(tmp_path / "kb")
    windows = ["".join(sentences[:2]), "".join(sentences[2:])]
    assert counting.texts[-2:] == windows
    assert (report.embedded, len(counting.texts)) == (3, 5)
    assert base.windows.rows.tolist() == counting.encode_query(windows).tolist()
    assert base.windows.of([0]).rows.tolist() == []
    steps = next(i for i, passage in enumerate(base.passages) if passage.source == "steps.txt")
    assert base.windows.of([steps]).rows.tolist() == base.windows.rows.tolist()
    counting.texts.clear()
    write(notes / "steps.txt", "".join([*sentences, "这样做能让训练更快也更稳。"]))
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert (report.embedded, len(counting.texts)) == (1, 2)  # the passage and its last window
    ingest([notes], tmp_path / "fresh", load_encoder=counting.load)
    fresh = store.load(tmp_path / "fresh")
    assert store.load(tmp_path / "kb").windows.rows.tolist() == fresh.windows.rows.tolist()


def test_the_users_aliases_are_honoured_and_a_change_of_them_rebuilds(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    kb = tmp_path / "kb"
    ingest([notes], kb, load_encoder=counting.load)
    assert any({"批归一化", "BN"} <= names(concept) for concept in concepts(kb))
    write(kb / "aliases.txt", "# 不是一回事\n批归一化 != BN\n")
    report = ingest([notes], kb, load_encoder=counting.load)
    assert (report.unchanged, report.embedded) == (2, 0)
    assert not any({"批归一化", "BN"} <= names(concept) for concept in concepts(kb))
    assert store.load(kb).decisions.forbidden == (("批归一化", "BN"),)


def test_a_bad_line_of_the_users_aliases_is_named_and_changes_nothing(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    kb = tmp_path / "kb"
    ingest([notes], kb, load_encoder=counting.load)
    before = sources(kb)
    write(kb / "aliases.txt", "批归一化\n")
    with pytest.raises(store.StoreError, match=r"aliases\.txt:1: expected `name = other name`"):
        ingest([notes], kb, load_encoder=counting.load)
    assert sources(kb) == before


def concepts(kb: Path) -> list[Concept]:
    return list(store.load(kb).concepts.values())


def names(concept: Concept) -> set[str]:
    return {concept.name, *(alias.name for alias in concept.aliases)}


def test_another_path_adds_and_leaves_the_rest(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    kb = tmp_path / "kb"
    ingest([notes / "a"], kb, load_encoder=counting.load)
    report = ingest([notes / "b"], kb, load_encoder=counting.load)
    assert (report.added, report.removed, report.unchanged) == (("pool.md",), (), 0)
    assert sources(kb) == ["norm.md", "pool.md"]
    shutil.rmtree(notes / "a")
    assert ingest([notes / "b"], kb, load_encoder=counting.load).removed == ()
    (notes / "a").mkdir()
    assert ingest([notes / "a"], kb, load_encoder=counting.load).removed == ("norm.md",)
    assert sources(kb) == ["pool.md"]


def test_notes_of_one_name_stay_two(tmp_path: Path, counting: CountingEncoder) -> None:
    write(tmp_path / "x" / "n.md", NORM)
    write(tmp_path / "y" / "n.md", POOL)
    paths = [tmp_path / "x", tmp_path / "y"]
    ingest(paths, tmp_path / "kb", load_encoder=counting.load)
    assert sources(tmp_path / "kb") == ["n.md", "n.md"]
    ingest([tmp_path], tmp_path / "kb2", load_encoder=counting.load)
    assert sources(tmp_path / "kb2") == ["x/n.md", "y/n.md"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_outermost_path_names_a_note_whatever_the_order(
    notes: Path, tmp_path: Path, counting: CountingEncoder, order: int
) -> None:
    paths = [notes, notes / "a", notes / "a", notes / "b" / "pool.md"][::order]
    told: list[str] = []
    report = ingest(
        paths,
        tmp_path / "kb",
        load_encoder=counting.load,
        progress=Progress(read=lambda found: told.append(found.source)),
    )
    assert report.added == ("a/norm.md", "b/pool.md")
    assert sources(tmp_path / "kb") == told == ["a/norm.md", "b/pool.md"]
    assert {entry.root for entry in store.load(tmp_path / "kb").notes} == {notes.as_posix()}


def test_the_base_s_own_files_are_no_notes_but_its_uploads_may_be(
    notes: Path, counting: CountingEncoder
) -> None:
    kb = notes / "kb"
    for name in ("aliases.txt", "duplicates.txt", "removed.txt", "uploads/up.md"):
        write(kb / name, "# 上传的笔记\n")
    ingest([notes], kb, load_encoder=counting.load)
    assert sources(kb) == ["a/norm.md", "b/pool.md"]
    ingest([kb / "uploads"], kb, load_encoder=counting.load)
    ingest([notes], kb, load_encoder=counting.load)
    assert sources(kb) == ["a/norm.md", "b/pool.md", "up.md"]


def test_the_base_s_own_folder_holds_no_notes(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    (tmp_path / "link").symlink_to(notes)
    message = "is the knowledge base's own folder; keep the notes and the knowledge base apart"
    with pytest.raises(NoteError, match=message):
        ingest([tmp_path / "link"], notes, load_encoder=counting.load)
    assert not store.exists(notes)


def test_a_pipe_in_place_of_a_known_note_is_told(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    (notes / "a" / "norm.md").unlink()
    os.mkfifo(notes / "a" / "norm.md")
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert [str(error) for error in report.failed] == [
        "a/norm.md: is not a regular file; put the notes in plain files"
    ]
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_another_model_embeds_everything_anew(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([notes], tmp_path / "kb", load_encoder=counting.load, model="one")
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load, model="two")
    assert report.embedded == report.passages
    assert (report.unchanged, store.load(tmp_path / "kb").model) == (2, "two")
    ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert counting.loaded == ["one", "two"]


def test_a_bad_file_does_not_stop_the_rest(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    write(notes / "blank.txt", " \n")
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert [str(error) for error in report.failed] == [
        "blank.txt: is empty; write something in it or delete it"
    ]
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_bad_files_alone_are_all_named_and_nothing_is_saved(
    tmp_path: Path, counting: CountingEncoder
) -> None:
    write(tmp_path / "n" / "a.txt", "")
    write(tmp_path / "n" / "b.txt", "\n")
    report = ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=counting.load)
    assert [error.source for error in report.failed] == ["a.txt", "b.txt"]
    assert not store.exists(tmp_path / "kb")


def test_a_note_that_cannot_be_read_any_more_stays_as_it_was(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    (notes / "a" / "norm.md").write_bytes(bytes(range(256)))
    report = ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    assert [error.source for error in report.failed] == ["a/norm.md"]
    assert (report.removed, report.changed) == ((), ())
    assert [note.text for note in store.read_notes(tmp_path / "kb")] == [NORM, POOL]


def test_no_notes(tmp_path: Path, counting: CountingEncoder) -> None:
    (tmp_path / "n").mkdir()
    with pytest.raises(NoteError, match=r"/n: no notes here; name a folder with \.txt"):
        ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=counting.load)


def test_a_missing_path_changes_nothing(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([notes], tmp_path / "kb", load_encoder=counting.load)
    (notes / "b" / "pool.md").unlink()
    with pytest.raises(NoteError, match="cannot be read"):
        ingest([notes, tmp_path / "none"], tmp_path / "kb", load_encoder=counting.load)
    assert sources(tmp_path / "kb") == ["a/norm.md", "b/pool.md"]


def test_furniture_alone_makes_a_base_without_passages(
    tmp_path: Path, counting: CountingEncoder
) -> None:
    write(tmp_path / "n" / "a.txt", "阅读 1024  评论 3  点赞 20\n")
    report = ingest([tmp_path / "n"], tmp_path / "kb", load_encoder=counting.load)
    assert (report.added, report.passages) == (("a.txt",), 0)
    assert store.load(tmp_path / "kb").passages == []


def test_progress(notes: Path, tmp_path: Path, counting: CountingEncoder) -> None:
    told: list[object] = []
    report = ingest(
        [notes],
        tmp_path / "kb",
        load_encoder=counting.load,
        progress=Progress(told.append, lambda done, total: told.append((done, total))),
    )
    count = report.embedded
    stages = ["read", "clean", "concepts", "relations", "duplicates", "embed"]
    assert told == [*stages, (0, count), (count, count), "index"]


def test_each_note_read_or_skipped_is_told(
    notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    (notes / "空.txt").write_bytes(b"")
    told: list[str] = []
    ingest(
        [notes],
        tmp_path / "kb",
        load_encoder=counting.load,
        progress=Progress(read=lambda found: told.append(found.source)),
    )
    names = sorted(path.relative_to(notes).as_posix() for path in notes.rglob("*.*"))
    assert told == names
