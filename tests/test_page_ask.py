"""The page that answers, in each of its states, driven without a browser."""

from streamlit.testing.v1 import AppTest

from kg.graph import empty_graph
from search.page import page_ask
from tests.shown_page import drawing, html, labels, names, press


def test_a_question_is_answered_with_its_place(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    shown = html(page)
    assert '<b class="z-rank">[1]</b> <b>技巧.md</b> · 第 ' in shown
    assert '<p class="z-quiet">训练技巧 › 梯度消失' in shown
    assert "<mark>梯度消失</mark>" in shown
    assert "在笔记中看" in labels(page)


def test_a_link_asks_and_the_notes_own_questions_are_offered(page: AppTest) -> None:
    page.query_params["q"] = "批归一化有什么用？"
    page.run()
    assert page.text_input(key="q").value == "批归一化有什么用？"
    assert "批归一化（Batch Normalization" in html(page).replace("<mark>", "").replace(
        "</mark>", ""
    )
    page.text_input(key="q").set_value("").run()
    assert labels(page)[:2] == ["批归一化有什么用？", "什么是梯度消失？"]
    page.text_input(key="q").set_value("什么是梯度消失？").run()
    assert labels(page)[-1] == "批归一化有什么用？"


def test_where_else_a_passage_stands_is_on_one_button(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("批归一化为什么能缓解梯度消失？").run()
    assert [label for label in labels(page) if "也见于" in label] == ["也见于 技巧\\.md:6"]


def test_of_many_other_places_five_are_buttons_and_all_are_counted() -> None:
    def show(count: int) -> None:
        from search.hits import Citation, Place
        from search.page.page_ask import citation_card

        places = tuple(Place("b.txt", 0, 1, at + 1) for at in range(count))
        cited = Citation(1, "a.txt", 0, 1, 1, 1, (), "甲", "甲", 1.0, places)
        citation_card(cited, is_best=True)

    few = AppTest.from_function(show, args=(5,)).run()
    assert [label for label in labels(few) if "也见于" in label][4:] == ["也见于 b\\.txt:5"]
    assert "处" not in html(few)
    many = AppTest.from_function(show, args=(399,)).run()
    assert [label for label in labels(many) if "也见于" in label][4:] == ["也见于 b\\.txt:5"]
    assert '<p class="z-quiet">等 399 处</p>' in html(many)


def test_a_question_is_in_the_address_unless_it_is_long(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    assert page.query_params["q"] == "什么是梯度消失？"
    long = "什么是梯度消失？" * 70
    page.text_input(key="q").set_value(long).run().run()
    assert "q" not in page.query_params
    assert page.text_input(key="q").value == long


def test_another_address_asks_its_question(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    page.query_params["q"] = "批归一化有什么用？"
    page.run()
    assert page.text_input(key="q").value == "批归一化有什么用？"


def test_an_example_asks_itself(page: AppTest) -> None:
    page.run()
    assert labels(page)[0] == "什么是梯度消失？"
    assert "批归一化" in labels(page)
    press(page, "example-0")
    assert page.text_input(key="q").value == "什么是梯度消失？"
    assert '<b class="z-rank">[1]</b>' in html(page)


def test_what_the_notes_do_not_hold_is_said(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("如何烤一只鸭子？").run()
    help_text = "**你的笔记里没有这个答案**\n\n换个说法再问，或在「笔记」页加入更多笔记。"
    assert page.info[0].value == f"{help_text}\n\n下面是最接近的几处，不是答案。"
    page.text_input(key="q").set_value("？？？").run()
    assert page.info[0].value == help_text


def test_a_citation_opens_its_note_at_the_passage(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("什么是梯度消失？").run()
    press(page, "cite-1")
    focus = html(page).split('<mark id="zhitu-passage">')[1].split("</mark>")[0]
    assert "梯度消失是指误差往前传的时候越乘越小" in focus


def test_a_question_draws_the_concepts_it_names(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("ReLU 和梯度消失有什么关系？").run()
    assert set(names(page)[:2]) == {"ReLU", "梯度消失"}
    said = [edge[3] for edge in drawing(page)["edges"]]
    assert said == ["缓解", "是一种", "缓解", "相关", "相关"]


def test_neighbors_that_are_asked_about_too_come_first() -> None:
    graph = empty_graph()
    for tail, relation, sure in (("滴灌", "uses", 0.9), ("喷灌", "related", 0.4)):
        graph.add_edge("节水", tail, relation=relation, confidence=sure, weight=0.1, evidence=())
    near = page_ask.nearest(graph, "节水", {"节水", "喷灌"})
    assert [each.concept for each in near] == ["喷灌", "滴灌"]
    assert [each.concept for each in page_ask.nearest(graph, "节水", {"节水"})] == ["滴灌", "喷灌"]


def test_a_question_without_concepts_draws_nothing(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("如何烤一只鸭子？").run()
    assert not page.get("bidi_component")
    assert "问题里没有笔记中出现过的概念。" in [box.value for box in page.caption]


def test_notes_are_shown_as_text(page: AppTest) -> None:
    page.run().text_input(key="q").set_value("量子退火是什么方法？").run()
    assert "退火是 图 的" in html(page).replace("<mark>", "").replace("</mark>", "")
    press(page, "cite-1")
    shown = html(page)
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert all("](https" not in box.value for box in page.markdown)
