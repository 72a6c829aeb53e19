"""The bar that ``zhitu ingest`` shows on a terminal."""

import io
import re

from search.console.progress_bar import progress_bar
from search.messages import CHINESE, ENGLISH


def test_nothing_is_shown_off_a_terminal() -> None:
    file = io.StringIO()
    with progress_bar(file, CHINESE) as progress:
        progress.stage("read")
        progress.embedded(1, 2)
    assert file.getvalue() == ""


def test_stages_counts_rate_and_time_left_are_shown() -> None:
    file = io.StringIO()
    with progress_bar(file, CHINESE, force=True) as progress:
        progress.stage("read")
        progress.stage("embed")
        progress.embedded(0, 40)
        progress.embedded(10, 40)
        progress.embedded(30, 40)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", file.getvalue())
    assert "计算向量" in shown
    assert re.search(r"30/40 段 · [\d.]+ 段/秒 · 还需 0:\d\d", shown)


def test_the_words_are_those_of_the_language() -> None:
    file = io.StringIO()
    with progress_bar(file, ENGLISH, force=True) as progress:
        progress.stage("concepts")
        progress.stage("unheard of")
    assert "unheard of" in file.getvalue()
