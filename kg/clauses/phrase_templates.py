"""Phrase templates: the lines of ``relation_phrases.txt``, which tells their notation, compiled."""

import re
from dataclasses import dataclass
from functools import cache

from kg.clauses.slots import GROUP, SLOT, one_of
from kg.wordlists import read_lines

_LINE = re.compile(r"(?P<relation>\w+) (?P<confidence>0\.\d+): (?P<template>.+)")
_FIRST = re.compile(r"(?P<dropped>[\[{])?(?P<concept>[AB])[!^*]?(?(dropped)[\]}])")
_TOKEN = re.compile(
    r"<(?P<kinds>[^>]+)>|…(?P<most>\d*)|(?P<concept>A\+|B[!^*]|[ABC])|(?P<mark>[~\[\]()|*，：])|\S"
)
# Bounded, since many of these words can be read as two others.
_SEVERAL = "{0,6}"
_MARKS = {
    "~": f"(?:{one_of('adverbs')}){_SEVERAL}",
    "[": "(?:",
    "]": ")?",
    "(": "(?:",
    ")": ")",
    "|": "|",
    "*": _SEVERAL,
    "，": "[，,]",
    "：": "[:：]",
}
_MATTER = rf"(?P<matter>(?:的?{one_of('object_tails')})*+)"
_CONCEPTS = {
    "A": f"(?P<A>{GROUP})",
    "A+": "(?P<A>[^，,。；;:：]+?)等?",
    "B": f"(?P<B>{GROUP}){_MATTER}",
    "C": GROUP,
}
_STRONG_WORDS = one_of("negations", "mitigates", "causes", "improves", "conditions")
_GAP = rf"(?:(?!(?!当前){_STRONG_WORDS}|比(?!较)|[时免])[^{SLOT[1:-1]}，,；;。:：])"
_GAP_CHARS = 8
_ENDS = (
    ("…", "(?![的中里上])"),
    (" >", rf"(?=$|[，,；;。！!:：、等]|{one_of('purposes')})"),
    ("", r"等?(?=$|[，,；;。！!:：]|——)"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase that states a relation between A and B."""

    relation: str
    """A `RelationType`, or ``member``: part_of or is_a, as the names tell."""
    confidence: float
    first: str
    """The concept that the phrase opens with, A or B; empty if it does not open with one."""
    dropped: str
    """``[`` where the phrase may leave out that concept if the clause before speaks of it, ``{A``
    or ``{B`` if the paragraph does; empty where it may not."""
    anywhere: bool
    """Whether the phrase may stand after other words of its clause."""
    several: bool
    """Whether A is a list of several, maybe with words among them that are no concepts."""
    sort: str
    """What B must be: ``!`` bad, ``^`` good, ``*`` a class, empty for anything."""
    rest: re.Pattern[str]
    """What follows the first concept, or the whole phrase; its groups are A, B and matter."""


@cache
def read_templates() -> tuple[Template, ...]:
    """Give the templates, in the order of the file.

    Raises:
        ValueError: A line is no template, or does not name both A and B.
    """
    return tuple(map(_parse, read_lines("relation_phrases")))


def _parse(line: str) -> Template:
    parsed = _LINE.fullmatch(line)
    if not parsed:
        raise ValueError(f"no `relation confidence: template`: {line!r}")
    whole = parsed["template"]
    anywhere = whole.startswith("…")
    body = whole.lstrip("… ")
    first = _FIRST.match(body)
    opening = first["concept"] if first and not anywhere else ""
    rest = body[first.end() :] if first and opening else body
    mark, end = next((mark, end) for mark, end in _ENDS if whole.endswith(mark))
    rest = rest.removesuffix(mark).rstrip()
    if mark == "…" and not rest.endswith(("A", "B", "!", "^")):
        end = ""
    pattern = "".join(map(_translate, _TOKEN.finditer(rest))).replace(
        f")?{_SEVERAL}", f"){_SEVERAL}"
    )
    if opening == "B":
        pattern = _MATTER + pattern
    sorts = {match[1] for match in re.finditer(r"B([!^*]?)", body)}
    named = {opening, *re.findall(r"\?P<([AB])>", pattern)} - {""}
    if len(sorts) > 1 or named != {"A", "B"}:
        raise ValueError(f"a template names one A and one B: {line!r}")
    return Template(
        relation=parsed["relation"],
        confidence=float(parsed["confidence"]),
        first=opening,
        dropped=_dropped(first) if first else "",
        anywhere=anywhere,
        several="A+" in body,
        sort="".join(sorts),
        rest=re.compile(pattern + end),
    )


def _dropped(first: re.Match[str]) -> str:
    return "{" + first["concept"] if first["dropped"] == "{" else first["dropped"] or ""


def _translate(token: re.Match[str]) -> str:
    if token["kinds"]:
        return one_of(*token["kinds"].split("+"))
    if token["concept"]:
        return _CONCEPTS[token["concept"].rstrip("!^*")]
    if token["most"] is not None:
        return rf"(?<!{SLOT}(?=[里中上内的])){_GAP}{{0,{token['most'] or _GAP_CHARS}}}?"
    return _MARKS.get(token[0]) or re.escape(token[0])
