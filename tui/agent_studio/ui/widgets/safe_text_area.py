"""A text area whose undo survives what Textual's own does not."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import TextArea
from textual.widgets.text_area import Selection


class SafeTextArea(TextArea):
    """`TextArea` with a way around Textualize/textual#6686.

    Textual 8.2 looks up the selection of before in the text of after, and fails if it lies
    behind the end: many lines pasted into a small area and taken back end the application. A
    cursor at the start is inside every text; the step itself then sets the right one.
    """

    def undo(self) -> None:
        """Take the last step back."""
        self._step(super().undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(super().redo)

    def _step(self, step: Callable[[], None]) -> None:
        kept, before = self.selection, len(self.history.undo_stack)
        self.set_reactive(TextArea.selection, Selection.cursor((0, 0)))
        step()
        if len(self.history.undo_stack) == before:
            self.set_reactive(TextArea.selection, kept)
