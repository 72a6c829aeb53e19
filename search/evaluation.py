"""Measures of retrieval on labelled questions: hit@k, MRR and refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import fold_letters
from search.hits import Answer


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with strings of which a right excerpt holds at least one."""

    question: str
    answer_any: tuple[str, ...]
    """Empty where the notes don't answer."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What a run over labelled questions came to; shares are from 0 to 1."""

    answerable: int
    unanswerable: int
    hit_at_1: float
    hit_at_3: float
    mrr: float
    """Mean reciprocal rank of the first right citation, 0 where there is none."""
    refused_rightly: int
    """Unanswerable questions that were refused."""
    refused_wrongly: int
    """Answerable questions that were refused."""


def right_ranks(excerpts: Sequence[str], answer_any: Sequence[str]) -> list[int]:
    """Give the ranks, from 1, of the excerpts that hold an answer, letters and digits alone."""
    wanted = [fold_letters(answer) for answer in answer_any]
    return [
        rank
        for rank, excerpt in enumerate(excerpts, start=1)
        if any(answer in fold_letters(excerpt) for answer in wanted)
    ]


def measure(questions: Sequence[LabelledQuestion], answers: Sequence[Answer]) -> Quality:
    """Measure answers against their labels; refused ones still count for ranking.

    Raises:
        ValueError: if there is not one answer a question.
    """
    if len(questions) != len(answers):
        raise ValueError(f"{len(answers)} answers to {len(questions)} questions")
    first = [
        next(iter(right_ranks([c.excerpt for c in a.citations], q.answer_any)), 0)
        for q, a in zip(questions, answers, strict=True)
        if q.answer_any
    ]
    refused = [bool(q.answer_any) for q, a in zip(questions, answers, strict=True) if not a.found]
    count = max(1, len(first))
    return Quality(
        answerable=len(first),
        unanswerable=len(questions) - len(first),
        hit_at_1=sum(rank == 1 for rank in first) / count,
        hit_at_3=sum(0 < rank <= 3 for rank in first) / count,
        mrr=sum(1 / rank for rank in first if rank) / count,
        refused_rightly=refused.count(False),
        refused_wrongly=refused.count(True),
    )
