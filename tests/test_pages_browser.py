"""The page in a real browser: what only it can show, such as that nothing of a note runs."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from search.encoder import load_encoder
from search.ingest import ingest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]
ROOT = Path(__file__).parent.parent
NOTE = """# 训练技巧

## 批归一化

批归一化（Batch Normalization，简称 BN）把每一层的输入规范到均值为 0、方差为 1。
批归一化能缓解梯度消失，因为激活值不再落在饱和区。

## 梯度消失

梯度消失是指误差往前传的时候越乘越小，前面的层几乎学不到东西。
## ReLU

ReLU（修正线性单元）在正半轴的导数恒为 1。
ReLU 能缓解梯度消失。
"""
HOSTILE = """# 量子退火 <img src="https://example.com/h.png">

量子退火是 <script>window.ran = 1</script><img src=x onerror="window.ran = 1"> 一种优化方法，
见 ![图](https://example.com/a.png) 和 [链接](javascript:window.ran=1)，$\\def\\a{\\a\\a}\\a$。
"""
UPLOADED = "# 模拟退火\n\n模拟退火以一定概率接受更差的解，温度越高越容易跳出局部最优。\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, served on a knowledge base of two notes."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "notes").mkdir()
    (folder / "notes" / "技巧.md").write_text(NOTE, encoding="utf-8")
    (folder / "notes" / "![x](y) 退火.md").write_text(HOSTILE, encoding="utf-8")
    ingest([folder / "notes"], folder / "kb", load_encoder=load_encoder)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
            *("--server.headless", "true", "--server.port", str(port)),
        ],
        cwd=ROOT,
        env={**os.environ, "ZHITU_KB": str(folder / "kb")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str) -> None:
    """Wait until the server answers, at most a minute."""
    for _ in range(120):
        try:
            with urlopen(f"{address}/_stcore/health"):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium without a window."""
    reason = "no playwright here: pip install playwright"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
    with sync_api.sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def page(browser: "Browser", site: str) -> Iterator["Page"]:
    """A visitor's tab; whatever it asks of another host, or logs as an error, fails the test."""
    tab = browser.new_page(base_url=site, viewport={"width": 1440, "height": 1000})
    tab.set_default_timeout(60_000)
    wrong: list[str] = []
    tab.on("request", lambda r: None if r.url.startswith(own(site)) else wrong.append(r.url))
    tab.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    tab.close()
    assert wrong == []


def own(site: str) -> tuple[str, ...]:
    """What addresses of the page itself begin with."""
    return (site, site.replace("http", "ws"), "data:", "blob:")


def answered(page: "Page", question: str) -> None:
    """Open the link of a question and wait for its first citation."""
    page.goto(f"/?q={quote(question)}")
    page.get_by_text("[1]", exact=True).wait_for()


def test_enter_asks_and_a_citation_opens_its_note(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("什么是梯度消失？")
    page.keyboard.press("Enter")
    page.get_by_text("[1]", exact=True).wait_for()
    assert page.url.endswith(f"?q={quote('什么是梯度消失？')}")
    page.get_by_role("button", name="在笔记中看").first.click()
    passage = page.locator("#zhitu-passage")
    passage.wait_for()
    assert "梯度消失是指误差往前传的时候越乘越小" in passage.inner_text()


def test_nothing_of_a_note_runs_or_is_fetched(page: "Page") -> None:
    answered(page, "量子退火是什么方法？")
    page.locator(".z-best", has_text="量子退火").first.wait_for()  # all drawn, none of it stale
    page.get_by_role("button", name="在笔记中看").first.click()
    page.locator(".z-note", has_text="window.ran").wait_for()
    assert "<script>window.ran = 1</script>" in page.locator(".z-note").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator(".z-text img, .z-text a, .z-text script").count() == 0


def test_names_of_files_are_text(page: "Page") -> None:
    page.goto("/?page=notes")
    cell = page.get_by_role("cell", name="![x](y) 退火.md")
    cell.wait_for()
    assert cell.inner_text() == "![x](y) 退火.md"


def test_a_path_is_shown_with_its_sentences(page: "Page") -> None:
    page.goto("/?page=concepts&from=BN&to=ReLU")
    sentence = page.get_by_text("ReLU 能缓解梯度消失。")
    sentence.wait_for()
    assert sentence.count() == 1


def test_an_uploaded_note_in_gb18030_is_answered_from(page: "Page") -> None:
    page.goto("/?page=notes")
    page.locator("input[type=file]").set_input_files(
        {"name": "../退火二.txt", "mimeType": "text/plain", "buffer": UPLOADED.encode("gb18030")}
    )
    page.get_by_role("button", name="加入", exact=True).click()
    page.get_by_text("新增 1，更新 0，移除 0").wait_for()
    answered(page, "模拟退火怎样跳出局部最优？")
    assert page.locator(".z-best").inner_text().strip().endswith("温度越高越容易跳出局部最优。")


@pytest.mark.parametrize("name", ["ask", "concepts", "duplicates", "notes"])
def test_a_phone_needs_no_sideways_scrolling(page: "Page", name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?page={name}&q={quote('什么是梯度消失？')}&concept=BN")
    page.get_by_role("radio").first.wait_for()
    page.wait_for_timeout(1500)
    width = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(width) == 390
