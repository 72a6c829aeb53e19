"""What each command prints, for people and for programs."""

import json
import os
import socket
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


def test_app_becomes_streamlit_on_this_machine_alone(
    built: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ReplacedError(Exception):
        """The process is another program's from here on."""

    def execve(*program: object) -> None:
        raise ReplacedError(*program)

    monkeypatch.setattr(os, "execve", execve)
    with pytest.raises(ReplacedError) as replaced:
        built("app", "--port", "8600")
    path, command, env = replaced.value.args
    assert (path, command[:4]) == (sys.executable, [sys.executable, "-m", "streamlit", "run"])
    assert Path(command[4]) == ROOT / "app.py"
    assert command[command.index("--server.address") + 1] == "localhost"
    assert command[command.index("--server.port") + 1] == "8600"
    assert env["ZHITU_KB"] == str(tmp_path / ".zhitu")
    assert env["PATH"] == os.environ["PATH"]


def test_app_on_a_port_that_is_in_use(built: Run) -> None:
    with socket.create_server(("localhost", 0)) as server:
        port = server.getsockname()[1]
        said = failure(built("app", "--port", port))
    assert said == f"端口 {port} 已被占用；用 --port 换一个"


@pytest.mark.usefixtures("english")
def test_bad_lines_of_aliases_are_told_one_by_one(ingested: Run, notes: Path) -> None:
    (notes.parent / ".zhitu" / "aliases.txt").write_text("BN\nGRU\n", encoding="utf-8")
    remedy = "write `name = other name` or `name != other name`"
    status, out, errors = ingested("ingest", notes)
    assert (status, errors) == (
        1,
        f"zhitu: .zhitu/aliases.txt:1: cannot read `BN`; {remedy}\n"
        f"zhitu: .zhitu/aliases.txt:2: cannot read `GRU`; {remedy}\n",
    )
    assert ", 2 failed; " in out
    status, _, errors = ingested("ingest", notes, "--lang", "zh")
    assert (status, errors.splitlines()[1]) == (
        1,
        "zhitu: .zhitu/aliases.txt:2: "
        "看不懂 `GRU`；写成 `名字 = 另一个名字` 或 `名字 != 另一个名字`",
    )


def test_what_may_not_be_meant_is_told_and_no_failure(zhitu: Run, notes: Path) -> None:
    assert zhitu("ingest", notes / "deep")[0] == 0
    (notes.parent / ".zhitu" / "aliases.txt").write_text("甲醛 = 乙醇\n", encoding="utf-8")
    (notes / "norm.md").write_bytes(NORM.rstrip().encode()[:-1])
    status, out, errors = zhitu("ingest", notes)
    assert status == 0
    assert out.startswith("新增 2，更新 0，改名 1，移除 0，未变 0；共 ")
    assert errors == (
        "zhitu: norm.md:5: 有些字节不是 utf-8，读成了 \ufffd；要紧就改好文件，再加入一次\n"
        "zhitu: .zhitu/aliases.txt:1: 没有笔记提到 甲醛 或 乙醇；照笔记里的写法改，或删掉这一行\n"
    )


def test_notes_that_are_all_gone_are_told_as_removed(ingested: Run, notes: Path) -> None:
    for path in notes.rglob("*.*"):
        path.unlink()
    status, out, errors = ingested("ingest", notes)
    assert (status, errors) == (0, "")
    assert out.startswith("新增 0，更新 0，移除 3，未变 0；共 0 段")
    assert failure(ingested("ask", "什么是梯度消失？")).startswith(".zhitu: 这里没有知识库")
