"""English of errors, help and usage to Chinese: exceptions stay English, readers choose."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HOLE = re.compile(r"\{\*?\}")
_OWN_WORDS = "{*}"


@dataclass(frozen=True, slots=True)
class _Template:
    """An English line and its Chinese."""

    pattern: re.Pattern[str]
    own_words: tuple[bool, ...]
    """By hole, whether what stands in it is translated as well."""
    chinese: str


def translate(text: str, language: str) -> str:
    """Give a text in a language of ``search.messages.LANGUAGES``.

    The lines of ``search/chinese.txt`` say how; what fits none of them stays English, and so does
    what the user named, as a file. Each line of a text is translated by itself.
    """
    if language == "en":
        return text
    if "\n" in text:
        return "\n".join(translate(line, language) for line in text.split("\n"))
    for template in _templates():
        if found := template.pattern.fullmatch(text):
            parts = [
                translate(part, language) if is_own else part
                for part, is_own in zip(found.groups(), template.own_words, strict=True)
            ]
            # {} takes the parts in order; {1} is the first, as nothing stands at {0}.
            numbered = parts if "{}" in template.chinese else ["", *parts]
            return template.chinese.format(*numbered)
    return text


@cache
def _templates() -> tuple[_Template, ...]:
    """Read the file once."""
    lines = files("search").joinpath("chinese.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(_template(*pair) for pair in zip(said[::2], said[1::2], strict=True))


def _template(english: str, chinese: str) -> _Template:
    pattern = "(.*?)".join(map(re.escape, _HOLE.split(english)))
    holes = _HOLE.findall(english)
    return _Template(
        re.compile(pattern, re.DOTALL | re.IGNORECASE),
        tuple(hole == _OWN_WORDS for hole in holes),
        chinese,
    )
