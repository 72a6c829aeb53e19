"""Candidates: which texts share shingles."""

from kg.copies.candidates import ShingleIndex, sample_shingles

DOUGH = "酵母菌在面团里把糖分解成二氧化碳和酒精气泡被面筋网兜住以后面团就慢慢地发起来"
OVEN = "烤箱要提前预热到二百二十度不然面团进炉以后膨胀得太慢表皮会过早变硬"


def test_a_texts_sample_is_the_same_alone_and_among_others() -> None:
    alone = [sample_shingles([key])[0] for key in (DOUGH, "", "甲", OVEN)]
    assert sample_shingles([DOUGH, "", "甲", OVEN]) == alone
    assert alone[1:3] == [[], []]
    assert 10 <= len(alone[0]) <= 26
    assert sample_shingles([]) == []
    assert sample_shingles(["", ""]) == [[], []]


def test_a_part_keeps_the_samples_of_the_whole() -> None:
    whole, part = sample_shingles([DOUGH, DOUGH[5:25]])
    assert set(part) <= set(whole)


def test_the_text_that_shares_most_comes_first() -> None:
    index = ShingleIndex()
    for number, shingles in enumerate(sample_shingles([OVEN, DOUGH[:24], DOUGH])):
        index.add(number, shingles)
    assert index.find(sample_shingles([DOUGH])[0]) == [2, 1]
    assert index.find(sample_shingles(["完全没有见过的另外一句话在这里"])[0]) == []


def test_the_six_best_are_found() -> None:
    index = ShingleIndex()
    (shingles,) = sample_shingles([DOUGH])
    for number in range(100):
        index.add(number, shingles)
    assert index.find(shingles) == [0, 1, 2, 3, 4, 5]


def test_a_shingle_leads_to_at_most_17_texts() -> None:
    index = ShingleIndex()
    for number in range(16):
        index.add(number, [7])
    index.add(16, [7, 8])
    index.add(17, [7, 9])
    assert index.find([7, 8, 9]) == [16, 0, 1, 2, 3, 4]
