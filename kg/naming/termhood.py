"""Tallies to names: which stretches of words are terms, by use and by what sets them apart."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from kg.names import fold_name
from kg.naming.name_patterns import Unit, is_clause, is_name, says_nothing, words
from kg.naming.nesting import ASSERTED, STRUCTURAL
from kg.naming.tallies import Tally
from kg.naming.word_traits import (
    COMMON,
    COMPLEMENTS,
    IDIOM_TAGS,
    UNCOMMON,
    is_act,
    is_completed,
    is_everyday,
    is_loose,
    is_nominal,
    is_rare_noun,
    is_simple,
)

_MIN_COUNT = 3
_MIN_NPMI = 0.35
_MIN_VAGUE_NPMI = 0.45
_MIN_ENTROPY_NATS = 0.6
_MIN_RATIO = 40.0
_MIN_VERB_RATIO = 200.0
_RARE_NOUN = 50
_RARE_VERB = 20
_MIN_HEADS = 2
_EVERYDAY = 10_000
"""Count in jieba's dictionary from which a word is no term for standing in a heading."""
_MAX_ALONE_SHARE = 0.25
_QUALITY_TAGS = ("a", "b")
_TERM_TAGS = ("n", "nz", "nt", "vn", "v", "l", "i", "j", "an", "x", "eng", "nr", "nrt", "")
_SURE = ASSERTED | {"tagged"}
_TOLD = frozenset({"argument", "statement"})
_MAX_IDIOM_COUNT = 20
_DESIGNATION = re.compile(r"[A-Z]\d")
_TERM_LIKE = re.compile(r"[A-Z].*[A-Z0-9]|[a-z]+[A-Z0-9]|\d[*×x]\d|.*[-+#]")


def find_terms(
    tallies: Mapping[str, Tally], total_words: int, general_words: int
) -> dict[str, Tally]:
    """Give the stretches that one of the signals makes a name, and note the signal in them.

    Args:
        tallies: what is known of each stretch.
        total_words: how many words the notes hold.
        general_words: how many the counts of general Chinese add up to.
    """
    heads = _heads(tallies)
    pool = {}
    for key, tally in tallies.items():
        if key in words("function"):  # 什麽 as folded
            continue
        formed = is_name(tally.words) or "title" in tally.sources
        if not (formed or _is_designation(tally) or _is_lettered(tally)):
            continue
        rare = len(tally.words) == 1 and _is_rare(tally, total_words, general_words)
        signal = _signal(tally, tallies, total_words, rare=rare)
        if signal:
            tally.sources.add(signal)
        named = signal or tally.sources & _SURE or _stands_out(tally, heads, rare=rare)
        if named and not _is_label(tally):
            pool[key] = tally
    return pool


def _heads(tallies: Mapping[str, Tally]) -> frozenset[str]:
    """Give the words with which several names end, so that what ends with them may be a name.

    A word of general Chinese does only if it seldom stands alone, as 分析 among kinds of it. What
    ends with a verb counts only if more than a clause's wording speaks for it.
    """
    counts: Counter[Unit] = Counter()
    for tally in (tally for tally in tallies.values() if tally.sources):
        sure = tally.sources - {"argument", "listed", "statement", "effect", "line"}
        if len(tally.words) > 1 and (sure or tally.words[-1].tag != "v"):
            last = tally.words[-1]
            counts[replace(last, start=0, end=0)] += 1
    heads = words("suffix") - words("idle")
    for unit, count in counts.items():
        alone = tallies.get(fold_name(unit.text))
        bound = alone is not None and alone.alone <= _MAX_ALONE_SHARE * alone.count
        bound = bound and (unit.tag == "vn" or len(unit.text) == 1 or not says_nothing(unit.text))
        seldom = len(unit.text) > 1 and unit.frequency <= COMMON
        if (count >= _MIN_HEADS and seldom) or (count > _MIN_HEADS and bound):
            heads |= {unit.text}
    return heads


def _signal(tally: Tally, tallies: Mapping[str, Tally], total: int, *, rare: bool) -> str:
    """Say what in the use of a stretch makes it a name; empty if nothing does."""
    if all(tally.latin):
        return "latin" if _is_latin_term(tally) else ""
    if len(tally.words) == 1:
        return "word" if rare and _is_specific(tally) else ""
    return "cohesion" if _keeps_together(tally, tallies, total) else ""


def _is_designation(tally: Tally) -> bool:
    """Tell whether what else is a variable is a name by its use, or a section's: G1, L2."""
    shaped = len(tally.words) == 1 and _DESIGNATION.fullmatch(next(iter(tally.surfaces)))
    headed = tally.count >= _MIN_COUNT and "heading" in tally.sources
    return bool(shaped) and (headed or (tally.count > 1 and "tagged" in tally.sources))


def _is_lettered(tally: Tally) -> bool:
    """Tell whether a word of English speech is an acronym, always written so: CAN 总线."""
    (word, *more), capitals = tally.words, all(map(str.isupper, tally.surfaces))
    spoken = not more and word.text.casefold() in words("lettered")
    return spoken and capitals and tally.count >= _MIN_COUNT


def _is_label(tally: Tally) -> bool:
    """Tell whether a name is none of the text's: a user, a field, a button."""
    outside = {"line", "label", "cohesion", "word", "latin", "argument", "tagged"}
    least = 2 if "tagged" in tally.sources else 1
    return tally.standing > least and tally.standing >= tally.count / 2 and tally.sources <= outside


def _is_latin_term(tally: Tally) -> bool:
    name = " ".join(tally.units)
    if len(tally.words) == 1:
        return tally.count >= _MIN_COUNT or (tally.count > 1 and bool(_TERM_LIKE.match(name)))
    return tally.count > 1 and _is_free(tally, 0.0)


def _is_specific(tally: Tally) -> bool:
    """Tell whether a word that the notes use far more often than general Chinese is theirs."""
    alone = tally.alone > 0 or bool(tally.sources & ASSERTED)
    return alone and tally.count >= _MIN_COUNT and _is_free(tally, 0.3) and _is_of_the_field(tally)


def _is_rare(tally: Tally, total: int, general_total: int) -> bool:
    """Tell whether the notes use a word far more often than general Chinese does."""
    (word,) = tally.words
    if word.latin or word.tag not in _TERM_TAGS:
        return False
    general = (word.frequency + 1) / general_total
    surely = float(tally.count)
    if len(word.text) == 2 and tally.count > 1:
        surely -= math.sqrt(tally.count)
    ratio = surely / total / general
    alone = word.tag == "v" and "statement" not in tally.sources
    return ratio >= (_MIN_VERB_RATIO if alone else _MIN_RATIO)


def _is_of_the_field(tally: Tally) -> bool:
    """Tell whether structure, other names or other notes take up a word; a long noun needs less."""
    (word,) = tally.units
    verb = tally.words[0].tag == "v"
    loose = words("edge") & {word[0], word[-1]} or "argument" not in tally.sources
    said = not loose and tally.words[0].frequency <= (_RARE_VERB if verb else _RARE_NOUN)
    if said or tally.sources & STRUCTURAL or (not verb and len(word) > 2):
        return True
    if verb and not word.endswith("化"):
        spread = tally.family == 1 and len(tally.documents) > 1 and word[-1] not in COMPLEMENTS
        return tally.family > 1 or spread
    return tally.family > 0 or len(tally.documents) > 1


def _keeps_together(tally: Tally, tallies: Mapping[str, Tally], total: int) -> bool:
    """Tell whether words form one name: they attract each other, and others come and go."""
    last = tally.words[-1]
    acts = last.tag == "v" and len(last.text) == 1 and any(tally.latin)  # GAN 补
    if acts or tally.count < _MIN_COUNT or not _is_free(tally, _MIN_ENTROPY_NATS):
        return False
    vague = all(says_nothing(unit.casefold()) for unit in tally.units)
    least = _MIN_VAGUE_NPMI if vague else _MIN_NPMI
    for at in range(1, len(tally.words)):
        left = tallies.get(fold_name("".join(tally.units[:at])))
        right = tallies.get(fold_name("".join(tally.units[at:])))
        if left is None or right is None:
            return False
        together = math.log(tally.count * total / (left.count * right.count))
        if together / -math.log(tally.count / total) < least:
            return False
    return True


def _is_free(tally: Tally, min_entropy_nats: float) -> bool:
    """Tell whether the words on each side vary: their entropies are at least so great."""
    count = tally.count
    shares = ([n / count for n in side.values()] for side in (tally.before, tally.after))
    return all(-sum(p * math.log(p) for p in side) >= min_entropy_nats for side in shares)


def _stands_out(tally: Tally, heads: Collection[str], *, rare: bool) -> bool:
    """Tell whether structure alone makes a name: two kinds of it, or one and use elsewhere."""
    marks = tally.sources & STRUCTURAL
    if "item" in marks:  # a label in a list is one sign, not two
        marks -= {"label"}
    if not tally.before:  # its use is counted at the end
        return not tally.sources <= {"argument", "line"}
    if any("-" in surface.strip("-") for surface in tally.surfaces) and not any(tally.latin):
        return True  # 标记-清除
    if any(tally.latin):
        said = _is_proper(tally) if all(tally.latin) else _is_mixed(tally, heads)
        return bool(marks) or ("argument" in tally.sources and said)
    everyday = len(tally.words) == 1 and tally.words[0].frequency > _EVERYDAY
    if everyday or all(says_nothing(unit) for unit in tally.units):
        return len(marks) > 2 or (len(tally.words) > 1 and tally.sources >= _TOLD)
    if len(tally.words) == 1 and _is_uncommon_noun(tally) and rare:
        return True
    if len(tally.words) == 1 and marks <= {"listed", "statement"}:
        return "statement" in marks and _is_sign(tally)
    topic = marks & {"heading", "item"} and len(tally.words) > 1 and not is_clause(tally.words)
    vague = len(tally.words) == 2 and (says_nothing(tally.units[0]) or tally.words[-1].verb)
    vague = vague and tally.words[-1].tag == "v" and tally.words[-1].frequency > COMMON  # 效果下降
    once = (topic or ("statement" in marks and not vague)) and len("".join(tally.units)) > 2
    often = tally.count >= (_MIN_COUNT if marks <= {"listed"} else 2)
    once = once or (bool(tally.sources & {"bold", "label"}) and "argument" in tally.sources)
    known = once or len(marks) > 1 or (often and bool(marks | tally.sources & {"line"}))
    return known or (len(tally.words) > 1 and (_recurs(tally, heads) or _is_backed(tally, heads)))


def _recurs(tally: Tally, heads: Collection[str]) -> bool:
    """Tell whether clauses are about two whole words more than once: 决策边界, 参数共享."""
    if tally.count < 2 or "argument" not in tally.sources or len(tally.words) > 2:
        return False
    first, last = tally.words
    vague = first.tag in _QUALITY_TAGS and says_nothing(last.text)  # 大规模数据
    noun = last.tag[:1] == "n" and not (vague or is_everyday(last))
    acted = last.tag in ("v", "vn") and first.tag[:1] == "n" and tally.alone == tally.count
    acts = is_completed(first) or (is_act(first) and last.text not in heads)
    whole = len(first.text) > 1 and (noun or (acted and len(last.text) > 1))
    return whole and not acts and not is_loose(first)


def _is_proper(tally: Tally) -> bool:
    """Tell whether a name all in Latin is written as a proper one: Haskell, STEMI."""
    word, *more = tally.units
    lettered = not more and len(word) > 2 and re.search("[A-Za-z]{2}", word)
    if len(more) == 1 and word[0].isupper() and len(word) > 2:  # Double DQN
        return bool(re.fullmatch("[A-Z][A-Za-z-]+", more[0]))
    return bool(lettered) and (word.istitle() or bool(_TERM_LIKE.match(word)))


def _is_mixed(tally: Tally, heads: Collection[str]) -> bool:
    """Tell whether a Latin word and a Chinese noun make a name: LR 分析, but not ReLU 流行."""
    word, last = tally.words[0].text, tally.words[-1].text
    if word in words("modifier"):  # 双向 LSTM
        return all(tally.latin[1:])
    if len(tally.words) == 2 and word.istitle() and len(word) > 3 and last in words("class"):
        return True  # Huffman 树
    noun = not tally.latin[-1] and (tally.words[-1].tag[:1] == "n" or tally.count > 1)
    return tally.latin[0] and noun and _is_backed(tally, heads)


def _is_uncommon_noun(tally: Tally) -> bool:
    """Tell whether a word that a clause is about, or a label, is of few fields."""
    (word,) = tally.words
    if not tally.sources:
        return False
    if tally.sources & {"listed", "statement"} and (tally.count > 1 or len(word.text) > 2):
        return True
    noun = not word.rare and is_rare_noun(word)
    labelled = tally.sources & STRUCTURAL - {"listed", "statement"}
    idiom = labelled and word.tag in IDIOM_TAGS and word.frequency <= _MAX_IDIOM_COUNT
    return bool(noun or idiom) and (len(word.text) > 2 or bool(labelled))


def _is_sign(tally: Tally) -> bool:
    """Tell whether a word that a clause states a relation of is of few fields: 干咳, 徒长."""
    (word,) = tally.words
    if word.tag == "v" and "effect" not in tally.sources:
        return False
    effect = "effect" in tally.sources
    often = COMMON if effect else UNCOMMON
    seldom = word.frequency <= often and word.tag in _TERM_TAGS and len(word.text) > 1
    # 下溢 opens as a place does.
    simple = word.text[-1] not in words("edge") if effect else is_simple(word.text)
    return "argument" in tally.sources and seldom and simple


def _is_backed(tally: Tally, heads: Collection[str]) -> bool:
    """Tell whether two things speak for a name that clauses are about, be it said once.

    Clauses are about it; it stands in a list; other names end as it does; it holds a word that
    general Chinese seldom uses; it comes up again.
    """
    headed = tally.units[-1] in heads
    long = len("".join(tally.units)) > 2 and not is_clause(tally.words)
    parted = len(tally.words) > 2 and not tally.alone  # 空间投向线性 of 空间投向线性可分
    if not long or parted or not is_nominal(tally.words, headed=headed, recurs=tally.count > 1):
        return False
    last = tally.words[-1]
    unusual = len(tally.words) == 2 and any(map(is_rare_noun, tally.words))
    unusual = unusual and not (is_everyday(last) and last.text not in words("class"))
    said = len(tally.sources & {"argument", "listed"})
    return said > 0 and said + headed + unusual + (tally.count > 1) > 1
