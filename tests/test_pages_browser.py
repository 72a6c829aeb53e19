"""The page in a real browser: the whole story, and what only a browser can show."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from benchmarks.chromium import CHROMIUM, ROOT, serve
from tests.site_steps import HOSTILE, NOTE, canvas_of, click_edge, click_node, drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]
MEASURES = Path(__file__).parent / "page_measures.js"
# The page as it is, but for which notes are bundled.
SCRIPT = """
import runpy
from pathlib import Path
from search.page import page_notes
page_notes.CORPUS = Path({corpus!r})
runpy.run_path({app!r}, run_name="__main__")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: "Browser") -> Iterator[str]:
    """The address of the page, whose first visitor built the base of two notes by one press."""
    folder = tmp_path_factory.mktemp("site")
    corpus = folder / "notes"
    corpus.mkdir()
    (corpus / "技巧.md").write_text(NOTE, encoding="utf-8")
    (corpus / "![x](y) 退火.md").write_text(HOSTILE, encoding="utf-8")
    script = folder / "page.py"
    app = str(ROOT / "app.py")
    script.write_text(SCRIPT.format(corpus=str(corpus), app=app), encoding="utf-8")
    with serve(script, {"ZHITU_KB": str(folder / "kb")}) as address:
        tab = browser.new_page(base_url=address)
        tab.set_default_timeout(120_000)
        tab.goto("/")
        tab.get_by_role("button", name="用示例笔记建一个").click()
        tab.get_by_text("新增 2，更新 0，移除 0").wait_for()
        tab.close()
        yield address


@pytest.fixture
def page(browser: "Browser", site: str) -> Iterator["Page"]:
    """A visitor's tab; whatever it asks of another host, or logs as an error, fails the test."""
    tab = browser.new_page(base_url=site, viewport={"width": 1440, "height": 1000})
    tab.set_default_timeout(120_000)
    tab.add_init_script(path=MEASURES)
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


def test_back_goes_from_question_to_question(page: "Page") -> None:
    page.goto("/")
    box = page.get_by_role("searchbox")
    for question in ("什么是梯度消失？", "批归一化有什么用？"):
        box.fill(question)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/?q={quote(question)}")
        page.locator(".z-best").wait_for()
    page.get_by_role("button", name="看概念「批归一化」").click()
    page.get_by_role("heading", name="批归一化", exact=True).wait_for()
    page.wait_for_url(f"**/*concept={quote('批归一化')}")
    page.go_back()
    page.wait_for_url(f"**/?q={quote('批归一化有什么用？')}")
    page.locator(".z-best").wait_for()
    assert box.input_value() == "批归一化有什么用？"
    page.go_back()
    page.wait_for_url(f"**/?q={quote('什么是梯度消失？')}")
    page.wait_for_function("document.querySelector('[type=search]').value === '什么是梯度消失？'")
    page.go_back()
    page.get_by_text("笔记里的主要概念：").wait_for()
    assert box.input_value() == ""
    page.go_forward()
    page.locator(".z-best").wait_for()
    assert box.input_value() == "什么是梯度消失？"


def test_nothing_of_a_note_runs_or_is_fetched(page: "Page") -> None:
    answered(page, "量子退火是什么方法？")
    page.locator(".z-best", has_text="量子退火").first.wait_for()  # all drawn, none of it stale
    page.get_by_role("button", name="在笔记中看").first.click()
    page.locator(".z-note", has_text="window.ran").wait_for()
    assert "<script>window.ran = 1</script>" in page.locator(".z-note").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator(".z-text img, .z-text a, .z-text script").count() == 0


def test_an_edge_shows_its_sentence_and_the_note_it_stands_in(page: "Page") -> None:
    page.goto("/?page=concepts&concept=BN")
    canvas = canvas_of(page)
    canvas.evaluate("c => (c.mark = 'the same')")
    click_edge(page, 0)
    panel = page.locator(".st-key-edge-panel")
    panel.get_by_text("因为激活值不再落在饱和区。").wait_for()
    assert canvas.evaluate("c => [c.mark, c.graph.data.chosen]") == ["the same", 0]
    panel.get_by_role("button", name="技巧.md:6").click()
    passage = page.locator("#zhitu-passage")
    passage.wait_for()
    assert passage.inner_text() == "批归一化能缓解梯度消失，因为激活值不再落在饱和区。"


def test_a_walk_from_node_to_node_keeps_the_canvas(page: "Page") -> None:
    page.goto("/?page=concepts&concept=BN")
    canvas = canvas_of(page)
    canvas.evaluate("c => (c.mark = 'the same')")
    for center, name in (("批归一化", "梯度消失"), ("梯度消失", "ReLU")):
        click_node(page, name, center=center)
        page.get_by_role("heading", name=name, exact=True).wait_for()
        page.wait_for_url(f"**/*concept={quote(name)}*")
    canvas.evaluate("findNode", ["梯度消失", "ReLU"])
    assert canvas.evaluate("c => c.mark") == "the same"


def test_a_concept_is_found_by_an_alias_that_is_typed_in_part(page: "Page") -> None:
    page.goto("/?page=concepts")
    page.get_by_role("combobox").first.click()
    page.keyboard.type("batch norm")
    page.get_by_role("option").get_by_text("Batch Normalization").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/*concept=Batch+Normalization*")
    heading = page.get_by_role("heading", name="批归一化", exact=True)
    heading.wait_for()
    assert heading.count() == 1


@pytest.mark.parametrize("link", ["", f"&concept={quote('梯度消散')}"], ids=["typed", "linked"])
def test_an_unknown_concept_offers_the_nearest(page: "Page", link: str) -> None:
    page.goto(f"/?page=concepts{link}")
    if not link:
        page.get_by_role("combobox").first.click()
        page.keyboard.type("梯度消散")
        page.get_by_role("option").wait_for()
        page.keyboard.press("Enter")
    page.get_by_text("笔记里没有叫「梯度消散」的概念。").wait_for()
    page.locator(".st-key-chips-offered").get_by_role("button", name="梯度消失").click()
    heading = page.get_by_role("heading", name="梯度消失", exact=True)
    heading.wait_for()
    assert heading.count() == 1


def test_streamlit_s_own_words_are_ours(page: "Page") -> None:
    said = "e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::after').content]"
    page.goto("/?page=concepts")
    page.get_by_role("combobox").first.click()
    page.keyboard.type("zzqqx")
    typed = page.get_by_role("option").first.locator("[data-item-hl]")
    assert typed.evaluate(said) == ["0px", '"按输入的名字找"']
    page.goto("/?page=notes")
    page.get_by_role("combobox").first.click()
    page.keyboard.type("zzqqx")
    assert page.get_by_role("option").locator("span").evaluate(said) == ["0px", '"没有相近的"']
    page.keyboard.press("Escape")
    page.get_by_text("加入笔记").click()
    uploader = page.get_by_test_id("stFileUploaderDropzone")
    uploader.wait_for()
    assert uploader.locator("button p").evaluate(said) == ["0px", '"选择文件"']
    limits = page.get_by_test_id("stFileUploaderDropzoneInstructions").locator("span")
    told = "文本、Markdown 不超过 32 MB，HTML 不超过 8 MB；也可以拖到这里"
    assert limits.evaluate(said) == ["0px", f'"{told}"']


def test_no_name_covers_the_head_of_an_arrow(page: "Page") -> None:
    page.goto("/?page=concepts&concept=BN")
    canvas = canvas_of(page)
    # One other concept above the middle one, one below; both arrows end there.
    canvas.evaluate("showArrows")
    assert canvas.evaluate("c => Object.keys(c.graph.namesAt).length") == 3
    assert canvas.evaluate("coveredHeads") == 0


def test_the_overview_leads_to_a_concept(page: "Page") -> None:
    page.goto("/?page=concepts")
    click_node(page, "梯度消失")
    page.wait_for_url(f"**/*concept={quote('梯度消失')}*")
    heading = page.get_by_role("heading", name="梯度消失", exact=True)
    heading.wait_for()
    assert heading.count() == 1


def test_a_graph_is_dragged_and_zoomed_by_mouse_and_keys(page: "Page") -> None:
    page.goto("/?page=concepts&concept=BN")
    canvas = canvas_of(page)
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 50)
    page.mouse.up()
    assert canvas.evaluate("c => c.graph.moment") == {"k": 1, "x": 40, "y": 30}
    page.get_by_role("button", name="看全图").click()
    assert canvas.evaluate("c => c.graph.moment") == {"k": 1, "x": 0, "y": 0}
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    assert canvas.evaluate("c => c.graph.moment") == {"k": 1, "x": 50, "y": 0}
    page.keyboard.press("0")
    page.keyboard.press("+")
    assert canvas.evaluate("c => c.graph.moment") == {"k": 1.35, "x": 0, "y": 0}


def test_tab_reaches_every_control(page: "Page") -> None:
    page.goto("/?page=concepts&concept=BN")
    canvas_of(page)
    count = page.evaluate("findControls()")
    assert count > 8
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        page.evaluate("passFocused()")
    assert page.evaluate("[...controls].map((each) => each.outerHTML)") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(page: "Page", scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    least = {}
    for name in ("ask", "concepts", "duplicates", "notes"):
        page.goto(f"/?page={name}&q={quote('什么是梯度消失？')}&concept=BN&from=BN&to=ReLU")
        drawn(page, name)
        least[name] = page.evaluate("leastContrast()")
    assert {name: found for name, found in least.items() if found[0] < 4.5} == {}


def test_a_phone_shows_numbers_whole(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?page=notes")
    cell = page.locator(".z-number").first
    cell.wait_for()
    cell.evaluate("each => (each.innerHTML = '<span>1,234,567</span>')")
    lines = "span => [span.getClientRects().length, span.getBoundingClientRect().width > 50]"
    assert cell.locator("span").evaluate(lines) == [1, True]


def test_a_path_is_shown_with_its_sentences(page: "Page") -> None:
    page.goto("/?page=concepts&from=BN&to=ReLU")
    sentence = page.get_by_text("ReLU 能缓解梯度消失。")
    sentence.wait_for()
    assert sentence.count() == 1


@pytest.mark.parametrize("name", ["ask", "concepts", "duplicates", "notes"])
def test_a_phone_needs_no_sideways_scrolling(page: "Page", name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?page={name}&q={quote('什么是梯度消失？')}&concept=BN")
    drawn(page, name)
    width = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(width) == 390
