"""Actions of the workplace "Editor", of its list of problems, its form and its find line."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

# The text takes letters and most control keys for itself, so these are keys it does not know.
# Terminals send the same for alt+f and alt+b as for ctrl+right and ctrl+left: those are not free.
EDITOR: tuple[Action, ...] = (
    Action("editor.save", ("ctrl+s",), "Save", "Write the file, all of it or nothing.", "File", 1,
           priority=True),
    Action("editor.new", ("alt+n",), "New", "Begin a definition from a template or a starter.",
           "File", priority=True),
    Action("editor.external", ("ctrl+g",), "$EDITOR",
           "Open the text in the editor that $VISUAL or $EDITOR names, then take it back.",
           "File", priority=True),
    Action("editor.reload", ("alt+r",), "Look at disk",
           "Compare with what is on disk now; merge, take it, or keep yours.", "File",
           priority=True),
    Action("editor.fix", ("ctrl+f",), "Fix", "Apply the fix of the problem at the cursor.",
           "Problems", 1, priority=True),
    Action("editor.fix-all", ("alt+a",), "Fix all", "Apply every safe fix, in one step.",
           "Problems", 3, priority=True),
    Action("editor.next-problem", ("ctrl+n", "f9"), "Next", "To the next problem.",
           "Problems", 1, priority=True),
    Action("editor.previous-problem", ("ctrl+r", "shift+f9"), "Previous",
           "To the problem before the cursor.", "Problems", 2, priority=True),
    Action("editor.explain", ("f12",), "Explain",
           "Why this is a problem, with a good and a bad example.", "Problems", 2, priority=True),
    Action("editor.problems", ("ctrl+l",), "Problem list", "Go to the list of problems.",
           "Problems", priority=True),
    Action("editor.complete", ("ctrl+space",), "Complete",
           "Offer field names, values and tool names that fit here.", "Text", 3),
    Action("editor.find", ("alt+s",), "Find", "Find words in the text.", "Text", 2,
           priority=True),
    Action("editor.form", ("ctrl+t",), "Form", "Show or hide the fields as a form.", "View", 1,
           priority=True),
    Action("editor.undo", ("ctrl+z",), "Undo", "Take the last change back.", "Text"),
    Action("editor.redo", ("ctrl+y",), "Redo", "Make the change again.", "Text"),
)  # fmt: skip

PROBLEMS: tuple[Action, ...] = (
    Action("problems.up", ("k",), "Up", "One problem up.", "Problem list"),
    Action("problems.down", ("j",), "Down", "One problem down.", "Problem list"),
    Action("problems.jump", ("enter",), "Go there", "To the words it is about.", "Problem list"),
    Action("problems.fix-chosen", ("f",), "Fix", "Apply this problem's fix.", "Problem list"),
    Action("problems.explain-chosen", ("e",), "Explain", "Why it is a problem.", "Problem list"),
    Action("problems.back", ("escape",), "Back", "To the text.", "Problem list"),
)

FORM: tuple[Action, ...] = (
    Action("form.back", ("escape",), "Back", "To the text.", "Form"),
    Action("form.next", ("down",), "Next field", "To the field below.", "Form"),
    Action("form.previous", ("up",), "Previous field", "To the field above.", "Form"),
    Action("form.remove", ("ctrl+shift+delete", "alt+delete"), "Remove field",
           "Take the field out of the front matter.", "Form"),
)  # fmt: skip

FIND: tuple[Action, ...] = (
    Action("find.next", ("enter", "down"), "Next match", "To the next match.", "Find"),
    Action("find.previous", ("up",), "Previous match", "To the match before.", "Find"),
    Action("find.close", ("escape",), "Close", "Back to the text and the match.", "Find"),
)

ACTIONS: tuple[Action, ...] = (*EDITOR, *PROBLEMS, *FORM, *FIND)
