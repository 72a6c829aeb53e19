"""Loose phrases: wordings that state a relation across any words between its two concepts."""

import re
from collections.abc import Iterator

from kg.clauses.name_endings import is_bad, is_bad_name, is_good
from kg.clauses.relation_patterns import Statement
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import Topic, leading_topic
from kg.records import RelationType

_NOT_SLOT = f"[^{SLOT[1:-1]}，,。]"
_START = rf"(?:^|(?<=[，,；;：:]))(?:{one_of('openings', 'adverbs')})*+"
_CLASS = rf"(?:{one_of('class_nouns')})?"
_END = r"(?=$|[，,。；;：:])"
_KIND = re.compile(
    rf"{_START}(?P<head>{GROUP})[，,：:]?(?:也|都|就|均|其实|本质上)*(?:是|算是?|属于)?(?P<tail>{SLOT}){_CLASS}"
    rf"(?:的|中的|里的?)(?:一[种类个]|{_NOT_SLOT}{{0,4}}(?:变体|变种|特例|子类|改进版|简化版|升级版|加强版))"
    rf"(?:而已)?{_END}"
)
_BUILT_IN = re.compile(
    rf"{_START}(?P<tail>{SLOT}){_CLASS}(?:是|就是|里面?|中间?|内部|还|又|也|都|则)*"
    rf"(?:(?:插|嵌|塞|夹)[入进]?了|内置了?|自带|配有|配备了?|装有)(?:[一两三几]?[个层块种组]{_NOT_SLOT}{{0,4}})?"
    rf"(?P<head>{GROUP})"
)
_LISTED = re.compile(
    rf"^(?P<class>{SLOT})(?:主要|大致|一般|通常)*(?:包括|包含|有|分为)[:：]?(?P<list>[^。；;:：]*、[^。；;:：]*?)等?[，,]"
    r"(?:一共|总共|共计?|合计|这)?(?:有)?[两二三四五六七八九十\d]+[种类](?=$|[，,。；;])"
)
_ROOT = re.compile(
    r"(?:根源|病根|根子|根本原因|主要原因|原因|起因|症结|罪魁祸首)(?:其实|主要|多半)*(?:就?是|在于|出在)"
)
_DOES_WELL = re.compile(
    rf"对于?(?P<tail>{SLOT})的?(?:{one_of('mitigates')}|处理|控制)(?:得|的?效果|作用)(?!不|差|一般)"
)
_OTHER_VERB = one_of("negations", "mitigates", "causes", "improves", "conditions")
_CALM = rf"(?:(?!{_OTHER_VERB}|[比时]){_NOT_SLOT})"
_SUPPOSES = re.compile(f"{one_of('conditions')}|要是|倘若|虽然|尽管")
_VERB = re.compile(
    rf"{_START}(?P<head>{GROUP})(?![里中上内的]){_CALM}{{0,14}}?"
    rf"(?:(?P<lessens>{one_of('mitigates')})|(?P<brings>{one_of('causes')})|{one_of('improves')})了?"
    rf"{_CALM}{{0,10}}(?P<tail>{SLOT})(?:的?{one_of('object_tails')})*{_END}"
)
_TROUBLE = (
    (
        re.compile(
            rf"{_START}(?P<head>{GROUP})(?![里中上内的]){_CALM}{{0,12}}?[把将](?P<tail>{SLOT})(?:的?{one_of('object_tails')})*{_CALM}{{0,4}}"
            rf"(?:[降压减消去削]|抹|挡|堵|治)(?:低|下来?|下去|掉|轻|弱|住|平|到)"
        ),
        RelationType.MITIGATES,
    ),
    (
        re.compile(
            rf"{_START}(?P<head>{GROUP})(?![里中上内的]){_CALM}{{0,8}}?(?:针对|对付|冲着|瞄准|为了?)(?P<tail>{SLOT})"
            rf"(?:的?{one_of('object_tails')})*(?:而|来|去|才)*(?:设计|提出|准备|发明|做|生|出现)"
        ),
        RelationType.MITIGATES,
    ),
    (
        re.compile(
            rf"{_START}(?P<tail>{SLOT})(?:的?{one_of('object_tails')})*"
            rf"(?:(?:一般|多半|通常|往往|主要|大多|基本)+都?是(?:因为|由于)?|(?:是|都)*(?:因为|由于))"
            rf"(?P<head>{GROUP}){_CALM}{{0,5}}{_END}"
        ),
        RelationType.CAUSES,
    ),
)
_RELIES = re.compile(
    rf"{_START}(?P<head>{GROUP}){_CALM}{{0,12}}?(?:靠的就?是|全靠|主要靠|就靠|得益于|归功于){_CALM}{{0,4}}(?P<tail>{GROUP})"
)
_PLAIN = (
    (_KIND, RelationType.IS_A, 0.8),
    (_BUILT_IN, RelationType.PART_OF, 0.6),
    (_RELIES, RelationType.USES, 0.6),
)


def read_loose(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Give what such a sentence states; ``topic`` is what it or its paragraph speaks of."""
    for pattern, relation, sure in _PLAIN:
        for match in pattern.finditer(slotted.text):
            heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
            yield Statement(heads, relation, tails, sure)
    for pattern, relation in _TROUBLE:
        for match in pattern.finditer(slotted.text):
            bad = is_bad(slotted, match["tail"]) and not is_bad(slotted, match["head"])
            if bad and not _supposed(match):
                heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
                yield Statement(heads, relation, tails, 0.6)
    if listed := _LISTED.match(slotted.text):
        names = [each for each in listed["list"].split("、") if re.fullmatch(SLOT, each.strip())]
        heads = slotted.fill("".join(names))
        yield Statement(heads, RelationType.IS_A, slotted.fill(listed["class"]), 0.7)
    yield from _read_verbs(slotted)
    yield from _read_done_well(slotted, topic)


def read_root(slotted: Slotted, trouble: tuple[str, ...]) -> Iterator[Statement]:
    """Give what `根源是…` names as the cause of the trouble that a heading names.

    The name is the last in the sentence, often in a parenthesis that sums it up.
    """
    root = _ROOT.search(slotted.text)
    named = root and re.search(SLOT, slotted.text[: root.start()])
    if root and not named and trouble and all(map(_is_trouble, trouble)):
        yield Statement(slotted.concepts[-1:], RelationType.CAUSES, trouble, 0.6)


def _read_done_well(slotted: Slotted, topic: Topic) -> Iterator[Statement]:
    """Read what a thing does something about: `对 B 缓解得更好`, `对 B 的控制作用`."""
    for match in _DOES_WELL.finditer(slotted.text):
        clause = re.split("[；;。]", slotted.text[: match.start()])[-1]
        opening = leading_topic(slotted, clause) if re.search(SLOT, clause) else topic
        tails = slotted.fill(match["tail"])
        yield Statement(opening.concepts, RelationType.MITIGATES, tails, 0.7 * opening.confidence)


def _read_verbs(slotted: Slotted) -> Iterator[Statement]:
    """Read `A … 缓解 … B`, where B ends the clause and its name tells good from bad."""
    for match in _VERB.finditer(slotted.text):
        lessens, brings = match["lessens"], match["brings"]
        bad, good = is_bad(slotted, match["tail"]), is_good(slotted, match["tail"])
        heads, tails = slotted.fill(match["head"]), slotted.fill(match["tail"])
        rated = is_bad(slotted, match["head"]) or is_good(slotted, match["head"])
        if rated or _supposed(match):
            continue
        if bad and (lessens or brings):
            relation = RelationType.MITIGATES if lessens else RelationType.CAUSES
            yield Statement(heads, relation, tails, 0.5)
        elif good and not (lessens or brings):
            yield Statement(heads, RelationType.IMPROVES, tails, 0.5)


def _supposed(match: re.Match[str]) -> bool:
    """Tell whether the clause only supposes what it says: `如果 A 能解决 B`."""
    return bool(_SUPPOSES.search(match.string, match.start(), match.start("head")))


def _is_trouble(name: str) -> bool:
    return is_bad_name(name) or name.endswith("现象")
