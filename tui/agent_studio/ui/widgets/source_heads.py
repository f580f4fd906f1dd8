"""The heads of the columns: which source stands where, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from agent_studio.core.dialects.model import Rights
from agent_studio.core.text import visible
from agent_studio.core.told import signs
from agent_studio.ui.merging.columns import BASE, GUTTER, Columns, fit

_ROOM_FOR_RIGHTS = 22
"""Cells of a head that leave enough of the name beside the signs."""


class SourceHeads(Widget):
    """One line above the columns. A click puts the cursor into that column."""

    auto_links = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "heads--here",
        "heads--base",
        "heads--label",
        "heads--more",
        "heads--rights",
        *(f"source-{number}" for number in range(1, 10)),
    }

    class Chosen(Message):
        """A head was clicked."""

        def __init__(self, source: int) -> None:
            super().__init__()
            self.source = source

    def __init__(self, signs: Sequence[str] = "123456789") -> None:
        super().__init__()
        self._signs = signs
        self._labels: Sequence[str] = ()
        self._columns = fit(80, 1, 0)
        self._here = 0
        self._rights: Sequence[str] = ()

    def show(self, labels: Sequence[str], columns: Columns, here: int) -> None:
        """Show these labels over these columns; ``here`` is the source under the cursor."""
        self._labels, self._columns, self._here = labels, columns, here
        self.refresh()

    def show_rights(self, rights: Sequence[Rights | None]) -> None:
        """Show what each source gives its agent, at the right of its head."""
        self._rights = [signs(each).rstrip() for each in rights]
        self.refresh()

    def render(self) -> Content:
        """Arrows where there is more, then number and name of each source in view."""
        if not self._labels:
            return Content("")
        before, behind = self._columns.before, self._columns.behind
        more = self.get_visual_style("heads--more")
        left = f"‹{before}" if before else ""
        parts = [Content.styled(left.ljust(GUTTER), more)]
        columns = list(self._columns.shown)
        last = len(columns) - 1
        for index, (source, room) in enumerate(columns):
            right = f" {behind}›" if behind and index == last else ""
            parts.append(self._head(source, room - len(right)))
            if right:
                parts.append(Content.styled(right, more))
            elif index != last:
                parts.append(Content(" "))
        return Content.assemble(*parts)

    def _head(self, source: int, room: int) -> Content:
        if source == BASE:
            style = self.get_visual_style("heads--base")
            return Content.styled(set_cell_size(" 0 base", max(room, 0)), style)
        number = self.get_visual_style(f"source-{source + 1}")
        style = self.get_visual_style("heads--here" if source == self._here else "heads--label")
        here = "▾" if source == self._here else " "
        rights = self._rights[source] if source < len(self._rights) else ""
        if room < _ROOM_FOR_RIGHTS:
            rights = ""
        behind = f" {rights} " if rights else ""
        name = _tail(visible(self._labels[source]).replace("\n", " "), room - 4 - len(behind))
        return Content.assemble(
            Content.styled(f"{here}{self._signs[source]} ", number),
            Content.styled(set_cell_size(name, max(room - 3 - len(behind), 0)), style),
            Content.styled(behind, self.get_visual_style("heads--rights")),
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which column was meant."""
        source = self._columns.at(event.x)
        if source is not None:
            self.post_message(self.Chosen(source))


def _tail(text: str, width: int) -> str:
    """The end of a path says more than its beginning."""
    return text if len(text) <= width else "…" + text[len(text) - max(width - 1, 0) :]
