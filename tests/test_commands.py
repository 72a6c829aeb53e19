"""What each command prints, for people and for programs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from search.encoder import Encoder
from tests.command_line import NORM, ROOT, Run, failure


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
    assert errors == "zhitu: blank.txt: 是空的；写点内容，或者删掉它\n"
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


@pytest.mark.usefixtures("english")
def test_unknown_concept_offers_the_nearest(built: Run) -> None:
    said = failure(built("concept", "批归"))
    assert said.startswith("no concept '批归' in the notes; the nearest: 批归一化")
    assert failure(built("concept", "zzz")) == (
        "no concept 'zzz' in the notes; write it another way, "
        "or see them all with: zhitu export json -o FILE"
    )
    assert "'梯度消'" in failure(built("path", "BN", "梯度消"))


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


def test_export(built: Run, tmp_path: Path) -> None:
    status, out, errors = built("export", "json", "-o", tmp_path / "new" / "graph.json")
    assert (status, out, errors) == (0, f"已写入 {tmp_path}/new/graph.json\n", "")
    graph = json.loads((tmp_path / "new" / "graph.json").read_text(encoding="utf-8"))
    assert (graph["directed"], graph["multigraph"]) == (True, True)
    assert "梯度消失" in {node["name"] for node in graph["nodes"]}


def test_nothing_is_exported_over_a_note(ingested: Run, notes: Path) -> None:
    said = failure(ingested("export", "json", "-o", notes / "norm.md"))
    assert said == f"{notes}/norm.md 是一篇笔记；换一个文件名"
    (notes.parent / "link").symlink_to(notes)
    (notes / "graph.json").symlink_to("norm.md")
    for name in (notes.parent / "link" / "norm.md", notes / "graph.json"):
        assert failure(ingested("export", "json", "-o", name)) == f"{name} 是一篇笔记；换一个文件名"
    assert (notes / "norm.md").read_text(encoding="utf-8") == NORM


def test_a_note_that_is_reached_by_a_link_is_no_target(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "real").write_text(NORM, encoding="utf-8")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "a.md").symlink_to(tmp_path / "real")
    assert zhitu("ingest", "linked")[0] == 0
    assert failure(zhitu("export", "json", "-o", "real")) == "real 是一篇笔记；换一个文件名"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", [".zhitu", ".zhitu/current", ".zhitu/new/graph.json"])
def test_nothing_is_exported_into_the_knowledge_base(built: Run, name: str) -> None:
    said = failure(built("export", "json", "-o", name))
    assert said == f"{name} is in the knowledge base's folder; name a place outside it"


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


@pytest.mark.usefixtures("english")
def test_app_that_fails(built: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess[str]([], 1)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    assert failure(built("app")) == "the web page stopped with an error; see above"
