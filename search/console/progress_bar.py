"""How far an ingest is, as a bar on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from search.ingest import Progress
from search.messages import Messages


class _Embedding(ProgressColumn):
    """How many passages are embedded, how many a second, and the time left."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        """Give nothing for a stage that is not counted, or before its rate is known."""
        if task.total is None or not task.speed or task.time_remaining is None:
            return Text()
        minutes, seconds = divmod(int(task.time_remaining), 60)
        return Text(
            self._words.format(
                done=int(task.completed),
                total=int(task.total),
                rate=task.speed,
                minutes=minutes,
                seconds=seconds,
            )
        )


@contextmanager
def progress_bar(file: TextIO, messages: Messages, *, force: bool = False) -> Iterator[Progress]:
    """Show a bar while the context lasts, and give what moves it; nothing off a terminal.

    Args:
        file: where to show it.
        messages: the language.
        force: take ``file`` for a terminal.
    """
    console = Console(file=file, force_terminal=force or None)
    if not console.is_terminal:
        yield Progress()
        return
    columns = (TextColumn("{task.description}"), BarColumn(30), _Embedding(messages.embedding))
    with Bar(*columns, console=console, transient=True) as bar:

        def begin(stage: str) -> None:
            for task in bar.task_ids:
                bar.remove_task(task)
            bar.add_task(messages.stages.get(stage, stage), total=None)

        def count(done: int, total: int) -> None:
            bar.update(bar.task_ids[-1], completed=done, total=total)

        yield Progress(stage=begin, embedded=count)
