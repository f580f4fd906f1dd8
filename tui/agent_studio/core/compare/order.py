"""One order of rows out of the orders of several sources."""

from __future__ import annotations

from collections.abc import Sequence


def merge_orders(orders: Sequence[Sequence[int]], base: Sequence[int] | None = None) -> list[int]:
    """All rows once: the first order leads, the others' rows come behind their predecessors.

    A row without a placed predecessor stands before its first placed successor, else last.
    What several orders add in one place stands in their order; with a ``base`` everything
    that it lacks is an addition, else what the first order lacks.
    """
    result: list[int] = []
    placed: set[int] = set()
    known = set(base if base is not None else orders[0] if orders else ())
    for order in orders:
        behind, mine = -1, set(order)
        for step, row in enumerate(order):
            if row in placed:
                behind = row
                continue
            if behind >= 0:
                at = result.index(behind) + 1
                while at < len(result) and result[at] not in known and result[at] not in mine:
                    at += 1
            else:
                successor = next((other for other in order[step:] if other in placed), None)
                at = len(result) if successor is None else result.index(successor)
            result.insert(at, row)
            placed.add(row)
            behind = row
    return result


def leading(orders: Sequence[Sequence[int]], base: Sequence[int] | None) -> list[Sequence[int]]:
    """The orders, the one to follow first: with a base, one that moved what the base has.

    Rows of one source that merely stand elsewhere because others were added do not count as
    moved.
    """
    if base is None:
        return list(orders)
    known = set(base)

    def moved(order: Sequence[int]) -> bool:
        mine = [row for row in order if row in known]
        kept = set(mine)
        return mine != [row for row in base if row in kept]

    return sorted(orders, key=lambda order: not moved(order))
