"""What the pages of duplicates and of notes say, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """The words of one language; those with braces are filled in by ``str.format``."""

    views: tuple[str, str]
    """What is a copy, and what was judged to be none."""
    kind: str
    note: str
    any_note: str
    part: str
    canonical: str
    copy: str
    same_text: str
    apart: str
    apart_help: str
    rejoin: str
    keep: str
    keep_help: str
    judged: str
    rejoined: str
    kept: str
    none_apart: str
    nothing_left: str
    download: str
    report: str
    pack: str
    pack_help: str
    packing: str
    zip: str
    totals: str
    add: str
    upload: str
    choose_files: str
    limits: str
    """Of an uploaded file; in the place of Streamlit's own words."""
    upload_help: str
    folder: str
    folder_help: str
    ingest: str
    nothing_named: str
    building: str
    embedding: str
    log_read: str
    log_skipped: str
    ingested: str
    left_out: str
    """Ahead of notes that were removed before and so not added."""
    skipped: str
    table: tuple[str, str, str, str]
    """Note, characters, format, dropped spans."""
    look: str
    about: str
    dropped: str
    none_dropped: str
    cleaning: str
    dropped_alone: str
    remove: str
    remove_upload: str
    remove_file: str
    removed: str
    back: str
    welcome: str
    welcome_help: str
    build: str


_CHINESE = LibraryWords(
    views=("重复", "不是重复"),
    kind="种类",
    note="笔记",
    any_note="全部笔记",
    part="第几页，共 {count} 页",
    canonical="保留",
    copy="副本",
    same_text="{count} 处文字一样",
    apart="不是重复",
    apart_help="今后分开看待：回答里分别引用，整理版里都保留",
    rejoin="撤销",
    keep="改留这一处",
    keep_help="整理版里保留这一处，去掉其余的",
    judged="记下了：不是重复。回答和整理版都会按此处理。",
    rejoined="撤销了：又算作重复。",
    kept="记下了：整理版里保留 {note} 的这一处。",
    none_apart="还没有判断过哪些不是重复。",
    nothing_left="没有这样的重复。",
    download="下载",
    report="重复报告（网页）",
    pack="打包整理版",
    pack_help="去掉页面杂物、每段只留一处的笔记；用 zhitu duplicates --restore 能还原",
    packing="正在打包整理版……",
    zip="下载整理版（zip，{size}）",
    totals="{notes} 篇笔记 · {passages} 段 · {concepts} 个概念 · {relations} 条关系",
    add="加入笔记",
    upload="上传文件",
    choose_files="选择文件",
    limits="文本、Markdown 不超过 {text} MB，HTML 不超过 {page} MB；也可以拖到这里",
    upload_help="存在知识库自己的 uploads/ 里。",
    folder="或者填文件夹、文件的路径",
    folder_help="这台机器上的；变了的更新，没变的跳过，没了的移除。",
    ingest="加入",
    nothing_named="先选文件，或填一个路径。",
    building="正在建知识库",
    embedding="计算向量：{done}/{total} 段",
    log_read="读了 {count} 篇：{note}",
    log_skipped="跳过：{reason}",
    ingested=(
        "新增 {added}，更新 {changed}{renamed}，移除 {removed}，未变 {unchanged}；"
        "共 {passages} 段。"
    ),
    left_out="以前移除过，没有加入",
    skipped="跳过了 {reason}",
    table=("笔记", "字数", "格式", "删去几处"),
    look="看一篇笔记，和清洗掉了什么",
    about="{characters:,} 字 · {format} · {encoding} · {path}",
    dropped="清洗掉 {count} 处：{reasons}",
    none_dropped="没有页面杂物，全文都参与检索。",
    cleaning="划线的是页面杂物，不参与检索；前面标着原因。",
    dropped_alone="只看清洗掉的",
    remove="移除",
    remove_upload="这是上传的笔记：连同知识库里存的文件一起删掉。",
    remove_file=(
        "只从知识库移除，文件不动。以后加入它的文件夹也会跳过它；"
        "直接加入这个文件，或在下面点「加回来」，它就回来。"
    ),
    removed="移除过的笔记",
    back="加回来",
    welcome="还没有知识库",
    welcome_help="先用自带的示例笔记试一试，也可以直接上传自己的笔记。一切都在这台机器上。",
    build="用示例笔记建一个",
)

_ENGLISH = LibraryWords(
    views=("Copies", "Not copies"),
    kind="Kind",
    note="Note",
    any_note="All notes",
    part="Page, of {count}",
    canonical="Kept",
    copy="Copy",
    same_text="the same text in {count} places",
    apart="Not a copy",
    apart_help="From now on both stand: cited apart in answers, left in the clean copy",
    rejoin="Undo",
    keep="Keep this one",
    keep_help="The clean copy keeps this one and leaves the others out",
    judged="Noted: no copies. Answers and the clean copy heed it.",
    rejoined="Undone: copies again.",
    kept="Noted: the clean copy keeps the one in {note}.",
    none_apart="Nothing is judged to be no copy yet.",
    nothing_left="No such copies.",
    download="Download",
    report="Report of copies (HTML)",
    pack="Pack the clean copy",
    pack_help="The notes without page furniture and copies; zhitu duplicates --restore undoes it",
    packing="Packing the clean copy…",
    zip="Download the clean copy (zip, {size})",
    totals="{notes} notes · {passages} passages · {concepts} concepts · {relations} relations",
    add="Add notes",
    upload="Upload files",
    choose_files="Choose files",
    limits="Text and Markdown up to {text} MB, HTML up to {page} MB; or drop them here",
    upload_help="Kept in the knowledge base's folder uploads/.",
    folder="Or give the path of a folder or file",
    folder_help="On this machine: what changed is updated, what is gone is removed.",
    ingest="Add",
    nothing_named="Choose files first, or give a path.",
    building="Building the knowledge base",
    embedding="embedding: {done}/{total} passages",
    log_read="read {count}: {note}",
    log_skipped="skipped: {reason}",
    ingested=(
        "{added} added, {changed} changed{renamed}, {removed} removed, {unchanged} unchanged; "
        "{passages} passages."
    ),
    left_out="Removed before, and left out",
    skipped="Skipped {reason}",
    table=("Note", "Characters", "Format", "Spans dropped"),
    look="Look at a note and at what cleaning dropped",
    about="{characters:,} characters · {format} · {encoding} · {path}",
    dropped="{count} spans dropped: {reasons}",
    none_dropped="No page furniture: all of it is searched.",
    cleaning="Struck through is page furniture, left out of the search, with its reason before it.",
    dropped_alone="Only what was dropped",
    remove="Remove",
    remove_upload="This note was uploaded: its file in the knowledge base is deleted as well.",
    remove_file=(
        "Only out of the knowledge base; the file stays. Adding its folder leaves it out, too; "
        "adding the file itself, or “Add back” below, brings it back."
    ),
    removed="Notes that were removed",
    back="Add back",
    welcome="No knowledge base yet",
    welcome_help=(
        "Try the bundled notes first, or upload your own. All of it stays on this machine."
    ),
    build="Build one from the bundled notes",
)

LIBRARY_WORDS: Mapping[str, LibraryWords] = {"zh": _CHINESE, "en": _ENGLISH}
"""By language, as in ``search.messages.LANGUAGES``."""
