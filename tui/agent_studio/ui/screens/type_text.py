"""Type what the result has in one row."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from agent_studio.ui.actions import bindings_for
from agent_studio.ui.base import StudioModal
from agent_studio.ui.widgets.definition_editor import DefinitionEditor
from agent_studio.ui.widgets.plain import PlainText, plain


class TypeScreen(StudioModal[str]):
    """A text area over the screen; gives the text, or ``None``."""

    BINDINGS = bindings_for("dialog-type")
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "type_text.tcss",
        "../widgets/definition_editor.tcss",
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text and how to leave it."""
        with Vertical(classes="dialog") as dialog:
            editor = DefinitionEditor(self._text)
            editor.show_line_numbers = False
            yield editor
            yield PlainText("^s take this text   esc leave the result as it was", classes="keys")
        dialog.border_title = plain(self._title)

    def on_mount(self) -> None:
        """As high as the text needs, with room to type; the cursor at the end."""
        editor = self.query_one(DefinitionEditor)
        lines = len(self._text.splitlines()) + len(self._text) // 60
        editor.styles.height = max(3, min(lines + 2, self.app.size.height - 8))
        editor.move_cursor(editor.document.end)
        editor.focus()

    def do_accept(self) -> None:
        """Take the text."""
        self.dismiss(self.query_one(DefinitionEditor).definition)

    def do_close(self) -> None:
        """Leave the result as it was."""
        self.dismiss(None)
