"""Runs: which pairs of like units make one stretch."""

from collections.abc import Sequence

from kg.copies import runs
from kg.copies.comparison import Comparer
from kg.copies.runs import Edge, Run
from kg.copies.units import Unit

WORDS = ("酵母把糖变成气体", "面筋把气泡兜在里面", "烤箱要提前预热好", "喷水让表皮保持柔软")
OTHER = "骑行之前要检查刹车片"


def find_runs(edges: Sequence[Edge], found: Sequence[Unit]) -> list[Run]:
    return runs.find_runs(edges, found, Comparer())


def units(*notes: Sequence[str], weak: Sequence[str] = ()) -> list[Unit]:
    found = []
    for document, keys in enumerate(notes):
        for place, key in enumerate(keys):
            found.append(
                Unit(document, 0, 10 * place, 10 * place + 9, key, False, key in weak, False)
            )
    return found


def shown(found: Sequence[Run]) -> list[tuple[int, int, int, int, int]]:
    return [(r.later, r.later_end, r.earlier, r.earlier_end, r.common) for r in found]


def test_pairs_in_the_same_order_are_one_run() -> None:
    edges = [Edge(4 + i, i, len(WORDS[i])) for i in range(4)]
    whole = sum(map(len, WORDS))
    assert shown(find_runs(edges, units(WORDS, WORDS))) == [(4, 7, 0, 3, whole)]


def test_what_stands_between_must_be_alike() -> None:
    edges = [Edge(3, 0, 8), Edge(5, 2, 8)]
    alike = units(WORDS[:3], WORDS[:3])
    assert shown(find_runs(edges, alike)) == [(3, 5, 0, 2, 25)]
    differing = units(WORDS[:3], (WORDS[0], OTHER, WORDS[2]))
    assert shown(find_runs(edges, differing)) == [(3, 3, 0, 0, 8), (5, 5, 2, 2, 8)]


def test_parallel_statements_about_other_things_part_a_run() -> None:
    one = ("液体吸热变成气体的过程叫汽化", "串联电路里各处的电流都相等")
    other = ("气体放热变成液体的过程叫液化", "并联电路里各处的电压都相等")
    found = units((WORDS[0], *one, WORDS[1]), (WORDS[0], *other, WORDS[1]))
    edges = [Edge(4, 0, 8), Edge(7, 3, 9)]
    assert shown(find_runs(edges, found)) == [(4, 4, 0, 0, 8), (7, 7, 3, 3, 9)]
    # Cut otherwise, they are compared as wholes, but for two that differ in one point.
    joined = units(
        (WORDS[0], *one, WORDS[1]), (WORDS[0], one[0], f"并联{one[1][2:]}", "好", WORDS[1])
    )
    edges = [Edge(4, 0, 8), Edge(8, 3, 9)]
    assert shown(find_runs(edges, joined)) == [(4, 5, 0, 1, 22), (8, 8, 3, 3, 9)]


def test_a_run_grows_by_equal_short_units_at_its_ends() -> None:
    found = units(("很慢", WORDS[0], "好"), ("很慢", WORDS[0], "好"), weak=("很慢", "好"))
    assert shown(find_runs([Edge(4, 1, 8)], found)) == [(3, 5, 0, 2, 11)]


def test_a_unit_may_hold_several_of_the_other_note() -> None:
    found = units(("".join(WORDS[:3]),), WORDS[:3])
    edges = [Edge(1, 0, 8), Edge(2, 0, 9), Edge(3, 0, 8)]
    assert shown(find_runs(edges, found)) == [(1, 3, 0, 0, 25)]


def test_one_line_repeated_makes_runs_of_one() -> None:
    found = units((WORDS[0],) * 4)
    edges = [Edge(i, 0, 8) for i in (1, 2, 3)]
    assert shown(find_runs(edges, found)) == [(1, 1, 0, 0, 8), (2, 2, 0, 0, 8), (3, 3, 0, 0, 8)]


def test_no_run_crosses_a_kept_span() -> None:
    first = units(WORDS[:2], WORDS[:2])
    apart = [Unit(u.document, u.start // 10, *_rest(u)) for u in first]
    edges = [Edge(2, 0, 8), Edge(3, 1, 9)]
    assert shown(find_runs(edges, apart)) == [(2, 2, 0, 0, 8), (3, 3, 1, 1, 9)]


def test_the_same_sentences_in_another_order_are_one_run() -> None:
    order = (2, 3, 0, 1)
    found = units(WORDS, [WORDS[i] for i in order])
    edges = [Edge(4 + at, i, len(WORDS[i])) for at, i in enumerate(order)]
    (run,) = find_runs(edges, found)
    assert shown([run]) == [(4, 7, 0, 3, sum(map(len, WORDS)))]
    assert not run.in_order


def test_sentences_from_far_apart_are_several_runs() -> None:
    found = units((WORDS[0], OTHER, OTHER, OTHER, WORDS[1]), (WORDS[1], WORDS[0]))
    edges = [Edge(5, 4, 9), Edge(6, 0, 8)]
    assert shown(find_runs(edges, found)) == [(5, 5, 4, 4, 9), (6, 6, 0, 0, 8)]


def _rest(unit: Unit) -> tuple[int, int, str, bool, bool, bool]:
    return unit.start, unit.end, unit.key, unit.strict, unit.weak, unit.heads
