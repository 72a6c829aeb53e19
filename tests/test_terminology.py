"""Candidates come out of the notes themselves, in any field."""

import pytest

from kg.cleaning import clean
from kg.records import Document, Note
from kg.segmentation import Segmenter
from kg.terminology import Candidate, discover


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """One without any word of the fields below."""
    return Segmenter()


def document(text: str, source: str = "note.md") -> Document:
    """A note of this text, cleaned."""
    return clean(Note(f"/notes/{source}", source, text, "markdown", "utf-8", "0" * 64))


def discovered(text: str, segmenter: Segmenter) -> dict[str, Candidate]:
    """The candidates of a note of this text, by name."""
    return {candidate.name: candidate for candidate in discover([document(text)], segmenter)}


def test_parentheses_give_both_names(segmenter: Segmenter) -> None:
    found = discovered("# 卷积\n\n常用最大池化（max pooling）来降低维度。", segmenter)
    assert "gloss" in found["最大池化"].sources
    assert "gloss" in found["max pooling"].sources


def test_remarks_in_parentheses_are_no_names(segmenter: Segmenter) -> None:
    text = "# 卷积\n\n最大池化（如二乘二）有效（存疑），见图（1），步长大（哪怕很大）也行。"
    assert not {"如二乘二", "存疑", "1", "哪怕很大"} & discovered(text, segmenter).keys()


def test_definitions_and_other_names(segmenter: Segmenter) -> None:
    text = "# 烹饪\n\n美拉德反应是一种褐变。\n\n焯水又叫飞水。\n\n所谓定金罚则，就是这样。"
    found = discovered(text, segmenter)
    assert "definition" in found["美拉德反应"].sources
    assert "definition" in found["定金罚则"].sources
    assert "gloss" in found["焯水"].sources
    assert "gloss" in found["飞水"].sources


def test_headings_lose_what_asks_and_are_split_where_they_compare(segmenter: Segmenter) -> None:
    text = (
        "# 要约与要约邀请的区别\n\n要约邀请不同于要约，要约一经承诺就成立，要约邀请不是。\n\n"
        "# 什么是缔约过失？\n\n缔约过失会带来缔约过失责任。\n"
    )
    found = discovered(text, segmenter)
    assert "heading" in found["要约"].sources
    assert "heading" in found["要约邀请"].sources
    assert "heading" in found["缔约过失"].sources


def test_mixed_and_latin_names_are_kept_whole(segmenter: Segmenter) -> None:
    text = (
        "# 1*1卷积\n\n1*1卷积可以降维。\n\n# Leaky ReLU\n\nLeaky ReLU 不会死亡，ReLU 会。\n\n"
        "# B+ 树\n\nB+ 树只在叶子存数据，ResNet-50 不同，ResNet-50 更深。\n"
    )
    found = discovered(text, segmenter)
    assert {"1*1卷积", "Leaky ReLU", "B+ 树", "ResNet-50"} <= found.keys()


def test_variables_numbers_code_and_addresses_are_no_names(segmenter: Segmenter) -> None:
    text = "# 公式\n\n" + 4 * (
        "令 x_t 与 $W_{hh}$ 相乘，调用 `np.dot`，见 https://a.example/b ，共 128 次。\n\n"
    )
    assert discovered(text, segmenter) == {}


def test_words_that_keep_together_are_one_name(segmenter: Segmenter) -> None:
    text = (
        "# 随笔\n\n如果梯度消失，训练很慢。为了防止梯度消失，人们想了很多。"
        "深层网络里梯度消失很常见。可是梯度消失问题并不可怕。"
    )
    found = discovered(text, segmenter)
    assert found["梯度消失"].count == 4
    assert "梯度消失问题" not in found


def test_a_class_word_makes_no_new_name_of_a_latin_one(segmenter: Segmenter) -> None:
    text = (
        "# 激活函数\n\n激活函数很多。ReLU 最常见，ReLU 很快，用ReLU激活函数即可。"
        "Tanh 次之，Tanh 较慢，Tanh激活函数也行。激活函数不可少。"
    )
    found = discovered(text, segmenter)
    assert {"ReLU", "Tanh", "激活函数"} <= found.keys()
    assert not {"ReLU激活函数", "Tanh激活函数"} & found.keys()


def test_both_sides_of_a_statement_are_names(segmenter: Segmenter) -> None:
    found = discovered("# 笔记\n\n随机主键会导致页分裂，自增主键能缓解页分裂。", segmenter)
    assert "statement" in found["随机主键"].sources
    assert found["页分裂"].count == 2


def test_generic_words_and_users_are_no_names(segmenter: Segmenter) -> None:
    text = "# 问题\n\n方法和结果。\n\n深海长明灯: 同意\n\n深海长明灯: 支持\n\n深海长明灯: 顶\n"
    assert discovered(text * 3, segmenter) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("池化层（pooling layer，也叫下采样层、汇聚层）没有参数。", {"下采样层", "汇聚层"}),
        ("AMM（自动做市商）不需要人报价。", {"AMM", "自动做市商"}),
        ("前两种统称弱监督学习。", {"弱监督学习"}),
        ("先改界面就叫乐观更新optimistic。", {"乐观更新", "optimistic"}),
        ("资产负债表（balancesheet）要配平。", {"资产负债表"}),
    ],
)
def test_whole_names_whatever_the_words_in_them(
    text: str, names: set[str], segmenter: Segmenter
) -> None:
    assert names <= discovered(f"# 笔记\n\n{text}\n", segmenter).keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("双向 GRU 训练慢。", "双向 GRU"),
        ("Kalman 滤波器适合线性系统，Bloom 过滤器很省。", "Bloom 过滤器"),
        ("Double CNN 更稳。", "Double CNN"),
        ("标记-复制可以，但占一半。", "标记-复制"),
    ],
)
def test_names_in_two_scripts_or_parts(text: str, name: str, segmenter: Segmenter) -> None:
    assert name in discovered(f"# 笔记\n\n{text}\n", segmenter)


def test_labels_of_clauses_in_a_row_are_names(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n缓存雪崩——键同时过期；缓存穿透——键不存在；误区二：不设上限；增加层数：慢。\n"
    found = discovered(text, segmenter)
    assert found.keys() == {"缓存雪崩", "缓存穿透", "增加层数"}


def test_what_a_clause_says_comes_about_is_a_name(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n阿司匹林会引起干呕。它要防止运行时信息泄露。它会留下内存碎片。\n"
    found = discovered(text, segmenter)
    assert {"干呕", "信息泄露", "内存碎片"} <= found.keys()
    assert "运行时信息泄露" not in found


def test_words_of_a_story_are_no_names(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n邻居来了。我问邻居。邻居不答，邻居走了。邻居说好。\n"
    assert discovered(text, segmenter) == {}


def test_verbs_are_in_names_that_structure_sets_apart(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n日志能提高写入性能，写入性能由它决定。这叫测试时增强（TTA）。\n"
    assert {"写入性能", "测试时增强", "TTA"} <= discovered(text, segmenter).keys()


def test_clauses_are_no_names(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n油温太低会导致脱浆，行锁粒度细可以提高并发度，倒入青椒能增强香味。\n"
    found = discovered(text, segmenter)
    assert not {"油温太低会", "行锁粒度细", "倒入青椒"} & found.keys()


def test_candidates_are_in_order_of_score_whatever_the_order_of_notes(
    segmenter: Segmenter,
) -> None:
    first = document("# 死锁\n\n死锁就是互相等待（deadlock）。死锁要避免。", "a.md")
    second = document("# 索引\n\n**索引**是一种数据结构。索引占空间。", "b.md")
    found = discover([first, second], segmenter)
    assert found == discover([second, first], segmenter)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize("text", ["", "池", "！！！\n\n（）", "的" * 5000])
def test_poor_notes_give_nothing(text: str, segmenter: Segmenter) -> None:
    assert discovered(text, segmenter) == {}


def test_notes_without_chinese(segmenter: Segmenter) -> None:
    text = "# Deadlock\n\nA deadlock is a cycle of waits.\n\n# Two-phase locking\n\nIt avoids it.\n"
    assert {"Deadlock", "Two-phase locking"} <= discovered(text, segmenter).keys()


def test_a_heading_is_about_what_stands_between_field_and_class(segmenter: Segmenter) -> None:
    text = "# 强化学习\n\n先看概念。\n\n# 常用强化学习路径规划算法\n\n- 别的\n"
    found = discovered(text, segmenter)
    assert found["路径规划算法"].core == "路径规划"
    assert [found[name].count for name in ("路径规划算法", "路径规划")] == [1, 0]
    assert "强化学习路径规划算法" not in found


def test_what_fails_or_ages_is_the_name_of_a_problem(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n索引很快，索引要建好。\n\n隐式类型转换会导致索引失效，要小心。\n"
    found = discovered(text, segmenter)
    assert "statement" in found["索引失效"].sources


def test_a_known_name_after_a_verb_is_no_name(segmenter: Segmenter) -> None:
    text = "# 批归一化\n\n批归一化很好，又叫BN。每层都**加批归一化**，可以**缓解梯度消失**。\n\n"
    text += "# 梯度消失\n\n梯度消失很常见。批归一化能缓解梯度消失，缓解梯度消失要紧。\n"
    found = discovered(text, segmenter)
    assert {"批归一化", "梯度消失"} <= found.keys()
    assert not {"加批归一化", "缓解梯度消失"} & found.keys()


def test_names_said_once_are_found_where_clauses_are_about_them(segmenter: Segmenter) -> None:
    text = (
        "# 用药\n\n链霉素有耳毒性。急性发作时用硝酸甘油。\n\n"
        "原发性高血压的病因不明，继发性高血压有多种病因。\n"
    )
    found = discovered(text, segmenter)
    assert {"链霉素", "硝酸甘油", "原发性高血压", "继发性高血压"} <= found.keys()
    assert found["链霉素"].sources == {"argument", "tagged"}
    assert not {"病因不明", "多种病因", "急性发作时"} & found.keys()


def test_the_number_of_a_heading_is_no_part_of_its_name(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n## 6.3 链条清洗\n\n链条清洗要用煤油。\n"
    assert "heading" in discovered(text, segmenter)["链条清洗"].sources


def test_a_heading_may_name_what_is_wrong_with_a_thing(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n## 正负样本不平衡怎么办\n\n先看比例。\n"
    assert "title" in discovered(text, segmenter)["正负样本不平衡"].sources


def test_a_name_said_once_is_found_by_its_words_and_those_around(segmenter: Segmenter) -> None:
    found = discovered("# 笔记\n\n他说胖的人常有胰岛素抵抗，要少吃。\n", segmenter)
    assert {name: each.sources for name, each in found.items()} == {"胰岛素抵抗": {"tagged"}}


def test_what_is_most_unlikely_to_be_a_name_is_none(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n去年买的番茄苗得了青枯病。老样子照旧，冤枉钱花了一堆。\n"
    assert discovered(text, segmenter).keys() == {"青枯病", "番茄"}


def test_names_with_slashes_numbers_and_greek_letters_are_whole(segmenter: Segmenter) -> None:
    text = (
        "# 笔记\n\nI/O 会等待，I/O 很慢。\n\nTIME_WAIT 会占端口，TIME_WAIT 要等两分钟。\n\n"
        "- β受体阻滞剂：减慢心率\n\n2 型糖尿病（T2DM）最多见。血压 140 mmHg，血压 90 mmHg。\n"
    )
    found = discovered(text, segmenter)
    assert {"I/O", "TIME_WAIT", "β受体阻滞剂", "2 型糖尿病"} <= found.keys()
    assert "mmHg" not in found


def test_names_that_the_user_gives_are_candidates_where_the_notes_hold_them(
    segmenter: Segmenter,
) -> None:
    documents = [document("# 笔记\n\n先写大表，再写小表。大表很慢。\n")]
    found = discover(documents, segmenter, named=["大表", "宽表"])
    assert [(c.name, c.count, c.probability) for c in found] == [("大表", 2, 1.0)]
    assert {*found[0].sources} == {"user"}


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("既能抑制震荡，又稳", "震荡", True),
        ("避免下溢的问题", "下溢", True),
        ("密集人群里的漏检明显少了", "漏检", True),
        ("幻觉会少很多，但别指望没有", "幻觉", True),
        ("避免麻烦", "麻烦", False),
        ("这样会好很多", "这样", False),
        ("避免震荡太久", "震荡", False),
    ],
)
def test_what_is_prevented_or_lessens_is_a_name_if_general_chinese_seldom_says_it(
    text: str, name: str, *, found: bool, segmenter: Segmenter
) -> None:
    assert (name in discovered(f"# 笔记\n\n{text}。", segmenter)) is found


def test_a_letter_and_a_digit_are_a_name_where_their_use_shows_it(segmenter: Segmenter) -> None:
    headed = "## G1\n\nG1 分区回收，G1 可以预测停顿。\n"
    told = "## 回收\n\nG1 分区回收，G1 可以预测停顿。\n"
    once = "## 回收\n\nG1 分区回收。\n"
    found = ["G1" in discovered(text, segmenter) for text in (headed, told, once)]
    assert found == [True, True, False]


@pytest.mark.parametrize(
    ("text", "name"), [("花期常见浇水不足。", "浇水不足"), ("决策树里用 C4.5 和 ID3。", "C4.5")]
)
def test_names_with_marks_or_function_words_inside(
    text: str, name: str, segmenter: Segmenter
) -> None:
    assert name in discovered(f"# 笔记\n\n{text}\n", segmenter)


def test_everyday_words_are_no_names_for_what_clauses_state_of_them(segmenter: Segmenter) -> None:
    text = "# 笔记\n\n访问会导致死锁，访问会引起死锁。访问能缓解死锁。\n"
    assert discovered(text, segmenter).keys() == {"死锁"}


def test_what_a_gloss_ends_is_no_longer_name(segmenter: Segmenter) -> None:
    text = "它会有标注偏置（label bias）的问题，后来解决了标注偏置。\n"
    names = discovered(text, segmenter)
    assert "标注偏置" in names
    assert "会有标注偏置" not in names
