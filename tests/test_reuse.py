"""What an ingest takes over from the last one instead of embedding or comparing it again."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.copies import comparison
from kg.copies.similarity import Match, match
from search import store
from search.encoder import Encoder
from search.hits import Matrix
from search.ingest import ingest
from tests.note_files import POOL, write


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


def test_what_is_unchanged_is_neither_embedded_nor_saved_again(
    two_notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    kb = tmp_path / "kb"
    ingest([two_notes], kb, load_encoder=counting.load)
    build = (kb / "current").read_text(encoding="utf-8")
    report = ingest([two_notes], kb, load_encoder=counting.load)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 2)
    assert report.passages == len(store.load(kb).passages)
    assert (report.embedded, len(counting.loaded)) == (0, 1)
    assert (kb / "current").read_text(encoding="utf-8") == build


def test_only_what_is_new_is_embedded_and_the_result_is_that_of_a_fresh_ingest(
    two_notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=counting.load)
    counting.texts.clear()
    added = "卷积核在输入上滑动，每到一处就求一次加权和，得到特征图。"
    write(two_notes / "a" / "conv.txt", added)
    write(two_notes / "b" / "pool.md", POOL + "\n全局池化把整张特征图变成一个数。\n")
    (two_notes / "a" / "norm.md").rename(two_notes / "norm2.md")
    report = ingest([two_notes], tmp_path / "kb", load_encoder=counting.load)
    assert report.added == ("a/conv.txt", "norm2.md")
    assert report.changed == ("b/pool.md",)
    assert report.removed == ("a/norm.md",)
    assert report.unchanged == 0
    assert report.embedded == len(counting.texts)
    assert [text for text in counting.texts if "批归一化" in text] == []  # known by its text
    updated = store.load(tmp_path / "kb")
    ingest([two_notes], tmp_path / "fresh", load_encoder=counting.load)
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
    two_notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    sentences = [
        f"第{i}步先把输入减去均值，再除以标准差，最后乘以缩放系数并加上偏移量。" for i in "一二三四"
    ]
    write(two_notes / "steps.txt", "".join(sentences))
    report = ingest([two_notes], tmp_path / "kb", load_encoder=counting.load)
    base = store.load(tmp_path / "kb")
    windows = ["".join(sentences[:2]), "".join(sentences[2:])]
    assert counting.texts[-2:] == windows
    assert (report.embedded, len(counting.texts)) == (3, 5)
    assert base.windows.rows.tolist() == counting.encode_query(windows).tolist()
    assert base.windows.of([0]).rows.tolist() == []
    steps = next(i for i, passage in enumerate(base.passages) if passage.source == "steps.txt")
    assert base.windows.of([steps]).rows.tolist() == base.windows.rows.tolist()
    counting.texts.clear()
    write(two_notes / "steps.txt", "".join([*sentences, "这样做能让训练更快也更稳。"]))
    report = ingest([two_notes], tmp_path / "kb", load_encoder=counting.load)
    assert (report.embedded, len(counting.texts)) == (1, 2)  # the passage and its last window
    ingest([two_notes], tmp_path / "fresh", load_encoder=counting.load)
    fresh = store.load(tmp_path / "fresh")
    assert store.load(tmp_path / "kb").windows.rows.tolist() == fresh.windows.rows.tolist()


def test_another_model_embeds_everything_anew(
    two_notes: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    ingest([two_notes], tmp_path / "kb", load_encoder=counting.load, model="one")
    report = ingest([two_notes], tmp_path / "kb", load_encoder=counting.load, model="two")
    assert report.embedded == report.passages
    assert (report.unchanged, store.load(tmp_path / "kb").model) == (2, "two")
    ingest([two_notes], tmp_path / "kb", load_encoder=counting.load)
    assert counting.loaded == ["one", "two"]
