"""A question with two answers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText, plain


class ConfirmScreen(StudioModal[bool]):
    """Asks ``question``; the answer is whether ``yes`` was chosen.

    The focus is on the harmless answer.
    """

    BINDINGS = bindings_for("dialog-confirm")
    CSS_PATH = "confirm.tcss"

    def __init__(self, title: str, question: str, *, yes: str, no: str = "Back") -> None:
        super().__init__()
        self._title, self._question, self._yes, self._no = title, question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its two buttons."""
        with Vertical(classes="dialog") as dialog:
            yield PlainText(self._question)
            with Horizontal(classes="answers"):
                yield Button(plain(f"y  {self._yes}"), id="yes")
                yield Button(plain(f"n  {self._no}"), id="no")
        dialog.border_title = plain(self._title)

    def on_mount(self) -> None:
        """Put the focus on the harmless answer."""
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by the button."""
        self.dismiss(event.button.id == "yes")

    def do_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def do_no(self) -> None:
        """Answer no."""
        self.dismiss(False)
