"""Text to sentences, without cutting formulas, code, links or parentheses."""

import re
from collections.abc import Iterator

from kg.records import Span

# Every alternative is bounded, so that a 50 MB line stays linear.
_PROTECTED = (
    r"\$\$(?:[^$]|\$(?!\$)){1,3000}\$\$"
    r"|\$(?:[^$\n]|\n(?![ \t]*\n)){1,500}\$"
    r"|`[^`\n]{1,300}`"
    r"|https?://[^\s，。；）)>\]]{1,2000}"
    r"|“[^”\n]{0,80}”|「[^」\n]{0,80}」|（[^（）\n]{0,80}）|\([^()\n]{0,80}\)"
)
_END = (
    r"(?:[。！？!?；;]|…(?=…|[\s\"”’]|$))+[”’」』\"]?"
    r"|<br\s{0,3}/?>|\n+"
    # A Latin full stop ends a sentence before a capital, Chinese, or the line's end.
    r"|(?<=[A-Za-z\u4e00-\u9fff)])\.(?=\s{1,4}[A-Z\u4e00-\u9fff]|[ \t]{0,4}\n|$)"
)
_TOKEN = re.compile(f"(?P<protected>{_PROTECTED})|(?P<end>{_END})")
_EDGES = re.compile(r"(?:\s|<br\s{0,3}/?>)+")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Give the sentences of ``text[start:end]``, in order, without blank edges.

    Half-width and full-width marks, semicolons, line ends and ``<br>`` end a sentence.
    """
    stop = len(text) if end is None else end
    return tuple(_trimmed(text, start, stop))


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    begin = start
    for match in _TOKEN.finditer(text, start, stop):
        if match.lastgroup == "end":
            span = trim(text, begin, match.end())
            begin = match.end()
            if span.start < span.end:
                yield span
    span = trim(text, begin, stop)
    if span.start < span.end:
        yield span


def trim(text: str, start: int, end: int) -> Span:
    """Give ``[start, end)`` without the white space and ``<br>`` at its edges."""
    while match := _EDGES.match(text, start, end):
        start = match.end()
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == ">" and (
            tag := re.search(r"<br\s{0,3}/?>$", text[max(start, end - 8) : end])
        ):
            end -= len(tag.group())
        else:
            break
    return Span(start, end)
