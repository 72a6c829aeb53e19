"""How likely each concept is a term of the notes' fields, and not a word of every text."""

import math
import re
from collections.abc import Sequence

from kg.names import fold_name
from kg.naming.arguments import TROUBLE
from kg.records import Concept
from kg.terminology import Candidate

# Log-odds, fitted as a logistic regression on 2,100 names of fourteen collections of notes, judged
# by hand: with each collection held out of the fit, it puts a term before another name in 83 of 100
# pairs, and the tagger's probability alone in 77. The bias is three lower, as most of those names
# are terms: a doubtful one shall count for little.
_BIAS = -1.8
_TAGGED = 0.7
_NO_COMPOUND = -1.7
_PLAIN = -0.9
_GENERAL = -0.17
_TROUBLE = -1.3
_ALIAS = 0.9
_COUNT = 0.95
_MAX_ALIASES = 2
_LEAST, _MOST = 0.02, 0.98
"""Where the tagger's probability is cut off, which says no more of a name beyond."""
_PROPER = re.compile("[A-Z].*[A-Z0-9]|[a-z][A-Z0-9]")


def term_likelihoods(
    concepts: Sequence[Concept], candidates: Sequence[Candidate]
) -> dict[str, float]:
    """Give how likely each concept is a term, from 0 to 1, by its id.

    Its likeliest name decides: by what the name tagger makes of it where the notes use it, how
    often they do, whether it is one word or a clause as 研磨太粗, how often general Chinese uses
    its words, and for a Latin word whether it is written as a name is. Names that the notes equate
    make one likelier.
    """
    odds = {fold_name(candidate.name): _log_odds(candidate) for candidate in candidates}
    found = {}
    for concept in concepts:
        keys = map(fold_name, concept.names)
        best = max((odds[key] for key in keys if key in odds), default=_BIAS)
        best += _ALIAS * min(_MAX_ALIASES, len(concept.aliases))
        found[concept.id] = 1 / (1 + math.exp(-best))
    return found


def _log_odds(candidate: Candidate) -> float:
    probability = min(_MOST, max(_LEAST, candidate.probability))
    odds = _BIAS + _TAGGED * math.log(probability / (1 - probability))
    odds += _COUNT * math.log1p(candidate.count)
    latin = bool(candidate.words) and all(word.latin for word in candidate.words)
    if latin or len(candidate.words) == 1:
        odds += _NO_COMPOUND
    if latin and len(candidate.words) == 1 and not _PROPER.search(candidate.name):
        odds += _PLAIN
    if TROUBLE.fullmatch(candidate.name):
        odds += _TROUBLE
    general = max((word.frequency for word in candidate.words), default=0)
    return odds + _GENERAL * math.log1p(general)
