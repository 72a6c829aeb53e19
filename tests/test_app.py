"""The page in each of its states, driven without a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from search.encoder import Encoder
from search.ingest import ingest
from search.page import page_notes as notes
from search.page import page_widgets as widgets

APP = str(Path(__file__).parent.parent / "app.py")
NOTE = """# 训练技巧

## 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入规范到均值为 0、方差为 1。
批归一化能缓解梯度消失，因为激活值不再落在饱和区。

## 梯度消失

问：什么是梯度消失？

答：梯度消失是指误差往前传的时候越乘越小，前面的层几乎学不到东西。
## ReLU

ReLU（修正线性单元）在正半轴的导数恒为 1。
ReLU 能缓解梯度消失。
"""
COPY = "# 摘抄\n\n批归一化能缓解梯度消失，因为激活值不再落在饱和区。\n"
HOSTILE = (
    "# 退火\n\n量子退火是 <img src=x onerror=alert(1)> ![图](https://example.com/a.png) 的方法。\n"
)


@pytest.fixture
def visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashing_encoder: Encoder
) -> Iterator[AppTest]:
    """The page on a folder that holds no knowledge base yet, beside a folder of notes."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, content in (("技巧.md", NOTE), ("摘抄.md", COPY), ("退火.md", HOSTILE)):
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("ZHITU_KB", str(tmp_path / "kb"))
    monkeypatch.setattr(widgets, "load_encoder", lambda name: hashing_encoder)
    monkeypatch.setattr(notes, "CORPUS", folder)
    st.cache_resource.clear()
    yield AppTest.from_file(APP, default_timeout=60)
    st.cache_resource.clear()


@pytest.fixture
def page(visit: AppTest, tmp_path: Path, hashing_encoder: Encoder) -> AppTest:
    """The page on a knowledge base of three notes."""
    ingest([tmp_path / "corpus"], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    return visit


def html(page: AppTest) -> str:
    """All HTML that the page shows."""
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def labels(page: AppTest) -> list[str]:
    """What stands on the buttons."""
    return [button.label for button in page.button]


def press(page: AppTest, key: str) -> AppTest:
    """Press a button."""
    return page.button(key=key).click().run()


def test_a_first_visit_builds_the_base_by_one_button(visit: AppTest) -> None:
    visit.run()
    assert [heading.value for heading in visit.subheader] == ["还没有知识库"]
    next(button for button in visit.button if button.label == "用示例笔记建一个").click().run()
    assert [box.value for box in visit.success] == ["新增 3，更新 0，移除 0，未变 0；共 5 段。"]
    assert visit.text_input(key="q").label == "问题"


def test_a_question_is_answered_with_its_place(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    shown = html(page)
    assert "<b>[1]</b> 技巧.md › 训练技巧 › 梯度消失" in shown
    assert "<mark>梯度消失</mark>" in shown
    assert "在笔记中看" in labels(page)


def test_a_link_asks_and_the_notes_own_questions_are_offered(page: AppTest) -> None:
    page.query_params["q"] = "批归一化有什么用？"
    page.run()
    assert page.text_input(key="q").value == "批归一化有什么用？"
    assert "批归一化（Batch Normalization" in html(page).replace("<mark>", "").replace(
        "</mark>", ""
    )
    page.text_input(key="q").set_value("").run()
    assert labels(page) == ["批归一化有什么用？"]


def test_an_example_asks_itself(page: AppTest) -> None:
    page.run()
    assert labels(page) == ["什么是梯度消失？"]
    press(page, "offer-0")
    assert page.text_input(key="q").value == "什么是梯度消失？"
    assert "<b>[1]</b>" in html(page)


def test_what_the_notes_do_not_hold_is_said(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("如何烤一只鸭子？").run()
    assert page.info[0].value.startswith("**你的笔记里没有这个答案**\n\n换个说法再问")


def test_a_citation_opens_its_note_at_the_passage(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    press(page, "cite-1")
    focus = html(page).split('<mark id="zhitu-passage">')[1].split("</mark>")[0]
    assert "梯度消失是指误差往前传的时候越乘越小" in focus


def test_concepts_are_found_by_any_name(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    shown = html(page)
    assert "缓解" in shown
    assert next(box.label for box in page.expander) == "梯度消失"
    assert "批归一化能缓解梯度消失，因为激活值不再落在饱和区。" in shown


def test_a_neighbor_leads_to_its_own_page(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    next(button for button in page.button if button.label == "看概念「梯度消失」").click().run()
    assert page.selectbox(key="concept").value == "梯度消失"


def test_two_concepts_are_linked_with_evidence(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "from": "BN", "to": "ReLU"})
    page.run()
    chain = [box.value for box in page.markdown if "缓解" in box.value]
    assert len(chain) == 2
    assert chain[1] == "**梯度消失** ← 缓解 ← **ReLU**"
    assert "ReLU 能缓解梯度消失。" in html(page)


def test_copies_stand_side_by_side(page: AppTest) -> None:
    page.query_params["page"] = "duplicates"
    page.run()
    assert [box.value for box in page.caption if "组重复" in box.value] == ["1 组重复"]
    assert {name for name in labels(page) if "md" in name} == {"技巧\\.md:6", "摘抄\\.md:3"}


def test_notes_are_listed(page: AppTest) -> None:
    page.query_params["page"] = "notes"
    page.run()
    assert "<td>技巧.md</td>" in html(page)


def test_english_is_a_switch_away(page: AppTest) -> None:
    page.query_params["lang"] = "en"
    page.run()
    assert page.text_input(key="q").label == "Question"


def test_notes_are_shown_as_text(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("量子退火是什么方法？").run()
    press(page, "cite-1")
    shown = html(page)
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert all("](https" not in box.value for box in page.markdown)


def test_a_damaged_base_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    build = next((tmp_path / "kb").glob("build-*"))
    (build / "manifest.json").write_text("{", encoding="utf-8")
    page.run()
    assert "the manifest is damaged" in page.error[0].value
    assert not page.exception


def test_a_missing_folder_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    page.query_params["page"] = "notes"
    page.run()
    folder = next(box for box in page.text_input if box.label == "或者填一个文件夹的路径")
    folder.set_value(str(tmp_path / "nowhere"))
    next(button for button in page.button if button.label == "加入").click().run()
    assert "cannot be read" in page.status[0].label
    assert not page.exception


def test_a_note_whose_file_is_gone_is_removed_with_its_folder(
    page: AppTest, tmp_path: Path
) -> None:
    page.query_params["page"] = "notes"
    page.run()
    shutil.move(tmp_path / "corpus" / "退火.md", tmp_path / "elsewhere.md")
    folder = next(box for box in page.text_input if box.label == "或者填一个文件夹的路径")
    folder.set_value(str(tmp_path / "corpus"))
    next(button for button in page.button if button.label == "加入").click().run()
    assert page.success[0].value.startswith("新增 0，更新 0，移除 1，未变 2")
