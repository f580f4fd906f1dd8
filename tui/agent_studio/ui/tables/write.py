"""Actions of the workplace "Export: writing a merge"."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("write.target", ("t",), "Where to", "Choose folder and file name.", "Write", show=2),
    Action(
        "write.originals",
        ("o",),
        "Originals",
        "Keep the definitions that were merged, or remove them after a backup.",
        "Write",
        show=2,
    ),
    Action(
        "write.references",
        ("f",),
        "References",
        "Rewrite the merged-away names in other definitions, or leave them.",
        "Write",
        show=2,
    ),
    Action(
        "write.view",
        ("v",),
        "View",
        "The difference to what is there now, or the whole text with who it comes from.",
        "View",
        show=2,
    ),
    Action("write.fold", ("d",), "Fold", "Fold the rows that stay as they are.", "View"),
    Action(
        "write.open",
        ("space", "enter"),
        "Open",
        "Open or close what is under the cursor; where nothing opens, say which key writes.",
        "View",
    ),
    Action(
        "write.write",
        ("w", "ctrl+s"),
        "Write it",
        "Read the result again, back up what is replaced, and write; all of it or nothing.",
        "Write",
        show=1,
    ),
    Action("write.back", ("escape",), "Back", "Back to the merge; nothing is written.", "View", 1),
    Action("dialog-done.library", ("enter", "escape"), "Library", "Back to the Library."),
    Action("dialog-done.edit", ("e",), "Edit", "Open what was written in the editor."),
)
