"""Words to what their part of speech and use in general Chinese say of them."""

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
COMPLEMENTS = frozenset("成进上下出入去来到开住掉好完半过回作净")


def is_simple(word: str) -> bool:
    """Tell whether a word is no phrase that a dictionary lists: not 期限内, 参考价值, 不等价."""
    loose = words("edge") | words("function")
    if {word[0], word[-1]} & loose:
        return False
    halves = (word[:2], word[2:]) if len(word) > 3 else (word[:2],)
    return not any(half in loose or says_nothing(half) for half in halves)


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
