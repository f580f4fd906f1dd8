"""The line above the footer: what is going on."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class StatusLine(Static):
    """One sentence with an optional sign before it."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, text: str, sign: str = "") -> None:
        """Replace the sentence; line ends become blanks."""
        line = " ".join(text.split())
        self.update(Content(f"{sign} {line}" if sign else line))
