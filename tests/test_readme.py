"""The README's commands exist, and mean what they say."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")

_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MEASURED = re.compile(r"(?:make|python -m|bash) [\w./]+")
_ENDS = {"|", "||", "&&", ";"}
_REDIRECTIONS = {">", ">>", "<"}
_SETTING = re.compile(r"[A-Z_]+=.*")
_SHELL = {"cat", "cd", "echo", "git", "ls", "printf"}


def commands(markdown: str) -> list[list[str]]:
    """The commands typed at a prompt in ``console`` blocks, a pipe's parts one by one, in order.

    Settings before a command and the files it is redirected to are left out.
    """
    found = []
    for block in _CONSOLE.findall(markdown):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                found.extend(split(line.removeprefix("$ ")))
    return found


def split(line: str) -> list[list[str]]:
    """The simple commands of a line of shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    parts: list[list[str]] = [[]]
    words = iter(lexer)
    for word in words:
        if word in _ENDS:
            parts.append([])
        elif word in _REDIRECTIONS:
            next(words)
        elif parts[-1] or not _SETTING.fullmatch(word):
            parts[-1].append(word)
    return parts


def of_program(program: str) -> list[tuple[str, ...]]:
    """The arguments of the README's calls of a program, each once."""
    calls = [words for words in commands(README) if Path(words[0]).name == program]
    return sorted({tuple(arguments) for _, *arguments in calls})


def test_commands_are_those_at_a_prompt() -> None:
    markdown = (
        "```console\n$ make demo\nsome output\n"
        "$ printf '问一\\n' | ZHITU_KB=kb zhitu ask - --json > answers\n"
        "```\n\n```python\n$ not this\n```\n"
    )
    assert commands(markdown) == [
        ["make", "demo"],
        ["printf", "问一\\n"],
        ["zhitu", "ask", "-", "--json"],
    ]


def test_readme_shows_the_two_commands() -> None:
    assert commands(README)[:2] == [["make", "demo"], ["make", "test"]]


@pytest.mark.parametrize("pattern", [_CONSOLE, _PYTHON, _MEASURED])
def test_both_languages_show_the_same_commands(pattern: re.Pattern[str]) -> None:
    assert pattern.findall(CHINESE) == pattern.findall(README)


def test_programs_are_ours_or_the_shell_s() -> None:
    programs = {Path(words[0]).name for words in commands(README)}
    assert sorted(programs - _SHELL - {"make", "python", "zhitu"}) == []


@pytest.mark.parametrize("arguments", of_program("make"), ids=" ".join)
def test_make_targets_exist(arguments: tuple[str, ...]) -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", rules, re.MULTILINE))
    named = {word for word in arguments if not _SETTING.fullmatch(word)}
    assert sorted(named - targets) == []


def test_scripts_exist() -> None:
    named = set(re.findall(r"benchmarks/\w+\.(?:py|sh)", README))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("arguments", of_program("zhitu"), ids=" ".join)
def test_zhitu_knows_its_subcommands_and_options(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    subcommands = [word for word in arguments[:1] if not word.startswith("-")]
    monkeypatch.setattr("sys.argv", ["zhitu", *subcommands, "--help"])
    with pytest.raises(SystemExit) as stopped:
        importlib.import_module("search.cli").main()
    assert stopped.value.code == 0
    known = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", capsys.readouterr().out))
    options = {word.split("=")[0] for word in arguments if re.match(r"--?[a-z]", word)}
    assert sorted(options - known) == []
