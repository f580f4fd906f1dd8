"""What can be decided without asking."""

from __future__ import annotations

from agent_studio.core.compare.model import Address, Comparison, Row, State
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Reason
from agent_studio.core.merge.richest import is_overruled
from agent_studio.core.merge.rows import decidable
from agent_studio.core.merge.threeway import settle


def propose(comparison: Comparison, *, ask: bool = False) -> Merge:
    """A merge with everything decided that no careful person would want to be asked about.

    Without a base that is what all sources have alike; not a key that one source writes twice,
    for strict YAML would refuse the result. With a base it is also what only one
    side changed, or all that changed it changed alike; a change against a deletion, and two
    different changes, are left undecided. ``ask`` leaves every change to the person and
    decides only what is the same everywhere.
    """
    decisions: dict[Address, Decision]
    if comparison.base is not None and not ask:
        decisions = settle(comparison)
    else:
        equal = len({document.text for document in comparison.documents}) == 1
        rows = [row for row in comparison.rows if equal or not is_overruled(row)]
        found = ((row.address, _agreed(row)) for row in decidable(tuple(rows)))
        decisions = {address: decision for address, decision in found if decision is not None}
    return Merge(comparison, decisions)


def _agreed(row: Row) -> Decision | None:
    if row.state is not State.SAME:
        return None
    if row.has_base and (row.base is None or row.base.key != row.present[0].key):
        return None
    return Decision(Choice(Action.TAKE, (0,)), Reason.SAME)
