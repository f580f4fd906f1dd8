"""Two to nine definitions side by side, as one scrolled list drawn line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.cache import LRUCache
from textual.message import Message
from textual.strip import Strip

from agent_studio.core.compare.model import Address, Comparison, Row
from agent_studio.core.merge.model import Merge
from agent_studio.ui.merging.branches import Branch
from agent_studio.ui.merging.view import (
    Band,
    Fold,
    Standing,
    branch_standing,
    standing,
    state_sign,
)
from agent_studio.ui.widgets.grid_layout import GridLayout
from agent_studio.ui.widgets.grid_paint import COMPONENTS, NOWHERE, Look, Painter


class ComparisonGrid(GridLayout):
    """Rows of a comparison with a cursor on one row and one source.

    It shows and it tells where the cursor is; it decides nothing.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS

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
        super().__init__(widget_id=widget_id, branches=branches)
        self._sign = sign
        self.merge: Merge | None = None
        self._waiting: frozenset[Address] = frozenset()
        self._drawn: LRUCache[tuple[int, Look], list[Strip]] = LRUCache(600)

    # What it shows

    def show(self, comparison: Comparison, merge: Merge | None = None) -> None:
        """Show another comparison, from its top."""
        self.merge = merge
        self.from_the_top(comparison)

    def decide(
        self,
        comparison: Comparison,
        merge: Merge | None,
        waiting: frozenset[Address] = frozenset(),
    ) -> None:
        """Show other decisions; ``waiting`` are the undecided rows.

        The rows are those of before, but some may be split into parts or put together again.
        """
        self.merge = merge
        self._waiting = waiting
        if comparison is not self.comparison:
            self.comparison = comparison
            self.again()
        self.refresh()

    def moved(self) -> None:
        """Tell that the cursor is elsewhere."""
        self.post_message(self.Moved(self))

    def lay_out(self) -> None:
        """Nothing that was drawn for the former sheet holds for another."""
        self._drawn.clear()
        super().lay_out()

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
        look = Look(state, here, here and self.has_focus, self.source if here else NOWHERE)
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

    # Events

    def on_resize(self) -> None:
        """Another width means other lines."""
        self.again()

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
