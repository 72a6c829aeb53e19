"""Names inside names: which of them people use, and which are phrases or parts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.names import fold_name
from kg.naming.name_patterns import (
    STATE_TAGS,
    is_clause,
    is_compound,
    is_name,
    is_variable,
    says_nothing,
    words,
)
from kg.naming.tallies import Tally
from kg.naming.word_traits import is_act
from kg.wordlists import read_kinds

ASSERTED = frozenset({"definition", "gloss", "title"})
STRUCTURAL = ASSERTED | {"tagged", "bold", "heading", "item", "label", "statement", "listed"}
GUESSED = frozenset({"argument"})
_CLAUSAL = GUESSED | {"statement", "effect", "listed"}
_NESTED_SHARE = 0.75
_CUT = frozenset({"tagged", "argument"})
"""What alone may take the end of a name for the whole."""
_MIN_USES = 2
"""How often it must be said to tell."""


def take_whole(
    pool: dict[str, Tally], tallies: Mapping[str, Tally], likely: dict[str, float]
) -> None:
    """Put whole names for the ends of them that the tagger takes: 汇算清缴, not 清缴.

    The end never stands without the word ahead of it, which is no verb of every text and in
    the same script.
    """
    for key, tally in [*pool.items()]:
        whole = next(iter(tally.before)) + key if len(tally.before) == 1 else ""
        longer = tallies.get(whole)
        cut = "tagged" in tally.sources and tally.sources <= _CUT
        if longer is None or not cut or tally.count < _MIN_USES:
            continue
        ahead = longer.words[0]
        parted = ahead.verb or is_act(ahead) or ahead.latin != tally.words[0].latin
        if is_name(longer.words) and not parted:
            longer.sources.add("tagged")
            likely[whole] = max(likely[key], likely.get(whole, 0.0))
            pool[whole] = longer
            del pool[key]


def settle(pool: dict[str, Tally], tallies: Mapping[str, Tally]) -> None:
    """Of names inside names, keep the ones that people use."""
    stuck = {(tally.units[0], "".join(tally.units[1:])) for tally in tallies.values()}
    heads = Counter(rest for first, rest in stuck if first.isascii() and not rest.isascii())
    classes = frozenset(head for head, latin in heads.items() if latin > 1)
    for key in sorted(pool, key=lambda key: (-len(key), key)):
        tally = pool[key]
        if len(tally.words) > 1 and (
            _is_phrase(tally, pool) or _adds_nothing(tally, pool, classes)
        ):
            del pool[key]
    fragments = set()
    for key, tally in pool.items():
        for part in _parts(tally):
            inner = pool.get(part)
            if inner is None or part == key or _stands_beside(inner, key.removeprefix(part)):
                continue
            if tally.count >= _NESTED_SHARE * inner.count:
                fragments.add(part)
    for part in fragments:
        del pool[part]


def _stands_beside(inner: Tally, rest: str) -> bool:
    """Tell whether a name is one inside longer ones too, as 注意力 beside 注意力机制."""
    return bool(inner.sources & STRUCTURAL) or rest in words("idle")


def _parts(tally: Tally) -> Iterator[str]:
    units = tally.units
    for first, last in combinations(range(len(units) + 1), 2):
        if last - first < len(units):
            yield fold_name("".join(units[first:last]))


def _is_phrase(tally: Tally, pool: Mapping[str, Tally]) -> bool:
    """Tell whether what a single clause says is a phrase, as one of two known names."""
    keys = [fold_name(unit) for unit in tally.units]
    acts = tally.words[0].tag in ("v", "vn") and tally.sources <= GUESSED
    if "title" in tally.sources:
        return False
    remark = tally.sources == {"gloss"} and not tally.before  # 1×1 卷积（增加维度）
    if tally.words[0].verb and remark and not is_compound(tally.words):
        return True
    if (tally.words[0].verb or acts) and "".join(keys[1:]) in pool:
        return True
    if _opens_with_verb("".join(keys), pool):
        return True
    often = 2 if tally.words[-1].tag in STATE_TAGS else 1  # 上层稀疏
    if tally.count > often or not tally.sources <= _CLAUSAL:
        return False
    if len(keys) == 2 and keys[1] in read_kinds("relation_verbs")["undesirable"]:
        return False  # 索引失效 is a problem's name.
    predicate = len(tally.units[-1]) > 1 and any(unit.verb for unit in tally.words[1:-1])
    return predicate or is_clause(tally.words) or _joins_names(tally, keys, pool)


def _joins_names(tally: Tally, keys: Sequence[str], pool: Mapping[str, Tally]) -> bool:
    """Tell whether words are a known name and another, a class or a measure of it."""
    tails = words("suffix") | set(read_kinds("relation_verbs")["object_tails"])
    for at in range(1, len(keys)):
        if "".join(keys[:at]) not in pool:
            continue
        rest = "".join(keys[at:])
        if tally.words[at].tag in ("v", "vn") and "".join(keys[at + 1 :]) in pool:
            return True  # 红黑树管理描述符
        if rest in tails or rest in pool:
            several = at > 1 and at + 1 < len(keys)
            return several or not _is_kind(tally, keys, rest, pool)
    return False


def _is_kind(tally: Tally, keys: Sequence[str], head: str, pool: Mapping[str, Tally]) -> bool:
    """Tell whether a clause is about a thing of a known kind: 缓存命中率, but not 旋转图像."""
    named = tally.sources >= {"statement", "argument"} and head in pool
    acts = tally.words[0].tag == "v" and keys[0] not in pool
    return named and not acts and head not in words("suffix") and not says_nothing(head)


def _opens_with_verb(key: str, pool: Mapping[str, Tally]) -> bool:
    """Tell whether a name is a known one after a verb, however segmented: 加批归一化."""
    rests = (key[length:] for length in (1, 2) if key[:length] in words("verb"))
    return any(len(rest) > 2 and rest in pool for rest in rests)


def _adds_nothing(tally: Tally, pool: Mapping[str, Tally], classes: frozenset[str]) -> bool:
    """Tell whether a name is another one with a word that makes it no other thing.

    ``classes`` are the Chinese names that follow several Latin ones, as 激活函数 does.
    """
    if tally.units[-1] in words("idle"):
        base = pool.get(fold_name("".join(tally.units[:-1])))
        told = tally.sources & (ASSERTED | {"statement"} if tally.units[-1] == "法" else ASSERTED)
        lesser = base and base.count > tally.count and not told
        if all(map(says_nothing, tally.units)) or lesser:
            return True
    cut = next((at for at in range(1, len(tally.latin)) if tally.latin[at] != tally.latin[0]), 0)
    if cut == 0:
        return False
    left = pool.get(fold_name("".join(tally.units[:cut])))
    rest = "".join(tally.units[cut:])
    right = pool.get(fold_name(rest))
    if tally.latin[0]:
        alone = left is not None and left.count > tally.count and not is_variable(tally.units[0])
        if tally.sources & ASSERTED and rest not in classes:
            return False
        return alone and (rest in words("suffix") or right is not None)
    lettered = len(rest) == 1 and left is not None and left.count > tally.count  # 神经网络 D
    plain = not tally.sources & {"definition", "tagged"} and tally.units[0] not in words("modifier")
    both = left is not None and right is not None and plain
    return lettered or both
