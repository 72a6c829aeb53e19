"""The ``zhitu`` command as a process: its options, its language, its exit status."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.export import FORMATS
from search import store
from search.cli import EXPORT_FORMATS, main
from tests.command_line import ROOT, Run, failure, usage_error


def test_export_formats_are_those_there_are() -> None:
    assert tuple(FORMATS) == EXPORT_FORMATS


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


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "COMMAND"),
        (("frobnicate",), "invalid choice: 'frobnicate'"),
        (("ask",), "QUESTION"),
        (
            ("ask", "BN", "有什么用"),
            "zhitu ask: error: unrecognized arguments: 有什么用; put words of one argument",
        ),
        (("status", "--kb", " "), "argument --kb: the path is blank; name a file or folder"),
        (("ingest", "notes", "--model", ""), "argument --model: the name is blank; give one"),
        (("app", "--port", "65536"), "'65536' is not a number from 1 to 65535"),
        (("ask", "问", "--limit", "0"), "'0' is not a number above 0"),
        (("ask", "问", "--limit", "²"), "'²' is not a number above 0"),
        (("concept", " "), "argument NAME: the name is blank; give one"),
        (("path", "BN", ""), "argument B: the name is blank; give one"),
        (("ingest", ""), "argument PATH: the path is blank; name a file or folder"),
        (("ingest", "notes", " \t"), "argument PATH: the path is blank; name a file or folder"),
        (("export", "docx", "-o", "x"), "invalid choice: 'docx'"),
        (("export", "json"), "-o/--out"),
        (("status", "--lang", "fr"), "不能是 'fr'，只能是：'en', 'zh'"),
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
    assert said.endswith("zhitu: 错误: ZHITU_LANG 是 'fr'，只能设成：zh, en\n")


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
    assert ran.stderr.decode() == ("zhitu: 磁盘空间不足；检查路径和剩余空间\n")


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
