"""The page of concepts in each of its states, driven without a browser."""

from streamlit.testing.v1 import AppTest

from kg.graph import ConceptGraph, empty_graph
from kg.records import RelationType
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
    assert "能缓解<mark>梯度消失</mark>" not in html(page)  # as the sentence of the edge


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


def test_a_relation_of_neighbors_alone_is_counted_as_theirs() -> None:
    mitigates, related = RelationType.MITIGATES, RelationType.RELATED
    graph = empty_graph()
    for tail, kind in (("喷灌", related), ("滴灌", related)):
        graph.add_edge("节水", tail, relation=kind, key=kind)
    graph.add_edge("滴灌", "喷灌", relation=mitigates, key=mitigates)

    def show(graph: "ConceptGraph") -> None:
        from collections import Counter

        from kg.records import RelationType
        from search.page.page_concepts import choose_kinds

        choose_kinds(graph, Counter({RelationType.RELATED: 2}), "kinds")

    shown = AppTest.from_function(show, args=(graph,)).run()
    words = [option.split("} ")[1] for option in shown.pills[0].options]
    assert words == ["缓解 周围 1", "相关 2"]


def test_two_steps_that_lead_no_further_are_told(page: AppTest) -> None:
    page.query_params.update({"page": "concepts", "concept": "BN"})
    page.run().segmented_control(key="depth").set_value(2).run()
    told = "选中的关系走不到更远的概念；把别的关系也选上，就会画出来。"
    assert told not in [box.value for box in page.caption]
    kinds = next(box for box in page.pills if box.label == "关系")
    kinds.set_value([]).run()
    assert told in [box.value for box in page.caption]


def test_a_sentence_that_equates_several_names_is_shown_once() -> None:
    def show() -> None:
        from types import SimpleNamespace

        from kg.graph import empty_graph
        from kg.records import Alias, Concept, Evidence
        from search.page.page_concepts import names_of

        said = Evidence("a.md", 1, 0, 20, "滴灌（微灌，Drip Irrigation）省水。")
        aliases = (Alias("微灌", said), Alias("Drip Irrigation", said))
        graph = empty_graph()
        graph.add_node("滴灌", passages=1)
        names_of(SimpleNamespace(graph=graph), Concept("滴灌", "滴灌", aliases))  # type: ignore[arg-type]

    shown = AppTest.from_function(show).run()
    assert html(shown).count("省水。") == 1


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
