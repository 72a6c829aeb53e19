"""What each subcommand of ``zhitu`` does: calls the stages and prints.

Everything is imported where it is used, so that ``zhitu --help`` need not wait for it.
"""

import json
import os
import socket
import sys
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

_MENTIONS, _MENTIONS_IN_JSON = 3, 20
"""How many sentences that name a concept are shown at most."""


class CommandError(Exception):
    """What a command cannot do, in one line with the remedy."""


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
    screen = None if arguments.json else screen_of(arguments)
    for question in _questions(sys.stdin) if reading else [_valid(arguments.question)]:
        answer = ask(question, base, model, limit=arguments.limit)
        if screen:
            screen.show_answer(answer)
        else:
            print_json(answer_json(answer), indent=None if reading else 1)
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
    from kg.communities import leaders
    from search.answer import named_neighbors
    from search.console.json_output import concept_json
    from search.lookup import find_concept
    from search.mentions import find_mentions

    base = _load(arguments)
    concept = find_concept(_valid(arguments.name), base.concepts)
    neighbors = named_neighbors(concept, base)
    node = base.graph.nodes[concept.id]
    limit = _MENTIONS_IN_JSON if arguments.json else _MENTIONS
    mentions = find_mentions(concept, base, limit=limit)
    if arguments.json:
        print_json(concept_json(concept, neighbors, node, mentions))
    else:
        screen_of(arguments).show_concept(
            concept,
            neighbors,
            passages=node["passages"],
            together=leaders(base.graph, concept.id),
            mentions=mentions,
        )
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
        print_json(path_json(first, last, hops, base.concepts))
    else:
        screen_of(arguments).show_path(first, last, hops, base.concepts)
    return 0


def run_duplicates(arguments: Namespace) -> int:
    """Show the groups of copies and the page furniture, or write them, or give notes back."""
    if arguments.restore:
        return _restore_notes(arguments)
    from search.console.duplicate_screen import show_conflicts, show_furniture, show_groups
    from search.console.json_output import duplicates_json
    from search.store import load_with_notes

    base, notes = load_with_notes(arguments.kb)
    for out in filter(None, (arguments.html, arguments.write)):
        _require_free(out, arguments.kb, base)
    if arguments.write:
        _require_unread(arguments.write, base)
    groups, conflicts = _find_copies(arguments, base, notes)
    if arguments.write:
        return _write_clean_copy(arguments, groups, notes)
    groups = [*groups, *base.set_apart] if arguments.all else groups
    found = duplicates_json(groups, base, notes, conflicts)
    if arguments.html:
        return _write_page(arguments, groups, conflicts or (), found["furniture"])
    if arguments.json:
        print_json(found)
        return 0
    screen = screen_of(arguments)
    show_groups(screen, groups)
    if conflicts is not None:
        show_conflicts(screen, conflicts)
    show_furniture(screen, found["furniture"], whole=arguments.furniture)
    return 0


def _find_copies(
    arguments: Namespace, base: "KnowledgeBase", notes: "Sequence[Note]"
) -> "tuple[Sequence[DuplicateGroup], Sequence[Conflict] | None]":
    """Give the groups of the base, or those by other thresholds; conflicts only if asked for."""
    from kg.duplicates import DuplicateIndex, index_documents
    from kg.judgements import judge
    from kg.pipeline import clean_all

    thresholds = {
        name: value
        for name in ("min_chars", "near", "containment")
        if (value := getattr(arguments, name)) is not None
    }
    groups, conflicts = base.duplicates, None
    if thresholds or arguments.conflicts:
        index = index_documents(clean_all(notes), DuplicateIndex(**thresholds))
        groups = judge(index.groups(), base.judgements).groups if thresholds else groups
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


def _require_free(out: Path, kb: Path, base: "KnowledgeBase") -> None:
    """Refuse to write over a note or into the knowledge base, whatever links lead there."""
    target = out.resolve()
    if target in {Path(note.path).resolve() for note in base.notes}:
        raise CommandError(f"{out} is a note; name another file to write")
    if target.is_relative_to(kb.resolve()):
        raise CommandError(f"{out} is in the knowledge base's folder; name a place outside it")


def _require_unread(out: Path, base: "KnowledgeBase") -> None:
    """Refuse to write notes where the next ingest would read them."""
    target = out.resolve()
    for root in sorted({note.root for note in base.notes}):
        if Path(root).is_dir() and target.is_relative_to(Path(root).resolve()):
            raise CommandError(
                f"{out} is in {root}, whose notes the knowledge base holds: the next ingest would "
                "read the copies as new notes; name a folder outside it"
            )


def _write_page(
    arguments: Namespace,
    groups: "Sequence[DuplicateGroup]",
    conflicts: "Sequence[Conflict]",
    furniture: Sequence[dict[str, Any]],
) -> int:
    from search.duplicate_report import render_page

    page: Path = arguments.html
    page.parent.mkdir(parents=True, exist_ok=True)
    words = LANGUAGES[arguments.lang]
    page.write_text(render_page(groups, conflicts, words, furniture=furniture), encoding="utf-8")
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

    base = _load(arguments)
    _require_free(arguments.out, arguments.kb, base)
    try:
        words = LANGUAGES[arguments.lang].relations
        export(base.graph, arguments.format, arguments.out, words=words)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return _tell_written(arguments, arguments.out, format=arguments.format)


def _tell_written(arguments: Namespace, out: Path, **fields: object) -> int:
    if arguments.json:
        print_json({**fields, "out": str(out)})
    else:
        screen_of(arguments).show_line(LANGUAGES[arguments.lang].exported.format(out=out))
    return 0


def run_status(arguments: Namespace) -> int:
    """Show what the knowledge base holds."""
    from search.console.json_output import status_json
    from search.store import size_bytes

    size = size_bytes(arguments.kb)
    status = status_json(_load(arguments), folder=str(arguments.kb), size_bytes=size)
    if arguments.json:
        print_json(status)
    else:
        screen_of(arguments).show_status(status)
    return 0


def run_app(arguments: Namespace) -> int:
    """Run the web page until it is stopped; without a knowledge base it offers to build one."""
    page = Path(__file__).parents[2] / "app.py"
    port = arguments.port or 8501
    with socket.socket() as probe:
        if probe.connect_ex(("localhost", port)) == 0:
            raise CommandError(f"port {port} is in use; name another with --port")
    options = {
        "server.address": "localhost",
        "server.port": str(port),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
    }
    flags = [word for name, value in options.items() for word in (f"--{name}", value)]
    kb = {"ZHITU_KB": str(arguments.kb.absolute()), "ZHITU_LANG": arguments.lang}
    command = [sys.executable, "-m", "streamlit", "run", str(page), *flags]
    # In place of this process, so that a signal that ends the one ends the other.
    os.execve(sys.executable, command, {**os.environ, **kb})


def _load(arguments: Namespace) -> "KnowledgeBase":
    from search.store import load

    return load(arguments.kb)


def screen_of(arguments: Namespace) -> "Screen":
    """Give where results are shown, in the language of the arguments."""
    from search.console.terminal import Screen

    return Screen(sys.stdout, LANGUAGES[arguments.lang])


def print_json(content: dict[str, Any], *, indent: int | None = 1) -> None:
    """Print JSON that keeps Chinese readable; ``indent`` None gives one line."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=indent) + "\n")
