"""The page of concepts in each of its states, driven without a browser."""

from streamlit.testing.v1 import AppTest

from tests.shown_page import drawing, html, labels, names, press, press_named


def test_concepts_are_found_by_any_name(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    shown = html(page)
    assert '<h2 class="z-name">批归一化</h2>' in shown
    assert "又叫：BN、Batch Normalization · " in shown
    assert names(page) == ["批归一化", "梯度消失"]
    assert [edge[:4] for edge in drawing(page)["edges"]] == [[0, 1, "mitigates", "缓解"]]


def test_an_unknown_concept_offers_the_nearest(page: AppTest) -> None:
    page.query_params["page"] = "concepts"
    page.session_state["concept"] = "梯度消失了"
    page.run()
    assert page.info[0].value == "笔记里没有叫「梯度消失了」的概念。"
    assert labels(page)[0] == "梯度消失"
    press(page, "to-梯度消失")
    assert page.selectbox(key="concept").value == "梯度消失"
    assert not page.info


def test_a_link_to_an_unknown_concept_offers_the_nearest(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "梯度消失了"})
    page.run()
    assert page.info[0].value == "笔记里没有叫「梯度消失了」的概念。"
    assert labels(page)[0] == "梯度消失"


def test_a_part_of_one_concept_s_names_leads_to_it(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "batch norm"})
    page.run()
    assert '<h2 class="z-name">批归一化</h2>' in html(page)


def test_a_link_names_a_concept_in_any_spelling(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "batch-normalization"})
    page.run()
    assert '<h2 class="z-name">批归一化</h2>' in html(page)


def test_a_neighbor_shows_its_sentences_and_leads_on(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    assert "批归一化能缓解梯度消失" not in html(page)
    press_named(page, "梯度消失")
    said = "<mark>批归一化</mark>能缓解<mark>梯度消失</mark>，因为激活值不再落在饱和区。"
    assert said in html(page)
    assert drawing(page)["chosen"] == 0
    press_named(page, "看概念「梯度消失」")
    assert page.selectbox(key="concept").value == "梯度消失"
    assert drawing(page)["chosen"] == -1
    assert said not in html(page)


def test_pressing_a_neighbor_again_lets_go_of_it(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    press_named(page, "梯度消失")
    press_named(page, "梯度消失")
    assert drawing(page)["chosen"] == -1
    assert "因为激活值不再落在饱和区" not in html(page)


def test_two_steps_reach_further(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run().segmented_control(key="depth").set_value(2).run()
    assert names(page) == ["批归一化", "ReLU", "梯度消失"]


def test_a_relation_that_is_filtered_out_is_not_drawn(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run()
    kinds = next(box for box in page.pills if box.label == "关系")
    mitigates, related = ("缓解 1", "#078f69"), ("相关 2", "#8c8c8c")
    assert kinds.options == [
        f':color[━]{{foreground="{colour}"}} {word}' for word, colour in (mitigates, related)
    ]
    # What merely occurs together is left out until it is asked for.
    assert kinds.value == ["mitigates"]
    kinds.set_value([]).run()
    assert len(names(page)) == 1


def test_without_a_concept_all_of_them_are_drawn(page: AppTest) -> None:
    page.query_params["page"] = "concepts"
    page.run()
    assert drawing(page)["overview"]
    assert {"批归一化", "ReLU", "梯度消失"} <= set(names(page))
    assert "批归一化" in labels(page)


def test_two_concepts_are_linked_with_evidence(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "from": "BN", "to": "ReLU"})
    page.run()
    shown = html(page)
    key = '<span class="z-key" style="background:#078f69"></span>缓解'
    assert f'<b>批归一化</b> <span class="z-relation">{key} →</span> <b>梯度消失</b>' in shown
    assert f'<b>梯度消失</b> <span class="z-relation">← {key}</span> <b>ReLU</b>' in shown
    assert "<mark>ReLU</mark> 能缓解<mark>梯度消失</mark>。" in shown


def test_a_path_from_a_concept_to_itself_is_a_sentence(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "from": "BN", "to": "批归一化"})
    page.run()
    assert page.info[0].value == "这两个名字是同一个概念：批归一化"
