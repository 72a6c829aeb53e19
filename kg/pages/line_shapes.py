"""Shapes of page furniture that are told by no single word: edit remarks, profiles, lures."""

import re

from kg.pages.furniture_words import NUMBER, pattern
from kg.records import DropReason

_EDITED = re.compile(
    r"\W*本(?:文章?|帖子?|贴|主题|楼|回复|评论|页面?).{0,6}由.{1,30}(?:编辑|修改|更新|删除|移动)"
    r"(?:过|于.{0,24})?\W*"
)
_MACHINE_MADE = re.compile(
    r"\W*(?:摘要|总结|导读|概览|以上内容|以下内容)[^。]{0,4}由[^。]{0,12}"
    r"(?:智能技术|人工智能|AI|大模型)[^。]{0,6}(?:生成|总结)\W*"
)
_ENDING = re.compile(
    r"以上(?:就|便|即)?是[^:：]{0,16}(?:小编|[为给跟和](?:您|你|大家)(?:整理|介绍|分享|带来|讲解|准备)"
    r"|(?:本文|本期|今天|本篇|这篇文章)的?(?:全部|所有)?(?:内容|分享|介绍))[^:：]{0,90}"
)
_HASHTAGS = re.compile(r"(?:#[^\s#]{1,16}\s+)+#[^\s#]{1,16}")
_SENT_FROM = re.compile(
    r"\W*(?:图片)?(?:来自|发自)[^。，]{0,16}(?:客户端|手机版?|app|iphone|ipad|android)\W*"
    r"|sent from my .{1,20}",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"加\s?(?:(?:v[x信]|微信?|薇信?|威信|wx|qq|扣扣)号?\s*[:：]?|v\s*[:：])\s*[a-z\d_-]{5,}",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"已有\s?(?:[\d,]{4,}|[\d.]+\s?[万w])\+?\s?人(?:咨询|报名|购买|学习|参与|领取|下载|订阅|加入|关注)",
    re.IGNORECASE,
)
_CALL = "点赞|关注|收藏|转发|在看|三连|评论|订阅|投币|打赏|公众号"
_URGED = re.compile(
    rf"(?:(?<!邀)请(?!求|注意)|记得|欢迎|别忘了?|麻烦|动动|不妨)[^，,。]{{0,6}}(?:{_CALL})"
)
_MORE = re.compile(
    r"更多[^。]{2,16}(?:关注|搜索|扫码|加入|回复)[^。]{0,8}(?:公众号|微信|小程序|星球|群)"
)
_FEW = 3

_WHOLE = (
    (_EDITED, DropReason.LABEL),
    (_MACHINE_MADE, DropReason.LABEL),
    (_ENDING, DropReason.PROMPT),
    (_SENT_FROM, DropReason.LABEL),
    (_HASHTAGS, DropReason.LABEL),
)


def shaped(text: str, plain: str) -> DropReason | None:
    """Give the reason that a line's shape is furniture, none for other lines.

    Args:
        text: the line as it is written.
        plain: the line without markup.
    """
    if len(plain) > 120:
        return None
    for shape, reason in _WHOLE:
        if shape.fullmatch(plain) or shape.fullmatch(text):
            return reason
    if len(plain) <= 80 and not plain.endswith("。"):
        if _HANDLE.search(plain) or _CROWD.search(plain):
            return DropReason.ADVERT
        calls = set(re.findall(_CALL, plain))
        if _MORE.search(plain) or (len(calls) > 1 and _URGED.search(plain)):
            return DropReason.PROMPT
    return DropReason.COUNTER if counts_person(plain) else None


def counts_person(plain: str) -> bool:
    """Tell whether a line tells of a person by parts: name, rank, how often he wrote."""
    parts = [part.strip() for part in re.split(r"[|｜·•]|\s{2,}", plain)]
    if len(parts) < _FEW or max(map(len, parts)) > 16:
        return False
    known = pattern("count", "profile").pattern
    counted = re.compile(rf"(?:{known})\s?[:：]?\s?{NUMBER.pattern}", re.IGNORECASE)
    return sum(bool(counted.fullmatch(part)) for part in parts) > 1
