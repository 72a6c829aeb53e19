"""Question to what kind of thing it asks for, and what a passage says that tells such a thing."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Kind:
    asks: re.Pattern[str]
    tells: re.Pattern[str]


def _kind(asks: str, tells: str) -> _Kind:
    return _Kind(re.compile(asks, re.IGNORECASE), re.compile(tells))


_REASON = _kind(
    r"为什么|为何|为啥|干嘛|凭什么|怎么会|原因|\bwhy\b",
    r"因为|由于|原因|因此|所以|导致|否则|使得",
)
_REMEDY = _kind(
    r"(?:怎么|怎样|如何|咋)才?(?:[办破防不救治]|[消除](?![费息以])|[去关]掉)|解决|缓解|处理|避免|防止|应对|对付|补救|\b(?:fix|solve|avoid|prevent)\b",
    r"解决|缓解|避免|防止|办法|方法|措施|改用|换成",
)
_DIFFERENCE = _kind(
    r"区别|不同|差异|差别|差在|不一样|相比|异同|还是|\bvs\b|\bdifferen(?:t|ce)\b",
    r"区别|不同|差异|相比|前者|后者|不一样|不是一回事|而",
)
_AUTHOR = _kind(
    r"(?:谁|哪位|哪家|哪个(?:公司|团队|机构)).{0,4}(?:提出|发明|发现|开发|研发|创|推出|设计|开源|写|想)",
    r"提出|发明|发现|作者|公司|大学|团队|实验室|等人|创立|创始",
)
_NUMBER = _kind(
    r"多少|(?<![哪好十])几(?![乎何])|多[大长久高快深远宽重厚]|哪一?[年月天日]"
    r"|\bhow (?:many|much|long|often)\b",
    r"(?<![A-Za-z\d.])(?<![A-Za-z]-)\d"  # no part of a name such as GPT-4
    r"|[一二两三四五六七八九十百千万半]+(?:分钟|小时|[分秒年月天周日度克斤米毫厘公元倍成%％]"
    r"|[个座位名人条张只本首部家国岁级类项门期届套组对件台根节卷章份维层种步轮次块])",
)
_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.、．)）](?!\d)", re.MULTILINE)
_WAY = re.compile(r"(?:怎么|怎样|如何)(?!回事|样|会)|(?:步骤|流程|过程|公式|推导)(?![中里时上])")


def cue_of(question: str) -> re.Pattern[str] | None:
    """Give what a passage says that tells a reason, a remedy or a difference, if one is asked."""
    tells = [
        kind.tells.pattern for kind in (_REASON, _REMEDY, _DIFFERENCE) if kind.asks.search(question)
    ]
    return re.compile("|".join(tells)) if tells else None


def asks_number(question: str) -> bool:
    """Tell whether a question asks for a number or a date."""
    return bool(_NUMBER.asks.search(question))


def tells_number(text: str) -> bool:
    """Tell whether a text holds a number that is not its place in a list."""
    return bool(_NUMBER.tells.search(_LIST_NUMBER.sub("", text)))


def asks_author(question: str) -> bool:
    """Tell whether a question asks who found or made something."""
    return bool(_AUTHOR.asks.search(question))


def tells_author(text: str) -> bool:
    """Tell whether a text says who found or made something."""
    return bool(_AUTHOR.tells.search(text))


def asks_way(question: str) -> bool:
    """Tell whether a question asks how something is done, or by which formula; not for a remedy."""
    return bool(_WAY.search(question) and not _REMEDY.asks.search(question))
