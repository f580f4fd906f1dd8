"""Text of files on the screen: never as markup, never with hidden characters left hidden."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from agent_studio.core.text import visible


def plain(text: str, style: str | Style = "") -> Content:
    """``text`` as content that may be shown: no markup, hidden characters named."""
    return Content.styled(visible(text), style)


class PlainText(Static):
    """A `Static` for text of any origin: brackets are brackets, control characters are named."""

    def __init__(
        self, text: str = "", *, widget_id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(plain(text), markup=False, id=widget_id, classes=classes)

    def show(self, text: str) -> None:
        """Replace the text."""
        self.update(plain(text))
