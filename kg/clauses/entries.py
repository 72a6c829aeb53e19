"""Entries: what a label, a heading or an opening `A，` is on, for clauses that name no subject."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.clauses.clause_topics import continues, split_clauses
from kg.clauses.slots import GROUP, SLOT, Slotted, one_of
from kg.clauses.subjects import NO_TOPIC, Topic

_OPENING = re.compile(
    rf"(?:换[成个]?|改成|改用|加个?|上个?|来个|试试)(?P<done>{GROUP})[，,]"
    rf"|(?P<group>{GROUP})[，,](?!{SLOT})"
)
# A clause that opens with the good that a thing does, whatever went before: `作用是缓解…`.
_DOES_GOOD = re.compile(
    rf"(?:其|它的)?(?:{one_of('strengths')}(?:就|主要|在于|是|为)*)?"
    rf"(?:从而|进而|以便?|这样|目的是|为了|好让|{one_of('adverbs')})*(?:"
    + one_of("mitigates", "improves", "overcomes", "stops")
    + "|[不很](?:太|大|再)?(?:容易|会|易|怕))"
)
# And one that opens with what it is, or the bad that it does.
_IS_OR_DOES = re.compile(
    "(?:也|其实|本质上|说白了)*(?:是|算是?|属于)一[种类个]|(?:但是?|不过|可是|只是|却)+(?:也|还)?(?:会|容易|可能)+"
    + one_of("causes", "appears")
)
_SURE = 0.7


def find_entry(standing: Topic, about: tuple[str, ...]) -> Topic:
    """What a block is an entry on: its label, else what its heading names, unless it opens anew.

    Args:
        standing: The block's label, then near, or what its first sentence opens with.
        about: What the headings above it are about.
    """
    if standing.near:
        return standing
    return NO_TOPIC if set(standing.concepts) - set(about) else Topic(about, 0.75, near=True)


def read_opening(sentence: Slotted, body: str) -> Topic:
    """Give the concept that a sentence sets at its start: `A，…`, `加个 A，…`."""
    opening = _OPENING.match(body)
    group = opening and (opening["done"] or opening["group"])
    return Topic(sentence.fill(group), near=True) if group else NO_TOPIC


def serve_clauses(
    sentence: Slotted,
    body: str,
    topic: Topic,
    entry: Topic,
    *,
    lasting: bool,
    labelled: bool,
    whole: bool,
) -> Iterator[tuple[str, str, Topic]]:
    """Give each clause, the body from there on, and what the clause speaks of if it does not say.

    Args:
        sentence: The sentence.
        body: Its text after a label.
        topic: What its first clause speaks of.
        entry: What the block is an entry on.
        lasting: Whether the topic holds for every clause.
        labelled: Whether the sentence has that entry's label, which wins over what stands between.
        whole: Whether the entry holds for every clause, not only for the first and those that go
            on from there.
    """
    entry = replace(entry, confidence=_SURE * entry.confidence)
    opens, serving = True, False
    for clause, rest, said_of in split_clauses(sentence, body, topic, lasting=lasting):
        good = bool(_DOES_GOOD.match(clause)) and not _is_anothers(clause, rest)
        if said_of.concepts:
            other = labelled and said_of.concepts != entry.concepts
            serving = good and (other or _only_names(said_of, sentence.fill(clause)))
        else:
            told = good or bool(_IS_OR_DOES.match(clause)) or (serving and continues(clause))
            serving = told and (whole or opens or serving)
        serving = serving and bool(entry.concepts)
        yield clause, rest, entry if serving else said_of
        opens = False


def _is_anothers(clause: str, rest: str) -> bool:
    """Tell whether a purpose is that of the clause after it, and so of its subject."""
    following = re.sub("^[，,；;]", "", rest.removeprefix(clause))
    return clause.startswith("为了") and bool(following) and not continues(following)


def _only_names(said_of: Topic, others: tuple[str, ...]) -> bool:
    """Tell whether a thing only names what is said of it: 梯度 does not lessen 梯度消失."""
    return all(
        any(name != other and name in other for other in others) for name in said_of.concepts
    )
