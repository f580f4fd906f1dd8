"""The message of a commit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from agent_studio.ui.actions import bindings_for, key_name
from agent_studio.ui.base import StudioModal, studio
from agent_studio.ui.widgets.plain import PlainText
from agent_studio.ui.widgets.safe_text_area import SafeTextArea

_LISTED = 5


class CommitScreen(StudioModal[tuple[bool, str]]):
    """Asks for a message; the answer is whether to commit, and the message so far."""

    BINDINGS = bindings_for("dialog-commit")
    CSS_PATH = "commit.tcss"

    def __init__(self, staged: Sequence[str], message: str = "") -> None:
        super().__init__()
        self._staged, self._message = tuple(staged), message

    def compose(self) -> ComposeResult:
        """What will be committed, and a place for the message."""
        with Vertical(classes="dialog") as dialog:
            listed = "\n".join(f"● {path}" for path in self._staged[:_LISTED])
            more = len(self._staged) - _LISTED
            yield PlainText(listed + (f"\n… and {more} more" if more > 0 else ""), classes="staged")
            yield SafeTextArea(
                self._message,
                placeholder="A first line that says what this does.\n\nThen why, if it needs one.",
                highlight_cursor_line=False,
            )
            yield PlainText(classes="hint")
        number = len(self._staged)
        dialog.border_title = f"Commit {number} definition{'' if number == 1 else 's'}"
        key = key_name(studio(self).keys_of("dialog-commit.commit")[0])
        dialog.border_subtitle = f"{key} commits · esc keeps the message and goes back"

    def on_mount(self) -> None:
        """Begin to type at once."""
        self.query_one(SafeTextArea).focus()
        self.on_text_area_changed()

    def on_text_area_changed(self) -> None:
        """Say how long the first line is, since lists of commits cut it."""
        first = self.query_one(SafeTextArea).text.partition("\n")[0]
        hint = f"The first line has {len(first)} characters; beyond 72 it is cut in lists."
        self.query_one(".hint", PlainText).show(hint if len(first) > 72 else "")

    def why_not(self, action_id: str) -> str | None:
        """A commit needs a message."""
        if action_id == "dialog-commit.commit" and not self.query_one(SafeTextArea).text.strip():
            return "A commit needs a message."
        return None

    def do_commit(self) -> None:
        """Commit."""
        self.dismiss((True, self.query_one(SafeTextArea).text))

    def do_close(self) -> None:
        """Go back."""
        self.dismiss((False, self.query_one(SafeTextArea).text))
