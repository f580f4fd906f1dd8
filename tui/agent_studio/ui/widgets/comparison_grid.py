"""Two to nine definitions side by side, as one scrolled list drawn line by line."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar, TypeGuard

from rich.style import Style
from textual import events, on
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.core.merge.model import Merge
from agent_studio.ui.merging.branches import Branch, lone_source
from agent_studio.ui.merging.sheet import CellTexts, Sheet
from agent_studio.ui.merging.view import (
    Band,
    Columns,
    Entry,
    Fold,
    Standing,
    branch_standing,
    entries,
    fit,
    index_of,
    next_stop,
    scrolled_to,
    standing,
    state_sign,
)
from agent_studio.ui.widgets.grid_paint import COMPONENTS, Look, Painter
from agent_studio.ui.widgets.sheet_view import SheetView


class ComparisonGrid(SheetView):
    """Rows of a comparison with a cursor on one row and one source.

    It shows and it tells where the cursor is; it decides nothing.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS

    source: reactive[int] = reactive(0)
    """The column under the cursor, as the source's index."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row or column, or there are other columns."""

        grid: ComparisonGrid

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is last counts."""
            return isinstance(message, ComparisonGrid.Moved)

    @dataclass
    class Picked(Message):
        """A cell was clicked twice: its source is wanted for its row."""

        grid: ComparisonGrid
        source: int

    def __init__(
        self,
        *,
        widget_id: str | None = None,
        sign: Callable[[Row], str] = state_sign,
        branches: bool = True,
    ) -> None:
        super().__init__(widget_id=widget_id)
        self._branches = branches
        self._sign = sign
        self.comparison: Comparison | None = None
        self.merge: Merge | None = None
        self.folding = True
        self._waiting: frozenset[Address] = frozenset()
        self._opened: frozenset[Address] = frozenset()
        self._expanded: frozenset[Address] = frozenset()
        self._first = 0
        self._drawn: LRUCache[tuple[int, Look], list[Strip]] = LRUCache(600)

    # What it shows

    def show(self, comparison: Comparison, merge: Merge | None = None) -> None:
        """Show another comparison, from its top."""
        self.comparison = comparison
        self.merge = merge
        self._texts = CellTexts()
        self._opened = self._expanded = frozenset()
        self._first = 0
        self.source = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False)
        listed = self._sheet.listed
        first = next((at for at, entry in enumerate(listed) if isinstance(entry, Row)), 0)
        self.cursor = self._nearest_row(first, 1)

    def decide(self, merge: Merge | None, waiting: frozenset[Address] = frozenset()) -> None:
        """Show other decisions for the same rows; ``waiting`` are the undecided ones."""
        self.merge = merge
        self._waiting = waiting
        self.refresh()

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
        """Put the cursor on a row; opens the fold that hides it, or stays on the fold."""
        index = index_of(self._sheet.listed, address)
        if index is None:
            return
        while opening and _hides(entry := self._sheet.listed[index], address):
            self._opened |= {entry.address}
            self._lay_out()
            index = index_of(self._sheet.listed, address) or index
        self.cursor = index

    def moved(self) -> None:
        """Tell that the cursor is elsewhere."""
        self.post_message(self.Moved(self))

    # Folding and columns

    def toggle_folding(self) -> None:
        """Fold the rows that agree, or show them all."""
        self.folding = not self.folding
        self._opened = frozenset()
        self._again()

    def toggle_open(self) -> None:
        """Open or close what is under the cursor: a folded run, or a long row."""
        entry = self.entry
        if isinstance(entry, (Fold, Branch)):
            self._opened |= {entry.address}
        elif isinstance(entry, Row) and self.closable(entry):
            self._opened -= {entry.address}
        elif isinstance(entry, Row):
            self._expanded ^= {entry.address}
        self._again()

    @property
    def openable(self) -> bool:
        """Whether what is under the cursor has more to show, or shows all of a long row."""
        entry = self.entry
        if isinstance(entry, Row):
            return self.closable(entry) or self._sheet.full_height(entry) > self._sheet.limit(entry)
        return isinstance(entry, (Fold, Branch))

    def closable(self, row: Row) -> bool:
        """Whether the row heads a part of one source that was opened."""
        return self.folding and row.address in self._opened and lone_source(row) is not None

    def turn(self, by: int) -> None:
        """Put the cursor ``by`` columns further, scrolling columns if need be."""
        total = self.columns.total
        self.source = max(0, min(self.source + by, total - 1))

    def _again(self) -> None:
        """Lay out anew and stay on the row that the cursor is on."""
        entry = self.entry
        self._lay_out()
        if not isinstance(entry, Band) and entry is not None:
            index = index_of(self._sheet.listed, entry.address)
            if index is not None:
                self.cursor = index
        self._reveal()

    def _lay_out(self) -> None:
        self._drawn.clear()
        if self.comparison is None:
            return
        listed = entries(
            self.comparison, fold=self.folding, branches=self._branches, opened=self._opened
        )
        columns = fit(self._room, len(self.comparison.documents), self._first)
        self._first = columns.first
        self._sheet = Sheet(listed, columns, self._texts, self._clip, self._expanded)
        self.virtual_size = Size(self._room, self._sheet.lines)
        self.refresh()
        self.post_message(self.Moved(self))

    @property
    def _room(self) -> int:
        return max(self.scrollable_content_region.width, 1)

    @property
    def _clip(self) -> int:
        return max(3, min(self.CLIP, self.size.height // 3))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        found = self._sheet.locate(y + self.scroll_offset.y)
        if found is None:
            return Strip.blank(self.size.width, self.rich_style)
        index, line = found
        strips = self._strips(index)
        strip = strips[line] if line < len(strips) else Strip.blank(self.size.width)
        return strip.extend_cell_length(self.size.width).apply_style(self.rich_style)

    def _strips(self, index: int) -> list[Strip]:
        entry = self._sheet.listed[index]
        here = index == self.cursor
        state = Standing()
        if self.merge is not None and isinstance(entry, Row):
            state = standing(entry, self.merge.decisions, self._waiting)
        elif self.merge is not None and isinstance(entry, Branch):
            state = branch_standing(entry, self.merge.decisions, self._waiting)
        look = Look(state, here, here and self.has_focus, self.source if here else -1)
        drawn = self._drawn.get((index, look))
        if drawn is None:
            painter = Painter(self._sheet, self._style, self._sign)
            drawn = self._drawn[(index, look)] = painter.paint(entry, look)
        return drawn

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def notify_style_update(self) -> None:
        """Another theme: everything is drawn anew."""
        self._drawn.clear()
        super().notify_style_update()

    # Columns under the cursor

    def watch_source(self, source: int) -> None:
        """Scroll the columns to the one under the cursor."""
        first = scrolled_to(self.columns, source)
        if first != self._first and self.comparison is not None:
            self._first = first
            self._again()
        self.refresh()
        self.post_message(self.Moved(self))

    # Events

    def on_resize(self) -> None:
        """Another width means other lines."""
        self._again()

    @on(events.Focus)
    @on(events.Blur)
    def _draw_the_cursor(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell under the mouse; a second click picks it or opens a fold."""
        found = self._sheet.locate(event.y + self.scroll_offset.y)
        if found is None:
            return
        entry = self._sheet.listed[found[0]]
        if isinstance(entry, Band):
            return
        self.cursor = found[0]
        source = self.columns.at(event.x)
        if isinstance(entry, (Fold, Branch)):
            self.toggle_open()
        elif source is not None:
            self.source = source
            if event.chain == 2:
                self.post_message(self.Picked(self, source))


def _hides(entry: Entry, address: Address) -> TypeGuard[Fold | Branch]:
    """Whether the row of that address is folded away in ``entry``."""
    return isinstance(entry, Fold) or (isinstance(entry, Branch) and entry.address != address)
