"""The page of notes in each of its states, driven without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from search import store
from search.encoder import Encoder
from search.ingest import ingest
from search.page.uploads import save_upload, uploads_folder
from search.storage.removed_notes import read_removed, write_removed
from tests.shown_page import html

NOTE = "# 训练技巧\n\n批归一化能缓解梯度消失，因为激活值不再落在饱和区。\n"
SCRAPED = f"阅读 1024  评论 3  点赞 20\n\n{NOTE}\n上一篇：卷积\n下一篇：池化\n"


@pytest.fixture
def page(visit: AppTest, tmp_path: Path, hashing_encoder: Encoder) -> AppTest:
    """The page on a base of two notes, with a bad file beside them that came later."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "技巧.md").write_text(NOTE, encoding="utf-8")
    (folder / "网页.md").write_text(SCRAPED, encoding="utf-8")
    ingest([folder], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    (folder / "空.md").write_bytes(b"")
    visit.query_params["page"] = "notes"
    return visit.run()


def add(page: AppTest, path: Path) -> AppTest:
    """Add the notes of a path."""
    next(box for box in page.text_input if "路径" in box.label).set_value(str(path))
    return next(button for button in page.button if button.label == "加入").click().run()


def test_notes_are_listed_with_what_was_dropped(page: AppTest) -> None:
    assert page.caption[0].value.startswith("2 篇笔记 · ")
    number = '<td class="z-number">'
    row = f"<td>技巧.md</td>{number}34</td><td>markdown · utf-8</td>{number}0</td>"
    assert row in html(page)


def test_a_note_shows_dropped_text_struck_through_with_its_reason(page: AppTest) -> None:
    page.selectbox(key="note").set_value("网页.md").run()
    shown = html(page)
    assert '<del title="计数">阅读 1024  评论 3  点赞 20\n\n</del># 训练技巧' in shown
    assert any(box.value.startswith("清洗掉 ") and "计数 1" in box.value for box in page.markdown)
    page.toggle(key="dropped_alone").set_value(True).run()
    assert ">1</td><td>计数</td><td><del>阅读 1024  评论 3  点赞 20</del></td>" in html(page)
    assert "批归一化" not in html(page)


def test_a_clean_note_says_so(page: AppTest) -> None:
    page.selectbox(key="note").set_value("技巧.md").run()
    assert "没有页面杂物，全文都参与检索。" in [box.value for box in page.caption]


def test_what_is_skipped_is_told_with_its_reason_in_the_language(
    page: AppTest, tmp_path: Path
) -> None:
    add(page, tmp_path / "notes")
    assert [box.value for box in page.success] == ["新增 0，更新 0，移除 0，未变 2；共 2 段。"]
    assert [box.value for box in page.warning] == ["跳过了 空\\.md\\: 是空的；写点内容，或者删掉它"]


def test_what_is_renamed_or_read_in_part_is_told(page: AppTest, tmp_path: Path) -> None:
    (tmp_path / "notes" / "坏.md").write_bytes(NOTE.strip().encode()[:-1])
    add(page, tmp_path)
    assert page.success[0].value.startswith("新增 1，更新 0，改名 2，移除 0，未变 0；")
    assert [box.value for box in page.warning] == [
        "跳过了 notes\\/空\\.md\\: 是空的；写点内容，或者删掉它",
        "notes\\/坏\\.md\\:3\\: 有些字节不是 utf\\-8，读成了 \ufffd；要紧就改好文件，再加入一次",
    ]


def test_nothing_is_uploaded_to_a_folder_of_other_files(visit: AppTest, tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "mine.pdf").write_bytes(b"%PDF")
    visit.run().file_uploader[0].upload("a.md", NOTE.encode(), "text/markdown")
    next(button for button in visit.button if button.label == "加入").click().run()
    assert "里面有别的文件，不是知识库" in visit.error[0].value
    assert [path.name for path in (tmp_path / "kb").iterdir()] == ["mine.pdf"]


def test_nothing_named_is_said(page: AppTest) -> None:
    next(button for button in page.button if button.label == "加入").click().run()
    assert "先选文件，或填一个路径。" in [box.value for box in page.caption]


def test_a_removed_note_stays_out_until_it_is_added_back(page: AppTest, tmp_path: Path) -> None:
    page.selectbox(key="note").set_value("网页.md").run()
    page.button(key="remove").click().run()
    assert page.success[0].value.startswith("新增 0，更新 0，移除 1，未变 0；")
    assert (tmp_path / "notes" / "网页.md").read_text(encoding="utf-8") == SCRAPED
    add(page, tmp_path / "notes")
    assert [box.value for box in page.info] == ["以前移除过，没有加入：网页\\.md"]
    page.button(key="back-0").click().run()
    assert page.success[0].value.startswith("新增 1，更新 0，移除 0，未变 0；")
    assert "<td>网页.md</td>" in html(page)


def test_an_uploaded_note_is_removed_with_its_file(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    base = tmp_path / "kb"
    save_upload(base, "上传.md", "# 池化\n\n池化层取局部区域的最大值。\n".encode())
    ingest([uploads_folder(base)], base, load_encoder=lambda name: hashing_encoder)
    page.run().selectbox(key="note").set_value("上传.md").run()
    page.button(key="remove").click().run()
    assert page.success[0].value.startswith("新增 0，更新 0，移除 1，未变 0；")
    assert list(uploads_folder(base).iterdir()) == []
    assert read_removed(base) == frozenset()
    assert "移除过的笔记" not in " ".join(box.label for box in page.expander)


def test_nothing_is_removed_while_an_ingest_is_writing(page: AppTest, tmp_path: Path) -> None:
    page.selectbox(key="note").set_value("网页.md").run()
    with store.lock(tmp_path / "kb"):
        page.button(key="remove").click().run()
    assert page.error[0].value.endswith("另一个 ingest 正在写它；等它结束")
    assert read_removed(tmp_path / "kb") == frozenset()


def test_without_its_last_note_there_is_no_base(page: AppTest, tmp_path: Path) -> None:
    for name in ("技巧.md", "网页.md"):
        page.selectbox(key="note").set_value(name).run()
        page.button(key="remove").click().run()
    assert not store.exists(tmp_path / "kb")
    assert [heading.value for heading in page.subheader] == ["还没有知识库"]


def test_two_notes_of_one_name_are_told_apart(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "技巧.md").write_text("# 另一篇\n\n池化层取局部区域的最大值。\n", encoding="utf-8")
    ingest([other], tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    page.run().selectbox(key="note").set_value(f"技巧.md ({other}/技巧.md)").run()
    assert "# 另一篇" in html(page)


def test_a_citation_opens_the_right_one_of_two_notes_of_one_name(
    page: AppTest, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    for folder, text in (("x", "池化层取局部区域的最大值。"), ("y", "卷积核在图像上滑动求和。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "同名.md").write_text(f"# 笔记 {folder}\n\n{text}\n", "utf-8")
    paths = [tmp_path / "x", tmp_path / "y"]
    ingest(paths, tmp_path / "kb", load_encoder=lambda name: hashing_encoder)
    page.query_params["page"] = "ask"
    page.session_state["page"] = "ask"
    for question, name in (("池化层取局部区域的什么值？", "x"), ("卷积核在图像上怎样求和？", "y")):
        page.run().text_input(key="q").set_value(question).run()
        page.button(key="cite-1").click().run()
        assert f'<mark id="zhitu-passage"># 笔记 {name}' in html(page)


def test_english_speaks_of_reasons_and_errors_in_english(page: AppTest, tmp_path: Path) -> None:
    page.query_params["lang"] = "en"
    page.session_state["lang"] = "en"
    page.run().selectbox(key="note").set_value("网页.md").run()
    assert '<del title="counter">' in html(page)
    next(box for box in page.text_input if "path" in box.label).set_value(str(tmp_path / "no"))
    next(button for button in page.button if button.label == "Add").click().run()
    assert page.status[0].label.endswith("check that it exists and is readable")


def test_a_missing_folder_is_a_sentence(page: AppTest, tmp_path: Path) -> None:
    add(page, tmp_path / "nowhere")
    assert "无法读取" in page.status[0].label
    assert not page.exception


def test_a_list_of_removed_notes_that_cannot_be_written_is_a_sentence(
    page: AppTest, tmp_path: Path
) -> None:
    removed = tmp_path / "notes" / "技巧.md"
    write_removed(tmp_path / "kb", [str(removed)])
    (tmp_path / "kb" / "removed.txt.new").mkdir()
    add(page, removed)
    assert page.status[0].label.startswith("没有成功：")
    assert not page.exception


def test_an_unknown_user_s_folder_is_a_sentence(page: AppTest) -> None:
    add(page, Path("~nosuchuser/notes"))
    assert page.status[0].label == (
        "没有成功：\\~nosuchuser\\/notes\\: 无法读取（没有这个文件或文件夹）；"
        "检查它是否存在、有没有读的权限"
    )
    assert not page.exception


def test_a_note_whose_file_is_gone_is_removed_with_its_folder(
    page: AppTest, tmp_path: Path
) -> None:
    (tmp_path / "notes" / "网页.md").unlink()
    add(page, tmp_path / "notes")
    assert page.success[0].value.startswith("新增 0，更新 0，移除 1，未变 1；")
