"""More telling reasons for what rules decided."""

from __future__ import annotations

from collections.abc import Sequence

from agent_studio.core.compare.model import Address, Row, RowKind
from agent_studio.core.merge.model import Action, Decision, Merge, Reason
from agent_studio.core.records import replace

_MOST = 400
"""In longer lists nobody would follow which item moved, and finding out costs their square."""


def labelled(merge: Merge) -> Merge:
    """The merge whose decisions say what two sides did, not only that one changed a row.

    What several sides added to one set or list is an item union; what one side changed in a
    part that another side moved is moved and edited.
    """
    decisions = dict(merge.decisions)
    for row in merge.comparison.walk():
        _label_additions(row, decisions)
        _label_moves(row.children, decisions)
    _label_moves(merge.comparison.rows, decisions)
    return replace(merge, decisions=decisions)


def _label_additions(row: Row, decisions: dict[Address, Decision]) -> None:
    if row.kind is RowKind.SECTION or not row.children or row.is_split:
        return
    added = [child for child in row.children if child.base is None and _by_one(child, decisions)]
    if len({child.present[0].source for child in added}) > 1:
        for child in added:
            decisions[child.address] = replace(decisions[child.address], reason=Reason.UNION)


def _by_one(row: Row, decisions: dict[Address, Decision]) -> bool:
    decision = decisions.get(row.address)
    taken = decision is not None and decision.choice.action is Action.TAKE
    return taken and decision is not None and decision.reason is Reason.ONE_SIDE


def _label_moves(rows: Sequence[Row], decisions: dict[Address, Decision]) -> None:
    """``rows`` stand under one parent."""
    if not rows or rows[0].kind in {RowKind.MEMBER, RowKind.PART}:
        return
    for source in range(len(rows[0].cells)):
        for row in _moved(rows, source):
            for part in row.walk():
                decision = decisions.get(part.address)
                if decision is None or decision.reason is not Reason.ONE_SIDE:
                    continue
                if _changed_by_other(part, source):
                    decisions[part.address] = replace(decision, reason=Reason.MOVED)


def _changed_by_other(part: Row, mover: int) -> bool:
    key = part.base.key if part.base else None
    return any(
        (cell.key if cell else None) != key
        for source, cell in enumerate(part.cells)
        if source != mover
    )


def _moved(rows: Sequence[Row], source: int) -> list[Row]:
    """The rows that do not stand in the base's order in ``source``: as few as explain it.

    Of two that changed places either may have moved; then it is the one that others edited.
    """
    known = sorted(
        (cell.span.start, row.base.span.start, number)
        for number, row in enumerate(rows)
        if row.base is not None and (cell := row.cells[source]) is not None
    )
    values = [base for _, base, _ in known]
    if values == sorted(values) or len(values) > _MOST:
        return []
    edited = [
        any(_changed_by_other(part, source) for part in rows[number].walk())
        for _, _, number in known
    ]
    kept = _heaviest_rising(values, [1.0 if touched else 1.5 for touched in edited])
    return [rows[number] for at, (_, _, number) in enumerate(known) if at not in kept]


def _heaviest_rising(values: Sequence[int], weights: Sequence[float]) -> frozenset[int]:
    """The places of a rising subsequence that weighs the most."""
    best: list[float] = []
    before: list[int] = []
    for at, value in enumerate(values):
        earlier = [index for index in range(at) if values[index] < value]
        last = max(earlier, key=lambda index: best[index], default=-1)
        before.append(last)
        best.append(weights[at] + (best[last] if last >= 0 else 0.0))
    found = []
    at = max(range(len(values)), key=lambda index: best[index], default=-1)
    while at >= 0:
        found.append(at)
        at = before[at]
    return frozenset(found)
