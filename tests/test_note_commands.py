"""``zhitu remove``, and what ``zhitu ingest`` and ``zhitu duplicates`` make of such decisions."""

import json
from pathlib import Path

import pytest

from kg.judgements import set_apart
from search.store import load
from tests.command_line import Run, failure, usage_error


def test_remove_takes_a_note_out_and_its_folder_leaves_it_out(ingested: Run, notes: Path) -> None:
    status, out, errors = ingested("remove", "norm.md")
    assert (status, errors) == (0, "")
    assert out.startswith("新增 0，更新 0，移除 1，未变 0；共 ")
    assert ingested("ingest", notes)[1].startswith(
        "新增 0，更新 0，移除 0，未变 2，1 篇以前移除过、没有加入（直接指定文件就能加回来）；"
    )
    report = json.loads(ingested("ingest", notes, "--json")[1])
    assert (report["left_out"], report["added"]) == (["norm.md"], [])
    assert ingested("ingest", notes / "norm.md")[1].startswith("新增 1，更新 0，移除 0，未变 0；")


def test_remove_names_what_is_no_note(ingested: Run) -> None:
    assert failure(ingested("remove", "nowhere.md")) == (
        "nowhere.md: 知识库里没有这篇笔记；写上出处里显示的名字，或它的路径"
    )


@pytest.mark.parametrize("name", ["", " \t"])
def test_remove_refuses_a_blank_name(
    ingested: Run, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    said = usage_error(ingested, capsys, "remove", name)
    assert said.endswith("NOTE：名字是空的；请写上名字\n")


@pytest.mark.usefixtures("english")
def test_remove_without_a_base(zhitu: Run) -> None:
    assert failure(zhitu("remove", "norm.md")).startswith(".zhitu: no knowledge base here; ")


def test_what_is_set_apart_is_listed_under_all_and_written_whole(
    built: Run, tmp_path: Path
) -> None:
    (group,) = load(tmp_path / ".zhitu").duplicates
    set_apart(tmp_path / ".zhitu" / "duplicates.txt", group.canonical, group.copies[0])
    assert json.loads(built("duplicates", "--json")[1])["groups"] == []
    assert json.loads(built("duplicates", "--json", "--near", "0.8")[1])["groups"] == []
    assert json.loads(built("status", "--json")[1])["duplicate_groups"] == 0
    (listed,) = json.loads(built("duplicates", "--json", "--all")[1])["groups"]
    assert (listed["kind"], listed["canonical"]["source"]) == ("exact", group.canonical.source)


def test_the_clean_copy_keeps_what_is_set_apart(ingested: Run, tmp_path: Path) -> None:
    (group,) = load(tmp_path / ".zhitu").duplicates
    set_apart(tmp_path / ".zhitu" / "duplicates.txt", group.canonical, group.copies[0])
    assert ingested("duplicates", "--write", "clean")[0] == 0
    copied = [
        path.name
        for path in sorted((tmp_path / "clean").rglob("*.*"))
        if path.name != "manifest.json" and "对学习率也不再那么敏感" in path.read_text("utf-8")
    ]
    assert copied == ["copy.txt", "norm.md"]


def test_a_wrong_line_of_judgements_is_told_with_its_number(built: Run, tmp_path: Path) -> None:
    (tmp_path / ".zhitu" / "duplicates.txt").write_text("# 我的\n\nBN != LN\n", encoding="utf-8")
    assert failure(built("ask", "什么是梯度消失？")) == (
        ".zhitu/duplicates.txt:3: 应写成 `摘要 != 摘要` 或 `keep 摘要 笔记`，"
        "摘要是 16 位十六进制数；这一行是 `BN != LN`"
    )
