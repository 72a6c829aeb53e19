"""English words that spell out an acronym beside them, whatever words they are.

After Schwartz & Hearst, 2003, "A Simple Algorithm for Identifying Abbreviation Definitions in
Biomedical Text": of the words next to an acronym, those whose letters it has, in order.
"""

import re
from collections.abc import Iterator

from kg.naming.spellings import is_acronym, spells_out
from kg.naming.translations import fills

_MAX_MORE_WORDS = 9
_ACRONYM = (
    r"(?<![A-Za-z0-9.-])(?P<acronym>[A-Za-z]?[A-Z][A-Za-z0-9]{1,5})(?![A-Za-z0-9]|-(?![A-Z][a-z]))"
)
_WORDS = rf"(?P<words>[A-Za-z][A-Za-z-]*(?:[ ][A-Za-z][A-Za-z-]*){{1,{_MAX_MORE_WORDS}}})"
_AFTER = re.compile(
    rf"{_ACRONYM}[*\s]{{0,2}}(?:[（(:：,，=–—-]|[\u4e00-\u9fff]{{0,4}}(?:是|为|指|叫|称|即|名|写)的?)[\s“\"*]{{0,2}}{_WORDS}"
)
_BEFORE = re.compile(
    rf"(?<![A-Za-z]){_WORDS}[”\"*]{{0,2}}\s?[（(,，]\s?[*]{{0,2}}{_ACRONYM}[*]{{0,2}}\s?[）),，;；]"
)
# At the start of a line nothing need stand between them.
_BESIDE = re.compile(
    rf"(?:^|\n)\s*{_ACRONYM}\s{{1,3}}{_WORDS}"
    rf"(?:\s{{0,2}}(?P<chinese>[\u4e00-\u9fff]{{3,12}})(?=\s*(?:\n|$)))?"
)
_FULL = re.compile(rf"(?:英文)?全[称名](?:[是为]|[:：])\s?{_WORDS}")


def spelled_out(content: str) -> Iterator[str]:
    """Give the words that spell out an acronym beside them, and those that follow 全称.

    With those that open a line comes the Chinese that is the rest of it.
    """
    for match in (*_AFTER.finditer(content), *_BESIDE.finditer(content)):
        words = match["words"].split(" ")
        tries = (" ".join(words[:size]) for size in range(len(words), 1, -1))
        found = [*_first(tries, match["acronym"])]
        yield from found
        chinese = match.groupdict().get("chinese")
        if chinese and found == [match["words"]] and fills(chinese, match["words"]):
            yield chinese
    for match in _BEFORE.finditer(content):
        words = match["words"].split(" ")
        tries = (" ".join(words[at:]) for at in range(len(words) - 1))
        yield from _first(tries, match["acronym"])
    yield from (match["words"] for match in _FULL.finditer(content))


def _first(tries: Iterator[str], acronym: str) -> Iterator[str]:
    found = is_acronym(acronym) and next((t for t in tries if spells_out(t, acronym)), "")
    if found:
        yield found
