"""Stands before everything else while the terminal is too small."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText

SMALLEST = Size(60, 20)
"""Columns and rows below which no workplace can be read."""


def is_too_small(size: Size) -> bool:
    """Whether the studio cannot be shown in ``size``; a terminal without a size is none yet."""
    return bool(size) and (size.width < SMALLEST.width or size.height < SMALLEST.height)


class TooSmallScreen(StudioModal[None]):
    """One sentence; goes away when there is room."""

    BINDINGS = bindings_for("dialog-small")

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield PlainText(self._sentence(self.app.size), classes="empty")

    def on_screen_resume(self) -> None:
        """Go away if there has come to be room while a question stood before this."""
        if not is_too_small(self.app.size):
            self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Say the size as it is now."""
        self.query_one(PlainText).show(self._sentence(event.size))

    def do_quit(self) -> None:
        """Leave, asking nothing: what is unsaved is kept as a draft."""
        self.app.exit(0)

    @staticmethod
    def _sentence(size: Size) -> str:
        return (
            f"agent-studio needs a terminal of at least {SMALLEST.width}x{SMALLEST.height}; "
            f"this one is {size.width}x{size.height}. Make it larger, or press q to leave."
        )
