"""What the result takes for a row, before it is laid out."""

from __future__ import annotations

from agent_studio.core.compare.model import Cell, Row
from agent_studio.core.merge.model import Action, Merge
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """One text for one row: a source's cell, or what a person typed, or an open question."""

    row: Row
    cell: Cell | None = None
    typed: str = ""
    open: bool = False
    """Nothing is decided: shown as a conflict where markers are asked for."""
    mixed: bool = False
    """Its parts are decided one by one."""


def contents(merge: Merge, row: Row, *, markers: bool) -> tuple[Content, ...]:
    """The texts of one leaf row or heading, in order; empty if it is dropped."""
    decision = merge.decisions.get(row.address)
    if row.is_split and decision is None:
        parts = (contents(merge, part, markers=markers) for part in row.children)
        return (Content(row, mixed=True),) if any(parts) else ()
    if decision is None or (decision.proposed and markers):
        return (Content(row, open=True),) if markers else ()
    choice = decision.choice
    if choice.action is Action.NONE:
        return ()
    if choice.action is Action.TEXT:
        return (Content(row, typed=choice.text),) if choice.text else ()
    cells = [row.cells[source] for source in choice.sources] or list(row.present[:1])
    once: dict[str, Content] = {}
    for cell in cells:
        if cell is not None:
            once.setdefault(cell.key, Content(row, cell))
    return tuple(once.values())


def stands(merge: Merge, row: Row, *, markers: bool) -> bool:
    """Whether the result has anything of this row or of what is below it."""
    if row.children:
        return any(stands(merge, child, markers=markers) for child in row.children)
    return bool(contents(merge, row, markers=markers))
