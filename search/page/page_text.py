"""Text of notes -> HTML and labels for the page, in which nothing of a note is markup."""

import difflib
import html
import re
from collections.abc import Iterable, Sequence

from kg.records import Dropped, Passage, Span

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")
_MAX_LABEL = 80
_QUESTION_CHARS = range(6, 31)


def plain(text: str) -> str:
    """Give a text as Markdown that is read as that text, on one line.

    Every ASCII mark is escaped, so that no image, link, formula or colour of a note comes to life.
    """
    return _MARKUP.sub(r"\\\1", _SPACES.sub(" ", text).strip())


def label(text: str) -> str:
    """Give at most 80 characters of a text, as ``plain`` does."""
    line = _SPACES.sub(" ", text).strip()
    return plain(line if len(line) <= _MAX_LABEL else f"{line[: _MAX_LABEL - 1]}…")


def marked(text: str, spans: Iterable[Span]) -> str:
    """Give a text as HTML with spans of it, in order and apart, as ``<mark>``."""
    return _wrapped(text, ((span, "<mark>", "</mark>") for span in spans))


def note_html(text: str, dropped: Sequence[Dropped], focus: Span | None, tip: str = "{}") -> str:
    """Give a note as HTML: what was dropped struck through, a passage with the id zhitu-passage.

    Args:
        text: the note's text.
        dropped: its spans of page furniture, in order; they do not overlap ``focus``.
        focus: the passage.
        tip: what is said of the reason of a dropped span, by ``str.format``.
    """
    pieces = [
        (Span(d.start, d.end), f'<del title="{html.escape(tip.format(d.reason))}">', "</del>")
        for d in dropped
        if text[d.start : d.end].strip()
    ]
    if focus:
        pieces = [p for p in pieces if p[0].end <= focus.start or p[0].start >= focus.end]
        pieces.append((focus, '<mark id="zhitu-passage">', "</mark>"))
    return _wrapped(text, sorted(pieces))


def differences(first: str, second: str) -> tuple[str, str]:
    """Give two texts as HTML, each with what the other lacks as ``<mark>``."""
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return (
        marked(first, [Span(a0, a1) for _, a0, a1, _, _ in steps if a1 > a0]),
        marked(second, [Span(b0, b1) for _, _, _, b0, b1 in steps if b1 > b0]),
    )


def example_questions(passages: Sequence[Passage], *, limit: int) -> list[str]:
    """Choose questions that the notes themselves ask, from as many notes as there are."""
    by_note: dict[str, list[str]] = {}
    for passage in passages:
        question = _SPACES.sub(" ", passage.question).strip()
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
