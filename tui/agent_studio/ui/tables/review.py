"""Actions of the workplace "Review"."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("review.stage", ("space", "s"), "Stage",
           "Stage this definition, or this row where a row has the cursor; again: unstage.",
           "Changes", 1),
    Action("review.stage-all", ("a",), "Stage all", "Stage every definition; again: none.",
           "Changes", 3),
    Action("review.unstage", ("u",), "Unstage", "Take it out of what will be committed.",
           "Changes", 2),
    Action("review.revert", ("x",), "Revert",
           "Put back what was there before: this definition, or this row. It can be undone.",
           "Changes", 1),
    Action("review.undo", ("z",), "Undo", "Take the last revert or staging back.", "Changes", 2),
    Action("review.edit", ("e",), "Edit", "Open this definition in the Editor.", "Open", 1),
    Action("review.commit", ("c",), "Commit", "Commit what is staged, with a message.",
           "Open", 1),
    Action("review.rows", ("enter", "right", "l"), "Rows", "Into the rows of this definition.",
           "View", 2),
    Action("review.back", ("escape", "left", "h"), "Back", "Back to the definitions.", "View"),
    Action("review.next", ("n",), "Next", "To the next definition.", "View", 3),
    Action("review.previous", ("N",), "Previous", "To the definition before.", "View"),
    Action("review.refresh", ("r",), "Refresh", "Ask git again.", "View", 3),
)  # fmt: skip
