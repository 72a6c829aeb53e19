"""Results as people read them: colored and wrapped on a terminal, plain in a pipe.

Notes are other people's text: whatever in them would steer the terminal is left out, and nothing
in them is markup.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.records import Alias, Concept, Evidence, RelationType
from search.console.line_breaks import one_line, plain, wrap
from search.hits import Answer, Citation, Neighbor
from search.messages import SHOWN_PLACES, Messages, say_size
from search.readable import Readable, make_readable, read_excerpt

if TYPE_CHECKING:
    from kg.neighborhood import Hop

_MAX_WIDTH = 100
"""Longer lines are hard to read, on however wide a screen."""
_MIN_COLUMN_WIDTH = 36
_GAP = 3
_MAX_QUESTION_CHARS = 200
_RELATED_IN_FULL = 5
"""How many concepts that only occur together are shown with a sentence; the rest by name."""
MARK, PLACE, RELATION, TITLE = "bold cyan", "dim", "magenta", "bold"
_MATCH, _NAME = "bold yellow", "bold green"
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

    @property
    def is_colored(self) -> bool:
        """Whether styles are to be seen."""
        return self._console.color_system is not None and not self._console.no_color

    @property
    def column_width(self) -> int:
        """How wide each of two columns is; 0 where there is no room for two."""
        width = (min(self._console.width, 2 * _MAX_WIDTH) - _GAP) // 2
        return width if self._console.is_terminal and width >= _MIN_COLUMN_WIDTH else 0

    def show_answer(self, answer: Answer) -> None:
        """Show the question, its excerpts with citations, and its concepts with neighbors."""
        words = self.messages
        self.put(Text(_beginning(plain(answer.question)), TITLE), words.question)
        self.put()
        if not answer.found:
            self.put(Text(words.not_found, "bold red"))
            self.put(words.nearest if answer.citations else words.nothing_near)
            self.put()
        for citation in answer.citations:
            self._show_citation(citation, dim=not answer.found)
        for concept in answer.concepts if answer.found else ():
            self.put(self._names(concept.name, concept.aliases))
            self._show_neighbors([near for near in answer.neighbors if near.of == concept.name])
            self.put()

    def show_concept(
        self,
        concept: Concept,
        neighbors: Sequence[Neighbor],
        *,
        passages: int,
        together: Sequence[str],
        mentions: Sequence[Evidence],
    ) -> None:
        """Show a concept's names with what equates them, and all its neighbors.

        Args:
            concept: the concept.
            neighbors: its neighbors.
            passages: how many passages name it.
            together: the names of the first of its community.
            mentions: sentences that name it.
        """
        said = [self.messages.concept_counts.format(passages=passages)]
        if together:
            names = self.messages.comma.join(plain(name) for name in together)
            said.append(self.messages.together.format(names=names))
        self.put(Text(plain(concept.name), _NAME))
        self.put(Text(" · ".join(said), PLACE), "  ")
        for alias in concept.aliases:
            self._show_alias(alias)
        self.put()
        self._show_neighbors(neighbors)
        if mentions:
            self.put(Text(self.messages.mentioned, RELATION), "  ")
        for quote in mentions:
            self._show_evidence(quote, "      ")

    def show_path(
        self, first: Concept, last: Concept, hops: "Sequence[Hop]", concepts: Mapping[str, Concept]
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
            said = self.messages.not_linked if first.id != last.id else self.messages.same_concept
            self.put(said.format(**names))
        for number, hop in enumerate(hops, start=1):
            relation = self.messages.relations[hop.relation]
            link = f" —{relation}— " if hop.relation in _SYMMETRIC else f" —{relation}→ "
            head, tail = (Text(plain(concepts[end].name), _NAME) for end in (hop.head, hop.tail))
            self.put(Text.assemble(head, (link, RELATION), tail), Text(f"{number}. ", MARK))
            for quote in hop.evidence[: _quoted(hop.relation)]:
                self._show_evidence(quote, "   ")

    def show_status(self, status: Mapping[str, Any]) -> None:
        """Show what ``search.console.json_output.status_json`` gives."""
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
            say_size(status["size_bytes"]),
            status["folder"],
        )
        widest = max(map(cell_len, self.messages.status))
        for label, value in zip(self.messages.status, values, strict=True):
            padding = " " * (widest - cell_len(label) + 2)
            self.put(plain(str(value)), Text(label + padding, MARK))
        if status["contradictions"]:
            self.put(Text(self.messages.contradictions, TITLE))
        for line in status["contradictions"]:
            self.put(one_line(self.messages.worded(line)), "  ")

    def show_line(self, line: str) -> None:
        """Show a line of our own."""
        self.put(plain(line))

    def put(self, content: Text | str = "", first: Text | str = "") -> None:
        """Write lines after ``first``, the later ones indented as far as it is wide."""
        text = Text(content) if isinstance(content, str) else content
        first = Text(first) if isinstance(first, str) else first
        lines = list(text.split("\n", allow_blank=True))
        if self._console.is_terminal:
            lines = wrap(text, max(20, min(self._console.width, _MAX_WIDTH) - first.cell_len))
        indent = Text(" " * first.cell_len)
        for number, line in enumerate(lines):
            self._print(Text.assemble(indent if number else first, line))

    def put_beside(self, left: Text, right: Text) -> None:
        """Write two texts in columns, each as wide as ``column_width`` says."""
        width = self.column_width
        sides = (wrap(left, width), wrap(right, width))
        for first, second in zip_longest(*sides, fillvalue=Text()):
            gap = " " * (width - first.cell_len + _GAP)
            self._print(Text.assemble(first, gap, second))

    def _print(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)

    def _show_citation(self, citation: Citation, *, dim: bool) -> None:
        mark = f"[{citation.rank}] "
        self.put(_marked(read_excerpt(citation)), Text(mark, PLACE if dim else MARK))
        indent = " " * len(mark)
        place = Text(place_of(citation.source, citation.line_start, citation.line_end), "cyan")
        above = " › ".join(one_line(make_readable(title).text) for title in citation.heading)
        self.put(Text.assemble(place, (f"  {above}" if above else "", PLACE)), indent)
        if citation.also_in:
            places = self.messages.comma.join(
                place_of(other.source, other.line_start)
                for other in citation.also_in[:SHOWN_PLACES]
            )
            if (count := len(citation.also_in)) > SHOWN_PLACES:
                places += f" {self.messages.places_in_all.format(count=count)}"
            self.put(Text(f"{self.messages.also_in}{places}", PLACE), indent)
        self.put()

    def _names(self, name: str, aliases: Iterable[str]) -> Text:
        left, right = self.messages.aliases
        others = self.messages.comma.join(map(one_line, aliases))
        return Text.assemble((one_line(name), _NAME), f"{left}{others}{right}" if others else "")

    def _show_alias(self, alias: Alias) -> None:
        self.put(Text(one_line(alias.name), "green"), "  = ")
        if alias.evidence:
            self._show_evidence(alias.evidence, "    ")

    def _show_neighbors(self, neighbors: Sequence[Neighbor]) -> None:
        for relation in RelationType:
            group = [near for near in neighbors if near.relation == relation]
            full = group[:_RELATED_IN_FULL] if relation == RelationType.RELATED else group
            for near in full:
                self.put(Text(one_line(near.concept), "green"), self._link(relation, near))
                for said in near.evidence[: _quoted(relation)]:
                    self._show_evidence(said, "      ")
            if more := group[len(full) :]:
                names = self.messages.comma.join(one_line(near.concept) for near in more)
                self.put(names, self._link(relation, more[0]))

    def _link(self, relation: RelationType, near: Neighbor) -> Text:
        arrow = "→" if near.direction == "out" else "←"
        arrow = "—" if relation in _SYMMETRIC else arrow
        return Text(f"  {self.messages.relations[relation]} {arrow} ", RELATION)

    def _show_evidence(self, said: Evidence, indent: str) -> None:
        left, right = self.messages.quotes
        above = f"{one_line(said.heading)} › " if said.heading else ""
        quoted = f"{above}{left}{one_line(make_readable(said.text).text)}{right}"
        place = (f"  {place_of(said.source, said.line_start)}", PLACE)
        self.put(Text.assemble(quoted, place), indent)


def _marked(shown: Readable) -> Text:
    text = Text()
    at = 0
    for span in shown.spans:
        text.append(plain(shown.text[at : span.start]))
        text.append(plain(shown.text[span.start : span.end]), _MATCH)
        at = span.end
    return text.append(plain(shown.text[at:]))


def _quoted(relation: RelationType) -> int:
    """Give how many sentences of an edge are shown: two that occur together may need one each."""
    return 2 if relation == RelationType.RELATED else 1


def _beginning(question: str) -> str:
    """Give a question as it is shown again, which need not be all of it."""
    is_short = len(question) <= _MAX_QUESTION_CHARS
    return question if is_short else f"{question[: _MAX_QUESTION_CHARS - 1]}…"


def place_of(source: str, first: int, last: int | None = None) -> str:
    """Give ``file:line``, or ``file:first-last``."""
    lines = f"{first}-{last}" if last not in (None, first) else str(first)
    return f"{one_line(source)}:{lines}"
