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
    loading: str
    searching: str
    found: str
    missing: str
    missing_help: str
    nearest: str
    lines: str
    in_note: str
    whole: str
    concepts: str
    no_concepts: str
    explore: str
    aliases: str
    evidence: str
    concept: str
    concept_placeholder: str
    counts: str
    unknown: str
    nearest_names: str
    depth: str
    filter: str
    graph_help: str
    graph_alt: str
    neighbors: str
    no_neighbors: str
    path: str
    path_from: str
    path_to: str
    kind: str
    in_notes: str
    groups: str
    canonical: str
    copy: str
    totals: str
    notes_table: tuple[str, str, str, str]
    """Note, characters, format, dropped spans."""
    part: str
    look: str
    open: str
    cleaning: str
    add: str
    upload: str
    upload_help: str
    folder: str
    folder_help: str
    ingest: str
    remove: str
    remove_help: str
    ingested: str
    skipped: str
    welcome: str
    welcome_help: str
    build: str
    building: str
    embedding: str
    done: str
    page: str
    error: str


_CHINESE = PageWords(
    pages=("提问", "概念", "去重", "笔记"),
    tagline="从自己的笔记里找答案，每句都有出处",
    question="问题",
    placeholder="问点什么，按回车，例如：BN 为什么能缓解梯度消失？",
    examples="笔记里问过的：",
    history="这次问过的：",
    loading="正在载入语言模型，第一次要几秒……",
    searching="正在笔记里找……",
    found="{count} 处出处，用时 {seconds:.2f} 秒",
    missing="你的笔记里没有这个答案",
    missing_help="换个说法再问，或在「笔记」页加入更多笔记。下面是最接近的几处，不是答案。",
    nearest="最接近的几处",
    lines="第 {first}–{last} 行",
    in_note="在笔记中看",
    whole="整段",
    concepts="问题里的概念",
    no_concepts="问题里没有笔记认识的概念。",
    explore="看概念「{name}」",
    aliases="又叫",
    evidence="出处",
    concept="概念",
    concept_placeholder="输入任何一个名字，如 批归一化、BN、Batch Normalization",
    counts="{passages} 段提到",
    unknown="笔记里没有叫「{name}」的概念。",
    nearest_names="是不是想找：",
    depth="几步以内",
    filter="关系",
    graph_help="点一个圆点就走到那个概念；滚轮缩放，按住拖动。",
    graph_alt="{name} 周围的概念图，{count} 个概念；下面的文字列出同样的关系",
    neighbors="相邻的概念",
    no_neighbors="笔记没有说它和别的概念有什么关系。",
    path="两个概念怎样相连",
    path_from="从",
    path_to="到",
    kind="种类",
    in_notes="笔记",
    groups="{count} 组重复",
    canonical="原文",
    copy="副本",
    totals="{notes} 篇笔记 · {passages} 段 · {concepts} 个概念 · {relations} 条关系",
    notes_table=("笔记", "字数", "格式", "删去几处"),
    part="第几页",
    open="打开",
    look="打开一篇笔记，看清洗掉了什么",
    cleaning="划线的是页面杂物，不参与检索；指着它看原因。",
    add="加入笔记",
    upload="上传文件",
    upload_help=".txt .md .html，每个不超过 20 MB；存在知识库自己的 uploads/ 里。",
    folder="或者填一个文件夹的路径",
    folder_help="这台机器上的文件夹；变了的更新，没变的跳过，没了的移除。",
    ingest="加入",
    remove="移除这篇",
    remove_help="它不是上传的；把文件移走，再加入一次它的文件夹 {root}，就会移除。",
    ingested="新增 {added}，更新 {changed}，移除 {removed}，未变 {unchanged}；共 {passages} 段。",
    skipped="跳过了：{reason}",
    welcome="还没有知识库",
    welcome_help="先用自带的示例笔记试一试，也可以直接上传自己的笔记。一切都在这台机器上。",
    build="用示例笔记建一个",
    building="正在建知识库",
    embedding="计算向量：{done}/{total} 段",
    done="好了",
    page="页面",
    error="没有成功：{reason}",
)

_ENGLISH = PageWords(
    pages=("Ask", "Concepts", "Duplicates", "Notes"),
    tagline="Answers from your own notes, each with its place",
    question="Question",
    placeholder="Ask something and press Enter",
    examples="The notes ask:",
    history="Asked before:",
    loading="Loading the language model; the first time takes seconds…",
    searching="Searching the notes…",
    found="{count} citations in {seconds:.2f} s",
    missing="Your notes don't answer this",
    missing_help=(
        "Ask in other words, or add notes on the page “Notes”. "
        "Below are the nearest passages; they are not an answer."
    ),
    nearest="The nearest passages",
    lines="lines {first}–{last}",
    in_note="Show in note",
    whole="Whole passage",
    concepts="Concepts of the question",
    no_concepts="The question names no concept of the notes.",
    explore="Explore “{name}”",
    aliases="also called",
    evidence="Evidence",
    concept="Concept",
    concept_placeholder="Any name, such as BN or Batch Normalization",
    counts="in {passages} passages",
    unknown="The notes have no concept “{name}”.",
    nearest_names="Did you mean:",
    depth="Steps",
    filter="Relations",
    graph_help="Click a dot to go to that concept; scroll to zoom, drag to move.",
    graph_alt="Concepts around {name}, {count} in all; the text below lists the same relations",
    neighbors="Neighbouring concepts",
    no_neighbors="The notes tell of no relation to another concept.",
    path="How two concepts are linked",
    path_from="From",
    path_to="To",
    kind="Kind",
    in_notes="Note",
    groups="{count} groups of copies",
    canonical="Original",
    copy="Copy",
    totals="{notes} notes · {passages} passages · {concepts} concepts · {relations} relations",
    notes_table=("Note", "Characters", "Format", "Spans dropped"),
    part="Page",
    open="Open",
    look="Open a note and see what cleaning dropped",
    cleaning="Struck through is page furniture, left out of the search; point at it for the why.",
    add="Add notes",
    upload="Upload files",
    upload_help=".txt .md .html, at most 20 MB each; kept in uploads/ of the knowledge base.",
    folder="Or give the path of a folder",
    folder_help="A folder on this machine: what changed is updated, what is gone is removed.",
    ingest="Add",
    remove="Remove this note",
    remove_help="It was not uploaded; move its file away and add its folder {root} once more.",
    ingested=(
        "{added} added, {changed} changed, {removed} removed, {unchanged} unchanged; "
        "{passages} passages."
    ),
    skipped="Skipped: {reason}",
    welcome="No knowledge base yet",
    welcome_help=(
        "Try the bundled notes first, or upload your own. All of it stays on this machine."
    ),
    build="Build one from the bundled notes",
    building="Building the knowledge base",
    embedding="embedding: {done}/{total} passages",
    done="Done",
    page="Page",
    error="That did not work: {reason}",
)

PAGE_WORDS: Mapping[str, PageWords] = {"zh": _CHINESE, "en": _ENGLISH}
"""By language, as in ``search.messages.LANGUAGES``."""
LANGUAGE_NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}
