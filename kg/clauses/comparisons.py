"""Comparisons: which concepts a sentence, heading or question sets against each other."""

import re
from collections.abc import Iterator
from itertools import combinations

from kg.clauses.name_endings import is_good_name
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, NOT_SLOT, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, leading_topic
from kg.records import RelationType

_WORDS = rf"(?:{one_of('adverbs', 'openings')})*+"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_DIFFER = r"(?:区别|差别|不同|差异|对比|异同|不一样|相反|反过来|有别|相比"
_DIFFER += r"|比较(?=$|[，,。；;：:？?\s]|一?下|如下|表|总结|分析)"  # 比较接近 compares nothing
_DIFFER += (
    "|(?:是不)?不?是(?:一回事|一码事|一个东西)|是?(?:两回事|两码事)|比(?=起|[，,有哪差怎]|$))"
)

_LIKE = (
    r"(?:非常|十分|比较|相当|极其|几乎|基本|有些|有点|很|挺|颇|较|更|最)*"
    r"(?:类似|相似|雷同|一脉相承|如出一辙|大同小异|差不多|(?<=[很挺])像)(?![于地的度])"
)
_SAME_SAID = re.compile(
    rf"(?<!的)(?P<a>{SLOT})(?:会|能|可以|也|更)*(?P<said>(?![是在有将把被为]){NOT_SLOT}{{2}})[^。；;，,]{{1,30}}[，,；;]\s?而"
    rf"(?P<b>{SLOT})(?:则|会|能|可以|也|更)*(?P=said)"
)
_PLAIN = "(?:传统的?|普通的?|之前的?|使用)*"

_USUAL = "(?:(?:目前|当前|现有|普遍|广泛|常用|常见|传统|使用|采用)的?)*"

_DIFFERENCE = re.compile(
    rf"(?P<group>{GROUP})(?!的不一样)(?:(?:这?两[种个类])?{NOT_SLOT}{{0,4}}之间|之?间)?(?:的|有|存在|有着)?"
    r"(?:主要|本质|最大|根本|具体|核心|一个|恰好|正好|刚好|完全|截然|(?:非常|很|最)?(?:大|重要|明显|关键))*的?"
    rf"(?:什么|何|哪些)?{_DIFFER}"
)
_LIKENESS = re.compile(
    rf"(?P<group>{GROUP})(?:(?!的){NOT_SLOT}){{0,3}}?(?:的{NOT_SLOT}{{1,4}}?)?{_LIKE}"
)
_ITS_DIFFERENCE = re.compile(
    rf"(?:它|其)(?:与|和|跟)(?P<other>{SLOT}){_CLASS}(?:之间)?的?(?:主要|本质|最大)?{_DIFFER}"
)
_COMPARED_WITH_IT = re.compile(
    rf"(?:^|(?<=[:：]))(?:与|和|跟|同){_PLAIN}(?P<other>{SLOT}){_CLASS}(?:不同|相比|相较)(?:的是)?[，,]{_WORDS}(?:它|其)"
)
_COMPARED = (
    re.compile(
        rf"(?P<a>{GROUP}){_WORDS}(?:不同于|有别于|区别于|相比于?|相较于?|相对于|比起|优于|不如)(?P<b>{GROUP})"
    ),
    re.compile(
        rf"(?:(?<!{SLOT})(?:与|和|跟|同){_PLAIN}(?P<b>{GROUP})(?:不同|相比|相较)(?:的是)?)[，,]"
        rf"{_WORDS}(?P<a>{GROUP})(?!之)"
    ),
    re.compile(
        rf"(?<!{SLOT})(?:与|和|跟|同){_PLAIN}(?P<b>{SLOT})[^，,。；;]{{1,24}}不同的是[，,]{_WORDS}(?P<a>{GROUP})(?!之)"
    ),
    re.compile(
        rf"(?<!{SLOT})(?:相比于?|相较于?|比起|不同于|相对于){_PLAIN}(?P<b>{GROUP})(?:而言|来说)?[，,]"
        rf"{_WORDS}(?:使用)?(?P<a>{GROUP})(?!之)"
    ),
    re.compile(
        rf"(?P<a>{GROUP})(?:的{NOT_SLOT}{{1,8}})?{_WORDS}(?:为什么|为何)?{_WORDS}要?比(?P<b>{GROUP})(?:{NOT_SLOT}{{0,10}}?)"
        r"(?:更|好|快|慢|差|强|弱|高|低|多|少|大|小|省|稳|准|轻|贵|便宜|灵活|适合|方便|简单|复杂|严重|严格)"
    ),
    re.compile(rf"(?P<a>{GROUP}){_WORDS}(?:代替|替代|取代|替换|换掉|顶替)了?(?P<b>{GROUP})"),
    re.compile(
        rf"(?P<a>{GROUP})(?:需要?|应该?|要|须|常|注意)*[与和跟同](?P<b>{GROUP})等?(?:相)?(?:鉴别|区分|区别开)"
    ),
    re.compile(rf"(?P<a>{SLOT})不像(?P<b>{SLOT})"),
    re.compile(rf"用(?P<a>{SLOT})(?:而|，)?(?:不用|不是|而非|不选)(?P<b>{SLOT})"),
    re.compile(rf"(?P<a>{SLOT})对(?P<b>{SLOT})(?:做了|进行了|作了).{{0,6}}(?:改动|改进|修改|简化)"),
)
_WHOLE_BEFORE = re.compile(
    rf"(?:^|[，,；;：:。的了]|为什么|为何|请问|{one_of('adverbs', 'openings')})$"
)
_TWO_KINDS = re.compile(
    rf"(?P<group>{GROUP})(?:[^。]{{0,20}}?[，,](?:两者|二者|它们)?(?:之间)?的?(?:主要|最大)?(?:区别|不同|差别)(?:在于|就?是|很?[大小]|不大|较[大小])"
    rf"|(?![的会有都也在并]){NOT_SLOT}{{2,4}}(?:相反|不同|不一样|有别)(?=$|[，,；;。])|(?:是|属于)(?:两|三|几)[个种类]?{NOT_SLOT}{{0,2}}不同的"
    rf"|(?:虽|尽管){NOT_SLOT}{{1,12}}[，,]{NOT_SLOT}{{0,8}}(?:不同|有别|迥异)"
    r"|到?底?(?:哪个|哪种|谁|孰)(?:更|比较|好|优|快|强|适合))"
)
_INSTEAD = (
    re.compile(
        rf"(?P<a>{GROUP})(?:就|也)?(?:是|算){NOT_SLOT}{{0,3}}(?P<b>{GROUP})的?(?:替代品|替代|平替|对手|竞品)"
    ),
    re.compile(
        rf"(?P<a>{SLOT})(?P<said>{NOT_SLOT}{{0,4}}的就?是|就?是{NOT_SLOT}{{2}})[^。；;，,]{{1,30}}[，,]"
        rf"而?(?P<b>{SLOT})则?(?P=said)"
    ),
    re.compile(
        rf"(?P<a>{SLOT})(?:更|则|主要|通常|一般)*(?P<said>靠|适合|擅长|负责|面向|针对|关注|侧重|偏重|注重|看重|强调|着重|追求|偏向|倾向)[^。；;，,]{{1,30}}[，,；;]"
        rf"而?(?P<b>{SLOT})(?:更|则|主要|通常|一般)*(?P=said)"
    ),
    re.compile(rf"[把将](?P<b>{GROUP})(?:换成|替换为|替换成|改成|改为|换为)了?(?P<a>{GROUP})"),
    re.compile(
        rf"(?:别|勿|不要|不能|误|容易|常常?)[把将](?P<b>{GROUP})(?:当成|当作|误认为|等同于|混同于)(?P<a>{GROUP})"
    ),
    re.compile(
        rf"与其{NOT_SLOT}{{0,3}}(?P<b>{GROUP})[，,]{NOT_SLOT}{{0,2}}不如{NOT_SLOT}{{0,3}}(?P<a>{GROUP})"
    ),
)
_THAN = re.compile(
    rf"[，,]{_WORDS}(?:(?:不同于|有别于)(?:{NOT_SLOT}{{1,10}}的)?|优于{_USUAL}|比(?={SLOT}{NOT_SLOT}{{0,10}}[更快慢好差]))(?P<b>{GROUP})"
    rf"|[，,](?:与|和|跟)(?P<c>{GROUP}){_CLASS}(?:的{NOT_SLOT}{{1,4}})?(?:相对(?!于)|相反|不同|有别|{_LIKE})(?=$|[，,；;。])"
    rf"|[，,](?:(?![和与跟同]){NOT_SLOT}){{0,6}}(?:相比于?|相较于?|比起|不如|不及|逊色?于)(?P<d>{GROUP})"
)
_VERSUS = re.compile(rf"(?P<group>{GROUP}(?:(?:vs|VS|Vs|PK|pk|对比|还是)\.?{GROUP})+)")
_CHOOSE = re.compile(
    rf"(?P<group>{GROUP})(?:之间|两者)?(?:到底|究竟|该|应该|要|我)*(?:(?:怎么|如何|怎样)(?:选|分|区分|区别|分辨|辨别|取舍)"
    r"|的?(?:取舍|选型|优劣)$)"
)
_COUNTERPART = re.compile(
    rf"^(?:与|和|跟)(?:之|其|此|它|前者)(?:相?对应|相对|相反|不同)的?(?:就?是|还有|，|,)?(?P<other>{SLOT})"
)
_BARE_THAN = re.compile(
    rf"(?:^|[，,；;]){NOT_SLOT}{{0,8}}?"
    rf"(?:(?:不如|不及|逊色?于|优于)(?P<better>{SLOT})|(?<![一无不])比(?P<other>{SLOT}){NOT_SLOT}{{0,8}}?"
    r"(?:更|好|快|慢|差|强|弱|高|低|多|少|大|小|省|稳|准|简单|复杂))"
)
_BARE_WITH = re.compile(
    rf"(?:^|[，,；;])(?:与|和|跟|同|相比于?|相较于?|比起)(?P<other>{SLOT})"
    rf"(?:相比|相较)?(?:来说|而言)?[，,](?:{NOT_SLOT}{{2}}|(?P<again>{SLOT}))"
)
_BARE_DIFFERENT = re.compile(
    rf"^(?:与|和|跟|同|相比)(?P<other>{SLOT})(?:的?(?:主要|最大|本质)?的?(?:区别|不同|差异|异同)(?:是|在于|点|[:：]|$)|相?比[:：]|不一样|不同|有别|相反|(?:并?不是|是两)(?:一回事|一码事|回事|码事))"
)
_BETTER = re.compile(
    rf"^(?:(?:相比于?|相较于?|相对于?|较|比起|比)(?P<group>{SLOT})(?:的|有|做|改|[好快强])"
    rf"|(?:与|和|跟|同)(?P<other>{SLOT})的?(?:对比|比较|区别|不同|差异|异同|相比))"
)
_BOTH = re.compile(
    rf"^(?:两者|二者|它们|都|均){NOT_SLOT}{{0,12}}[，,]?{NOT_SLOT}{{0,8}}(?:相反|不同|不一样|区别|差别|差在)"
)
_COMPARE_ALL = re.compile(rf"^(?:请|试)?(?:比较|对比)(?:一下)?(?P<group>{GROUP})")
_OPPOSED = re.compile(
    rf"{_CLASS}(?:则|却)?(?:与|和|跟)(?:之|此|其|前者)(?:刚好|正好|恰好|完全|截然)?(?:相反|不同|有别)"
)
_WHEREAS = re.compile(rf"[，,；;](?:而(?![且是言已])(?P<b>{SLOT})|(?P<c>{SLOT})则)")
_EXAMPLE = re.compile(r"\s*(?:比如|例如|譬如)")
_CONFUSED = (
    re.compile(rf"[把将](?P<group>{GROUP})(?:混淆|混为一谈|弄混|搞混|混在一起)"),
    re.compile(rf"(?:区分|分清|辨析)(?P<group>{GROUP})"),
    re.compile(
        rf"{_START}(?P<group>{GROUP})(?:很|极其?|最|非常|特别)?(?:容易|易|常|经常|老|总)?(?:有人)?(?:被?(?:混淆|弄混|搞混)|分不清|各有{NOT_SLOT}{{2,6}}|大不相同|大相径庭)"
    ),
)


def read_comparisons(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give the pairs that a sentence, heading or question compares."""
    text = slotted.text
    for pattern in (_DIFFERENCE, _LIKENESS, _COMPARE_ALL, _TWO_KINDS, _VERSUS, _CHOOSE, *_CONFUSED):
        for match in pattern.finditer(text):
            if _are_compared(slotted, match):
                for head, tail in combinations(slotted.fill(match["group"]), 2):
                    yield Statement((head,), RelationType.CONTRASTS, (tail,), 0.9)
    for pattern in (*_COMPARED, *_INSTEAD):
        for match in pattern.finditer(text):
            if pattern in _INSTEAD or _comparable(slotted, match):
                heads, tails = slotted.fill(match["a"]), slotted.fill(match["b"])
                yield Statement(heads, RelationType.CONTRASTS, tails, 0.85)
    yield from _read_compared_with_topic(slotted, topic)


def _are_compared(slotted: Slotted, match: re.Match[str]) -> bool:
    """Tell whether names are of two things: not so in `A/B 不同`, nor in `精度和 A 差不多`."""
    if "/" in match["group"] and match[0].endswith("不同"):
        return False
    names = [slotted.name(mark) for mark in re.findall(SLOT, match["group"])]
    return match.re is not _LIKENESS or all(_alike(names[0], name) for name in names)


def _read_compared_with_topic(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what the sentence compares with what it opens with, or with the topic before it."""
    than, its = _THAN.search(slotted.text), _ITS_DIFFERENCE.search(slotted.text)
    opening = leading_topic(slotted, slotted.text)
    if than and opening.concepts and not (than["d"] and _is_far(slotted, than.start())):
        tails = slotted.fill(than["b"] or than["c"] or than["d"])
        yield Statement(opening.concepts, RelationType.CONTRASTS, tails, 0.7)
    its = its or _COMPARED_WITH_IT.search(slotted.text)
    if its:
        clauses = re.split("[，,；;：:]", slotted.text[: its.start()])[-2::-1]
        before = next(
            (each for c in clauses if (each := leading_topic(slotted, c)).concepts), topic
        )
        if before.concepts:
            tails = slotted.fill(its["other"])
            yield Statement(before.concepts, RelationType.CONTRASTS, tails, 0.8 * before.confidence)
    elif topic.concepts:
        yield from _read_bare(slotted, topic, opening)


def _is_far(slotted: Slotted, at: int) -> bool:
    """Tell whether what a sentence opens with is owner of something, or two clauses back."""
    far = len(re.findall("[，,]", slotted.text[:at])) > 1
    return bool(re.match(rf"{SLOT}的", slotted.text)) or (
        far and not re.match(rf"{SLOT}[:：]", slotted.text)
    )


def _read_bare(slotted: Slotted, topic: Topic, opening: Topic) -> Iterator[Statement]:
    """Give what a sentence without a subject sets against the topic: `比 B 快`."""
    sure = 0.7 * topic.confidence
    if match := _COUNTERPART.search(slotted.text):
        yield Statement(topic.concepts, RelationType.CONTRASTS, slotted.fill(match["other"]), sure)
    if opening.concepts:
        return
    if match := _BARE_DIFFERENT.match(slotted.text):
        yield Statement(topic.concepts, RelationType.CONTRASTS, slotted.fill(match["other"]), sure)
        return
    match = _BARE_THAN.search(slotted.text) or _BARE_WITH.search(slotted.text)
    groups = match.groupdict() if match else {}
    other = groups.get("better") or groups.get("other")
    again = groups.get("again")  # 和 B 相比，B 只是…
    if (
        other
        and not (again and slotted.fill(again) != slotted.fill(other))
        and _alike(topic.concepts[-1], slotted.name(other))
    ):
        yield Statement(topic.concepts, RelationType.CONTRASTS, slotted.fill(other), sure)
    if _BOTH.search(slotted.text) and len(topic.concepts) == 2:
        head, tail = topic.concepts
        yield Statement((head,), RelationType.CONTRASTS, (tail,), sure)


def _comparable(slotted: Slotted, match: re.Match[str]) -> bool:
    """Tell whether a comparison is of its two concepts themselves.

    `A 的参数比 B 少` compares A with B, not its parameters, and `A 快，能力比 B 强` not the
    ability; where one Chinese name ends in the other, a word of the shorter one (`浅层网络`) was
    not taken for a part of it.
    """
    first, second = slotted.name(match["a"]), slotted.name(match["b"])
    if is_good_name(first) != is_good_name(second):
        return False
    whole = _WHOLE_BEFORE.search(match.string[: match.start("a")])
    owned = any(mark in match[0] for mark in slotted.owned)
    if not whole or owned:
        return False
    if "的" in match[0].partition("比")[0] and not _alike(first, second):
        return False
    apart = {first.removesuffix(second), second.removesuffix(first)} & set("非无不反未")
    return (
        first[0].isascii() or bool(apart) or not (first.endswith(second) or second.endswith(first))
    )


def read_better(heading: Slotted, above: tuple[str, ...]) -> Iterator[Statement]:
    """Give what a heading sets against the concepts above it: `相比 B 的改进` under A."""
    match = _BETTER.match(heading.text)
    if match and above:
        yield Statement(
            above, RelationType.CONTRASTS, heading.fill(match["group"] or match["other"]), 0.8
        )


def read_whereas(slotted: Slotted, first: Topic) -> Iterator[Statement]:
    """Give the pair of `A…，而 B…`, where a sentence opens with ``first``.

    Only names of one make are compared so, both Latin or both with the same last character, or
    those of which the same is said: `A 会失去…，而 B 会失去…`.
    """
    if same := _SAME_SAID.search(slotted.text):
        heads, tails = slotted.fill(same["a"]), slotted.fill(same["b"])
        yield Statement(heads, RelationType.CONTRASTS, tails, 0.6)
        return
    match = None if _EXAMPLE.match(slotted.text) else _WHEREAS.search(slotted.text)
    opposed = match and _OPPOSED.match(slotted.text, match.end())
    if match and opposed:
        first = leading_topic(slotted, re.split("[，,；;]", slotted.text[: match.start()])[-1])
    if match and first.concepts:
        left, right = (
            slotted.names[slotted.concepts.index(first.concepts[-1])],
            slotted.name(match["b"] or match["c"]),
        )
        if not (opposed or _alike(left, right)):
            return
        tails = slotted.fill(match["b"] or match["c"])
        yield Statement(first.concepts, RelationType.CONTRASTS, tails, 0.6)


def _alike(first: str, second: str) -> bool:
    """Tell whether two names are of one make: both Latin, or with the same last character."""
    return first[-1] == second[-1] or (first[0].isascii() and second[0].isascii())
