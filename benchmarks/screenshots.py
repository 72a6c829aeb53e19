"""Make the README's pictures of the page: ``docs/ask.png``, ``concepts.png``, ``duplicates.png``.

Run ``python -m benchmarks.screenshots``; with ``--kb DIR`` on a knowledge base of ``corpus/`` that
there is, else on one that it builds.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.chromium import ROOT, open_browser, serve
from search.encoder import load_encoder
from search.ingest import ingest

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "BN 为什么能缓解梯度消失？"


@contextmanager
def base_of_corpus(kb: Path | None) -> Iterator[Path]:
    """Give a knowledge base of the bundled notes."""
    with TemporaryDirectory() as folder:
        if kb is None:
            ingest([ROOT / "corpus"], Path(folder), load_encoder=load_encoder)
        yield kb or Path(folder)


def ask(page: "Page") -> None:
    """Show an answer."""
    page.goto(f"/?q={quote(QUESTION)}")
    page.get_by_text("[1]", exact=True).wait_for()
    page.locator("canvas").wait_for()


def concepts(page: "Page") -> None:
    """Show a concept, with the sentences of one of its relations."""
    page.goto("/?page=concepts&concept=BN")
    page.locator("canvas").wait_for()
    page.get_by_role("button", name="梯度消失", exact=True).click()
    page.locator(".st-key-edge-panel").wait_for()


def duplicates(page: "Page") -> None:
    """Show copies side by side."""
    page.goto("/?page=duplicates")
    page.locator("mark").first.wait_for()


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description="Make the README's pictures of the page.")
    parser.add_argument("--kb", type=Path, help="a knowledge base of corpus/")
    (ROOT / "docs").mkdir(exist_ok=True)
    with (
        base_of_corpus(parser.parse_args().kb) as kb,
        serve(ROOT / "app.py", {"ZHITU_KB": str(kb.absolute())}) as address,
        open_browser() as browser,
    ):
        page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 860})
        page.set_default_timeout(180_000)
        for show in (ask, concepts, duplicates):
            show(page)
            page.mouse.move(1, 1)
            page.wait_for_timeout(2500)  # until what moves has come to rest
            path = ROOT / "docs" / f"{show.__name__}.png"
            page.screenshot(path=path)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
