"""Stretches of words are counted with their neighbors, and rare ones are never looked at."""

from dataclasses import replace

from kg.naming.name_patterns import Unit
from kg.naming.tallies import Run, make_run, tally_runs, without_copies


def run(document: int, *words: str) -> Run:
    """A run of Chinese words without spaces."""
    ends = [sum(map(len, words[: at + 1])) for at in range(len(words))]
    units = [
        Unit(word, end - len(word), end, latin=False) for word, end in zip(words, ends, strict=True)
    ]
    return make_run(document, "".join(words), units)


def test_stretches_that_recur_are_counted_with_their_neighbors() -> None:
    runs = [run(0, "深层", "梯度", "消失"), run(1, "梯度", "消失", "问题"), run(1, "梯度")]
    tallies, total = tally_runs(runs, ())
    assert total == 7
    assert {key: found.count for key, found in tallies.items()} == {
        "梯度": 3,
        "消失": 2,
        "梯度消失": 2,
    }
    found = tallies["梯度消失"]
    assert found.units == ("梯度", "消失")
    assert found.documents == {0, 1}
    assert dict(found.before) == {"深层": 1, "\n1": 1}
    assert dict(found.after) == {"\n0": 1, "问题": 1}
    assert (tallies["梯度"].family, tallies["消失"].family) == (1, 1)


def test_stretches_that_are_wanted_are_counted_though_rare() -> None:
    tallies, _ = tally_runs([run(0, "深层", "梯度", "消失", "问题")], {"深层梯度消失", "问题"})
    assert {key: found.count for key, found in tallies.items()} == {"问题": 1, "深层梯度消失": 1}


def test_a_guess_is_counted_but_makes_no_family() -> None:
    runs = [run(0, "深层", "网络"), run(0, "深层", "特征"), run(0, "深层")]
    tallies, _ = tally_runs(runs, {"深层网络"}, {"深层特征"})
    assert {key: found.count for key, found in tallies.items()} == {
        "深层": 3,
        "深层网络": 1,
        "深层特征": 1,
    }
    assert (tallies["深层"].family, tallies["深层"].alone) == (1, 1)


def test_a_stretch_has_at_most_six_words() -> None:
    words = ("一", "二", "三", "四", "五", "六", "七")
    tallies, _ = tally_runs([run(0, *words), run(0, *words)], ())
    assert max(len(found.units) for found in tallies.values()) == 6
    assert tallies["二三四五六七"].count == 2
    assert "一二三四五六七" not in tallies


def test_what_a_note_says_in_the_words_of_another_is_left_out() -> None:
    text = "把面团放在温暖的地方发酵一个小时再排气"
    at = Unit("发酵", text.index("发酵"), text.index("发酵") + 2, latin=False)
    first, again = make_run(0, text, [at]), make_run(0, text, [at])
    copy = make_run(
        1, text.replace("放在", "放在，"), [replace(at, start=at.start + 1, end=at.end + 1)]
    )
    short = make_run(1, "发酵", [replace(at, start=0, end=2)])
    assert without_copies([first, again, copy, short]) == [first, again, short]


def test_no_runs_give_nothing() -> None:
    assert tally_runs([], ()) == ({}, 0)
