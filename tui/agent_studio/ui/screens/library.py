"""The Library: all definitions in one list."""

from __future__ import annotations

from textual.app import ComposeResult

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioScreen
from agent_studio.ui.widgets.plain import PlainText


class LibraryScreen(StudioScreen):
    """All definitions, filtered, sorted, marked; the way to every other workplace."""

    WORKPLACE = "library"
    BINDINGS = bindings_for("library")

    def compose_body(self) -> ComposeResult:
        """The list and the preview."""
        yield PlainText("Nothing to show.", classes="empty")
