"""Where else a passage stands, looked up in the groups of copies."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from kg.copies.copy_marks import CopyMark
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

    def __init__(
        self, groups: Sequence[DuplicateGroup], marks: Mapping[str, Sequence[CopyMark]]
    ) -> None:
        """Take all groups and their ``mark_copies``; a group is read when it is met."""
        self._groups = groups
        self._marks = marks
        self._reaches = cache(self._reach)

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
        found: list[tuple[Copy, int, float]] = []
        for mark, share in self._covering(place):
            if mark.group in visited:
                continue
            group = self._groups[mark.group]
            copies = (group.canonical, *group.copies)
            member = copies[mark.copy]
            found += [
                (_cut_out(other, twin), mark.group, share)
                for other in copies
                if (other.path, other.start) != (member.path, member.start)
                if (twin := find_twin(Span(place.start, place.end), member, other)) is not None
            ]
        return found

    def _covering(self, place: Copy) -> Iterator[tuple[CopyMark, float]]:
        """Give the marks of the copies that lie across a place, with their share of it."""
        marks = self._marks.get(place.path, ())
        for at in range(bisect_right(self._reaches(place.path), place.start), len(marks)):
            start, end, *_ = mark = marks[at]
            if start >= place.end:
                return
            share = (min(end, place.end) - max(start, place.start)) / (place.end - place.start)
            if share >= _MIN_SHARE:
                yield mark, share

    def _reach(self, path: str) -> list[int]:
        """Give how far the copies of a note reach up to each: what ends before is passed over."""
        return [*accumulate((mark.end for mark in self._marks.get(path, ())), max)]


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
