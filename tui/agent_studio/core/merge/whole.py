"""A result that is one source as it stands, byte for byte."""

from __future__ import annotations

from collections import Counter

from agent_studio.core.compare.model import Row, RowKind
from agent_studio.core.merge.body import cells_of
from agent_studio.core.merge.model import Action, Merge, Origin, Piece, Reason
from agent_studio.core.merge.rows import is_decidable
from agent_studio.core.text import Span


def whole_source(merge: Merge) -> int | None:
    """The source that the decisions amount to as a whole; ``None`` if they mix.

    With a base only where the others did not change anything, not even blank lines: then
    what this one has is the merge; or where a person took it all. Without one the first whose
    every text was taken; its front matter must be readable, or the same in all sources, or
    values need quotes.
    """
    comparison = merge.comparison
    texts = [document.text for document in comparison.documents]
    for source in _named_first(merge):
        text = texts[source]
        others = {other for other in texts if other != text}
        if comparison.base is not None:
            if others - {comparison.base.text} and not _is_persons(merge):
                continue
        elif others and _needs_mending(merge, source):
            continue
        if all(_is_taken(merge, row, source) for row in comparison.rows):
            return source
    return None


def _named_first(merge: Merge) -> list[int]:
    """The sources, those first that most decisions name: others may have the same words."""
    named = Counter(
        source for decision in merge.decisions.values() for source in decision.choice.sources
    )
    return sorted(range(len(merge.comparison.documents)), key=lambda source: -named[source])


def _is_persons(merge: Merge) -> bool:
    """Whether a person decided every row in which the sources differ; if none does, any row."""
    rows = [row for row in merge.comparison.walk() if is_decidable(row)]
    differing = [row for row in rows if len({cell and cell.text for cell in row.cells}) > 1]
    found = [merge.decisions.get(row.address) for row in differing or rows]
    made = [decision.reason for decision in found if decision is not None]
    return bool(made) and all(reason in {Reason.PERSON, Reason.BULK} for reason in made)


def _needs_mending(merge: Merge, source: int) -> bool:
    front = merge.comparison.documents[source].front
    return front is not None and front.error is not None


def _is_taken(merge: Merge, row: Row, source: int) -> bool:
    cell = row.cells[source]
    if row.children:
        below = all(_is_taken(merge, child, source) for child in row.children)
        if row.kind is not RowKind.SECTION or not below:
            return below and _field_stands(merge, row, source)
    decision = merge.decisions.get(row.address)
    if decision is None:
        # Over what was taken below a heading stands where its source has one.
        return bool(row.children) and cell is None
    choice = decision.choice
    if choice.action is Action.NONE:
        return cell is None
    if choice.action is not Action.TAKE:
        return False
    taken = row.cells[choice.sources[0]]
    return taken is not None and cell is not None and taken.text == cell.text


def _field_stands(merge: Merge, row: Row, source: int) -> bool:
    decision = merge.decisions.get(row.address)
    if decision is None:
        return True
    return decision.choice.action is Action.NONE and row.cells[source] is None


def whole_pieces(merge: Merge, source: int) -> list[Piece]:
    """The source's text, cut where its rows begin and end."""
    comparison = merge.comparison
    text = comparison.documents[source].text
    pieces: list[Piece] = []
    at = 0
    for row, cell in cells_of(comparison.rows, source):
        if cell.span.start > at:
            pieces.append(_piece(text, source, Span(at, cell.span.start), ""))
        if cell.span.end > max(at, cell.span.start):
            pieces.append(
                _piece(text, source, Span(max(at, cell.span.start), cell.span.end), row.address)
            )
        at = max(at, cell.span.end)
    if at < len(text):
        pieces.append(_piece(text, source, Span(at, len(text)), ""))
    return pieces


def _piece(text: str, source: int, span: Span, address: str) -> Piece:
    return Piece(span.of(text), Origin.SOURCE, address, source, span)
