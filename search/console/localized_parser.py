"""Arguments to what they mean, with help, usage and errors in the reader's language."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from search.translation import translate


class LocalizedParser(argparse.ArgumentParser):
    """``argparse`` that shows what it is given in English, and its own words, in a language."""

    def __init__(self, *, language: str, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        """Take a language of ``search.messages.LANGUAGES``, and what ``ArgumentParser`` takes."""
        super().__init__(formatter_class=partial(_Formatter, language=language), **settings)
        self._language = language

    def parse_known_args(  # type: ignore[override] # one of argparse's overloads is enough
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Tell what is too much at once: later, it would be told with another command's usage."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            remedy = "" if rest[0].startswith("-") else "; put words of one argument in quotes"
            self.error(f"unrecognized arguments: {' '.join(rest)}{remedy}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with status 2."""
        self.print_usage(sys.stderr)
        if message.startswith("the following arguments are required"):
            message += f"; see {self.prog} -h"
        said = translate(message, self._language)
        self.exit(2, f"{self.prog}: {translate('error', self._language)}: {said}\n")


class _Formatter(argparse.HelpFormatter):
    """Lays out help whose texts it translates."""

    def __init__(self, *, prog: str, language: str) -> None:
        super().__init__(prog)
        self._say = partial(translate, language=language)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self._say(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and self._say(text))

    def format_help(self) -> str:
        # As wide as the English word, so that later lines stay aligned.
        return super().format_help().replace("usage: ", self._say("usage: "), 1)

    def _expand_help(self, action: argparse.Action) -> str:
        return self._say(super()._expand_help(action))


def find_language(arguments: Sequence[str] | None) -> str | None:
    """Give what ``--lang`` says, wherever it stands, before the arguments are parsed."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--lang", nargs="?")
    found: str | None = finder.parse_known_args(arguments)[0].lang
    return found
