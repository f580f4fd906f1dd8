"""Headings of several sources at levels that make one outline."""

from __future__ import annotations

import re

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.merge.layout import Page
from agent_studio.core.merge.model import Piece
from agent_studio.core.merge.properties import top_level
from agent_studio.core.text import Span

_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?=[ \t]|$)")
_LEAD_IN = 7


def level_of(text: str) -> int:
    """1 to 6 for a heading's text, 7 for a lead-in line."""
    match = _ATX.match(text)
    if match:
        return len(match[1])
    lines = text.splitlines()
    if len(lines) > 1 and lines[-1].strip() and set(lines[-1].strip()) <= {"=", "-"}:
        return 1 if lines[-1].strip()[0] == "=" else 2
    return _LEAD_IN


def is_heading_row(row: Row) -> bool:
    """Whether any source has a heading here, not a lead-in line."""
    return any(level_of(cell.text) < _LEAD_IN for cell in row.present)


def level_in_result(page: Page, row: Row, cell: Cell, parent: Row | None, above: int) -> int:
    """The level that ``cell``'s heading has in the result.

    It keeps its distance to the heading it stands under in its own source, or to that
    source's topmost headings. ``above`` is the level of ``parent`` in the result, 0 at the top.
    """
    own = level_of(cell.text)
    if row.base is not None and own == level_of(row.base.text):
        # As deep as it always was; where that is odd it was odd before.
        over = parent.cells[cell.source] if parent is not None else None
        if over is None or own == _LEAD_IN:
            return own
        return max(1, min(6, own + above - level_of(over.text)))
    if own == _LEAD_IN:
        other = next((other for other in row.present if level_of(other.text) < _LEAD_IN), None)
        return level_in_result(page, row, other, parent, above) if other else _LEAD_IN
    if parent is None:
        top = top_level(page.comparison.documents[cell.source])
        # A title stands above the topmost level and keeps its own.
        return own if own < top else min(6, page.properties.top_level + own - top)
    over = parent.cells[cell.source]
    distance = 1
    if over is not None and level_of(over.text) < own:
        distance = own - level_of(over.text)
    return min(6, above + distance)


def heading_pieces(page: Page, row: Row, cell: Cell, level: int) -> list[Piece]:
    """The heading at ``level``: its words verbatim, its signs adapted where they must be."""
    own = level_of(cell.text)
    if own == level or level >= _LEAD_IN:
        return page.cell(cell, row.address)
    signs = page.layout("#" * level, row.address)
    start, end = cell.span.start, cell.span.end
    match = _ATX.match(cell.text)
    if match:
        return [signs, *page.source(cell.source, Span(start + match.end(), end), row.address)]
    text = cell.text
    if own < _LEAD_IN:
        # Underlined: the line below the words goes.
        words = text.rstrip().rpartition("\n")[0].rstrip("\r")
        if "\n" in words:
            return page.cell(cell, row.address)
        end = start + len(words)
    else:
        end = start + len(text.rstrip().rstrip(":").rstrip())
    blank = page.layout(" ", row.address)
    start += len(text) - len(text.lstrip())
    return [signs, blank, *page.source(cell.source, Span(start, end), row.address)]
