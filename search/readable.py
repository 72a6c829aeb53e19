"""Text of notes -> the same words as people read them: without markup, with a sign of each cut."""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from kg.markup import INLINE_TAG
from kg.names import fold_letters
from kg.records import Span
from kg.sentences import split_sentences
from search.hits import Citation

_CUT = "…"
# Code, formulas and addresses, in which a mark is no markup. "\(" may be an escaped parenthesis:
# only what looks like a formula between the two is one.
_INSIDE = r"(?:(?!\\[()\[\]])[\s\S])"
_FORMULA = rf"\\[(\[](?={_INSIDE}{{0,200}}?(?:\\[a-z]|[\^_={{}}])){_INSIDE}{{1,300}}\\[)\]]"
_VERBATIM = (
    r"(?P<verbatim>(?P<fence>`{3}|~{3})[\s\S]*?(?:(?P=fence)|\Z)|(?P<tick>`{1,2})[^`\n]+(?P=tick)"
    rf"|\$\$[^$]+\$\$|\$[^$\n]+\$|{_FORMULA}"
    r"|\\begin\{[\s\S]{0,1000}?\\end\{\w+\*?\}|https?://[^\s，。；）)>\]]+)"
)
_ROW = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_BAR = re.compile(rf"{_VERBATIM}|\\\||[ \t]*(?P<bar>\|)[ \t]*", re.IGNORECASE)
_CELL = " · "
_Edit = tuple[int, int, str]
"""Where a text is replaced, and by what."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A text without markup, and where the spans of the marked-up one are in it."""

    text: str
    spans: tuple[Span, ...] = ()


def _rule(
    *patterns: str, write: Callable[[str], str] = lambda _: ""
) -> tuple[re.Pattern[str], Callable[[str], str]]:
    """Make a rule that writes what it finds anew, or keeps only its group ``words``."""
    found = "|".join(patterns)
    return re.compile(f"{_VERBATIM}|(?:{found})", re.IGNORECASE | re.MULTILINE), write


def _write_tag(tag: str) -> str:
    kinds = {"<br": "\n", "<su": "_" if tag[3:4] in "bB" else "^"}
    return kinds.get(tag[:3].lower(), "")


def _write_rest(found: str) -> str:
    """Write blank lines as one, an entity as its character, and no backslash of an escape."""
    if found.startswith("\n"):
        return "\n\n"
    return html.unescape(found) if found.startswith("&") else ""


_TARGET = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
# In this order: what an escape or an entity stands for is no markup any more.
_RULES = (
    _rule(
        r"<!--[\s\S]{0,1000}?-->|<img\s[^<>]*>[ \t]?|<br\s{0,3}/?>[ \t]*\n?",
        # With anything but attributes behind the name, x<b and c>d are comparisons.
        rf"(?=</?[a-z]+(?:\s[^<>\n]*=[^<>\n]*)?\s*/?>){INLINE_TAG}",
        r"</?(?:p|div|section|h[1-6]|[uo]l|li)(?:\s[^<>\n]{0,200})?>",
        # A sentence may begin or end inside a tag.
        r"<(?:a|div|font|img|p|span)\s[^<>]*\Z|\A[^<>\n\u4e00-\u9fff]{0,200}[\"']\s*/?>",
        write=_write_tag,
    ),
    _rule(rf"!?\[(?P<words>[^\[\]\n]*)\]{_TARGET}(?:\{{[^{{}}\n]*\}})?"),
    _rule(
        # And inside a link or an image.
        rf"\A\[(?=\D[^\[\]\n]*\Z)|\A\]{_TARGET}|(?<=[\u4e00-\u9fff])[ \t]+!\Z",
        r"^[ \t]*(?:[|:+ \t]*[-=*_]){3,}[|:+ \t]*$\n?",
        r"^[ \t]{0,3}(?:(?:>[ \t]?){1,2}(?!>)(?:#{1,6}[ \t]+)?|#{1,6}[ \t]+)",
        # Between two Latin letters or figures it is a power.
        r"(?<![a-z0-9\\*])\*{2,4}|(?<![\\*])\*{2,4}(?![a-z0-9*])",
    ),
    _rule(
        # Lines and underlines only around other than identifiers: __init__ is one.
        r"(?<![a-z0-9/*_=!<>\\])(?P<mark>\*(?=\w)|(?:__|==)(?=[^_=\n]*[^\x00-\x7f]))"
        r"(?P<words>(?:(?!(?P=mark))[^\n])+)(?<=\w)(?P=mark)(?![a-z0-9/*=_])"
    ),
    _rule(
        r"\n[^\S\n]*(?:\n[^\S\n]*){2,}",
        r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d?);",
        r"\\(?=[`*_{}\[\]()#+\-.!|~<>$&\"'])",
        write=_write_rest,
    ),
)


def make_readable(text: str, spans: Iterable[Span] = ()) -> Readable:
    """Take tags, emphasis, links, escapes and rules out of a text; formulas and code stay.

    Of a table's rows the cells stay, with a point between them.

    Args:
        text: part of a note; a pair of marks of which it holds one alone goes as well.
        spans: parts of it, in order, to be found again; those with no word left are left out.
    """
    bare = reduce(_apply, _RULES, _open_rows(Readable(text, tuple(spans))))
    return bare if bare.text.strip() else Readable(text, tuple(spans))


def read_excerpt(citation: Citation) -> Readable:
    """Give a citation's excerpt with its matches, and ``…`` where it is cut out of its passage.

    Headings and the question that a passage begins with are no cut: they are told above it.
    """
    before, _, after = citation.passage.partition(citation.excerpt)
    excerpt = make_readable(citation.excerpt, citation.matches)
    first = _CUT if _tells(before, citation.heading) else ""
    last = _CUT if fold_letters(after) else ""
    moved = (Span(span.start + len(first), span.end + len(first)) for span in excerpt.spans)
    return Readable(f"{first}{excerpt.text}{last}", tuple(moved))


def _tells(before: str, headings: Iterable[str]) -> bool:
    """Tell whether a text is more than headings and questions."""
    above = tuple(filter(None, map(fold_letters, headings)))
    sentences = (before[span.start : span.end] for span in split_sentences(before))
    return any(
        fold_letters(sentence)
        and not fold_letters(sentence).endswith(above)
        and not sentence.endswith(("?", "？"))
        for sentence in sentences
    )


def _open_rows(old: Readable) -> Readable:
    """Write the bars of a table's rows as points, but for the outer ones, and drop its rule."""
    edits: list[_Edit] = []
    bars = [found.span() for found in _BAR.finditer(old.text) if found["bar"]]
    for row in _ROW.finditer(old.text) if len(bars) > 2 else ():
        own = [bar for bar in bars if row.start() <= bar[0] < row.end()]
        if not row[0].strip("|:- \t"):
            edits.append((row.start(), row.end() + 1, ""))
        elif len(own) > 2:
            edits += [(*bar, _CELL if own[0] < bar < own[-1] else "") for bar in own]
    return _edited(old, edits)


def _apply(old: Readable, rule: tuple[re.Pattern[str], Callable[[str], str]]) -> Readable:
    pattern, write = rule
    edits: list[_Edit] = []
    for found in pattern.finditer(old.text):
        if found["verbatim"] is not None:
            continue
        if "words" in pattern.groupindex:
            edits.append((found.start(), found.start("words"), ""))
            edits.append((found.end("words"), found.end(), ""))
        else:
            edits.append((*found.span(), write(found[0])))
    return _edited(old, edits)


def _edited(old: Readable, edits: Sequence[_Edit]) -> Readable:
    """Replace parts of a text, in order and apart."""
    if not edits:
        return old
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces += old.text[at:start], new
        at = end
    moved = (Span(_move(s.start, edits), _move(s.end, edits)) for s in old.spans)
    text = "".join((*pieces, old.text[at:]))
    return Readable(text, tuple(span for span in moved if span.start < span.end))


def _move(position: int, edits: Iterable[_Edit]) -> int:
    """Give where a position is after edits; inside what is replaced, not beyond its new end."""
    shift = 0
    for start, end, new in edits:
        if end <= position:
            shift += len(new) - (end - start)
        elif start < position:
            shift += min(len(new) - (position - start), 0)
    return position + shift
