"""Results as people read them: colored and wrapped on a terminal, plain in a pipe.

Notes are other people's text: whatever in them would steer the terminal is left out, and nothing
in them is markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.neighborhood import Hop
from kg.records import Alias, Concept, Evidence, RelationType, Span
from search.hits import Answer, Citation, Neighbor
from search.messages import Messages

_MAX_WIDTH = 100
"""Longer lines are hard to read, on however wide a screen."""
_TAB = " " * 4
_RELATED_IN_FULL = 5
"""How many concepts that only occur together are shown with a sentence; the rest by name."""
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LATIN = "!-\u1fff"
_OPENING, _CLOSING = (
    r"(\[{（【《「『〈“‘〔［｛",
    r",.;:!?)\]}，。！？；：、）】》」』〉”’〕］｝…—～·％",
)
_UNIT = re.compile(rf"[{_OPENING}]*(?:[{_LATIN}]+|.)[{_CLOSING}]*\s*")
"""What no line break parts: a Latin word or one Chinese character, with the marks beside it."""
_MARK, _MATCH, _PLACE, _NAME, _RELATION, _TITLE = (
    "bold cyan",
    "bold yellow",
    "dim",
    "bold green",
    "magenta",
    "bold",
)
_SYMMETRIC = (RelationType.CONTRASTS, RelationType.RELATED)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the caller that nobody reads any more; rich would exit."""
        raise


class Screen:
    """Where results are shown, and in which language."""

    def __init__(
        self,
        file: TextIO,
        messages: Messages,
        *,
        width: int | None = None,
        color: bool | None = None,
    ) -> None:
        """Take a stream.

        Args:
            file: the stream to write to.
            messages: the language.
            width: columns; by default those of the terminal.
            color: whether to color and wrap; by default if ``file`` is a terminal.
        """
        self.messages = messages
        self._console = _Console(
            file=file,
            width=width,
            force_terminal=color,
            color_system="standard" if color else "auto",
            highlight=False,
            markup=False,
            emoji=False,
        )

    def show_answer(self, answer: Answer) -> None:
        """Show the question, its excerpts with citations, and its concepts with neighbors."""
        words = self.messages
        self._put(Text(plain(answer.question), _TITLE), words.question)
        self._put()
        if not answer.found:
            self._put(Text(words.not_found, "bold red"))
            self._put(words.nearest if answer.citations else words.nothing_near)
            self._put()
        for citation in answer.citations:
            self._show_citation(citation, dim=not answer.found)
        for concept in answer.concepts if answer.found else ():
            self._put(self._names(concept.name, concept.aliases))
            self._show_neighbors([near for near in answer.neighbors if near.of == concept.name])
            self._put()

    def show_concept(
        self, concept: Concept, neighbors: Sequence[Neighbor], node: Mapping[str, Any]
    ) -> None:
        """Show a concept's names with what equates them, and all its neighbors.

        Args:
            concept: the concept.
            neighbors: its neighbors.
            node: its attributes in the graph.
        """
        self._put(Text(plain(concept.name), _NAME))
        self._put(Text(self.messages.concept_counts.format(**node), _PLACE), "  ")
        for alias in concept.aliases:
            self._show_alias(alias)
        self._put()
        self._show_neighbors(neighbors)

    def show_path(
        self, first: Concept, last: Concept, hops: Sequence[Hop], concepts: Mapping[str, Concept]
    ) -> None:
        """Show how two concepts are linked, hop by hop, or that they are not.

        Args:
            first: where the path begins.
            last: where it ends.
            hops: the path; empty if there is none, or both are one concept.
            concepts: concepts by id.
        """
        names = {"first": plain(first.name), "last": plain(last.name), "name": plain(first.name)}
        if not hops:
            same = first.id == last.id
            said = self.messages.same_concept if same else self.messages.not_linked
            self._put(said.format(**names))
        for number, hop in enumerate(hops, start=1):
            relation = self.messages.relations[hop.relation]
            link = f" —{relation}— " if hop.relation in _SYMMETRIC else f" —{relation}→ "
            ends = (plain(concepts[end].name) for end in (hop.head, hop.tail))
            head, tail = (Text(name, _NAME) for name in ends)
            self._put(Text.assemble(head, (link, _RELATION), tail), Text(f"{number}. ", _MARK))
            for said_at in hop.evidence[:1]:
                self._show_evidence(said_at, "   ")

    def show_duplicates(self, found: Mapping[str, Any]) -> None:
        """Show what ``search.json_output.duplicates_json`` gives."""
        words = self.messages
        if not found["groups"]:
            self._put(words.no_duplicates)
        for number, group in enumerate(found["groups"], start=1):
            kind = f"{words.kinds[group['kind']]} · {words.similarity} {group['similarity']:.2f}"
            self._put(Text(kind, _RELATION), Text(f"{number}. ", _MARK))
            self._put(Text(_one_line(group["canonical"]["text"])), "   ")
            for copy in (group["canonical"], *group["copies"]):
                self._put(Text(_place(copy["source"], copy["line_start"]), _PLACE), "   ")
        self._put()
        count = len(found["furniture"])
        self._put(
            Text(words.furniture.format(count=count) if count else words.no_furniture, _TITLE)
        )
        for span in found["furniture"]:
            place = Text(
                f"{_place(span['source'], span['line_start'])}  {span['reason']}  ", _PLACE
            )
            self._put(Text.assemble(place, _one_line(span["text"])), "  ")

    def show_status(self, status: Mapping[str, Any]) -> None:
        """Show what ``search.json_output.status_json`` gives."""
        relations = self.messages.comma.join(
            f"{self.messages.relations[RelationType(name)]} {count}"
            for name, count in status["relation_types"].items()
        )
        left, right = self.messages.aliases
        values = (
            status["notes"],
            status["passages"],
            status["concepts"],
            f"{status['relations']}{left}{relations}{right}" if relations else 0,
            status["duplicate_groups"],
            f"{status['model']}{left}{status['dimension']}{right}",
            f"{status['size_bytes'] / 1_000_000:.1f} MB",
            status["folder"],
        )
        widest = max(map(cell_len, self.messages.status))
        for label, value in zip(self.messages.status, values, strict=True):
            padding = " " * (widest - cell_len(label) + 2)
            self._put(plain(str(value)), Text(label + padding, _MARK))
        if status["contradictions"]:
            self._put(Text(self.messages.contradictions, _TITLE))
        for line in status["contradictions"]:
            self._put(_one_line(line), "  ")

    def show_line(self, line: str) -> None:
        """Show a line of our own."""
        self._put(plain(line))

    def _show_citation(self, citation: Citation, *, dim: bool) -> None:
        excerpt = _marked(citation.excerpt, citation.matches)
        mark = f"[{citation.rank}] "
        self._put(excerpt, Text(mark, _PLACE if dim else _MARK))
        indent = " " * len(mark)
        place = Text(_place(citation.source, citation.line_start, citation.line_end), "cyan")
        above = " › ".join(map(_one_line, citation.heading))
        self._put(Text.assemble(place, (f"  {above}" if above else "", _PLACE)), indent)
        if citation.also_in:
            places = self.messages.comma.join(
                _place(other.source, other.line_start) for other in citation.also_in
            )
            self._put(Text(f"{self.messages.also_in}{places}", _PLACE), indent)
        self._put()

    def _names(self, name: str, aliases: Iterable[str]) -> Text:
        left, right = self.messages.aliases
        others = self.messages.comma.join(map(_one_line, aliases))
        return Text.assemble((_one_line(name), _NAME), f"{left}{others}{right}" if others else "")

    def _show_alias(self, alias: Alias) -> None:
        self._put(Text(_one_line(alias.name), "green"), "  = ")
        if alias.evidence:
            self._show_evidence(alias.evidence, "    ")

    def _show_neighbors(self, neighbors: Sequence[Neighbor]) -> None:
        for relation in RelationType:
            group = [near for near in neighbors if near.relation == relation]
            full = group[:_RELATED_IN_FULL] if relation == RelationType.RELATED else group
            for near in full:
                self._put(Text(_one_line(near.concept), "green"), self._link(relation, near))
                for said in near.evidence[:1]:
                    self._show_evidence(said, "      ")
            if more := group[len(full) :]:
                names = self.messages.comma.join(_one_line(near.concept) for near in more)
                self._put(names, self._link(relation, more[0]))

    def _link(self, relation: RelationType, near: Neighbor) -> Text:
        arrow = "→" if near.direction == "out" else "←"
        arrow = "—" if relation in _SYMMETRIC else arrow
        return Text(f"  {self.messages.relations[relation]} {arrow} ", _RELATION)

    def _show_evidence(self, said: Evidence, indent: str) -> None:
        left, right = self.messages.quotes
        place = (f"  {_place(said.source, said.line_start)}", _PLACE)
        self._put(Text.assemble(f"{left}{_one_line(said.text)}{right}", place), indent)

    def _put(self, content: Text | str = "", first: Text | str = "") -> None:
        """Write lines after ``first``, the later ones indented as far as it is wide."""
        text = Text(content) if isinstance(content, str) else content
        first = Text(first) if isinstance(first, str) else first
        lines = list(text.split("\n", allow_blank=True))
        if self._console.is_terminal:
            width = max(20, min(self._console.width, _MAX_WIDTH) - first.cell_len)
            lines = [part for line in lines for part in line.divide(break_line(line.plain, width))]
        indent = Text(" " * first.cell_len)
        for number, line in enumerate(lines):
            whole = Text.assemble(indent if number else first, line)
            whole.rstrip()
            self._console.print(whole, soft_wrap=True)


def plain(text: str) -> str:
    """Give a text without what steers a terminal: escapes, controls, marks of direction."""
    unified = re.sub(r"\r\n?", "\n", text).replace("\t", _TAB)
    return _STEERING.sub("", unified)


def break_line(line: str, width: int) -> list[int]:
    """Give the positions where a line is broken to fit ``width`` columns.

    Chinese breaks between any two characters, save that no line begins with a closing mark or
    ends with an opening one; a Latin word stays whole unless it is wider than a line.
    """
    breaks: list[int] = []
    used = 0
    for unit in _UNIT.finditer(line):
        size = cell_len(unit[0].rstrip())
        if used and used + size > width:
            breaks.append(unit.start())
            used = 0
        for position, character in enumerate(unit[0], unit.start()):
            if used + cell_len(character) > width and not character.isspace():
                breaks.append(position)
                used = 0
            used += cell_len(character)
    return breaks


def _marked(excerpt: str, matches: Iterable[Span]) -> Text:
    text = Text()
    at = 0
    for span in matches:
        text.append(plain(excerpt[at : span.start]))
        text.append(plain(excerpt[span.start : span.end]), _MATCH)
        at = span.end
    return text.append(plain(excerpt[at:]))


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def _place(source: str, first: int, last: int | None = None) -> str:
    lines = f"{first}-{last}" if last not in (None, first) else str(first)
    return f"{_one_line(source)}:{lines}"
