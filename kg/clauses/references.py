"""References: `为此`, `这个问题`, `解决方法是`: put the problem that is meant into the sentence."""

import re
from dataclasses import replace

from kg.clauses.name_endings import is_bad_name
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import leading_topic

_START = r"(?:^|(?<=[，,；;]))"
_OFTEN = "(?:(?:常见|常用|主要|根本|一般|通常|有效|典型|简单|好|直接)的?|最|比较|一种)*"
_PROPOSES = r"(?:提出|引入|设计|发明|采用|使用|加入|出现)"
_IT = re.compile(rf"(?:{one_of('openings')})*(?P<it>它)(?!们)")
_BY_IT = re.compile("(?:(?<![使利采作])用|靠|拿|有了|借助|凭|多亏|通过)(?P<it>它)(?!们|的)")
_PLACE = re.compile("[里中上下内时后前]$")
_LATER_IT = re.compile(rf"[^{SLOT[1:-1]}]{{0,20}}[，,；;](?P<it>它)(?!们)")
# `可以防 A`, `来治 A`: the short verbs of speech.
_COLLOQUIAL = re.compile(rf"(?:^|(?<=[能以可来去，,：:]))(?:防|治|抗|压住?|挡住?)(?={SLOT})")
# `具有缓解 A 的作用`: only the verb inside states something.
_LIGHT_VERB = re.compile(
    rf"(?:起到?|具有|有着|具备|有|达到|发挥)了?(?:[很较更]?(?:好|大|强)的?|一定|显著|明显)?的?"
    rf"(?P<said>{one_of('mitigates', 'causes', 'improves')}[^。；;]{{1,40}}?)"
    r"的(?:作用|效果|功能|功效|能力|好处|特点|优点)(?=[，,。；;]|$)"
)
_BOTH = re.compile("(?:这?两者|二者|它们)(?=都|均)")
# `A 会导致 B，C 可以缓解`: B, again.
_LEFT_OUT = re.compile(
    rf"[，,；;]{GROUP}(?:可以?|能够?|也|就|会|则|来)*{one_of('mitigates')}(?=[。，,；;]|$)"
)
_CALLED_PROBLEM = re.compile("的?(?:问题|难题|现象)")
_REFERENCES = tuple(
    (re.compile(pattern), wording)
    for pattern, wording in (
        (
            r"(?:这一?|该|此|上述|上面|以上)(?:种|个|类|些)?(?:的)?(?:问题|现象|难题|缺陷|弊端|情况)(?!下|时)",
            "{}",
        ),
        (rf"{_START}(?:所以|因此|于是)?为此[，,]", "为了解决{}，"),
        (
            rf"(?<=[，,；;])(?:所以|因此|于是)(?=[^，,{SLOT[1:-1]}]{{0,6}}{_PROPOSES})",
            "为了解决{}，",
        ),
        (rf"{_START}对此[，,]?", "针对{}，"),
        ("为此(?=而?(?:提出|设计|引入|发明))", "为了解决{}"),
        (
            r"(?:(?<=[治防管补])|(?<=解决|对付|处理|缓解|避免|防止|冲着|针对))"
            r"(?:这个|这一?点|这种?毛病|这事|它)(?=[来去]?的?(?:$|[，,。；;]))",
            "{}",
        ),
        (
            rf"{_START}(?={_OFTEN}(?:解决|缓解|应对|处理|预防|避免)?的?{one_of('remedies')}"
            rf"(?:一般|通常|主要|就)?(?:是|有|包括|为|[:：]))",
            "{}的",
        ),
        (
            rf"{_START}(?:其|它的)?(?={_OFTEN}(?:产生|出现|发生)?的?(?:原因|成因|诱因|根源)(?:之一)?(?:一般|通常|主要|就)?(?:是|有|在于|包括|为|[:：]))",
            "{}的",
        ),
        (
            rf"{_START}(?=(?:可以?|一般|通常|常|能|应该|最好|往往|需要?)*(?:通过|使用|采用|利用|需要|用|加|靠)了?{GROUP}"
            rf"(?:来|去|加以|进行)*{one_of('mitigates')}(?:[。，,；;]|$))",
            "{}",
        ),
    )
)


def resolve(
    sentence: Slotted,
    *,
    subject: tuple[str, ...],
    problem: tuple[str, ...],
    means: tuple[str, ...] = (),
) -> Slotted:
    """Put what is meant in place of an opening `它` and of words that refer to a problem.

    Args:
        sentence: The sentence.
        subject: The concepts that the sentences before speak of.
        problem: The problem that they name; one named earlier in the sentence goes before it.
        means: What `用它` and `靠它` mean, if the sentence does not open with it.
    """
    by = _BY_IT.search(sentence.text)
    if by and (used := _opened_before(sentence, by.start()) or means):
        sentence = _put(sentence, by.start("it"), by.end("it"), "{}", used)
    it = _IT.match(sentence.text) or _LATER_IT.match(sentence.text)
    if it and subject:
        sentence = _put(sentence, it.start("it"), it.end("it"), "{}", subject)
    both = _BOTH.search(sentence.text)
    if both:
        named = sentence.fill(sentence.text[: both.start()])
        pair = named if len(named) == 2 else subject
        if len(pair) == 2:
            sentence = _put(sentence, *both.span(), "{}", pair)
    for pattern, wording in _REFERENCES:
        if match := pattern.search(sentence.text):
            meant = _last_bad(sentence, sentence.text[: match.start()]) or problem
            sentence = _put(sentence, *match.span(), wording, meant)
    if left_out := _LEFT_OUT.search(sentence.text):
        meant = _last_bad(sentence, sentence.text[: left_out.start()]) or problem
        sentence = _put(sentence, left_out.end(), left_out.end(), "{}", meant)
    plain = _LIGHT_VERB.sub(r"\g<said>", sentence.text)
    return replace(sentence, text=_COLLOQUIAL.sub("防治", plain))


def _opened_before(sentence: Slotted, end: int) -> tuple[str, ...]:
    """Give the concept that the last clause before this one opens with, if any does."""
    clauses = re.split("[，,；;]", sentence.text[:end])[-2::-1]
    topics = (leading_topic(sentence, clause) for clause in clauses if not _PLACE.search(clause))
    return next((each.concepts for each in topics if each.concepts), ())


def spell_out(sentence: Slotted, named: tuple[str, ...]) -> Slotted:
    """Put 梯度消失 for 消失, where of what the heading ``named`` only that trouble ends so."""
    if not named or not any(c not in named and is_bad_name(c) for c in sentence.concepts):
        return sentence
    return replace(sentence, concepts=tuple(full_name(c, named) for c in sentence.concepts))


def full_name(concept: str, named: tuple[str, ...]) -> str:
    """Give the one trouble among those named whose name ends in this one's, else this one."""
    whole = [each for each in named if each.endswith(concept)]
    return whole[0] if len(whole) == 1 and is_bad_name(concept) else concept


def _put(
    sentence: Slotted, start: int, end: int, wording: str, concepts: tuple[str, ...]
) -> Slotted:
    """Put a wording with slots for the concepts, if there are any, at a place of a sentence."""
    if not concepts:
        return sentence
    first = ord(SLOT[1]) + len(sentence.concepts)
    marks = "、".join(chr(first + at) for at in range(len(concepts)))
    return replace(
        sentence,
        text=sentence.text[:start] + wording.format(marks) + sentence.text[end:],
        concepts=sentence.concepts + concepts,
        names=sentence.names + concepts,
    )


def next_problem(sentence: Slotted, problem: tuple[str, ...]) -> tuple[str, ...]:
    """Give the problem that the sentence after this one may refer to."""
    return _last_bad(sentence, sentence.text) or problem


def bad_only(concepts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the concepts if all are of something bad to have, else none."""
    return concepts if concepts and all(map(is_bad_name, concepts)) else ()


def _last_bad(sentence: Slotted, text: str) -> tuple[str, ...]:
    for match in reversed([*re.finditer(GROUP, text)]):
        found = sentence.fill(match[0])
        if bad_only(found) or _CALLED_PROBLEM.match(text, match.end()):
            return found
    return ()
