"""Set phrases that state a relation by more than a verb: `A 是 B 的主要原因`, `A 对 B 有效`."""

import re
from collections.abc import Iterator
from itertools import combinations

from kg.clauses.relation_patterns import Statement, are_parts, is_bad, is_good
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_HEAD = rf"(?P<head>{GROUP})"
_TAIL = rf"(?P<tail>{GROUP})(?:的?(?:问题|现象|情况|风险))?"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_STATE = rf"(?P<state>{one_of('states')})"
_NUMBER = r"[一两二三四五六七八九十几多\d]"
_END = r"(?=$|[，,；;。！!])"
_CAUSES = "(?:导致|造成|引起|引发)"
_ARISES = "(?:出现|产生|发生|陷入)"
_TYPICAL = r"(?:最?(?:常见|常用|典型|主流|经典|著名|流行|基本|简单|重要)的)"
_TAKES = "(?:使用|采用|引入|加入|选择|改用|换用|换成|启用|增加|加上|用|靠|加)了?"
_MAY = "(?:可以|可|能|应该|应|要|需要|需|一般|通常|常|最好|就)*"

_PHRASES = (
    (
        rf"(?P<tail>{GROUP})(?:问题|现象)?{_ADVERBS}由于?{_HEAD}{_STATE}?所?(?:{_CAUSES}|产生)",
        RelationType.CAUSES,
        0.9,
    ),
    (
        rf"{_CAUSES}?(?P<tail>{GROUP})(?:问题|现象)?的(?:一个|主要|重要|根本|常见)*原因(?:之一)?"
        rf"(?:就是|是|在于|有|为|包括){_HEAD}{_STATE}?(?=$|[，,；;。、])",
        RelationType.CAUSES,
        0.9,
    ),
    (
        rf"(?P<tail>{GROUP})(?:问题|现象)?{_ADVERBS}(?:被|通过|用|使用|采用|利用|靠){_HEAD}"
        rf"(?:方法|技术)?(?:来|去|所|加以)?{one_of('mitigates')}(?=$|[，,；;。的])",
        RelationType.MITIGATES,
        0.9,
    ),
    (
        rf"{_HEAD}(?:所|主要|最常)?(?:使用|采用|用到|用)的{_NOT_SLOT}{{0,6}}(?:就是|是|为|有|包括)"
        rf"(?P<tail>{GROUP}){_END}",
        RelationType.USES,
        0.8,
    ),
    (
        rf"{_HEAD}(?:都|也|均)?是(?P<tail>{SLOT})的(?:重要|核心|主要|关键|基本|一个|不可或缺的?)*"
        r"(?:组成部分|一部分|部件|组件|组成单元)",
        RelationType.PART_OF,
        0.9,
    ),
    (
        rf"{_START}{_HEAD}(?:也|其实|同样)?(?:(?:都|均)(?:是|为)|是(?={_NUMBER}[种个类]|最?[常典主经著流]))"
        rf"(?:{_NUMBER}[种个类])?{_TYPICAL}?(?P<tail>{SLOT}){_CLASS}(?:之一)?{_END}",
        RelationType.IS_A,
        0.8,
    ),
    (
        rf"作为(?:一种|一类|一个|典型的)(?P<tail>{SLOT}){_CLASS}[，,](?P<head>{SLOT})(?!的)",
        RelationType.IS_A,
        0.8,
    ),
    (rf"{_START}{_HEAD}(?:共同|一起)?(?:组成|构成)了?{_TAIL}{_END}", RelationType.PART_OF, 0.9),
    (
        rf"{_START}{_HEAD}(?:中|里|内部)?{_ADVERBS}(?:大量|广泛)?(?:用|靠|使用|利用|采用)了?{_TAIL}"
        rf"(?:来(?!{one_of('mitigates')})|作为|做|进行|维持|实现|保证|完成|存储|保存|管理|表示|提取)",
        RelationType.USES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}(?:中|里|内部){_ADVERBS}(?:大量|广泛)?(?:使用|采用|用到)了?{_TAIL}{_END}",
        RelationType.USES,
        0.8,
    ),
    (
        rf"{_START}{_TAIL}{_ADVERBS}是?(?:源于|起因于|归因于|起源于|来源于){_HEAD}{_STATE}?{_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"{_START}{_TAIL}{_ADVERBS}(?<=是){_HEAD}{_STATE}?所?{_CAUSES}的{_END}",
        RelationType.CAUSES,
        0.9,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}是?{_CAUSES}?{_TAIL}的(?:一个|主要|重要|根本|直接|常见)*"
        rf"(?:原因|根源|诱因|成因)(?:之一)?{_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (rf"{_START}{_HEAD}的(?:直接|主要)?后果就?是{_TAIL}{_END}", RelationType.CAUSES, 0.8),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_NOT_SLOT}{{0,6}}{_ARISES}了?{_TAIL}{_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_TAIL}(?:变得|更加?)*(?:严重|加剧|恶化|频繁){_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"(?:^|(?<=[，,；;：:]))(?:一旦|如果|若|当)?{_HEAD}{_STATE}(?:时|的话|后|以后|了)?[，,]?(?:就|则|便|往往|很|也)*(?:会|容易|易)+"
        rf"{_ARISES}?{_TAIL}{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_TAIL}(?:得到|得以|大大|明显|有所)*"
        rf"(?:减轻|缓解|降低|减少|改善|解决)了?{_END}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}[把将]{_TAIL}{one_of('mitigates')}[掉了]?{_END}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{one_of('mitigates')}了?{_TAIL}{_MAY}{_TAKES}{_HEAD}(?=$|[，,；;。来等])",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{_TAIL}的?(?:{_TYPICAL}|有效的?|主要的?)*(?:解决|缓解|应对|处理|预防|防止|避免)的?"
        rf"{one_of('remedies')}就?(?:是|有|包括|为|[:：])(?:{_TAKES})?{_HEAD}(?=$|[，,；;。等])",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"(?:^|(?<=[，,；;：:]))(?:如果|若|当|一旦)?(?:遇到|出现|发生|面对)了?{_TAIL}(?:时|的话|的时候)?[，,]?"
        rf"{_MAY}{_TAKES}{_HEAD}(?=$|[，,；;。来等])",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}对于?(?P<tail>{SLOT})(?:问题|现象)?(?:也|都|很|非常|比较|十分)*"
        rf"(?:有效|有用|管用|有帮助|有好处){_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_TAIL}(?:得到|大大|明显|有所|变得|更加?)*"
        rf"(?:提高|提升|增强|加快|改善|[高快好强]){_END}",
        RelationType.IMPROVES,
        0.8,
    ),
)
_READ = tuple((re.compile(pattern), relation, sure) for pattern, relation, sure in _PHRASES)
_MEMBERS = re.compile(
    rf"{_START}(?P<whole>{SLOT}){_CLASS}(?:主要|常见的|常用的|一般|大致|可以|可)*(?:有|分为|分成|包括|包含)"
    rf"(?:以下|下面|如下)?(?:{_NUMBER}+[种类个大]{_NOT_SLOT}{{0,3}}[:：，,]?(?P<after>{GROUP})"
    rf"|(?P<before>{GROUP})这?{_NUMBER}+[种类个]{_NOT_SLOT}{{0,3}}){_END}"
)
_CONFUSED = re.compile(
    rf"[把将](?P<a>{GROUP})(?:混淆|混为一谈|弄混|搞混|混在一起)"
    rf"|(?:区分|分清|辨析)(?P<b>{GROUP})"
    rf"|{_START}(?P<c>{GROUP})(?:容易|常|经常)?(?:被?混淆|各有优劣|各有利弊|各有千秋|各有优缺点|是两码事)"
)


def read_set_phrases(slotted: Slotted) -> Iterator[Statement]:
    """Give what the set phrases in a sentence state."""
    for pattern, relation, sure in _READ:
        for match in pattern.finditer(slotted.text):
            if _makes_sense(slotted, relation, match["tail"]):
                heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
                held = 0.8 if match.groupdict().get("state") else 1.0
                yield Statement(heads, relation, tails, sure * held)
    for match in _MEMBERS.finditer(slotted.text):
        group = match["after"] or match["before"]
        relation = RelationType.PART_OF if are_parts(slotted, group) else RelationType.IS_A
        yield Statement(slotted.fill(group), relation, slotted.fill(match["whole"]), 0.8)
    for match in _CONFUSED.finditer(slotted.text):
        names = slotted.fill(match["a"] or match["b"] or match["c"])
        for head, tail in combinations(names, 2):
            yield Statement((head,), RelationType.CONTRASTS, (tail,), 0.8)


def _makes_sense(slotted: Slotted, relation: RelationType, tail: str) -> bool:
    """Tell whether a thing can be so done to: 对准确率有效 is no remedy."""
    if relation is RelationType.MITIGATES:
        return not is_good(slotted, tail)
    return relation is not RelationType.IMPROVES or not is_bad(slotted, tail)
