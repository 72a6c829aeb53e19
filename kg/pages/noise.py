"""What forums put between and inside their lines against copying: characters one by one."""

import re
from collections.abc import Iterator

_TOKENS = r"(?:[!-~]{1,2} ){4,}[!-~]{1,2}"
_WHOLE = re.compile(rf"\s*{_TOKENS}\s*")
# A letter that touches the text may be its own.
_BEFORE = re.compile(r"\s*(?:[!-~]{1,2} ){5,}[^\w\s]{0,2}(?=[A-Za-z\d]?[\u4e00-\u9fff])")
_AFTER = re.compile(rf"(?<=[\u4e00-\u9fff])[A-Za-z\d]?( {_TOKENS}|[^\w\s]{{1,2}} {_TOKENS})\s*$")
_OPERATOR = re.compile(r"[-+*/=<>!&|:]*=|[-=]>|\+\+|--|&&|\|\||//")
_FEW = 3
_MAX_CHARS = 2000


def is_noise(text: str) -> bool:
    """Tell whether a text is noise: ``k3 x? D) r, Z; m``, with marks of several kinds."""
    tokens = text.split() if _WHOLE.fullmatch(text) else []
    if any(map(_OPERATOR.fullmatch, tokens)):
        return False
    odd = [token for token in tokens if len(token) == 2 and not token.isalnum()]
    return len(odd) >= _FEW and len({c for token in odd for c in token if not c.isalnum()}) >= _FEW


def split_noise(line: str) -> Iterator[str]:
    """Give a physical line in parts, which tile it: noise before its text, the text, noise after.

    A line without noise in it is one part.
    """
    start, end = 0, len(line)
    if end <= _MAX_CHARS:
        before, after = _BEFORE.match(line), _AFTER.search(line)
        if before and is_noise(before.group()):
            start = before.end()
        if after and is_noise(after[1]):
            end = after.start(1)
    yield from (part for part in (line[:start], line[start:end], line[end:]) if part)
