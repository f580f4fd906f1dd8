"""Jump keys: every part that can have the focus gets a letter; the letter takes you there."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.plain import PlainText

_LETTERS = "asdfjklghqwertyuiopzxcvbnm"


def jump_targets(screen: Screen[object]) -> dict[str, Widget]:
    """The parts of ``screen`` that can have the focus and are in view, each with its letter."""
    seen = [
        widget
        for widget in screen.focus_chain
        if widget.region.size and screen.region.overlaps(widget.region)
    ]
    return dict(zip(_LETTERS, seen, strict=False))


class JumpScreen(StudioModal[Widget | None]):
    """Labels over the parts of the screen below; gives back the part that was chosen."""

    BINDINGS = bindings_for("dialog-jump")
    DEFAULT_CLASSES = "-see-through"

    def __init__(self, targets: dict[str, Widget]) -> None:
        super().__init__()
        self._targets = targets

    def compose(self) -> ComposeResult:
        """A label at the upper left corner of each part."""
        for letter, widget in self._targets.items():
            label = PlainText(f" {letter} ", classes="jump-label")
            label.absolute_offset = Offset(widget.region.x + 1, widget.region.y)
            yield label

    def on_key(self, event: Key) -> None:
        """Go where the letter stands; any other key gives up."""
        event.stop()
        self.dismiss(self._targets.get(event.key))

    def do_close(self) -> None:
        """Give up."""
        self.dismiss(None)
