"""The Library's list: any number of definitions, only what is in view is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from agent_studio.core.text import visible
from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import Performer
from agent_studio.ui.listing.columns import Column, columns
from agent_studio.ui.listing.view import NO_KIN, Card, Kin, Line, Sorting
from agent_studio.ui.widgets.definition_row import RowPainter


@dataclass
class ListMessage(Message):
    """Something a person did with a list, and the line they did it with."""

    definitions: DefinitionList
    line: Line | None

    @property
    def control(self) -> DefinitionList:
        """The list, for ``@on``."""
        return self.definitions

    @property
    def card(self) -> Card | None:
        """The definition of that line; ``None`` for a heading."""
        return self.line.card if self.line else None


class DefinitionList(ScrollView, Performer, can_focus=True):
    """Lines of definitions and group headings, with a cursor.

    It is told what to show (`show`); what a person does with it goes up as messages.
    """

    BINDINGS = bindings_for("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "definitions--text",
        "definitions--quiet",
        "definitions--heading",
        "definitions--cursor",
        "definitions--cursor-blurred",
        "definitions--mark",
        "definitions--error",
        "definitions--warning",
        "definitions--kin",
    }

    cursor: reactive[int] = reactive(0)

    class LaidOut(ListMessage):
        """Other columns may stand now."""

    class Highlighted(ListMessage):
        """The cursor is on another definition, or on none."""

    class Opened(ListMessage):
        """A definition was double-clicked."""

    class MarkClicked(ListMessage):
        """The mark column of a definition was clicked."""

    class GroupClicked(ListMessage):
        """A group's heading was clicked."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._lines: tuple[Line, ...] = ()
        self._kin: Mapping[Path, Kin] = {}
        self._marked: frozenset[Path] = frozenset()
        self._longest = (8, 8)
        self._several_harnesses = False
        self._columns: tuple[Column, ...] = ()
        self._width = 0
        """The width that the columns are made for."""
        self._sorting = Sorting.NAME

    # What it shows.

    def show(
        self,
        lines: Sequence[Line],
        kin: Mapping[Path, Kin],
        marked: frozenset[Path],
        sorting: Sorting,
        *,
        from_top: bool = False,
    ) -> None:
        """Show these lines; the cursor stays on its definition if that is still there.

        With ``from_top``, or if there was nothing, it goes to the first definition.
        """
        before = self.line
        index = self.cursor
        from_top = from_top or not self._lines
        self._lines, self._kin, self._marked = tuple(lines), kin, marked
        self._sorting = sorting
        cards = [line.card for line in self._lines if line.card]
        self._longest = (
            max((cell_len(visible(card.name)) for card in cards), default=8),
            max((len(card.label) for card in cards), default=8),
        )
        self._several_harnesses = len({card.harness for card in cards}) > 1
        self._lay_out()
        self.virtual_size = Size(self.size.width, len(self._lines))
        first = next((place for place, line in enumerate(self._lines) if line.card), 0)
        place = first if from_top else self._place_of(before, index)
        self.set_reactive(DefinitionList.cursor, place)
        if from_top:
            self.scroll_home(animate=False)
        self.refresh()
        if self.card != (before.card if before else None):
            self.post_message(self.Highlighted(self, self.line))

    def _place_of(self, line: Line | None, index: int) -> int:
        if line is not None:
            wanted = line.card.path if line.card else None
            for place, other in enumerate(self._lines):
                there = other.card.path if other.card else None
                if there == wanted and (wanted is not None or other.group == line.group):
                    return place
        return max(0, min(index, len(self._lines) - 1))

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    @property
    def card(self) -> Card | None:
        """The definition under the cursor; ``None`` on a heading or in an empty list."""
        return self.line.card if self.line else None

    @property
    def group(self) -> tuple[Card, ...]:
        """The definitions of the group under the cursor; none if there is no group."""
        key = self.line.group if self.line else ""
        return tuple(line.card for line in self._lines if key and line.group == key and line.card)

    @property
    def shown(self) -> tuple[Card, ...]:
        """All definitions that are shown."""
        return tuple(line.card for line in self._lines if line.card)

    def header(self) -> tuple[tuple[Column, bool], ...]:
        """The columns, and for each whether the list is ordered by it."""
        return tuple((column, column.sorting is self._sorting) for column in self._columns)

    def go_to(self, path: Path) -> None:
        """Put the cursor on that definition, if it is shown."""
        for place, line in enumerate(self._lines):
            if line.card and line.card.path == path:
                self.cursor = place
                return

    # Keys and mouse.

    def do_up(self) -> None:
        """One line up."""
        self._move(self.cursor - 1)

    def do_down(self) -> None:
        """One line down."""
        self._move(self.cursor + 1)

    def do_page_up(self) -> None:
        """One screen up."""
        self._move(self.cursor - max(self.size.height - 1, 1))

    def do_page_down(self) -> None:
        """One screen down."""
        self._move(self.cursor + max(self.size.height - 1, 1))

    def do_first(self) -> None:
        """To the first line."""
        self._move(0)

    def do_last(self) -> None:
        """To the last line."""
        self._move(len(self._lines) - 1)

    def _move(self, place: int) -> None:
        self.cursor = max(0, min(place, len(self._lines) - 1))

    def watch_cursor(self) -> None:
        """Bring the cursor into view and say where it is."""
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1), animate=False, force=True, immediate=True
        )
        self.refresh()
        self.post_message(self.Highlighted(self, self.line))

    def on_click(self, event: Click) -> None:
        """Go where the mouse pointed; the mark column marks, a heading folds, twice opens."""
        place = event.y + self.scroll_offset.y
        if not 0 <= place < len(self._lines):
            return
        line = self._lines[place]
        self.cursor = place
        if line.card is None:
            self.post_message(self.GroupClicked(self, line))
        elif event.x < 2:
            self.post_message(self.MarkClicked(self, line))
        elif event.chain == 2:
            self.post_message(self.Opened(self, line))

    def on_resize(self, event: Resize) -> None:
        """Other columns may fit now."""
        self.virtual_size = Size(event.size.width, len(self._lines))
        self._lay_out()
        self.post_message(self.LaidOut(self, self.line))

    # Drawing.

    def _lay_out(self) -> None:
        name, path = self._longest
        self._width = self.size.width
        self._columns = columns(
            self._width,
            longest_name=name,
            longest_path=path,
            several_harnesses=self._several_harnesses,
        )

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if width != self._width:
            # The first frame is drawn before the list is told its size.
            self._lay_out()
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        painter = RowPainter(self._columns, self._style)
        if line.card is None:
            segments = painter.heading(line, folded=not self._is_unfolded(place))
        else:
            kin = self._kin.get(line.card.path, NO_KIN)
            segments = painter.cells(line.card, line, kin, marked=line.card.path in self._marked)
        strip = Strip(segments).adjust_cell_length(width, self._style("text"))
        if place == self.cursor:
            name = "cursor" if self.has_focus else "cursor-blurred"
            cursor = self._style(name)
            # The cursor's colours go over the cells' own, which would hide them.
            strip = Strip([Segment(text, (style or cursor) + cursor) for text, style, _ in strip])
        return strip

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"definitions--{name}")

    def _is_unfolded(self, place: int) -> bool:
        following = self._lines[place + 1 : place + 2]
        return any(line.group == self._lines[place].group for line in following)
