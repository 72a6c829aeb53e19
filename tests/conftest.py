"""Fixtures that several test modules share."""

import io
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.chromium import open_browser
from search.cli import main
from search.encoder import Encoder, load_encoder
from search.hits import Matrix
from search.ingest import ingest
from search.page import page_notes, page_widgets
from tests.command_line import Run, write_notes
from tests.note_files import NORM, POOL, write
from tests.shown_page import APP, write_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class HashingEncoder:
    """Embeds texts by their pairs of characters, the same on every machine and run."""

    name = "hashing"
    dimension = 256

    def encode_query(self, texts: Sequence[str]) -> Matrix:
        """Count each pair of characters in the place that its CRC-32 gives."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for first, second in pairwise(f" {text} "):
                row[zlib.crc32(f"{first}{second}".encode()) % self.dimension] += 1
        unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def encode_document(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> Matrix:
        """Embed passages as questions are."""
        rows = self.encode_query(texts)
        if on_progress is not None and texts:
            on_progress(len(texts))
        return rows


@pytest.fixture(scope="session")
def hashing_encoder() -> Encoder:
    """An encoder that needs no model: texts are near that share pairs of characters."""
    return HashingEncoder()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model; tests that use it carry the marker ``model``."""
    return load_encoder()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of three notes, of which one copies a paragraph of another."""
    folder = tmp_path / "notes"
    write_notes(folder)
    return folder


@pytest.fixture
def two_notes(tmp_path: Path) -> Path:
    """A folder of two notes in folders of their own."""
    folder = tmp_path / "notes"
    write(folder / "a" / "norm.md", NORM)
    write(folder / "b" / "pool.md", POOL)
    return folder


@pytest.fixture
def zhitu(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    hashing_encoder: Encoder,
) -> Run:
    """Run a command in an empty folder and give its exit status, output and errors."""
    monkeypatch.setattr("search.encoder.load_encoder", lambda name: hashing_encoder)
    for name in ("ZHITU_KB", "ZHITU_LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main([str(argument) for argument in arguments])
        return (status, *capsys.readouterr())

    return run


@pytest.fixture
def english(zhitu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak English, the language that errors are written in."""
    monkeypatch.setenv("ZHITU_LANG", "en")


@pytest.fixture
def ingested(zhitu: Run, notes: Path) -> Run:
    """The same with a knowledge base of the notes, for tests that ingest them again."""
    assert zhitu("ingest", notes)[0] == 0
    return zhitu


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Path:
    """A knowledge base of the same notes, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("original")
    notes = folder / "notes"
    write_notes(notes)
    ingest([notes], folder / "kb", load_encoder=lambda name: hashing_encoder)
    return folder / "kb"


@pytest.fixture
def built(zhitu: Run, original: Path, tmp_path: Path) -> Run:
    """The same with a knowledge base in ``.zhitu``."""
    shutil.copytree(original, tmp_path / ".zhitu")
    return zhitu


@pytest.fixture
def visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashing_encoder: Encoder
) -> Iterator[AppTest]:
    """The page on a folder ``kb`` that holds no knowledge base yet; ``corpus`` is its sample."""
    monkeypatch.setenv("ZHITU_KB", str(tmp_path / "kb"))
    monkeypatch.setattr(page_widgets, "load_encoder", lambda name: hashing_encoder)
    monkeypatch.setattr(page_notes, "CORPUS", tmp_path / "corpus")
    st.cache_resource.clear()
    yield AppTest.from_file(APP, default_timeout=60)
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Path:
    """A knowledge base of three notes, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("sample")
    corpus = write_corpus(folder / "corpus")
    ingest([corpus], folder / "kb", load_encoder=lambda name: hashing_encoder)
    return folder / "kb"


@pytest.fixture
def page(visit: AppTest, tmp_path: Path, sample_base: Path) -> AppTest:
    """The page on a knowledge base of three notes."""
    shutil.copytree(sample_base, tmp_path / "kb")
    return visit


@pytest.fixture
def own_page(visit: AppTest, tmp_path: Path, hashing_encoder: Encoder) -> AppTest:
    """The page on a knowledge base of notes that the test may change."""
    corpus = write_corpus(tmp_path / "corpus")
    ingest([corpus], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    return visit


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium without a window."""
    pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
    with open_browser() as started:
        yield started
