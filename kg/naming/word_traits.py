"""Words to what their part of speech and use in general Chinese say of them."""

from collections.abc import Sequence

from kg.naming.name_patterns import Unit, is_variable, says_nothing, words

# Of the 60 million words that jieba counts: what comes up less is of few fields, may be a term,
# and, of one character, is no word of every text.
UNCOMMON = 150
COMMON = 1000
_EVERYDAY = 10000
# In jieba's tags: what seldom stands in a noun.
_LOOSE_CHARACTERS = ("v", "a", "d", "p", "q", "m", "f", "zg")
_LOOSE_WORDS = ("", "d", "ad", "z", "t", "m", "mq", "r", "c", "p", "s", "f")
_NOUN_TAGS = ("n", "nz", "nt", "vn", "j", "an", "x", "nrt")
# What may stand ahead of a noun; what ends none; what a dictionary lists as a phrase.
_PREFIX_TAGS = ("a", "m", "f")
_NAME_TAGS = ("nr", "ns", "l", "i", "a")
IDIOM_TAGS = ("l", "i")
_KIND_ENDINGS = frozenset("性式型")
COMPLEMENTS = frozenset("成进上下出入去来到开住掉好完半过回作净")


def is_simple(word: str) -> bool:
    """Tell whether a word is no phrase that a dictionary lists: not 期限内, 参考价值, 不等价."""
    if _is_grammar(word[0]) or _is_grammar(word[-1]):
        return False
    halves = (word[:2], word[2:]) if len(word) > 3 else ()
    return not any(_is_grammar(half) or says_nothing(half) for half in halves)


def _is_grammar(word: str) -> bool:
    return word in words("edge") or word in words("function")


def is_unusual(unit: Unit) -> bool:
    """Tell whether general Chinese seldom uses a noun of several characters."""
    return len(unit.text) > 1 and unit.tag in _NOUN_TAGS and unit.frequency <= UNCOMMON


def is_act(unit: Unit) -> bool:
    """Tell whether a word is a verb of every text."""
    return unit.tag == "v" and unit.frequency > UNCOMMON


def is_completed(unit: Unit) -> bool:
    """Tell whether a verb says how its act ends, as names seldom do: 倒入, 弄清楚."""
    if unit.tag == "v" and len(unit.text) > 2:
        return True
    return (unit.tag == "v" or unit.rare) and unit.text[-1] in COMPLEMENTS


def is_everyday(unit: Unit) -> bool:
    """Tell whether a character is a word of every text, and no prefix of names: 问, but not 肺."""
    common = unit.frequency > _EVERYDAY and len(unit.text) == 1
    return common and unit.text not in words("allowed")


def is_loose(unit: Unit) -> bool:
    """Tell whether a word seldom stands in a noun: an adverb, a measure, a variable."""
    if unit.latin:
        return is_variable(unit.text) and not unit.text.isdigit()
    if len(unit.text) == 1:
        return unit.tag in _LOOSE_CHARACTERS and unit.text != "类"
    return unit.tag in _LOOSE_WORDS


def is_rare_noun(word: Unit) -> bool:
    """Tell whether general Chinese seldom uses a noun, which is no phrase."""
    return word.rare or (is_unusual(word) and is_simple(word.text))


def is_nominal(found: Sequence[Unit], *, headed: bool, recurs: bool) -> bool:
    """Tell whether words look like a noun of some field, and not like a clause in common words.

    Args:
        found: the words.
        headed: whether other names end as they do.
        recurs: whether the notes say them again, so that a word unknown to jieba is one.
    """
    unusual = any(map(is_rare_noun, found))
    last = found[-1]
    # A verb ahead of a class makes a name: 构造法. A verb at the end does if others end so.
    classed = len(last.text) == 1 and last.tag[:1] in ("n", "j", "k")
    if not classed and any(unit.tag in ("v", *_NAME_TAGS) for unit in found[1:-1]):
        return False
    if is_completed(found[0]) or (is_act(found[0]) and not (headed or classed)):
        return False
    kind = len(found[0].text) > 2 and found[0].text[-1] in _KIND_ENDINGS  # 灾难性遗忘
    if not (headed or kind) and (last.tag == "v" or (says_nothing(last.text) and not classed)):
        return False
    if last.tag in _NAME_TAGS and not any(map(is_rare_noun, found[:-1])):
        return False
    idiom = last.tag in IDIOM_TAGS and len(last.text) > 3
    if not headed and len(last.text) > 2 and (idiom or not is_simple(last.text)):
        return False  # 订金一字之差, 静物精度高
    placed = unusual or (headed and len(found[0].text) > 1)  # 内部碎片
    unknown = recurs and not found[0].latin and not found[0].tag  # 点积注意力
    prefix = found[0].rare or unknown or (placed and found[0].tag in _PREFIX_TAGS)
    if (is_loose(found[0]) or is_everyday(found[0])) and not prefix:
        return False
    if any(map(is_loose, found[1:])):
        return False
    return headed or unusual or any(1 < unit.frequency <= COMMON for unit in found)
