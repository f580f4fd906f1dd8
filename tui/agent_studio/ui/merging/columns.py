"""Which sources stand beside one another, and whether what they come from stands before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent_studio.core.compare.model import Cell, Row

GUTTER = 5
"""Cells before the first column: cursor, state, decision, and a blank behind each sign."""
LEAST = 28
"""A column narrower than this is not read but spelled."""
LEAST_WITH_BASE = 23
"""Where the base is to be seen too, both sides beside it are worth a few cells less."""
BASE = -1
"""In the place of a source's number: the base."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which sources are shown beside one another."""

    first: int
    widths: tuple[int, ...]
    """The cells of each shown source, without the line between two columns."""
    total: int
    base: int = 0
    """The cells of the base's column, which comes first; 0 where it is not shown."""

    @property
    def sources(self) -> range:
        """The sources that are shown."""
        return range(self.first, self.first + len(self.widths))

    @property
    def shown(self) -> Iterator[tuple[int, int]]:
        """Each column with its width, that of the base as `BASE`."""
        if self.base:
            yield BASE, self.base
        yield from zip(self.sources, self.widths, strict=True)

    @property
    def width(self) -> int:
        """The cells of all columns with the lines between them."""
        each = [width for _, width in self.shown]
        return sum(each) + len(each) - 1

    @property
    def before(self) -> int:
        """How many sources are hidden at the left."""
        return self.first

    @property
    def behind(self) -> int:
        """How many sources are hidden at the right."""
        return self.total - self.first - len(self.widths)

    def at(self, x: int) -> int | None:
        """The source whose column covers the cell ``x``, counted from the left of the list."""
        left = GUTTER
        for source, width in self.shown:
            if left <= x < left + width + 1:
                return None if source == BASE else source
            left += width + 1
        return None


def fit(width: int, total: int, first: int, *, least: int = LEAST, base: bool = False) -> Columns:
    """As many columns as ``width`` cells hold, from ``first`` on, sharing the room evenly.

    With ``base`` one of them is that of the base; at least one source stays beside it.
    """
    room = max(width - GUTTER, 1)
    least = min(least, LEAST_WITH_BASE) if base else least
    count = max(1, min(total, (room + 1) // (least + 1) - base))
    first = max(0, min(first, total - count))
    every = count + base
    each, rest = divmod(max(room - (every - 1), every), every)
    widths = tuple(each + (index < rest) for index in range(every))
    if base:
        return Columns(first, widths[1:], total, widths[0])
    return Columns(first, widths, total)


def scrolled_to(columns: Columns, source: int) -> int:
    """The first column that brings ``source`` into view with the least scrolling."""
    if source < columns.first:
        return source
    return max(columns.first, source - len(columns.widths) + 1)


def cell_at(row: Row, column: int) -> Cell | None:
    """What a source, or the base, has in a row."""
    return row.base if column == BASE else row.cells[column]
