"""A line's own words to evidence of page furniture: dates, counts, links, buttons, selling."""

import re
from collections import Counter
from dataclasses import dataclass

from kg.names import simplify
from kg.pages.furniture_words import EDGE_MARKS, NUMBER, pattern, squeeze, words
from kg.pages.layout import Line, LineKind
from kg.pages.line_shapes import shaped
from kg.records import DropReason

_TAG = re.compile(r"</?(?:p|img|div|a|center|br|span|font|table|tr|td|h[1-6])\b[^<>]{0,500}>")
_URL = re.compile(r"<?(?:(?:https?|ftp)://|www\.)[^\s<>，。；）)\]]+>?(?:\(\))?")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,2000}(?:\([^()]*\)[^()\s]*)?\)")
_MARKUP = re.compile(r"^[#>\-*+•·\s]+|[*_`#]+")
_DATE = re.compile(
    r"(?=[\djfmasond])(?:(?<!\d)(?:19|20)?\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
    r"|(?<![\d年])\d{1,2}(?:月\d{1,2}日|[-/]\d{1,2}(?=\s+\d{1,2}:\d{2}))"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2},?\s\d{4}"
    r"|(?<!\d)\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z])(?:,?\s\d{4})?"
    r"|^\d{2}-\d{2}(?=\s+[\d.]+万?\+?$)"
    r"|\d+\s?(?:秒|分钟|小时|天|周|个月|年)前)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_FLOOR = re.compile(r"(?:第?\s?\d+\s?[楼#]|#\d+(?:楼)?)(?:\s.{0,20})?$")
_BYLINE = re.compile(r"原创(?:\s+\S{1,8}){2}")
_TOPIC = re.compile(r"#[^\s#]{1,12}#?\s+\d+\s?个")
_LABELS = re.compile(r"(?:^|\s)([^\s:：]{1,6})\s?[:：]")
_ADDRESS = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,20}")
_HOTLINE = re.compile(
    rf"{_ADDRESS.pattern}|☎|\d{{3,4}}-\d{{3,8}}(?:-\d{{3,4}})?|\d+:\d\d(?:-\d+:\d\d)?"
)
_COMMIT = re.compile(r"[0-9a-f]{7,40}\s?[·•].{1,24}")
_CRUMBS = re.compile(
    # The last step may be the title of the page itself.
    r"[^»›。]{1,16}(?:[»›][^»›。]{1,16}){1,6}[»›][^»›。]{1,60}|首页\s?>[^。]{1,60}"
    r"|[^\W\d][^>。=<]{0,15}(?:\s>\s[^\W\d][^>。=<]{0,15}){1,6}\s>\s[^\W\d][^>。=<]{0,59}"
)
_MENU = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[\s|｜·]+[\u4e00-\u9fff]{2,4}){4,}")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_PATH = re.compile(
    r"\S{1,80}\.(?:md|txt|html?|ipynb|pdf|py)|[\w.-]{2,40} / [\w.-]{2,60}(?: (?:Public|Private))?"
)
_FILE_ROW = re.compile(r".{1,120}[|\t]\s*(?:\d+ [a-z]+ ago|last [a-z]+|yesterday)")
_CONTENTS = re.compile(r"\{:.{1,40}\}|\{%.{1,80}%\}")
_PAGE = re.compile(r"\W*第?\s?\d{1,4}\s?(页?)\s?(?:[/,，]?\s?共?\s?\d{1,4}\s?(页?))?\W*")
TRUNCATED = re.compile(
    r"(?:\.{3,}|…+)\s*(?:\[?(?:阅读|查看|展开|更多|详细)?(?:全文|更多|详情)?\]?)?$"
)
SENTENCE_END = re.compile(r"[。！？!?；;]")
_IMAGES = frozenset({"image", "images", "img", "avatar", "图片", "图片描述", "在这里插入图片描述"})
_OWN_PAGE = re.compile(
    r"本文|本站|本博|本号|本作品|本资料|原文|原创|博主|侵删|联系|©|copyright|cc[ -]by",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"[你您我咱]|小编|欢迎|快来|赶紧|点击(?![率量])|点个|点赞|关注(?![点度])|领取|!|！"
)
_COLON = re.compile(r"\s?[：|｜丨]")
_MAX_READ_CHARS = 2000
"""As much of a line as is read, which is enough to tell that it is a long one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a line's own words say."""

    plain: str
    """The line without markup, links reduced to their text, in simplified characters; of a very
    long one the beginning."""
    reason: DropReason | None = None
    """Why it is furniture; none for content."""
    weak: bool = False
    """Whether the reason needs other furniture beside it."""


def judge(line: Line, counts: Counter[str]) -> Judged:
    """Judge a line by its own words.

    Args:
        line: the line.
        counts: how often each line of the note stands in it.
    """
    if line.kind is LineKind.FRONT_MATTER:
        return Judged("", DropReason.FRONT_MATTER)
    if line.kind is not LineKind.TEXT:
        return Judged("")
    is_cut = len(line.text) > _MAX_READ_CHARS
    plain = _plain(line.text[:_MAX_READ_CHARS])
    if not is_cut and not plain.strip(EDGE_MARKS):
        linked = _URL.search(line.text) or _LINK.search(line.text) or _TAG.search(line.text)
        return Judged("", DropReason.LINKS if linked else None)
    if is_cut or len(plain) > 250:
        return Judged(plain)
    reason = _link_line(line.text, plain) or shaped(line.text, plain) or _stamp_or_count(plain)
    if reason:
        return Judged(plain, reason)
    reason = _worded(plain)
    if reason:
        return Judged(plain, reason, weak=_speaks_at_large(plain))
    reason, weak = _buttons(plain, repeated=counts[line.text] > 1)
    if not reason and _style_is_bare(line.text):
        reason = _weak(plain, counts[line.text])
        weak = bool(reason)
    return Judged(plain, reason, weak)


def _style_is_bare(text: str) -> bool:
    """Tell whether a line opens with no mark of a heading, a list or an answer."""
    return not re.match(r"[#\-*+•>]|(?:Q|A|问|答)\s?[:：]?$|(?:Q|A|问|答)\s?[:：]", text)


def _plain(text: str) -> str:
    without_links = _URL.sub(" ", _unlinked(_TAG.sub(" ", text), r"\1"))
    return simplify(_MARKUP.sub(" ", without_links).strip())


def _unlinked(text: str, instead: str) -> str:
    """Put something in place of each link; twice, for an image inside a link."""
    return _LINK.sub(instead, _LINK.sub(instead, text))


def _link_line(text: str, plain: str) -> DropReason | None:
    """A line of nothing but links, a link with a word before it, or a counted hashtag."""
    if _TOPIC.fullmatch(text):
        return DropReason.LINKS
    if not (_URL.search(text) or _LINK.search(text)):
        return None
    rest = _URL.sub("\0", _unlinked(_TAG.sub("", text), "\0"))
    after = rest.rpartition("\0")[2].strip(EDGE_MARKS)
    rest = rest.replace("\0", "")
    rest = _MARKUP.sub("", re.sub(r"^\s*\d+[.、)]", "", rest)).strip(EDGE_MARKS)
    return (
        DropReason.LINKS
        if len(rest) <= 4 and len(after) <= 2 and not SENTENCE_END.search(plain[:-1])
        else None
    )


def _stamp_or_count(plain: str) -> DropReason | None:
    if _BYLINE.fullmatch(plain) or is_commit(plain) or _FILE_ROW.fullmatch(plain):
        return DropReason.DATE
    dated = _DATE.search(plain)
    rest = _TIME.sub(" ", _DATE.sub(" \0 ", plain) if dated else plain)
    counted = pattern("count").search(NUMBER.sub("", rest))
    if dated:
        before, after = map(_unstamped, rest.split("\0", 1))
        marked = bool(counted or _TIME.search(plain) or pattern("stamp").search(plain))
        short = len(before) <= 24 and len(after) <= (16 if marked else 0)
        return (
            DropReason.DATE
            if short and (marked or len(before) <= 6) and not is_prose(plain)
            else None
        )
    page = _PAGE.fullmatch(plain)
    if _FLOOR.match(plain) or (page and (page[1] or page[2])):
        return DropReason.COUNTER
    if SENTENCE_END.search(plain):
        return None
    digits = counted and any(c.isdigit() for c in plain)
    if digits and len(_unstamped(rest)) <= min(8, len(plain) * 0.3):
        return DropReason.COUNTER
    return None


def _unstamped(text: str) -> str:
    """Give what a text holds besides numbers and the words of stamps and counts."""
    stamps = pattern("count", "stamp", "unit", "label", "weaklabel")
    return squeeze(stamps.sub(" ", NUMBER.sub(" ", text)))


def is_prose(plain: str) -> bool:
    """Tell whether a line is a sentence or more, not a label or a title."""
    return bool(SENTENCE_END.search(plain)) or len(plain) > 100


def _speaks_at_large(plain: str) -> bool:
    """Tell whether a sentence may be about such pages, rather than of this one or to its reader."""
    return is_prose(plain) and not (_OWN_PAGE.search(plain) or _TO_READER.search(plain))


def _worded(plain: str) -> DropReason | None:
    """Judge by the words of licences, labels, prompts and advertisements."""
    licence = pattern("licence").search(plain)
    licences = len(pattern("licence", "weaklicence").findall(plain))
    if licences > 1 or (licence and (len(plain) <= 80 or licence.start() == 0)):
        return DropReason.LICENCE
    label, colon, value = _COLON.sub(":", plain).partition(":")
    if _named_labels(plain) >= 2 and not is_prose(plain):
        return DropReason.LABEL
    named = label.strip(EDGE_MARKS).casefold()
    if colon and named in words("label") and len(value) <= 120:
        return DropReason.LABEL
    if value and named in words("tail") and len(plain) <= 60 and not re.search("[。《]", value):
        return DropReason.REGION
    prompts = len(pattern("prompt", "weakprompt").findall(plain))
    prompted = prompts > 1 or (pattern("prompt").search(plain) and not _NUMBERED.match(plain))
    if len(plain) <= 80 and prompted:
        return DropReason.PROMPT
    return _advert(plain)


def _named_labels(plain: str) -> int:
    """Count the labels of a line, and the count that may end it."""
    names = map(str.casefold, _LABELS.findall(plain))
    labels = sum(name in words("label") or name in words("weaklabel") for name in names)
    last = re.search(rf"\s(\w+)[:：\s]\s?{NUMBER.pattern}\s?[次人]?$", plain)
    return labels + bool(last and last[1] in words("count") and labels)


def _advert(plain: str) -> DropReason | None:
    if len(plain) <= 6 and plain.endswith(("广告", "推广", "赞助")):
        return DropReason.ADVERT
    enough = 4 if plain.endswith("。") else 3
    return DropReason.ADVERT if len(plain) <= 120 and selling(plain) >= enough else None


def selling(plain: str) -> int:
    """Count the signs of an advertisement: different words of selling, prices, loud marks."""
    words = {word.casefold() for word in pattern("advert").findall(plain)}
    return len(words) + bool(re.search(r"[!！]{2}|>>|»|👉|🔥|[￥¥]|\d\s?元", plain))


def _weak(plain: str, times: int) -> DropReason | None:
    """Judge what needs other furniture beside it: bare numbers, repeated lines, labels."""
    if re.fullmatch(r"[\d,.]+\s?[kKwW万]?\+?", plain) or _PAGE.fullmatch(plain):
        return DropReason.COUNTER
    if times >= 3 and len(plain) <= 40 and not plain.endswith((":", "：", "。")):
        return DropReason.REPEATED
    if len(plain) <= 40 and _ADDRESS.search(plain) and not plain.endswith("。"):
        return DropReason.LABEL
    label = re.match(r"([^:]{1,6}):", _COLON.sub(":", plain))
    if label and label[1].strip().casefold() in words("weaklabel") and not is_prose(plain):
        return DropReason.LABEL
    if len(plain) <= 60 and not plain.endswith("。"):
        if pattern("weakprompt").search(plain):
            return DropReason.PROMPT
        if pattern("weaklicence").search(plain):
            return DropReason.LICENCE
    steps = (_PATH, _CRUMBS, _MENU, _CONTENTS)
    return DropReason.NAVIGATION if any(step.fullmatch(plain) for step in steps) else None


def _buttons(plain: str, *, repeated: bool) -> tuple[DropReason | None, bool]:
    """Judge a line of buttons; a lone one counts only beside other furniture."""
    folded = plain.casefold().strip(EDGE_MARKS)
    buttons = words("button")
    others = _HOTLINE.sub(" ", folded)
    tokens = [t for t in re.split(r"[\s|·/,，、»›>•:：]+", others) if t.strip(EDGE_MARKS)]
    if tokens and set(tokens) <= _IMAGES:
        return DropReason.PLACEHOLDER, False
    if folded in buttons or (len(folded) <= 6 and folded.endswith("首页")):
        return DropReason.NAVIGATION, not (repeated or " " in folded)
    named = sum(token in buttons and token not in _IMAGES for token in tokens)
    sited = words("site")
    known = sum(token in buttons or token in sited or token.isdigit() for token in tokens)
    if len(tokens) >= 2 and named and known == len(tokens):
        return DropReason.NAVIGATION, False
    if len(tokens) >= 4 and named >= 2 and known * 2 >= len(tokens) and max(map(len, tokens)) <= 8:
        return DropReason.NAVIGATION, False
    return None, False


def is_commit(plain: str) -> bool:
    """Tell whether a line gives a commit's digest and age; its message stands above."""
    return bool(_COMMIT.fullmatch(plain))


def is_profile(plain: str) -> bool:
    """Tell whether a line counts what a person has written or earned."""
    return bool(pattern("profile").search(plain))


def is_chatter(plain: str, *, share: float = 0.25) -> bool:
    """Tell whether a short line is, for a share, what readers say without saying anything."""
    said = sum(map(len, pattern("chatter").findall(plain)))
    return 0 < len(plain) <= 30 and said >= share * len(plain)
