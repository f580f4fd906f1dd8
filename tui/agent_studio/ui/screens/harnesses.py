"""One definition in the eyes of every harness: loads or not, why, as what, with which rights."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agent_studio.core.dialects.readings import Reading
from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import StudioModal, studio
from agent_studio.ui.readings.on_hand import OnHand, Readings, readings_of
from agent_studio.ui.widgets.change_list import ActionList
from agent_studio.ui.widgets.plain import PlainText, plain
from agent_studio.ui.widgets.reading_text import line, whole
from agent_studio.ui.widgets.scroller import Scroller

_LEGEND = "r read w write x run n network d delegate m MCP · ! asks nothing ~ less"
_ROOM_FOR_WORDS = 100
"""Cells. On narrower terminals the sign alone says what becomes of the file."""
_ROOM_FOR_TWO = 76
"""Cells below which one harness is told under the list, not beside it."""


class HarnessesScreen(StudioModal[None]):
    """A list of harnesses, those that look into its place first, and one of them in full."""

    BINDINGS = bindings_for("dialog-harnesses")
    CSS_PATH = "harnesses.tcss"

    def __init__(self, definitions: Sequence[OnHand]) -> None:
        super().__init__()
        self._definitions = tuple(definitions)
        self._at = 0
        self._readings = Readings()
        self._rows: list[Reading | None] = []

    def compose(self) -> ComposeResult:
        """What is said of all, the list, one harness, the signs."""
        with Vertical(classes="dialog -tall"):
            yield PlainText("Asking …", widget_id="summary")
            with Container(id="both"):
                yield ActionList(id="readings", markup=False)
                with Scroller(id="reading"):
                    yield Static(id="whole", markup=False)
            yield PlainText(_LEGEND, widget_id="signs")

    def on_mount(self) -> None:
        """Ask about the first definition."""
        self.query_one(ActionList).focus()
        self._ask()

    @work(exclusive=True)
    async def _ask(self) -> None:
        of = self._definitions[self._at]
        dialog = self.query_one(".dialog")
        dialog.border_title = plain(of.title)
        dialog.border_subtitle = self._keys()
        self._show(await asyncio.to_thread(readings_of, of))

    def _keys(self) -> str:
        if len(self._definitions) < 2:
            return "esc closes"
        keys = studio(self).keys_of
        there = key_name(keys("dialog-harnesses.next")[0])
        back = key_name(keys("dialog-harnesses.previous")[0])
        return f"{self._at + 1} of {len(self._definitions)} · {there} next {back} back · esc closes"

    def _show(self, found: Readings) -> None:
        kept = self.chosen
        self._readings = found
        self.query_one("#summary", PlainText).show(found.in_words)
        self._rows, options = [], []
        others = "Others" if found.there else "If they looked here"
        for title, readings in (("Look into its place", found.there), (others, found.others)):
            if readings:
                options.append(Option(Content.styled(title, "bold $quiet"), disabled=True))
                self._rows.append(None)
            for each in readings:
                options.append(Option(line(each, words=self.app.size.width >= _ROOM_FOR_WORDS)))
                self._rows.append(each)
        listing = self.query_one(ActionList)
        listing.set_options(options)
        titles = [row.title if row else "" for row in self._rows]
        if options:
            listing.highlighted = titles.index(kept.title) if kept else 1
        self._tell()

    @property
    def chosen(self) -> Reading | None:
        """What the harness under the cursor makes of it."""
        at = self.query_one(ActionList).highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    @property
    def readings(self) -> Readings:
        """What is shown."""
        return self._readings

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        pane, found = self.query_one("#reading", Scroller), self.chosen
        width = max(pane.content_size.width - pane.scrollbar_size_vertical, 20)
        self.query_one("#whole", Static).update(whole(found, width) if found else "")
        pane.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Say as much as there is room for, and break the lines anew."""
        self.set_class(self.app.size.width < _ROOM_FOR_TWO, "-stacked")
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self._rows:
            self._show(self._readings)

    def why_not(self, action_id: str) -> str | None:
        """There must be another one to go to."""
        if action_id.endswith((".next", ".previous")) and len(self._definitions) < 2:
            return "There is one definition only; mark several in the Library."
        return None

    def do_next(self) -> None:
        """The next definition, the same harness."""
        self._go(1)

    def do_previous(self) -> None:
        """The one before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(self._definitions)
        self._ask()

    def do_close(self) -> None:
        """Back to where it was asked."""
        self.dismiss(None)
