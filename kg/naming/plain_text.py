"""A note's blocks to plain text, without marks of emphasis, formulas, code and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import Block, BlockKind, Document

_SKIPPED = re.compile(
    r"(?P<emphasis>\*\*|__|==|~~)"
    r"|\$\$[^$]{1,3000}\$\$|\$[^$\n]{1,500}\$|`[^`\n]{1,300}`|\\\([^\n]{1,300}?\\\)"
    r"|\]\([^()\s]{1,300}\)|https?://[^\s，。；）)>\]]{1,2000}"
    r"|</?[A-Za-z][^<>\n]{0,200}>|&[a-z]{2,6};|[\w.]{1,64}@[\w.]{1,64}",
    re.ASCII,
)
_OPENS = re.compile(
    r"(?:[#>\s]|[-*+•·▪◦●○■◆]\s|\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d])|\d{1,2}(?:\.\d{1,2})*\s?[.、)）．]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|第\s?[一二三四五六七八九十\d]{1,4}\s?[章节篇讲课]|[①-⑳]"
    r"|(?:问题?|Q|答|A)\s?\d{0,3}\s?[:：])+"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of a note without marks of emphasis, formulas, code and addresses."""

    text: str
    places: tuple[int, ...]
    """For each character its place in the note, and one more for the end."""
    bold: tuple[tuple[int, int], ...]
    """Emphasized stretches of ``text``."""


def prose(document: Document) -> Iterator[tuple[Block, Plain]]:
    """Give the blocks that hold words, without the number or bullet that they open with."""
    for block in document.blocks:
        if block.kind not in (BlockKind.CODE, BlockKind.FORMULA):
            yield block, plain(document.note.text, block.start, block.end)


def plain(text: str, start: int, end: int) -> Plain:
    """Give ``text[start:end]`` in plain words; what is masked becomes a line end."""
    opening = _OPENS.match(text, start, end)
    at = opening.end() if opening and opening.end() < end else start
    pieces: list[str] = []
    places: list[int] = []
    bold: list[tuple[int, int]] = []
    opened = -1
    for match in _SKIPPED.finditer(text, at, end):
        pieces.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
        if match["emphasis"] is None:
            pieces.append("\n")
            places.append(match.start())
        elif opened >= 0:
            bold.append((opened, len(places)))
            opened = -1
        else:
            opened = len(places)
    pieces.append(text[at:end])
    places.extend(range(at, end))
    return Plain("".join(pieces), (*places, end), tuple(bold))
