"""The project's own files, and what they import."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent


def path_of(module: str) -> Path:
    """Where a module lies."""
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def modules() -> list[str]:
    """The modules of the packages, by their full names, sorted."""
    paths = [path for package in ("kg", "search") for path in (ROOT / package).rglob("*.py")]
    own = [path for path in paths if path.stem != "__init__"]
    return sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in own)


def sources() -> list[Path]:
    """Every Python file of the project, sorted."""
    folders = ("kg", "search", "tests", "benchmarks")
    return sorted([path_of("app"), *(p for name in folders for p in (ROOT / name).rglob("*.py"))])


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(tree: ast.Module) -> set[str]:
    """The modules that a file imports anywhere in it; a relative one begins with a dot.

    A name imported from a package counts as its module if the package holds one of that name.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            inside = {f"{source}.{alias.name}" for alias in node.names}
            found.update({name for name in inside if path_of(name).exists()} or {source})
    return found
