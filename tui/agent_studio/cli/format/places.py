"""Spans as people and editors name them: lines and columns from 1."""

from __future__ import annotations

from typing import TypedDict

from agent_studio.core.document import Document
from agent_studio.core.text import Span


class Place(TypedDict):
    """A span in JSON: offsets count code points from 0, lines and columns from 1."""

    start: int
    end: int
    line: int
    column: int
    endLine: int
    endColumn: int


def place(document: Document, span: Span) -> Place:
    """The place of ``span`` in ``document``."""
    start = document.lines.position(span.start)
    end = document.lines.position(span.end)
    return {
        "start": span.start,
        "end": span.end,
        "line": start.line + 1,
        "column": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    }


def line_and_column(document: Document, span: Span) -> str:
    """``12:3``: where ``span`` begins."""
    position = document.lines.position(span.start)
    return f"{position.line + 1}:{position.column + 1}"


def plural(count: int, noun: str) -> str:
    """``1 error``, ``2 errors``, ``no errors``."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
