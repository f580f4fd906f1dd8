"""Something that went wrong, told in full."""

from __future__ import annotations

from textual.app import ComposeResult

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText, plain
from agent_studio.ui.widgets.scroller import Scroller


class MessageScreen(StudioModal[None]):
    """A title and a text of any length; any of the usual keys closes it."""

    BINDINGS = bindings_for("dialog-message")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text in a frame that scrolls."""
        with Scroller(classes="dialog") as dialog:
            yield PlainText(self._text)
        dialog.border_title = plain(self._title)
        dialog.border_subtitle = "esc closes"

    def do_close(self) -> None:
        """Close it."""
        self.dismiss(None)
