"""The ``zhitu`` command: its arguments, its exit status, its errors in one line."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from search.console import commands, note_commands
from search.console.complaint import complain
from search.console.localized_parser import LocalizedParser, find_language
from search.messages import LANGUAGES

EXPORT_FORMATS = ("json", "graphml", "gexf", "csv", "mermaid", "obsidian")
"""The keys of ``kg.export.FORMATS``, which no start of the command should have to wait for."""
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments; by default those of the process.

    Returns:
        The exit status: 0 done, 1 an error told in one line on stderr. Wrong usage exits with 2.
    """
    _speak_utf8()
    wanted = os.environ.get("ZHITU_LANG") or "zh"
    language = find_language(argv) or wanted
    parser = _parser(language if language in LANGUAGES else "zh")
    arguments = parser.parse_args(argv, argparse.Namespace(kb=None, lang=None, json=False))
    _check_usage(arguments)
    arguments.lang = arguments.lang or wanted
    if arguments.lang not in LANGUAGES:
        parser.error(f"ZHITU_LANG is {arguments.lang!r}; set it to one of: {', '.join(LANGUAGES)}")
    arguments.kb = Path(arguments.kb or os.environ.get("ZHITU_KB") or ".zhitu")
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return _PIPE_CLOSED
    except _foreseeable_errors() as error:
        complain(error, arguments.lang)
        _drop_stdout()
        return 1
    return status


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale, and no half characters."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _foreseeable_errors() -> tuple[type[Exception], ...]:
    """Give what is no bug; imported only once something was raised."""
    from kg.readers import NoteError
    from search.encoder import EncoderError
    from search.lookup import UnknownConceptError
    from search.store import StoreError

    return commands.CommandError, NoteError, StoreError, EncoderError, UnknownConceptError, OSError


def _drop_stdout() -> None:
    """Let nothing that is still buffered fail once more when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a path
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parser(language: str) -> LocalizedParser:
    """Make the parser; its texts are English here, and ``LocalizedParser`` translates them."""
    common = LocalizedParser(language=language, add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--kb",
        type=_path,
        metavar="DIR",
        help="the knowledge base's folder (default: $ZHITU_KB, else .zhitu)",
    )
    common.add_argument(
        "--lang", choices=sorted(LANGUAGES), help="language to show (default: $ZHITU_LANG, else zh)"
    )
    common.add_argument("--json", action="store_true", help="print JSON")
    parser = LocalizedParser(
        prog="zhitu",
        language=language,
        parents=[common],
        description="Cited answers and a concept graph from Chinese notes, on this machine alone.",
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        command = subparsers.add_parser(
            name, parents=[common], language=language, help=text, description=text
        )
        command.set_defaults(run=run)
        return command

    command = add(
        "ingest", note_commands.run_ingest, "add or update the notes under some files or folders"
    )
    command.add_argument(
        "paths",
        nargs="+",
        type=_path,
        metavar="PATH",
        help="files or folders of .txt, .md, .markdown, .html and .htm",
    )
    command.add_argument(
        "--model", type=_name, metavar="NAME", help="a sentence-transformers model or folder"
    )
    command = add(
        "remove", note_commands.run_remove, "take notes out of the knowledge base; the files stay"
    )
    command.add_argument(
        "notes",
        nargs="+",
        type=_name,
        metavar="NOTE",
        help="a note's name as answers show it, or its path",
    )
    command = add("ask", commands.run_ask, "answer a question with cited excerpts of the notes")
    command.add_argument("question", metavar="QUESTION", help="- reads one a line from stdin")
    command.add_argument(
        "--limit", type=_positive, default=5, metavar="N", help="how many excerpts (default: 5)"
    )
    command = add(
        "concept", commands.run_concept, "show a concept's names and its neighbours, with evidence"
    )
    command.add_argument("name", type=_name, metavar="NAME", help="any of its names")
    command = add("path", commands.run_path, "show how two concepts are linked, with evidence")
    command.add_argument("first", type=_name, metavar="A")
    command.add_argument("last", type=_name, metavar="B")
    _add_duplicates_options(
        add(
            "duplicates",
            commands.run_duplicates,
            "show the copies and the page furniture found in the notes, or write notes without",
        )
    )
    command = add("export", commands.run_export, "write the graph in a format of other tools")
    command.add_argument(
        "format",
        choices=EXPORT_FORMATS,
        metavar="FORMAT",
        help=f"one of: {', '.join(EXPORT_FORMATS)}",
    )
    command.add_argument(
        "-o",
        "--out",
        required=True,
        type=_path,
        metavar="OUT",
        help="the file to write; for csv and obsidian a new or empty folder",
    )
    add("status", commands.run_status, "tell what the knowledge base holds")
    command = add("app", commands.run_app, "open the web page on the knowledge base")
    command.add_argument("--port", type=_port, metavar="N", help="(default: 8501)")
    return parser


def _add_duplicates_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind", choices=("exact", "near", "partial"), help="only groups of this kind"
    )
    found = command.add_argument_group(
        "thresholds", "with any of these, copies are looked for anew, not taken from ingest"
    )
    found.add_argument(
        "--min-chars",
        type=_positive,
        metavar="N",
        help="the fewest letters that are a copy; four Latin ones count as one (default: 16)",
    )
    found.add_argument(
        "--near",
        type=_threshold,
        metavar="SHARE",
        help="how much alike reworded text is, from 0.5 to 1 (default: 0.75)",
    )
    found.add_argument(
        "--containment",
        type=_threshold,
        metavar="SHARE",
        help="how much of a text a longer one holds, from 0.5 to 1 (default: 0.9)",
    )
    command.add_argument(
        "--conflicts",
        action="store_true",
        help="also look for sentences that differ only in a negation, a number or a concept",
    )
    command.add_argument(
        "--all", action="store_true", help="list what was judged to be no copies as well"
    )
    command.add_argument(
        "--furniture", action="store_true", help="list the page furniture, not only counts of it"
    )
    goal = command.add_mutually_exclusive_group()
    goal.add_argument("--html", type=_path, metavar="FILE", help="write groups as one HTML page")
    goal.add_argument(
        "--write",
        type=_path,
        metavar="DIR",
        help="write the notes without furniture and copies to a new folder; the notes stay",
    )
    goal.add_argument(
        "--restore", type=_path, metavar="DIR", help="give the notes of such a folder back, with -o"
    )
    command.add_argument(
        "-o", "--out", type=_path, metavar="TARGET", help="the new folder that --restore writes to"
    )
    command.set_defaults(command=command)


def _check_usage(arguments: argparse.Namespace) -> None:
    """Check what argparse cannot: that two options come together."""
    if "restore" in arguments and (arguments.restore is None) != (arguments.out is None):
        arguments.command.error("--restore DIR and -o TARGET need each other")


def _path(text: str) -> Path:
    if not text.strip():  # to pathlib the current folder, to a user a variable that is not set
        raise argparse.ArgumentTypeError("the path is blank; name a file or folder")
    return Path(text)


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is blank; give one")
    return text


def _threshold(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0.5 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0.5 to 1")
    return share


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 1 << 31):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _port(text: str) -> int:
    port = _positive(text)
    if port >= 1 << 16:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 65535")
    return port


if __name__ == "__main__":
    sys.exit(main())
