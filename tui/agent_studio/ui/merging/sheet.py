"""Where every line of the comparison is: texts wrapped into columns, rows under one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from agent_studio.core.compare import word_marks
from agent_studio.core.compare.model import Address, Cell, Row, RowKind, State, Word
from agent_studio.ui.merging.columns import Columns, cell_at
from agent_studio.ui.merging.view import Entry
from agent_studio.ui.wrap import Line, Mark, Shown, show, wrap

_UNDER = 2
_PARTS = {RowKind.MEMBER, RowKind.PART}
"""What stands under the row that it is a part of, that many cells further in."""


@dataclass(frozen=True)
class CellTexts:
    """Shown texts and their lines, kept as long as the comparison is on the screen."""

    _shown: dict[tuple[Address, int], Shown] = field(default_factory=dict)
    _marks: dict[tuple[Address, int], Sequence[Mark]] = field(default_factory=dict)
    _lines: dict[tuple[Address, int, int], tuple[Line, ...]] = field(default_factory=dict)

    def shown(self, row: Row, cell: Cell) -> Shown:
        """The text of ``cell`` as the screen shows it."""
        key = (row.address, cell.source)
        found = self._shown.get(key)
        if found is None:
            found = self._shown[key] = show(cell.text)
        return found

    def lines(self, row: Row, cell: Cell, width: int) -> tuple[Line, ...]:
        """Its lines in a column of ``width`` cells."""
        key = (row.address, cell.source, width)
        found = self._lines.get(key)
        if found is None:
            under = _UNDER if row.kind in _PARTS else 0
            lines = wrap(self.shown(row, cell).text, max(width - under, 1))
            found = tuple(replace(line, indent=line.indent + under) for line in lines)
            self._lines[key] = found
        return found

    def marks(self, row: Row, cell: Cell) -> Sequence[Mark]:
        """The words of ``cell`` that are new to it, as ranges of its shown text.

        Where there is a base, new is what the base has not; else what no other source has.
        """
        others = _compared_with(row, cell)
        if not others:
            return ()
        key = (row.address, cell.source)
        found = self._marks.get(key)
        if found is None:
            words = word_marks(cell.text, [other.text for other in others])
            found = self._marks[key] = list(_changed(words, self.shown(row, cell)))
        return found


def _compared_with(row: Row, cell: Cell) -> list[Cell]:
    base = row.base
    if base is not None:
        return [] if cell.key == base.key else [base]
    differs = row.state is State.DIFFERS
    return [other for other in row.present if other is not cell] if differs else []


def _changed(words: Sequence[Word], shown: Shown) -> Iterator[Mark]:
    offset = 0
    for word in words:
        end = offset + len(word.text)
        if word.changed:
            yield shown.at(offset), shown.at(end), "changed"
        offset = end


@dataclass(frozen=True)
class Sheet:
    """The laid out list for one width."""

    listed: Sequence[Entry]
    columns: Columns
    texts: CellTexts
    clip: int
    """A row takes at most this many lines unless it is expanded."""
    expanded: Collection[Address] = ()

    @cached_property
    def tops(self) -> list[int]:
        """The first line of each entry, and behind the last one the number of all lines."""
        return list(accumulate((self.height(entry) for entry in self.listed), initial=0))

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.tops[-1]

    def locate(self, line: int) -> tuple[int, int] | None:
        """Which entry the line belongs to, and which of its lines it is."""
        if not 0 <= line < self.lines:
            return None
        index = bisect_right(self.tops, line) - 1
        return index, line - self.tops[index]

    def height(self, entry: Entry) -> int:
        """How many lines an entry takes."""
        if not isinstance(entry, Row):
            return 1
        full = self.full_height(entry)
        return full if entry.address in self.expanded else min(full, self.limit(entry))

    def limit(self, row: Row) -> int:
        """How many lines of ``row`` are shown unexpanded.

        Of a row whose members or items have rows of their own one line is enough.
        """
        if row.kind is not RowKind.SECTION and row.children:
            return 1
        return self.clip

    def full_height(self, row: Row) -> int:
        """How many lines ``row`` would take unclipped, in the columns shown."""
        heights = [1]
        for column, width in self.columns.shown:
            cell = cell_at(row, column)
            if cell is not None:
                heights.append(len(self.texts.lines(row, cell, text_width(width))))
        return max(heights)


def text_width(column: int) -> int:
    """What a column of that many cells leaves for text: a bar before it, a blank behind it."""
    return max(column - 2, 1)
