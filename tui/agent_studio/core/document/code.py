"""Whether a place of a text is code, without reading the body whole."""

from __future__ import annotations

import re
from typing import Final

FENCE: Final = re.compile(r"^ {0,3}(`{3,}(?=[^`\r\n]*\r?$)|~{3,})[^\r\n]*", re.MULTILINE)
"""A line that opens or closes a code fence; the first group is the fence."""


def in_code(text: str, offset: int) -> bool:
    """Whether a code fence is open at ``offset``."""
    fence = ""
    for line in FENCE.finditer(text, 0, offset):
        if not fence:
            fence = line[1]
        elif line[1].startswith(fence) and not line[0].strip().strip(fence[0]):
            fence = ""
    return bool(fence)
