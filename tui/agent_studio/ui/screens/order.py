"""In which order several sources' texts follow one another."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText


class OrderScreen(StudioModal[tuple[int, ...]]):
    """Numbers are pressed one after the other; gives the sources from 0, or ``None``."""

    BINDINGS = bindings_for("dialog-order")
    CSS_PATH = "choose.tcss"

    def __init__(self, sources: Sequence[int], previews: Sequence[str]) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._previews = tuple(previews)
        self._order: list[int] = []

    def compose(self) -> ComposeResult:
        """The sources that have the row, and the order so far."""
        with Vertical(classes="dialog") as dialog:
            yield PlainText("Press the numbers in the order you want.",
                            classes="question")  # fmt: skip
            lines = [
                f"{source + 1}  {' '.join(preview.split())[:60]}"
                for source, preview in zip(self._sources, self._previews, strict=True)
            ]
            yield PlainText("\n".join(lines))
            yield PlainText("Order: –", widget_id="order")
        dialog.border_title = "In an order"
        dialog.border_subtitle = "⏎ takes them · ⌫ one less · esc leaves the row as it was"

    def on_key(self, event: events.Key) -> None:
        """A number adds its source to the order, once."""
        if event.character and event.character.isdigit():
            source = int(event.character) - 1
            if source in self._sources and source not in self._order:
                self._order.append(source)
                self._tell()
            event.stop()

    def _tell(self) -> None:
        order = ", then ".join(str(source + 1) for source in self._order) or "–"
        self.query_one("#order", PlainText).show(f"Order: {order}")

    def why_not(self, action_id: str) -> str | None:
        """Nothing can be taken before a number was pressed."""
        if action_id == "dialog-order.accept" and not self._order:
            return "Press the number of a source first."
        return None

    def do_accept(self) -> None:
        """Take the sources in this order."""
        self.dismiss(tuple(self._order))

    def do_shorten(self) -> None:
        """Remove the last number."""
        if self._order:
            self._order.pop()
            self._tell()

    def do_close(self) -> None:
        """Leave the row as it was."""
        self.dismiss(None)
