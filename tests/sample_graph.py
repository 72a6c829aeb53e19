"""A small graph with what exports stumble over: quotes, brackets, line ends."""

from kg.graph import ConceptGraph, build_graph
from kg.records import Alias, Concept, Evidence, Relation, RelationType

SAID = Evidence("notes/a.md", 3, 20, 31, "BN 缓解梯度消失；见 <图 1> & [[表]]。")
TWO_LINES = Evidence("b.md", 7, 0, 9, "BN 之后\nReLU")


def make_graph() -> ConceptGraph:
    concepts = [
        Concept("bn", "BN", (Alias("批归一化"), Alias('Batch "Norm"; v2'))),
        Concept("梯度消失", "梯度消失"),
        Concept("relu", "Re<LU> & \x0b#1"),
        Concept("孤立", "孤立"),
    ]
    relations = [
        Relation("bn", RelationType.MITIGATES, "梯度消失", 0.9, 0.25, (SAID,)),
        Relation("bn", RelationType.CAUSES, "梯度消失", 0.1, 0.25, (SAID,)),
        Relation("bn", RelationType.RELATED, "relu", 0.5, -0.5, (TWO_LINES, SAID)),
    ]
    return build_graph(concepts, [], relations, {}, {}, passages=[])


def named(*names: str) -> ConceptGraph:
    concepts = [Concept(f"{number}", name) for number, name in enumerate(names)]
    return build_graph(concepts, [], [], {}, {}, passages=[])
