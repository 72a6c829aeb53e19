"""What a section or an answer opens with, when it is another name of what was named above it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.names import fold_name
from kg.naming.equations import Equation, NamedText, quote
from kg.naming.set_apart import SPELLED
from kg.naming.spellings import conflict, is_acronym_of
from kg.naming.translations import fills
from kg.naming.wordings import phrases
from kg.records import Block, BlockKind

_TITLES = (BlockKind.HEADING, BlockKind.QUESTION)
_ASKS = re.compile(r"(?:到底|究竟)?(?:是(?:什么|啥|指什么)|指的?是什么|什么意思)?[?？]?$")
_ENDS = re.compile(r"\s?[。．，,；;：:\n]|\s?$")
_STOPS = re.compile(r"\s?(?:[。．\n]|$)")
_SPELLED = re.compile(SPELLED)
_LATIN = re.compile(r"[A-Za-z][A-Za-z -]+")


def in_openings(
    blocks: Sequence[tuple[Block, NamedText]], names: Mapping[str, str]
) -> Iterator[Equation]:
    """Equate what a heading or a question is about with what the text below it opens with.

    So 空洞卷积 above ``也叫膨胀卷积``, 标签平滑 in ``标签平滑是什么?`` above ``label smoothing。``,
    and MVCC above ``Multi-Version Concurrency Control,多版本并发控制。``.

    Args:
        blocks: a document's blocks in order, each with its names.
        names: the candidates by folded name.
    """
    topic = ""
    for block, text in blocks:
        if block.kind in _TITLES:
            topic = _subject(text)
        elif topic:
            for name, confidence in _named(text, topic, names):
                if name != topic and not conflict(names[topic], names[name]):
                    said = quote(text, 0, len(name))
                    yield Equation(names[topic], names[name], "opening", said, confidence)
            topic = ""


def _subject(text: NamedText) -> str:
    """Give the one name that a heading or question is about; empty if there is more to it."""
    if not text.names:
        return ""
    name, span = text.names[0]
    return name if span.start == 0 and _ASKS.match(text.text.text, span.end) else ""


def _named(text: NamedText, topic: str, names: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Give the other names of the topic that a text opens with, and how sure each is."""
    content = text.text.text
    starts = {span.start: (name, span) for name, span in text.names}
    for phrase in phrases(content):
        if phrase.equates and phrase.cue and phrase.left == 0 and phrase.right in starts:
            yield starts[phrase.right][0], 0.95
    name, span = starts.get(0, ("", None))
    stops = span is not None and _STOPS.match(content, span.end)
    if stops and _LATIN.fullmatch(names[name]) and fills(names[topic], names[name]):
        yield name, 0.9
    spelled = _SPELLED.match(content)
    if spelled is None or not is_acronym_of(names[topic], spelled["words"]):
        return
    name, span = starts.get(spelled.end(), ("", None))
    if span is not None and _ENDS.match(content, span.end):
        yield name, 0.95
        if (long := fold_name(spelled["words"])) in names:
            yield long, 0.95
