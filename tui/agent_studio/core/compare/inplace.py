"""What became of a text that was rewritten until little of it was left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent_studio.core.compare.model import RowKind
from agent_studio.core.compare.units import Unit
from agent_studio.core.compare.weave import best_pairs
from agent_studio.core.compare.words import likeness

_REWRITTEN = 0.2
"""So much of its words must be left. The place alone never makes two texts one."""

_MOST_PAIRS = 2500
"""Where more was written anew than this, nobody would say what became of what."""


def align_rewritten(
    units: Sequence[Unit],
    sections: Sequence[int],
    groups: Sequence[Sequence[int]],
    ground: int,
) -> list[list[int]]:
    """The groups with what a side put in the place of a text of the base, and in its likeness.

    Both must stand between the same neighbours, in one section, be of one kind, and share
    words: then it is more of an edit than of a deletion beside an addition. ``sections`` tells
    for each unit the row of the section it stands in; ``ground`` is the base's column.
    """
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    found = [list(group) for group in groups]
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.kind is not RowKind.SECTION and not unit.is_list:
            columns[unit.source, sections[index]].append(index)
    for (source, section), side in columns.items():
        base = columns.get((ground, section), [])
        if source == ground or not base:
            continue
        for old, new in _gaps(units, base, side, group_of, found):
            for index, other in _matched(units, old, new):
                _join(found, group_of, index, other)
    return [group for group in found if group]


def _gaps(
    units: Sequence[Unit],
    base: list[int],
    side: list[int],
    group_of: dict[int, int],
    groups: list[list[int]],
) -> Iterator[tuple[list[int], list[int]]]:
    """What stands between two neighbours that are aligned, in the base and in the side."""
    source = units[side[0]].source
    place = {group_of[index]: at for at, index in enumerate(side)}
    at, to = 0, 0
    for number, index in enumerate([*base, -1]):
        partner = place.get(group_of[index], -1) if index >= 0 else len(side)
        if partner < to and partner != len(side):
            continue
        old = [each for each in base[at:number] if not _has(units, groups[group_of[each]], source)]
        new = [each for each in side[to:partner] if len(groups[group_of[each]]) == 1]
        if old and new:
            yield old, new
        at, to = number + 1, partner + 1


def _has(units: Sequence[Unit], group: Sequence[int], source: int) -> bool:
    return any(units[index].source == source for index in group)


def _matched(
    units: Sequence[Unit], old: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    def like(before: int, after: int) -> float:
        one, other = units[before], units[after]
        if one.kind is not other.kind or one.block is not other.block:
            return 0.0
        return likeness(one.key, other.key)

    if len(old) * len(new) > _MOST_PAIRS:
        return
    for row, column in best_pairs(old, new, like, _REWRITTEN):
        yield old[row], new[column]


def _join(groups: list[list[int]], group_of: dict[int, int], index: int, other: int) -> None:
    kept, gone = group_of[index], group_of[other]
    groups[kept] = sorted([*groups[kept], *groups[gone]])
    for moved in groups[gone]:
        group_of[moved] = kept
    groups[gone] = []
