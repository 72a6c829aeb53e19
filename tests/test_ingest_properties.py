"""What holds of every ingest, whatever the notes and however they changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from search import store
from search.encoder import Encoder
from search.ingest import ingest
from tests.note_files import NORM, POOL

PIECES = st.sampled_from(
    [
        NORM,
        POOL,
        "\n",
        "\r\n",
        "  \n",
        "阅读 1024  评论 3\n",
        "1. 什么是卷积？\n答：卷积是加权求和。\n\n",
        "- 一项\n- 二项，有 `code` 和 $x^2$\n",
        "```\nprint(1)\n```\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "---\ntitle: 标题\n---\n",
        "🙂\u2028\x0b\u3000甲。\n",
        "没有句号的一行\n",
        "长句，" * 200,
    ]
)


@settings(max_examples=6, deadline=None)
@given(
    texts=st.lists(
        st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(str.strip),
        min_size=4,
        max_size=8,
    )
)
def test_every_passage_is_its_very_span_of_its_note(
    texts: list[str], hashing_encoder: Encoder
) -> None:
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            suffix = ("md", "txt")[number % 2]
            (Path(folder) / f"{number}.{suffix}").write_text(text, encoding="utf-8", newline="")
        kb = Path(folder) / "kb"
        ingest([Path(folder)], kb, load_encoder=lambda name: hashing_encoder)
        base = store.load(kb)
        notes = {note.path: note.text for note in store.read_notes(kb)}
        assert list(notes.values()) == texts
        for passage in base.passages:
            text = notes[passage.path]
            assert text[passage.start : passage.end] == passage.text
            assert passage.line_start == text.count("\n", 0, passage.start) + 1
            assert passage.line_end == text.count("\n", 0, passage.end - 1) + 1
        for at in range(len(base.passages)):
            assert {place.path for place in base.also_in(at)} <= {note.path for note in base.notes}


NAMES = st.sampled_from(["a.md", "b.txt", "c/a.md", "c/d.md"])
CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            NAMES,
            st.lists(PIECES, min_size=1, max_size=3).map("".join).filter(str.strip),
        ),
        st.tuples(st.just("rename"), NAMES, NAMES),
        st.tuples(st.just("delete"), NAMES, NAMES),
    ),
    min_size=1,
    max_size=4,
)


def change(root: Path, kind: str, name: str, other: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "write":
        path.write_text(other, encoding="utf-8", newline="")
    elif path.exists():
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / other) if kind == "rename" else path.unlink()


def content(kb: Path) -> dict[str, bytes]:
    build = kb / (kb / "current").read_text(encoding="utf-8")
    return {path.name: path.read_bytes() for path in build.iterdir()}


@settings(max_examples=5, deadline=None)
@given(rounds=st.lists(CHANGES, min_size=1, max_size=2))
def test_changes_give_the_very_files_of_a_fresh_ingest(
    rounds: list[list[tuple[str, str, str]]], hashing_encoder: Encoder
) -> None:
    with TemporaryDirectory() as folder:
        root, kb, fresh = Path(folder) / "n", Path(folder) / "kb", Path(folder) / "fresh"
        root.mkdir()
        (root / "keep.md").write_text(NORM, encoding="utf-8")
        (root / "a.md").write_text(POOL, encoding="utf-8")
        ingest([root], kb, load_encoder=lambda name: hashing_encoder)
        for changes in rounds:
            for one in changes:
                change(root, *one)
            ingest([root], kb, load_encoder=lambda name: hashing_encoder)
        ingest([root], fresh, load_encoder=lambda name: hashing_encoder)
        assert content(kb) == content(fresh)
