"""Name endings: what the last word of a concept's name tells of it: good, bad, a part."""

import re

from kg.clauses.slots import SLOT, Slotted
from kg.wordlists import read_kinds

_PERSON = re.compile(
    "(?:(?<!机器)人|[员师]|[患读作学老记受]者|(?<![账门窗])户|孕妇|儿童|婴儿|[男女]性)$"
)


def is_good(slotted: Slotted, group: str) -> bool:
    """Tell whether a name is of something good to have, as 准确率; 不收敛 is not."""
    return is_good_name(slotted.name(group))


def is_good_name(name: str) -> bool:
    """Tell whether a name, as written or folded, is of something good to have."""
    return name.endswith(read_kinds("relation_verbs")["desirable"]) and name[0] not in "不无未欠低"


def is_bad(slotted: Slotted, group: str) -> bool:
    """Tell whether a name is of something bad, as 淀粉老化."""
    return is_bad_name(slotted.name(group))


def is_bad_name(name: str) -> bool:
    """Tell whether a name, as written or folded, is of something bad."""
    return name.startswith("过度") or name.endswith(read_kinds("relation_verbs")["undesirable"])


def is_person(name: str) -> bool:
    """Tell whether a name is of somebody: 患者, 债务人, but no 机器人."""
    return bool(_PERSON.search(name))


def are_parts(slotted: Slotted, group: str) -> bool:
    """Tell whether names end as names of parts do, not of kinds."""
    nouns = read_kinds("relation_verbs")["part_nouns"]
    return all(slotted.name(part).endswith(nouns) for part in re.findall(SLOT, group))


def class_of(slotted: Slotted, before: str, members: str) -> tuple[str, ...]:
    """Give the last concept in a text that all members are named after: 管道 of 命名管道."""
    names = [slotted.name(member) for member in re.findall(SLOT, members)]
    for mark in reversed(re.findall(SLOT, before)):
        if all(name.endswith(slotted.name(mark)) for name in names):
            return slotted.fill(mark)
    return ()
