"""The Obsidian folder: one note a concept, with links and quotes."""

from pathlib import Path

import pytest

from kg.export import export
from kg.records import Evidence, RelationType
from tests.sample_graph import make_graph


def test_obsidian_links_and_quotes(tmp_path: Path) -> None:
    export(make_graph(), "obsidian", tmp_path / "vault")
    assert sorted(path.name for path in (tmp_path / "vault").iterdir()) == [
        "BN.md",
        "Re_LU_ & _1.md",
        "孤立.md",
        "梯度消失.md",
    ]
    assert (tmp_path / "vault" / "BN.md").read_text(encoding="utf-8") == (
        "---\n"
        'aliases: ["批归一化", "Batch \\"Norm\\"; v2"]\n'
        "---\n"
        "# BN\n"
        "\n"
        "- mitigates → [[梯度消失]]\n"
        "  > BN 缓解梯度消失；见 \\<图 1\\> \\& \\[\\[表\\]\\]。\n"
        "  > （notes/a.md:3）\n"
        "\n"
        "- causes → [[梯度消失]]\n"
        "  > BN 缓解梯度消失；见 \\<图 1\\> \\& \\[\\[表\\]\\]。\n"
        "  > （notes/a.md:3）\n"
        "\n"
        "- related — [[Re_LU_ & _1]]\n"
        "  > BN 之后\n"
        "  > ReLU\n"
        "  > （b.md:7）\n"
        "\n"
        "  > BN 缓解梯度消失；见 \\<图 1\\> \\& \\[\\[表\\]\\]。\n"
        "  > （notes/a.md:3）\n"
    )
    assert "- mitigates ← [[BN]]\n" in (tmp_path / "vault" / "梯度消失.md").read_text("utf-8")
    renamed = (tmp_path / "vault" / "Re_LU_ & _1.md").read_text("utf-8")
    assert renamed.startswith('---\naliases: ["Re<LU> & \\u000b#1"]\n---\n')


def test_obsidian_names_relations_in_the_words_it_is_given(tmp_path: Path) -> None:
    words = {RelationType.MITIGATES: "缓解"}
    export(make_graph(), "obsidian", tmp_path / "vault", words=words)
    shown = (tmp_path / "vault" / "BN.md").read_text(encoding="utf-8")
    assert "- 缓解 → [[梯度消失]]\n" in shown
    assert "- causes → [[梯度消失]]\n" in shown


SHOWN = {
    "    # HPA <unknown> 与 [x](y)": "\\# HPA \\<unknown\\> 与 \\[x\\](y)",
    "12. 第一 - 第二": "12\\. 第一 - 第二",
    "$a_i$ 和 *b*": "\\$a\\_i\\$ 和 \\*b\\*",
    "- C:\\a 与 1.5": "\\- C:\\\\a 与 1.5",
}


@pytest.mark.parametrize("said", SHOWN)
def test_obsidian_shows_what_a_note_says_as_it_stands(tmp_path: Path, said: str) -> None:
    graph = make_graph()
    for *_, edge in graph.edges(data=True):
        edge["evidence"] = (Evidence("a_b.md", 3, 0, len(said), said, "BN 的优点"),)
    export(graph, "obsidian", tmp_path / "vault")
    shown = f"- mitigates → [[梯度消失]]\n  > {SHOWN[said]}\n  > （a\\_b.md:3 › BN 的优点）\n"
    assert shown in (tmp_path / "vault" / "BN.md").read_text(encoding="utf-8")
