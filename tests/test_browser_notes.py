"""Duplicates and notes in a real browser: judge, download, upload, remove."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from benchmarks.chromium import CHROMIUM, ROOT, serve
from search.encoder import load_encoder
from search.ingest import ingest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]
SAME = "批归一化能缓解梯度消失，因为激活值不再落在饱和区。"
QUESTION = "批归一化为什么能缓解梯度消失？"
NOTES = {
    "技巧.md": f"# 训练技巧\n\n## 批归一化\n\n{SAME}\n",
    "摘抄.md": f"# 摘抄\n\n## 批归一化\n\n{SAME}\n",
    "池化.md": "# 池化\n\n池化层对局部区域取最大值或平均值，使特征图变小。\n",
}
UPLOADED = "# 模拟退火\n\n模拟退火以一定概率接受更差的解，温度越高越容易跳出局部最优。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of notes beside their knowledge base."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "notes").mkdir()
    for name, content in NOTES.items():
        (folder / "notes" / name).write_text(content, encoding="utf-8")
    ingest([folder / "notes"], folder / "kb", load_encoder=load_encoder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of the page on that base."""
    with serve(ROOT / "app.py", {"ZHITU_KB": str(folder / "kb")}) as address:
        yield address


@pytest.fixture
def page(browser: "Browser", site: str) -> Iterator["Page"]:
    """A visitor's tab; what it logs as an error fails the test."""
    tab = browser.new_page(base_url=site, viewport={"width": 1440, "height": 1000})
    tab.set_default_timeout(120_000)
    wrong: list[str] = []
    tab.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    tab.close()
    assert wrong == []


def cited(page: "Page") -> int:
    """Ask, and count the citations that hold the copied sentence."""
    page.goto(f"/?q={quote(QUESTION)}")
    page.get_by_text("[1]", exact=True).wait_for()
    page.locator(".z-best").wait_for()
    return page.locator(".z-text", has_text="因为激活值不再落在饱和区").count()


def remove_shown(page: "Page") -> None:
    """Press the button that removes the note shown, then the one that confirms it."""
    page.get_by_role("button", name="移除").first.click()
    page.locator(".st-key-remove button").click()  # by its key: both buttons say the same


def test_what_is_judged_no_copy_is_cited_apart_until_it_is_undone(page: "Page") -> None:
    assert cited(page) == 1
    page.goto("/?page=duplicates")
    page.get_by_role("button", name="不是重复", exact=False).last.click()
    page.get_by_text("记下了：不是重复").wait_for()
    page.get_by_text("没有这样的重复。").or_(
        page.get_by_role("radio", name="不是重复 1")
    ).first.wait_for()
    assert cited(page) == 2
    page.goto("/?page=duplicates")
    page.get_by_role("radio", name="不是重复 1").click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("撤销了：又算作重复。").wait_for()
    assert cited(page) == 1


def test_the_clean_copy_and_the_report_are_downloaded(page: "Page", tmp_path: Path) -> None:
    page.goto("/?page=duplicates")
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as report:
        page.get_by_role("button", name="重复报告（网页）").click()
    assert SAME in report.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="打包整理版").click()
    with page.expect_download() as clean:
        page.get_by_role("button", name="下载整理版").click()
    with zipfile.ZipFile(clean.value.path()) as packed:
        texts = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    # Of 摘抄.md only headings would remain.
    assert sorted(texts) == ["manifest.json", "技巧.md", "池化.md"]
    assert SAME in texts["技巧.md"]


def test_a_note_in_gb18030_is_uploaded_and_removed_again(page: "Page", folder: Path) -> None:
    page.goto("/?page=notes")
    page.get_by_text("加入笔记").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "../退火.txt", "mimeType": "text/plain", "buffer": UPLOADED.encode("gb18030")}
    )
    page.get_by_role("button", name="加入", exact=True).click()
    page.get_by_text("新增 1，更新 0，移除 0").wait_for()
    page.goto(f"/?page=notes&note={quote('退火.txt')}")
    page.locator(".z-note", has_text="温度越高越容易跳出局部最优").wait_for()
    assert page.get_by_text("gb18030").count() == 1
    remove_shown(page)
    page.get_by_text("新增 0，更新 0，移除 1，未变 0").wait_for()
    assert list((folder / "kb" / "uploads").iterdir()) == []


def test_a_note_that_was_not_uploaded_is_removed_and_its_file_stays(
    page: "Page", folder: Path
) -> None:
    page.goto(f"/?page=notes&note={quote('池化.md')}")
    page.locator(".z-note", has_text="池化层对局部区域取最大值").wait_for()
    remove_shown(page)
    page.get_by_text("新增 0，更新 0，移除 1，未变 0").wait_for()
    page.goto("/?page=notes")
    page.get_by_role("cell", name="技巧.md").wait_for()
    assert page.get_by_role("cell", name="池化.md").count() == 0
    assert (folder / "notes" / "池化.md").read_text(encoding="utf-8") == NOTES["池化.md"]
