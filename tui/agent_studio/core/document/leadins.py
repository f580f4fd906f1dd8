"""Lead-in lines: what stands in for headings in a body that has none."""

from __future__ import annotations

import re
from typing import Final

from agent_studio.core.document.model import Block, BlockKind

_LINE = re.compile(
    r"(?P<mark>\*\*|__|\*|_|)(?P<text>[^\n]*?)\s*(?:[:：](?P=mark)|(?P=mark)[:：])\Z"
)

_ANNOUNCED: Final = frozenset(
    {
        BlockKind.LIST,
        BlockKind.FENCE,
        BlockKind.CODE,
        BlockKind.TABLE,
        BlockKind.QUOTE,
        BlockKind.HTML,
    }
)


def is_lead_in(block: Block | None, text: str, behind: Block | None) -> bool:
    """Whether the paragraph ``block`` with ``text`` announces the block ``behind`` it.

    It does if it is one line that ends in a colon and something other than running text
    follows.
    """
    if block is None or block.kind is not BlockKind.PARAGRAPH or behind is None:
        return False
    return behind.kind in _ANNOUNCED and bool(_LINE.match(text.strip()))


def lead_in_title(text: str) -> str:
    """What a lead-in line says, without its colon and without emphasis around it all."""
    line = _LINE.match(text.strip())
    return line["text"] if line else text
