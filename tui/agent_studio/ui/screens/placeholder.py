"""A workplace that has nothing to show."""

from __future__ import annotations

from textual.app import ComposeResult

from agent_studio.ui.base import StudioScreen
from agent_studio.ui.widgets.plain import PlainText


class PlaceholderScreen(StudioScreen):
    """Says in one sentence why there is nothing here."""

    def __init__(self, workplace: str, sentence: str) -> None:
        super().__init__()
        self.tab = workplace
        self._sentence = sentence

    def compose_body(self) -> ComposeResult:
        """The sentence, in the middle."""
        yield PlainText(self._sentence, classes="empty")
