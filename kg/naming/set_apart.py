"""Names that a note sets apart whole: what a heading, a question, a gloss or a naming gives.

Where they begin and end shows in the text itself, so no dictionary is asked how to part them:
深度可分离卷积 as a heading, 炉内膨胀 in 这叫炉内膨胀（oven spring）, 写锁 in 也叫写锁。
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from kg.naming.name_patterns import STATE_TAGS, Unit, says_nothing, stripped_name, words
from kg.naming.phrases import expected_chars, headed
from kg.naming.word_traits import COMMON, UNCOMMON, is_act, is_completed, is_everyday
from kg.records import Block, BlockKind

_HAN = r"[\u4e00-\u9fff]"
# A character that such a name may hold.
_IN_NAME = (
    r"(?:(?![的了是把被吗呢吧么哪谁怎什这那它他她你我您们很太更每某该此让就也都还又再才没在和与或及])"
    r"[\u4e00-\u9fff])"
)
_EDGES = r"，,。；;：:！!？?\n、“「\"→"
_BROKEN = re.compile(
    rf"(?!{_IN_NAME})[\u4e00-\u9fff]|^先[做用看来]|^[对从到有能会要不用为以按给请一几两]|[对从到有能会要不用为以按给时]$"
    r"|如何|多少|[一几两三四五六七八九十]大?[个种类些步点篇次章]|所谓"
)
_WHOLE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+-]{{0,12}}[ -]?)?{_HAN}{{2,9}}|{_HAN}{{1,4}} ?[A-Z][A-Za-z0-9-]{{1,9}}"
)
_ASKED = re.compile(
    r"(?P<name>[^，,。；;：:？?！!、]{2,14}?)(?:到底|究竟|具体|一般|通常|又|都)?"
    r"(?:是(?:什么|怎么|怎样|如何|干什?么|做什么|指什么|啥|谁)|为什么|为何|怎么|怎样|如何"
    r"|有(?:什么|哪些|哪几|几种|何|啥|没有)|会不会|能不能|需不需要|指的?是什么)"
)
_NAMED = re.compile(
    r"(?:这?就?叫[做作]?|称(?:为|作|之为|其为|它为)|也?翻译[成为作]|译[成为作]"
    r"|(?:又|也|亦|或|俗|简|通|统|旧|一般|通常|习惯上?)[叫称][做作为]?)"
    rf"[“「\"]?(?P<name>{_IN_NAME}{{2,9}})(?=[”」\"]?(?:[，,。；;、！!\n（(）)]|$))"
)
_GLOSSED = re.compile(
    rf"(?:(?:(?<=[{_EDGES}])|^)(?:这?就?叫[做作]?|称[为作]|即|就?是)?|(?<=[叫称为是即在]))"
    rf"(?P<name>{_IN_NAME}{{2,9}})[”」\"]?\s?[（(\[](?:(?=(?P<gloss>[A-Za-z][\w '’/-]{{1,40}})"
    r"[)）\],，;；])|(?=[也又]?(?:有人?)?(?:叫|称|译|简称|俗称)))"
)
SPELLED = r"(?P<words>[A-Z][A-Za-z-]+(?: [A-Za-z-]+){1,5})\s?[，,]\s?"
"""Capitalized words that a text opens with, ahead of what they mean in Chinese."""
# What a text opens with, and nothing else: label smoothing。, Round Robin,时间片轮转。
_OPENING = re.compile(
    r"(?P<latin>[A-Za-z][A-Za-z-]+(?: [A-Za-z-]+){0,4})\s?(?:[。．；;\n]|$)"
    rf"|{SPELLED}(?P<name>(?:(?![即叫称译指]){_IN_NAME}){{3,10}})(?=[。．，,；;\n]|$)"
)
# All of a line, whatever the length of the symbol: 额定漏电流 (Idn).
_ENTRY = re.compile(
    rf"[·•]?\s?(?P<name>{_IN_NAME}{{2,9}})\s{{0,2}}"
    r"[（(][A-Za-z][\w '/-]{0,40}[)）]\s?(?:$|[:：\n]|——)"
)
_CAMEL = re.compile(r"(?<![A-Za-z0-9@/._-])[A-Z][a-z]+[A-Z][A-Za-z0-9]*(?![A-Za-z0-9@/._(=-])")


def set_apart(block: Block, content: str, runs: Callable[[str], list[list[Unit]]]) -> Iterator[str]:
    """Give the names that are all of what a block sets apart.

    Args:
        block: the block.
        content: its plain text.
        runs: gives the runs of words of a text.
    """
    of_the_note = block.kind is BlockKind.HEADING and block.level == 1
    if block.kind in (BlockKind.HEADING, BlockKind.QUESTION) and not of_the_note:
        yield from _topics(content, runs)
    elif opening := _OPENING.match(content):
        yield from (name for name in opening.groups() if name and _is_word(name))
    if (entry := _ENTRY.match(content)) and _is_word(entry["name"]):
        yield entry["name"]
    yield from (match[0] for match in _CAMEL.finditer(content))
    for match in (*_NAMED.finditer(content), *_GLOSSED.finditer(content)):
        name, gloss = match["name"], match.groupdict().get("gloss")
        if _is_word(name) and (match.re is _NAMED or _fits(name, gloss)):
            yield name


def _topics(content: str, runs: Callable[[str], list[list[Unit]]]) -> Iterator[str]:
    """Give what a heading or question is about: one thing, or several that it lists."""
    asked = _ASKED.match(content)
    for part in headed(asked["name"] if asked else content):
        name = stripped_name(part)
        if _is_noun(name, runs, asked=asked is not None):
            yield name


def _is_word(name: str) -> bool:
    """Tell whether a text may be a name by its characters alone."""
    grammar = name in words("function") or name in words("verb")
    return not (grammar or says_nothing(name.casefold()) or _BROKEN.search(name))


def _is_noun(name: str, runs: Callable[[str], list[list[Unit]]], *, asked: bool) -> bool:
    """Tell whether a text may be a name, and no clause or general word."""
    if not _WHOLE.fullmatch(name) or not _is_word(name):
        return False
    units = [unit for run in runs(name) for unit in run]
    whole = sum(len(unit.text) for unit in units) == len(name.replace(" ", ""))
    if not whole or all(says_nothing(unit.text.casefold()) for unit in units):
        return False
    first, last = units[0], units[-1]
    if last.text in words("edge") or is_completed(first) or (last.tag in STATE_TAGS and not asked):
        return False
    if len(units) == 1:
        return first.frequency <= (UNCOMMON if first.tag == "v" else COMMON)
    acts = first.verb or (first.tag == "v" and (is_act(first) or is_everyday(first)))
    return not acts or len(last.text) == 1 or last.text in words("suffix")  # 写锁, 转置卷积


@cache
def _spoken() -> tuple[str, ...]:
    return tuple(words("function") | words("verb") | words("qualifier") | words("lead"))


def _fits(name: str, gloss: str | None) -> bool:
    """Tell whether a gloss in parentheses may be all of a name in other words."""
    opens = name.startswith(_spoken())
    if gloss is None:
        return not opens
    capitals = len(re.findall("[A-Z0-9]", gloss))
    if capitals and len(name) in (capitals, 2 * capitals):  # 可重复读（RR）
        return True
    return not opens and len(name) <= expected_chars(gloss)
