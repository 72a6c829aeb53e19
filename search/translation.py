"""English of errors, help and usage to Chinese: exceptions stay English, readers choose."""

import re
from functools import cache
from importlib.resources import files

_ANY = re.compile(r"\\\{\\\}")


def translate(text: str, language: str) -> str:
    """Give a text in a language of ``search.messages.LANGUAGES``.

    The lines of ``search/chinese.txt`` say how; what fits none of them stays English.
    """
    if language == "en":
        return text
    for pattern, chinese in _templates():
        if found := pattern.fullmatch(text):
            parts = [translate(part, language) for part in found.groups()]
            # {} takes the parts in order; {1} is the first, as nothing stands at {0}.
            return chinese.format(*parts) if "{}" in chinese else chinese.format("", *parts)
    return text


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read the file once: each English line as a pattern, with its Chinese."""
    lines = files("search").joinpath("chinese.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.strip() and not line.startswith("#")]
    pairs = zip(said[::2], said[1::2], strict=True)
    return tuple(
        (re.compile(_ANY.sub("(.*?)", re.escape(english)), re.DOTALL | re.IGNORECASE), chinese)
        for english, chinese in pairs
    )
