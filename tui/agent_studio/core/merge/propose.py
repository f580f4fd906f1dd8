"""What can be decided without asking."""

from __future__ import annotations

from collections.abc import Iterable

from agent_studio.core.compare.model import Address, Comparison, Row, State
from agent_studio.core.merge.model import Action, Choice, Decision, Merge, Policy, Reason
from agent_studio.core.merge.richest import is_overruled
from agent_studio.core.merge.rows import decidable


def propose(comparison: Comparison, *, policy: Policy = Policy.CAREFUL) -> Merge:
    """A merge with everything decided that no careful person would want to be asked about.

    Without a base that is what all sources have alike; not a key that one source writes twice,
    for strict YAML would refuse the result. With a base it is also what only one side changed,
    or all that changed it changed alike, down to the sentences of one paragraph; a change
    against a deletion, and two different changes, are left undecided. With `Policy.ASK` what
    git would have called a conflict is only proposed.
    """
    if comparison.base is not None:
        from agent_studio.core.merge.threeway import merged

        return merged(comparison, policy)
    equal = len({document.text for document in comparison.documents}) == 1
    rows = [row for row in comparison.rows if equal or not is_overruled(row)]
    return Merge(comparison, settled(rows))


def settled(rows: Iterable[Row]) -> dict[Address, Decision]:
    """Decisions for what all sources have alike in ``rows`` and below them."""
    found = ((row.address, _agreed(row)) for row in decidable(tuple(rows)))
    return {address: decision for address, decision in found if decision is not None}


def _agreed(row: Row) -> Decision | None:
    if row.state is not State.SAME:
        return None
    if row.has_base and (row.base is None or row.base.key != row.present[0].key):
        return None
    return Decision(Choice(Action.TAKE, (0,)), Reason.SAME)
