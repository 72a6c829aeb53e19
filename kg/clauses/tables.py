"""Tables: what a cell states of the thing that its row is about, by the head of its column."""

import re
from collections.abc import Iterator

from kg.clauses.list_lines import read_line
from kg.clauses.relation_patterns import Statement, read_clause
from kg.clauses.sections import Section, SectionKind
from kg.clauses.slots import GROUP, one_of, slot, whole_elements
from kg.clauses.subjects import Topic
from kg.concepts import ConceptMatcher
from kg.records import Block, RelationType, Span

_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_CELL = re.compile(r"[^|]+")
_HEADS = (
    (re.compile(f"(?:{one_of('weaknesses', 'harms')})$"), SectionKind.WEAKNESSES),
    (re.compile(f"(?:{one_of('roots')})$"), SectionKind.CAUSES),
    (re.compile(f"(?:解决|应对|处理|防治)|(?:{one_of('remedies')})$"), SectionKind.REMEDIES),
    (re.compile("组成|部件|构成"), SectionKind.PARTS),
    (
        re.compile(
            rf"代表(?!人|任务|应用)|典型(?:{one_of('class_nouns')}|产品|品种)|例子|举例|示例"
        ),
        SectionKind.KINDS,
    ),
    (
        re.compile(
            rf"用到|使用|采用|依赖|底层|靠什么|基于|技术|关键词|创新|(?:{one_of('components')}|准则|算法)$"
        ),
        SectionKind.USED,
    ),
    (re.compile(f"(?:{one_of('strengths')})$|干什么|做什么"), SectionKind.ABOUT),
)
_SOLVED = re.compile("(?:解决|应对|克服)了?(?:什么|啥|哪|的?问题|的?痛点)|针对")
_CLASS = re.compile("类型|类别|种类|所属|属于")
_NAME = re.compile(f"^(?P<group>{GROUP})$")


def read_table(
    text: str, block: Block, matcher: ConceptMatcher
) -> Iterator[tuple[Statement, Span]]:
    """Give what the cells of a table state, each with its row."""
    rows = [
        Span(block.start + line.start(), block.start + line.end())
        for line in re.finditer(r"[^\n]+", text[block.start : block.end])
    ]
    heads = _cells(text, rows[0]) if rows else []
    for row in rows[1:]:
        cells = _cells(text, row)
        if len(cells) != len(heads) or _RULE.fullmatch(text[row.start : row.end]):
            continue
        first = slot(text, matcher, cells[0].start, cells[0].end)
        named = _NAME.match(first.text)
        for head, cell in zip(heads[1:], cells[1:], strict=True) if named else ():
            about = first.fill(first.text)
            for statement in _read_cell(text, matcher, about, head, cell):
                yield statement, row


def _cells(text: str, row: Span) -> list[Span]:
    cells = (match.span() for match in _CELL.finditer(text, row.start, row.end))
    return [Span(start, end) for start, end in cells if text[start:end].strip()]


def _read_cell(
    text: str, matcher: ConceptMatcher, about: tuple[str, ...], head: Span, cell: Span
) -> Iterator[Statement]:
    title = text[head.start : head.end].strip()
    sentence = slot(text, matcher, cell.start, cell.end)
    if _SOLVED.search(title):
        if _NAME.match(sentence.text):
            yield Statement(about, RelationType.MITIGATES, sentence.fill(sentence.text), 0.7)
        return
    kind = next((kind for pattern, kind in _HEADS if pattern.search(title)), None)
    if kind is SectionKind.ABOUT:
        yield from read_clause(sentence, sentence.text, Topic(about, 0.8, near=True))
    elif kind is SectionKind.USED:
        means = sentence.fill(whole_elements(sentence.text))
        yield Statement(about, RelationType.USES, means, 0.7)
    elif kind:
        yield from read_line(sentence, Section(kind, about), first=True)
    elif _CLASS.search(title) and _NAME.match(sentence.text):
        yield Statement(about, RelationType.IS_A, sentence.fill(sentence.text), 0.7)
