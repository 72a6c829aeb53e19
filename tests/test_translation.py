"""English of errors and help has its Chinese: what a reader may see, and nothing twice."""

import ast
import errno
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from search.messages import LANGUAGES
from search.translation import translate

ROOT = Path(__file__).parent.parent
SHOWN = {
    "ArgumentTypeError",
    "BundledModelError",
    "CommandError",
    "DamageError",
    "EncoderError",
    "EncodingError",
    "StoreError",
    "NoteError",
}
# Where a ValueError is the user's, and shown as a CommandError or StoreError.
SHOWN_VALUE_ERRORS = {"clean_copy", "decisions", "export", "judgements"}


def raised() -> Iterator[tuple[str, str]]:
    """Where an error that users see is made, and its English with 7 for whatever is filled in."""
    for path in sorted((ROOT / "kg").rglob("*.py")) + sorted((ROOT / "search").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).split(".")[-1]
                is_shown = name == "ValueError" and path.stem in SHOWN_VALUE_ERRORS
                texts = [text_of(argument) for argument in node.args]
                if (name in SHOWN or is_shown) and all(texts):
                    of_a_note = name in {"NoteError", "EncodingError"}
                    parts = f"7: {texts[-2]}; {texts[-1]}" if of_a_note else texts[0]
                    yield f"{path.stem}:{node.lineno}", parts


def text_of(argument: ast.expr) -> str:
    """The text of a literal, with 7 for what is filled in; empty for a text from elsewhere."""
    if isinstance(argument, ast.JoinedStr):
        return "".join(text_of(part) or "7" for part in argument.values)
    if isinstance(argument, ast.Name) and argument.id in {"source", "safe", "where"}:
        return "7"
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return str(argument.value) if is_text and isinstance(argument, ast.Constant) else ""


ERRORS = dict(raised())


def test_errors_are_found() -> None:
    assert "7: is empty; write something in it or delete it" in ERRORS.values()
    assert len(ERRORS) > 25


@pytest.mark.parametrize("place", ERRORS)
def test_every_error_has_its_chinese(place: str) -> None:
    english = ERRORS[place]
    assert translate(english, "zh") != english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "a.md: is empty; write something in it or delete it",
            "a.md: 是空的；写点内容，或者删掉它",
        ),
        (
            "a: b.md: cannot be read (permission denied); check that it exists and is readable",
            "a: b.md: 无法读取（没有权限）；检查它是否存在、有没有读的权限",
        ),
        (
            "kb: cannot be written ([Errno 17] File exists: 'kb'); name another folder with --kb",
            "kb: 无法写入（已有同名文件：'kb'）；用 --kb 换一个文件夹",
        ),
        ("argument --n: '0.2' is not a number from 0.5 to 1", "--n：'0.2' 不是 0.5 到 1 之间的数"),
        (
            "{0}{x}: is not a regular file; put the notes in plain files",
            "{0}{x}: 不是普通文件；请把笔记存成普通文件",
        ),
        (
            "error: cannot be read (permission denied); check that it exists and is readable",
            "error: 无法读取（没有权限）；检查它是否存在、有没有读的权限",
        ),
        (
            "[Errno 17] File exists: options",
            "已有同名文件：options",
        ),
        ("what no line of the file fits", "what no line of the file fits"),
        ("", ""),
    ],
)
def test_translate(english: str, chinese: str) -> None:
    assert translate(english, "zh") == chinese
    assert translate(english, "en") == english


def english_lines() -> list[str]:
    lines = files("search").joinpath("chinese.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")][::2]


def test_no_english_stands_twice() -> None:
    english = english_lines()
    assert sorted(english) == sorted(set(english))


@pytest.mark.parametrize("english", [line for line in english_lines() if "{}" in line])
def test_what_the_user_named_is_never_translated(english: str) -> None:
    said = translate(english.replace("{}", "permission denied"), "zh")
    assert "没有权限" not in said


@pytest.mark.parametrize("english", [line for line in english_lines() if "{*}" in line])
def test_our_own_words_inside_a_line_are_translated(english: str) -> None:
    said = translate(english.replace("{*}", "permission denied").replace("{}", "1"), "zh")
    assert "没有权限" in said
    assert "permission denied" not in said


@pytest.mark.parametrize(
    "number",
    [
        errno.ELOOP,
        errno.EPERM,
        errno.EBUSY,
        errno.ESTALE,
        errno.ENOTCONN,
        errno.ENOMEM,
        errno.EFBIG,
        errno.ENOTEMPTY,
        errno.EINVAL,
        errno.EIO,
        errno.ENETUNREACH,
        errno.ECONNREFUSED,
        errno.ETIMEDOUT,
    ],
)
def test_what_the_system_says_of_files_has_its_chinese(number: int) -> None:
    assert not translate(os.strerror(number).lower(), "zh").isascii()


def test_both_languages_say_the_same_things() -> None:
    for name in ("kinds", "furniture_reasons", "conflict_reasons", "stages", "relations"):
        tables = [getattr(words, name).keys() for words in LANGUAGES.values()]
        assert all(keys == tables[0] for keys in tables)
