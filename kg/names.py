"""Names and words to matching keys: width, case, spaces and hyphens folded."""

import re
import unicodedata
from functools import cache, lru_cache

from kg.wordlists import read_lines

_TIMES = re.compile(r"(?<=\d)[*×](?=\d)")
_JOINERS = re.compile(r"[\s\-‐-―_·]+")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Give the key under which spellings of a name are one: ``Batch-Norm`` as ``batchnorm``.

    NFKC, case folded, simplified, without spaces, hyphens, underscores and middle dots, sizes
    as ``3x3``; never for display.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return fold_sizes(_JOINERS.sub("", simplify(folded)))


def fold_sizes(text: str) -> str:
    """Give a text with an x between the numbers of sizes such as 3*3 and 3×3; its length stays."""
    return _TIMES.sub("x", text)


def simplify(text: str) -> str:
    """Give a text in simplified characters; its length stays."""
    # Most texts have none, which a pattern tells ten times as fast as a table.
    return text.translate(_simplified()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simplified()))}]")


@cache
def _simplified() -> dict[int, str]:
    """Give the simplified form of each traditional character, as OpenCC's table has it."""
    return {ord(pair[0]): pair[1] for line in read_lines("simplified") for pair in line.split()}


class _Folding(dict[int, str]):
    """Gives each character's letters and digits: NFKC, case folded, simplified; else nothing."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKC", chr(code)).casefold()
        folded = "".join(letter for letter in simplify(letters) if letter.isalnum())
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold_letters(text: str) -> str:
    """Give a text's letters and digits: width, case, spaces, marks and traditional forms folded."""
    return text.translate(_FOLDING)
