"""A note's lines with what is found of each, and what its content is about."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.pages.layout import Line, LineKind
from kg.pages.line_evidence import SENTENCE_END, Judged
from kg.records import DropReason

_MARKS = ("#", "-", "*", "•", ">", "【")
_TITLE_SHARE = 0.2
"""How much of a title stands again in its text, at least."""
_INNER_MARK = re.compile(r"[，,、:：=]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A note's lines but blank ones and noise, in order."""

    lines: tuple[Line, ...]
    judged: tuple[Judged, ...]
    """What each line's own words say."""
    reasons: list[DropReason | None]
    """Why each line is furniture, filled in step by step; none for content."""

    def plain(self, i: int) -> str:
        """Give a line without its markup."""
        return self.judged[i].plain

    def is_text(self, i: int) -> bool:
        """Tell whether a line is no code, table or formula."""
        return self.lines[i].kind is LineKind.TEXT

    def is_marked(self, i: int) -> bool:
        """Tell whether an author marked a line as a heading, a list item or a quotation."""
        text = self.lines[i].text
        return text.startswith(_MARKS) or text[:1].isdigit()

    def is_name(self, i: int) -> bool:
        """Tell whether a line may be somebody's name: short, without any mark."""
        plain = self.plain(i)
        return (
            self.is_text(i)
            and 0 < len(plain) <= 16
            and not self.is_marked(i)
            and not SENTENCE_END.search(plain)
            and not _INNER_MARK.search(plain)
        )

    def is_body(self, i: int) -> bool:
        """Tell whether a line is surely content: no plain text, or a sentence."""
        sentence = len(self.plain(i)) > 20 and SENTENCE_END.search(self.plain(i))
        return not self.reasons[i] and (not self.is_text(i) or bool(sentence))

    def first_body(self) -> int:
        """Give the first line that is surely content; the number of lines if none is."""
        return next((i for i in range(len(self.lines)) if self.is_body(i)), len(self.lines))

    def topic(self) -> Counter[str]:
        """Count the features of the content."""
        return topic_of(self.plain(i) for i, by in enumerate(self.reasons) if not by)


def features(plain: str) -> list[str]:
    """Give the pairs of Chinese characters and the Latin words of a line."""
    words = re.findall(r"[a-z][a-z\d]{2,}", plain.casefold())
    return words + re.findall(r"(?=([\u4e00-\u9fff]{2}))", plain)


def topic_of(plains: Iterable[str]) -> Counter[str]:
    """Count the features of some lines."""
    return Counter(feature for plain in plains for feature in features(plain))


def said_in(plain: str, topic: Counter[str]) -> int:
    """Count the different features of a line that stand in other text."""
    return sum(feature in topic for feature in set(features(plain)))


def share_in(plain: str, topic: Counter[str]) -> float:
    """Give the share of a line's different features that stand in other text."""
    return said_in(plain, topic) / max(1, len(set(features(plain))))


def is_titular(plain: str, topic: Counter[str]) -> bool:
    """Tell whether a line may be a title of the text that the topic counts."""
    return said_in(plain, topic) > 1 and share_in(plain, topic) >= _TITLE_SHARE


def is_off_topic(plain: str, topic: Counter[str], *, share: float = 0.5) -> bool:
    """Tell whether less than a share of a line's features stand elsewhere in the content."""
    found = features(plain)
    return sum(topic[feature] > 1 for feature in found) < share * max(1, len(found))


def solid(reasons: Iterable[DropReason | None]) -> list[bool]:
    """Tell for each reason whether it speaks of a page, where links stand in content, too."""
    return [reason not in (None, DropReason.LINKS, DropReason.PLACEHOLDER) for reason in reasons]
