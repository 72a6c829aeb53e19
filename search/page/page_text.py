"""Text of notes -> HTML and labels for the page, in which nothing of a note is markup."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence

from kg.records import Dropped, Note, Passage, Span
from search.readable import make_readable

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")
_MARK = re.compile(r"^(?:(?:Q|问题?)\d*[:：.]|\d{1,3}(?:[.、）)]|\s))\s*", re.IGNORECASE)
_MAX_LABEL = 80
_QUESTION_CHARS = range(6, 31)


def plain(text: str) -> str:
    """Give a text as Markdown that is read as that text, on one line.

    Every ASCII mark is escaped, so that no image, link, formula or colour of a note comes to life.
    """
    return _MARKUP.sub(r"\\\1", _SPACES.sub(" ", text).strip())


def label(text: str, *, max_chars: int = _MAX_LABEL) -> str:
    """Give the beginning of a text, as ``plain`` does."""
    line = _SPACES.sub(" ", text).strip()
    return plain(line if len(line) <= max_chars else f"{line[: max_chars - 1]}…")


def marked(text: str, spans: Iterable[Span]) -> str:
    """Give a text as HTML with spans of it, in order and apart, as ``<mark>``."""
    return _wrapped(text, ((span, "<mark>", "</mark>") for span in spans))


def note_html(
    text: str, dropped: Sequence[Dropped], focus: Span | None, reasons: Mapping[str, str]
) -> str:
    """Give a note as HTML: what was dropped struck through, a passage with the id zhitu-passage.

    Args:
        text: the note's text.
        dropped: its spans of page furniture, in order.
        focus: the passage; what was dropped inside it is not struck through.
        reasons: what is said of the reason of a dropped span.
    """
    pieces = [
        (Span(d.start, d.end), f'<del title="{html.escape(reasons[d.reason])}">', "</del>")
        for d in dropped
        if text[d.start : d.end].strip()
    ]
    if focus:
        pieces = [p for p in pieces if p[0].end <= focus.start or p[0].start >= focus.end]
        pieces.append((focus, '<mark id="zhitu-passage">', "</mark>"))
    return _wrapped(text, sorted(pieces))


def find_note(
    notes: Sequence[Note], source: str, span: Span, *, path: str = "", said: str = ""
) -> int:
    """Give the place of a note in a list; of those with one source, the right one.

    Args:
        notes: the notes.
        source: its source.
        span: a passage of it.
        path: its path, where it is known.
        said: else the text of the passage, which stands there in hardly any other note.
    """
    same = [at for at, note in enumerate(notes) if note.source == source]
    right = (
        at
        for at in same
        if (notes[at].path == path if path else notes[at].text[span.start : span.end] == said)
    )
    return next(right, same[0])


def example_questions(passages: Sequence[Passage], *, limit: int) -> list[str]:
    """Choose questions that the notes themselves ask, from as many notes as there are."""
    by_note: dict[str, list[str]] = {}
    for passage in passages:
        asks = make_readable(passage.question).text
        question = _MARK.sub("", _SPACES.sub(" ", asks).strip())
        asked = by_note.setdefault(passage.source, [])
        if question.endswith(("?", "？")) and len(question) in _QUESTION_CHARS:
            asked.append(question)
    depth = max(map(len, by_note.values()), default=0)
    turns = (
        asked[turn] for turn in range(depth) for asked in by_note.values() if turn < len(asked)
    )
    return list(dict.fromkeys(turns))[:limit]


def _wrapped(text: str, pieces: Iterable[tuple[Span, str, str]]) -> str:
    out: list[str] = []
    at = 0
    for span, opening, closing in pieces:
        out.append(html.escape(text[at : span.start]))
        out.append(f"{opening}{html.escape(text[span.start : span.end])}{closing}")
        at = span.end
    out.append(html.escape(text[at:]))
    return "".join(out)
