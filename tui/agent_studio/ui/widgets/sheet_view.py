"""A long list of entries of different heights, with a cursor on one of them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.merging.columns import fit
from agent_studio.ui.merging.sheet import CellTexts, Sheet
from agent_studio.ui.merging.view import Band


class SheetView(ScrollView, Performer, can_focus=True):
    """Moves a cursor over the entries of a `Sheet` and keeps it in view.

    Whoever draws the entries derives from it and puts another sheet in when it lays out anew.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("list")
    CLIP = 8
    """Lines of a row that are shown before it is opened."""

    cursor: reactive[int] = reactive(0)
    """Index of the entry under the cursor."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._texts = CellTexts()
        self._sheet = Sheet((), fit(80, 1, 0), self._texts, self.CLIP)

    def moved(self) -> None:
        """Called when the cursor is on another entry."""

    def watch_cursor(self) -> None:
        """Show the new place and tell about it."""
        self._reveal()
        self.refresh()
        self.moved()

    def _reveal(self) -> None:
        """Scroll so that the entry under the cursor is seen, its beginning above all."""
        if self.cursor >= len(self._sheet.listed) or not self.size.height:
            return
        top, bottom = self._sheet.tops[self.cursor], self._sheet.tops[self.cursor + 1]
        page = self.scrollable_content_region.height
        view = self.scroll_offset.y
        above = 1 if self.cursor and isinstance(self._sheet.listed[self.cursor - 1], Band) else 0
        if top - above < view or bottom - top > page:
            self.scroll_to(y=top - above, animate=False)
        elif bottom > view + page:
            self.scroll_to(y=bottom - page, animate=False)

    def _nearest_row(self, index: int, step: int) -> int:
        """The first entry from ``index`` on that the cursor may stand on."""
        listed = self._sheet.listed
        while 0 <= index < len(listed) and isinstance(listed[index], Band):
            index += step
        return index if 0 <= index < len(listed) else self.cursor

    def _page(self, down: bool) -> None:
        page = max(self.size.height - 2, 1)
        line = self._sheet.tops[self.cursor] + (page if down else -page)
        found = self._sheet.locate(max(0, min(line, self._sheet.lines - 1)))
        if found is not None:
            step = 1 if down else -1
            index = found[0] if found[0] != self.cursor else self.cursor + step
            self.cursor = self._nearest_row(index, step)

    def do_up(self) -> None:
        """One row up, or further up in a row that is higher than the screen."""
        if self._sheet.listed and self.scroll_offset.y > self._sheet.tops[self.cursor]:
            self.scroll_relative(y=-max(self.size.height - 3, 1), animate=False)
        else:
            self.cursor = self._nearest_row(self.cursor - 1, -1)

    def do_down(self) -> None:
        """One row down, or further down in a row that is higher than the screen."""
        if not self._sheet.listed:
            return
        page_end = self.scroll_offset.y + self.size.height
        if self._sheet.tops[self.cursor + 1] > page_end:
            self.scroll_relative(y=max(self.size.height - 3, 1), animate=False)
        else:
            self.cursor = self._nearest_row(self.cursor + 1, 1)

    def do_page_up(self) -> None:
        """One screen up."""
        self._page(False)

    def do_page_down(self) -> None:
        """One screen down."""
        self._page(True)

    def do_first(self) -> None:
        """To the first row."""
        self.cursor = self._nearest_row(0, 1)

    def do_last(self) -> None:
        """To the last row."""
        self.cursor = self._nearest_row(len(self._sheet.listed) - 1, -1)
