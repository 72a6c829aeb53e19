"""Names and words to matching keys: width, case, spaces and hyphens folded."""

import re
import unicodedata
from functools import lru_cache

_JOINERS = re.compile(r"[\s\-‐-―_·]+")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Give the key under which spellings of a name are one: ``Batch-Norm`` as ``batchnorm``.

    NFKC, case folded, without spaces, hyphens, underscores and middle dots; never for display.
    """
    return _JOINERS.sub("", unicodedata.normalize("NFKC", name).casefold())


def fold_letters(text: str) -> str:
    """Give a text's letters and digits alone, NFKC and case folded, to compare wordings."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
