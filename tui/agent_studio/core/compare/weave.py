"""Which parts of several texts changed against their common ancestor, and which together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from agent_studio.core.compare.sequences import changes
from agent_studio.core.compare.words import likeness
from agent_studio.core.records import dataclass

EDITED = 0.4
"""From here on a part is an edited one, not a new one in the place of another."""
_MOST = 60
"""Longer stretches of changed parts are one change: nobody could follow pairs in them."""


@dataclass(frozen=True, slots=True)
class Strand:
    """Consecutive parts of the base, and what each side has of them; ranges are half-open."""

    base: tuple[int, int]
    sides: tuple[tuple[int, int], ...]
    changed: tuple[int, ...] = ()
    """The sides that changed it; none for what all have alike."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """``base[start:end]`` became ``side[first:last]``."""

    source: int
    start: int
    end: int
    first: int
    last: int
    pair: bool = False
    """One part for one part, and they are alike: nothing else can be meant by it."""

    @property
    def adds(self) -> bool:
        return not self.pair and self.last > self.first


def weave(
    base: Sequence[str], sides: Sequence[Sequence[str]], *, strict: bool
) -> tuple[Strand, ...]:
    """The strands, in order; all parts of all texts are in exactly one of them.

    Changes of different sides go into one strand where they overlap; with ``strict`` also
    where they touch, as git has it: for code, whose neighbouring lines depend on one another.
    """
    edits = [
        edit
        for source, side in enumerate(sides)
        for edit in _edits(base, side, source, strict=strict)
    ]
    edits.sort(key=lambda edit: (edit.start, edit.end, edit.source))
    groups: list[list[_Edit]] = []
    for edit in edits:
        if groups and any(_meet(edit, other, strict) for other in groups[-1]):
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return tuple(_strands(len(base), [len(side) for side in sides], groups))


def _edits(base: Sequence[str], side: Sequence[str], source: int, *, strict: bool) -> list[_Edit]:
    found: list[_Edit] = []
    for change in changes(base, side):
        whole = _Edit(source, change.start, change.end, change.first, change.last)
        found += [whole] if strict else _paired(base, side, whole)
    return found


def _paired(base: Sequence[str], side: Sequence[str], edit: _Edit) -> list[_Edit]:
    """The edit as pairs of a part and what became of it, and what is left between them."""
    rows, columns = edit.end - edit.start, edit.last - edit.first
    if not rows or not columns or max(rows, columns) > _MOST:
        return [edit]
    found: list[_Edit] = []
    start, first = edit.start, edit.first
    before, after = base[edit.start : edit.end], side[edit.first : edit.last]
    for row, column in best_pairs(before, after, likeness, EDITED):
        at, to = edit.start + row, edit.first + column
        if (start, first) != (at, to):
            found.append(_Edit(edit.source, start, at, first, to))
        found.append(_Edit(edit.source, at, at + 1, to, to + 1, pair=True))
        start, first = at + 1, to + 1
    if (start, first) != (edit.end, edit.last):
        found.append(_Edit(edit.source, start, edit.end, first, edit.last))
    return found


_T = TypeVar("_T")


def best_pairs(
    before: Sequence[_T], after: Sequence[_T], likeness: Callable[[_T, _T], float], least: float
) -> list[tuple[int, int]]:
    """Pairs in the order of both, at least ``least`` alike, whose likenesses add up to the most."""
    like = [[likeness(a, b) for b in after] for a in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for row in range(len(before) - 1, -1, -1):
        for column in range(len(after) - 1, -1, -1):
            score = like[row][column]
            both = best[row + 1][column + 1] + score if score >= least else 0.0
            best[row][column] = max(both, best[row + 1][column], best[row][column + 1])
    pairs = []
    row = column = 0
    while row < len(before) and column < len(after):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _meet(one: _Edit, other: _Edit, strict: bool) -> bool:
    if one.source == other.source:
        return False
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start < end:
        return True
    if start > end:
        return False
    # They touch. Two that add something would have to be put in an order.
    inside = one.start < start < one.end or other.start < start < other.end
    return strict or inside or (one.adds and other.adds)


def _strands(base: int, lengths: Sequence[int], groups: Sequence[Sequence[_Edit]]) -> list[Strand]:
    found: list[Strand] = []
    at = 0
    reached = [0] * len(lengths)

    def stable(until: int) -> None:
        if until > at:
            ranges = tuple((start, start + until - at) for start in reached)
            found.append(Strand((at, until), ranges))

    for group in groups:
        start = min(edit.start for edit in group)
        end = max(edit.end for edit in group)
        stable(start)
        reached = [side + start - at for side in reached]
        shift = [0] * len(lengths)
        for edit in group:
            shift[edit.source] += (edit.last - edit.first) - (edit.end - edit.start)
        behind = [side + end - start + by for side, by in zip(reached, shift, strict=True)]
        ranges = tuple(zip(reached, behind, strict=True))
        found.append(Strand((start, end), ranges, tuple(sorted({e.source for e in group}))))
        at, reached = end, behind
    stable(base)
    return found
