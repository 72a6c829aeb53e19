"""Saved web pages -> the whole page as Markdown-like text, and what lies outside its main content.

trafilatura judges what the main content is, markdownify renders the page, and the two are aligned
line by line. Measured on the five pages of ``tests/notes/html``, in letters and digits (1,086 of
content, 551 of furniture): trafilatura 2.3.1 keeps 1,065 and lets 22 through, magic-html 0.1.8,
which needs Python 3.12, keeps 1,054 and lets 6 through; the alignment keeps 1,086 and lets 22
through.
"""

import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import trafilatura
from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import Comment, NavigableString, Tag
from markdownify import MarkdownConverter

from kg.records import Span

# trafilatura warns about each page that it finds nothing in; unhandled, that reaches the terminal.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

# Noncharacters: they set off furniture while the page is rendered, and no page may use them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_NEVER_SHOWN = ("head", "script", "style", "noscript", "template", "iframe", "svg")
_ANCHOR = "a.headerlink, a.anchor"
_REMARK = "aside.admonition, aside.note, aside.tip, aside.warning, aside.callout"
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "form", "button"})
_FURNITURE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search"})
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|sidebar|footer|breadcrumbs?|comments?|comment-list|respond"
    r"|related|recommend\w*|share|copyright|pagination|prenext|toc)(?:$|[-_ ])",
    re.IGNORECASE,
)
_INSIDE_ONLY = frozenset({"li", "td", "th", "dd", "dt"})
_TABLE_PARTS = frozenset({"tbody", "thead", "tfoot", "tr"})
# One box in a cell is an editor's habit, several are a layout.
_LAYOUT = "td h1, td h2, td h3, td div + div, td table, td pre"
_GRAM = 8
_MIN_SHARE = 0.8
_MAX_GAP_LINES = 30
_MAX_HEADING_LINES = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as text."""

    text: str
    """The whole page, without links' addresses and without escapes."""
    outside: tuple[Span, ...]
    """Spans of ``text`` outside the main content, in order; empty where none was made out."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    folded: str
    """Its letters and digits only."""
    heading: bool
    solid: bool
    """It belongs to a table or to fenced code, which extractors tend to lose."""
    furniture: bool
    """The page's own tags call it navigation, comments or the like."""


def read_page(html: str) -> Page:
    """Render a page and find what lies outside its main content.

    A page nested too deeply to be rendered gives its bare text, one line a string. A page
    without content that can be told from the rest has nothing outside.
    """
    with warnings.catch_warnings():
        # A page that looks like XML or like a file's name is a page all the same.
        warnings.simplefilter("ignore", UnusualUsageWarning)
        # NUL ends libxml2's input, and the marks must be ours alone.
        soup = BeautifulSoup(re.sub("[\0\ufdd0\ufdd1]", "", html), "lxml")
    _keep_formulas(soup)
    for element in [*soup(_NEVER_SHOWN), *soup.select(_ANCHOR)]:
        element.extract()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for remark in soup.select(_REMARK):
        remark.name = "div"
    # Without favor_recall: it keeps no more of the five pages and lets 80 of furniture through.
    content = trafilatura.extract(str(soup), include_comments=False) or ""
    _open_layout_tables(soup)
    _mark_furniture(soup)
    text, marked = _take_marks(_render(soup))
    lines = list(_lines(text, marked))
    main = _main_lines(lines, content)
    return Page(text, _spans_outside(lines, main) if any(main) else ())


def _keep_formulas(soup: BeautifulSoup) -> None:
    """Put the TeX source where MathJax and KaTeX show their rendering of it."""
    for script in soup.find_all("script", type=re.compile("^math/tex")):
        script.replace_with(f"${script.get_text()}$")
    for note in soup.find_all("annotation", encoding="application/x-tex"):
        formula = note.find_parent(class_="katex") or note.find_parent("math")
        if formula is not None:
            formula.replace_with(f"${note.get_text()}$")


def _open_layout_tables(soup: BeautifulSoup) -> None:
    """Make plain boxes of tables that lay out a page, else the page is one row of a table."""
    for inner in soup.select(_LAYOUT):
        table = inner.find_parent("table")
        if table is None:
            continue
        for part in table.find_all(["tbody", "thead", "tfoot", "tr", "td", "th"]):
            if part.find_parent("table") is table:
                part.name = "div"
        table.name = "div"


def _mark_furniture(soup: BeautifulSoup) -> None:
    # A form or a "menu" class around most of the page is a quirk of its server, not furniture.
    sizes: Counter[int] = Counter()
    for node in reversed(list(soup.descendants)):  # what is inside comes before what holds it
        inside = len(node) if isinstance(node, NavigableString) else sizes[id(node)]
        sizes[id(node.parent)] += inside
    for element in soup.find_all(_is_furniture):
        if element.name in _TABLE_PARTS or sizes[id(element)] > sizes[id(soup)] // 2:
            continue
        if element.name in _INSIDE_ONLY:
            element.insert(0, NavigableString(_OPEN))
            element.append(NavigableString(_CLOSE))
        else:
            element.insert_before(NavigableString(_OPEN))
            element.insert_after(NavigableString(_CLOSE))


def _is_furniture(element: Tag) -> bool:
    if element.name in ("html", "body"):
        return False
    if element.name in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    names = [str(element.get("id") or ""), *(element.get_attribute_list("class") or [])]
    return any(_FURNITURE_NAME.search(name or "") for name in names)


def _render(soup: BeautifulSoup) -> str:
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        strip=["a", "img"],
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
    )
    try:
        rendered = str(converter.convert_soup(soup))
    except RecursionError:
        rendered = "\n".join(soup.stripped_strings)
    return re.sub(r"[ \t]+\n", "\n", rendered)


def _take_marks(rendered: str) -> tuple[str, list[bool]]:
    """Take the marks out: the text, and for each of its lines whether it stood between marks."""
    lines: list[str] = []
    marked: list[bool] = []
    depth = 0
    for line in rendered.split("\n"):
        bare = line.replace(_OPEN, "").replace(_CLOSE, "").rstrip(" \t")
        inner = line.strip(f" \t{_CLOSE}")
        furniture = depth > 0 or inner.startswith(_OPEN) or _opens_item(inner)
        depth = max(0, depth + line.count(_OPEN) - line.count(_CLOSE))
        if not bare and (not lines or not lines[-1]):
            continue
        lines.append(bare)
        marked.append(furniture)
    return "\n".join(lines).rstrip("\n") + "\n", marked


def _opens_item(line: str) -> bool:
    return re.match(rf"(?:[-#>|]+|\d+\.)\s*{_OPEN}", line) is not None


def _lines(text: str, marked: list[bool]) -> Iterator[_Line]:
    """Give the lines that hold letters or digits; those of fenced code with them or not."""
    fenced = False
    texts = text.split("\n")
    starts = accumulate((len(line) + 1 for line in texts), initial=0)
    for line, start, furniture in zip(texts, starts, marked, strict=False):
        fence = line.lstrip().startswith("```")
        solid = fenced or fence or line.startswith("|")
        fenced ^= fence
        if line.strip():
            folded = "".join(filter(str.isalnum, line))
            heading = line.startswith("#") and not solid
            yield _Line(start, start + len(line), folded, heading, solid, furniture)


def _main_lines(lines: list[_Line], content: str) -> list[bool]:
    """Tell for each line whether it is main content."""
    folded = "".join(filter(str.isalnum, content))
    grams = {folded[i : i + _GRAM] for i in range(len(folded) - _GRAM + 1)}
    whole = {"".join(filter(str.isalnum, line)) for line in content.split("\n")}
    main = [_is_extracted(line, grams, whole) for line in lines]
    _fill_gaps(lines, main)
    _take_neighbors(lines, main)
    return main


def _is_extracted(line: _Line, grams: set[str], whole: set[str]) -> bool:
    count = len(line.folded) - _GRAM + 1
    if count < 1:
        # So few characters match by chance: only a line of its own, outside marked furniture.
        return bool(line.folded) and line.folded in whole and not line.furniture
    found = sum(line.folded[i : i + _GRAM] in grams for i in range(count))
    return found >= _MIN_SHARE * count


def _fill_gaps(lines: list[_Line], main: list[bool]) -> None:
    """Count what stands between two near lines of the main content as main, unless marked."""
    kept = [i for i, is_main in enumerate(main) if is_main]
    for before, after in pairwise(kept):
        gap = range(before + 1, after)
        if sum(not lines[i].solid for i in gap) <= _MAX_GAP_LINES:
            for i in gap:
                main[i] = not lines[i].furniture


def _take_neighbors(lines: list[_Line], main: list[bool]) -> None:
    """Add the heading before the main content, and the code or table that ends it."""
    if not any(main):
        return
    first = main.index(True)
    for i in range(first - 1, max(-1, first - 1 - _MAX_HEADING_LINES), -1):
        if lines[i].heading and not lines[i].furniture:
            main[i] = True
            break
    last = len(main) - 1 - main[::-1].index(True)
    while last + 1 < len(main) and lines[last + 1].solid and not lines[last + 1].furniture:
        last += 1
        main[last] = True


def _spans_outside(lines: list[_Line], main: list[bool]) -> tuple[Span, ...]:
    """Join neighboring lines that are not main into spans."""
    spans: list[Span] = []
    joins = False
    for line, is_main in zip(lines, main, strict=True):
        if not is_main:
            start = spans.pop().start if joins else line.start
            spans.append(Span(start, line.end))
        joins = not is_main
    return tuple(spans)
