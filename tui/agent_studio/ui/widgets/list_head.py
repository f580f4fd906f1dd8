"""The line of column titles above the Library's list."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from agent_studio.ui.columns import Column

Head = tuple[tuple[Column, bool], ...]


class ListHead(Widget):
    """Column titles; the one that orders the list has an arrow. A click orders by a column."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list-head--title", "list-head--sorted"}

    head: reactive[Head] = reactive(())

    def render(self) -> Content:
        """The titles, as wide as their columns."""
        return Content.assemble(*(self._title(column, by) for column, by in self.head))

    def _title(self, column: Column, by: bool) -> Content:
        text = f"{column.title}▾" if by else column.title
        text = text[: column.width]
        text = text.rjust(column.width) if column.right else text.ljust(column.width)
        style = self.get_visual_style("list-head--sorted" if by else "list-head--title")
        if column.sorting is not None:
            style += Style.from_meta({"@click": f"screen.sort({column.sorting.value!r})"})
        return Content.styled(f"{text} ", style)
