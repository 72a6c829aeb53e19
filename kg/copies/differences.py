"""What two nearly equal sentences disagree in: a negation, a number, or a concept."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kg.copies.named_things import Change, name_two_things
from kg.copies.similarity import align, match, weigh
from kg.numerals import CHINESE, value
from kg.wordlists import read_kinds

NEGATION = "negation"
NUMBER = "number"
CONCEPT = "concept"

_RUN = re.compile(r"[a-z0-9.]+")
_LATIN = re.compile(r"[a-z]{2,}")
_NUMERAL = re.compile(f"[0-9{CHINESE}]+")
_DIGITS = re.compile(r"\d+")
_DENIED = re.compile("[没未]有")
"""Written as the other word for it: the 有 in it affirms nothing."""
_MAX_CHANGED = 6
"""Characters that may change before it is a rewording."""
_TYPO_RATIO = 0.75
_MAX_TERM = 10
_AROUND = 3
_MIN_TAIL = 4
"""From this many letters on, what one text lacks at an end is cut off, not reworded."""


def disagreement(first: str, second: str) -> str:
    """Tell in what two folded wordings contradict each other.

    Returns:
        ``negation``, ``number`` or ``concept``, or the empty string where the one may be a
        rewording of the other. A part that one text lacks at its end says nothing.
    """
    first, second = (_DENIED.sub("并无", text) for text in (first, second))
    changes = _changes(first, second)
    for change in changes:
        found = _contradiction(first, second, change)
        if found:
            return found
    # Where much is reworded, only a word put in or exchanged by itself says the contrary.
    reworded = _is_reworded(changes)
    if _denials([c for c in changes if not reworded or _is_denial(c)], first, second):
        return NEGATION
    if any(_is_opposite(first, second, change, alone=reworded) for change in changes):
        return CONCEPT
    return CONCEPT if name_two_things(first, second, changes) else ""


def differ_in_one_point(first: str, second: str) -> bool:
    """Tell whether two folded wordings are the same but for a few characters."""
    return not _is_reworded(_changes(first, second))


def _is_reworded(changes: Sequence[Change]) -> bool:
    changed = sum(max(weigh(change.first), weigh(change.second)) for change in changes)
    return changed > _MAX_CHANGED


def _changes(first: str, second: str) -> list[Change]:
    """Give what differs, joined where nothing shared stands between, without cut ends."""
    changes: list[Change] = []
    for step in align(first, second):
        a0, a1, b0, b1 = step.first.start, step.first.end, step.second.start, step.second.end
        cut = (a0 == a1 or b0 == b1) and _is_cut(first, second, (a0, a1, b0, b1))
        if step.same or cut:
            continue
        last = changes[-1] if changes else None
        if last and a0 - last.first_start - len(last.first) <= 0:
            start, other = last.first_start, last.second_start
            changes[-1] = Change(first[start:a1], second[other:b1], start, other)
        else:
            changes.append(Change(first[a0:a1], second[b0:b1], a0, b0))
    return changes


def _is_cut(first: str, second: str, place: tuple[int, int, int, int]) -> bool:
    a0, a1, b0, b1 = place
    at_edge = (a0 == 0 and b0 == 0) or (a1 == len(first) and b1 == len(second))
    return at_edge and max(a1 - a0, b1 - b0) >= _MIN_TAIL


def _contradiction(first: str, second: str, change: Change) -> str:
    """Judge one change by its numbers, its Latin words and its opposites."""
    words = _touched(_RUN, first, second, change)
    if all(words) and words[0] != words[1]:
        numbers = [_DIGITS.findall(word) for word in words]
        if all(numbers) and numbers[0] != numbers[1]:
            return NUMBER
        letters = [_DIGITS.sub("", word) for word in words]
        if all(letters) and numbers[0] == numbers[1] and match(*letters).similarity < _TYPO_RATIO:
            return CONCEPT
    # Folded words have no space between them: what changed may be one of several.
    if all(map(_LATIN.fullmatch, (change.first, change.second))):
        return CONCEPT
    if _NUMERAL.fullmatch(change.first + change.second):
        amounts = _touched(_NUMERAL, first, second, change)
        values = [value(amount) for amount in amounts]
        # Folded, 38.5 has no point: it may be what 三十八度五 says.
        is_cut = amounts[0].isascii() != amounts[1].isascii() and str(max(values)).startswith(
            str(min(values))
        )
        if all(amounts) and values[0] != values[1] and not is_cut:
            return NUMBER
    units = (
        _unit_at(first, change.first_start, len(change.first)),
        _unit_at(second, change.second_start, len(change.second)),
    )
    return NUMBER if all(units) and units[0] != units[1] else ""


def _touched(run: re.Pattern[str], first: str, second: str, change: Change) -> tuple[str, str]:
    """Give the run of letters or numerals that a change touches, in either text."""
    return (
        _run_at(run, first, change.first_start, len(change.first)),
        _run_at(run, second, change.second_start, len(change.second)),
    )


def _run_at(run: re.Pattern[str], text: str, start: int, length: int) -> str:
    end = start + length
    while start > 0 and run.fullmatch(text[start - 1]):
        start -= 1
    while end < len(text) and run.fullmatch(text[end]):
        end += 1
    found = run.search(text, start, end)
    return found.group() if found else ""


def _unit_at(text: str, start: int, length: int) -> str:
    """Give the first name of the unit that a stretch of a text changes, behind a number."""
    around = max(0, start - _AROUND)
    for found in _quantities().finditer(text, around, start + length + _AROUND):
        if found.start(1) < start + length and found.end(1) > start:
            return _units()[found.group(1)]
    return ""


@cache
def _units() -> dict[str, str]:
    groups = (names.split() for names in read_kinds("opposites")["unit"])
    return {name: names[0] for names in groups for name in names}


@cache
def _quantities() -> re.Pattern[str]:
    names = sorted(_units(), key=len, reverse=True)
    return re.compile(f"[0-9每几数{CHINESE}]个?({'|'.join(names)})")


def _is_denial(change: Change) -> bool:
    """Tell whether a change puts a denying word in or takes it out, and nothing else."""
    sides = sorted((change.first, change.second), key=len)
    return not sides[0] and bool(_negations().fullmatch(sides[1]))


def _is_opposite(first: str, second: str, change: Change, *, alone: bool) -> bool:
    if alone:
        letters = zip(change.first, change.second, strict=False)
        same_length = 0 < len(change.first) == len(change.second)
        return (change.first, change.second) in _opposites(2) or (
            same_length and all(pair in _opposites(1) for pair in letters)
        )
    if max(len(change.first), len(change.second)) > _MAX_TERM:
        return False
    # Some letters around: 拟合, which 过拟合 and 欠拟合 share, is no part of the change.
    near = [
        text[max(0, start - _AROUND) : start + len(own) + _AROUND]
        for text, start, own in (
            (first, change.first_start, change.first),
            (second, change.second_start, change.second),
        )
    ]
    single = any(
        one in change.first
        and other in change.second
        and other not in change.first
        and one not in change.second
        for one, other in _opposites(1)
    )
    return single or any(
        one in near[0] and other in near[1] and other not in near[0] and one not in near[1]
        for one, other in _opposites(2)
    )


def _denials(changes: Sequence[Change], first: str, second: str) -> bool:
    """Tell whether the changed parts of one text deny more than those of the other."""
    if not changes:
        return False
    counts = [
        sum(_count_denials(text, start, len(own)) for start, own in places)
        for text, places in (
            (first, [(change.first_start, change.first) for change in changes]),
            (second, [(change.second_start, change.second) for change in changes]),
        )
    ]
    return counts[0] % 2 != counts[1] % 2


def _count_denials(text: str, start: int, length: int) -> int:
    """Count the denying words that begin in a stretch of a text."""
    around = text[max(0, start - 3) : start + length + 3]
    offset = start - max(0, start - 3)
    masked = _harmless().sub(lambda found: "　" * len(found.group()), around)
    return len(_negations().findall(masked, offset, offset + length))


@cache
def _opposites(min_letters: int) -> tuple[tuple[str, str], ...]:
    """Give opposite words both ways round: single letters for 1, longer words for 2."""
    return tuple(_both_ways(min_letters))


def _both_ways(min_letters: int) -> Iterator[tuple[str, str]]:
    for pair in read_kinds("opposites")["opposite"]:
        one, other = pair.split()
        if (max(len(one), len(other)) == 1) == (min_letters == 1):
            yield one, other
            yield other, one


@cache
def _harmless() -> re.Pattern[str]:
    words = sorted(read_kinds("opposites")["harmless"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _negations() -> re.Pattern[str]:
    words = Counter(read_kinds("opposites")["negation"])
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
