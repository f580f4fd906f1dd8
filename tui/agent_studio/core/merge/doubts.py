"""Rows that only one side has, and that a careful person would still be asked about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind
from agent_studio.core.merge.model import Reason
from agent_studio.core.merge.stretches import shared, united
from agent_studio.core.records import dataclass
from agent_studio.core.text import Span


@dataclass(frozen=True)
class _Ground:
    """Where a text that one side added stands in the base, and what of the base it replaces."""

    row: Row
    source: int
    gone: tuple[Span, ...]
    """Parts of the base between the row's neighbours that its source no longer has."""


def replacements(comparison: Comparison) -> dict[Address, Reason]:
    """The rows of new text with which a side replaced what another side replaced or deleted too.

    Such a text shares too little with the base's to stand in one row with it, so that each row
    for itself looks like an addition of one side. Keeping all of them would keep two versions
    of one thing, or bring back in other words what somebody deleted.
    """
    base = comparison.base
    if base is None:
        return {}
    count = len(comparison.documents)
    deleted = [_gone(comparison, source) for source in range(count)]
    grounds = [
        ground
        for source, gone in enumerate(deleted)
        for ground in _grounds(comparison, source, gone)
    ]
    rewritten = [
        united(span for ground in grounds if ground.source == source for span in ground.gone)
        for source in range(count)
    ]
    found: dict[Address, Reason] = {}
    for ground in grounds:
        for other in range(count):
            if other == ground.source or not _overlap(base.text, ground.gone, deleted[other]):
                continue
            rivals = _overlap(base.text, ground.gone, rewritten[other])
            found[ground.row.address] = Reason.BOTH_EDITED if rivals else Reason.EDITED_DELETED
    return found


def _leaves(comparison: Comparison) -> Iterable[Row]:
    """The rows of the body that carry text of their own."""
    for row in comparison.walk():
        if row.kind in {RowKind.BLOCK, RowKind.ITEM, RowKind.SECTION} and (
            not row.children or row.kind is RowKind.SECTION or row.is_split
        ):
            yield row


def _gone(comparison: Comparison, source: int) -> list[Span]:
    """The stretches of the base's body that ``source`` has no row for, in order."""
    base = comparison.base
    if base is None:
        return []
    start = base.front.span.end if base.front else 0
    kept = sorted(
        row.base.span
        for row in _leaves(comparison)
        if row.base is not None and row.cells[source] is not None
    )
    found: list[Span] = []
    for span in kept:
        if span.start > start and base.text[start : span.start].strip():
            found.append(Span(start, span.start))
        start = max(start, span.end)
    if base.text[start:].strip():
        found.append(Span(start, len(base.text)))
    return found


def _grounds(comparison: Comparison, source: int, gone: list[Span]) -> list[_Ground]:
    """Every text that ``source`` added where it took something away."""
    base = comparison.base
    rows = [row for row in _leaves(comparison) if row.cells[source] is not None]
    rows.sort(key=lambda row: _start(row, source))
    known = [number for number, row in enumerate(rows) if row.base is not None]
    found = []
    for number, row in enumerate(rows):
        if row.base is not None or len(row.present) > 1 or base is None:
            continue
        at = bisect_left(known, number)
        before = rows[known[at - 1]].base if at else None
        after = rows[known[at]].base if at < len(known) else None
        start = before.span.end if before else (base.front.span.end if base.front else 0)
        end = after.span.start if after else len(base.text)
        inside = tuple(shared(gone, Span(start, max(start, end))))
        if inside:
            found.append(_Ground(row, source, inside))
    return found


def _start(row: Row, source: int) -> int:
    cell = row.cells[source]
    return cell.span.start if cell is not None else 0


def _overlap(text: str, one: Iterable[Span], other: Sequence[Span]) -> bool:
    """Whether words of ``text`` lie in both."""
    return any(part.of(text).strip() for span in one for part in shared(other, span))
