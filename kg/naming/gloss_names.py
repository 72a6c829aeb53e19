"""Names ahead of the English or the acronym in parentheses: where they begin.

That they end at the parenthesis is sure. Where they begin, three signs tell together: what the
tagger takes for a name there, what stands ahead of it, and how long a name its gloss lets
expect. So it is 增量更新 in ``CMS 用增量更新（Incremental Update）``.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.learned.name_tagger import NameTagger
from kg.naming.name_patterns import says_nothing, wide_runs, words
from kg.naming.renderings import renderings
from kg.naming.word_traits import IDIOM_TAGS
from kg.records import Token
from kg.segmentation import Segmenter
from kg.wordlists import read_kinds

_MAX_CLAUSE_CHARS = 24
_MAX_AHEAD_CHARS = 40
_NEXT_CHARS = 2
_MAX_NAME_CHARS = 12
_MAX_ALONE_CHARS = 6
_VERB_CHARS = 2
_SITE = re.compile(
    r"(?P<clause>[\u4e00-\u9fff]{2,})(?P<close>[”」\"]?\s?)[（(](?:[\u4e00-\u9fff]{0,3}[:：]\s?)?"
    r"(?P<gloss>[A-Za-z][A-Za-z '’/-]{1,50}?)\s?[)）,，;；]"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_ACRONYM = re.compile(r"[A-Za-z]?[A-Z]{2,5}(?:-[A-Z])?s?")
_WORDLIKE = re.compile(r"[\w\u4e00-\u9fff]$")
_BROKEN = re.compile(
    r"[的了是把被吗呢吧么哪谁怎什这那它他她你我们很太和与及或再就也越]|可以|起来|一[下起些样]"
    r"|^[之其并而且又还才都只叫做要从由各每几于]|^用(?![户例量途])|^(?:还有|要么|负责|最多|至少|改靠|附)|(?<!向)上$|里$"
)
# Logarithms of odds as the tagger's, fitted on labelled sites.
_AFTER_EDGE, _AFTER_LEADING, _LEADING = 2.5, 1.5, -1.0
_PER_CHAR, _MISFIT = 0.5, 2.0
_RENDERED = 3.0
_CALLING = frozenset("叫称")
_DISPOSING = frozenset("把将被")
_UNTAGGED, _DOUBTED = 0.03, 0.001
_LEAST, _LIKELY = -4.0, 2.0


def gloss_names(content: str, segmenter: Segmenter) -> Iterator[tuple[str, set[str]]]:
    """Give the names that are glossed in English, or by an acronym, in parentheses.

    With each comes what is none, although it ends there: the name and more ahead of it.
    """
    for site in _SITE.finditer(content):
        end = site.end("clause")
        letters, rendered = _letters(site["gloss"]), renderings(site["gloss"])
        scored = {
            name: score + _fit(name, letters, len(site["gloss"])) + _RENDERED * (name in rendered)
            for name, score in _ending(content, end, segmenter)
            if not (_BROKEN.search(name) or says_nothing(name.casefold()))
        }
        name = max(scored, key=lambda name: (scored[name], name), default="")
        name = _without_verb(name, scored, letters)
        if name and scored[name] > (_LEAST if letters else 0.0):
            clause = site["clause"][-_MAX_CLAUSE_CHARS:]
            longer = {clause[at:] for at in range(len(clause) - len(name))}
            yield (
                name,
                {more for more in longer if scored.get(more, -math.inf) < scored[name] - _LIKELY},
            )


def _ending(content: str, end: int, segmenter: Segmenter) -> Iterator[tuple[str, float]]:
    """Give what may be a name that ends at ``end``, by the tagger and by what stands ahead."""
    start = max(0, end - _MAX_AHEAD_CHARS)
    near = content[start : end + _NEXT_CHARS]
    clause = _clause(near[: end - start])
    tokens = segmenter.segment(clause)
    leading = [token for token in tokens if token.text in _leading()]
    if leading and leading[-1].text in _DISPOSING:  # 把内存撑爆
        return
    opens = {clause[token.start :] for token in leading}
    led = {clause[at:] for at in _after_leading(clause, leading)}
    parted = not _WORDLIKE.search(near[: end - start - len(clause)])
    found = {
        name: _UNTAGGED
        for name in (led | {clause} if parted else led)
        if 1 < len(name) <= _MAX_NAME_CHARS and segmenter.part_of_speech(name) not in IDIOM_TAGS
    }
    for stretch in _tagger().tag(near, wide_runs(near, segmenter)):
        if stretch.end == end - start:
            found[near[stretch.start : stretch.end]] = stretch.probability
    for name, probability in found.items():
        edge = not _WORDLIKE.search(near[: end - start - len(name)])
        ahead = _AFTER_EDGE if edge else _AFTER_LEADING * (name in led)
        odds = math.log(probability / (1 - probability))
        yield name, odds + ahead + _LEADING * (name in opens)


def _after_leading(clause: str, leading: Sequence[Token]) -> set[int]:
    """Give where words end that lead up to a name."""
    # A dictionary may part them otherwise: 类似, 于均方 and 叫袋, 外.
    sure = (at for at in range(1, len(clause)) if clause[at - 1] in _CALLING)
    long = (at for at in range(3, len(clause)) if clause[at - 3 : at] in _leading())
    return {token.end for token in leading} | {*sure, *long}


def _fit(name: str, letters: int, gloss_chars: int) -> float:
    """Weigh how far a name has the length that its gloss lets expect."""
    chars = len(_HAN.findall(name))
    if not letters:
        return -float(max(0, chars - _MAX_ALONE_CHARS))
    misfit = chars < letters or chars > max(2 * letters, gloss_chars // 3) + 2
    return -_PER_CHAR * abs(chars - 2 * letters) - _MISFIT * misfit


def _without_verb(name: str, scored: Mapping[str, float], letters: int) -> str:
    """Take off a verb with which a name fits its gloss no better: 支持乐观锁（Optimistic Lock）."""
    rest = name[_VERB_CHARS:]
    acts = name[:_VERB_CHARS] in words("verb") and rest in scored
    return rest if acts and abs(len(rest) - 2 * letters) <= abs(len(name) - 2 * letters) else name


def _letters(gloss: str) -> int:
    """Give how many words a gloss has or stands for; 0 if it is one word."""
    if _ACRONYM.fullmatch(gloss):
        return sum(letter.isupper() for letter in gloss)
    found = len(_WORDS.findall(gloss))
    return found if found > 1 else 0


def _clause(text: str) -> str:
    """Give the Chinese that a text ends with."""
    at = len(text)
    while at and _HAN.match(text[at - 1]):
        at -= 1
    return text[at:]


@cache
def _leading() -> frozenset[str]:
    kinds = read_kinds("relation_verbs")
    stating = ("mitigates", "causes", "improves", "uses", "is_a", "takes", "means")
    verbs = {verb for kind in stating for verb in kinds[kind]}
    grammar = words("function") - words("allowed")
    return frozenset(verbs) | words("qualifier") | words("naming") | grammar


@cache
def _tagger() -> NameTagger:
    return NameTagger(least=_DOUBTED)
