"""An error in one line, in the reader's language, that steers no terminal."""

import pytest

from kg.readers import NoteError
from search.console.complaint import complain

EMPTY = NoteError("a\x1b[2Jb.md", "is empty", "write something in it or delete it")
FULL = OSError(28, "No space left on device", "a.json")


@pytest.mark.parametrize(
    ("error", "language", "said"),
    [
        (EMPTY, "zh", "zhitu: a [2Jb.md: 是空的；写点内容，或者删掉它\n"),
        (EMPTY, "en", "zhitu: a [2Jb.md: is empty; write something in it or delete it\n"),
        (FULL, "zh", "zhitu: a.json: 磁盘空间不足；检查路径和剩余空间\n"),
        (FULL, "en", "zhitu: a.json: no space left on device; check the path and the free space\n"),
    ],
)
def test_complain(
    capsys: pytest.CaptureFixture[str], error: Exception, language: str, said: str
) -> None:
    complain(error, language)
    assert capsys.readouterr().err == said
