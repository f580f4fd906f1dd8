"""Decisions that follow from a common ancestor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from agent_studio.core.compare.model import Address, Cell, Comparison, Row, RowKind, State
from agent_studio.core.compare.splitting import split_row
from agent_studio.core.merge.doubts import replacements
from agent_studio.core.merge.labels import labelled
from agent_studio.core.merge.lines import line_conflicts
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Policy, Reason
from agent_studio.core.merge.rows import decidable, is_decidable, undecided
from agent_studio.core.merge.split import replaced
from agent_studio.core.merge.validate import sound
from agent_studio.core.records import replace

_LINE_END = re.compile(r"\r\n|\r")
_NONE = Choice(Action.NONE)


def merged(comparison: Comparison, policy: Policy = Policy.CAREFUL) -> Merge:
    """The merge with every decision that follows from the base, down to parts of one text.

    Where both sides added a whole section or definition there is nothing that tells an addition
    from a deletion: what only one of them has there is proposed, whatever the policy.
    """
    decisions = settle(comparison)
    doubts = _doubts(comparison)
    for address in doubts:
        decisions.pop(address, None)
    cut = {
        row.address: split
        for row in decidable(comparison.rows)
        if row.address not in decisions and (split := split_row(comparison, row)) is not None
    }
    for row in cut.values():
        _settle_parts(row, decisions)
    merge = labelled(sound(Merge(replaced(comparison, cut), decisions, doubts)))
    if _only_changed(comparison) is not None:
        return merge
    if policy is Policy.ASK:
        conflicts = line_conflicts(comparison)
        merge = _proposed(merge, conflicts.touch)
        waiting = [merge.comparison.by_address[address] for address in undecided(merge)]
        # In a conflict in which nothing waits yet rows were only moved.
        return _proposed(merge, conflicts.unasked(waiting).touch, settled=True)
    unsure = _unsure(comparison)
    if not unsure:
        return merge
    conflicts = line_conflicts(comparison)
    return _proposed(merge, lambda row: row.address in unsure and conflicts.cover(row))


def _unsure(comparison: Comparison) -> set[Address]:
    """What one side has in a section, or in a whole definition, that all of them added."""
    base = comparison.base
    whole = base is None or not base.text.strip()
    found: set[Address] = set()
    for row in comparison.walk():
        both = row.kind is RowKind.SECTION and row.base is None and None not in row.cells
        if both or (whole and not row.depth):
            found |= {part.address for part in row.walk() if None in part.cells}
    return found


def _doubts(comparison: Comparison) -> dict[Address, Reason]:
    """What one side put in the place of a text that others changed too.

    Where git sees no conflict either, the two stand far enough apart to be kept.
    """
    if _only_changed(comparison) is not None:
        return {}
    found = replacements(comparison)
    if not found:
        return {}
    conflicts = line_conflicts(comparison)
    rows = comparison.by_address
    return {address: why for address, why in found.items() if conflicts.cover(rows[address])}


def _settle_parts(row: Row, decisions: dict[Address, Decision]) -> None:
    """The parts of one text; of a text that both sides added, only what they have alike."""
    for part in row.children:
        if row.base is not None or (part.state is State.SAME):
            _settle(part, decisions, frozenset())
    made = [decisions.get(part.address) for part in row.children]
    if all(decision is not None and decision.choice == _NONE for decision in made):
        # Each side dropped something else; that nothing should be left is nobody's wish.
        for part in row.children:
            del decisions[part.address]


def _proposed(merge: Merge, asks: Callable[[Row], bool], *, settled: bool = False) -> Merge:
    """The changes in rows that ``asks`` names wait for a yes; with ``settled`` all of them do."""
    decisions = dict(merge.decisions)
    for row in merge.comparison.walk():
        decision = decisions.get(row.address)
        if decision and (settled or decision.reason is not Reason.SAME) and asks(row):
            decisions[row.address] = replace(decision, proposed=True)
    return replace(merge, decisions=decisions)


def settle(comparison: Comparison) -> dict[Address, Decision]:
    """The decisions for every row that the base can decide; conflicts have none.

    A section or list that one side deleted while another changed something in it is a conflict
    as a whole, but not the sections below it: an edit against a deletion is never settled
    silently.
    """
    lone = _only_changed(comparison)
    if lone is not None:
        return {row.address: _follow(row, *lone) for row in comparison.walk() if is_decidable(row)}
    decisions: dict[Address, Decision] = {}
    for row in comparison.rows:
        _settle(row, decisions, frozenset())
    return decisions


def _only_changed(comparison: Comparison) -> tuple[int, int] | None:
    """The source that changed the base and how many did just that; ``None`` if others differ."""
    texts = [document.text for document in comparison.documents]
    base = comparison.base.text if comparison.base is not None else ""
    changed = [source for source, text in enumerate(texts) if text != base]
    if len({texts[source] for source in changed}) > 1:
        return None
    return (changed[0], len(changed)) if changed else (0, 0)


def _follow(row: Row, source: int, count: int) -> Decision:
    cell = row.cells[source]
    reason = Reason.ONE_SIDE if count == 1 else Reason.BOTH_ALIKE
    if cell is None:
        return Decision(_NONE, reason)
    same = row.base is not None and not _differs(cell, row.base)
    return Decision(Choice(Action.TAKE, (source,)), Reason.SAME if same else reason)


def _settle(row: Row, decisions: dict[Address, Decision], contested: frozenset[int]) -> None:
    """``contested``: sources that deleted a group around this row which others changed."""
    inside = contested
    if row.kind is RowKind.SECTION and row.base is not None:
        # Each section is a question of its own; a heading is one with all that is below it.
        inside = _contested(row, (child for child in row.children if _is_own(child)))
        contested = _contested(row, row.children)
    elif row.children and _is_own(row):
        inside = contested = contested | _contested(row, row.children)
        if row.kind is RowKind.FIELD and row.base and not contested and None in row.cells:
            decisions[row.address] = Decision(_NONE, Reason.ONE_SIDE)
    gone = any(row.cells[source] is None for source in contested)
    if is_decidable(row) and not gone:
        decision = _decision(row)
        if decision is not None:
            decisions[row.address] = decision
    for child in row.children:
        # A section that was added to one that is gone has nothing to stand under.
        added = not _is_own(child) and child.base is None
        _settle(child, decisions, contested if added else inside)


def _is_own(child: Row) -> bool:
    return child.kind is not RowKind.SECTION


def _contested(row: Row, children: Iterable[Row]) -> frozenset[int]:
    """The sources that deleted ``row`` although another one changed it or some of ``children``."""
    if row.base is None:
        return frozenset()
    deleted = frozenset(source for source, cell in enumerate(row.cells) if cell is None)
    if not deleted or len(deleted) == len(row.cells):
        return frozenset()
    if row.kind is RowKind.SECTION and any(_is_edited(cell, row.base) for cell in row.present):
        return deleted
    below = (part for child in children for part in child.walk() if is_decidable(part))
    return deleted if any(_changes(part, deleted) for part in below) else frozenset()


def _changes(part: Row, deleted: frozenset[int]) -> bool:
    """Whether others changed what a deleting source lacks."""
    if all(part.cells[source] is not None for source in deleted):
        return False
    return any(part.base is None or _is_edited(cell, part.base) for cell in part.present)


def _is_edited(cell: Cell, base: Cell) -> bool:
    """Whether its words changed: new quotes, blanks or numbers are worth no question."""
    return cell.key != base.key


def _decision(row: Row) -> Decision | None:
    base = row.base
    changed = [
        (source, cell)
        for source, cell in enumerate(row.cells)
        if (cell is None) != (base is None) or (cell and base and _differs(cell, base))
    ]
    if not changed:
        return Decision(Choice(Action.TAKE, (row.present[0].source,)), Reason.SAME)
    texts = {None if cell is None else _plain(cell) for _, cell in changed}
    if len(texts) > 1:
        changed = _by_words(row, changed)
        if len({None if cell is None else cell.key for _, cell in changed}) != 1:
            return None
    source, cell = changed[0]
    reason = Reason.ONE_SIDE if len(changed) == 1 else Reason.BOTH_ALIKE
    return Decision(Choice(Action.TAKE, (source,)) if cell is not None else _NONE, reason)


def _by_words(row: Row, changed: list[tuple[int, Cell | None]]) -> list[tuple[int, Cell | None]]:
    """Only those that changed words, if any did: quoting and blanks give way to words."""
    base = row.base
    if base is None:
        return changed
    real = [(source, cell) for source, cell in changed if cell is None or cell.key != base.key]
    return real or changed


def _differs(cell: Cell, other: Cell) -> bool:
    return _plain(cell) != _plain(other)


def _plain(cell: Cell) -> str:
    """The text with line ends alike: those are merged as a property of the whole file."""
    return _LINE_END.sub("\n", cell.text)
