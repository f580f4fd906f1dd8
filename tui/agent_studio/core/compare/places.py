"""Where in its source a cell stands."""

from __future__ import annotations

from bisect import bisect_right

from agent_studio.core.compare.model import Cell, Comparison
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field


def document_of(comparison: Comparison, cell: Cell) -> Document:
    """The source that ``cell`` is of, or the base."""
    if cell.source < 0 and comparison.base is not None:
        return comparison.base
    return comparison.documents[cell.source]


def field_at(comparison: Comparison, cell: Cell) -> Field | None:
    """The field that ``cell`` shows, or lies in; ``None`` outside of the front matter.

    In a front matter that no reader accepts one field's lines may lie inside another's: then
    it is the inner one.
    """
    fields = document_of(comparison, cell).fields
    last = bisect_right(fields, cell.span.start, key=lambda field: field.span.start)
    around = (field for field in reversed(fields[:last]) if field.span.covers(cell.span))
    return next(around, None)
