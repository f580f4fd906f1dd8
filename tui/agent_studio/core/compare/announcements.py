"""Lines that announce a list, a fence or a table: they belong to what they announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.units import Unit
from agent_studio.core.document.model import BlockKind

_COLON = re.compile(r"[^\n\r]*[:\uff1a](?:\*\*|__|\*|_)?\Z")
_ANNOUNCED = {BlockKind.LIST, BlockKind.FENCE, BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE}


def announcement(units: Sequence[Unit], index: int) -> int | None:
    """The one-line paragraph ending in a colon right above a block; ``None`` if there is none."""
    block, above = units[index], units[index - 1] if index else None
    if above is None or above.block is not BlockKind.PARAGRAPH or block.block not in _ANNOUNCED:
        return None
    beside = above.source == block.source and above.parent == block.parent
    return index - 1 if beside and _COLON.match(above.text.strip()) else None


def align_announcements(
    units: Sequence[Unit],
    groups: Sequence[list[int]],
    contrary: Callable[[Unit, Unit], bool],
) -> list[list[int]]:
    """The groups with those as one whose lines announce the blocks of one group.

    Only where that is plain: a group of lines announces one group of blocks, no source has
    two of them, and none says the contrary of another.
    """
    row_of = {index: row for row, group in enumerate(groups) for index in group}
    announcing: list[list[int]] = []
    for group in groups:
        lines = [announcement(units, index) for index in group if _is_block(units[index])]
        rows = sorted({row_of[line] for line in lines if line is not None})
        if rows:
            announcing.append(rows)
    used = Counter(row for rows in announcing for row in rows)
    joined: dict[int, list[int]] = {}
    gone: set[int] = set()
    for rows in announcing:
        members = [index for row in rows for index in groups[row]]
        plain = len(rows) > 1 and all(used[row] == 1 for row in rows)
        if plain and _fit(units, members, contrary):
            joined[rows[0]] = sorted(members, key=lambda index: units[index].source)
            gone.update(rows[1:])
    return [joined.get(row, group) for row, group in enumerate(groups) if row not in gone]


def _is_block(unit: Unit) -> bool:
    return unit.kind is RowKind.BLOCK


def _fit(
    units: Sequence[Unit], members: Sequence[int], contrary: Callable[[Unit, Unit], bool]
) -> bool:
    sources = [units[index].source for index in members]
    return len(set(sources)) == len(sources) and not any(
        contrary(units[a], units[b]) for a in members for b in members if a < b
    )
