"""Actions that every workplace shares, and those of the plain widgets."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

APP: tuple[Action, ...] = (
    Action("app.help", ("question_mark", "f1"), "Help", "Show the keys that apply here.", show=1),
    Action(
        "app.palette",
        ("ctrl+p",),
        "Commands",
        "Find any action by its name.",
        show=1,
        priority=True,
    ),
    Action("app.library", ("f2",), "Library", "All definitions.", "Workplaces", priority=True),
    Action(
        "app.merge", ("f3",), "Merge", "Compare and merge definitions.", "Workplaces", priority=True
    ),
    Action(
        "app.editor", ("f4",), "Editor", "The text of one definition.", "Workplaces", priority=True
    ),
    Action("app.review", ("f5",), "Review", "What changed in git.", "Workplaces", priority=True),
    Action(
        "app.export", ("f8",), "Export", "Write the merged result.", "Workplaces", priority=True
    ),
    Action(
        "app.harnesses",
        ("f6",),
        "Harnesses",
        "What every harness makes of this definition: loads or not, why, with which rights.",
        show=2,
        priority=True,
    ),
    Action("app.jump", ("ctrl+o",), "Jump", "Label every part; press a label to go there."),
    Action("app.theme", (), "Theme", "Choose the colours, with a preview."),
    Action("app.unfinished", (), "Unfinished work", "Go on with a merge or a text that was left."),
    Action("app.welcome", (), "Welcome", "Show the first screen again."),
    Action("app.picture", (), "Save a picture", "Save what the screen shows as an SVG file."),
    Action("app.quit", ("ctrl+q", "q"), "Quit", "Leave; asks first if something is unsaved."),
)

# Lists and scrolled texts are used in every workplace, so their keys are the same everywhere.
LIST: tuple[Action, ...] = (
    Action("list.up", ("up", "k"), "Up", "One row up.", "Move"),
    Action("list.down", ("down", "j"), "Down", "One row down.", "Move"),
    Action("list.page-up", ("pageup", "ctrl+b"), "Page up", "One screen up.", "Move"),
    Action("list.page-down", ("pagedown", "ctrl+f"), "Page down", "One screen down.", "Move"),
    Action("list.first", ("home", "g"), "First", "To the first row.", "Move"),
    Action("list.last", ("end", "G"), "Last", "To the last row.", "Move"),
)

SCROLL: tuple[Action, ...] = (
    Action("scroll.up", ("up", "k"), "Scroll up", "One line up.", "Scroll"),
    Action("scroll.down", ("down", "j"), "Scroll down", "One line down.", "Scroll"),
    Action("scroll.page-up", ("pageup", "ctrl+b"), "Page up", "One screen up.", "Scroll"),
    Action("scroll.page-down", ("pagedown", "ctrl+f"), "Page down", "One screen down.", "Scroll"),
    Action("scroll.first", ("home", "g"), "Top", "To the top.", "Scroll"),
    Action("scroll.last", ("end", "G"), "Bottom", "To the bottom.", "Scroll"),
)

ACTIONS = (*APP, *LIST, *SCROLL)
