"""A knowledge base as its user judges the copies in it: what is set apart is folded no more."""

from dataclasses import replace
from pathlib import Path

from kg.copies.copy_marks import mark_copies
from kg.judgements import Judgements, judge, read_judgements
from search.knowledge_base import KnowledgeBase
from search.storage.json_lines import StoreError

JUDGEMENTS = "duplicates.txt"
"""The file of judgements in a knowledge base's folder."""


class JudgementsError(StoreError):
    """A line of the file cannot be understood: no fault of the base itself."""


def apply_judgements(base: KnowledgeBase, folder: Path) -> KnowledgeBase:
    """Give a base with its groups judged by its folder's file, and the marks to match.

    Raises:
        JudgementsError: a line of the file cannot be understood.
        StoreError: the base is damaged.
    """
    try:
        judgements = read_judgements(folder / JUDGEMENTS)
    except (ValueError, OSError) as error:
        raise JudgementsError(str(error)) from error
    if judgements == Judgements():
        return base
    judged = judge(base.duplicates, judgements)
    return replace(
        base,
        duplicates=judged.groups,
        set_apart=judged.apart,
        judgements=judgements,
        copy_marks=mark_copies(judged.groups),
    )
