"""A concept to the sentences of the notes that name it."""

import pytest

from search.encoder import Encoder
from search.ingest import ingest
from search.knowledge_base import KnowledgeBase
from search.lookup import find_concept
from search.mentions import find_mentions
from search.store import load

_NOTES = {
    "a.md": "# 缓存\n\n读多写少时可以用旁路缓存（Cache Aside）。它先更新库。\n",
    "b.md": (
        "# 更新\n\n缓存和库不一致怎么办？Cache  Aside 先更新库，再删缓存。\n\n"
        "## B+ 树\n\nB+ 树的叶子相连。\n\n## LSM 树\n\n先写内存。\n"
    ),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("mentions")
    for name, text in _NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest([folder], folder / "kb", load_encoder=lambda _: hashing_encoder)
    return load(folder / "kb")


def _said(base: KnowledgeBase, name: str, limit: int = 9) -> list[tuple[str, int, str]]:
    concept = find_concept(name, base.concepts)
    found = find_mentions(concept, base, limit=limit)
    for said in found:
        assert _NOTES[said.source][said.start : said.end] == said.text
    return [(said.source, said.line_start, said.text) for said in found]


def test_sentences_that_open_with_a_concept_come_first(base: KnowledgeBase) -> None:
    assert _said(base, "旁路缓存") == [
        ("b.md", 3, "Cache  Aside 先更新库，再删缓存。"),
        ("a.md", 3, "读多写少时可以用旁路缓存（Cache Aside）。"),
    ]


def test_no_more_are_given_than_asked_for(base: KnowledgeBase) -> None:
    assert [source for source, _, _ in _said(base, "旁路缓存", limit=1)] == ["b.md"]


def test_a_name_of_two_scripts_is_found(base: KnowledgeBase) -> None:
    assert _said(base, "B+树") == [("b.md", 7, "B+ 树的叶子相连。")]


def test_a_heading_is_given_where_nothing_below_names_the_concept(base: KnowledgeBase) -> None:
    assert _said(base, "LSM 树") == [("b.md", 9, "## LSM 树")]
