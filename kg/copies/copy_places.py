"""Where else a passage stands, looked up in the groups of copies."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import accumulate

from kg.copies.similarity import match
from kg.names import fold_letters
from kg.records import Copy, DuplicateGroup, Passage, Span
from kg.sentences import split_sentences

_MOSTLY = 0.5
_MIN_SHARE = 0.2
_WINDOW_CHARS = 2000
_MIN_ALIKE = 0.6


class CopyFinder:
    """Finds the other places of a passage among the groups of ``find_duplicates``."""

    def __init__(self, groups: Iterable[DuplicateGroup]) -> None:
        """Arrange the copies of all groups by note."""
        self._groups = tuple(groups)
        members: dict[str, list[tuple[int, int, int, Copy]]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for copy in (group.canonical, *group.copies):
                members[copy.path].append((copy.start, copy.end, number, copy))
        self._members = {
            path: sorted(places, key=lambda place: place[:3]) for path, places in members.items()
        }
        # How far the copies of a note reach up to each one: what ends above a place is passed over.
        self._reaches = {
            path: list(accumulate((end for _, end, _, _ in places), max))
            for path, places in self._members.items()
        }

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
            (_cut_out(other, twin), number, share)
            for member, number, share in self._covering(place)
            if number not in visited
            for other in (self._groups[number].canonical, *self._groups[number].copies)
            if (other.path, other.start) != (member.path, member.start)
            if (twin := find_twin(Span(place.start, place.end), member, other)) is not None
        ]

    def _covering(self, place: Copy) -> Iterator[tuple[Copy, int, float]]:
        """Give the copies that lie across a place, with their share of it."""
        members = self._members.get(place.path, [])
        first = bisect_right(self._reaches.get(place.path, []), place.start)
        for at in range(first, len(members)):
            start, end, number, copy = members[at]
            if start >= place.end:
                return
            share = (min(end, place.end) - max(start, place.start)) / (place.end - place.start)
            if share >= _MIN_SHARE:
                yield copy, number, share


def _overlap(one: Copy, other: Copy) -> bool:
    return one.path == other.path and one.start < other.end and other.start < one.end


def find_twin(place: Span, member: Copy, other: Copy) -> Span | None:
    """Give the sentences of one copy that match a part of another, by offsets into its note.

    Args:
        place: The part, by offsets into the note of ``member``.
        member: The copy that the part overlaps; what lies outside it is not looked for.
        other: The copy of the same group to look in.
    """
    start, end = max(place.start, member.start), min(place.end, member.end)
    if start >= end:
        return None
    if other.text == member.text:
        shift = other.start - member.start
        return Span(start + shift, end + shift)
    part = fold_letters(member.text[start - member.start : end - member.start])
    # Copies run side by side, so what matches stands at about the same share of the way.
    scale = len(other.text) / len(member.text)
    begin = max(0, int((start - member.start) * scale) - _WINDOW_CHARS)
    stop = min(len(other.text), int((end - member.start) * scale) + _WINDOW_CHARS)
    sentences = split_sentences(other.text, begin, stop)
    keys = [fold_letters(other.text[sentence.start : sentence.end]) for sentence in sentences]
    span = _matching(part, "".join(keys), list(accumulate(map(len, keys))))
    if span is None:
        # Sentences in another order match as a whole, if not in their order.
        is_whole = (start, end) == (member.start, member.end)
        return Span(other.start, other.end) if is_whole else None
    return Span(other.start + sentences[span.start].start, other.start + sentences[span.end].end)


def _cut_out(copy: Copy, span: Span) -> Copy:
    """Give a part of a copy, by offsets into its note."""
    start, end = span.start - copy.start, span.end - copy.start
    line = copy.line_start + copy.text.count("\n", 0, start)
    return Copy(copy.source, span.start, span.end, line, copy.text[start:end], copy.path)


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
