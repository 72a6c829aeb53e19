"""What opens a region of page furniture: a table of contents, recommendations, comments."""

import re
from functools import cache

from kg.pages.furniture_words import EDGE_MARKS, NUMBER, pattern, squeeze, words

_COMMENTS = re.compile(r"\W*(?:评论|留言|回应|跟帖)\W{0,3}\d{1,5}\s?条?\W*")
_SAID_BEFORE = re.compile(r"[^\W\d_]{2}[^\n]*[。；;/、，,]\s*$")


def ends_counted(plain: str) -> bool:
    """Tell whether a line ends with a count, as the titles in a list of recommendations do."""
    counts = sorted(words("count"), key=len, reverse=True)
    return bool(re.search(rf"\s{NUMBER.pattern}\s?(?:{'|'.join(counts)})$", plain))


def counts_comments(plain: str) -> bool:
    """Tell whether a line says how many comments stand below, and nothing else."""
    return bool(_COMMENTS.fullmatch(plain))


def opens_contents(plain: str) -> bool:
    """Tell whether a line stands above a table of contents."""
    return plain.casefold().strip(EDGE_MARKS) in words("contents")


def turns_page(plain: str) -> bool:
    """Tell whether a line is nothing but what leads to the page before or the next."""
    return plain.casefold().strip(EDGE_MARKS) in words("turn")


def opens_region(plain: str) -> bool:
    """Tell whether a line opens recommendations, comments or a sidebar."""
    word = pattern("tail").search(plain) or _composed_tail().search(plain)
    if word is None or len(plain) > 40 or plain.endswith("。"):
        return False
    if _SAID_BEFORE.search(plain[: word.start()]):
        return False  # the end of a sentence, or a name in two languages
    goes_on = re.match(r"(?!更多|列表|区|精选)[\u4e00-\u9fff]{3}", plain[word.end() :])
    return not goes_on and len(squeeze(NUMBER.sub("", plain.replace(word.group(), "")))) <= 8


@cache
def _composed_tail() -> re.Pattern[str]:
    """Match a name such as 热门主题: what a site picks out, and of what, and nothing else."""
    picked, things = ("|".join(sorted(words(kind))) for kind in ("tailpick", "tailthing"))
    return re.compile(rf"^\W*(?:{picked})(?:{things})(?=\W*(?:更多)?\W*$)")
