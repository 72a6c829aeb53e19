"""The ``zhitu`` command: what it prints, how it exits, and what bad input makes of it."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.export import FORMATS
from search import store
from search.cli import EXPORT_FORMATS, main
from search.encoder import Encoder
from search.ingest import ingest

ROOT = Path(__file__).parent.parent
NORM = """\
# 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入拉回到稳定的分布。

批归一化可以缓解梯度消失，因此很深的网络也能训练起来，对学习率也不再那么敏感。
"""
SIGMOID = """\
# 饱和的激活函数

Sigmoid 函数会导致梯度消失，因为它两端的导数趋近于零，连乘之后所剩无几。
"""

Run = Callable[..., tuple[int, str, str]]


def write_notes(folder: Path) -> None:
    (folder / "deep").mkdir(parents=True)
    (folder / "norm.md").write_text(NORM, encoding="utf-8")
    (folder / "deep" / "sigmoid.md").write_text(SIGMOID, encoding="utf-8")
    (folder / "copy.txt").write_text(NORM.split("\n\n")[2], encoding="utf-8")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    write_notes(folder)
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
def ingested(zhitu: Run, notes: Path) -> Run:
    """The same with a knowledge base of the notes, for tests that ingest them again."""
    assert zhitu("ingest", notes)[0] == 0
    return zhitu


@pytest.fixture(scope="module")
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


def failure(result: tuple[int, str, str]) -> str:
    """The one line of an error, after its beginning."""
    status, out, errors = result
    assert (status, out) == (1, "")
    assert errors.startswith("zhitu: ")
    assert errors.count("\n") == 1
    return errors.removeprefix("zhitu: ").removesuffix("\n")


def usage_error(zhitu: Run, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        zhitu(*arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err


# What each command prints.


def test_ingest_sums_up_what_it_did(zhitu: Run, notes: Path) -> None:
    status, out, errors = zhitu("ingest", notes)
    assert (status, errors) == (0, "")
    assert out.startswith("新增 3，更新 0，移除 0，未变 0；共 ")
    (notes / "norm.md").write_text(NORM + "\n它还有轻微的正则化效果。\n", encoding="utf-8")
    (notes / "deep" / "sigmoid.md").unlink()
    (notes / "new.txt").write_text("Dropout 随机丢弃一部分神经元，从而减轻过拟合。", "utf-8")
    assert zhitu("ingest", notes)[1].startswith("新增 1，更新 1，移除 1，未变 1；共 ")
    status, out, _ = zhitu("--lang", "en", "ingest", notes)
    assert out.startswith("0 added, 0 changed, 0 removed, 3 unchanged; ")


def test_ingest_in_json(zhitu: Run, notes: Path) -> None:
    (notes / "blank.txt").write_text("\n \t\n", encoding="utf-8")
    status, out, errors = zhitu("ingest", notes, "--json")
    assert status == 1
    assert errors == "zhitu: blank.txt: is empty; write something in it or delete it\n"
    report = json.loads(out)
    assert report["added"] == ["copy.txt", "deep/sigmoid.md", "norm.md"]
    assert [failed["source"] for failed in report["failed"]] == ["blank.txt"]


def test_ask_in_json(built: Run) -> None:
    status, out, errors = built(
        "ask", "批归一化（BN）把每一层的输入拉回到什么分布？", "--json", "--limit", "1"
    )
    assert (status, errors) == (0, "")
    answer = json.loads(out)
    assert answer["question"] == "批归一化（BN）把每一层的输入拉回到什么分布？"
    (cited,) = answer["citations"]
    assert (cited["source"], cited["rank"]) == ("norm.md", 1)
    assert NORM[cited["start"] : cited["end"]] == cited["passage"]
    assert cited["excerpt"] in cited["passage"]
    assert "批归一化" in out  # not \\u escapes


def test_ask_for_people(built: Run) -> None:
    status, out, _ = built("ask", "批归一化（BN）把每一层的输入拉回到什么分布？")
    assert (status, out.splitlines()[0]) == (0, "问：批归一化（BN）把每一层的输入拉回到什么分布？")
    assert "    norm.md:1-5  批归一化\n" in out
    assert "\x1b" not in out


def test_ask_reads_questions_from_stdin_and_loads_the_model_once(
    built: Run, monkeypatch: pytest.MonkeyPatch, hashing_encoder: Encoder
) -> None:
    loaded: list[str] = []

    def load_encoder(name: str) -> Encoder:
        loaded.append(name)
        return hashing_encoder

    monkeypatch.setattr("search.encoder.load_encoder", load_encoder)
    lines = "\ufeff什么是批归一化？\n\n   \r\n  Sigmoid 有什么坏处？ \r\n"
    status, out, errors = built("ask", "-", "--json", stdin=lines)
    assert (status, errors, len(loaded)) == (0, "", 1)
    asked = [json.loads(line)["question"] for line in out.splitlines()]
    assert asked == ["什么是批归一化？", "Sigmoid 有什么坏处？"]


def test_concept_by_any_of_its_names(built: Run) -> None:
    main_name = json.loads(built("concept", "批归一化", "--json")[1])
    folded = json.loads(built("concept", "batch-NORMALIZATION", "--json")[1])
    assert folded == main_name
    names = {main_name["name"], *(alias["name"] for alias in main_name["aliases"])}
    assert {"批归一化", "BN"} <= names
    assert any(
        (near["relation"], near["direction"], near["concept"]) == ("mitigates", "out", "梯度消失")
        for near in main_name["neighbours"]
    )
    assert "\n  缓解 → 梯度消失\n" in built("concept", "BN")[1]
    assert "\n  mitigates → 梯度消失\n" in built("concept", "BN", "--lang", "en")[1]


def test_unknown_concept_offers_the_nearest(built: Run) -> None:
    said = failure(built("concept", "批归"))
    assert said.startswith("no concept '批归' in the notes; the nearest: 批归一化")
    assert failure(built("concept", "zzz")) == (
        "no concept 'zzz' in the notes; zhitu status counts those there are"
    )
    assert "'梯度消'" in failure(built("path", "BN", "梯度消"))
    assert failure(built("concept", "  ")).startswith("no concept '' in the notes")


def test_path(built: Run) -> None:
    status, out, _ = built("path", "BN", "梯度消失", "--json")
    hops = json.loads(out)["hops"]
    assert status == 0
    assert [(hop["relation"], hop["tail"], hop["forward"]) for hop in hops] == [
        ("mitigates", "梯度消失", True)
    ]
    assert [said["source"] for said in hops[0]["evidence"]] == ["copy.txt", "norm.md"]
    assert "—缓解→ 梯度消失" in built("path", "BN", "梯度消失")[1]
    assert json.loads(built("path", "BN", "BN", "--json")[1])["hops"] == []


def test_duplicates(built: Run) -> None:
    found = json.loads(built("duplicates", "--json")[1])
    assert set(found) == {"groups", "furniture"}
    groups = found["groups"]
    assert [group["kind"] for group in groups] == ["exact"]
    places = [groups[0]["canonical"], *groups[0]["copies"]]
    assert sorted(place["source"] for place in places) == ["copy.txt", "norm.md"]
    assert "完全相同 · 相似度 1.00" in built("duplicates")[1]


def test_duplicates_of_one_kind(built: Run) -> None:
    assert json.loads(built("duplicates", "--json", "--kind", "near")[1])["groups"] == []
    assert built("duplicates", "--kind", "near")[1].startswith("没有重复的段落。\n")
    assert len(json.loads(built("duplicates", "--json", "--kind", "exact")[1])["groups"]) == 1


def test_duplicates_by_other_thresholds_and_conflicts(zhitu: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(
        "面团要在温暖的地方发酵两个小时，体积变成两倍大才算好。\n", "utf-8"
    )
    (notes / "b.txt").write_text(
        "面团需在温暖的位置发酵两个小时，体积变成两倍大就算好。\n", "utf-8"
    )
    (notes / "c.txt").write_text(
        "骑行之前应当检查刹车片的厚度，磨损超过 3 毫米就要更换。\n", "utf-8"
    )
    (notes / "d.txt").write_text(
        "骑行之前应当检查刹车片的厚度，磨损超过 5 毫米就要更换。\n", "utf-8"
    )
    zhitu("ingest", notes)

    def groups(*options: str) -> list[tuple[str, str]]:
        found = json.loads(zhitu("duplicates", "--json", *options)[1])["groups"]
        return [(group["canonical"]["source"], group["kind"]) for group in found]

    assert groups() == [("a.txt", "near")]
    assert groups("--near", "0.99") == []
    assert groups("--min-chars", "40") == []
    assert groups("--containment", "0.95") == [("a.txt", "near")]
    conflicts = json.loads(zhitu("duplicates", "--json", "--conflicts")[1])["conflicts"]
    assert [(c["reason"], c["first"]["source"], c["second"]["source"]) for c in conflicts] == [
        ("number", "c.txt", "d.txt")
    ]
    assert "磨损超过 [-3-] 毫米" in zhitu("duplicates", "--conflicts")[1]
    page = zhitu("duplicates", "--conflicts", "--html", "page.html")
    assert page == (0, "已写入 page.html\n", "")
    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<mark>3</mark>" in written
    assert "重复的段落（1 组）" in written


def test_furniture_is_counted_or_listed(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{NORM}\n阅读 1024  评论 3  点赞 20\n", encoding="utf-8")
    zhitu("ingest", "a.txt")
    counted = zhitu("duplicates")[1]
    assert "页面杂物（1 处，不参与检索）\n  counter 1\n  a.txt  counter 1\n" in counted
    assert "1024" not in counted
    assert "  a.txt:7  counter  阅读 1024 评论 3 点赞 20\n" in zhitu("duplicates", "--furniture")[1]


def test_a_page_does_not_overwrite_a_note(ingested: Run, notes: Path) -> None:
    said = failure(ingested("duplicates", "--html", notes / "norm.md"))
    assert said == f"{notes}/norm.md is a note; name another file to write"
    assert (notes / "norm.md").read_text(encoding="utf-8") == NORM


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_clean_copy_gives_the_notes_back(zhitu: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    shutil.copytree(ROOT / "corpus" / "html", notes / "html")
    shutil.copytree(ROOT / "corpus" / "legacy", notes / "legacy")
    write_notes(notes / "more")
    body = f"阅读 1024  评论 3  点赞 20\r\n\r\n{NORM}"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        (notes / f"{encoding}.txt").write_bytes(body.encode(encoding))
    before = contents(notes)
    zhitu("ingest", notes)

    assert zhitu("duplicates", "--write", "clean") == (0, "已写入 clean\n", "")
    assert contents(notes) == before
    clean = contents(tmp_path / "clean")
    said = "拉回到稳定的分布".encode()
    assert [name for name, file in clean.items() if said in file] == [
        "gb18030.txt",
        "manifest.json",
    ]
    assert not any("阅读 1024".encode() in clean[name] for name in set(clean) - {"manifest.json"})

    shutil.rmtree(tmp_path / ".zhitu")
    shutil.move(notes, tmp_path / "gone")
    assert zhitu("duplicates", "--restore", "clean", "-o", "back") == (0, "已写入 back\n", "")
    assert contents(tmp_path / "back") == before
    again = zhitu("duplicates", "--restore", "clean", "-o", "again", "--json")
    assert json.loads(again[1]) == {"notes": len(before), "out": "again"}


def test_a_clean_copy_needs_an_empty_folder_and_unchanged_notes(ingested: Run, notes: Path) -> None:
    said = failure(ingested("duplicates", "--write", notes))
    assert said == f"{notes} is not an empty folder; name a new one"
    (notes / "norm.md").write_text(NORM + "改了。\n", encoding="utf-8")
    said = failure(ingested("duplicates", "--write", "clean"))
    assert said == "norm.md has changed since it was read; run zhitu ingest again"
    (notes / "norm.md").unlink()
    said = failure(ingested("duplicates", "--write", "clean"))
    assert said == "norm.md cannot be read; run zhitu ingest again"
    assert not Path("clean").exists()


def test_only_a_clean_copy_is_restored(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    said = failure(zhitu("duplicates", "--restore", "other", "-o", "back"))
    assert said == ("other holds no manifest.json of a clean copy; name a folder that --write made")
    assert not Path("back").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--restore", "a"), "--restore DIR and -o TARGET need each other"),
        (("-o", "a"), "--restore DIR and -o TARGET need each other"),
        (("--write", "a", "--html", "b"), "argument --html: not allowed with argument --write"),
        (("--near", "0.2"), "argument --near: '0.2' is not a number from 0.5 to 1"),
        (("--containment", "nan"), "argument --containment: 'nan' is not a number from 0.5 to 1"),
        (("--near", "much"), "argument --near: 'much' is not a number from 0.5 to 1"),
        (("--min-chars", "0"), "argument --min-chars: '0' is not a number above 0"),
    ],
)
def test_wrong_options_of_duplicates(
    zhitu: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert usage_error(zhitu, capsys, "duplicates", *arguments).endswith(
        f"zhitu duplicates: error: {said}\n"
    )


def test_export(built: Run, tmp_path: Path) -> None:
    status, out, errors = built("export", "json", "-o", tmp_path / "new" / "graph.json")
    assert (status, out, errors) == (0, f"已写入 {tmp_path}/new/graph.json\n", "")
    graph = json.loads((tmp_path / "new" / "graph.json").read_text(encoding="utf-8"))
    assert (graph["directed"], graph["multigraph"]) == (True, True)
    assert "梯度消失" in {node["name"] for node in graph["nodes"]}


def test_export_formats_are_those_there_are() -> None:
    assert tuple(FORMATS) == EXPORT_FORMATS


def test_status(built: Run) -> None:
    status = json.loads(built("status", "--json")[1])
    assert (status["notes"], status["model"], status["dimension"]) == (
        3,
        "multilingual-e5-small",
        256,
    )
    assert status["size_bytes"] > 1000
    assert status["folder"] == ".zhitu"
    assert built("status")[1].splitlines()[0] == "笔记    3"


def test_app_runs_streamlit_on_this_machine_alone(
    built: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []

    def run(
        command: list[str], *, env: dict[str, str], check: bool
    ) -> subprocess.CompletedProcess[str]:
        assert not check
        ran.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert built("app", "--port", "8600")[0] == 0
    ((command, env),) = ran
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]) == ROOT / "app.py"
    assert command[command.index("--server.address") + 1] == "localhost"
    assert command[command.index("--server.port") + 1] == "8600"
    assert env["ZHITU_KB"] == str(tmp_path / ".zhitu")


def test_app_that_fails(built: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess[str]([], 1)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    assert failure(built("app")) == "the web page stopped with an error; see above"


# Where the knowledge base is, and the language.


def test_options_come_before_or_after_the_command(zhitu: Run, notes: Path, tmp_path: Path) -> None:
    kb = tmp_path / "elsewhere"
    assert zhitu("--kb", kb, "--json", "ingest", notes)[0] == 0
    assert not (tmp_path / ".zhitu").exists()
    before = zhitu("--json", "--kb", kb, "status")
    assert zhitu("status", "--kb", kb, "--json") == before
    assert json.loads(before[1])["notes"] == 3


def test_the_environment_names_the_base_and_the_language(
    zhitu: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHITU_KB", str(tmp_path / "from_env"))
    monkeypatch.setenv("ZHITU_LANG", "en")
    assert zhitu("ingest", notes)[1].startswith("3 added")
    assert store.exists(tmp_path / "from_env")
    assert failure(zhitu("status", "--kb", tmp_path / "other")).startswith(str(tmp_path / "other"))
    assert zhitu("status", "--lang", "zh")[1].startswith("笔记")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "COMMAND"),
        (("frobnicate",), "invalid choice: 'frobnicate'"),
        (("ask",), "QUESTION"),
        (("ask", "问", "--limit", "0"), "'0' is not a number above 0"),
        (("ask", "问", "--limit", "²"), "'²' is not a number above 0"),
        (("export", "docx", "-o", "x"), "invalid choice: 'docx'"),
        (("export", "json"), "-o/--out"),
        (("status", "--lang", "fr"), "invalid choice: 'fr'"),
    ],
)
def test_wrong_usage_exits_with_2(
    zhitu: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in usage_error(zhitu, capsys, *arguments)


def test_unknown_language_in_the_environment(
    zhitu: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHITU_LANG", "fr")
    said = usage_error(zhitu, capsys, "status")
    assert "ZHITU_LANG is 'fr'; set it to one of: zh, en" in said


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
    assert out.startswith("新增 1，更新 0，移除 0，未变 3，失败 5；共 ")
    assert json.loads(ingested("status", "--json")[1])["notes"] == 4


def test_a_note_that_turns_bad_stays_as_it_was(ingested: Run, notes: Path) -> None:
    (notes / "norm.md").write_bytes(b"")
    status, out, errors = ingested("ingest", notes)
    assert status == 1
    assert errors == "zhitu: norm.md: is empty; write something in it or delete it\n"
    assert out.startswith("新增 0，更新 0，移除 0，未变 2，失败 1；")
    answer = json.loads(
        ingested("ask", "批归一化（BN）把每一层的输入拉回到什么分布？", "--json")[1]
    )
    assert answer["citations"][0]["source"] == "norm.md"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(zhitu: Run, notes: Path) -> None:
    (notes / "norm.md").chmod(0)
    status, out, errors = zhitu("ingest", notes)
    assert status == 1
    assert errors == (
        "zhitu: norm.md: cannot be read (permission denied); check that it exists and is readable\n"
    )
    assert out.startswith("新增 2")


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


def current(folder: Path) -> Path:
    return folder / (folder / "current").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("status",), ("ask", "问"), ("ingest", "notes")])
def test_knowledge_base_of_another_version(
    built: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = current(tmp_path / ".zhitu") / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    assert failure(built(*command)) == (
        ".zhitu: the knowledge base has format 99, this version reads "
        f"{store.FORMAT}; delete the folder and run: zhitu ingest PATH"
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
        "also_in.json",
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
    assert said.endswith("run: zhitu ingest PATH")


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
    assert ingested("ingest", notes)[1].startswith("新增 1，更新 0，移除 0，未变 3；")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "search.cli", *map(str, arguments)]


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **settings}


def test_process_output_is_utf8_in_any_locale(built: Run, tmp_path: Path) -> None:
    ran = subprocess.run(
        command("concept", "梯度消失", "--json"),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="latin-1"),
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout.decode("utf-8"))["name"] == "梯度消失"


def test_process_whose_reader_is_gone_ends_quietly(built: Run, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        command("status"),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        cwd=tmp_path,
        env=environment(),
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_process_on_a_full_disk_says_so(built: Run, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command("status"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
            env=environment(),
        )
    assert ran.returncode == 1
    assert ran.stderr.decode() == (
        "zhitu: no space left on device; check the path and the free space\n"
    )


def test_process_help_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom search.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'rich', 'numpy', 'faiss', 'jieba', 'networkx', 'torch', 'trafilatura'}\n"
        "sys.exit(' '.join(sorted(heavy & sys.modules.keys())) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment(),
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.model
def test_with_the_real_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str) -> list[dict[str, Any]]:
        status = main(["--kb", str(tmp_path / "kb"), "--json", *arguments])
        out, errors = capsys.readouterr()
        assert (status, errors) == (0, "")
        return [json.loads(text) for text in (out.splitlines() if "-" in arguments else [out])]

    note = ROOT / "corpus" / "notes" / "rnn-sequence-models-summary.md"
    assert run("ingest", str(note))[0]["added"] == ["rnn-sequence-models-summary.md"]
    questions = "LSTM 为什么能缓解梯度消失？\n宋朝的茶叶贸易是怎么管理的？\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(questions))
    answered, refused = run("ask", "-")
    assert answered["found"]
    assert "LSTM" in answered["citations"][0]["excerpt"]
    assert not refused["found"]
    assert run("status")[0]["dimension"] == 384
