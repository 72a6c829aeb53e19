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
    r"(?:[。！？!?；;]|…{2,}|…(?=[\s\"”’]|$))+[”’」』\"]?"
    r"|<br\s{0,3}/?>|\n+"
    # A Latin full stop ends a sentence before a capital, Chinese, or the line's end.
    r"|(?<=[A-Za-z\u4e00-\u9fff)])\.(?=\s{1,4}[A-Z\u4e00-\u9fff]|[ \t]{0,4}\n|$)"
)
_TOKEN = re.compile(f"(?P<protected>{_PROTECTED})|(?P<end>{_END})")
_LIST_MARK = re.compile(
    r"\s{5}|\u3000|\s*(?:"  # far in, or the indent of a new paragraph
    r"[-*+•·●■◆▪#>|~`①-⑳<=]|[A-Z]{1,2}\d|\$\$|\\\[|\[\d|\d{1,3}\s?[.．、)）](?!\d)|\d{1,2}\.\d{1,2}\s"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[、)）]|第\s?[一二三四五六七八九十\d]{1,4}\s?[章节篇讲课]"
    r"|(?:[QqAa]|问|答|问题|回答|答案)\s?\d{0,3}\s?[:：])"
)
_ENTRY = re.compile(r"\s{0,8}[^\s，,、。；;:：]{2,12}[:：]")
_LINE_ENDED = re.compile(r"(?:[。！？!?；;:：….|]|<br\s{0,3}/?>)[”’」』\"*_）)\]]*$", re.IGNORECASE)
_NEVER_WRAPPED = re.compile(r"#|\||`{3}|~{3}|\$\$|<")
_MIN_WRAPPED_COLUMNS = 50
_MAX_WRAPPED_COLUMNS = 120
_RAGGED_COLUMNS = 12
_HUNG_CHARS = 2
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_EDGES = re.compile(r"(?:\s|<br\s{0,3}/?>|\*\*(?=\s))+")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Give the sentences of ``text[start:end]``, in order, without blank edges.

    Half-width and full-width marks, semicolons, line ends and ``<br>`` end a sentence; a line
    end that only wraps a paragraph does not.
    """
    stop = len(text) if end is None else end
    return tuple(_trimmed(text, start, stop))


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    begin = start
    for match in _TOKEN.finditer(text, start, stop):
        wrapped = match.group() == "\n" and wraps(text, match.start())
        if match.lastgroup == "end" and not wrapped:
            span = trim(text, begin, match.end())
            begin = match.end()
            if span.start < span.end:
                yield span
    span = trim(text, begin, stop)
    if span.start < span.end:
        yield span


def wraps(text: str, at: int) -> bool:
    """Tell whether the line end ``text[at]`` only wraps a paragraph, as in text out of a PDF.

    The line above is then long and has no end mark, and the line below, which is no longer
    than it, opens with no mark of a list, nor do both name an entry before a colon.
    """
    reach = _MAX_WRAPPED_COLUMNS + _RAGGED_COLUMNS
    near = text[max(0, at - reach) : at]
    above = near[near.rfind("\n") + 1 :].strip()
    below = text[at + 1 : at + 1 + reach].partition("\n")[0].rstrip()
    width = _columns(above)
    return (
        _MIN_WRAPPED_COLUMNS <= width <= _MAX_WRAPPED_COLUMNS
        and 0 < _columns(below) <= width + _RAGGED_COLUMNS
        and not _LINE_ENDED.search(above)
        and not _NEVER_WRAPPED.match(above)
        and not _LIST_MARK.match(below)
        and not _is_indented(near[near.rfind("\n") + 1 :], below)
        and not (_ENTRY.match(above) and _ENTRY.match(below))
    )


def _is_indented(above: str, below: str) -> bool:
    """Tell whether a line opens further in than the one above, which is no item of a list."""
    indent = len(below) - len(below.lstrip())
    return indent > len(above) - len(above.lstrip()) + _HUNG_CHARS and not _LIST_MARK.match(above)


def _columns(line: str) -> int:
    """Give a line's width on a terminal, where a Chinese character takes two columns."""
    return len(line) + len(_WIDE.findall(line))


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
