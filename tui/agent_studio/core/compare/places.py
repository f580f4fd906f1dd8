"""Where in its source a cell stands."""

from __future__ import annotations

from bisect import bisect_right

from agent_studio.core.compare.model import Cell, Comparison
from agent_studio.core.document import Document
from agent_studio.core.document.model import Field, Style
from agent_studio.core.text import Span


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


def inner_span(text: str, field: Field) -> Span:
    """What a field says, without its key, its quotes, its block sign and its comments."""
    start, end = field.value_span.start, field.value_span.end
    if field.style in {Style.SINGLE, Style.DOUBLE}:
        return Span(start + 1, max(start + 1, end - 1))
    if field.style in {Style.LITERAL, Style.FOLDED}:
        start = min(text.find("\n", start, end) + 1 or end, end)
    elif field.style in {Style.BLOCK_LIST, Style.BLOCK_MAP}:
        start = text.rfind("\n", 0, start) + 1
    return Span(start, end)
