"""What the page says, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one language; those with braces are filled in by ``str.format``."""

    pages: tuple[str, str, str, str]
    """Titles: ask, concepts, duplicates, notes."""
    tagline: str
    question: str
    placeholder: str
    examples: str
    history: str
    leading: str
    loading: str
    searching: str
    found: str
    missing: str
    missing_help: str
    nearest: str
    line: str
    lines: str
    in_note: str
    whole: str
    concepts: str
    no_concepts: str
    explore: str
    aliases: str
    concept: str
    concept_placeholder: str
    counts: str
    unknown: str
    nearest_names: str
    depth: str
    filter: str
    graph_help: str
    graph_alt: str
    zoom: tuple[str, str, str]
    """What the buttons of a graph do: nearer, further, all of it."""
    typed: str
    """In the place of Streamlit's own words: look for a name as it is typed."""
    no_match: str
    """As well: nothing in a list is like what is typed."""
    no_edge: str
    elsewhere: str
    """How many edges of a relation there are around a concept that has none itself."""
    no_further: str
    more: str
    overview_alt: str
    overview_help: str
    no_concept: str
    equated: str
    mentioned: str
    steps: str
    pick: str
    communities: str
    community: str
    alone: str
    no_neighbors: str
    path: str
    path_from: str
    path_to: str
    page: str
    error: str
    rebuild: str
    rebuild_help: str


_CHINESE = PageWords(
    pages=("提问", "概念", "去重", "笔记"),
    tagline="从自己的笔记里找答案，每句都有出处",
    question="问题",
    placeholder="问点什么，按回车",
    examples="笔记里问过的：",
    history="这次问过的：",
    leading="笔记里的主要概念：",
    loading="正在加载语言模型，第一次要几秒……",
    searching="正在笔记里找……",
    found="{count} 处出处，用时 {seconds:.2f} 秒",
    missing="你的笔记里没有这个答案",
    missing_help="换个说法再问，或在「笔记」页加入更多笔记。",
    nearest="下面是最接近的几处，不是答案。",
    line="第 {first} 行",
    lines="第 {first}–{last} 行",
    in_note="在笔记中看",
    whole="整段",
    concepts="问题里的概念",
    no_concepts="问题里没有笔记中出现过的概念。",
    explore="看概念「{name}」",
    aliases="又叫",
    concept="概念",
    concept_placeholder="输入一个概念的任何一个名字：中文、英文或缩写",
    counts="{passages} 段提到",
    unknown="笔记里没有叫「{name}」的概念。",
    nearest_names="是不是想找：",
    depth="几步以内",
    filter="关系",
    graph_help="点圆点走到那个概念，点连线看原句；按住拖动，点一下图再用滚轮缩放。",
    graph_alt="{name} 周围的概念图谱，{count} 个概念；旁边的文字列出同样的关系",
    zoom=("放大", "缩小", "看全图"),
    typed="按输入的名字找",
    no_match="没有相近的",
    no_edge="点图里的一条线，或下面的一个概念，看笔记里的原句。",
    elsewhere="周围 {count}",
    no_further="选中的关系走不到更远的概念；把别的关系也选上，就会画出来。",
    more="另外 {count} 个",
    overview_alt="{count} 个有关系的概念的图谱，一团是一组常在一起的概念；旁边列出最大的几组",
    overview_help="一团是一组常在一起的概念；点圆点走到那个概念，按住拖动，点一下图再用滚轮缩放。",
    no_concept="笔记里还没有找到概念；加入更多笔记后再来看。",
    equated="笔记在哪里说这些是同一个概念",
    mentioned="提到它的句子",
    steps="{count} 步以内",
    pick="选一个概念",
    communities="常在一起的概念",
    community="{count} 个概念",
    alone="没有关系、图里不画的 {count} 个",
    no_neighbors="笔记没有说它和别的概念有什么关系。",
    path="两个概念怎样相连",
    path_from="从",
    path_to="到",
    page="页面",
    error="没有成功：{reason}",
    rebuild="重新建一个",
    rebuild_help="会从这些文件夹重新读取笔记：{folders}",
)

_ENGLISH = PageWords(
    pages=("Ask", "Concepts", "Duplicates", "Notes"),
    tagline="Answers from your own notes, each with its place",
    question="Question",
    placeholder="Ask something and press Enter",
    examples="The notes ask:",
    history="Asked before:",
    leading="The main concepts:",
    loading="Loading the language model; the first time takes seconds…",
    searching="Searching the notes…",
    found="{count} citations in {seconds:.2f} s",
    missing="Your notes don't answer this",
    missing_help="Ask in other words, or add notes on the page “Notes”.",
    nearest="Below are the nearest passages; they are not an answer.",
    line="line {first}",
    lines="lines {first}–{last}",
    in_note="Show in note",
    whole="Whole passage",
    concepts="Concepts of the question",
    no_concepts="The question names no concept of the notes.",
    explore="Explore “{name}”",
    aliases="also called",
    concept="Concept",
    concept_placeholder="Any name of a concept: Chinese, English or short",
    counts="in {passages} passages",
    unknown="The notes have no concept “{name}”.",
    nearest_names="Did you mean:",
    depth="Steps",
    filter="Relations",
    graph_help=(
        "Click a dot to go to that concept, a line to read its sentences; "
        "drag to move, click the graph and scroll to zoom."
    ),
    graph_alt="Concepts around {name}, {count} in all; the text beside it lists the relations",
    zoom=("Zoom in", "Zoom out", "Show all"),
    typed="Look for the name as typed",
    no_match="Nothing like it",
    no_edge="Click a line of the graph, or a concept below, to read the sentences of the notes.",
    elsewhere="{count} around",
    no_further="The chosen relations lead no further; choose others, too, to see more.",
    more="{count} more",
    overview_alt=(
        "The {count} concepts that have relations, a disc a community; "
        "the largest are listed beside it"
    ),
    overview_help=(
        "A disc holds concepts that go together. Click a dot to go to that concept; "
        "drag to move, click the graph and scroll to zoom."
    ),
    no_concept="No concepts were found; add more notes, and they will grow out of them.",
    equated="Where the notes say that these are one concept",
    mentioned="Sentences that name it",
    steps="≤ {count} steps",
    pick="Choose a concept",
    communities="Concepts that go together",
    community="{count} concepts",
    alone="{count} without relations, not drawn",
    no_neighbors="The notes tell of no relation to another concept.",
    path="How two concepts are linked",
    path_from="From",
    path_to="To",
    page="Page",
    error="That did not work: {reason}",
    rebuild="Build it anew",
    rebuild_help="The notes are read again from: {folders}",
)

PAGE_WORDS: Mapping[str, PageWords] = {"zh": _CHINESE, "en": _ENGLISH}
"""By language, as in ``search.messages.LANGUAGES``."""
LANGUAGE_NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}
