"""A note's blocks to plain text, without marks of emphasis, formulas, code and addresses."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.markup import INLINE_TAG
from kg.records import Block, BlockKind, Document

_SKIPPED = re.compile(
    rf"(?P<emphasis>\*{{2,3}}|__|==|~~|(?i:{INLINE_TAG}))"
    r"|\$\$[^$]{1,3000}\$\$|\$[^$\n]{1,500}\$|\\\([^\n]{1,300}?\\\)"
    r"|(?P<ticks>`{1,3})(?P<quoted>[^`\n]{1,300})(?P=ticks)"
    r"|\]\([^()\s]{1,300}\)|https?://[^\s，。；）)>\]]{1,2000}"
    r"|</?[A-Za-z][^<>\n]{0,200}>|&[a-z]{2,6};|[\w.]{1,64}@[\w.]{1,64}",
    re.ASCII,
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)")
_NO_EMPHASIS = frozenset({"a", "s", "small", "strike", "sub", "sup"})
"""Tags of links, and of what is said less loudly."""
_NAME = re.compile(
    r"(?!.* -)(?:[A-Za-z0-9 +-]{0,20}[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9 +-]{1,20}"
    r"|(?=.*[\u4e00-\u9fff])[\w +-]{2,20}[（(][\w +-]{2,40}[)）]"
    r"|[A-Z][a-z]{1,19}(?:[ -][A-Za-z]{2,20}){1,3})"
)
"""What backticks emphasize rather than quote as code: `git push -f` and `len(rows)` are code."""
_SMALL_WORDS = re.compile(r"[a-z]{2,20}(?:[ -][A-Za-z]{2,20}){1,3}")
"""What two or three of them emphasize besides: one alone quotes commands of such words."""
_ACRONYM = re.compile("[A-Za-z]?[A-Z]{2,5}")
"""What they emphasize besides where a parenthesis holds no more: 交叉熵（`CE`）."""
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
    opened: dict[str, int] = {}
    for match in _SKIPPED.finditer(text, at, end):
        pieces.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
        if match["emphasis"]:
            mark, closes = _mark(match["emphasis"], opened)
            if not closes:
                opened[mark] = len(places)
            elif mark in opened and mark not in _NO_EMPHASIS:
                bold.append((opened.pop(mark), len(places)))
        elif match["quoted"] and (
            _is_emphasized(match["quoted"], match["ticks"])
            or (_is_enclosed(text, match) and _ACRONYM.fullmatch(match["quoted"]))
        ):
            bold.append((len(places), len(places) + len(match["quoted"])))
            pieces.append(match["quoted"])
            places.extend(range(*match.span("quoted")))
        else:
            pieces.append("\n")
            places.append(match.start())
    pieces.append(text[at:end])
    places.extend(range(at, end))
    return Plain("".join(pieces), (*places, end), tuple(bold))


def _is_emphasized(quoted: str, ticks: str) -> bool:
    """Tell whether backticks stand around a name, and not around code."""
    return bool(_NAME.fullmatch(quoted) or (len(ticks) > 1 and _SMALL_WORDS.fullmatch(quoted)))


def _is_enclosed(text: str, quote: re.Match[str]) -> bool:
    """Tell whether a quote is all that a parenthesis holds."""
    return text.endswith(("(", "（"), 0, quote.start()) and text.startswith(
        (")", "）"), quote.end()
    )


def _mark(emphasis: str, opened: Collection[str]) -> tuple[str, bool]:
    """Give what marks an emphasis, and whether it ends one: a tag's name, or the signs."""
    if tag := _TAG.match(emphasis):
        return tag["name"].casefold(), bool(tag["close"])
    return emphasis, emphasis in opened
