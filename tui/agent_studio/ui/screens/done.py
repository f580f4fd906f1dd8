"""What was written, and how to undo it."""

from __future__ import annotations

from textual.app import ComposeResult

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText
from agent_studio.ui.widgets.scroller import Scroller

LIBRARY, EDIT = "library", "edit"


class DoneScreen(StudioModal[str]):
    """Says what was done; gives where to go from here."""

    BINDINGS = bindings_for("dialog-done")

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The words."""
        with Scroller(classes="dialog") as dialog:
            yield PlainText(self._words)
        dialog.border_title = "✓ Done"
        dialog.border_subtitle = "⏎ back to the Library · e open it in the editor"

    def do_library(self) -> None:
        """To the Library."""
        self.dismiss(LIBRARY)

    def do_edit(self) -> None:
        """To the editor."""
        self.dismiss(EDIT)
