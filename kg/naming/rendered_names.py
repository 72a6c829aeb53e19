"""Chinese names that the notes also say in English, found where they stand alone."""

import re
from collections.abc import Iterable, Iterator

from kg.names import fold_name
from kg.naming.matching import NameMatcher
from kg.naming.name_patterns import words
from kg.naming.plain_text import Plain
from kg.naming.renderings import pieces, renderings

_HAN = re.compile(r"[\u3400-\u9fff]")
_MAX_FUNCTION_CHARS = 2
_DENIES = ("不", "非", "无", "未", "没")


def rendered_names(names: Iterable[str], texts: Iterable[Plain]) -> Iterator[str]:
    """Give what says a name of several English words in Chinese, from where it stands alone.

    So 分页优化器 beside ``Paged Optimizers``, once function words or marks stand around it.
    """
    several = [name for name in names if len(pieces(name)) > 1]
    found = {form for name in several for form in renderings(name) if _HAN.search(form)}
    matcher = NameMatcher(found - {fold_name(name) for name in several})
    for text in texts:
        for _, span in matcher.find(text.text):
            if _stands_alone(text.text, span.start, span.end):
                yield text.text[span.start : span.end]


def _stands_alone(content: str, start: int, end: int) -> bool:
    before = content[max(0, start - _MAX_FUNCTION_CHARS) : start]
    after = content[end : end + _MAX_FUNCTION_CHARS]
    sizes = range(1, _MAX_FUNCTION_CHARS + 1)
    opens = not _HAN.match(before[-1:]) or any(before[-n:] in words("function") for n in sizes)
    opens &= not before.endswith(_DENIES)
    ends = not _HAN.match(after[:1]) or any(after[:n] in words("function") for n in sizes)
    return opens and ends
