"""The line of column titles above the Library's list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.content import Content
from textual.events import MouseMove
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from agent_studio.ui.listing.columns import Column
from agent_studio.ui.widgets.plain import plain

Head = tuple[tuple[Column, bool], ...]


class ListHead(Widget):
    """Column titles; the one that orders the list has an arrow. A click orders by a column."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list-head--title", "list-head--sorted"}

    head: reactive[Head] = reactive(())

    def on_mouse_move(self, event: MouseMove) -> None:
        """Explain the column that is pointed at."""
        self.tooltip = next((plain(each.about) for each in self._at(event.x) if each.about), None)

    def _at(self, x: int) -> Iterator[Column]:
        start = 0
        for column, _ in self.head:
            if start <= x <= start + column.width:
                yield column
            start += column.width + 1

    def render(self) -> Content:
        """The titles, as wide as their columns."""
        return Content.assemble(*(self._title(column, by) for column, by in self.head))

    def _title(self, column: Column, by: bool) -> Content:
        text = column.title.rjust(column.width) if column.right else column.title
        # The arrow may stand in the blank behind the column, so that the title is never cut.
        text = f"{text}▾" if by else text
        style = self.get_visual_style("list-head--sorted" if by else "list-head--title")
        if column.sorting is not None:
            style += Style.from_meta({"@click": f"screen.sort({column.sorting.value!r})"})
        return Content.styled(text.ljust(column.width + 1), style)
