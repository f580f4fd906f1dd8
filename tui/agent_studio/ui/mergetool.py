"""The studio as git's merge tool: one merge, and then back to git with a status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from agent_studio.ui.app import StudioApp
from agent_studio.ui.screens.mergetool import LEFT, SETTLED, MergetoolScreen, Three


class MergetoolApp(StudioApp):
    """Opens straight into the merge; there is no Library behind it."""

    DEFAULT_MODE = "_default"
    # A default screen does not bring its style sheet along.
    CSS_PATH: ClassVar = ["app.tcss", "screens/merge.tcss"]
    GREETS: ClassVar[bool] = False

    def __init__(self, three: Three) -> None:
        super().__init__()
        self.tool = MergetoolScreen(three)
        """The one workplace."""

    def get_default_screen(self) -> MergetoolScreen:
        """The merge."""
        return self.tool

    def do_quit(self) -> None:
        """Leave without saving, after a question: the file stays as git left it."""
        from agent_studio.ui.screens.confirm import ConfirmScreen

        if self.tool.bench is None:
            self.exit(LEFT)
            return

        def leave(answer: bool | None) -> None:
            if answer:
                self.exit(LEFT)

        self.push_screen(ConfirmScreen("Leave?", self.tool.unsaved(), yes="Leave unsaved"), leave)


def run_mergetool(base: Path, ours: Path, theirs: Path, merged: Path) -> int:
    """Merge ``ours`` and ``theirs`` on the screen into ``merged``.

    Returns 0 only if nothing is left to decide and it was saved; 1 otherwise.
    """
    app = MergetoolApp(Three(base, ours, theirs, merged))
    app.run()
    if app.return_code:
        # Textual has given the terminal back and printed what happened.
        sys.stderr.write(
            "agent-studio stopped because of an error of its own. What you decided is kept and "
            "offered the next time; the file is as git left it.\n"
        )
    return status_of(app)


def status_of(app: MergetoolApp) -> int:
    """What git is told: however the studio was left, only what was saved counts."""
    return SETTLED if app.tool.saved and not app.return_code else LEFT
