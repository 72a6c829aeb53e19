"""What each subcommand of ``zhitu`` does: calls the stages and prints.

Everything is imported where it is used, so that ``zhitu --help`` need not wait for it.
"""

import json
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from search.messages import LANGUAGES

if TYPE_CHECKING:
    from kg.duplicates import Conflict
    from kg.records import DuplicateGroup, Note
    from search.console.terminal import Screen
    from search.knowledge_base import KnowledgeBase


class CommandError(Exception):
    """What a command cannot do, in one line with the remedy."""


def complain(error: Exception) -> None:
    """Tell an error on stderr, in one line."""
    said = str(error)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        said = f"{place}{(error.strerror or said).lower()}; check the path and the free space"
    sys.stderr.write(f"zhitu: {_printable(said)}\n")


def _printable(text: str) -> str:
    """Give one line that steers no terminal: it may quote a file's name."""
    return "".join(c if c.isprintable() else " " for c in text)


def run_ingest(arguments: Namespace) -> int:
    """Bring the knowledge base up to date with the notes under some paths."""
    from search import encoder
    from search.console.json_output import report_json
    from search.console.progress_bar import progress_bar
    from search.ingest import ingest

    messages = LANGUAGES[arguments.lang]
    started = time.monotonic()
    with progress_bar(sys.stderr, messages) as progress:
        report = ingest(
            arguments.paths,
            arguments.kb,
            load_encoder=encoder.load_encoder,
            model=arguments.model,
            progress=progress,
        )
    for error in report.failed:
        complain(error)
    seconds = time.monotonic() - started
    if arguments.json:
        _print_json(report_json(report, seconds=seconds))
    else:
        failed = messages.failed.format(failed=len(report.failed)) if report.failed else ""
        _screen(arguments).show_line(
            messages.ingested.format(
                added=len(report.added),
                changed=len(report.changed),
                removed=len(report.removed),
                unchanged=report.unchanged,
                failed=failed,
                passages=report.passages,
                seconds=seconds,
            )
        )
    return 1 if report.failed else 0


def run_ask(arguments: Namespace) -> int:
    """Answer a question, or each line of stdin."""
    from search import encoder
    from search.answer import ask
    from search.console.json_output import answer_json

    reading = arguments.question == "-"
    if not reading and not arguments.question.strip():
        raise CommandError("the question is empty; ask something such as 什么是梯度消失？")
    base = _load(arguments)
    model = encoder.load_encoder(base.model)
    screen = None if arguments.json else _screen(arguments)
    for question in _questions(sys.stdin) if reading else [_valid(arguments.question)]:
        answer = ask(question, base, model, limit=arguments.limit)
        if screen:
            screen.show_answer(answer)
        else:
            _print_json(answer_json(answer), indent=None if reading else 1)
        sys.stdout.flush()  # whoever sends questions one by one waits for this answer
    return 0


def _questions(lines: TextIO) -> Iterator[str]:
    for line in lines:
        if question := _valid(line.removeprefix("\ufeff").strip()):
            yield question


def _valid(argument: str) -> str:
    """Give an argument without the halves of characters that bytes outside UTF-8 become."""
    return argument.encode("utf-8", "replace").decode("utf-8")


def run_concept(arguments: Namespace) -> int:
    """Show a concept."""
    from search.answer import named_neighbors
    from search.console.json_output import concept_json
    from search.lookup import find_concept

    base = _load(arguments)
    concept = find_concept(_valid(arguments.name), base.concepts)
    neighbors = named_neighbors(concept, base)
    node = base.graph.nodes[concept.id]
    if arguments.json:
        _print_json(concept_json(concept, neighbors, node))
    else:
        _screen(arguments).show_concept(concept, neighbors, node)
    return 0


def run_path(arguments: Namespace) -> int:
    """Show how two concepts are linked."""
    from kg.neighborhood import find_path
    from search.console.json_output import path_json
    from search.lookup import find_concept

    base = _load(arguments)
    first, last = (
        find_concept(_valid(name), base.concepts) for name in (arguments.first, arguments.last)
    )
    hops = find_path(base.graph, first.id, last.id)
    if arguments.json:
        _print_json(path_json(first, last, hops, base.concepts))
    else:
        _screen(arguments).show_path(first, last, hops, base.concepts)
    return 0


def run_duplicates(arguments: Namespace) -> int:
    """Show the groups of copies and the page furniture, or write them, or give notes back."""
    if arguments.restore:
        return _restore_notes(arguments)
    from search.console.duplicate_screen import show_conflicts, show_furniture, show_groups
    from search.console.json_output import duplicates_json
    from search.store import read_notes

    base = _load(arguments)
    notes = read_notes(arguments.kb)
    groups, conflicts = _find_copies(arguments, base, notes)
    if arguments.write:
        return _write_clean_copy(arguments, groups, notes)
    if arguments.html:
        return _write_page(arguments, groups, conflicts or (), notes)
    found = duplicates_json(groups, base, notes, conflicts)
    if arguments.json:
        _print_json(found)
        return 0
    screen = _screen(arguments)
    show_groups(screen, groups)
    if conflicts is not None:
        show_conflicts(screen, conflicts)
    show_furniture(screen, found["furniture"], whole=arguments.furniture)
    return 0


def _find_copies(
    arguments: Namespace, base: "KnowledgeBase", notes: "Sequence[Note]"
) -> "tuple[Sequence[DuplicateGroup], Sequence[Conflict] | None]":
    """Give the groups of the base, or those by other thresholds; conflicts only if asked for."""
    from kg.duplicates import index_documents
    from kg.pipeline import clean_all

    thresholds = {
        name: value
        for name in ("min_chars", "near", "containment")
        if (value := getattr(arguments, name)) is not None
    }
    groups, conflicts = base.duplicates, None
    if thresholds or arguments.conflicts:
        index = index_documents(clean_all(notes), **thresholds)
        groups = index.groups() if thresholds else groups
        conflicts = index.conflicts() if arguments.conflicts else None
    return [g for g in groups if arguments.kind in (None, g.kind)], conflicts


def _write_clean_copy(
    arguments: Namespace, groups: "Sequence[DuplicateGroup]", notes: "Sequence[Note]"
) -> int:
    from kg.clean_copy import write_clean_copy
    from kg.pipeline import clean_all

    try:
        write_clean_copy(clean_all(notes), groups, arguments.write)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return _tell_written(arguments, arguments.write)


def _write_page(
    arguments: Namespace,
    groups: "Sequence[DuplicateGroup]",
    conflicts: "Sequence[Conflict]",
    notes: "Sequence[Note]",
) -> int:
    from search.console.duplicate_report import render_page

    page: Path = arguments.html
    if page.resolve().as_posix() in {note.path for note in notes}:
        raise CommandError(f"{page} is a note; name another file to write")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(render_page(groups, conflicts, LANGUAGES[arguments.lang]), encoding="utf-8")
    return _tell_written(arguments, page)


def _restore_notes(arguments: Namespace) -> int:
    from kg.clean_copy import restore

    try:
        written = restore(arguments.restore, arguments.out)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return _tell_written(arguments, arguments.out, notes=len(written))


def run_export(arguments: Namespace) -> int:
    """Write the graph to a file or folder."""
    from kg.export import export

    graph = _load(arguments).graph
    try:
        export(graph, arguments.format, arguments.out)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return _tell_written(arguments, arguments.out, format=arguments.format)


def _tell_written(arguments: Namespace, out: Path, **fields: object) -> int:
    if arguments.json:
        _print_json({**fields, "out": str(out)})
    else:
        _screen(arguments).show_line(LANGUAGES[arguments.lang].exported.format(out=out))
    return 0


def run_status(arguments: Namespace) -> int:
    """Show what the knowledge base holds."""
    from search.console.json_output import status_json
    from search.store import size_bytes

    size = size_bytes(arguments.kb)
    status = status_json(_load(arguments), folder=str(arguments.kb), size_bytes=size)
    if arguments.json:
        _print_json(status)
    else:
        _screen(arguments).show_status(status)
    return 0


def run_app(arguments: Namespace) -> int:
    """Run the web page until it is stopped; without a knowledge base it offers to build one."""
    page = Path(__file__).parents[2] / "app.py"
    options = {
        "server.address": "localhost",
        "server.port": str(arguments.port or 8501),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
    }
    flags = [word for name, value in options.items() for word in (f"--{name}", value)]
    kb = {"ZHITU_KB": str(arguments.kb.absolute()), "ZHITU_LANG": arguments.lang}
    command = [sys.executable, "-m", "streamlit", "run", str(page), *flags]
    if subprocess.run(command, env={**os.environ, **kb}, check=False).returncode:
        raise CommandError("the web page stopped with an error; see above")
    return 0


def _load(arguments: Namespace) -> "KnowledgeBase":
    from search.store import load

    return load(arguments.kb)


def _screen(arguments: Namespace) -> "Screen":
    from search.console.terminal import Screen

    return Screen(sys.stdout, LANGUAGES[arguments.lang])


def _print_json(content: dict[str, Any], *, indent: int | None = 1) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=indent) + "\n")
