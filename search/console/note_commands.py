"""What the subcommands of ``zhitu`` do that change the notes of a knowledge base."""

import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING

from search.console.commands import print_json, screen_of
from search.console.complaint import complain
from search.messages import LANGUAGES

if TYPE_CHECKING:
    from search.ingest import Report


def run_ingest(arguments: Namespace) -> int:
    """Bring the knowledge base up to date with the notes under some paths."""
    from search import encoder
    from search.console.progress_bar import progress_bar
    from search.ingest import ingest

    started = time.monotonic()
    with progress_bar(sys.stderr, LANGUAGES[arguments.lang]) as progress:
        report = ingest(
            arguments.paths,
            arguments.kb,
            load_encoder=encoder.load_encoder,
            model=arguments.model,
            progress=progress,
        )
    for error in (*report.failed, *report.warnings):
        complain(error, arguments.lang)
    return _tell(arguments, report, seconds=time.monotonic() - started)


def run_remove(arguments: Namespace) -> int:
    """Take notes out of the knowledge base; their files stay."""
    from search import encoder
    from search.console.progress_bar import progress_bar
    from search.removal import remove

    started = time.monotonic()
    with progress_bar(sys.stderr, LANGUAGES[arguments.lang]) as progress:
        report = remove(
            arguments.notes, arguments.kb, load_encoder=encoder.load_encoder, progress=progress
        )
    return _tell(arguments, report, seconds=time.monotonic() - started)


def _tell(arguments: Namespace, report: "Report", *, seconds: float) -> int:
    """Print what was done; give the exit status."""
    from search.console.json_output import report_json

    messages = LANGUAGES[arguments.lang]
    if arguments.json:
        print_json(report_json(report, seconds=seconds))
    else:
        renamed = messages.renamed.format(count=len(report.renamed)) if report.renamed else ""
        failed = messages.failed.format(failed=len(report.failed)) if report.failed else ""
        left_out = messages.left_out.format(count=len(report.left_out)) if report.left_out else ""
        screen_of(arguments).show_line(
            messages.ingested.format(
                added=len(report.added),
                changed=len(report.changed),
                renamed=renamed,
                removed=len(report.removed),
                unchanged=report.unchanged,
                failed=failed + left_out,
                passages=report.passages,
                seconds=seconds,
            )
        )
    return 1 if report.failed else 0
