"""Where else a passage stands, looked up in the groups of copies."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from kg.records import Copy, DuplicateGroup, Passage, Span
from kg.sentences import split_sentences
from kg.similarity import fold_wording, match

_MOSTLY = 0.5
_MIN_SHARE = 0.2
_WINDOW_CHARS = 2000
_MIN_ALIKE = 0.6


class CopyFinder:
    """Finds the other places of a passage among the groups of ``find_duplicates``."""

    def __init__(self, groups: Iterable[DuplicateGroup]) -> None:
        """Arrange the copies of all groups by note."""
        self._groups = tuple(groups)
        members: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for copy in (group.canonical, *group.copies):
                members[copy.path].append((copy.start, copy.end, number))
        self._members = {path: sorted(places) for path, places in members.items()}

    def places(self, passage: Passage) -> tuple[Copy, ...]:
        """Give the other places that hold most of a passage, in path order.

        Each is the sentences there that the passage shares, not the whole copied stretch. Copies
        of copies count. The work does not grow with the number of other groups.
        """
        start = Copy(
            passage.source,
            passage.start,
            passage.end,
            passage.line_start,
            passage.text,
            passage.path,
        )
        found: dict[tuple[str, int, int], Copy] = {}
        shares: dict[str, float] = defaultdict(float)
        ready, visited = deque([(start, 1.0)]), set[int]()
        while ready:
            place, weight = ready.popleft()
            for other, number, share in self._twins(place, visited):
                visited.add(number)
                mark = other.path, other.start, other.end
                if mark not in found and not _overlap(other, start):
                    found[mark] = other
                    shares[other.path] += share * weight
                    ready.append((other, share * weight))
        kept = (copy for copy in found.values() if shares[copy.path] >= _MOSTLY)
        return tuple(sorted(kept, key=lambda copy: (copy.path, copy.start)))

    def _twins(self, place: Copy, visited: set[int]) -> list[tuple[Copy, int, float]]:
        """Give what stands elsewhere of a place, with its group and its share of the place."""
        return [
            (twin, number, share)
            for member, number, share in self._covering(place)
            if number not in visited
            for other in (self._groups[number].canonical, *self._groups[number].copies)
            if (other.path, other.start) != (member.path, member.start)
            for twin in _twin(place, member, other)
        ]

    def _covering(self, place: Copy) -> Iterator[tuple[Copy, int, float]]:
        """Give the copies that lie across a place, with their share of it."""
        members = self._members.get(place.path, [])
        last = bisect_left(members, (place.end, 0, 0))
        for start, end, number in members[:last]:
            share = (min(end, place.end) - max(start, place.start)) / (place.end - place.start)
            if share >= _MIN_SHARE:
                group = self._groups[number]
                yield next(
                    (copy, number, share)
                    for copy in (group.canonical, *group.copies)
                    if (copy.path, copy.start, copy.end) == (place.path, start, end)
                )


def _overlap(one: Copy, other: Copy) -> bool:
    return one.path == other.path and one.start < other.end and other.start < one.end


def _twin(place: Copy, member: Copy, other: Copy) -> Iterator[Copy]:
    """Give the sentences of ``other`` that match the part of ``place`` inside ``member``."""
    start, end = max(place.start, member.start), min(place.end, member.end)
    part = fold_wording(member.text[start - member.start : end - member.start])
    # Copies run side by side, so what matches stands at about the same share of the way.
    scale = len(other.text) / len(member.text)
    begin = max(0, int((start - member.start) * scale) - _WINDOW_CHARS)
    stop = min(len(other.text), int((end - member.start) * scale) + _WINDOW_CHARS)
    sentences = split_sentences(other.text, begin, stop)
    ends: list[int] = []
    key = ""
    for sentence in sentences:
        key += fold_wording(other.text[sentence.start : sentence.end])
        ends.append(len(key))
    span = _matching(part, key, ends)
    if span is None:
        return
    first, last = sentences[span.start], sentences[span.end]
    line = other.line_start + other.text.count("\n", 0, first.start)
    at = other.start
    text = other.text[first.start : last.end]
    yield Copy(other.source, at + first.start, at + last.end, line, text, other.path)


def _matching(part: str, key: str, ends: list[int]) -> Span | None:
    """Give the first and the last sentence that hold a folded text, or None."""
    if not part or not key:
        return None
    start = key.find(part)
    end = start + len(part)
    if start < 0:
        found = match(part, key)
        if max(found.similarity, found.containment) < _MIN_ALIKE:
            return None
        start, end = (found.start, found.end) if len(part) < len(key) else (0, len(key))
    # A few letters into a sentence are chance.
    slack = min(4, (end - start) // 4)
    first = bisect_right(ends, start + slack)
    last = bisect_left(ends, end - slack)
    return Span(min(first, last), last) if last < len(ends) else None
