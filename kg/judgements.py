"""A user's ``duplicates.txt`` to judgements: which copies are none, and which copy is the one.

A line of the file is one of these, each text by the digest of its letters and digits, so that it
is known wherever it stands and whatever is written elsewhere::

    0f1e2d3c4b5a6978 != 8796a5b4c3d2e1f0  # the texts are no copies of each other
    keep 0f1e2d3c4b5a6978 "notes/a.md"    # the one that stays is this text in this note

A note is a JSON string, as its name may hold any character; without quotes it is as it stands.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.names import fold_letters
from kg.records import Copy, DuplicateGroup

_DIGEST_CHARS = 16
_DIGEST = f"[0-9a-f]{{{_DIGEST_CHARS}}}"
_APART = re.compile(rf"(?P<a>{_DIGEST})\s*!=\s*(?P<b>{_DIGEST})\s*(?:#.*)?")
_KEEP = re.compile(
    rf'keep\s+(?P<digest>{_DIGEST})\s+(?P<source>"(?:[^"\\]|\\.)*"|\S.*?)(?:\s\s+#.*)?'
)
_EXPECTED = "expected `DIGEST != DIGEST` or `keep DIGEST NOTE`"
_HEAD = """\
# 对重复的判断，可以手改，一行一条。0123… 是一段文字的摘要，只看其中的字和数字。
# 0123… != 4567…    两段文字不是重复，各算各的
# keep 0123… "笔记"   几处重复里，保留这篇笔记里的这一处
"""
_QUOTED_CHARS = 30


@dataclass(frozen=True, slots=True)
class Judgements:
    """What the user says of copies, whatever was found."""

    apart: frozenset[tuple[str, str]] = frozenset()
    """Digests of texts that are no copies of each other, each pair sorted."""
    kept: frozenset[tuple[str, str]] = frozenset()
    """Digest and note of the copies that are to be the canonical ones."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Groups of copies as the user judges them."""

    groups: tuple[DuplicateGroup, ...]
    apart: tuple[DuplicateGroup, ...]
    """What is set apart, each copy in a group of its own with the canonical one."""


def digest(text: str) -> str:
    """Give what a text is known by in the file: 16 hexadecimal digits."""
    return hashlib.sha256(fold_letters(text).encode("utf-8")).hexdigest()[:_DIGEST_CHARS]


def read_judgements(path: Path) -> Judgements:
    """Read a file of judgements; a missing one judges nothing.

    Blank lines and lines that begin with ``#`` say nothing.

    Raises:
        ValueError: lines say something else, or the file is not UTF-8; the message names the
            file, and each such line in a line of its own.
    """
    wrong: list[str] = []
    apart: set[tuple[str, str]] = set()
    kept: set[tuple[str, str]] = set()
    for number, line in enumerate(_read_lines(path), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        if found := _APART.fullmatch(said):
            apart.add(_pair(found["a"], found["b"]))
        elif found := _KEEP.fullmatch(said):
            kept.add((found["digest"], _read_source(found["source"])))
        else:
            wrong.append(f"{path}:{number}: {_EXPECTED}, got `{said}`")
    if wrong:
        raise ValueError("\n".join(wrong))
    return Judgements(frozenset(apart), frozenset(kept))


def judge(groups: Sequence[DuplicateGroup], judgements: Judgements) -> Judged:
    """Leave out of groups what the user set apart, and make canonical what the user keeps.

    Copies that are set apart from the canonical one, and are the same text, are a group of their
    own. A group keeps the kind and similarity that it was found with, unless all that is left of
    it is one text.
    """
    if not judgements.apart and not judgements.kept:
        return Judged(tuple(groups), ())
    left: list[DuplicateGroup] = []
    apart: list[DuplicateGroup] = []
    for group in groups:
        chosen = _choose(group, judgements)
        own = digest(chosen.canonical.text)
        stay: list[Copy] = []
        gone: dict[str, list[Copy]] = defaultdict(list)
        for copy in chosen.copies:
            other = digest(copy.text)
            (gone[other] if _pair(own, other) in judgements.apart else stay).append(copy)
        if stay:
            left.append(_regroup(chosen, chosen.canonical, stay) if gone else chosen)
        for other, copies in gone.items():
            apart += (replace(chosen, copies=(copy,)) for copy in copies)
            if len(copies) > 1 and (other, other) not in judgements.apart:
                left.append(_regroup(chosen, copies[0], copies[1:]))
    return Judged(tuple(left), tuple(apart))


def set_apart(path: Path, first: Copy, second: Copy) -> None:
    """Add a line that two texts are no copies of each other, or of itself where they are one."""
    pair = _pair(digest(first.text), digest(second.text))
    quoted = " ".join(second.text.split())[:_QUOTED_CHARS]
    places = f"{first.source}:{first.line_start} | {second.source}:{second.line_start}"
    remark = " ".join(f"{places} | {quoted}".split())  # a name may hold the end of a line
    _write_lines(path, [*_without_pair(path, pair), f"{' != '.join(pair)}  # {remark}"])


def rejoin(path: Path, first: Copy, second: Copy) -> None:
    """Take back every line that sets two texts apart."""
    _write_lines(path, _without_pair(path, _pair(digest(first.text), digest(second.text))))


def keep(path: Path, group: DuplicateGroup, copy: Copy) -> None:
    """Make a copy of a group the canonical one, in place of any other chosen before."""
    others = {(digest(each.text), each.source) for each in (group.canonical, *group.copies)}
    lines = [
        line
        for line in _read_lines(path)
        if not (found := _KEEP.fullmatch(line.strip()))
        or (found["digest"], _read_source(found["source"])) not in others
    ]
    # What is printed nowhere may end a line.
    source = json.dumps(copy.source, ensure_ascii=not copy.source.isprintable())
    _write_lines(path, [*lines, f"keep {digest(copy.text)} {source}"])


def _read_source(said: str) -> str:
    try:
        return str(json.loads(said)) if said.startswith('"') else said
    except ValueError:
        return said


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _choose(group: DuplicateGroup, judgements: Judgements) -> DuplicateGroup:
    """Make the copy canonical that the user keeps, if it is of the group."""
    members = (group.canonical, *group.copies)
    for member in members if judgements.kept else ():
        if (digest(member.text), member.source) in judgements.kept:
            others = sorted(
                (each for each in members if each != member), key=lambda c: (c.path, c.start)
            )
            return replace(group, canonical=member, copies=tuple(others))
    return group


def _regroup(group: DuplicateGroup, canonical: Copy, copies: Sequence[Copy]) -> DuplicateGroup:
    if all(digest(copy.text) == digest(canonical.text) for copy in copies):
        return DuplicateGroup("exact", 1.0, canonical, tuple(copies))
    return replace(group, canonical=canonical, copies=tuple(copies))


def _read_lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8; save it as UTF-8") from error


def _without_pair(path: Path, pair: tuple[str, str]) -> list[str]:
    return [
        line
        for line in _read_lines(path)
        if not (found := _APART.fullmatch(line.strip())) or _pair(found["a"], found["b"]) != pair
    ]


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    """Write the file in one step; a new one begins with what its lines mean."""
    part = path.with_name(f"{path.name}.new")
    head = "" if path.exists() else _HEAD
    part.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    part.replace(path)
