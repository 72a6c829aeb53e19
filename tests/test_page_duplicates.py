"""The page of duplicates in each of its states, driven without a browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from search.answer import ask
from search.encoder import Encoder
from search.ingest import ingest
from search.store import load
from tests.shown_page import html, press

SAME = "批归一化能缓解梯度消失，因为激活值不再落在饱和区。"
BREAD = "面团要在温暖的地方发酵两个小时，体积变成两倍大才算好。"
DOUGH = "面团需在温暖的位置发酵两个小时，体积变成两倍大就算好。"
NOTES = {
    "a.md": f"# 训练技巧\n\n{SAME}\n",
    "b.md": f"# 摘抄\n\n{SAME}\n",
    "c.md": f"# 面包\n\n{BREAD}\n",
    "d.md": f"# 馒头\n\n{DOUGH}\n",
}


@pytest.fixture
def page(visit: AppTest, tmp_path: Path, hashing_encoder: Encoder) -> AppTest:
    """The page on a base with an exact and a near group."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, content in NOTES.items():
        (folder / name).write_text(content, encoding="utf-8")
    ingest([folder], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    visit.query_params["page"] = "duplicates"
    return visit.run()


def places(page: AppTest) -> list[str]:
    """The places that are shown, as buttons that open a note."""
    return [button.label for button in page.button if ".md:" in button.label.replace("\\", "")]


def sources_of(tmp_path: Path, encoder: Encoder) -> list[tuple[str, list[str]]]:
    """Where an answer to a question about the exact copy stands, and where else."""
    answer = ask("批归一化能缓解梯度消失吗？", load(tmp_path / "kb"), encoder)
    return sorted(
        (cited.source, [place.source for place in cited.also_in])
        for cited in answer.citations
        if SAME in cited.passage
    )


def test_one_text_is_shown_once_and_others_side_by_side(page: AppTest) -> None:
    shown = html(page)
    assert shown.count(SAME) == 1
    assert "面团<mark>要</mark>在温暖的<mark>地方</mark>发酵" in shown
    assert "面团<mark>需</mark>在温暖的<mark>位置</mark>发酵" in shown
    assert places(page) == ["a\\.md:3", "b\\.md:3", "c\\.md:3", "d\\.md:3"]


def test_groups_are_filtered_by_kind_and_note(page: AppTest) -> None:
    page.get("button_group")  # the pills are there
    page.selectbox(key="copied").set_value("d.md").run()
    assert places(page) == ["c\\.md:3", "d\\.md:3"]
    page.selectbox(key="copied").set_value(None).run()
    page.session_state["kinds"] = ["exact"]
    page.run()
    assert places(page) == ["a\\.md:3", "b\\.md:3"]


def test_what_is_no_copy_is_cited_apart_until_undone(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    assert sources_of(tmp_path, hashing_encoder) == [("b.md", ["a.md"])]
    press(page, "copy-1-0-same-0-apart")
    assert places(page) == ["c\\.md:3", "d\\.md:3"]
    assert sources_of(tmp_path, hashing_encoder) == [("a.md", []), ("b.md", [])]
    assert "a.md:3 | b.md:3" in (tmp_path / "kb" / "duplicates.txt").read_text(encoding="utf-8")
    page.session_state["copies"] = 1
    page.run()
    assert places(page) == ["a\\.md:3", "b\\.md:3"]
    press(page, "apart-1-0-same-0-rejoin")
    assert sources_of(tmp_path, hashing_encoder) == [("b.md", ["a.md"])]


def test_a_filter_for_what_is_judged_away_is_let_go(page: AppTest) -> None:
    page.session_state["kinds"] = ["exact"]
    page.run().selectbox(key="copied").set_value("a.md").run()
    assert places(page) == ["a\\.md:3", "b\\.md:3"]
    press(page, "copy-1-0-same-0-apart")
    assert places(page) == ["c\\.md:3", "d\\.md:3"]


def test_judgements_outlive_changes_elsewhere_in_the_notes(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    press(page, "copy-1-0-same-0-apart")
    (tmp_path / "notes" / "a.md").write_text(
        f"# 序\n\n池化层取最大值。\n\n{NOTES['a.md']}", encoding="utf-8"
    )
    ingest([tmp_path / "notes"], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    assert sources_of(tmp_path, hashing_encoder) == [("a.md", []), ("b.md", [])]


def test_another_copy_may_be_the_one_to_keep(page: AppTest) -> None:
    press(page, "copy-1-1-0-keep")
    assert places(page) == ["a\\.md:3", "b\\.md:3", "d\\.md:3", "c\\.md:3"]


def test_the_clean_copy_is_packed(page: AppTest) -> None:
    press(page, "pack")
    assert not page.exception
    report, packed = (button.proto.label for button in page.get("download_button"))
    assert report == "重复报告（网页）"
    assert re.fullmatch(r"下载整理版（zip，[1-9]\.\d KB）", packed)


def test_what_was_packed_is_gone_once_the_notes_are_others(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    press(page, "pack")
    assert len(page.get("download_button")) == 2
    (tmp_path / "notes" / "e.md").write_text("# 池化\n\n池化层取最大值。\n", encoding="utf-8")
    ingest([tmp_path / "notes"], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    page.run()
    assert [b.proto.label for b in page.get("download_button")] == ["重复报告（网页）"]


def test_a_changed_note_is_a_sentence_when_the_clean_copy_is_packed(
    page: AppTest, tmp_path: Path
) -> None:
    (tmp_path / "notes" / "a.md").write_text("# 改了\n", encoding="utf-8")
    press(page, "pack")
    assert [box.value for box in page.error] == [
        "没有成功：a\\.md 读入之后又改过；请再运行一次 zhitu ingest"
    ]


def test_a_line_that_cannot_be_understood_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    (tmp_path / "kb" / "duplicates.txt").write_text("# 我的\nBN = LN\n", encoding="utf-8")
    page.run()
    assert not page.exception
    assert "duplicates\\.txt\\:2" in page.error[0].value
    assert "重新建一个" not in [button.label for button in page.button]
