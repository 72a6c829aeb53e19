"""Text of others to lines for a terminal: nothing in them steers it, and none is too wide."""

import re

from rich.cells import cell_len
from rich.text import Text

_TAB = " " * 4
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LATIN = "!-\u1fff"
_OPENING, _CLOSING = (
    r"(\[{（【《「『〈“‘〔［｛",
    r",.;:!?)\]}，。！？；：、）】》」』〉”’〕］｝…—～·％",
)
_UNIT = re.compile(rf"[{_OPENING}]*(?:[{_LATIN}]+|.)[{_CLOSING}]*\s*")
"""What no line break parts: a Latin word or one Chinese character, with the marks beside it."""


def plain(text: str) -> str:
    """Give a text without what steers a terminal: escapes, controls, marks of direction."""
    unified = re.sub(r"\r\n?", "\n", text).replace("\t", _TAB)
    return _STEERING.sub("", unified)


def wrap(text: Text, width: int) -> list[Text]:
    """Give the lines of a text, none wider than ``width`` columns."""
    lines = text.split("\n", allow_blank=True)
    return [part for line in lines for part in line.divide(break_line(line.plain, width))]


def break_line(line: str, width: int) -> list[int]:
    """Give the positions where a line is broken to fit ``width`` columns.

    Chinese breaks between any two characters, save that no line begins with a closing mark or
    ends with an opening one; a Latin word stays whole unless it is wider than a line.
    """
    breaks: list[int] = []
    used = 0
    for unit in _UNIT.finditer(line):
        size = cell_len(unit[0].rstrip())
        if used and used + size > width:
            breaks.append(unit.start())
            used = 0
        for position, character in enumerate(unit[0], unit.start()):
            if used + cell_len(character) > width and not character.isspace():
                breaks.append(position)
                used = 0
            used += cell_len(character)
    return breaks


def one_line(text: str) -> str:
    """Give a text as one plain line."""
    return plain(" ".join(text.split()))
