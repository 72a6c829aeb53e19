"""Tables: what the head of a column makes of its cells."""

import pytest

from kg.clauses.tables import read_table
from kg.concepts import ConceptMatcher
from kg.records import Block, BlockKind, Concept

_NAMES = ("热备", "冷备", "备份方法", "单点故障", "心跳线", "校验模块", "掉电")
_MATCHER = ConceptMatcher([Concept(name, name) for name in _NAMES])


def _said(text: str) -> list[str]:
    block = Block(BlockKind.TABLE, 0, len(text), ())
    return [
        f"{'+'.join(s.heads)} {s.relation} {'+'.join(s.tails)} @{text[row.start : row.end]}"
        for s, row in read_table(text, block, _MATCHER)
    ]


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("缺点", "容易单点故障", "热备 causes 单点故障"),
        ("成因", "掉电", "掉电 causes 热备"),
        ("优点", "能防止单点故障", "热备 mitigates 单点故障"),
        ("组成", "校验模块、心跳线", "校验模块+心跳线 part_of 热备"),
        ("靠什么实现", "心跳线、两台机器、校验模块", "热备 uses 心跳线+校验模块"),
        ("所用材料", "心跳线", "热备 uses 心跳线"),
        ("典型产品", "冷备、心跳线", "冷备+心跳线 is_a 热备"),
        ("类别", "备份方法", "热备 is_a 备份方法"),
        ("解决了什么", "单点故障", "热备 mitigates 单点故障"),
    ],
)
def test_a_cell_is_read_by_the_head_of_its_column(head: str, cell: str, said: str) -> None:
    row = f"| 热备 | 贵 | {cell} |"
    assert _said(f"| 名字 | 价 | {head} |\n|---|:--|---|\n{row}\n") == [f"{said} @{row}"]


def test_a_row_on_trouble_names_its_remedy() -> None:
    assert _said("| 毛病 | 办法 |\n|---|---|\n| 掉电 | 热备 |") == [
        "热备 mitigates 掉电 @| 掉电 | 热备 |"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| 名字 | 价 |\n|---|---|\n| 热备 | 单点故障 |",
        "| 名字 | 缺点 |\n|---|---|\n| 热备的机房 | 单点故障 |",
        "| 名字 | 缺点 |\n|---|---|\n| 热备 | 贵 | 单点故障 |",
        "| 热备 | 缺点 |\n|---|---|",
        "| 名字 | 代表任务 |\n|---|---|\n| 热备 | 冷备 |",
        "",
    ],
)
def test_other_columns_rows_and_shapes_state_nothing(text: str) -> None:
    assert _said(text) == []
