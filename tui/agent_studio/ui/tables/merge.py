"""Actions of the workplace "Compare and merge"."""

from __future__ import annotations

from agent_studio.ui.tables.action import Action

_TAKES = tuple(
    Action(
        f"merge.take-{number}",
        (str(number),),
        f"Take {number}",
        f"The result takes what source {number} has in this row and in all below it.",
        "Decide",
    )
    for number in range(1, 10)
)

_MERGE: tuple[Action, ...] = (
    Action(
        "merge.start",
        ("m",),
        "Start merging",
        "Begin a merge: from now on keys decide what the result takes. No file is touched.",
        "Decide",
        show=1,
        fleeting=True,
    ),
    *_TAKES,
    Action(
        "merge.take-here",
        ("enter",),
        "Take this",
        "The result takes the cell under the cursor; on something folded: open it.",
        "Decide",
        show=3,
    ),
    Action(
        "merge.union",
        ("u",),
        "Union",
        "The result takes every member or item that any source has, each once.",
        "Decide",
    ),
    Action(
        "merge.all",
        ("b",),
        "All of them",
        "The result takes every source's text, one behind the other in the order of the columns.",
        "Decide",
    ),
    Action(
        "merge.reversed",
        ("v",),
        "The other way",
        "The result takes every source's text, the last column's first.",
        "Decide",
    ),
    Action(
        "merge.in-order",
        ("B",),
        "In an order",
        "Choose which sources' texts the result takes, and in which order.",
        "Decide",
    ),
    Action(
        "merge.type",
        ("e",),
        "Type it",
        "Edit what the result has in this row, in place.",
        "Decide",
        show=2,
    ),
    Action(
        "merge.drop",
        ("x", "delete"),
        "Nothing",
        "The result takes nothing of this row.",
        "Decide",
    ),
    Action(
        "merge.split",
        ("d",),
        "Split",
        "Decide the row part by part: sentences, lines, keys; again: put it together.",
        "Decide",
        show=3,
    ),
    Action(
        "merge.accept",
        ("y",),
        "Yes",
        "Accept what is proposed for this row and for all below it.",
        "Decide",
        show=3,
    ),
    Action(
        "merge.accept-all", ("Y",), "Yes to all", "Accept everything that is proposed.", "Decide"
    ),
    Action(
        "merge.undecide",
        ("backspace",),
        "Undecide",
        "Take the decision of this row, and of all below it, back.",
        "Decide",
    ),
    Action(
        "merge.many",
        ("A",),
        "Many at once",
        "Decide all undecided rows at once: from one source, by union, or by nothing.",
        "Decide",
        show=2,
    ),
    Action(
        "merge.richest",
        ("R",),
        "Richest",
        "Decide all undecided rows: unions, everything that only some have, the longest texts.",
        "Decide",
        show=1,
    ),
    Action("merge.next", ("n",), "Next open", "To the next undecided row.", "Go", show=1),
    Action("merge.previous", ("p", "N"), "Previous open", "To the undecided row before.", "Go"),
    Action(
        "merge.next-conflict",
        ("c",),
        "Next conflict",
        "To the next row in which sources disagree, decided or not.",
        "Go",
        show=3,
    ),
    Action(
        "merge.previous-conflict",
        ("C",),
        "Previous conflict",
        "To the row before in which sources disagree, decided or not.",
        "Go",
    ),
    Action("merge.left", ("left", "h", "less_than_sign"), "Left", "One source left.", "Go"),
    Action("merge.right", ("right", "l", "greater_than_sign"), "Right", "One source right.", "Go"),
    Action("merge.undo", ("z", "ctrl+z"), "Undo", "Undo the last act of this merge.", "Go", show=2),
    Action("merge.redo", ("Z", "ctrl+y"), "Redo", "Do again what was undone.", "Go", show=3),
    Action(
        "merge.fold",
        ("f",),
        "Fold",
        "Fold what agrees and what only one source has, or show every row.",
        "View",
        show=3,
    ),
    Action(
        "merge.open",
        ("space",),
        "Open",
        "Open or close a folded run, a part that only one source has, or a long row.",
        "View",
        show=3,
    ),
    Action(
        "merge.asking",
        ("t",),
        "To do",
        "Show only the rows that ask or asked for a decision, or all again.",
        "View",
        show=3,
    ),
    Action(
        "merge.base",
        ("0",),
        "Base",
        "Show or hide what the sources come from, as a column before them.",
        "View",
        show=3,
    ),
    Action("merge.result", ("r",), "Result", "Show or hide the result.", "View", show=2),
    Action(
        "merge.left-out",
        ("s",),
        "Left out",
        "Everything that the result does not take, and from where; any of it can still be taken.",
        "Finish",
        show=3,
    ),
    Action(
        "merge.write",
        ("w",),
        "Write",
        "Look at what was left out, then choose where the result is written; asks first if "
        "conflicts are left.",
        "Finish",
        show=1,
    ),
    Action(
        "merge.ancestor",
        ("a",),
        "As base",
        "Merge the others on top of the source under the cursor, their common ancestor; again: "
        "a source like the others.",
        "Finish",
    ),
    Action(
        "merge.policy",
        (),
        "Rules: careful or ask",
        "Let rules decide what a careful person would (careful), or only propose what git would "
        "have asked about (ask).",
        "Finish",
    ),
    Action(
        "merge.abandon",
        (),
        "Abandon the merge",
        "Forget every decision and only compare again; asks first.",
        "Finish",
    ),
    Action(
        "merge.edit-source",
        ("o",),
        "Edit source",
        "Open the source under the cursor in the editor.",
        "Go",
    ),
    Action(
        "merge.back", ("escape",), "Back", "Back to the Library; the merge is kept.", "Go", show=3
    ),
)

_DIALOGS: tuple[Action, ...] = (
    Action("dialog-choose.close", ("escape",), "Back", "Decide nothing."),
    Action("dialog-left-out.take", ("enter",), "Take it", "The result takes this text after all."),
    Action("dialog-left-out.show", ("space",), "Go to its row", "Back to the row it belongs to."),
    Action(
        "dialog-left-out.open",
        ("o", "right", "l"),
        "Open",
        "Show the texts of a part that only one source has one by one, or fold them again.",
    ),
    Action("dialog-left-out.write", ("w",), "Write", "Go on to writing."),
    Action("dialog-left-out.up", ("k",), "Up", "One row up."),
    Action("dialog-left-out.down", ("j",), "Down", "One row down."),
    Action("dialog-left-out.close", ("escape", "s", "q"), "Back", "Back to the merge."),
    Action("dialog-order.accept", ("enter",), "Take them", "Take these sources in this order."),
    Action("dialog-order.shorten", ("backspace",), "Take back", "Remove the last number."),
    Action("dialog-order.close", ("escape",), "Back", "Decide nothing."),
    Action(
        "dialog-type.accept", ("ctrl+s",), "Take it", "The result takes this text.", priority=True
    ),
    Action("dialog-type.close", ("escape",), "Back", "Leave the result as it was.", priority=True),
)

ACTIONS = (*_MERGE, *_DIALOGS)
