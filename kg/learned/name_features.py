"""Name features: a stretch of words, and what it opens and closes with, as the tagger's signs."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.naming.name_patterns import Unit

_FREQUENCIES = (0, 10, 50, 150, 400, 1000, 3000, 10_000, 30_000)


@dataclass(frozen=True, slots=True)
class Word:
    """What the tagger knows of a word, wherever it stands."""

    text: str
    """Folded to lower case."""
    tag: str
    """Its part of speech, and whether it parts names; how a Latin one is written."""
    often: str
    """How often general Chinese uses it, as a digit, or a letter for what it does not."""
    latin: bool


def read_word(unit: Unit) -> Word:
    """Read what the tagger is told of a word."""
    text = unit.text
    if unit.latin:
        case = "U" if text.isupper() else "L" if text.islower() else "T" if text.istitle() else "M"
        return Word(text.casefold(), case, "L", latin=True)
    tag = (unit.tag or "?") + "!" * unit.verb + "-" * unit.parting
    often = "R" if unit.rare else str(sum(unit.frequency > least for least in _FREQUENCIES))
    return Word(text, tag, often, latin=False)


def opening_features(ahead: str, before: Word | None, first: Word) -> tuple[str, ...]:
    """Give what stands ahead of a stretch.

    Args:
        ahead: up to two characters of its line.
        before: the word that adjoins it, if any.
        first: its first word.
    """
    if before:
        return f"l1:{ahead[-1:]}", f"lw:{before.text}", f"lt:{before.tag}|{first.tag}"
    return f"l1:{ahead[-1:]}", f"lw:{ahead}", f"lt:{ahead[-1:]}|{first.tag}"


def closing_features(behind: str, last: Word, after: Word | None) -> tuple[str, ...]:
    """Give what stands after a stretch.

    Args:
        behind: up to two characters of its line.
        last: its last word.
        after: the word that adjoins it, if any.
    """
    if after:
        return f"r1:{behind[:1]}", f"rw:{after.text}", f"rt:{last.tag}|{after.tag}"
    return f"r1:{behind[:1]}", f"rw:{behind}", f"rt:{last.tag}|{behind[:1]}"


def edge_feature(ahead: str, behind: str) -> str:
    """Give what a stretch stands between: the characters at the ends of its run that it reaches."""
    return f"e:{ahead}|{behind}"


def word_features(words: Sequence[Word]) -> list[str]:
    """Give what the words of a stretch are: characters, parts of speech, use in general Chinese."""
    first, last = words[0], words[-1]
    name = "".join([word.text for word in words])
    found = [
        f"w:{name}",
        f"t:{' '.join([word.tag for word in words])}",
        f"f:{''.join([word.often for word in words])}",
        f"s:{len(name)}|{len(words)}",
    ]
    if len(words) > 1:
        found += [f"a:{first.text}", f"z:{last.text}"]
    else:
        found += [f"a1:{name[0]}", f"z1:{name[-1]}"]
    if not first.latin:
        found += [f"b1:{name[0]}", f"b2:{name[:2]}"]
    if not last.latin:
        found += [f"c1:{name[-1]}", f"c2:{name[-2:]}"]
    return found
