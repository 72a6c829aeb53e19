"""The page as a whole, in each of its states, driven without a browser."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from search.encoder import Encoder, EncoderError
from search.page import page_widgets as widgets
from tests.shown_page import labels, press_named, write_corpus


def test_a_first_visit_builds_the_base_by_one_button(visit: AppTest, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus")
    visit.run()
    assert [heading.value for heading in visit.subheader] == ["还没有知识库"]
    next(button for button in visit.button if button.label == "用示例笔记建一个").click().run()
    assert [box.value for box in visit.success] == ["新增 3，更新 0，移除 0，未变 0；共 6 段。"]
    assert visit.text_input(key="q").label == "问题"


def test_english_is_a_switch_away(page: AppTest) -> None:
    page.query_params["lang"] = "en"
    page.run()
    assert page.text_input(key="q").label == "Question"


@pytest.mark.parametrize(("chosen", "label"), [("", "Question"), ("zh", "问题")])
def test_the_page_opens_in_the_language_that_it_was_started_in(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, chosen: str, label: str
) -> None:
    monkeypatch.setenv("ZHITU_LANG", "en")
    if chosen:
        page.query_params["lang"] = chosen
    page.run()
    assert page.text_input(key="q").label == label


@pytest.mark.parametrize("started", ["zh", "en"])
def test_the_languages_keep_their_order(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, started: str
) -> None:
    monkeypatch.setenv("ZHITU_LANG", started)
    switch = page.run().segmented_control(key="lang")
    assert (switch.options, switch.value) == (["中文", "English"], started)
    other = "en" if started == "zh" else "zh"
    switch = switch.set_value(other).run().segmented_control(key="lang")
    assert (switch.options, switch.value) == (["中文", "English"], other)
    assert page.query_params["lang"] == other


def test_a_page_that_there_is_not_is_the_first(page: AppTest) -> None:
    page.query_params["page"] = "wiki"
    page.run()
    assert page.segmented_control(key="page").value == "ask"
    assert "page" not in page.query_params


def refuse(name: str) -> Encoder:
    """Fail as a model does that is not there."""
    raise EncoderError(f"{name}: no such model")


def damage(folder: Path, name: str) -> None:
    """Spoil a file of the base in use."""
    next(folder.glob(f"build-*/{name}")).write_text("{", encoding="utf-8")


def test_a_damaged_base_is_a_sentence_and_is_built_anew_by_one_button(
    page: AppTest, tmp_path: Path
) -> None:
    damage(tmp_path / "kb", "manifest.json")
    page.run()
    assert page.error[0].value.startswith("没有成功：")
    assert "知识库损坏" in page.error[0].value
    assert page.caption[0].value.startswith("会从这些文件夹重新读取笔记：")
    press_named(page, "重新建一个")
    assert [box.value for box in page.success] == ["新增 3，更新 0，移除 0，未变 0；共 6 段。"]
    assert page.text_input(key="q").label == "问题"


def test_a_base_that_cannot_be_built_anew_stays_to_be_built_another_time(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(tmp_path / "kb", "manifest.json")
    with monkeypatch.context() as patched:
        patched.setattr(widgets, "load_encoder", refuse)
        press_named(page.run(), "重新建一个")
        assert "no such model" in page.status[0].label.replace("\\", "")
        page.run()
    assert "知识库损坏" in page.error[0].value
    press_named(page, "重新建一个")
    assert [box.value for box in page.success] == ["新增 3，更新 0，移除 0，未变 0；共 6 段。"]


def test_a_base_of_another_version_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    manifest = next((tmp_path / "kb").glob("build-*/manifest.json"))
    stored = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**stored, "format": 1}), encoding="utf-8")
    page.run()
    assert "的格式是 1，" in page.error[0].value
    assert labels(page) == ["重新建一个"]


def test_a_damaged_base_whose_notes_are_gone_offers_no_button(
    own_page: AppTest, tmp_path: Path
) -> None:
    damage(tmp_path / "kb", "manifest.json")
    shutil.rmtree(tmp_path / "corpus")
    own_page.run()
    assert "知识库损坏" in own_page.error[0].value
    assert labels(own_page) == []


def test_a_model_that_is_missing_is_a_sentence(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(widgets, "load_encoder", refuse)
    page.query_params["q"] = "什么是梯度消失？"
    page.run()
    assert "no such model" in page.error[0].value.replace("\\", "")
    assert not page.exception
