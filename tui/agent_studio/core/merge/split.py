"""Deciding one text part by part, and as a whole again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.core.compare.splitting import PART_MARK, split_row
from agent_studio.core.merge.errors import MergeError
from agent_studio.core.merge.model import Merge
from agent_studio.core.merge.rows import find
from agent_studio.core.records import replace


def can_split(merge: Merge, address: Address) -> bool:
    """Whether the row can be decided part by part and is not yet.

    Raises:
        MergeError: if there is no such row.
    """
    return split_row(merge.comparison, find(merge.comparison, address)) is not None


def split(merge: Merge, address: Address) -> Merge:
    """The merge with the row cut into its parts: sentences, lines, table rows, nested keys.

    The decision on the whole goes; parts that all sources have alike are decided.

    Raises:
        MergeError: if there is no such row, or nothing in it can be told apart.
    """
    row = find(merge.comparison, address)
    cut = split_row(merge.comparison, row)
    if cut is None:
        raise MergeError(f"'{address}': nothing in it can be decided by itself")
    return _with_rows(merge, {address: cut})


def unsplit(merge: Merge, address: Address) -> Merge:
    """The merge with a split row as one text again, undecided.

    Raises:
        MergeError: if there is no such row, or it is not split.
    """
    row = find(merge.comparison, address)
    if not row.is_split:
        raise MergeError(f"'{address}' is not split")
    parts = {part.address for part in row.children} | {address}
    decisions = {known: made for known, made in merge.decisions.items() if known not in parts}
    whole = replace(row, children=())
    return replace(
        merge, comparison=replaced(merge.comparison, {address: whole}), decisions=decisions
    )


def cut_for(merge: Merge, addresses: Iterable[Address]) -> Merge:
    """The merge with every row split that some address names a part of.

    Raises:
        MergeError: if nothing in such a row can be told apart.
    """
    rows = merge.comparison.by_address
    cuts: dict[Address, Row] = {}
    for address in addresses:
        whole, mark, _ = address.rpartition(PART_MARK)
        row = rows.get(whole) if mark else None
        if row is not None and not row.children and whole not in cuts:
            cut = split_row(merge.comparison, row)
            if cut is None:
                raise MergeError(f"'{whole}': nothing in it can be decided by itself")
            cuts[whole] = cut
    return _with_rows(merge, cuts) if cuts else merge


def _with_rows(merge: Merge, cuts: Mapping[Address, Row]) -> Merge:
    """The merge with these rows split; what their parts have alike is decided."""
    from agent_studio.core.merge.propose import settled

    decisions = {known: made for known, made in merge.decisions.items() if known not in cuts}
    for cut in cuts.values():
        decisions.update(settled(cut.children))
    return replace(merge, comparison=replaced(merge.comparison, cuts), decisions=decisions)


def replaced(comparison: Comparison, rows: Mapping[Address, Row]) -> Comparison:
    """The comparison with some rows in other words; their addresses stay."""
    if not rows:
        return comparison
    return replace(comparison, rows=tuple(_replaced(row, rows) for row in comparison.rows))


def _replaced(row: Row, rows: Mapping[Address, Row]) -> Row:
    row = rows.get(row.address, row)
    children = tuple(_replaced(child, rows) for child in row.children)
    same = all(a is b for a, b in zip(children, row.children, strict=True))
    return row if same else replace(row, children=children)
