"""What the command line says on a terminal, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import RelationType

SHOWN_PLACES = 5
"""How many of the other places of a passage a screen shows."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The words of one language; those with braces are filled in by ``str.format``."""

    tag: str
    """What HTML calls the language."""
    question: str
    not_found: str
    nearest: str
    nothing_near: str
    also_in: str
    places_in_all: str
    """After the first places, where there are more."""
    colon: str
    comma: str
    quotes: tuple[str, str]
    aliases: tuple[str, str]
    """What stands before and after a concept's other names."""
    concept_counts: str
    together: str
    mentioned: str
    same_concept: str
    not_linked: str
    kinds: Mapping[str, str]
    """By kind of duplicate group."""
    similarity: str
    duplicates: str
    no_duplicates: str
    furniture: str
    no_furniture: str
    whole_furniture: str
    show_all: str
    more_notes: str
    more_copies: str
    conflicts: str
    no_conflicts: str
    more_conflicts: str
    conflict_reasons: Mapping[str, str]
    """By reason of a conflict: what else the second sentence says."""
    furniture_reasons: Mapping[str, str]
    """By the reason of a ``Dropped`` span, a ``DropReason``."""
    exported: str
    ingested: str
    failed: str
    """The part of ``ingested`` that stands there only if a file failed."""
    renamed: str
    """The part that stands there only if notes came from another path than before."""
    left_out: str
    """The part that stands there only if notes were found that the user had removed."""
    stages: Mapping[str, str]
    embedding: str
    status: tuple[str, ...]
    """Of notes, passages, concepts, relations, duplicates, model, size, folder."""
    contradictions: str
    """Ahead of names and relations that the notes give in ways that cannot all be right."""
    relations: Mapping[RelationType, str]

    def worded(self, line: str) -> str:
        """Put the relations that a line names by their keys, ``BN improves ReLU``, into words."""
        for relation, word in self.relations.items():
            line = line.replace(f" {relation} ", f" {word} ")
        return line


CHINESE = Messages(
    tag="zh-CN",
    question="问：",
    not_found="笔记里没有答案。",
    nearest="最接近的几处（不是答案）：",
    nothing_near="换个说法再问，或用 zhitu ingest 加入更多笔记。",
    also_in="也见于 ",
    places_in_all="等 {count} 处",
    colon="：",
    comma="、",
    quotes=("“", "”"),
    aliases=("（", "）"),
    concept_counts="{passages} 段提到",
    together="常在一起：{names}",
    mentioned="提到它的句子：",
    same_concept="这两个名字是同一个概念：{name}",
    not_linked="没有找到从 {first} 到 {last} 的联系。",
    kinds={"exact": "完全相同", "near": "近似", "partial": "部分相同"},
    similarity="相似度",
    duplicates="重复的段落（{count} 组）",
    no_duplicates="没有重复的段落。",
    furniture="页面杂物（{count} 处，不参与检索）",
    no_furniture="没有页面杂物。",
    whole_furniture="加 --furniture 逐条列出",
    show_all="全部列出",
    more_notes="另有 {count} 篇笔记",
    more_copies="另有 {count} 处：",
    conflicts="只差一处、说法不同的句子（{count} 对，不算重复）",
    no_conflicts="没有只差一处、说法不同的句子。",
    more_conflicts="另有 {count} 对；加 --json 或 --html FILE 查看全部",
    conflict_reasons={"negation": "肯定与否定", "number": "数字不同", "concept": "概念不同"},
    furniture_reasons={
        "navigation": "导航",
        "date or author line": "日期或作者",
        "counter": "计数",
        "label line": "标签栏",
        "licence line": "版权声明",
        "prompt": "操作提示",
        "advertisement": "广告",
        "links": "链接",
        "image placeholder": "图片占位",
        "recommendations or comments": "推荐或评论",
        "noise": "防复制乱码",
        "isolated line": "零散短行",
        "repeated line": "重复的行",
        "front matter": "文件头信息",
        "outside the main content": "正文之外",
        "repeated on other pages": "多页共有",
    },
    exported="已写入 {out}",
    ingested=(
        "新增 {added}，更新 {changed}{renamed}，移除 {removed}，未变 {unchanged}{failed}；"
        "共 {passages} 段，用时 {seconds:.1f} 秒"
    ),
    stages={
        "read": "读取笔记",
        "clean": "清洗分段",
        "concepts": "发现概念",
        "relations": "抽取关系",
        "duplicates": "查找重复",
        "embed": "计算向量",
        "index": "建立索引",
    },
    failed="，失败 {failed}",
    renamed="，改名 {count}",
    left_out="，{count} 篇以前移除过、没有加入（直接指定文件就能加回来）",
    embedding="{done}/{total} 段 · {rate:.1f} 段/秒 · 还需 {minutes}:{seconds:02}",
    status=("笔记", "段落", "概念", "关系", "重复组", "模型", "大小", "位置"),
    contradictions="互相矛盾之处",
    relations={
        RelationType.MITIGATES: "缓解",
        RelationType.CAUSES: "导致",
        RelationType.IMPROVES: "改进",
        RelationType.IS_A: "是一种",
        RelationType.PART_OF: "组成部分",
        RelationType.USES: "使用",
        RelationType.CONTRASTS: "对比",
        RelationType.RELATED: "相关",
    },
)

ENGLISH = Messages(
    tag="en",
    question="Q: ",
    not_found="The notes hold no answer.",
    nearest="The nearest passages (not an answer):",
    nothing_near="Ask in other words, or add notes with zhitu ingest.",
    also_in="also in ",
    places_in_all="({count} in all)",
    colon=": ",
    comma=", ",
    quotes=("“", "”"),
    aliases=(" (", ")"),
    concept_counts="in {passages} passages",
    together="together with {names}",
    mentioned="Sentences that name it:",
    same_concept="Both names are of one concept: {name}",
    not_linked="Found no link from {first} to {last}.",
    kinds={"exact": "exact", "near": "near", "partial": "partial"},
    similarity="similarity",
    duplicates="Copies ({count} groups)",
    no_duplicates="No passages are copies.",
    furniture="Page furniture ({count} places, left out of the search)",
    no_furniture="No page furniture.",
    whole_furniture="--furniture lists every one",
    show_all="Show all",
    more_notes="and {count} more notes",
    more_copies="and {count} more:",
    conflicts="Sentences that differ in one point ({count} pairs, no copies)",
    no_conflicts="No sentences differ in one point only.",
    more_conflicts="and {count} more; --json or --html FILE gives them all",
    conflict_reasons={
        "negation": "another negation",
        "number": "another number",
        "concept": "another concept",
    },
    furniture_reasons={reason: reason for reason in CHINESE.furniture_reasons},
    exported="Wrote {out}",
    ingested=(
        "{added} added, {changed} changed{renamed}, {removed} removed, "
        "{unchanged} unchanged{failed}; {passages} passages, {seconds:.1f} s"
    ),
    stages={
        "read": "reading notes",
        "clean": "cleaning",
        "concepts": "finding concepts",
        "relations": "finding relations",
        "duplicates": "finding copies",
        "embed": "embedding",
        "index": "indexing",
    },
    failed=", {failed} failed",
    renamed=", {count} renamed",
    left_out=", {count} left out as they were removed (name a file itself to add it)",
    embedding="{done}/{total} passages · {rate:.1f} passages/s · {minutes}:{seconds:02} left",
    status=(
        "notes",
        "passages",
        "concepts",
        "relations",
        "duplicate groups",
        "model",
        "size",
        "folder",
    ),
    contradictions="Contradictions",
    relations={relation: relation.replace("_", " ") for relation in RelationType},
)

LANGUAGES: Mapping[str, Messages] = {"zh": CHINESE, "en": ENGLISH}
"""By the value of ``--lang`` and ``ZHITU_LANG``."""


def say_size(size_bytes: int) -> str:
    """Give a size in the unit that keeps it short, with a decimal above bytes: ``3.1 KB``."""
    size, unit = float(size_bytes), "B"
    for larger in ("KB", "MB", "GB"):
        if size < 999.95:
            break
        size, unit = size / 1000, larger
    return f"{size:.1f} {unit}" if unit != "B" else f"{size_bytes} B"
