"""Names inside names: which of them people use, and which are phrases or parts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from kg.names import fold_name
from kg.naming.name_patterns import is_clause, says_nothing, words
from kg.naming.tallies import Tally
from kg.wordlists import read_kinds

ASSERTED = frozenset({"definition", "gloss"})
STRUCTURAL = ASSERTED | {"bold", "heading", "item", "label", "statement", "listed"}
_NESTED_SHARE = 0.75


def settle(pool: dict[str, Tally], tallies: Mapping[str, Tally]) -> None:
    """Of names inside names, keep the ones that people use."""
    stuck = {(tally.units[0], "".join(tally.units[1:])) for tally in tallies.values()}
    heads = Counter(rest for first, rest in stuck if first.isascii() and not rest.isascii())
    classes = frozenset(head for head, latin in heads.items() if latin > 1)
    for key in sorted(pool, key=lambda key: (-len(key), key)):
        tally = pool[key]
        if len(tally.units) > 1 and (
            _is_phrase(tally, pool) or _adds_nothing(tally, pool, classes)
        ):
            del pool[key]
    fragments = set()
    for key, tally in pool.items():
        for part in _parts(tally):
            inner = pool.get(part)
            if inner is None or part == key or inner.sources & STRUCTURAL:
                continue
            if tally.count >= _NESTED_SHARE * inner.count:
                fragments.add(part)
    for part in fragments:
        del pool[part]


def _parts(tally: Tally) -> Iterator[str]:
    units = tally.units
    for first, last in combinations(range(len(units) + 1), 2):
        if last - first < len(units):
            yield fold_name("".join(units[first:last]))


def _is_phrase(tally: Tally, pool: Mapping[str, Tally]) -> bool:
    """Tell whether what a single clause says is a phrase, as one of two known names."""
    keys = [fold_name(unit) for unit in tally.units]
    if tally.words[0].verb and "".join(keys[1:]) in pool:
        return True
    if _opens_with_verb("".join(keys), pool):
        return True
    if tally.count > 1 or not tally.sources <= {"statement", "listed"}:
        return False
    if len(keys) == 2 and keys[1] in read_kinds("relation_verbs")["undesirable"]:
        return False  # 索引失效 is a problem's name.
    if is_clause(tally.words):
        return True
    for at in range(1, len(keys)):
        rest = keys[at:]
        known = "".join(rest) in pool or "".join(rest) in words("suffix")
        if "".join(keys[:at]) in pool and known:
            return True
    return False


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
        if all(map(says_nothing, tally.units)) or (base and base.count > tally.count):
            return True
    cut = next((at for at in range(1, len(tally.latin)) if tally.latin[at] != tally.latin[0]), 0)
    if cut == 0:
        return False
    left = pool.get(fold_name("".join(tally.units[:cut])))
    rest = "".join(tally.units[cut:])
    right = pool.get(fold_name(rest))
    if tally.latin[0]:
        alone = left is not None and left.count > tally.count
        if tally.sources & ASSERTED and rest not in classes:
            return False
        return alone and (rest in words("suffix") or right is not None)
    return left is not None and right is not None and "definition" not in tally.sources
