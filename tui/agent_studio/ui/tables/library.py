"""Actions of the Library."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("library.mark", ("space",), "Mark", "Mark or unmark this definition.", "Mark", show=1),
    Action("library.mark-all", ("a",), "Mark all", "Mark everything in view; again: none.", "Mark"),
    Action("library.mark-twins", ("t",), "Mark twins", "Mark this one and its twins.", "Mark", 2),
    Action("library.invert", ("asterisk",), "Invert", "Swap marked and unmarked.", "Mark"),
    Action(
        "library.merge",
        ("m", "c"),
        "Merge",
        "Compare and merge the marked definitions, or this one with its twins.",
        "Open",
        1,
    ),
    Action(
        "library.edit", ("enter", "e"), "Edit", "Open this definition in the editor.", "Open", 1
    ),
    Action(
        "library.new", ("n",), "New", "Begin a definition from a template or a starter.", "Open", 3
    ),
    Action(
        "library.which", ("w",), "Which is loaded", "Of one name: which is loaded, and why.", "Open"
    ),
    Action(
        "library.fix",
        ("f",),
        "Mend",
        "Mend one kind of problem in all that is marked, or shown; shows the difference first.",
        "Open",
        2,
    ),
    Action("library.undo", ("z",), "Undo", "Take back what was mended last.", "Open"),
    Action("library.copy-path", ("y",), "Copy path", "Copy the path of this definition.", "Open"),
    Action("library.filter", ("slash",), "Filter", "Show only what matches.", "View", 1),
    Action("library.group", ("o",), "Group", "Group by folder, harness, name, or not.", "View", 2),
    Action("library.sort", ("s",), "Sort", "Sort by the next column.", "View", 2),
    Action("library.preview", ("p",), "Preview", "Show or hide the preview.", "View", 3),
    Action("library.reload", ("r",), "Reload", "Read everything again from disk.", "View"),
    Action(
        "library.stop",
        ("escape",),
        "Back",
        "Stop reading or comparing, else clear filter or marks.",
        "View",
    ),
)
