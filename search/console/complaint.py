"""An error to one line on stderr, in the reader's language."""

import sys

from search.translation import translate


def complain(error: Exception, language: str) -> None:
    """Tell an error in one line, or several errors in as many: what, where, how to mend it."""
    lines = translate(str(error), language).split("\n")
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        wrong = (error.strerror or str(error)).lower()
        lines = [place + translate(f"{wrong}; check the path and the free space", language)]
    for line in lines:
        sys.stderr.write(f"zhitu: {_printable(line)}\n")


def _printable(text: str) -> str:
    """Give one line that steers no terminal: it may quote a file's name."""
    return "".join(c if c.isprintable() else " " for c in text)
