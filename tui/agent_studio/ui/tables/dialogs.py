"""Actions of questions and overlays; their scopes begin with ``dialog``."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("dialog-confirm.yes", ("y",), "Yes", "Do it."),
    Action("dialog-confirm.no", ("n", "escape"), "No", "Leave everything as it is."),
    Action(
        "dialog-message.close",
        ("escape", "q", "enter", "question_mark", "f1"),
        "Close",
        "Go back to where you were.",
    ),
    Action("dialog-harnesses.next", ("n",), "Next", "The next definition that is marked or shown."),
    Action("dialog-harnesses.previous", ("p", "N"), "Previous", "The definition before."),
    Action("dialog-harnesses.close", ("escape", "q"), "Close", "Back to where you were."),
    Action("dialog-mending.write", ("w", "ctrl+s"), "Write", "Write it; a backup is kept."),
    Action("dialog-mending.close", ("escape", "q"), "Close", "Leave everything as it is."),
    Action("dialog-jump.close", ("escape",), "Close", "Stay where you are."),
    Action("dialog-small.quit", ("q", "ctrl+q"), "Quit", "Leave the studio."),
    Action("dialog-welcome.close", ("escape", "enter", "space", "q"), "Begin", "Show the library."),
    Action("dialog-ask.up", ("k",), "Up", "One answer up."),
    Action("dialog-ask.down", ("j",), "Down", "One answer down."),
    Action("dialog-ask.close", ("escape", "q"), "Close", "Leave everything as it is."),
    Action(
        "dialog-commit.commit", ("ctrl+s",), "Commit", "Commit with this message.", priority=True
    ),
    Action("dialog-commit.close", ("escape",), "Close", "Keep the message and go back."),
    Action("dialog-text.close", ("escape",), "Close", "Leave everything as it is."),
)
