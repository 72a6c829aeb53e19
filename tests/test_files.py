"""The files of the project: their names, their lengths, and what none of them may hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_files import ROOT, imports, modules, parse, sources

# Test files that are about no single module.
SUITES = {
    "architecture",
    "bad_input",
    "browser_notes",
    "duplicates_command",
    "eval",
    "files",
    "ingest_properties",
    "obsidian",
    "pages_browser",
    "peers",
    "readme",
    "rebuild",
    "reuse",
}

PICKLES = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
MAX_LINES = 300

# Spelled in parts, so that this file passes its own check.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + "|".join(("work", "root", "home", "Users")) + r")/")
SKIPPED_FOLDERS = {"__pycache__", "build", "dist"}


def name_of(path: Path) -> str:
    """The path of a file from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def packages() -> list[Path]:
    """What marks the folders of the project's modules, sorted."""
    return sorted({ROOT.joinpath(*name.split(".")).parent / "__init__.py" for name in modules()})


def text_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, but what tools leave behind."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != ".coverage":
            yield path
        elif path.name == ".ci" or (path.is_dir() and not is_left_behind(path.name)):
            yield from text_files(path)


def is_left_behind(folder: str) -> bool:
    """Whether a folder of this name is made by a tool."""
    return folder.startswith(".") or folder.endswith(".egg-info") or folder in SKIPPED_FOLDERS


def test_module_names_are_unique() -> None:
    names = [module.split(".")[-1] for module in [*modules(), "app"]]
    assert sorted(names) == sorted(set(names))


def test_test_files_are_named_for_a_module() -> None:
    names = {module.split(".")[-1] for module in [*modules(), "app"]} | SUITES
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert sorted(tests - names) == []


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_files_begin_with_one_line_that_says_their_stage(path: Path) -> None:
    first, *rest = (ast.get_docstring(parse(path)) or "").split("\n")
    assert first.endswith((".", "?"))
    assert rest[:1] in ([], [""])


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", packages(), ids=name_of)
def test_packages_export_nothing(path: Path) -> None:
    assert [type(node).__name__ for node in parse(path).body] == ["Expr"]


def test_nothing_is_pickled() -> None:
    roots = {name_of(path): {n.split(".")[0] for n in imports(parse(path))} for path in sources()}
    assert {path: found & PICKLES for path, found in roots.items() if found & PICKLES} == {}


def test_machine_paths_are_told_from_addresses() -> None:
    folder = "/" + "home/"
    assert MACHINE_PATH.search(f"cd {folder}me")
    assert MACHINE_PATH.search(f'"{folder}me"')
    assert not MACHINE_PATH.search(f"https://example.com{folder}me")
    assert not MACHINE_PATH.search(f"..{folder}me")


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    named = [
        name_of(path)
        for path in text_files()
        if MACHINE_PATH.search(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert named == []
