"""Which rows and columns of a comparison are in view: folded, opened, expanded, scrolled."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeGuard

from textual.geometry import Size
from textual.reactive import reactive

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.ui.merging.asking import whole_of
from agent_studio.ui.merging.branches import Branch, lone_source
from agent_studio.ui.merging.columns import Columns, fit, scrolled_to
from agent_studio.ui.merging.sheet import CellTexts, Sheet
from agent_studio.ui.merging.view import Band, Entry, Fold, entries, index_of, next_stop, quiet
from agent_studio.ui.widgets.sheet_view import SheetView


class GridLayout(SheetView):
    """Lays a comparison out for its width and keeps the cursor on a row and a source."""

    source: reactive[int] = reactive(0)
    """The column under the cursor, as the source's index."""

    def __init__(self, *, widget_id: str | None = None, branches: bool = True) -> None:
        super().__init__(widget_id=widget_id)
        self._branches = branches
        self.comparison: Comparison | None = None
        self.folding = True
        self.with_base = False
        """Whether the base has a column."""
        self.only: frozenset[Address] | None = None
        """The rows that ask something, where only those are to be seen."""
        self._opened: frozenset[Address] = frozenset()
        self._expanded: frozenset[Address] = frozenset()
        self._first = 0

    def from_the_top(self, comparison: Comparison) -> None:
        """Lay out another comparison, with nothing opened."""
        self.comparison = comparison
        self.only, self.with_base = None, self.with_base and comparison.base is not None
        self._texts = CellTexts()
        self._opened = self._expanded = frozenset()
        self._first = 0
        self.source = 0
        self.lay_out()
        self.scroll_to(y=0, animate=False)
        listed = self._sheet.listed
        first = next((at for at, entry in enumerate(listed) if isinstance(entry, Row)), 0)
        self.cursor = self._nearest_row(first, 1)

    @property
    def columns(self) -> Columns:
        """Which sources are in view."""
        return self._sheet.columns

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        listed = self._sheet.listed
        return listed[self.cursor] if self.cursor < len(listed) else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor, that of a folded part; ``None`` on a folded run."""
        entry = self.entry
        if isinstance(entry, Branch):
            return entry.row
        return entry if isinstance(entry, Row) else None

    def next_stop(self, waiting: Collection[Address], step: int) -> Address | None:
        """The next entry after or before the cursor in which something waits."""
        return next_stop(self._sheet.listed, waiting, self.cursor, step)

    def go_to(self, address: Address, *, opening: bool = True) -> None:
        """Put the cursor on a row; opens the fold that hides it, or stays on the fold.

        Where a part is no longer one, the row that it was a part of is meant.
        """
        index = index_of(self._sheet.listed, address)
        if index is None:
            if whole_of(address) != address:
                self.go_to(whole_of(address), opening=opening)
            return
        while opening and _hides(entry := self._sheet.listed[index], address):
            self._opened |= {entry.address}
            self.lay_out()
            index = index_of(self._sheet.listed, address) or index
        self.cursor = index

    # Folding, the base, columns

    def show_base(self, *, shown: bool) -> None:
        """Give the base a column, or take it away."""
        self.with_base = shown
        self.again()

    def show_only(self, asking: frozenset[Address] | None) -> None:
        """Show only the rows that ask something, or all again (``None``)."""
        if asking != self.only:
            self.only = asking
            self.again()

    def toggle_folding(self) -> None:
        """Fold the rows that agree, or show them all."""
        self.folding = not self.folding
        self._opened = frozenset()
        self.again()

    def toggle_open(self) -> None:
        """Open or close what is under the cursor: a folded run, or a long row."""
        entry = self.entry
        if isinstance(entry, (Fold, Branch)):
            self._opened |= {entry.address}
        elif isinstance(entry, Row) and self.closable(entry):
            self._opened -= {entry.address}
        elif isinstance(entry, Row):
            self._expanded ^= {entry.address}
        self.again()

    @property
    def openable(self) -> bool:
        """Whether what is under the cursor has more to show, or shows all of a long row."""
        entry = self.entry
        if isinstance(entry, Row):
            return self.closable(entry) or self._sheet.full_height(entry) > self._sheet.limit(entry)
        return isinstance(entry, (Fold, Branch))

    def closable(self, row: Row) -> bool:
        """Whether the row heads a folded run, or a part of one source, that was opened."""
        if row.address not in self._opened or not (self.folding or self.only is not None):
            return False
        asks = self.only is None or any(part.address in self.only for part in row.walk())
        return lone_source(row) is not None or quiet(row) or not asks

    def turn(self, by: int) -> None:
        """Put the cursor ``by`` columns further, scrolling columns if need be."""
        total = self.columns.total
        self.source = max(0, min(self.source + by, total - 1))

    def watch_source(self, source: int) -> None:
        """Scroll the columns to the one under the cursor."""
        first = scrolled_to(self.columns, source)
        if first != self._first and self.comparison is not None:
            self._first = first
            self.again()
        self.refresh()
        self.moved()

    # Laying out

    def again(self) -> None:
        """Lay out anew and stay on the row that the cursor is on."""
        entry = self.entry
        self.lay_out()
        if not isinstance(entry, Band) and entry is not None:
            index = index_of(self._sheet.listed, entry.address)
            if index is None:
                index = index_of(self._sheet.listed, whole_of(entry.address))
            if index is not None:
                self.cursor = index
        last = len(self._sheet.listed) - 1
        if self.cursor > last >= 0:
            self.cursor = self._nearest_row(last, -1)
        self._reveal()

    def lay_out(self) -> None:
        """Make the sheet anew for the rows, the width and what is folded now."""
        if self.comparison is None:
            return
        listed = entries(
            self.comparison,
            fold=self.folding,
            branches=self._branches,
            opened=self._opened,
            only=self.only,
        )
        count = len(self.comparison.documents)
        columns = fit(self._room, count, self._first, base=self.with_base)
        self._first = columns.first
        self._sheet = Sheet(listed, columns, self._texts, self._clip, self._expanded)
        self.virtual_size = Size(self._room, self._sheet.lines)
        self.refresh()
        self.moved()

    @property
    def _room(self) -> int:
        return max(self.scrollable_content_region.width, 1)

    @property
    def _clip(self) -> int:
        return max(3, min(self.CLIP, self.size.height // 3))


def _hides(entry: Entry, address: Address) -> TypeGuard[Fold | Branch]:
    """Whether the row of that address is folded away in ``entry``."""
    return isinstance(entry, Fold) or (isinstance(entry, Branch) and entry.address != address)
