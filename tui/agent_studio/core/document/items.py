"""Items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent_studio.core.document.model import Item
from agent_studio.core.text import Span

if TYPE_CHECKING:
    from agent_studio.core.document.lines import Lines

# Five blanks or more behind a marker: one belongs to it, the rest begins indented code.
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t](?=[ \t]{4,}\S)|[ \t]*)")
_LAST_LINE_END = re.compile(r"(?:\r\n|\n|\r)\Z")


def read_items(firsts: Sequence[int], stop: int, lines: Lines) -> tuple[Item, ...]:
    """The items that begin in the lines ``firsts``; ``stop`` is the line behind the last one."""
    return tuple(
        _item(first, end, lines) for first, end in zip(firsts, [*firsts[1:], stop], strict=False)
    )


def _item(first: int, stop: int, lines: Lines) -> Item:
    behind = lines.behind_text(first + 1, stop)
    span = lines.span(first, behind)
    marker = _MARKER.match(lines.text(first))
    text = span.start + (marker.end() if marker else 0)
    last = lines.text(behind - 1)
    line_end = _LAST_LINE_END.search(last)
    end = span.end - (len(line_end[0]) if line_end else 0)
    return Item(span, Span(span.start, text), Span(text, max(text, end)))
