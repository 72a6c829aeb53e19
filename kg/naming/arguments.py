"""Clauses to the noun phrases that they are about: what stands before and after a predicate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from kg.naming.name_patterns import STATE_TAGS, Unit, says_nothing, words
from kg.wordlists import read_kinds

MAX_LEFT_UNITS = 4
_NEAR_CHARS = 9
_STATING = ("mitigates", "causes", "improves", "is_a", "uses", "has_parts", "has_kinds")
_MADE_OF = re.compile(r"\s?由(?=[^，。；\n]{2,40}(?:组成|构成))|\s?相比")
# What a thing is of the kind, or a variant, of: BM25 这类稀疏检索, 是层归一化的简化版.
_OF_KIND = re.compile(
    r"(?<=[^，,。；;：:！!？?\n])[这那]类"
    r"|是(?=[^，,。；;：:！!？?\n]{2,10}的(?:一[个种])?(?:变[体种]|特例|简化|改进|扩展|推广))"
)
_OF_EFFECTS = ("argument", "statement", "effect")
_PAIRED = ("与", "和", "跟", "同")
_MEMBERS = re.compile(r"\s?[、,，/]\s?|\s?(?:和|与|及|以及|或|跟)\s?")
_PARTS_AHEAD = re.compile(r"(?:包括|包含|分为|分成|主要有|常见的有|由|[:：])\s?$")
_PARTS_AFTER = re.compile(r"(?:共同)?(?:组成|构成)")
_COMPARED = re.compile(
    r"\s*(?:的?主?要?(?:区别|不同|差别|异同)|[^，。；\n]{0,4}[混弄搞]混|混淆|一字之差)"
)
_EDGE = "，,。；;：:！!？?\n|（()）、”“和与及或跟→+="
_CLOSES = _EDGE + "的"
# What stands ahead of a whole noun phrase.
_OPENS = re.compile(r"(?:[用靠叫]|[这那一][类种]|来自)$")
# What a verb does to the last thing of a phrase: 反光 in 消除水面和玻璃的反光.
_OBJECT = re.compile(r"[^，,。；;：:！!？?\n（(）)、]{1,14}的")
# A thing and what is wrong with it, as all that a clause says: 光照不足, 浇水过多.
TROUBLE = re.compile(
    r"(?!也就|因为|由于|如果|所以|但|而|若|当|这|那|它|其)(?:(?![和与及或])[\u4e00-\u9fff]){2,8}?"
    r"(?:不(?:[足够良当稳]|均匀?|稳定|平衡)|[过太過][大小高低多少久长長短深浅强弱快慢重早晚粗细热干湿])"
)
_TROUBLE_AHEAD = re.compile(rf"(?:(?<=[{_EDGE}])|^){TROUBLE.pattern}$")
_TROUBLE_AFTER = re.compile(rf"{TROUBLE.pattern}(?=[{_EDGE}]|$)")
# What does harm by being too much, ahead of the harm: 学习率太大 in 学习率太大时会.
_EXCESS = re.compile(
    rf"(?:(?<=[{_EDGE}])|^|(?<=因为)|(?<=由于)|(?<=如果)|(?<=或者)|(?<=[若当]))"
    r"(?P<name>(?!者)(?:(?![的了是得会又不也都就还很时但而若当因如这那它其和与及或])[\u4e00-\u9fff]){2,7}?[过太過][大小高低多少久长長短深浅强弱快慢重早晚粗细细热冷干湿])"
    r"(?=时?[则就便都也]?[，,]?(?:[^，,。；;\n]{0,6}(?:会|導致|导致|造成|引起|引发|容易|使|让|抑制|是)))"
)
# What a clause says becomes less or better: 幻觉 in 幻觉会少很多, 香味 in 香味更足.
_CHANGED = re.compile(
    rf"(?:(?<=[{_EDGE}的])|^)(?P<name>(?:(?![会能也就都更])[\u4e00-\u9fff]){{2,5}}?)"
    r"(?:会|能|也|就|都|自然|反而|明显|大大|显著|基本|几乎|更|越来越)+"
    r"(?:变?[少好多足强稳快高低重]|减[少轻]|降低|下降|提[高升]|上去|下来|消失|不见|没)了?"
    rf"(?:很多|不少|许多|一些|一截|得多|多了)?(?=[{_EDGE}]|$)"
)
# What a clause says a property is, or becomes: 检测速度 in 检测速度很慢.
_MEASURED = re.compile(
    r"(?:[都也就仍还]|依然|变得|大幅|大大|显著|明显|略微|逐渐|进一步|非常|十分|极其|特别|比较|相对|很|太|较|更|过|极)+"
    rf"(?:[高低快慢大小多少强弱好差长短]|提[高升]|降低|下降|加[快大]|增[加大强]|减[少小慢])了?(?=[{_EDGE}的]|$)"
)
# A word of these ahead of a verb shows that the verb is the clause's own.
_MODAL = re.compile(
    r"[会能够可要来去不就才再先也并而将应没]\s?$|(?:可以|应该|必须|需要|没有|无法)\s?$"
)
# What follows 的 is mostly a property of the thing ahead of it.
_OF = ("的", "地", "得")


def arguments(content: str, wide: Sequence[Sequence[Unit]]) -> Iterator[tuple[int, int]]:
    """Give the places of the noun phrases that are all a clause says beside its predicate.

    So 异烟肼 and 周围神经炎 in ``异烟肼可引起周围神经炎，`` and 回边 in ``回边由它确定``.

    Args:
        content: the plain text.
        wide: its runs of words that no function word parts.
    """
    for run in wide:
        start, end = run[0].start, run[-1].end
        before = content[max(0, start - _NEAR_CHARS) : start].rstrip(" ")
        after = content[end : end + _NEAR_CHARS].lstrip(" ")
        modal = bool(_MODAL.search(before[-4:]))
        for part, first, last in predicated(run, modal=modal):
            opens = not first or not before or before[-1] in _EDGE or _OPENS.search(before)
            closes = not last or not after or after[0] in _CLOSES
            if not (opens or closes) or (first and len(part) == 1 and before.endswith(_OF)):
                continue
            listed = first and last and "、" in (before[-1:], after[:1]) and opens and closes
            for name in (part,) if listed else _trimmed(part):
                if 0 < len(name) <= MAX_LEFT_UNITS and name[-1].end > name[0].start + 1:
                    yield name[0].start, name[-1].end


def stated(content: str, wide: Sequence[Sequence[Unit]]) -> Iterator[tuple[str, int, int]]:
    """Give the places of names that are all a clause says before or after its verb.

    So 自增主键 and 页分裂 in ``自增主键能缓解页分裂，``; both sides of a comparison; and the
    members of a list.
    """
    starts = {unit.start: run[at:] for run in wide for at, unit in enumerate(run)}
    ends = {unit.end: run[: at + 1] for run in wide for at, unit in enumerate(run)}
    yield from _around_verbs(content, starts, ends)
    yield from _changed(content, starts)
    yield from _measured(content, ends)
    yield from (("title", *match.span("name")) for match in _EXCESS.finditer(content))
    for match in _OF_KIND.finditer(content):
        side = starts.get(match.end(), ())
        if 0 < len(side) <= MAX_LEFT_UNITS:
            yield "statement", side[0].start, side[-1].end
    for match in _MADE_OF.finditer(content):
        side = ends.get(match.start(), ())
        if 0 < len(side) <= MAX_LEFT_UNITS:
            yield "statement", side[0].start, side[-1].end
    spans = [(run[0].start, run[-1].end) for run in wide if len(run) <= MAX_LEFT_UNITS]
    for (start, end), (after, stop) in pairwise(spans):
        between = content[end:after]
        if between in _PAIRED and _COMPARED.match(content, stop):
            sides = ((start, end), (after, stop))
            yield from ((source, *side) for side in sides for source in _OF_EFFECTS)
    yield from _listed(content, spans)


def _around_verbs(
    content: str, starts: Mapping[int, Sequence[Unit]], ends: Mapping[int, Sequence[Unit]]
) -> Iterator[tuple[str, int, int]]:
    for match in statement_pattern().finditer(content):
        of = _OBJECT.match(content, match.end())
        last = starts.get(of.end(), ()) if of else ()
        if 0 < len(last) < 3 and content[last[-1].end : last[-1].end + 1] in _EDGE:
            yield "statement", last[0].start, last[-1].end
        subject = _parted(without_setting(ends.get(match.start(), ())))[-1]
        after = _without_state(_parted(without_setting(starts.get(match.end(), ())))[0])
        if len(after) == 1 and _is_of(match.group(), "causes", "mitigates", "improves"):
            yield "effect", after[0].start, after[0].end
        if _is_of(match.group(), "causes", "mitigates"):
            ahead = _TROUBLE_AHEAD.search(content, max(0, match.start() - 12), match.start())
            behind = _TROUBLE_AFTER.match(content, match.end())
            yield from (("title", *found.span()) for found in (ahead, behind) if found)
        for side in (subject, after):
            if 0 < len(side) <= MAX_LEFT_UNITS:
                yield "statement", side[0].start, side[-1].end


def _changed(content: str, starts: Mapping[int, Sequence[Unit]]) -> Iterator[tuple[str, int, int]]:
    for match in _CHANGED.finditer(content):
        side = starts.get(match.start("name"), ())
        if side and side[0].end == match.end("name"):
            yield from ((source, *match.span("name")) for source in _OF_EFFECTS)


def _measured(content: str, ends: Mapping[int, Sequence[Unit]]) -> Iterator[tuple[str, int, int]]:
    """Give the property that a clause says is great or little: 检测速度 in ``检测速度很慢``."""
    for match in _MEASURED.finditer(content):
        run = ends.get(match.start(), ())[-2:]
        if len(run) > 1 and _is_property(run):
            yield from ((source, run[0].start, run[-1].end) for source in _OF_EFFECTS)


def _is_property(run: Sequence[Unit]) -> bool:
    """Tell whether words name what a thing may have more or less of, but no thing's own."""
    kinds = read_kinds("relation_verbs")
    owner = run[0].text in kinds["generic_subjects"] or run[0].latin or len(run[0].text) < 2
    return not owner and run[-1].text.endswith(kinds["desirable"])


def _without_state(run: Sequence[Unit]) -> Sequence[Unit]:
    """Leave out the adjective that a clause ends with: 内存 in ``导致内存紧张``."""
    problems = read_kinds("relation_verbs")["undesirable"]
    while len(run) > 1 and run[-1].tag in STATE_TAGS and run[-1].text not in problems:
        if run[-2].latin:  # Belady 异常
            break
        run = run[:-1]
    return run


def without_setting(run: Sequence[Unit]) -> Sequence[Unit]:
    """Leave out when or to what extent a thing is so: 信息泄露 in ``防止训练时信息泄露``."""
    last = max((at for at, unit in enumerate(run[:-1]) if unit.text in ("时", "后")), default=-1)
    run = run[last + 1 :]
    degree = next((at for at, unit in enumerate(run) if unit.text in ("过度", "无限")), 0)
    return run[degree:] if degree + 1 < len(run) else run


def _listed(content: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Give the members of each list in a text; those that a verb names the parts of come first."""
    group: list[tuple[int, int]] = []
    for span, following in pairwise([*spans, (len(content) + 9, len(content) + 9)]):
        group.append(span)
        if _MEMBERS.fullmatch(content, span[1], following[0]):
            continue
        if len(group) > 1 and any("、" in content[a[1] : b[0]] for a, b in pairwise(group)):
            alike = len({content[end - 1] for _, end in group}) == 1
            introduced = _PARTS_AHEAD.search(content, 0, group[0][0]) is not None
            composed = _PARTS_AFTER.match(content, group[-1][1]) is not None
            many = len(group) > 2
            source = "statement" if introduced or composed or alike or many else "listed"
            yield from ((source, *member) for member in group)
        elif len(group) > 1 and _PARTS_AFTER.match(content, group[-1][1]):
            yield from (("statement", *member) for member in group)
        group = []


def _is_of(wording: str, *kinds: str) -> bool:
    return any(verb in wording for kind in kinds for verb in read_kinds("relation_verbs")[kind])


@cache
def statement_pattern() -> re.Pattern[str]:
    """Give what matches the wordings that state a relation of what stands around them."""
    kinds = read_kinds("relation_verbs")
    found = {v for kind in _STATING for v in kinds[kind]}
    verbs, appears = (
        "|".join(sorted(each, key=lambda verb: (-len(verb), verb)))
        for each in (found, {*kinds["appears"], "留下", "形成"})
    )
    return re.compile(
        rf"\s?(?:——\s?)?(?:(?:也|就|还)?是(?:一种|最)[\u4e00-\u9fff]{{1,4}}的"
        rf"|(?<=[A-Za-z])是[\u4e00-\u9fff]{{2,6}}的"
        rf"|[也还都就才]?(?:会|能|可以|可|能够|容易)?(?:有效|显著|明显)?地?(?:{verbs})(?:了)?"
        rf"|(?:会|可能|容易|能)(?:{appears})(?:了)?|怕|对付)\s?"
    )


def without_owner(name: str) -> str:
    """Leave out whose property it is, and what is done to it: 鲁棒性 of 增强模型鲁棒性."""
    owned = _owned_pattern().fullmatch(name)
    return owned["property"] if owned and not says_nothing(owned["property"]) else name


@cache
def _owned_pattern() -> re.Pattern[str]:
    """Give what matches a ``property`` with whose it is, and maybe with what changes it."""
    kinds = read_kinds("relation_verbs")
    changed, owner, ends = (
        "|".join(kinds[k]) for k in ("improves", "generic_subjects", "desirable")
    )
    return re.compile(rf"(?:{changed})?(?:{owner})的?(?P<property>[\u4e00-\u9fff]*(?:{ends}))")


def _parted(run: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Part a run at the verbs in it: 红黑树 and 描述符 of 红黑树管理描述符.

    The verbs that a name may hold, as 写入 in 写入性能, do not part it.
    """
    return [part for part, _, _ in predicated(run, modal=False, common=False)]


def predicated(
    run: Sequence[Unit], *, modal: bool, common: bool = True
) -> Iterator[tuple[Sequence[Unit], bool, bool]]:
    """Part a run at its predicates: each part, and whether it opens and closes the run.

    Args:
        run: the words.
        modal: whether a word ahead of them shows that a verb at their start is a predicate.
        common: whether the common verbs of the lexicon are predicates wherever they stand.
    """
    at = 0
    for place in range(len(run) - 1):
        lexical = common and run[place].verb
        if lexical or ((at < place or (modal and at == 0)) and _acts(run, place)):
            yield run[at:place], at == 0, False
            at = place + 1
    yield run[at:], at == 0, True


def _acts(run: Sequence[Unit], at: int) -> bool:
    """Tell whether a verb in a run is a predicate, and not a part of a name.

    Ahead of a short word it is a part, as in 内存管理单元; a verb that opens what stands between
    two predicates may be one too, as in 缓存命中率, and is none unless a modal word says so.
    """
    rest = "".join(unit.text for unit in run[at + 1 :])
    return run[at].tag == "v" and len(rest) > 2 and rest not in words("suffix")


def _trimmed(part: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Give a part without what only describes, and without the verb at its edge too.

    That verb may be the predicate, as in 肌红蛋白升高, or a part of the name, as in 类型擦除.
    """
    while part and part[0].text in words("qualifier"):
        part = part[1:]
    while len(part) > 1 and (part[-1].tag in STATE_TAGS or (part[-1].tag == "d" and len(part) < 4)):
        part = part[:-1]
    yield part
    if len(part) > 1 and part[-1].tag == "v":
        yield part[:-1]
    if len(part) > 1 and part[0].tag == "v":
        yield part[1:]
