"""Set phrases that state a relation by more than a verb: `A 是 B 的主要原因`, `A 对 B 有效`."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import are_parts, is_bad, is_good
from kg.clauses.relation_patterns import STAGES, Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.records import RelationType
from kg.wordlists import read_kinds

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_ADVERBS = rf"(?:{one_of('adverbs')})*+"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_HEAD = rf"(?P<head>{GROUP})"
_TAIL = rf"(?P<tail>{GROUP})(?:的?(?:问题|现象|情况|风险))?"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_STATE = rf"(?P<state>{one_of('states')})"
_NUMBER = r"[一两二三四五六七八九十几多\d]"
_END = r"(?=$|[，,；;。！!:：])"
_GOES_ON = rf"(?=$|[，,；;。！!、等]|{one_of('purposes')})"
_ROOT = (
    "(?:罪魁祸首|祸根|病因|起因|导火索|危险因素|风险因素|原因|根源|诱因|成因|元凶|主因)(?:之一)?"
)
_KEY = "(?:首要|关键|独立|一个|常见|主要|重要|根本|直接|最大|最|的)*"
_FLAWED = rf"(?:的?{one_of('object_tails', 'weaknesses')})"
_CAUSES = "(?:导致|造成|引起|引发|诱发|所致)"
_ARISES = "(?:出现|产生|发生|陷入)"
_NOT_LACK = rf"(?:(?![不缺少没无非未]){_NOT_SLOT})"
_TYPICAL = r"(?:最?(?:常见|常用|典型|主流|经典|著名|流行|基本|简单|重要)的)"
_TAKES = "(?:使用|采用|引入|加入|选择|改用|换用|换成|启用|增加|加上|用|靠|加)了?"
_MAY = "(?:可以|可|能|应该|应|要|需要|需|一般|通常|常|最好|就)*"

_PHRASES = (
    (
        rf"(?P<tail>{GROUP})(?:问题|现象)?{_ADVERBS}由于?(?:{GROUP}等)?{_HEAD}{_STATE}?{_NOT_LACK}{{0,4}}?所?"
        rf"(?:{_CAUSES}|产生)",
        RelationType.CAUSES,
        0.9,
    ),
    (
        rf"{_CAUSES}?(?P<tail>{GROUP})(?:问题|现象)?的?{_KEY}(?:{_ROOT}|事由)"
        rf"(?:就是|是|在于|有|为|包括|如下|[:：])+{_HEAD}(?:的{_NOT_SLOT}{{1,4}})?{_STATE}?(?=$|[，,；;。、等])",
        RelationType.CAUSES,
        0.9,
    ),
    (
        rf"(?P<tail>{GROUP})(?:问题|现象)?{_ADVERBS}(?:被|通过|用|使用|采用|利用|借助|依靠|靠|由){_HEAD}"
        rf"(?:方法|技术)?(?:来|去|所|加以|进行)*{one_of('mitigates')}(?=$|[，,；;。的])",
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
        rf"{_START}{_HEAD}(?:也|其实|同样)?(?:(?:都|均)(?:是|为)|是(?={_NUMBER}[种个类大]|最?[常典主经著流简基重]))"
        rf"(?:{_NUMBER}[种个类大])?{_TYPICAL}?(?P<tail>{SLOT}){_CLASS}(?:类型|形式)?(?:之一)?{_END}",
        RelationType.IS_A,
        0.8,
    ),
    (
        rf"作为(?:一种|一类|一个|典型的)(?P<tail>{SLOT}){_CLASS}[，,](?P<head>{SLOT})(?!的)",
        RelationType.IS_A,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}(?:就|也)?是{SLOT}?{_NOT_SLOT}{{0,6}}的?(?:默认|首选|标准|主流|内置|官方|特殊)的?(?P<tail>{SLOT}){_CLASS}(?:之一)?{_END}",
        RelationType.IS_A,
        0.8,
    ),
    (
        rf"^(?P<head>{SLOT})[:：](?:是|即)?(?:一种|一类|一个){_NOT_SLOT}{{0,10}}?(?P<tail>{SLOT}){_CLASS}(?:的一种)?(?=$|[，,；;。])",
        RelationType.IS_A,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}(?:就|也)?是{SLOT}所?(?:使用|采用|用)的{_NOT_SLOT}{{0,4}}?(?P<tail>{SLOT}){_CLASS}{_END}",
        RelationType.IS_A,
        0.7,
    ),
    (rf"^(?P<head>{SLOT})[:：](?P<tail>{SLOT}){_CLASS}的一[种类]", RelationType.IS_A, 0.8),
    (
        rf"{_START}(?P<tail>{SLOT}){_ADVERBS}[把将]{_NOT_SLOT}{{0,12}}(?:分解|拆分|拆解|划分|分|拆)[为成]{_HEAD}{_NUMBER}+[个部步]{_NOT_SLOT}{{0,4}}{_END}",
        RelationType.PART_OF,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}(?:就|也|则)?是(?:(?!{_NUMBER}|最|常){_NOT_SLOT}{{1,10}}的)?(?P<tail>(?P<copula>{SLOT})){_END}",
        RelationType.IS_A,
        0.7,
    ),
    (
        rf"{_START}(?P<tail>{SLOT})的{_TYPICAL}?{one_of('variants')}(?:主要)?(?:有|包括|包含|是){_HEAD}(?=$|[，,；;。:：等])",
        RelationType.IS_A,
        0.8,
    ),
    (rf"{_START}{_HEAD}(?:共同|一起)?(?:组成|构成)了?{_TAIL}{_END}", RelationType.PART_OF, 0.9),
    (
        rf"{_START}{_HEAD}(?:中|里|内部)?(?:在{_NOT_SLOT}{{1,12}}[中里上下内时])?{_ADVERBS}(?:用|靠|使用|利用|采用|通过|借助|依靠|凭借)了?{_TAIL}(?:机制|技术|算法|方式|{_NOT_SLOT}{{0,2}}模型)?"
        rf"(?!(?:来|去|加以|进行)*{one_of('mitigates', 'improves')}{_END}){one_of('purposes')}",
        RelationType.USES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}(?:以|运行在|构建在|建立在|实现在){_TAIL}(?:[为作](?!代表|例|准|主|界|限){_NOT_SLOT}{{1,5}}|之?上)",
        RelationType.USES,
        0.8,
    ),
    (rf"{_START}{_HEAD}{_ADVERBS}(?:结合|融合)了?{_TAIL}{_END}", RelationType.USES, 0.8),
    (rf"{_START}{_HEAD}的核心(?:思想|操作|技术)?就?是{_TAIL}{_END}", RelationType.USES, 0.6),
    (
        rf"{_START}{_HEAD}(?:在{_NOT_SLOT}*[上中里])?{_ADVERBS}(?:加入|集成|内置|沿用)了{_TAIL}{_END}",
        RelationType.USES,
        0.7,
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
        rf"{_START}{_HEAD}{_NOT_LACK}{{0,4}}?{_ADVERBS}(?:(?<=是)|{_CAUSES}){_TAIL}{_KEY}{_ROOT}{_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}的{_KEY}(?:后果|危害|并发症|副作用|不良反应|{one_of('weaknesses')})(?:主要|就)?"
        rf"(?:是|有|包括|为|在于)(?:会|容易|可能|产生|出现|导致|造成|带来)*{_TAIL}(?=$|[，,；;。:：等])",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}越{_NOT_SLOT}{{1,3}}[，,](?P<tail>(?P<bare>{SLOT}))就?越{_NOT_SLOT}{{1,3}}{_END}",
        RelationType.CAUSES,
        0.6,
    ),
    (rf"(?P<head>{SLOT})所?{_CAUSES}的(?P<tail>{SLOT})", RelationType.CAUSES, 0.8),
    (
        rf"{_START}{_TAIL}{_ADVERBS}(?:是?因为|源自|来自于?)(?:{_NOT_SLOT}{{0,6}})?{_HEAD}(?:{_STATE}|的|[使让令]|{_END})",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"(?:^|(?<=[，,]))之?所以{_MAY}(?:会|容易|很)*{_ARISES}?{_TAIL}[，,]{_ADVERBS}因为{_HEAD}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}越{_NOT_SLOT}{{1,3}}[，,]?{_NOT_SLOT}{{0,6}}越(?:容易|易|可能)+(?:{_ARISES}|{_CAUSES})?{_TAIL}{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_NOT_SLOT}{{0,3}}{_STATE}(?:时|的话|后|以后|了)?[，,](?:{SLOT}|{_NOT_SLOT}){{0,6}}?"
        rf"(?:就|则|便|往往|很|也)*(?:会|容易|易)+(?:{_NOT_SLOT}{{0,4}}(?:甚至|或者?|导致))?{_ARISES}?{_TAIL}{_END}",
        RelationType.CAUSES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_NOT_SLOT}{{0,6}}{_ARISES}了?{_TAIL}{_END}",
        RelationType.CAUSES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令)(?P<tail>(?P<bare>{SLOT})){_END}",
        RelationType.CAUSES,
        0.7,
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
        rf"(?:减轻|缓解|降低|减少|改善|解决|大幅|下降)+了?{_END}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"(?:由于|因为|得益于|多亏|有了|加入|引入|用了?)了?{_HEAD}(?:的(?:存在|引入|加入|使用|出现))?[，,]{_TAIL}"
        r"(?:得到|得以|有所|大大|明显|就|都|了|很好的|有效)*(?:缓解|解决|改善|减轻|避免)了?",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:是)?针对(?:{_NOT_SLOT}{{1,8}}的)?(?P<tail>{GROUP})"
        rf"(?:的?(?:问题|现象)(?:而?(?:设计|提出)的?)?|而?(?:设计|提出)的){_END}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}[把将]{_TAIL}{one_of('mitigates')}[掉了]?{_END}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{one_of('mitigates')}了?{_TAIL}{_MAY}{_TAKES}{_HEAD}{_GOES_ON}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"{_START}{_TAIL}的?(?:{_TYPICAL}|有效的?|主要的?|首选的?|常见|常用)*(?:{one_of('mitigates')}|处理)?的?"
        rf"{one_of('remedies')}(?:一般|通常|主要|就)?(?:是|有|包括|为|[:：])(?:{_TAKES})?{_HEAD}{_GOES_ON}",
        RelationType.MITIGATES,
        0.8,
    ),
    (
        rf"(?:^|(?<=[，,；;：:]))(?:如果|若|当|一旦)?(?:遇到|出现|发生|面对)了?{_TAIL}(?:时|的话|的时候)?[，,]?"
        rf"{_MAY}{_TAKES}{_HEAD}{_GOES_ON}",
        RelationType.MITIGATES,
        0.7,
    ),
    (
        rf"{_START}{_HEAD}{_ADVERBS}(?:让|使得?|令){_TAIL}(?:得到|大大|明显|有所|变得?|更加?)*"
        rf"(?:提高|提升|增强|加快|改善|[高快好强]){_END}",
        RelationType.IMPROVES,
        0.8,
    ),
)
_TWO = re.compile(f"{SLOT}.*{SLOT}")
_READ = tuple((re.compile(pattern), relation, sure) for pattern, relation, sure in _PHRASES)
_MEMBERS = re.compile(
    rf"{_START}(?P<whole>{SLOT})(?:{one_of('class_nouns', 'remedies')}|类型|种类)?"
    rf"(?:主要|常见的|常用的|一般|大致|可以|可|按照?{_NOT_SLOT}{{1,6}})*"
    rf"(?:有|分为|分成|包括|包含)(?:以下|下面|如下)?(?:{_NUMBER}+[种类个大]{_NOT_SLOT}{{0,3}}[:：，,]?(?P<after>{GROUP})"
    rf"|(?P<before>{GROUP})这?{_NUMBER}+[种类个]{_NOT_SLOT}{{0,3}}){_END}"
)


def read_set_phrases(slotted: Slotted) -> Iterator[Statement]:
    """Give what the set phrases in a sentence state."""
    if not _TWO.search(slotted.text):
        return
    for pattern, relation, sure in _READ:
        for match in pattern.finditer(slotted.text):
            if _makes_sense(slotted, match, relation):
                heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
                held = 0.8 if match.groupdict().get("state") else 1.0
                yield Statement(heads, relation, tails, sure * held)
    for match in _MEMBERS.finditer(slotted.text):
        group = match["after"] or match["before"]
        made_up = "包" in match[0] and not re.search("[种类]", match[0])
        parts = are_parts(slotted, group) or made_up or STAGES.search(match[0])
        relation = RelationType.PART_OF if parts else RelationType.IS_A
        yield Statement(slotted.fill(group), relation, slotted.fill(match["whole"]), 0.8)


def _makes_sense(slotted: Slotted, match: re.Match[str], relation: RelationType) -> bool:
    """Tell whether a thing can be so done to: 对准确率有效 is no remedy."""
    head, tail = match["head"], match["tail"]
    if match.groupdict().get("copula"):
        return _is_class(slotted, head, tail)
    if match.groupdict().get("bare"):
        return is_bad(slotted, tail)
    senseless = {
        RelationType.MITIGATES: is_good(slotted, tail),
        RelationType.USES: is_bad(slotted, head),
        RelationType.IMPROVES: is_bad(slotted, tail),
    }
    return not senseless.get(relation, False)


def _is_class(slotted: Slotted, head: str, tail: str) -> bool:
    """Tell whether `A 是 B` gives a class: not so in `优化器是 Adam 优化器`."""
    name, of = slotted.name(head), slotted.name(tail)
    nouns = read_kinds("relation_verbs")["class_nouns"]
    if name[-2:] == of[-2:]:
        return name.endswith(of)
    return of.endswith(nouns) or (of[-1] == name[-1] and not of[-1].isascii())
