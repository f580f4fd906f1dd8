"""Which rows are decided about, and what has been decided on each."""

from __future__ import annotations

from collections.abc import Iterator

from agent_studio.core.compare.model import Address, Comparison, Row, RowKind, State
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.model import Action, Merge
from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a merge has come: ``decided + undecided == rows``."""

    rows: int
    decided: int
    undecided: int
    conflicts: int
    """The undecided rows in which sources disagree, or with a base all of them; not proposals."""
    proposed: int = 0
    """The undecided rows that wait for a yes to what is proposed."""


def is_group(row: Row) -> bool:
    """Whether a choice on this row holds for everything below it."""
    return bool(row.children) or row.kind is RowKind.SECTION


def is_decidable(row: Row) -> bool:
    """Whether the row itself needs a decision: leaves, and headings."""
    return not row.children or row.kind is RowKind.SECTION


def decidable(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows of a tree that need a decision, in the order of the result."""
    for top in rows:
        for row in top.walk():
            if is_decidable(row):
                yield row


def find(comparison: Comparison, address: Address) -> Row:
    """The row at ``address``.

    Raises:
        MergeError: if there is none; names the nearest ones.
    """
    row = comparison.by_address.get(address)
    if row is not None:
        return row
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in comparison.by_address}
    near = [folded[name] for name in get_close_matches(address.casefold(), folded, 3, 0.5)]
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise MergeError(f"no row '{address}'{hint}")


def taken(merge: Merge, row: Row) -> bool:
    """Whether the result has something of this row or of any below it."""
    if row.children:
        return any(taken(merge, child) for child in row.children)
    decision = merge.decisions.get(row.address)
    if decision is None or decision.choice.action is Action.NONE:
        return False
    return decision.choice.action is not Action.TEXT or bool(decision.choice.text)


def undecided(merge: Merge) -> tuple[Address, ...]:
    """The rows that still wait for a decision, in the order of the result.

    A heading without one waits only as long as something below it does, or where the
    sources word it differently: what is decided below says by itself whether it stands.
    What is proposed waits for a yes, headings too.
    """
    found: list[Address] = []
    for row in merge.comparison.rows:
        _collect(merge, row, found)
    return tuple(found)


def _collect(merge: Merge, row: Row, found: list[Address]) -> None:
    open_here = is_decidable(row) and not _is_settled(merge, row)
    before = len(found)
    if open_here:
        found.append(row.address)
    for child in row.children:
        _collect(merge, child, found)
    waits_below = len(found) > before + open_here
    if open_here and row.children and not waits_below and not _matters(merge, row):
        found.remove(row.address)


def _is_settled(merge: Merge, row: Row) -> bool:
    decision = merge.decisions.get(row.address)
    return decision is not None and not decision.proposed


def _matters(merge: Merge, section: Row) -> bool:
    proposed = section.address in merge.decisions
    return proposed or (is_question(section) and taken(merge, section))


def is_question(section: Row) -> bool:
    """Whether an undecided heading is asked about, not just written over what stands below."""
    return section.state is State.DIFFERS or (section.has_base and None in section.cells)


def counts(merge: Merge) -> Counts:
    """How many rows there are to decide and how many are."""
    every = sum(1 for _ in decidable(merge.comparison.rows))
    waiting = [merge.comparison.by_address[address] for address in undecided(merge)]
    proposed = sum(1 for row in waiting if row.address in merge.decisions)
    conflicts = sum(1 for row in waiting if is_conflict(merge, row))
    return Counts(every, every - len(waiting), len(waiting), conflicts, proposed)


def is_conflict(merge: Merge, row: Row) -> bool:
    """Whether an undecided row is one in which the sources disagree and nothing is proposed."""
    return row.address not in merge.decisions and (row.has_base or row.state is State.DIFFERS)
