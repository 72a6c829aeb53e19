"""Item parents: which short list item each block stands inside, as under a heading."""

import re
from collections.abc import Iterator

from kg.records import BlockKind, Document

_MAX_CHARS = 24
_SAYS_MORE = re.compile(r"[，,。；;、]|[:：](?=.)")


def find_parents(document: Document) -> Iterator[str]:
    """Give for each block, in order, the item right around it that is only a name; else "".

    A block is inside the last item that is less indented.
    """
    text = document.note.text
    around: list[tuple[int, str]] = []
    for block in document.blocks:
        lead = text[text.rfind("\n", 0, block.start) + 1 : block.start]
        indent = len(lead.expandtabs(4)) if not lead.strip() else 0
        while around and around[-1][0] >= indent:
            around.pop()
        yield around[-1][1] if around else ""
        if block.kind is BlockKind.ITEM:
            said = text[block.start : block.end].strip()
            only_names = len(said) <= _MAX_CHARS and not _SAYS_MORE.search(said)
            around.append((indent, said.rstrip(":：") if only_names else ""))
