"""Bad notes, questions, knowledge bases and outputs: one line each, and never a traceback."""

import json
from pathlib import Path

import pytest

from search import store
from tests.command_line import Run, failure
from tests.note_files import forbid

pytestmark = pytest.mark.usefixtures("english")

# Bad notes.


def test_missing_path(built: Run, tmp_path: Path) -> None:
    before = built("status", "--json")
    said = failure(built("ingest", "no/such/folder"))
    assert said == (
        "no/such/folder: cannot be read (no such file or directory); "
        "check that it exists and is readable"
    )
    assert built("status", "--json") == before


def test_empty_folder(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    said = failure(zhitu("ingest", tmp_path / "none"))
    assert said == (f"{tmp_path}/none: no notes here; name a folder with .txt, .md or .html files")


BAD_FILES = [
    ("empty.txt", b"", "is empty; write something in it or delete it"),
    ("blank.md", b" \n\t\r\n\xe3\x80\x80", "is empty; write something in it or delete it"),
    (
        "image.txt",
        bytes(range(256)) * 20,
        "looks binary; save its content as text or take it out of the folder",
    ),
    (
        "shift_jis.txt",
        "これはにほんごのてきすとです。".encode("shift_jis"),
        "its encoding is unknown",
    ),
    (
        "line.txt",
        b"a" * (50 * 1024 * 1024),
        "is larger than 33,554,432 bytes; split it into smaller files",
    ),
    ("notes.pdf", b"%PDF-1.7", "is not a note; notes are files of"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD_FILES, ids=[f[0] for f in BAD_FILES])
def test_a_bad_file_alone(zhitu: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    status, _, errors = zhitu("ingest", tmp_path / name)
    assert status == 1
    assert errors.count("\n") == 1
    assert errors.startswith(f"zhitu: {name}:")
    assert said in errors
    assert not store.exists(tmp_path / ".zhitu")


def test_bad_files_are_named_one_by_one_and_the_rest_is_kept(
    ingested: Run, notes: Path, tmp_path: Path
) -> None:
    for name, content, _ in BAD_FILES[:-1]:
        (notes / name).write_bytes(content)
    (notes / "good.txt").write_text("池化层对局部区域取最大值或平均值。", encoding="utf-8")
    status, out, errors = ingested("ingest", notes)
    assert status == 1
    assert [line.split(":")[1].strip() for line in errors.splitlines()] == sorted(
        name for name, _, _ in BAD_FILES[:-1]
    )
    assert out.startswith("1 added, 0 changed, 0 removed, 3 unchanged, 5 failed; ")
    assert json.loads(ingested("status", "--json")[1])["notes"] == 4


def test_a_note_that_turns_bad_stays_as_it_was(ingested: Run, notes: Path) -> None:
    (notes / "norm.md").write_bytes(b"")
    status, out, errors = ingested("ingest", notes)
    assert status == 1
    assert errors == "zhitu: norm.md: is empty; write something in it or delete it\n"
    assert out.startswith("0 added, 0 changed, 0 removed, 2 unchanged, 1 failed; ")
    answer = json.loads(
        ingested("ask", "批归一化（BN）把每一层的输入拉回到什么分布？", "--json")[1]
    )
    assert answer["citations"][0]["source"] == "norm.md"


def test_unreadable_file(zhitu: Run, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, "open", notes / "norm.md")
    status, out, errors = zhitu("ingest", notes)
    assert status == 1
    assert errors == (
        "zhitu: norm.md: cannot be read (permission denied); check that it exists and is readable\n"
    )
    assert out.startswith("2 added")


def test_notes_in_a_folder_that_is_closed_later_stay_as_they_were(
    zhitu: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "closed").mkdir()
    (notes / "norm.md").rename(notes / "closed" / "norm.md")
    zhitu("ingest", notes)
    forbid(monkeypatch, "iterdir", notes / "closed")
    forbid(monkeypatch, "stat", notes / "closed" / "norm.md")
    status, out, errors = zhitu("ingest", notes)
    assert (status, errors.count("\n")) == (1, 1)
    assert errors.startswith("zhitu: closed: cannot be read (permission denied); ")
    assert out.startswith("0 added, 0 changed, 0 removed, 2 unchanged, 1 failed; ")


def test_a_file_s_name_cannot_steer_the_terminal(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nb.txt").write_bytes(b"")
    said = failure_of_file(zhitu("ingest", tmp_path))
    assert said == "zhitu: a [2J b.txt: is empty; write something in it or delete it\n"


def failure_of_file(result: tuple[int, str, str]) -> str:
    assert result[0] == 1
    return result[2]


# Bad questions.


@pytest.mark.parametrize("question", ["", "  ", "\u3000\n\t"])
def test_empty_question(built: Run, question: str) -> None:
    assert failure(built("ask", question)) == (
        "the question is empty; ask something such as 什么是梯度消失？"
    )


@pytest.mark.parametrize(
    "question",
    [
        "批归一化" * 2500,
        "What does batch normalization mitigate?",
        "🙂🙃🤖？",
        "\x00\x1b[31m批归一化\x07 有什么用\x7f",
        "'; DROP TABLE notes; -- <script>alert(1)</script> [bold]",
        "\udce4\udcb8",
        "？",
        "a" * 10_000,
    ],
    ids=["long", "english", "emoji", "control", "injection", "surrogates", "mark", "word"],
)
def test_strange_questions_are_answered_or_refused_as_any_other(built: Run, question: str) -> None:
    status, out, errors = built("ask", "--json", "--", question)
    assert (status, errors) == (0, "")
    answer = json.loads(out)
    assert answer["question"] == question.encode("utf-8", "replace").decode()
    assert (answer["answer"] is not None) == answer["found"]
    status, out, errors = built("ask", "--", question)
    assert (status, errors) == (0, "")
    assert [c for c in out if c != "\n" and not c.isprintable() and c != "\u3000"] == []


# Bad knowledge bases.


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "什么是梯度消失？"),
        ("ask", "-"),
        ("concept", "BN"),
        ("path", "BN", "LN"),
        ("duplicates",),
        ("export", "json", "-o", "graph.json"),
        ("status",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_missing_knowledge_base(zhitu: Run, arguments: tuple[str, ...]) -> None:
    assert failure(zhitu(*arguments)) == (
        ".zhitu: no knowledge base here; build one with: zhitu ingest PATH, "
        "or name its folder with --kb"
    )


def test_a_file_in_place_of_the_knowledge_base(built: Run, notes: Path) -> None:
    assert failure(built("status", "--kb", notes / "norm.md")) == (
        f"{notes}/norm.md: cannot be read ([Errno 20] Not a directory: '{notes}/norm.md/current'); "
        "name the knowledge base's folder with --kb"
    )


def current(folder: Path) -> Path:
    return folder / (folder / "current").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("status",), ("ask", "问"), ("remove", "norm.md")])
def test_knowledge_base_of_another_version(
    built: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = current(tmp_path / ".zhitu") / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    assert failure(built(*command)) == (
        ".zhitu: the knowledge base has format 99, this version reads "
        f"{store.FORMAT}; run zhitu ingest again"
    )


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "notes.jsonl",
        "passages.jsonl",
        "concepts.jsonl",
        "nodes.jsonl",
        "edges.jsonl",
        "duplicates.jsonl",
        "copies.json",
        "dense.faiss",
        "bm25.starts.npy",
        "bm25.passages.npy",
        "bm25.weights.npy",
        "bm25.json",
        "substance.npy",
    ],
)
@pytest.mark.parametrize("damage", ["truncated", "emptied", "missing", "garbage"])
def test_damaged_knowledge_base(built: Run, tmp_path: Path, name: str, damage: str) -> None:
    path = current(tmp_path / ".zhitu") / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[: len(content) // 2] or b"{")
    else:
        path.write_bytes(b"" if damage == "emptied" else b"\xff\x00{]" * 9)
    said = failure(built("status"))
    assert "damaged" in said
    assert said.endswith("; run zhitu ingest again")


def test_damaged_texts_show_where_they_are_needed(built: Run, tmp_path: Path) -> None:
    (current(tmp_path / ".zhitu") / "texts.jsonl").write_text("{", encoding="utf-8")
    assert failure(built("duplicates")).startswith(".zhitu: the knowledge base is damaged (")


# Bad outputs and interruptions.


def test_export_to_where_nothing_can_be_written(built: Run, notes: Path) -> None:
    assert failure(built("export", "json", "-o", notes)) == (
        f"{notes} is a folder; name a file to write"
    )
    assert failure(built("export", "json", "-o", notes / "norm.md" / "graph.json")).endswith(
        "; check the path and the free space"
    )
    assert failure(built("export", "obsidian", "-o", notes)).endswith(
        "is not empty; name a new or empty folder, or empty it first"
    )


def test_knowledge_base_where_nothing_can_be_written(zhitu: Run, notes: Path) -> None:
    said = failure(zhitu("ingest", notes, "--kb", notes / "norm.md"))
    assert said == (
        f"{notes}/norm.md: cannot be written ([Errno 17] File exists: '{notes}/norm.md'); "
        "name another folder with --kb"
    )


def test_two_ingests_at_once(built: Run, notes: Path, tmp_path: Path) -> None:
    with store.lock(tmp_path / ".zhitu"):
        assert failure(built("ingest", notes)) == (
            ".zhitu: another ingest is writing to it; wait until it ends"
        )


def test_an_interrupted_ingest_leaves_the_old_base(
    ingested: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ingested("status", "--json")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (notes / "new.txt").write_text("池化层对局部区域取最大值或平均值。", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("search.sparse.SparseIndex.save", interrupt)
        assert ingested("ingest", notes) == (130, "", "")
    after = json.loads(ingested("status", "--json")[1])
    assert after | {"size_bytes": 0} == json.loads(before[1]) | {"size_bytes": 0}
    assert ingested("ingest", notes)[1].startswith("1 added, 0 changed, 0 removed, 3 unchanged; ")
