"""The page in each of its states, driven without a browser."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from search.encoder import Encoder, EncoderError
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


def write_corpus(folder: Path) -> Path:
    """Write three notes."""
    folder.mkdir()
    for name, content in (("技巧.md", NOTE), ("摘抄.md", COPY), ("退火.md", HOSTILE)):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashing_encoder: Encoder
) -> Iterator[AppTest]:
    """The page on a folder that holds no knowledge base yet, beside a folder of notes."""
    folder = write_corpus(tmp_path / "corpus")
    monkeypatch.setenv("ZHITU_KB", str(tmp_path / "kb"))
    monkeypatch.setattr(widgets, "load_encoder", lambda name: hashing_encoder)
    monkeypatch.setattr(notes, "CORPUS", folder)
    st.cache_resource.clear()
    yield AppTest.from_file(APP, default_timeout=60)
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Path:
    """A knowledge base of the same notes, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("built")
    corpus = write_corpus(folder / "corpus")
    ingest([corpus], folder / "kb", load_encoder=lambda name: hashing_encoder)
    return folder / "kb"


@pytest.fixture
def page(visit: AppTest, tmp_path: Path, built: Path) -> AppTest:
    """The page on a knowledge base of three notes."""
    shutil.copytree(built, tmp_path / "kb")
    return visit


@pytest.fixture
def own_page(visit: AppTest, tmp_path: Path, hashing_encoder: Encoder) -> AppTest:
    """The page on a knowledge base of notes that the test may change."""
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


def press_named(page: AppTest, name: str) -> AppTest:
    """Press the first button with a label."""
    return next(button for button in page.button if button.label == name).click().run()


def test_a_first_visit_builds_the_base_by_one_button(visit: AppTest) -> None:
    visit.run()
    assert [heading.value for heading in visit.subheader] == ["还没有知识库"]
    next(button for button in visit.button if button.label == "用示例笔记建一个").click().run()
    assert [box.value for box in visit.success] == ["新增 3，更新 0，移除 0，未变 0；共 5 段。"]
    assert visit.text_input(key="q").label == "问题"


def test_a_question_is_answered_with_its_place(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    shown = html(page)
    assert '<b class="z-rank">[1]</b> <b>技巧.md</b> · 第 ' in shown
    assert '<p class="z-quiet">训练技巧 › 梯度消失' in shown
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
    assert labels(page)[:2] == ["批归一化有什么用？", "什么是梯度消失？"]
    page.text_input(key="q").set_value("什么是梯度消失？").run()
    assert labels(page)[-1] == "批归一化有什么用？"


def test_an_example_asks_itself(page: AppTest) -> None:
    page.run()
    assert labels(page)[0] == "什么是梯度消失？"
    assert "批归一化" in labels(page)
    press(page, "example-0")
    assert page.text_input(key="q").value == "什么是梯度消失？"
    assert '<b class="z-rank">[1]</b>' in html(page)


def test_what_the_notes_do_not_hold_is_said(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("如何烤一只鸭子？").run()
    assert page.info[0].value.startswith("**你的笔记里没有这个答案**\n\n换个说法再问")


def test_a_citation_opens_its_note_at_the_passage(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    press(page, "cite-1")
    focus = html(page).split('<mark id="zhitu-passage">')[1].split("</mark>")[0]
    assert "梯度消失是指误差往前传的时候越乘越小" in focus


def drawing(page: AppTest) -> dict[str, Any]:
    """What the canvas draws."""
    canvas = page.get("bidi_component")[0]
    drawn: dict[str, Any] = json.loads(canvas.proto.json)
    return drawn


def names(page: AppTest) -> list[str]:
    """The names of the drawn concepts."""
    return [node[2] for node in drawing(page)["nodes"]]


def test_a_question_draws_the_concepts_it_names(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("ReLU 和梯度消失有什么关系？").run()
    assert set(names(page)[:2]) == {"ReLU", "梯度消失"}
    assert [edge[3] for edge in drawing(page)["edges"]] == ["缓解", "缓解", "相关"]


def test_a_question_without_concepts_draws_nothing(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("如何烤一只鸭子？").run()
    assert not page.get("bidi_component")
    assert "问题里没有笔记认识的概念。" in [box.value for box in page.caption]


def test_concepts_are_found_by_any_name(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    shown = html(page)
    assert '<h2 class="z-name">批归一化</h2>' in shown
    assert "又叫：BN、Batch Normalization · " in shown
    assert names(page) == ["批归一化", "梯度消失"]
    assert [edge[:4] for edge in drawing(page)["edges"]] == [[0, 1, "mitigates", "缓解"]]


def test_an_unknown_concept_offers_the_nearest(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "梯度消失了"})
    page.run()
    assert page.info[0].value == "笔记里没有叫「梯度消失了」的概念。"
    assert labels(page)[0] == "梯度消失"
    press(page, "to-梯度消失")
    assert page.selectbox(key="concept").value == "梯度消失"
    assert not page.info


def test_a_link_names_a_concept_in_any_spelling(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "batch-normalization"})
    page.run()
    assert '<h2 class="z-name">批归一化</h2>' in html(page)


def test_a_neighbor_shows_its_sentences_and_leads_on(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    assert "批归一化能缓解梯度消失" not in html(page)
    press_named(page, "梯度消失")
    said = "<mark>批归一化</mark>能缓解<mark>梯度消失</mark>，因为激活值不再落在饱和区。"
    assert said in html(page)
    assert drawing(page)["chosen"] == 0
    press_named(page, "看概念「梯度消失」")
    assert page.selectbox(key="concept").value == "梯度消失"
    assert drawing(page)["chosen"] == -1
    assert said not in html(page)


def test_pressing_a_neighbor_again_lets_go_of_it(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    press_named(page, "梯度消失")
    press_named(page, "梯度消失")
    assert drawing(page)["chosen"] == -1
    assert "因为激活值不再落在饱和区" not in html(page)


def test_two_steps_reach_further(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run().segmented_control(key="depth").set_value(2).run()
    assert names(page) == ["批归一化", "ReLU", "梯度消失"]


def test_a_relation_that_is_filtered_out_is_not_drawn(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    kinds = next(box for box in page.pills if box.label == "关系")
    mitigates, related = ("缓解 1", "#078f69"), ("相关 2", "#8c8c8c")
    assert kinds.options == [
        f':color[━]{{foreground="{colour}"}} {word}' for word, colour in (mitigates, related)
    ]
    # What merely occurs together is left out until it is asked for.
    assert kinds.value == ["mitigates"]
    kinds.set_value([]).run()
    assert len(names(page)) == 1


def test_without_a_concept_all_of_them_are_drawn(page: AppTest) -> None:
    page.query_params["page"] = "concepts"
    page.run()
    assert drawing(page)["overview"]
    assert {"批归一化", "ReLU", "梯度消失"} <= set(names(page))
    assert "批归一化" in labels(page)


def test_two_concepts_are_linked_with_evidence(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "from": "BN", "to": "ReLU"})
    page.run()
    shown = html(page)
    key = '<span class="z-key" style="background:#078f69"></span>缓解'
    assert f'<b>批归一化</b> <span class="z-relation">{key} →</span> <b>梯度消失</b>' in shown
    assert f'<b>梯度消失</b> <span class="z-relation">← {key}</span> <b>ReLU</b>' in shown
    assert "<mark>ReLU</mark> 能缓解<mark>梯度消失</mark>。" in shown


def test_a_path_from_a_concept_to_itself_is_a_sentence(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "from": "BN", "to": "批归一化"})
    page.run()
    assert page.info[0].value == "这两个名字是同一个概念：批归一化"


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


def damage(folder: Path, name: str) -> None:
    """Spoil a file of the base in use."""
    next(folder.glob(f"build-*/{name}")).write_text("{", encoding="utf-8")


def test_a_damaged_base_is_a_sentence_and_is_built_anew_by_one_button(
    page: AppTest, tmp_path: Path
) -> None:
    damage(tmp_path / "kb", "manifest.json")
    page.run()
    assert page.error[0].value.startswith("没有成功：")
    assert "知识库的清单损坏" in page.error[0].value
    assert page.caption[0].value.startswith("会从这些文件夹重新读取笔记：")
    press_named(page, "重新建一个")
    assert [box.value for box in page.success] == ["新增 3，更新 0，移除 0，未变 0；共 5 段。"]
    assert page.text_input(key="q").label == "问题"


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
    assert "知识库的清单损坏" in own_page.error[0].value
    assert labels(own_page) == []


def test_a_model_that_is_missing_is_a_sentence(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> Encoder:
        raise EncoderError(f"{name}: no such model")

    monkeypatch.setattr(widgets, "load_encoder", refuse)
    page.query_params["q"] = "什么是梯度消失？"
    page.run()
    assert "no such model" in page.error[0].value.replace("\\", "")
    assert not page.exception


def test_a_missing_folder_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    page.query_params["page"] = "notes"
    page.run()
    folder = next(box for box in page.text_input if box.label == "或者填文件夹、文件的路径")
    folder.set_value(str(tmp_path / "nowhere"))
    next(button for button in page.button if button.label == "加入").click().run()
    assert "读不了" in page.status[0].label
    assert not page.exception


def test_a_note_whose_file_is_gone_is_removed_with_its_folder(
    own_page: AppTest, tmp_path: Path
) -> None:
    own_page.query_params["page"] = "notes"
    own_page.run()
    shutil.move(tmp_path / "corpus" / "退火.md", tmp_path / "elsewhere.md")
    folder = next(box for box in own_page.text_input if box.label == "或者填文件夹、文件的路径")
    folder.set_value(str(tmp_path / "corpus"))
    next(button for button in own_page.button if button.label == "加入").click().run()
    assert own_page.success[0].value.startswith("新增 0，更新 0，移除 1，未变 2")
