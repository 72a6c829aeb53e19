"""What kind of thing a question asks for, and what tells such a thing."""

import pytest

from search.cues import asks_author, asks_number, asks_way, cue_of, tells_author, tells_number


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("缓存为什么会失效", "由于过期时间都一样", True),
        ("缓存为什么会失效", "缓存放在内存里", False),
        ("Why do caches fail?", "过期时间一样，所以同时失效", True),
        ("连接数不够怎么办", "换成连接池", True),
        ("怎么才不会漏水", "垫片可以防止漏水", True),
        ("how to avoid deadlocks", "按次序上锁能避免死锁", True),
        ("栈和队列的区别", "前者后进先出", True),
        ("栈和队列的区别", "栈后进先出", False),
    ],
)
def test_a_reason_a_remedy_and_a_difference_have_their_words(
    question: str, text: str, is_told: bool
) -> None:
    cue = cue_of(question)
    assert cue is not None
    assert bool(cue.search(text)) is is_told


def test_a_question_of_two_kinds_has_the_words_of_both() -> None:
    cue = cue_of("死锁的原因是什么，怎么避免")
    assert cue is not None
    assert [bool(cue.search(text)) for text in ("因为互相等待", "避免嵌套", "死锁")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("question", ["什么是死锁", "队列有哪些操作", "How does paging work?"])
def test_other_questions_have_no_cue(question: str) -> None:
    assert cue_of(question) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("门有几个", True),
        ("水温多高", True),
        ("哪一年发布的", True),
        ("how often does it run", True),
        ("有哪几个门", False),
        ("有好几个门吗", False),
    ],
)
def test_numbers_asked_for(question: str, asks: bool) -> None:
    assert asks_number(question) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("一共 3 层", True),
        ("炖两小时", True),
        ("桥有四座", True),
        ("用 GPT-4 写的", False),
        ("1. 先洗米\n2. 再加水", False),
        ("1. 先洗米\n2. 加 300 克水", True),
    ],
)
def test_numbers_told(text: str, tells: bool) -> None:
    assert tells_number(text) is tells


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("这算法是谁提出的", True),
        ("哪家公司开源的", True),
        ("谁该负责", False),  # of a deed of any kind the notes may tell in any words
        ("是什么", False),
    ],
)
def test_authors_asked_for(question: str, asks: bool) -> None:
    assert asks_author(question) is asks


def test_authors_told() -> None:
    assert [tells_author(text) for text in ("由一个大学团队提出", "它很快")] == [True, False]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("怎么配置反向代理", True),
        ("方差的公式", True),
        ("退火的步骤", True),
        ("怎么会漏水", False),  # a reason
        ("怎么不让它漏水", False),  # a remedy
        ("如何解决漏水", False),
        ("怎么消掉水印", False),
        ("怎么消费积分", True),
        ("升级过程中断电怎么办", False),
        ("什么是方差", False),
    ],
)
def test_ways_asked_for(question: str, asks: bool) -> None:
    assert asks_way(question) is asks
