"""The rows of the action table, one module for each scope."""

from agent_studio.ui.tables import dialogs, editor, library, merge, review, shell, write

TABLES = (
    shell.ACTIONS,
    library.ACTIONS,
    merge.ACTIONS,
    editor.ACTIONS,
    review.ACTIONS,
    write.ACTIONS,
    dialogs.ACTIONS,
)
