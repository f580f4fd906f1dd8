"""Which places of a text are code, without reading the body whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from agent_studio.core.text import Span

FENCE: Final = re.compile(r"^ {0,3}(`{3,}(?=[^`\r\n]*\r?$)|~{3,})[^\r\n]*", re.MULTILINE)
"""A line that opens or closes a code fence; the first group is the fence."""


def fenced(text: str) -> tuple[Span, ...]:
    """The code fences of a text, each with both of its lines, in order.

    The closing line ends inside its fence; one that is never closed goes to the end.
    """
    found: list[Span] = []
    fence, start = "", 0
    for line in FENCE.finditer(text):
        if not fence:
            fence, start = line[1], line.end()
        elif line[1].startswith(fence) and not line[0].strip().strip(fence[0]):
            found.append(Span(start, line.end()))
            fence = ""
    if fence:
        found.append(Span(start, len(text) + 1))
    return tuple(found)


def in_code(fences: tuple[Span, ...], offset: int) -> bool:
    """Whether one of the `fenced` places is open at ``offset``."""
    at = bisect_right(fences, offset, key=lambda each: each.start) - 1
    return at >= 0 and offset < fences[at].end
