"""Diagnostics as parts of rows, and how they move while a text is typed: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent_studio.core.check.model import Diagnostic, Severity
from agent_studio.core.editable import Lines

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic's part on one row."""

    start: int
    end: int
    severity: Severity
    first: bool
    """Whether the diagnostic begins on this row, so that the row bears its sign."""


Findings = Mapping[int, tuple[Finding, ...]]
"""The findings of each row, the gravest last: what is laid on last is what is seen."""


def findings_of(
    diagnostics: Sequence[Diagnostic], lines: Lines, rows: Sequence[str]
) -> dict[int, tuple[Finding, ...]]:
    """Where ``diagnostics`` stand in ``rows``; one that covers nothing marks a character."""
    findings: dict[int, list[Finding]] = {}
    for each in reversed(diagnostics):
        start, end = lines.location(each.span.start), lines.location(each.span.end)
        for row in range(start[0], end[0] + 1):
            length = len(rows[row])
            first = start[1] if row == start[0] else 0
            last = end[1] if row == end[0] else length
            if row == start[0] or last > 0:
                first = min(first, max(length - 1, 0))
                found = Finding(first, max(last, first + 1), each.severity, row == start[0])
                findings.setdefault(row, []).append(found)
    return {
        row: tuple(sorted(found, key=lambda each: -each.severity.rank))
        for row, found in findings.items()
    }


def moved(
    findings: Findings, top: Place, bottom: Place, end: Place
) -> dict[int, tuple[Finding, ...]]:
    """``findings`` after the text between ``top`` and ``bottom`` became one that ends at ``end``.

    They move with the text until they are found again; those on changed rows go.
    """
    rows, columns = end[0] - bottom[0], end[1] - bottom[1]
    result: dict[int, tuple[Finding, ...]] = {}
    for row, found in findings.items():
        if row < top[0] or (row == top[0] and row != bottom[0]):
            result[row] = found
        elif row > bottom[0]:
            result[row + rows] = found
        elif row == bottom[0] and not rows:
            result[row] = tuple(_shifted(each, bottom[1], columns) for each in found)
    return result


def _shifted(found: Finding, column: int, by: int) -> Finding:
    if found.end <= column:
        return found
    start = found.start + by if found.start >= column else found.start
    return Finding(max(start, 0), max(found.end + by, 1), found.severity, found.first)
