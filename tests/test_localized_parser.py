"""Help, usage and errors of arguments in the reader's language."""

import re

import pytest

from search.cli import main
from search.console.localized_parser import LocalizedParser, find_language

COMMANDS = (
    *("", "ingest", "remove", "ask", "concept", "path"),
    *("duplicates", "export", "status", "app"),
)


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command's help says."""
    with pytest.raises(SystemExit) as stopped:
        main([*filter(None, arguments), "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language in the environment, and lines of a fixed length."""
    monkeypatch.delenv("ZHITU_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_throughout(capsys: pytest.CaptureFixture[str], command: str) -> None:
    shown = help_of(capsys, command)
    assert shown.startswith(f"用法： zhitu {command}".rstrip())
    assert "\n选项:\n  -h, --help" in shown
    # Names of options and formats are the only Latin words, never three in a row.
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", shown) == []


@pytest.mark.parametrize("arguments", [("--lang", "en", "ask"), ("ask", "--lang=en")])
def test_help_is_english_by_the_option(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    shown = help_of(capsys, *arguments)
    assert shown.startswith("usage: zhitu ask [-h]")
    assert "how many excerpts (default: 5)" in shown


def test_help_is_english_by_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHITU_LANG", "en")
    assert help_of(capsys).startswith("usage: zhitu [-h]")
    assert help_of(capsys, "--lang", "zh").startswith("用法： zhitu [-h]")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "en", "ask", "x"], "en"),
        (["ask", "x", "--lang=en"], "en"),
        (["ask", "--", "--lang", "en"], None),
        (["ask", "--lang"], None),
        ([], None),
    ],
)
def test_the_language_is_found_wherever_it_stands(
    arguments: list[str], language: str | None
) -> None:
    assert find_language(arguments) == language


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "错误: 缺少参数：A；用法见 p -h"),
        (["1", "2", "3"], "错误: 不认识的参数：2 3；带空格的内容要加引号"),
        (["1", "--m"], "错误: 不认识的参数：--m"),
        (["1", "--n"], "错误: --n：后面要跟一个值"),
        (["1", "--n", "x"], "错误: --n：不能是 'x'，只能是：'y', 'z'"),
    ],
)
def test_wrong_usage_is_told_in_the_language(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    parser = LocalizedParser(language="zh", prog="p")
    parser.add_argument("a", metavar="A")
    parser.add_argument("--n", choices=("y", "z"))
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args(arguments)
    assert capsys.readouterr().err.endswith(f"p: {said}\n")
